"""Watching what one person sees until it is quiet."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from bot.sandbox.model import Event, Json
from bot.sandbox.seen import Seen, SeenMessage, SeenModal
from bot.sandbox.sight import Sight

QUIET_AFTER_SILENCE = 1.0
"""Seconds to wait for a change that a bot put off without a sign."""


STEPS = 6
"""In how many steps a pause is waited for."""


class Watch:
    """Notes what one person sees from now on."""

    def __init__(self, sight: Sight, quiet: float) -> None:
        self._sight, self._quiet = sight, quiet
        self._frames: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()
        self._shown: dict[str, SeenMessage] = {}
        self._answered: set[str] = set()
        self._in_silence = False
        self.seen = Seen()

    def hear(self, event: Event) -> None:
        """Take in an event."""
        if event.name == "ANSWERED" and event.only == self._sight.user_id:
            self._frames.put_nowait(("answered", event.data))
        frame = self._sight.frame(event)
        if frame is not None:
            self._frames.put_nowait((frame["t"], frame))

    async def wait(self, seconds: float, is_done: Callable[[Watch], bool]) -> Seen:
        """What was seen when it is done and quiet, or when *seconds* have passed."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            found = await self._next(min(left, self._pause() if is_done(self) else left))
            if found is None:
                break
            self._take(*found)
        self.seen.messages = list(self._shown.values())
        return self.seen

    async def _next(self, seconds: float) -> tuple[str, Json] | None:
        """
        The next thing seen, or None after *seconds*.

        They pass in steps: when a busy machine holds the whole process up, that counts as one step and not as quiet.
        """
        for _ in range(STEPS):
            with suppress(TimeoutError):
                return await asyncio.wait_for(self._frames.get(), seconds / STEPS)
        return None

    def _pause(self) -> float:
        """How long it must be quiet before that was all; longer when the bot took note and showed nothing yet."""
        return QUIET_AFTER_SILENCE if self._in_silence and not self._shown else self._quiet

    def _take(self, kind: str, frame: Json) -> None:
        if kind == "message":
            self._take_message(SeenMessage(frame["message"]))
        elif kind == "message_removed":
            self._shown.pop(frame["id"], None)
            self.seen.removed.append(frame["id"])
        elif kind == "modal":
            self.seen.modal = SeenModal(frame["modal"])
        elif kind == "failed":
            self.seen.failed = frame["words"]
        elif kind == "answered":
            self._answered.add(frame["interaction_id"])
            self._in_silence = frame["in_silence"]
        elif kind == "typing":
            self.seen.typing = self.seen.typing or frame["user"]["bot"]

    def _take_message(self, message: SeenMessage) -> None:
        if message.json["author"]["id"] != self._sight.user_id:
            self._shown[message.id] = message

    def anything(self) -> bool:
        """Whether there is anything to show yet that is not still loading."""
        shown = any(not item.json["pending"] for item in self._shown.values())
        return shown or bool(self.seen.removed)

    def answered(self) -> bool:
        """Whether the interaction has its whole answer."""
        if self.seen.failed or self.seen.modal:
            return True
        loading = any(item.json["pending"] for item in self._shown.values())
        return self.seen.interaction_id in self._answered and not loading
