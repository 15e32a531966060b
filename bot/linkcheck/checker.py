"""The checker: asks for many addresses, a few hosts at once, and tells what each came to."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from ssl import SSLContext
from urllib.parse import urljoin, urlsplit

from aiohttp.abc import AbstractResolver

from bot.core.texts import visible
from bot.linkcheck.gate import Endpoint, Gate, UnsafeAddress
from bot.linkcheck.limits import SHIPPED, Limits
from bot.linkcheck.page import Pages
from bot.linkcheck.turns import Clock, SystemClock, Turns
from bot.linkcheck.verdict import Answer, Failure, Finding, Verdict

_CIRCLE = "it leads back to where it was; it may want cookies"


class LinkChecker:
    """
    Checks addresses, of the open web alone.

    Args:
        allowed: Endpoints that may be asked though they are not of the open web.
        resolver: Looks hosts up; the machine's own if None.
        trust: Says whose certificates are good; the machine does if None.
        chance: A number from 0 to 1, another each time: who failed together shall not try again together.
        on_checked: Called after each address with how many are done; None if nobody watches.
    """

    def __init__(
        self,
        allowed: Collection[Endpoint] = (),
        *,
        limits: Limits = SHIPPED,
        resolver: AbstractResolver | None = None,
        trust: SSLContext | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
        on_checked: Callable[[int], object] | None = None,
    ) -> None:
        self._gate, self._limits, self._resolver = Gate(allowed), limits, resolver
        self._trust = trust
        self._clock, self._chance, self._on_checked = clock or SystemClock(), chance, on_checked

    async def check(self, addresses: Iterable[str]) -> dict[str, Finding]:
        """What each of *addresses* came to, in their order."""
        unique = tuple(dict.fromkeys(addresses))
        by_host: dict[str, list[str]] = defaultdict(list)
        for address in unique:
            by_host[_host(address)].append(address)
        pages = Pages(self._gate, self._limits, self._resolver, self._trust)
        round_ = _Round(pages, self._gate, self._limits, self._clock, self._chance)
        found: dict[str, Finding] = {}
        at_once = asyncio.Semaphore(self._limits.hosts)

        async def check_host(of_host: Iterable[str]) -> None:
            async with at_once:
                for address in of_host:
                    found[address] = await round_.finding(address)
                    if self._on_checked:
                        self._on_checked(len(found))

        try:
            async with asyncio.TaskGroup() as group:
                for of_host in by_host.values():
                    group.create_task(check_host(of_host))
        finally:
            await pages.close()
        return {address: found[address] for address in unique}


class _Round:
    """One going over many addresses, which has an end."""

    def __init__(self, pages: Pages, gate: Gate, limits: Limits, clock: Clock, chance: Callable[[], float]) -> None:
        self._pages, self._gate, self._limits, self._clock, self._chance = pages, gate, limits, clock, chance
        self._turns = Turns(clock, limits.pause)
        self._ends = clock.seconds() + limits.in_all

    async def finding(self, address: str) -> Finding:
        """What *address* came to, followed wherever it leads on."""
        steps, moved_to, for_good = [address], None, True
        while len(steps) <= self._limits.redirects + 1:
            answer = await self._answer(steps[-1])
            if isinstance(answer, Failure):
                return _after(steps, answer.finding)
            if not answer.leads_on:
                return _after(steps, answer.finding(moved_to))
            target = _joined(steps[-1], answer.location or "")
            if fault := self._fault(steps, target):
                return fault
            for_good = for_good and answer.is_for_good
            moved_to = target if for_good else moved_to
            steps.append(target)
        return Finding(Verdict.UNREACHABLE, f"it leads on more than {self._limits.redirects} times")

    def _fault(self, steps: list[str], target: str) -> Finding | None:
        """Why the way after *steps* does not go on to *target*; None if it does."""
        shown = visible(target[:200])
        try:
            self._gate.opened(target)
        except UnsafeAddress as error:
            return Finding(Verdict.UNSAFE, f"it leads to {shown}: the address {error}")
        if target in steps:
            return Finding(Verdict.REFUSED, _CIRCLE)
        if _scheme(steps[-1]) == "https" and _scheme(target) == "http":
            return Finding(Verdict.UNSAFE, f"it leads from https to {shown}")
        return None

    async def _answer(self, address: str) -> Answer | Failure:
        """The answer of *address*, asked again as often as is worth it."""
        host = _host(address)
        for tried in range(1, self._limits.tries + 1):
            async with self._turns.turn(host):
                if self._clock.seconds() > self._ends:
                    return Failure(Finding(Verdict.UNCHECKED, "there was no time left"))
                got = await self._pages.ask(address)
                wait = self._wait(got, tried)
                if wait is None or tried == self._limits.tries:
                    break
                self._turns.put_off(host, wait)
        return got

    def _wait(self, got: Answer | Failure, tried: int) -> float | None:
        """Seconds until it is worth asking again after *got*; None if it is not."""
        if not got.is_passing:
            return None
        backoff = self._limits.backoff * 2 ** (tried - 1) * (1 + self._chance())
        asked_for = self._asked_for(got.retry_after) if isinstance(got, Answer) else 0.0
        return max(backoff, asked_for) if asked_for <= self._limits.longest_wait else None

    def _asked_for(self, retry_after: str | None) -> float:
        """Seconds that a server asks us to wait; it gives them as a number, or as a moment."""
        given = (retry_after or "").strip()
        if given.isascii() and given.isdigit():
            return float(given[:9])
        with suppress(ValueError, TypeError):
            return max(0.0, (parsedate_to_datetime(given) - self._clock.moment()).total_seconds())
        return 0.0


def _after(steps: list[str], finding: Finding) -> Finding:
    """*finding* of the last of *steps*, which says where that was if it is not where one began."""
    if len(steps) == 1 or not finding.why:
        return finding
    return Finding(finding.verdict, f"{finding.why}, at {visible(steps[-1][:200])}")


def _joined(base: str, location: str) -> str:
    """The address that *location* is on the page at *base*; unreadable ones are for the gate to refuse."""
    try:
        return urljoin(base, location.strip().replace(" ", "%20"))
    except ValueError:
        return location


def _host(address: str) -> str:
    with suppress(ValueError):
        return (urlsplit(address).hostname or "").lower()
    return ""


def _scheme(address: str) -> str:
    return address.partition(":")[0].lower()
