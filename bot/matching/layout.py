"""Layouts: where each entry's texts lie in arrays that hold the texts of many entries end to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Where each entry's texts lie.

    Attributes:
        entry_ids: The entry in each slot.
        slots: The slot of each entry.
        firsts: Shape (slots + 1,): where each slot's texts start, and where the last one's end.
    """

    entry_ids: tuple[str, ...]
    slots: Mapping[str, int]
    firsts: NDArray[np.int64]

    @classmethod
    def of(cls, sizes: Mapping[str, int]) -> Layout:
        """The layout of entries with so many texts, in this order."""
        return cls._of(tuple(sizes), list(sizes.values()))

    @classmethod
    def joined(cls, parts: Iterable[Layout]) -> Layout:
        """The layout of the entries of all *parts*, which share none, one part after another."""
        parts = tuple(parts)
        sizes = np.concatenate([np.empty(0, np.int64), *(np.diff(part.firsts) for part in parts)])
        return cls._of(tuple(entry_id for part in parts for entry_id in part.entry_ids), sizes)

    @classmethod
    def _of(cls, entry_ids: tuple[str, ...], sizes: Sequence[int] | NDArray[np.int64]) -> Layout:
        return cls(entry_ids, {entry_id: slot for slot, entry_id in enumerate(entry_ids)}, starts_of(sizes))

    def __len__(self) -> int:
        return len(self.entry_ids)

    def picked(self, slots: NDArray[np.int64]) -> Layout:
        """The layout of the entries in *slots* alone, in this order."""
        return self._of(tuple(self.entry_ids[slot] for slot in slots.tolist()), self.sizes(slots))

    def sizes(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many texts each of *slots* has."""
        sizes: NDArray[np.int64] = self.firsts[slots + 1] - self.firsts[slots]
        return sizes

    def texts(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of the texts of *slots*, slot after slot."""
        return spans(self.firsts[slots], self.sizes(slots))


def blocks(count: int, at_once: int) -> Iterator[slice]:
    """The numbers up to *count* in slices of so many, in order; one empty slice, if there are none."""
    return (slice(first, min(first + at_once, count)) for first in range(0, max(count, 1), at_once))


def fused(cosines: NDArray[np.floating[Any]], sizes: NDArray[np.int64], best: float) -> NDArray[np.float32]:
    """
    An entry's score of its texts' *cosines*: their mean, and what the best one counts beside it: shape (entries,).

    Args:
        cosines: Shape (texts,), entry after entry; there is at least one entry.
        sizes: How many texts each entry has, at least one.
    """
    firsts = np.cumsum(sizes) - sizes
    means, bests = np.add.reduceat(cosines, firsts) / sizes, np.maximum.reduceat(cosines, firsts)
    scores: NDArray[np.float32] = ((means + best * bests) / (1 + best)).astype(np.float32)
    return scores


def distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each of *numbers* once, ascending; few of them, for which `np.unique` has too much to begin with."""
    ascending = np.sort(numbers)
    first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def starts_of(sizes: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each of parts of these *sizes* starts when they are laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def spans(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The numbers from each of *starts* on, as many as *counts* says, one span after another."""
    ends = np.cumsum(counts)
    numbers: NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
    return numbers
