"""Postings: which entries hold a gram, for finding candidates without looking at every entry."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.grams import PLACES
from bot.matching.layout import blocks
from bot.matching.rows import Rows

_AT_ONCE = 2000
# Postings are numbered in so many bits.
_NUMBER_BITS = 40


@dataclass(frozen=True, slots=True)
class Postings:
    """
    Rows by gram. Never changed.

    Attributes:
        starts: Shape (PLACES + 1,), int32: where the postings of a place start.
        owners: Shape (n,), int32: the slots that hold each place.
        weights: Shape (n,), float32: the mean over the slot's texts of weight / norm, without the idf.
        telling: The root mean square of the postings' idf when they were made.
    """

    starts: NDArray[np.int32]
    owners: NDArray[np.int32]
    weights: NDArray[np.float32]
    telling: float

    @classmethod
    def of(cls, rows: Rows) -> Postings:
        """The postings of *rows*."""
        counts = np.bincount(rows.places, minlength=PLACES)
        starts = np.zeros(PLACES + 1, np.int32)
        np.cumsum(counts, out=starts[1:])
        by_place = _by_place(rows.places)
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.firsts))
        return cls(starts, owners[by_place], _means(rows)[by_place], _telling(counts, len(rows)))


def _by_place(places: NDArray[np.int32]) -> NDArray[np.int64]:
    """The order in which *places* ascend, equal ones as they stand; numbers alone sort quicker than `np.argsort`."""
    numbers = places.astype(np.int64) << _NUMBER_BITS | np.arange(len(places))
    numbers.sort()
    return numbers & ((1 << _NUMBER_BITS) - 1)


def idf(held: NDArray[np.integer], entries: int) -> NDArray[np.float32]:
    """How telling places are that so many of so many *entries* hold: ``log((1 + N) / (df + 1/2))``, above 0."""
    telling: NDArray[np.float32] = np.log((1.0 + entries) / (np.minimum(held, entries) + 0.5)).astype(np.float32)
    return telling


def _telling(counts: NDArray[np.int64], entries: int) -> float:
    """The root mean square of the idf of all postings, of which each place has *counts*; 1 where there are none."""
    held = counts[counts > 0]
    return math.sqrt(float(held @ idf(held, entries) ** 2) / float(held.sum())) if len(held) else 1.0


def _means(rows: Rows) -> NDArray[np.float32]:
    """For each place of each row, the mean over the row's texts of weight / norm: shape (places,)."""
    if not len(rows.places):
        return np.empty(0, np.float32)
    return np.concatenate([_block_means(rows, slots) for slots in blocks(len(rows), _AT_ONCE)])


def _block_means(rows: Rows, slots: slice) -> NDArray[np.float32]:
    """The same for the places of some rows alone: what it takes to work them out is twenty times the result."""
    firsts = rows.layout.firsts[slots.start : slots.stop + 1]
    starts = rows.starts[rows.firsts[slots.start] : rows.firsts[slots.stop] + 1]
    if len(starts) == 1:
        return np.empty(0, np.float32)
    grams = slice(starts[0], starts[-1])
    sizes = np.diff(firsts)
    norms = rows.norms(slots, np.ones(len(starts) - 1, np.float32)) * np.repeat(sizes, sizes)
    counts = np.diff(rows.starts[rows.firsts[slots.start : slots.stop + 1]])
    shares = rows.weighs[rows.kinds[grams]] / norms[rows.texts[grams] + np.repeat(firsts[:-1] - firsts[0], counts)]
    means: NDArray[np.float32] = np.add.reduceat(shares, starts[:-1] - starts[0]).astype(np.float32)
    return means
