"""
The lexical head: tf-idf over hashed grams, scored by entry.

An entry's score is the mean cosine of its phrasings with the question, plus a part of the best one's. Postings at entry
level find the candidates; the candidates are then scored exactly. idf counts entries and is applied when a question
comes, so that an edit touches one entry: its old row is struck out, the new one waits outside the postings and is
scored with every question until a rebuild takes it in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.grams import PLACES, Grams
from bot.matching.weights import SHIPPED

# Postings read for one question at most, the rarest grams first.
BUDGET = 30_000


@dataclass(frozen=True, slots=True)
class Row:
    """
    The grams of one entry, phrasing after phrasing.

    Attributes:
        places: Shape (n,), int32.
        low: Shape (n,), uint16: the low bits of *places*.
        weights: Shape (n,), float32.
        phrasing: Shape (n,), int32: which phrasing each gram is of, from 0.
        phrasings: How many phrasings there are.
    """

    places: NDArray[np.int32]
    low: NDArray[np.uint16]
    weights: NDArray[np.float32]
    phrasing: NDArray[np.int32]
    phrasings: int

    @property
    def distinct(self) -> NDArray[np.int32]:
        """The places that any phrasing has, ascending, each once."""
        return np.unique(self.places)


def row(phrasings: Sequence[Grams]) -> Row:
    """The row of an entry with these phrasings."""
    places = np.concatenate([grams.places for grams in phrasings])
    return Row(
        places,
        places.astype(np.uint16),
        np.concatenate([grams.weights for grams in phrasings]),
        np.repeat(np.arange(len(phrasings), dtype=np.int32), [len(grams.places) for grams in phrasings]),
        len(phrasings),
    )


@dataclass(frozen=True, slots=True)
class Postings:
    """
    Rows as they stood at one moment, by gram. Never changed.

    Attributes:
        entry_ids: The entry in each slot.
        slots: The slot of each entry.
        starts: Shape (PLACES + 1,), int32: where the postings of a place start.
        owners: Shape (n,), int32: the slots that hold each place.
        weights: Shape (n,), float32: the mean over the slot's phrasings of weight / norm.
        telling: The root mean square of the postings' idf when they were made.
    """

    entry_ids: tuple[str, ...]
    slots: Mapping[str, int]
    starts: NDArray[np.int32]
    owners: NDArray[np.int32]
    weights: NDArray[np.float32]
    telling: float

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> Postings:
        """The postings of *rows*."""
        entry_ids = tuple(rows)
        places, owners, weights = _flat(rows.values())
        order = np.argsort(places, kind="stable")
        counts = np.bincount(places, minlength=PLACES)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        slots = {entry_id: slot for slot, entry_id in enumerate(entry_ids)}
        idf = np.log((1.0 + len(entry_ids)) / (counts[places] + 0.5))
        telling = math.sqrt(float((idf**2).mean())) if len(idf) else 1.0
        return cls(entry_ids, slots, starts, owners[order], weights[order], telling)


def _flat(rows: Iterable[Row]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    places: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
    owners: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
    weights: list[NDArray[np.float32]] = [np.empty(0, np.float32)]
    for slot, one in enumerate(rows):
        distinct, where = np.unique(one.places, return_inverse=True)
        norms = np.sqrt(np.bincount(one.phrasing, one.weights**2, one.phrasings))
        share = one.weights / norms[one.phrasing] / one.phrasings
        places.append(distinct)
        owners.append(np.full(len(distinct), slot, np.int32))
        weights.append(np.bincount(where, share, len(distinct)).astype(np.float32))
    return np.concatenate(places), np.concatenate(owners), np.concatenate(weights)


@dataclass(frozen=True)
class Lexical:
    """
    The lexical head. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        rows: Every entry's row, as it is now.
        best: What an entry's best text counts beside the mean of its texts.
        fresh: Entries that the postings do not hold as they are now.
        gone: Shape (slots,), bool: slots of the postings that are struck out.
        more: How many more entries hold a place than the postings say; it may be negative.
    """

    rows: Mapping[str, Row]
    postings: Postings
    best: float = SHIPPED.best
    fresh: frozenset[str] = frozenset()
    gone: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    more: Mapping[int, int] = field(default_factory=dict)
    _known_norms: dict[str, NDArray[np.float64]] = field(default_factory=dict, init=False, compare=False)

    @classmethod
    def of(cls, rows: Mapping[str, Row], best: float = SHIPPED.best) -> Lexical:
        """The head over *rows*, all of them in the postings."""
        return cls(rows, Postings.of(rows), best, gone=np.zeros(len(rows), np.bool_))

    def with_row(self, entry_id: str, new: Row) -> Lexical:
        """This head with the entry's row added or replaced."""
        changed = self.without(entry_id)
        rows = {**changed.rows, entry_id: new}
        return replace(changed, rows=rows, fresh=changed.fresh | {entry_id}, more=_counted(changed.more, new, 1))

    def without(self, entry_id: str) -> Lexical:
        """This head without the entry; itself, if it never held it."""
        old = self.rows.get(entry_id)
        if old is None:
            return self
        rows = {other: kept for other, kept in self.rows.items() if other != entry_id}
        gone = self.gone.copy()
        if entry_id in self.postings.slots:
            gone[self.postings.slots[entry_id]] = True
        return replace(self, rows=rows, fresh=self.fresh - {entry_id}, gone=gone, more=_counted(self.more, old, -1))

    def idf(self, places: NDArray[np.int32]) -> NDArray[np.float32]:
        """How telling each of *places* is: shape (n,), above 0; ``log((1 + N) / (df + 1/2))`` over N entries."""
        held = self.postings.starts[places + 1] - self.postings.starts[places]
        more = np.array([self.more.get(place, 0) for place in places.tolist()], np.int32) if self.more else 0
        total = 1.0 + len(self.rows)
        rarity: NDArray[np.float32] = np.log(total / (np.minimum(held + more, len(self.rows)) + 0.5)).astype(np.float32)
        return rarity

    def roughly(self, question: Grams) -> NDArray[np.float64]:
        """
        About what `scores` would give each slot of the postings, by the rarest grams that the budget allows.

        Shape (slots,), about 0 to 1; 0 where the slot is struck out.
        """
        if not len(self.postings.owners):
            return np.zeros(len(self.postings.entry_ids))
        starts = self.postings.starts
        counts = starts[question.places + 1] - starts[question.places]
        rarest = np.argsort(counts, kind="stable")
        rarest = rarest[np.cumsum(counts[rarest]) <= BUDGET]
        counts = counts[rarest]
        idf = self.idf(question.places)
        weights = question.weights[rarest] * idf[rarest] ** 2 / self._scale(question.weights * idf)
        ends = np.cumsum(counts)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            starts[question.places[rarest]] - ends + counts, counts
        )
        parts = self.postings.weights[at] * np.repeat(weights, counts)
        scores = np.bincount(self.postings.owners[at], parts, len(self.postings.entry_ids)).astype(np.float64)
        scores[self.gone] = 0.0
        return scores

    def _scale(self, asked: NDArray[np.float32]) -> float:
        """What turns a sum of the postings' weights, whose norms know no idf, into about a cosine."""
        return max(math.sqrt(float(asked @ asked)) * self.postings.telling, 1e-9)

    def scores(self, question: Grams, entry_ids: Sequence[str]) -> NDArray[np.float32]:
        """The score of each of *entry_ids*: shape (n,), from 0 to 1."""
        if not entry_ids or not len(question.places):
            return np.zeros(len(entry_ids), np.float32)
        cosines = self._cosines(question, entry_ids)
        sizes = np.array([self.rows[entry_id].phrasings for entry_id in entry_ids])
        firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        means = np.add.reduceat(cosines, firsts) / sizes
        bests = np.maximum.reduceat(cosines, firsts)
        fused: NDArray[np.float32] = ((means + self.best * bests) / (1 + self.best)).astype(np.float32)
        return fused

    def _cosines(self, question: Grams, entry_ids: Sequence[str]) -> NDArray[np.float64]:
        """The cosine of each phrasing of the entries with *question*, one entry after another: shape (phrasings,)."""
        rows = [self.rows[entry_id] for entry_id in entry_ids]
        shared = _shared(question.places, np.concatenate([one.low for one in rows]))
        places, weights, phrasings = (
            np.concatenate(parts)[shared]
            for parts in zip(*((one.places, one.weights, one.phrasing) for one in rows), strict=True)
        )
        ends, lasts = np.cumsum([(len(one.places), one.phrasings) for one in rows], axis=0).T
        firsts = np.concatenate([[0], lasts[:-1]])
        owners = phrasings + firsts[np.searchsorted(ends, shared, side="right")]
        idf = self.idf(question.places)
        asked = question.weights * idf
        at = np.minimum(np.searchsorted(question.places, places), len(question.places) - 1)
        dots = np.where(question.places[at] == places, weights * (asked * idf)[at], 0.0)
        norms = np.concatenate([self._norms(entry_id) for entry_id in entry_ids]) * math.sqrt(float(asked @ asked))
        cosines: NDArray[np.float64] = np.bincount(owners, dots, int(lasts[-1])) / np.maximum(norms, 1e-9)
        return cosines

    def _norms(self, entry_id: str) -> NDArray[np.float64]:
        """The length of each phrasing of an entry, idf and all: shape (phrasings,). Worked out when first asked for."""
        norms = self._known_norms.get(entry_id)
        if norms is None:
            one = self.rows[entry_id]
            norms = np.sqrt(np.bincount(one.phrasing, (one.weights * self.idf(one.places)) ** 2, one.phrasings))
            self._known_norms[entry_id] = norms
        return norms


def _shared(asked: NDArray[np.int32], low: NDArray[np.uint16]) -> NDArray[np.intp]:
    """Where *low* may be a place of *asked*: a quick look that leaves out nearly all that is not."""
    wanted = np.zeros(1 << 16, np.bool_)
    wanted[asked.astype(np.uint16)] = True
    return np.flatnonzero(wanted[low])


def _counted(more: Mapping[int, int], changed: Row, step: int) -> dict[int, int]:
    counted = dict(more)
    for place in changed.distinct.tolist():
        counted[place] = counted.get(place, 0) + step
    return counted
