"""Rows: the grams of each entry's texts, laid end to end so that a question finds its own in many entries at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

S = TypeVar("S", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Row:
    """
    The grams of one entry, place after place.

    Attributes:
        places: Shape (n,), int32, ascending; a place stands once for each text that has it.
        weights: Shape (n,), float32.
        texts: Shape (n,), int32: which text each gram is of, from 0.
        size: How many texts there are.
    """

    places: NDArray[np.int32]
    weights: NDArray[np.float32]
    texts: NDArray[np.int32]
    size: int

    @property
    def distinct(self) -> NDArray[np.int32]:
        """The places that any text has, ascending, each once."""
        return np.unique(self.places)


def row(texts: Sequence[Mapping[int, float]]) -> Row:
    """The row of an entry with these texts, each given as what its places weigh."""
    sizes = [len(one) for one in texts]
    places = np.fromiter(chain.from_iterable(texts), np.int32, sum(sizes))
    weights = np.fromiter(chain.from_iterable(one.values() for one in texts), np.float32, sum(sizes))
    order = np.argsort(places, kind="stable")
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    return Row(places[order], weights[order], owners[order], len(texts))


@dataclass(frozen=True, slots=True)
class Rows:
    """
    The rows of several entries, one after another. Never changed.

    Attributes:
        entry_ids: The entry in each slot.
        slots: The slot of each entry.
        places: Shape (p,), int32: the distinct places of each row, ascending within a row.
        firsts: Shape (slots + 1,): where each row's places start.
        starts: Shape (p + 1,): where the grams of each place start.
        weights: Shape (n,), float32: of each gram.
        texts: Shape (n,), int32: which text each gram is of, counted over all rows.
        first_texts: Shape (slots + 1,): where each row's texts start.
    """

    entry_ids: tuple[str, ...]
    slots: Mapping[str, int]
    places: NDArray[np.int32]
    firsts: NDArray[np.int64]
    starts: NDArray[np.int64]
    weights: NDArray[np.float32]
    texts: NDArray[np.int32]
    first_texts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> Rows:
        """*rows* laid end to end."""
        each = [_distinct(one.places) for one in rows.values()]
        places = _joined((distinct for distinct, _ in each), np.int32)
        first_texts = _starts([one.size for one in rows.values()])
        moved = (one.texts + first for one, first in zip(rows.values(), first_texts.tolist(), strict=False))
        return cls(
            tuple(rows),
            {entry_id: slot for slot, entry_id in enumerate(rows)},
            places,
            _starts([len(distinct) for distinct, _ in each]),
            _starts(_joined((counts for _, counts in each), np.int64)),
            _joined((one.weights for one in rows.values()), np.float32),
            _joined(moved, np.int32),
            first_texts,
        )

    def __len__(self) -> int:
        return len(self.entry_ids)

    def rows(self) -> dict[str, Row]:
        """The rows it was made of."""
        return {entry_id: self._row(slot) for slot, entry_id in enumerate(self.entry_ids)}

    def _row(self, slot: int) -> Row:
        first, end = self.firsts[slot], self.firsts[slot + 1]
        grams = slice(self.starts[first], self.starts[end])
        places = np.repeat(self.places[first:end], np.diff(self.starts[first : end + 1]))
        texts = self.texts[grams] - np.int32(self.first_texts[slot])
        return Row(places, self.weights[grams], texts, int(self.first_texts[slot + 1] - self.first_texts[slot]))

    def distinct(self, slot: int) -> NDArray[np.int32]:
        """The distinct places of the row in *slot*, ascending."""
        return self.places[self.firsts[slot] : self.firsts[slot + 1]]

    def sizes(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many texts the row in each of *slots* has."""
        sizes: NDArray[np.int64] = self.first_texts[slots + 1] - self.first_texts[slots]
        return sizes

    def dots(
        self, places: NDArray[np.int32], asked: NDArray[np.float32], slots: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """
        The sum of weight times *asked* over the *places* that each text of *slots* has: shape (texts,), row after row.

        Args:
            places: Ascending, each once, at least one.
            asked: What each of *places* counts.
            slots: At least one.
        """
        if not len(self.places):  # no text of any row has a gram
            return np.zeros(int(self.sizes(slots).sum()))
        where, owners, which = self._shared(places, slots)
        counts = self.starts[where + 1] - self.starts[where]
        grams = spans(self.starts[where], counts)
        sizes = self.sizes(slots)
        moved = np.cumsum(sizes) - sizes - self.first_texts[slots]
        texts = self.texts[grams] + np.repeat(moved[owners], counts)
        parts = self.weights[grams] * np.repeat(asked[which], counts)
        return np.bincount(texts, parts, int(sizes.sum())).astype(np.float64, copy=False)

    def _shared(
        self, places: NDArray[np.int32], slots: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Where the rows of *slots* have any of *places*, in which of the rows, and which of the places it is."""
        firsts, ends = self.firsts[slots], self.firsts[slots + 1]
        rows = [self.places[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)]
        at = np.array([one.searchsorted(places) for one in rows])
        inside = at < (ends - firsts)[:, None]
        where = np.where(inside, at + firsts[:, None], 0)
        owners, which = np.nonzero(inside & (self.places.take(where, mode="clip") == places))
        return where[owners, which], owners, which

    def norms(self, slot: int, idf: NDArray[np.float32]) -> NDArray[np.float64]:
        """The length of each text of the row in *slot*, where *idf* is that of its distinct places: shape (texts,)."""
        first, end = self.firsts[slot], self.firsts[slot + 1]
        grams = slice(self.starts[first], self.starts[end])
        weights = self.weights[grams] * np.repeat(idf, np.diff(self.starts[first : end + 1]))
        texts = self.texts[grams] - self.first_texts[slot]
        lengths: NDArray[np.float64] = np.sqrt(np.bincount(texts, weights**2, int(self.sizes(np.array([slot]))[0])))
        return lengths


def _distinct(places: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """*places*, which are ascending, each once, and how often each stands there."""
    firsts = np.flatnonzero(np.diff(places, prepend=-1))
    return places[firsts], np.diff(firsts, append=len(places))


def spans(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The numbers from each of *starts* on, as many as *counts* says, one span after another."""
    ends = np.cumsum(counts)
    numbers: NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
    return numbers


def _joined(parts: Iterable[NDArray[Any]], kind: type[S]) -> NDArray[S]:
    return np.concatenate([np.empty(0, kind), *parts]).astype(kind, copy=False)


def _starts(counts: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of parts of these sizes starts when they are laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
