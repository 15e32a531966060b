"""The deletes index: the words within two slips of a typed one, found without looking at every word."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.layout import blocks

# Letters of a word that are hashed. Words that begin alike are told apart when they are compared in full.
_PREFIX = 7
MOST_SLIPS = 2
# FNV's prime (Fowler, Noll & Vo); a hash is the sum of the letters times its powers, modulo 2**32.
_POWERS = np.cumprod(np.full(_PREFIX, 16777619, np.uint32), dtype=np.uint32)
_WAYS = [out for count in range(MOST_SLIPS + 1) for out in itertools.combinations(range(_PREFIX), count)]
# For each way to leave letters out, the places of those that are kept, then of a letter that counts nothing.
_KEPT = np.array([([at for at in range(_PREFIX) if at not in out] + [_PREFIX] * len(out)) for out in _WAYS])
_AT_ONCE = 4096


@dataclass(frozen=True)
class Deletes:
    """
    Words by what is left of them when up to two of their first letters are left out (symmetric deletes, Garbe 2012).

    Two words within so many slips (a letter too many, too few, another, or two swapped) share one of these.

    Attributes:
        words: The words, by number.
        hashes: Shape (n,), uint32, ascending.
        owners: Shape (n,), int32: the number of the word that each hash is of.
    """

    words: Sequence[str]
    hashes: NDArray[np.uint32]
    owners: NDArray[np.int32]

    @classmethod
    def of(cls, words: Sequence[str]) -> Deletes:
        """The index of *words*."""
        hashes = np.concatenate([_hashes(words[few]) for few in blocks(len(words), _AT_ONCE)]).ravel()
        order = np.argsort(hashes, kind="stable")
        return cls(words, hashes[order], (order // len(_WAYS)).astype(np.int32))

    def near(self, typed: str) -> list[str]:
        """The words that may be within two slips of *typed*, and some that are not; each once, in their order."""
        hashes = _hashes([typed])[0]
        firsts, ends = (self.hashes.searchsorted(hashes, side) for side in ("left", "right"))
        spans = [self.owners[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)]
        return [self.words[number] for number in np.unique(np.concatenate(spans)).tolist()]


def _hashes(words: Sequence[str]) -> NDArray[np.uint32]:
    """The hash of what is left of each of *words* by each of the ways: shape (words, ways)."""
    beginnings = np.array([word[:_PREFIX] for word in words], f"U{_PREFIX}").view(np.uint32)
    letters = np.zeros((len(words), _PREFIX + 1), np.uint32)
    letters[:, :_PREFIX] = beginnings.reshape(len(words), _PREFIX)
    hashes: NDArray[np.uint32] = letters[:, _KEPT] @ _POWERS
    return hashes
