"""Shelves: entries that have a topic, a person, a place or a source in common, each at an address of its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.core.dates import most_exact
from bot.core.entry import Entry, Kind
from bot.service.catalogue import grouped

T = TypeVar("T")

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """
    Entries that have one thing in common.

    Attributes:
        of: The thing.
        path: The folder of its page, below the site's, with a slash at its end.
        entries: In the order of `by_time`; never empty.
    """

    of: T
    path: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many entries it has."""
        return len(self.entries)


def shelves(
    entries: Iterable[Entry], folder: str, things: Callable[[Entry], Iterable[T]], name: Callable[[T], str]
) -> dict[T, Shelf[T]]:
    """A shelf for each of the *things* of *entries*, in the order of their names, with its page in *folder*."""
    found = grouped(entries, things)
    made: dict[T, Shelf[T]] = {}
    taken: set[str] = set()
    for thing in sorted(found, key=lambda thing: (name(thing).casefold(), repr(thing))):
        made[thing] = Shelf(thing, f"{folder}/{_free(name(thing), repr(thing), taken)}/", by_time(found[thing]))
    return made


def _free(name: str, otherwise: str, taken: set[str]) -> str:
    """A slug for *name* that is not *taken*; one that is, or that would be empty, gets a digest."""
    made = slug(name)
    if not made or made in taken:
        made = f"{made}-{hashlib.sha256(otherwise.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")
    taken.add(made)
    return made


def slug(name: str) -> str:
    """*name* as a part of an address: a-z, 0-9 and - between them; empty if nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")


def by_time(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """*entries* by the first day of what they say, those without a date and those that sum up last."""
    return tuple(sorted(entries, key=_place))


def first_day(entry: Entry) -> date | None:
    """The first day of what *entry* says happened; None if it dates nothing."""
    days = [when.earliest or date.min for when in most_exact(claim.date for claim in entry.leading_claims)]
    return min(days, default=None)


def _place(entry: Entry) -> tuple[bool, date, str]:
    day = first_day(entry)
    return entry.kind is Kind.FAQ or day is None, day or date.max, entry.id
