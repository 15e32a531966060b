"""A bot's sessions on the gateway: who gets which event, in which order, and what a dropped bot missed."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox import intents
from bot.sandbox.model import Event, Json
from bot.sandbox.snowflakes import TIME_SHIFT

REPLAYED = 2000
"""How many events a session remembers for a bot that resumes."""

Send = Callable[[Json], None]


def shard_of(guild_id: str | None, shards: int) -> int:
    """The shard that hears of the guild; direct messages are shard 0's."""
    return 0 if guild_id is None else (int(guild_id) >> TIME_SHIFT) % shards


@dataclass(slots=True)
class Session:
    """
    One identified shard.

    Attributes:
        send: Writes a frame to the bot; None while it is away.
        seq: The number of the last event.
    """

    intents: int
    shard: int
    shards: int
    send: Send | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    seq: int = 0
    _past: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=REPLAYED))

    def concerns(self, guild_id: str | None) -> bool:
        """Whether this shard hears of the guild."""
        return shard_of(guild_id, self.shards) == self.shard

    def tell(self, event: Event) -> None:
        """Send *event*, if this session gets it, now or when the bot resumes."""
        if self.concerns(event.guild_id) and intents.wanted(event, self.intents):
            self.dispatch(event.name, intents.shown(event, self.intents))

    def dispatch(self, name: str, data: Json) -> None:
        """Send an event with the next number."""
        self.seq += 1
        frame = {"op": 0, "s": self.seq, "t": name, "d": data}
        self._past.append((self.seq, frame))
        if self.send is not None:
            self.send(frame)

    def resume(self, send: Send, seq: int) -> bool:
        """Send what came after number *seq*, and go on; False when that is no longer known."""
        missed = [frame for number, frame in self._past if number > seq]
        if seq > self.seq or len(missed) != self.seq - seq:
            return False
        self.send = send
        for frame in missed:
            send(frame)
        self.dispatch("RESUMED", {"_trace": []})
        return True
