"""Time and ids: a clock that can be moved, and Discord's ids, which are made of the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""The moment Discord counts its ids from."""

TIME_SHIFT = 22
"""How many low bits of an id do not belong to the time; ``id >> 22`` also decides a guild's shard."""


class Clock:
    """The sandbox's time: the real time, moved by as much as somebody asked for."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock on by *seconds*."""
        self._ahead += timedelta(seconds=seconds)

    def set(self, at: datetime) -> None:
        """Make it *at* now; the clock runs on from there."""
        self._ahead = at - datetime.now(UTC)


class Snowflakes:
    """
    Gives out ids, each greater than the one before.

    Attributes:
        step: How far apart two ids of one instant are; ``1 << 22`` makes them a millisecond apart.
    """

    def __init__(self, now: Callable[[], datetime], step: int = 1) -> None:
        self._now = now
        self._step = step
        self._last = 0

    def next(self) -> str:
        """The next id, as text, which is how Discord writes it."""
        of_now = (self._now() - EPOCH) // timedelta(milliseconds=1) << TIME_SHIFT
        self._last = max(of_now, self._last + self._step)
        return str(self._last)


def time_of(snowflake: str) -> datetime:
    """When *snowflake* was given out."""
    return EPOCH + timedelta(milliseconds=int(snowflake) >> TIME_SHIFT)


def stamp(at: datetime) -> str:
    """*at* as Discord writes a time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
