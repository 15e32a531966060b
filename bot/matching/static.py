"""
The static head: word vectors distilled from a sentence encoder, averaged over a text and compared by cosine.

It finds what is worded otherwise. The vectors are whitened with the covariance within entries, so that what varies
between phrasings of one question counts less than what tells questions apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from bot.matching.weights import SHIPPED, Weights

DIMENSIONS = 256
# Texts of an entry that together tell how near it is: one alone may be near by chance.
_NEAREST = 3
# Characters past which a word is nobody's; the vocabulary's own tokeniser has the same bound.
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Table:
    """
    A vector for each piece of a vocabulary.

    Attributes:
        numbers: The row of each piece; one that goes on a word begins with ``##``.
        rows: Shape (pieces, DIMENSIONS), int8.
        scales: Shape (pieces,), float32: what a row is multiplied by; the piece's commonness is in it.
    """

    numbers: Mapping[str, int]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]

    def pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of *word*, the longest first (WordPiece, Wu et al. 2016); none if some part is in no piece."""
        found: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            ends = range(len(word), start, -1)
            marked = ((end, self.numbers.get(("##" if start else "") + word[start:end])) for end in ends)
            end, number = next(((end, number) for end, number in marked if number is not None), (0, -1))
            if not end:
                return ()
            found.append(number)
            start = end
        return tuple(found)

    def summed(self, word: str) -> tuple[NDArray[np.float32], int]:
        """The sum of the vectors of *word*'s pieces, and how many they are."""
        pieces = list(self.pieces(word))
        return self.scales[pieces] @ self.rows[pieces].astype(np.float32), len(pieces)


@cache
def table() -> Table:
    """The table that ships; see data/NOTICE for where it is from and data/make_static.py for how it is made."""
    data = files("bot.matching").joinpath("data")
    pieces = data.joinpath("vocabulary.txt").read_text("utf-8").split()
    numbers = {piece: number for number, piece in enumerate(pieces)}
    with as_file(data.joinpath("static.npy")) as rows, as_file(data.joinpath("scales.npy")) as scales:
        return Table(numbers, np.asarray(np.load(rows, mmap_mode="r")), np.load(scales))


@lru_cache(maxsize=16384)
def _summed(word: str) -> tuple[NDArray[np.float32], int]:
    return table().summed(word)


def mean_vector(found: Sequence[str]) -> NDArray[np.float32]:
    """The mean of the vectors of the pieces of the words *found*: shape (DIMENSIONS,); zeros where none is known."""
    sums = [_summed(word) for word in found]
    count = sum(pieces for _, pieces in sums)
    if not count:
        return np.zeros(DIMENSIONS, np.float32)
    mean: NDArray[np.float32] = np.array([vector for vector, _ in sums]).sum(0) / np.float32(count)
    return mean


@dataclass(frozen=True)
class Static:
    """
    The static head. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        rows: Each entry's texts as whitened unit vectors: shape (texts, DIMENSIONS), float32.
        centre: Shape (DIMENSIONS,): the mean of all texts when the head was built.
        whitening: Shape (DIMENSIONS, DIMENSIONS).
        entry_ids: The entries that `means` is of, as they were when the head was built.
        means: Shape (entries, DIMENSIONS): the mean of each entry's row.
        best: What an entry's best text counts beside the mean of its texts.
    """

    rows: Mapping[str, NDArray[np.float32]]
    centre: NDArray[np.float32]
    whitening: NDArray[np.float32]
    entry_ids: tuple[str, ...]
    means: NDArray[np.float32]
    best: float

    @classmethod
    def of(cls, texts: Mapping[str, Sequence[Sequence[str]]], weights: Weights = SHIPPED) -> Static:
        """The head over the *texts* of each entry, given as their words."""
        raw = {entry_id: _vectors(some) for entry_id, some in texts.items()}
        every = np.concatenate([np.empty((0, DIMENSIONS), np.float32), *raw.values()])
        centre = (every.mean(0) if len(every) else np.zeros(DIMENSIONS)).astype(np.float32)
        whitening = _whitening(list(raw.values()), weights.shrink)
        rows = {entry_id: _units((some - centre) @ whitening) for entry_id, some in raw.items()}
        means = np.array([row.mean(0) for row in rows.values()], np.float32).reshape(-1, DIMENSIONS)
        return cls(rows, centre, whitening, tuple(rows), means, weights.best)

    def with_texts(self, entry_id: str, texts: Sequence[Sequence[str]]) -> Static:
        """This head with the entry's texts added or replaced; the whitening stays as it was."""
        row = _units((_vectors(texts) - self.centre) @ self.whitening)
        return replace(self, rows={**self.rows, entry_id: row})

    def without(self, entry_id: str) -> Static:
        """This head without the entry."""
        return replace(self, rows={other: row for other, row in self.rows.items() if other != entry_id})

    def vector(self, text: Sequence[str]) -> NDArray[np.float32]:
        """The words of *text* as `rows` hold theirs: shape (DIMENSIONS,), of length 1, or 0 if no token is known."""
        raw = mean_vector(text)
        if not raw.any():
            return raw
        unit: NDArray[np.float32] = _units(((raw / np.linalg.norm(raw) - self.centre) @ self.whitening)[None, :])[0]
        return unit

    def roughly(self, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """About what `scores` would give each entry of `entry_ids`, as it was: shape (entries,), 0 to 1."""
        cosines: NDArray[np.float32] = np.maximum(self.means @ question, 0.0)
        return cosines

    def nearest(self, question: NDArray[np.float32], entry_id: str, among: int) -> float:
        """The mean cosine of *question* and the nearest few of the entry's first *among* texts, -1 to 1."""
        cosines = np.sort(self.rows[entry_id][:among] @ question)
        return float(cosines[-_NEAREST:].sum()) / min(_NEAREST, among)

    def scores(self, question: NDArray[np.float32], entry_ids: Sequence[str]) -> NDArray[np.float32]:
        """The score of each of *entry_ids*: shape (n,), 0 to 1; what points away counts 0."""
        if not entry_ids:
            return np.zeros(0, np.float32)
        rows = [self.rows[entry_id] for entry_id in entry_ids]
        sizes = np.array([len(row) for row in rows])
        firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        cosines = np.concatenate(rows) @ question
        means, bests = np.add.reduceat(cosines, firsts) / sizes, np.maximum.reduceat(cosines, firsts)
        fused: NDArray[np.float32] = np.clip((means + self.best * bests) / (1 + self.best), 0.0, 1.0).astype(np.float32)
        return fused


def _vectors(texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """The vectors of *texts*, at least one, as `mean_vector` has them but of length 1: shape (texts, DIMENSIONS)."""
    nothing = np.zeros(DIMENSIONS, np.float32)
    sums = [[_summed(word)[0] for word in text] or [nothing] for text in texts]
    firsts = np.cumsum([0, *map(len, sums[:-1])])
    return _units(np.add.reduceat(np.array([vector for some in sums for vector in some]), firsts))


def _units(vectors: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    units = (vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)).astype(np.float32)
    return cast(NDArray[np.float32], units)


def _whitening(rows: Sequence[NDArray[np.float32]], shrink: float) -> NDArray[np.float32]:
    """The inverse square root of the shrunk covariance within entries; the identity where nothing varies."""
    if not rows:
        return np.eye(DIMENSIONS, dtype=np.float32)
    deviations = [row - row.mean(0) for row in rows]
    every = np.concatenate(deviations)
    scatter = every.T @ every
    covariance = scatter / max(sum(map(len, rows)), 1)
    variance = float(np.trace(covariance)) / DIMENSIONS
    if variance < 1e-9:
        return np.eye(DIMENSIONS, dtype=np.float32)
    values, vectors = np.linalg.eigh((1 - shrink) * covariance + shrink * variance * np.eye(DIMENSIONS))
    whitening: NDArray[np.float32] = (vectors * values**-0.5 @ vectors.T).astype(np.float32)
    return whitening
