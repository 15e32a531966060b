"""Timelines: what the entries of a base date, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.dates import EdtfDate, Precision
from bot.core.entry import Claim, Entry, Kind


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which events a timeline shall have; None wants them all.

    Attributes:
        period: The days that an event must touch.
        topic: A topic as entries list it.
        person: A person as entries list them.
        place: A place as entries list it.
    """

    period: EdtfDate | None = None
    topic: str | None = None
    person: str | None = None
    place: str | None = None

    def in_words(self) -> str:
        """What it is a timeline of: ``Kim Il Sung, 1950 to 1953``; ``All that is dated`` where nothing narrows it."""
        told = (self.person, self.place, self.topic, self.period.in_words() if self.period else None)
        return ", ".join(part for part in told if part) or "All that is dated"

    def takes(self, entry: Entry) -> bool:
        """Whether *entry* is about what is wanted, whenever it was."""
        asked = ((self.topic, entry.topics), (self.person, entry.people), (self.place, entry.places))
        return all(name is None or name in names for name, names in asked)


def events(entries: Iterable[Entry], wanted: Wanted = Wanted()) -> tuple[Event, ...]:
    """
    The events of *entries* that are *wanted*, by their first day, then by their last.

    Entries of the kind ``faq`` sum up what others date one by one: they count only where no other has an event.
    """
    taken = [entry for entry in entries if wanted.takes(entry)]
    of_facts = tuple(_events((entry for entry in taken if entry.kind is Kind.FACT), wanted.period))
    found = of_facts or tuple(_events(taken, wanted.period))
    return tuple(sorted(found, key=_place))


def _events(entries: Iterable[Entry], period: EdtfDate | None) -> Iterator[Event]:
    for entry in entries:
        dated = [(claim, claim.date) for claim in entry.leading_claims if claim.date and _is_in(claim.date, period)]
        if dated:
            claim, when = dated[0]
            yield Event(entry, claim, when, _is_disputed(entry, claim))


def _is_in(when: EdtfDate, period: EdtfDate | None) -> bool:
    """Whether it touches *period*; what merely goes on all through it, as an interval, does not happen in it."""
    if period is None:
        return True
    lasts = when.precision is Precision.INTERVAL and when != period and period.within(when)
    return when.meets(period) and not lasts


def _is_disputed(entry: Entry, claim: Claim) -> bool:
    """A rival that says less exactly what the claim says is no other date."""
    others = (rival.date for rival in entry.rival_claims if rival.date)
    return entry.is_undecided or any(not other.meets(claim.date) for other in others if claim.date)


def _place(event: Event) -> tuple[date, date, str]:
    return event.when.earliest or date.min, event.when.latest or date.max, event.entry.id
