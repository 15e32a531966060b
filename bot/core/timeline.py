"""Timelines: what the entries of a base date, in order."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bot.core.dates import EdtfDate, Precision, parse
from bot.core.entry import Claim, Entry, Kind
from bot.core.errors import InvalidDate
from bot.core.texts import visible

_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
# It has all the days that a year can have.
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Event:
    """
    What one entry says happened, once: an entry has one event in a timeline however many claims it has.

    Attributes:
        claim: One that leads in the entry.
        when: The date of the claim.
        is_disputed: Whether a rival claim of the entry dates it otherwise, or none of its rivals is preferred.
    """

    entry: Entry
    claim: Claim
    when: EdtfDate
    is_disputed: bool = False


class MonthDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> MonthDay:
        """
        Read *text* as ``07-11``.

        Raises:
            InvalidDate: It has another form, or no year has that day.
        """
        match = _MONTH_DAY.fullmatch(text)
        day = cls(int(match[1]), int(match[2])) if match else None
        if day is None or not 1 <= day.month <= 12 or not 1 <= day.day <= monthrange(_LEAP_YEAR, day.month)[1]:
            raise InvalidDate(f"'{visible(text)}' is not a day of the year; write it as 07-11")
        return day

    def in_words(self) -> str:
        """``11 July``."""
        of_a_leap_year = parse(f"{_LEAP_YEAR}-{self}")
        return of_a_leap_year.in_words().removesuffix(f" {_LEAP_YEAR}")

    def __str__(self) -> str:
        """``07-11``."""
        return f"{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which events a timeline shall have; None wants them all.

    Attributes:
        period: The days that an event must touch.
        day: The day of any year on which it must have happened, known to the day.
        topic: A topic as entries list it.
        person: A person as entries list them.
        place: A place as entries list it.
    """

    period: EdtfDate | None = None
    day: MonthDay | None = None
    topic: str | None = None
    person: str | None = None
    place: str | None = None

    def in_words(self) -> str:
        """What it is a timeline of: ``Kim Il Sung, 1950 to 1953``; ``All that is dated`` where nothing narrows it."""
        told = (self.person, self.place, self.topic, *(when.in_words() for when in (self.day, self.period) if when))
        return ", ".join(part for part in told if part) or "All that is dated"

    def takes(self, entry: Entry) -> bool:
        """Whether *entry* is about what is wanted, whenever it was."""
        asked = ((self.topic, entry.topics), (self.person, entry.people), (self.place, entry.places))
        return all(name is None or name in names for name, names in asked)

    def until(self, day: date) -> Wanted | None:
        """The same, with nothing after *day*; None where all of it comes after."""
        if self.period and self.period.latest and self.period.latest <= day:
            return self
        if self.period and self.period.earliest and self.period.earliest > day:
            return None
        start = self.period.text.partition("/")[0] if self.period else ".."
        return replace(self, period=parse(f"{start}/{day.isoformat()}"))

    def has(self, when: EdtfDate) -> bool:
        """
        Whether *when* is wanted.

        Half of the days that it can mean, or lasted, must lie in the period, and of what has one end that end: else it
        merely went on in it, or may as well have been at another time.
        """
        return self._on_its_day(when) and (self.period is None or _part_in(when, self.period, 2))

    def may_have(self, when: EdtfDate) -> bool:
        """Whether *when*, which is not known better, may well be wanted: a quarter of its days lie in the period."""
        is_partial = when.precision is not Precision.INTERVAL
        return is_partial and self._on_its_day(when) and (self.period is None or _part_in(when, self.period, 4))

    def _on_its_day(self, when: EdtfDate) -> bool:
        return self.day is None or self.day == day_of(when)


def _part_in(when: EdtfDate, period: EdtfDate, of: int) -> bool:
    """Whether one *of* so many parts of *when* lies in *period*; where it has one end, whether that does."""
    begins, ends = period.earliest or date.min, period.latest or date.max
    if when.earliest is None or when.latest is None:
        return any(begins <= day <= ends for day in (when.earliest, when.latest) if day)
    first, last = max(when.earliest, begins), min(when.latest, ends)
    return of * ((last - first).days + 1) >= (when.latest - when.earliest).days + 1


def day_of(when: EdtfDate) -> MonthDay | None:
    """The day of every year that *when* is known to have been; None where it is not known to the day."""
    if when.precision is not Precision.DAY or when.earliest is None:
        return None
    return MonthDay(when.earliest.month, when.earliest.day)


def events(entries: Iterable[Entry], wanted: Wanted = Wanted()) -> tuple[Event, ...]:
    """
    The events of *entries* that are *wanted*, by their first day, then by their last.

    Entries of the kind ``faq`` sum up what others date one by one: they count only where no other has an event. What is
    dated too partially to tell counts only where nothing is known better.
    """
    taken = [entry for entry in entries if wanted.takes(entry)]
    facts = [entry for entry in taken if entry.kind is Kind.FACT]
    ways = ((facts, wanted.has), (facts, wanted.may_have), (taken, wanted.has), (taken, wanted.may_have))
    found = next((some for way in ways if (some := tuple(_events(*way)))), ())
    return tuple(sorted(found, key=_place))


def _events(entries: Iterable[Entry], has: Callable[[EdtfDate], bool]) -> Iterator[Event]:
    for entry in entries:
        dated = [(claim, claim.date) for claim in entry.leading_claims if claim.date and has(claim.date)]
        if dated:
            claim, when = dated[0]
            yield Event(entry, claim, when, _is_disputed(entry, claim))


def _is_disputed(entry: Entry, claim: Claim) -> bool:
    """A rival that says less exactly what the claim says is no other date."""
    others = (rival.date for rival in entry.rival_claims if rival.date)
    return entry.is_undecided or any(not other.meets(claim.date) for other in others if claim.date)


def _place(event: Event) -> tuple[date, date, str]:
    return event.when.earliest or date.min, event.when.latest or date.max, event.entry.id
