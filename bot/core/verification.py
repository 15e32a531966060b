"""Verifications: that somebody held an entry against its sources and found it still true, in a log that only grows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.core.dates import EdtfDate, parse
from bot.core.entry import Entry
from bot.core.revision import Scope
from bot.core.values import LATEST_YEAR

# How many days an entry may rest that never said how long.
_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Verification:
    """
    That one revision of an entry was found to be still true. It is no edit: the revision stays what it is.

    Attributes:
        revision: The number of the revision; of a later one this says nothing.
        author: Who did it, as a Discord id in decimal.
        at: When, with a time zone.
        review_by: The day to look again; None leaves it as far off as the entry had it.
        note: What they looked at, in their words; empty if they gave none.
    """

    scope: Scope
    entry_id: str
    revision: int
    author: str
    at: datetime
    review_by: EdtfDate | None = None
    note: str = ""

    @property
    def day(self) -> date:
        """The day of it, in UTC."""
        return self.at.astimezone(UTC).date()

    def counts_for(self, entry: Entry) -> bool:
        """Whether it is the last that happened to *entry*, as its revision has it: not if that was checked later."""
        checked = entry.checked.latest if entry.checked else None
        return checked is None or checked <= self.day


def verified(entry: Entry, act: Verification | None) -> Entry:
    """*entry* with the days on which it was last checked and is to be looked at again, as *act* leaves them."""
    if act is None or not act.counts_for(entry):
        return entry
    review_by = act.review_by or next_review(entry, act.day)
    return replace(entry, checked=_as_edtf(act.day), review_by=review_by)


def next_review(entry: Entry, day: date) -> EdtfDate | None:
    """
    The day to look again at *entry* once it is checked on *day*; None if it cannot change.

    It is as long after *day* as the last one was after the check before, or a year if nobody can tell.
    """
    if entry.review_by is None or entry.review_by.latest is None:
        return entry.review_by
    checked = entry.checked.latest if entry.checked else None
    rested = (entry.review_by.latest - checked).days if checked else 0
    following = day.toordinal() + (rested if rested > 0 else _A_YEAR)
    return _as_edtf(date.fromordinal(min(following, date(LATEST_YEAR, 12, 31).toordinal())))


def _as_edtf(day: date) -> EdtfDate:
    return parse(day.isoformat())
