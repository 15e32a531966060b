"""Turns: who may ask which host, and when."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and lets it pass."""

    def seconds(self) -> float:
        """Seconds since some moment that stays the same."""

    def moment(self) -> datetime.datetime:
        """The moment it is, with a time zone."""

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""


class SystemClock:
    """The machine's."""

    def seconds(self) -> float:
        """Seconds since some moment that stays the same."""
        return time.monotonic()

    def moment(self) -> datetime.datetime:
        """The moment it is, in UTC."""
        return datetime.datetime.now(datetime.UTC)

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)


class Turns:
    """
    Gives each host one request at a time.

    Args:
        pause: Seconds between two requests to one host.
    """

    def __init__(self, clock: Clock, pause: float) -> None:
        self._clock, self._pause = clock, pause
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """The time in which *host* is ours to ask, once it is our turn."""
        async with self._locks[host]:
            await self._clock.sleep(max(0.0, self._free_at.get(host, 0.0) - self._clock.seconds()))
            try:
                yield
            finally:
                self.put_off(host, self._pause)

    def put_off(self, host: str, seconds: float) -> None:
        """Leave *host* alone for so long, whoever wants to ask it."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock.seconds() + seconds)
