"""Vectors: many of them, kept in a quarter of the room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Vectors:
    """
    Vectors kept in a quarter of the room, each rounded to eight bits of its own scale. Never changed.

    Attributes:
        parts: Shape (n, dimensions), int8.
        scales: Shape (n,), float32: what each is multiplied by.
    """

    parts: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.floating[Any]]) -> Vectors:
        """The vectors *rows*: shape (n, dimensions)."""
        scales = np.maximum(np.abs(rows).max(1, initial=0.0), 1e-9) / np.float32(127)
        return cls(np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32))

    @classmethod
    def joined(cls, some: Sequence[Vectors]) -> Vectors:
        """All of *some*, which are at least one, one after another."""
        return cls(np.concatenate([one.parts for one in some]), np.concatenate([one.scales for one in some]))

    def __len__(self) -> int:
        return len(self.scales)

    def __getitem__(self, some: slice | NDArray[np.int64]) -> Vectors:
        return Vectors(self.parts[some], self.scales[some])

    @property
    def dimensions(self) -> int:
        """How many numbers each has."""
        return int(self.parts.shape[1])

    def rows(self) -> NDArray[np.float32]:
        """All of them in full: shape (n, dimensions)."""
        return self.parts.astype(np.float32) * self.scales[:, None]

    def dots(self, other: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product of each with *other*, a vector: shape (n,)."""
        return (self.parts.astype(np.float32) @ other) * self.scales


def units(rows: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """*rows*, each brought to length 1; one of length 0 stays so."""
    scaled = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return cast(NDArray[np.float32], scaled.astype(np.float32, copy=False))


def unit(vector: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """*vector* brought to length 1; one of length 0 stays so. What `units` does with one, in fewer steps."""
    return (vector / max(math.sqrt(float(vector @ vector)), 1e-9)).astype(np.float32, copy=False)


def sums(
    rows: NDArray[np.float32], numbers: NDArray[np.int64], counts: NDArray[np.int64], at_once: int = 512
) -> NDArray[np.float32]:
    """
    For each of several groups the sum of its *rows*: shape (groups, dimensions).

    One row of each group is added at a time: `np.add.reduceat` takes far longer over short spans of long rows.

    Args:
        numbers: Which of *rows* are summed, group after group.
        counts: How many each group has.
        at_once: Groups that are worked on at once, so that their sums stay within a processor's cache.
    """
    firsts = np.cumsum(counts) - counts
    longest_first = np.argsort(-counts, kind="stable")
    summed = np.zeros((len(counts), rows.shape[1]), np.float32)
    for block in np.split(longest_first, range(at_once, len(counts), at_once)):
        some = np.zeros((len(block), rows.shape[1]), np.float32)
        for at in range(counts[block].max(initial=0)):
            going_on = np.searchsorted(-counts[block], -at)
            some[:going_on] += rows[numbers[firsts[block[:going_on]] + at]]
        summed[block] = some
    return summed
