"""Scans: a first look at one vector for each entry, without looking at every entry of a large base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.layout import blocks, starts_of
from bot.matching.vectors import units

# Up to this many entries all are looked at, with all their dimensions.
FEW = 4_000
# Of more, the leading dimensions alone, and only in the groups that lie nearest to the question: as many groups as the
# root of the entries, of which these are looked into. Set 2026-11-25: see docs/decisions/0006-scale.md.
_LEADING, _LOOKED_INTO = 64, 12
# Rounds and entries for each group that the groups are found by (Lloyd 1982).
_ROUNDS, _SAMPLE = 4, 40
_AT_ONCE = 8192
# Neighbours that a slot is crowded by, groups that they are looked for in, and slots that are looked at together.
_NEIGHBOURS, _NEIGHBOURING, _TOGETHER = 5, 4, 512
# Values that are looked at as one, where the highest of many are asked for.
_COLUMN = 32


@dataclass(frozen=True, slots=True)
class Scan:
    """
    One vector for each slot, grouped by nearness where they are many. Never changed.

    Attributes:
        rows: Shape (slots, width): the vectors' leading dimensions, group after group.
        slots: Shape (slots,): which slot each of *rows* is of.
        places: Shape (slots,): where each slot's row is.
        centres: Shape (groups, width).
        firsts: Shape (groups + 1,): where each group's rows start.
    """

    rows: NDArray[np.float32]
    slots: NDArray[np.int64]
    places: NDArray[np.int64]
    centres: NDArray[np.float32]
    firsts: NDArray[np.int64]

    @classmethod
    def of(cls, vectors: NDArray[np.float32], few: int = FEW) -> Scan:
        """The scan over *vectors*, shape (slots, dimensions), whose dimensions matter the less the later they come."""
        if len(vectors) <= few:
            every = np.arange(len(vectors))
            return cls(vectors, every, every, vectors[:1], np.array([0, len(vectors)]))
        leading = np.ascontiguousarray(vectors[:, :_LEADING])
        centres = _centres(leading)
        groups = _nearest(leading, centres)
        slots = np.argsort(groups, kind="stable")
        places = np.empty_like(slots)
        places[slots] = np.arange(len(slots))
        return cls(leading[slots], slots, places, centres, starts_of(np.bincount(groups, minlength=len(centres))))

    def near(self, question: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The slots of the groups nearest to *question*, shape (dimensions,), and each one's product with it."""
        leading = question[: self.rows.shape[1]]
        if len(self.centres) <= _LOOKED_INTO:
            return self.slots, self.rows @ leading
        groups = np.argpartition(-(self.centres @ leading), _LOOKED_INTO)[:_LOOKED_INTO]
        some = [slice(self.firsts[group], self.firsts[group + 1]) for group in groups.tolist()]
        products = [self.rows[rows] @ leading for rows in some]  # each lies in one piece, and is not copied
        return np.concatenate([self.slots[rows] for rows in some]), np.concatenate(products)

    def at(self, question: NDArray[np.float32], slots: NDArray[np.int64]) -> NDArray[np.float32]:
        """The product of each of *slots*, which ascend, with *question*: shape (n,)."""
        every = len(slots) == len(self.rows) and len(self.centres) == 1  # then no row need be fetched apart
        rows = self.rows if every else self.rows[self.places[slots]]
        products: NDArray[np.float32] = rows @ question[: self.rows.shape[1]]
        return products

    def crowding(self) -> NDArray[np.float32]:
        """How close the nearest few others lie to each slot, the mean of their products with it: shape (slots,)."""
        crowding = np.zeros(len(self.rows), np.float32)
        for group in range(len(self.centres)):
            first, last = self.firsts[group], self.firsts[group + 1]
            others = self._around(group)
            for few in blocks(last - first, _TOGETHER):
                own = np.arange(last - first)[few]
                products = self.rows[first + own] @ others.T
                products[np.arange(len(own)), own] = 0.0  # nothing crowds itself
                crowding[self.slots[first + own]] = _crowded(products)
        return crowding

    def crowding_at(self, vector: NDArray[np.float32], but: int | None) -> float:
        """The same of a *vector*, shape (dimensions,), that is to stand in the place of slot *but*, or beside all."""
        slots, products = self.near(vector)
        return float(_crowded(products[None, slots != but])[0])

    def _around(self, group: int) -> NDArray[np.float32]:
        """The rows of *group*, and of those that lie nearest to it: shape (n, width)."""
        nearest = np.argsort(-(self.centres @ self.centres[group]), kind="stable")[:_NEIGHBOURING].tolist()
        some = [group, *(one for one in nearest if one != group)]
        return np.concatenate([self.rows[self.firsts[one] : self.firsts[one + 1]] for one in some])


def highest(values: NDArray[np.floating[Any]], most: int) -> NDArray[np.int64]:
    """The places of the highest *values* above 0, in no order: at most as many as *most*."""
    if len(values) > _COLUMN * most * 2:  # as many values as columns reach what the lowest of the best columns does
        columns = values[: len(values) - len(values) % _COLUMN].reshape(_COLUMN, -1).max(0)
        reaching = np.flatnonzero(values >= np.partition(columns, -most)[-most])
        if len(reaching) < len(values):
            return reaching[highest(values[reaching], most)]
    found = np.argpartition(-values, most)[:most] if len(values) > most else np.arange(len(values))
    return found[values[found] > 0]


def _crowded(products: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the highest few of each row of *products*; what is below 0, or not there, counts 0: shape (rows,)."""
    few = products.shape[1] - _NEIGHBOURS
    highest_few = np.partition(products, few, axis=1)[:, few:] if few > 0 else products
    crowded: NDArray[np.float32] = np.maximum(highest_few, 0.0).sum(1) / _NEIGHBOURS
    return crowded


def _centres(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where the groups lie that *rows* fall into: shape (groups, width), each of length 1."""
    groups = int(len(rows) ** 0.5)
    sample = rows[:: max(len(rows) // (groups * _SAMPLE), 1)]
    centres = units(sample[:: max(len(sample) // groups, 1)][:groups])
    for _ in range(_ROUNDS):
        nearest = _nearest(sample, centres)
        order = np.argsort(nearest, kind="stable")
        taken, firsts = np.unique(nearest[order], return_index=True)
        centres[taken] = units(np.add.reduceat(sample[order], firsts))
    return centres


def _nearest(rows: NDArray[np.float32], centres: NDArray[np.float32]) -> NDArray[np.int64]:
    """The number of the centre that each of *rows* lies nearest to, by angle: shape (n,)."""
    parts = np.split(rows, range(_AT_ONCE, len(rows), _AT_ONCE))
    return np.concatenate([(part @ centres.T).argmax(1) for part in parts])
