"""Troubles made on purpose: answers that fail, come late or come not at all, and a gateway that misbehaves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from bot.sandbox.errors import ApiError, missing_permissions

DEFAULT_MESSAGES = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}


class Gateway(Protocol):
    """What faults ask of the gateway."""

    def drop(self) -> None:
        """Close the bot's sockets without a word."""

    def ask_to_reconnect(self) -> None:
        """Send op 7."""

    def invalidate(self, *, resumable: bool) -> None:
        """Send op 9."""


@dataclass(slots=True)
class Rule:
    """
    What befalls some requests.

    Attributes:
        method: ``*`` means any.
        route: The path after ``/api/v10``; ``*`` stands for one part of it.
        times: How many requests it still befalls; None means all.
        seconds: How long the answer is held back; for status 429 what ``retry_after`` says.
        everywhere: For 429: whether it says that it is the global limit.
    """

    method: str
    route: str
    status: int
    times: int | None
    seconds: float = 0.0
    everywhere: bool = False

    def befalls(self, method: str, path: str) -> bool:
        """Whether it is about that request, and not used up."""
        parts, wanted = path.strip("/").split("/"), self.route.strip("/").split("/")
        same = len(parts) == len(wanted) and all(b in ("*", a) for a, b in zip(parts, wanted, strict=True))
        return self.method in ("*", method) and (same or self.route == "*") and self.times != 0


DELAY = 0
"""The status of a rule that only holds the answer back."""


class Faults:
    """The rules in force. Each call adds one; `clear` takes all away."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._rules: list[Rule] = []
        self._silent_until = 0.0

    def status(self, method: str, route: str, status: int, times: int | None = 1) -> None:
        """Answer that route with *status* for *times* requests."""
        self._rules.append(Rule(method, route, status, times))

    def rate_limit(
        self, route: str, retry_after: float = 0.3, times: int | None = 1, everywhere: bool = False, method: str = "*"
    ) -> None:
        """Answer that route with 429; *everywhere* makes it the global limit."""
        self._rules.append(Rule(method, route, 429, times, retry_after, everywhere))

    def delay(self, method: str, route: str, seconds: float, times: int | None = 1) -> None:
        """Hold the answers of that route back for *seconds*."""
        self._rules.append(Rule(method, route, DELAY, times, seconds))

    def drop_socket(self) -> None:
        """Close the bot's gateway sockets as a broken line would."""
        self._gateway.drop()

    def reconnect(self) -> None:
        """Ask the bot to reconnect (op 7)."""
        self._gateway.ask_to_reconnect()

    def invalid_session(self, resumable: bool = False) -> None:
        """Tell the bot that its session is invalid (op 9)."""
        self._gateway.invalidate(resumable=resumable)

    def silence(self, seconds: float) -> None:
        """Send nothing over the gateway for *seconds*, not even acknowledgements; what happens then comes later."""
        self._silent_until = time.monotonic() + seconds

    def clear(self) -> None:
        """Take all rules away."""
        self._rules.clear()
        self._silent_until = 0.0

    def silent_for(self) -> float:
        """How many seconds the gateway is still to be silent."""
        return max(0.0, self._silent_until - time.monotonic())

    def take(self, method: str, path: str) -> Rule | None:
        """The rule that befalls a request, if any; it is used up by one."""
        found = next((rule for rule in self._rules if rule.befalls(method, path)), None)
        if found is not None and found.times is not None:
            found.times -= 1
        return found


def error_of(rule: Rule) -> ApiError:
    """The error that *rule* answers with, for any status but 429."""
    if rule.status == 403:
        return missing_permissions()
    return ApiError(rule.status, 0, DEFAULT_MESSAGES.get(rule.status, f"Made to fail with {rule.status}"))
