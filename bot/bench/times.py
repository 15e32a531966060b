"""Times: how long one thing took, over and over."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """
    How long one thing took, in milliseconds.

    Attributes:
        count: How often it was done, at least once.
        p99: What 99 of 100 stayed under; with fewer, the slowest.
    """

    count: int
    median: float
    p99: float

    @classmethod
    def of(cls, taken: Sequence[float]) -> Times:
        """The times of *taken*, in seconds, at least one."""
        ordered = sorted(taken)
        last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        return cls(len(ordered), statistics.median(ordered) * 1000, last * 1000)


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
