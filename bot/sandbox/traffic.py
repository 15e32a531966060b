"""What went between the bot and the stand-in, for people to look at."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.model import Json
from bot.sandbox.snowflakes import Clock, stamp

KEPT = 500
"""How many entries are remembered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One frame or one request.

    Attributes:
        direction: ``in`` is from the bot.
        name: The gateway event or opcode, or the request's method and route.
        status: Of a request's answer; None for frames.
    """

    at: str
    kind: Literal["gateway", "rest"]
    direction: Literal["in", "out"]
    name: str
    status: int | None
    body: object

    def as_json(self) -> Json:
        """The entry as the page gets it."""
        found = {"at": self.at, "kind": self.kind, "direction": self.direction, "name": self.name, "body": self.body}
        return found if self.status is None else {**found, "status": self.status}


class Traffic:
    """The last entries, and whoever wants to hear of new ones."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: deque[Entry] = deque(maxlen=KEPT)
        self.listeners: list[Callable[[Entry], None]] = []

    def gateway(self, direction: Literal["in", "out"], name: str, body: object) -> None:
        """Note a frame."""
        self._note(Entry(stamp(self._clock.now()), "gateway", direction, name, None, body))

    def rest(self, name: str, status: int, body: object) -> None:
        """Note a request of the bot and how it was answered."""
        self._note(Entry(stamp(self._clock.now()), "rest", "in", name, status, body))

    def _note(self, entry: Entry) -> None:
        self.entries.append(entry)
        for listener in tuple(self.listeners):
            listener(entry)
