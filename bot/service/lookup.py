"""Looking up: entries by the words that a person types while a list fills, and figures of the base."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from bot.core.entry import Entry
from bot.service.base import Base

# Discord shows 25 choices at most.
MOST_CHOICES = 25
# A match below this is no help in a list, even one that would be empty without it.
_WORTH_LISTING = 0.05


def complete(base: Base, typed: str) -> tuple[Entry, ...]:
    """The entries to offer while *typed* grows: by the beginnings of words, then by likeness."""
    found = list(base.prefixes.find(typed)[:MOST_CHOICES])
    if len(found) < MOST_CHOICES and typed.strip():
        found.extend(entry.id for entry in alike(base, typed) if entry.id not in found)
    return tuple(base.entries[entry_id] for entry_id in found[:MOST_CHOICES])


def alike(base: Base, typed: str) -> tuple[Entry, ...]:
    """The entries that are alike enough to *typed* to be a help in a list, the most alike first."""
    matches = base.index.search(typed)
    return tuple(base.entries[match.entry_id] for match in matches if match.confidence >= _WORTH_LISTING)


class Size(NamedTuple):
    """How much a base holds, and how many of its entries are stale."""

    entries: int
    claims: int
    phrasings: int
    sources: int
    stale: int


def size(base: Base, today: date) -> Size:
    """The figures of *base* on *today*."""
    entries = base.entries.values()
    return size_of(entries, stale=sum(base.staleness(entry, today) is not None for entry in entries))


def size_of(entries: Collection[Entry], stale: int) -> Size:
    """The figures of a base of *entries*, so many of them stale."""
    return Size(
        entries=len(entries),
        claims=sum(len(entry.claims) for entry in entries),
        phrasings=sum(len(entry.phrasings) for entry in entries),
        sources=len({source for entry in entries for source in entry.sources}),
        stale=stale,
    )


def last_checked(base: Base) -> date | None:
    """The newest day on which an entry of *base* was held against its sources; None if none ever was."""
    return last_checked_of(map(base.as_checked, base.entries.values()))


def last_checked_of(entries: Iterable[Entry]) -> date | None:
    """The newest day on which one of *entries* was held against its sources; None if none ever was."""
    days = [entry.checked.latest for entry in entries if entry.checked and entry.checked.latest]
    return max(days, default=None)
