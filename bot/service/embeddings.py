"""Embeddings: what the sentence encoder makes of the base's texts, made once and kept in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from threading import Event
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.core.errors import StoreUnavailable
from bot.matching.encoder import Encoding, NoEncoder
from bot.matching.layout import blocks
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
        self._stale: set[str] = set()  # asked for before, and not since `begin_anew`
        self._stopped = Event()

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """
        The vectors of *texts* of the base: shape (n, dimensions), each of length 1, rounded to eight bits.

        Raises:
            NoEncoder: The encoder cannot make them, or is to make no more.
        """
        digests = [digest(text) for text in texts]
        self._asked.update(digests)
        missing = {one: text for one, text in zip(digests, texts, strict=True) if one not in self._kept}
        for few in blocks(len(missing), _AT_ONCE) if missing else ():
            self._make(dict(list(missing.items())[few]))
        return _unpacked([self._kept[one] for one in digests]) if texts else self._encoder.texts([])

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of *text*, a question: shape (dimensions,), of length 1. It is not kept in the store."""
        return self._encoder.question(text)

    def begin_anew(self) -> None:
        """From now on see which texts the base still has."""
        self._stale, self._asked = self._asked, set()

    def drop_stale(self) -> None:
        """Let go of texts that were asked for before, and no longer; what others asked for is theirs."""
        stale = self._stale - self._asked
        if stale and self._store:
            self._store.keep_vectors(self._encoder.version, {}, stale)
        self._kept = {one: body for one, body in self._kept.items() if one not in stale}

    def stop(self) -> None:
        """Have no further texts encoded: whoever waits for them is not kept from leaving."""
        self._stopped.set()

    def _make(self, texts: dict[str, str]) -> None:
        if self._stopped.is_set():
            raise NoEncoder("The bot is stopping; the encoder makes nothing more.")
        made = dict(zip(texts, _packed(self._encoder.texts(list(texts.values()))), strict=True))
        self._kept.update(made)
        if self._store and made:
            with suppress(StoreUnavailable):  # what cannot be kept now is made again by the next process
                self._store.keep_vectors(self._encoder.version, made)


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
