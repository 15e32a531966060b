"""
The lexical head: tf-idf over hashed grams, scored by entry.

An entry's score is the mean cosine of its phrasings with the question, plus half the best one's. Postings at entry
level find the candidates; the candidates are then scored exactly. idf counts entries and is applied when a question
comes, so that an edit touches one entry: its old row is struck out, the new one waits outside the postings and is
scored with every question until a rebuild takes it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.grams import PLACES, Grams

# The best phrasing's part beside the mean's 1.0; see matching.md's measurements and `python -m bot.calibrate`.
BEST = 0.5
# Postings read for one question at most, the rarest grams first.
BUDGET = 30_000
# Candidates that are scored exactly.
CANDIDATES = 64


@dataclass(frozen=True, slots=True)
class Row:
    """
    The grams of one entry, phrasing after phrasing.

    Attributes:
        places: Shape (n,), int32.
        weights: Shape (n,), float32.
        phrasing: Shape (n,), int32: which phrasing each gram is of, from 0.
        phrasings: How many phrasings there are.
    """

    places: NDArray[np.int32]
    weights: NDArray[np.float32]
    phrasing: NDArray[np.int32]
    phrasings: int

    @property
    def distinct(self) -> NDArray[np.int32]:
        """The places that any phrasing has, ascending, each once."""
        return np.unique(self.places)


def row(phrasings: Sequence[Grams]) -> Row:
    """The row of an entry with these phrasings."""
    return Row(
        np.concatenate([grams.places for grams in phrasings]),
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
    """

    entry_ids: tuple[str, ...]
    slots: Mapping[str, int]
    starts: NDArray[np.int32]
    owners: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> Postings:
        """The postings of *rows*."""
        entry_ids = tuple(rows)
        places, owners, weights = _flat(rows.values())
        order = np.argsort(places, kind="stable")
        counts = np.bincount(places, minlength=PLACES)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        slots = {entry_id: slot for slot, entry_id in enumerate(entry_ids)}
        return cls(entry_ids, slots, starts, owners[order], weights[order])


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
        fresh: Entries that the postings do not hold as they are now.
        gone: Shape (slots,), bool: slots of the postings that are struck out.
        more: How many more entries hold a place than the postings say; it may be negative.
    """

    rows: Mapping[str, Row]
    postings: Postings
    fresh: frozenset[str] = frozenset()
    gone: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    more: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Mapping[str, Row]) -> Lexical:
        """The head over *rows*, all of them in the postings."""
        return cls(rows, Postings.of(rows), gone=np.zeros(len(rows), np.bool_))

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

    def candidates(self, question: Grams) -> tuple[str, ...]:
        """The entries most worth scoring, the CANDIDATES best of the postings and every fresh one."""
        if not len(question.places):
            return ()
        scores = self._roughly(question)
        most = min(CANDIDATES, len(scores))
        best = np.argpartition(-scores, most - 1)[:most] if most else ()
        found = (self.postings.entry_ids[slot] for slot in best if scores[slot] > 0)
        return (*found, *sorted(self.fresh))

    def _roughly(self, question: Grams) -> NDArray[np.float64]:
        """Each slot's mean dot product with *question*, in the rarest grams that the budget allows: shape (slots,)."""
        starts = self.postings.starts
        counts = starts[question.places + 1] - starts[question.places]
        rarest = np.argsort(counts, kind="stable")
        rarest = rarest[np.cumsum(counts[rarest]) <= BUDGET]
        counts = counts[rarest]
        weights = question.weights[rarest] * self.idf(question.places[rarest]) ** 2
        ends = np.cumsum(counts)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            starts[question.places[rarest]] - ends + counts, counts
        )
        parts = self.postings.weights[at] * np.repeat(weights, counts)
        scores = np.bincount(self.postings.owners[at], parts, len(self.postings.entry_ids)).astype(np.float64)
        scores[self.gone] = 0.0
        return scores

    def scores(self, question: Grams, entry_ids: Sequence[str]) -> NDArray[np.float32]:
        """The score of each of *entry_ids*: shape (n,), from 0 to 1."""
        if not entry_ids or not len(question.places):
            return np.zeros(len(entry_ids), np.float32)
        rows = [self.rows[entry_id] for entry_id in entry_ids]
        cosines = self._cosines(question, rows)
        sizes = np.array([one.phrasings for one in rows])
        firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        means = np.add.reduceat(cosines, firsts) / sizes
        bests = np.maximum.reduceat(cosines, firsts)
        fused: NDArray[np.float32] = ((means + BEST * bests) / (1 + BEST)).astype(np.float32)
        return fused

    def _cosines(self, question: Grams, rows: Sequence[Row]) -> NDArray[np.float64]:
        """The cosine of each phrasing of *rows* with *question*, one row after another: shape (phrasings,), 0 to 1."""
        places = np.concatenate([one.places for one in rows])
        before = np.concatenate([[0], np.cumsum([one.phrasings for one in rows])])
        owners = np.concatenate([one.phrasing + first for one, first in zip(rows, before.tolist(), strict=False)])
        weights = np.concatenate([one.weights for one in rows]) * self.idf(places)
        asked = question.weights * self.idf(question.places)
        at = np.minimum(np.searchsorted(question.places, places), len(question.places) - 1)
        dots = np.where(question.places[at] == places, weights * asked[at], 0.0)
        total = int(before[-1])
        norms = np.sqrt(np.bincount(owners, weights**2, total)) * np.sqrt(float(asked @ asked))
        cosines: NDArray[np.float64] = np.bincount(owners, dots, total) / np.maximum(norms, 1e-9)
        return cosines


def _counted(more: Mapping[int, int], changed: Row, step: int) -> dict[int, int]:
    counted = dict(more)
    for place in changed.distinct.tolist():
        counted[place] = counted.get(place, 0) + step
    return counted
