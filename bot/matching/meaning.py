"""Meaning: how near one word is to another, by the static table; for words that an entry has only in other words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bot.matching.static import DIMENSIONS, table, text_vector

# The most common tokens, whose mean every vector is taken from: what all words share tells nothing.
_COMMON_TOKENS = 5000


class Lexicon:
    """
    The words of a base as vectors, each kept once. It only grows, and only by words of entries.

    A vector is worked out when it is first compared with, so that one question of a cold start pays for few.
    """

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._words: list[str] = []
        self._vectors = np.empty((0, DIMENSIONS), np.float32)
        self._known = np.empty(0, np.bool_)
        self._lock = Lock()  # a question and a trial of the base may ask at once, from two threads

    def rows(self, words: Iterable[str]) -> NDArray[np.int32]:
        """The rows of *words*, each once: shape (n,)."""
        with self._lock:
            return np.array(sorted({self._row(word) for word in words}), np.int32)

    def _row(self, word: str) -> int:
        row = self._rows.setdefault(word, len(self._rows))
        if row == len(self._words):
            self._words.append(word)
        return row

    def _vectors_of(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """The vectors of *rows*: shape (n, DIMENSIONS)."""
        with self._lock:
            self._grow()
            for row in rows[~self._known[rows]].tolist():
                self._vectors[row] = word_vector(self._words[row])
                self._known[row] = True
            return self._vectors[rows]

    def _grow(self) -> None:
        if len(self._known) < len(self._words):
            more = max(1024, len(self._words)) * 2 - len(self._known)
            self._vectors = np.concatenate([self._vectors, np.zeros((more, DIMENSIONS), np.float32)])
            self._known = np.concatenate([self._known, np.zeros(more, np.bool_)])

    def nearest(self, asked: NDArray[np.float32], entries: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
        """
        How near the nearest word of each entry is to each word of a question, 0 to 1; 1 for the same word.

        Args:
            asked: Shape (words, DIMENSIONS), of `word_vector`.
            entries: The rows of each entry's words.

        Returns:
            Shape (entries, words).
        """
        nearest = np.zeros((len(entries), len(asked)), np.float32)
        with_words = [at for at, rows in enumerate(entries) if len(rows)]
        if with_words and len(asked):
            rows = np.concatenate([entries[at] for at in with_words])
            firsts = np.cumsum([0, *(len(entries[at]) for at in with_words[:-1])])
            different, where = np.unique(rows, return_inverse=True)
            cosines = self._vectors_of(different) @ asked.T
            nearest[with_words] = np.maximum.reduceat(cosines[where], firsts)
        return np.clip(nearest, 0.0, 1.0, out=nearest)


@lru_cache(maxsize=8192)
def word_vector(word: str) -> NDArray[np.float32]:
    """The vector of one word, of length 1, or 0 where none of its tokens is known: shape (DIMENSIONS,)."""
    raw = text_vector(word)
    if not raw.any():
        return raw
    from_centre = raw / np.linalg.norm(raw) - _centre()
    unit: NDArray[np.float32] = from_centre / max(float(np.linalg.norm(from_centre)), 1e-9)
    return unit


@cache
def _centre() -> NDArray[np.float32]:
    rows = table().rows[:_COMMON_TOKENS].astype(np.float32)
    centre: NDArray[np.float32] = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).mean(0)
    return centre
