"""Rows: the grams of each entry's texts, laid end to end so that a question finds its own in many entries at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.matching.corpus import Corpus
from bot.matching.grams import gathered, kinds
from bot.matching.layout import Layout, spans, starts_of
from bot.matching.weights import SHIPPED, Weights

S = TypeVar("S", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Rows:
    """
    The grams of several entries, one row after another. Never changed.

    Attributes:
        layout: The slot of each entry's row, and its texts.
        places: Shape (p,), int32: the distinct places of each row, ascending within a row.
        firsts: Shape (slots + 1,): where each row's places start.
        starts: Shape (p + 1,), int32: where the grams of each place start.
        texts: Shape (n,), uint16: which text of its row each gram is of.
        kinds: Shape (n,), uint8: which of *weighs* each gram weighs.
        weighs: Shape (kinds,), float32.
        lines: The words of each row's texts, a line each.
    """

    layout: Layout
    places: NDArray[np.int32]
    firsts: NDArray[np.int64]
    starts: NDArray[np.int32]
    texts: NDArray[np.uint16]
    kinds: NDArray[np.uint8]
    weighs: NDArray[np.float32]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, sizes: Mapping[str, int], corpus: Corpus, weights: Weights = SHIPPED) -> Rows:
        """The rows of entries that have so many texts each, in this order, of *corpus*."""
        found = gathered(corpus, list(sizes.values()), weights)
        first = np.ones(len(found.places), np.bool_)
        first[1:] = (found.places[1:] != found.places[:-1]) | (found.rows[1:] != found.rows[:-1])
        starts = np.flatnonzero(first)
        counts = np.bincount(found.rows[starts], minlength=len(sizes))
        ends = np.append(starts, len(first)).astype(np.int32)
        return cls(
            Layout.of(sizes),
            found.places[starts],
            starts_of(counts),
            ends,
            found.texts,
            found.kinds,
            kinds(weights),
            corpus.lines(sizes.values()),
        )

    @classmethod
    def joined(cls, parts: Sequence[Rows]) -> Rows:
        """The rows of all *parts*, at least one, which share no entry, one part after another."""
        return cls(
            Layout.joined(part.layout for part in parts),
            _joined(part.places for part in parts),
            _moved([part.firsts for part in parts]),
            _moved([part.starts for part in parts]).astype(np.int32),
            _joined(part.texts for part in parts),
            _joined(part.kinds for part in parts),
            parts[0].weighs,
            tuple(chain.from_iterable(part.lines for part in parts)),
        )

    def __len__(self) -> int:
        return len(self.layout)

    def picked(self, slots: NDArray[np.int64]) -> Rows:
        """The rows in *slots* alone, in this order."""
        counts = self.firsts[slots + 1] - self.firsts[slots]
        places = spans(self.firsts[slots], counts)
        sizes = self.starts[places + 1] - self.starts[places]
        grams = spans(self.starts[places], sizes)
        layout = self.layout.picked(slots)
        texts, of_kinds = self.texts[grams], self.kinds[grams]
        return Rows(
            layout,
            self.places[places],
            starts_of(counts),
            starts_of(sizes).astype(np.int32),
            texts,
            of_kinds,
            self.weighs,
            tuple(self.lines[slot] for slot in slots.tolist()),
        )

    def distinct(self, slot: int) -> NDArray[np.int32]:
        """The distinct places of the row in *slot*, ascending."""
        return self.places[self.firsts[slot] : self.firsts[slot + 1]]

    def places_of(self, slots: slice) -> NDArray[np.int32]:
        """The distinct places of each row in *slots*, row after row."""
        return self.places[self.firsts[slots.start] : self.firsts[slots.stop]]

    def holding(
        self, slots: NDArray[np.int64], places: NDArray[np.int32], texts: NDArray[np.int64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """
        Which of *places* any text of each row in *slots* has, and which its first few have: shape (slots, n) each.

        Args:
            texts: How many of each row's texts are the first few.
        """
        if not len(self.places):  # no text of any row has a gram
            return np.zeros((len(slots), len(places)), np.bool_), np.zeros((len(slots), len(places)), np.bool_)
        where, held = self._held(places, slots)
        return held, held & (self.texts[self.starts[where]] < texts[:, None])  # a place's grams go by text

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
        sizes = self.layout.sizes(slots)
        if not len(self.places):  # no text of any row has a gram
            return np.zeros(int(sizes.sum()))
        where, owners, which = self._shared(places, slots)
        counts = self.starts[where + 1] - self.starts[where]
        grams = spans(self.starts[where], counts)
        texts = self.texts[grams] + np.repeat((np.cumsum(sizes) - sizes)[owners], counts)
        parts = self.weighs[self.kinds[grams]] * np.repeat(asked[which], counts)
        return np.bincount(texts, parts, int(sizes.sum())).astype(np.float64, copy=False)

    def _shared(
        self, places: NDArray[np.int32], slots: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Where the rows of *slots* have any of *places*, in which of the rows, and which of the places it is."""
        where, held = self._held(places, slots)
        owners, which = np.nonzero(held)
        return where[owners, which], owners, which

    def _held(self, places: NDArray[np.int32], slots: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each row of *slots* would have each of *places*, and whether it has it: shape (slots, n) each."""
        firsts, ends = self.firsts[slots], self.firsts[slots + 1]
        rows = [self.places[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)]
        at = np.array([one.searchsorted(places) for one in rows])
        inside = at < (ends - firsts)[:, None]
        where = np.where(inside, at + firsts[:, None], 0)
        return where, inside & (self.places.take(where, mode="clip") == places)

    def norms(self, slots: slice, idf: NDArray[np.float32]) -> NDArray[np.float64]:
        """The length of each text of the rows in *slots*, where *idf* is that of their places: shape (texts,)."""
        starts = self.starts[self.firsts[slots.start] : self.firsts[slots.stop] + 1]
        grams = slice(starts[0], starts[-1])
        weights = self.weighs[self.kinds[grams]] * np.repeat(idf, np.diff(starts))
        firsts = self.layout.firsts[slots.start : slots.stop + 1]
        counts = np.diff(self.starts[self.firsts[slots.start : slots.stop + 1]])
        texts = self.texts[grams] + np.repeat(firsts[:-1] - firsts[0], counts)
        lengths: NDArray[np.float64] = np.sqrt(np.bincount(texts, weights**2, int(firsts[-1] - firsts[0])))
        return lengths


def _joined(parts: Iterable[NDArray[S]]) -> NDArray[S]:
    return np.concatenate([*parts])


def _moved(parts: Sequence[NDArray[np.integer]]) -> NDArray[np.int64]:
    """*parts*, each of which counts from 0 to its last number, so that each goes on where the one before ends."""
    ends = accumulate((int(part[-1]) for part in parts), initial=0)
    firsts: list[NDArray[Any]] = [part[:-1] + end for part, end in zip(parts, ends, strict=False)]
    return np.concatenate([*firsts, [sum(int(part[-1]) for part in parts)]]).astype(np.int64)
