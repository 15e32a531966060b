"""Embeddings: what the sentence encoder makes of the base's texts, made once and kept in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.matching.encoder import Encoding
from bot.matching.vectors import Vectors
from bot.store.base import Store

# Texts that are encoded before what was made of them is kept, so that a process that is killed loses little.
_AT_ONCE = 512


class Versioned(Encoding, Protocol):
    """An encoding whose vectors are told from those of others by its *version*."""

    version: str


class Embeddings:
    """
    An encoding that asks its encoder for what the store does not hold yet.

    Args:
        store: None where nothing is kept beyond this process.
    """

    def __init__(self, encoder: Versioned, store: Store | None = None) -> None:
        self._encoder, self._store = encoder, store
        self._kept = store.vectors(encoder.version) if store else {}
        self._asked: set[str] = set()

    def missing(self, texts: Sequence[str]) -> int:
        """How many of *texts* would have to be encoded."""
        return len({digest(text) for text in texts} - self._kept.keys())

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of *texts* of the base: shape (n, dimensions), each of length 1, about a percent off."""
        digests = [digest(text) for text in texts]
        self._asked.update(digests)
        missing = {one: text for one, text in zip(digests, texts, strict=True) if one not in self._kept}
        for first in range(0, len(missing), _AT_ONCE):
            self._make(dict(list(missing.items())[first : first + _AT_ONCE]))
        return _unpacked([self._kept[one] for one in digests]) if texts else self._encoder.texts([])

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of *text*, a question: shape (dimensions,), of length 1. It is not kept in the store."""
        return self._encoder.question(text)

    def drop_unasked(self) -> None:
        """Let go of what no text was asked for since this began: the base holds these texts no more."""
        unasked = self._kept.keys() - self._asked
        if unasked and self._store:
            self._store.keep_vectors(self._encoder.version, {}, unasked)
        self._kept = {one: body for one, body in self._kept.items() if one not in unasked}

    def _make(self, texts: dict[str, str]) -> None:
        made = dict(zip(texts, _packed(self._encoder.texts(list(texts.values()))), strict=True))
        if self._store:
            self._store.keep_vectors(self._encoder.version, made)
        self._kept.update(made)


def digest(text: str) -> str:
    """What stands for *text*: SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _packed(rows: NDArray[np.float32]) -> list[bytes]:
    """Each of *rows* as its scale, then its parts; see Vectors."""
    made = Vectors.of(rows)
    return [scale.tobytes() + parts.tobytes() for scale, parts in zip(made.scales, made.parts, strict=True)]


def _unpacked(bodies: Sequence[bytes]) -> NDArray[np.float32]:
    scales = np.array([np.frombuffer(body, np.float32, 1)[0] for body in bodies], np.float32)
    parts = np.array([np.frombuffer(body, np.int8, offset=4) for body in bodies])
    return Vectors(parts, scales).rows()
