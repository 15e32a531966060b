"""
The lexical head: tf-idf over hashed grams, scored by entry.

An entry's score is the mean cosine of its texts with the question, plus a part of the best one's. Postings at entry
level find the candidates; the candidates are then scored exactly. idf counts entries and is applied when a question
comes, so that an edit touches one entry: its old row is struck out, the new one waits outside the postings and is
scored with every question until a rebuild takes it in.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.core.entry import Entry
from bot.matching.grams import Grams
from bot.matching.layout import blocks, fused, spans
from bot.matching.postings import Postings, idf
from bot.matching.rows import Rows
from bot.matching.weights import SHIPPED

# Postings read for one question, the rarest grams first: as many as a small base needs, more for each entry, at most
# this many. Set 2026-11-25: 2,000 to 30,000 found the same entries in the packs and in tests/data/hwu64, and 4,000 to
# 30,000 put as many right entries first in `footnote bench --sizes 100000`; at 1,000,000, 10,000 put half in a hundred
# fewer first than 30,000 do: the most is so many and one for each ten entries.
_BUDGET, _MORE_AN_ENTRY, _MOST, _TENTH = 2_000, 8, 6_000, 10
# Rows whose norms are worked out at once.
_AT_ONCE = 2000


@dataclass(frozen=True)
class Lexical:
    """
    The lexical head. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        built: The rows that the postings are of, as they stood at one moment.
        norms: Shape (texts of *built*,): the length of each, by the idf that the postings tell.
        best: What an entry's best text counts beside the mean of its texts.
        fresh: The rows that were added or changed since; each stands before one of its id in *built*.
        gone: Shape (slots of *built*,), bool: slots that are struck out.
        more: How many more entries hold a place than the postings say; it may be negative.
    """

    built: Rows
    postings: Postings
    norms: NDArray[np.float64]
    best: float
    fresh: Rows
    gone: NDArray[np.bool_]
    more: Mapping[int, int] = field(default_factory=dict)
    _known_norms: dict[str, NDArray[np.float64]] = field(default_factory=dict, init=False, compare=False)

    @classmethod
    def of(cls, built: Rows, best: float = SHIPPED.best) -> Lexical:
        """The head over *built*, all of it in the postings."""
        nothing, postings = built.picked(np.empty(0, np.int64)), Postings.of(built)
        norms = _norms(built, postings)
        return cls(built, postings, norms, best, nothing, np.zeros(len(built), np.bool_))

    def __len__(self) -> int:
        return self._entries

    @cached_property
    def _entries(self) -> int:
        return len(self.built) - int(self.gone.sum()) + len(self.fresh)

    @property
    def edits(self) -> int:
        """How many entries were added, changed or taken out since it was built; each makes a question slower."""
        return int(self.gone.sum()) + len(self.fresh.layout.slots.keys() - self.built.layout.slots.keys())

    def with_row(self, new: Rows) -> Lexical:
        """This head with the row of one entry, *new*, added or replaced."""
        (entry_id,) = new.layout.entry_ids
        left = self.without(entry_id)
        return replace(left, fresh=Rows.joined((left.fresh, new)), more=_counted(left.more, new.distinct(0), 1))

    def without(self, entry_id: str) -> Lexical:
        """This head without the entry; itself, if it never held it."""
        slot = self.fresh.layout.slots.get(entry_id)
        if slot is not None:
            left = np.array([other for other in range(len(self.fresh)) if other != slot], np.int64)
            return replace(self, fresh=self.fresh.picked(left), more=_counted(self.more, self.fresh.distinct(slot), -1))
        slot = self.built.layout.slots.get(entry_id)
        if slot is None or self.gone[slot]:
            return self
        gone = self.gone.copy()
        gone[slot] = True
        return replace(self, gone=gone, more=_counted(self.more, self.built.distinct(slot), -1))

    def hiding(self, entry_ids: Collection[str]) -> Lexical:
        """This head without the entries *entry_ids*, all of which it holds; words are as telling as with them."""
        gone = self.gone.copy()
        gone[[self.built.layout.slots[one] for one in entry_ids if one in self.built.layout.slots]] = True
        left = [slot for one, slot in self.fresh.layout.slots.items() if one not in entry_ids]
        return replace(self, gone=gone, fresh=self.fresh.picked(np.array(sorted(left), np.int64)))

    def idf(self, places: NDArray[np.int32]) -> NDArray[np.float32]:
        """How telling each of *places* is: shape (n,), above 0."""
        held = self.postings.starts[places + 1] - self.postings.starts[places]
        more = np.array([self.more.get(place, 0) for place in places.tolist()], np.int32) if self.more else 0
        return idf(held + more, len(self))

    def row(self, entry_id: str) -> tuple[NDArray[np.int32], str]:
        """The distinct places of the grams of the entry, which it holds, ascending; and its texts' words, in lines."""
        rows = self._rows(entry_id)
        slot = rows.layout.slots[entry_id]
        return rows.distinct(slot), rows.lines[slot]

    def holding(
        self, entries: Sequence[Entry], places: NDArray[np.int32]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which of *places* any text of each of *entries* has, and which its phrasings: shape (entries, n) each."""
        in_texts, in_phrasings = np.zeros((2, len(entries), len(places)), np.bool_)
        phrasings = np.array([len(entry.phrasings) for entry in entries], np.int64)
        for rows, at, slots in self._lying([entry.id for entry in entries]):
            in_texts[at], in_phrasings[at] = rows.holding(slots, places, phrasings[at])
        return in_texts, in_phrasings

    def _lying(self, entry_ids: Sequence[str]) -> Iterator[tuple[Rows, list[int], NDArray[np.int64]]]:
        """The rows that any of *entry_ids* lie in, which of them do, and their slots there."""
        for rows, is_fresh in ((self.built, False), (self.fresh, True)):
            at = [at for at, entry_id in enumerate(entry_ids) if (entry_id in self.fresh.layout.slots) is is_fresh]
            if at:
                yield rows, at, np.array([rows.layout.slots[entry_ids[one]] for one in at], np.int64)

    def _rows(self, entry_id: str) -> Rows:
        return self.fresh if entry_id in self.fresh.layout.slots else self.built

    def roughly(self, question: Grams, idf: NDArray[np.float32]) -> NDArray[np.float64]:
        """
        About what `scores` would give each slot of *built*, by the rarest grams that the budget allows.

        Args:
            idf: That of the question's places.

        Returns:
            Shape (slots,), about 0 to 1; 0 where the slot is struck out.
        """
        if not len(self.postings.owners):
            return np.zeros(len(self.built))
        starts = self.postings.starts[question.places]
        counts = self.postings.starts[question.places + 1] - starts
        rarest = np.argsort(counts, kind="stable")
        budget = min(_BUDGET + _MORE_AN_ENTRY * len(self.built), _MOST + len(self.built) // _TENTH)
        rarest = rarest[np.cumsum(counts[rarest]) <= budget]
        weights = question.weights[rarest] * idf[rarest] ** 2 / self._scale(question.weights * idf)
        at = spans(starts[rarest], counts[rarest])
        parts = self.postings.weights[at] * np.repeat(weights, counts[rarest])
        scores = np.bincount(self.postings.owners[at], parts, len(self.built)).astype(np.float64, copy=False)
        scores[self.gone] = 0.0
        return scores

    def _scale(self, asked: NDArray[np.float32]) -> float:
        """What turns a sum of the postings' weights, whose norms know no idf, into about a cosine."""
        return max(math.sqrt(float(asked @ asked)) * self.postings.telling, 1e-9)

    def scores(self, question: Grams, idf: NDArray[np.float32], entry_ids: Sequence[str]) -> NDArray[np.float32]:
        """
        The score of each of *entry_ids*, which it holds: shape (n,), from 0 to 1.

        Args:
            idf: That of the question's places.
        """
        scores = np.zeros(len(entry_ids), np.float32)
        for rows, at, slots in self._lying(entry_ids) if len(question.places) else ():
            scores[at] = self._scored(rows, question, idf, slots)
        return scores

    def _scored(
        self, rows: Rows, question: Grams, idf: NDArray[np.float32], slots: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        return fused(self._cosines(rows, question, idf, slots), rows.layout.sizes(slots), self.best)

    def _cosines(
        self, rows: Rows, question: Grams, idf: NDArray[np.float32], slots: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The cosine of each text of *slots* with *question*, one row after another: shape (texts,)."""
        asked = question.weights * idf
        norms = self._norms(rows, slots) * math.sqrt(float(asked @ asked))
        cosines: NDArray[np.float64] = rows.dots(question.places, asked * idf, slots) / np.maximum(norms, 1e-9)
        return cosines

    def _norms(self, rows: Rows, slots: NDArray[np.int64]) -> NDArray[np.float64]:
        """The length of each text of the rows in *slots*, idf and all, row after row: shape (texts,)."""
        if rows is self.built and not self.more:  # no edit has changed what tells
            return self.norms[rows.layout.texts(slots)]
        return np.concatenate([self._norms_anew(rows, slot) for slot in slots.tolist()])

    def _norms_anew(self, rows: Rows, slot: int) -> NDArray[np.float64]:
        """The same of one row, worked out when first asked for."""
        entry_id = rows.layout.entry_ids[slot]
        norms = self._known_norms.get(entry_id)
        if norms is None:
            norms = self._known_norms[entry_id] = rows.norms(slice(slot, slot + 1), self.idf(rows.distinct(slot)))
        return norms


def _norms(rows: Rows, postings: Postings) -> NDArray[np.float64]:
    def telling(places: NDArray[np.int32]) -> NDArray[np.float32]:
        return idf(postings.starts[places + 1] - postings.starts[places], len(rows))

    some = blocks(len(rows), _AT_ONCE)
    return np.concatenate([rows.norms(slots, telling(rows.places_of(slots))) for slots in some])


def _counted(more: Mapping[int, int], changed: NDArray[np.int32], step: int) -> dict[int, int]:
    counted = dict(more)
    for place in changed.tolist():
        counted[place] = counted.get(place, 0) + step
    return counted
