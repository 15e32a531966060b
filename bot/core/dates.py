"""Dates as partial as the sources are: ISO 8601-2 (EDTF) level 1, years 1 to 9999."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.core.errors import InvalidDate
from bot.core.texts import visible

# Level 1: what is unspecified is so to the right of all that is known.
_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:(?<=\d)-(?P<month>\d{2}|XX)(?:-(?P<day>XX|(?<!XX-)\d{2}))?)?(?P<qualifier>[~?%]?)",
    re.ASCII,
)
_MONTHS = tuple("January February March April May June July August September October November December".split())
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIED = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}
# Long enough for an interval of two qualified days; nothing longer is looked at.
_LONGEST = 32


class Precision(StrEnum):
    """The finest unit that a date is known to."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """
    A date, or an interval, that stays as partial as it was given.

    Attributes:
        text: The date in EDTF, as it was typed: the one form that is stored and compared.
        earliest: The first day it can mean; None when the start is open or unknown.
        latest: The last day it can mean; None when the end is open or unknown.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int | None:
        """The year it falls in; None when it spans more than one, or is open."""
        if self.earliest is None or self.latest is None or self.earliest.year != self.latest.year:
            return None
        return self.earliest.year

    @property
    def earliest_end(self) -> date | None:
        """The first day on which it can have been over; of an interval without an end, on which it can have begun."""
        end = self.text.rpartition("/")[2]
        if self.precision is not Precision.INTERVAL or end in ("", ".."):
            return self.earliest
        return parse(end).earliest

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day that it can mean lies in *first* to *last*, both included."""
        starts_in_time = self.earliest is None or self.earliest <= last
        return starts_in_time and (self.latest is None or self.latest >= first)

    def meets(self, other: EdtfDate) -> bool:
        """Whether there is a day that both can mean."""
        return self.overlaps(other.earliest or date.min, other.latest or date.max)

    def within(self, other: EdtfDate) -> bool:
        """Whether every day that it can mean is one that *other* can mean."""
        starts = other.earliest is None or (self.earliest is not None and self.earliest >= other.earliest)
        return starts and (other.latest is None or (self.latest is not None and self.latest <= other.latest))

    def in_words(self) -> str:
        """The date in English words: ``11 July 1961``, ``October 1949``, ``the 1950s``, ``1950 to 1953``."""
        start, slash, end = self.text.partition("/")
        return _interval_in_words(start, end) if slash else _point_in_words(start)


def most_exact(dates: Iterable[EdtfDate | None]) -> tuple[EdtfDate, ...]:
    """
    *dates*, each once, less those that only say less exactly what another says; None is passed over.

    An interval is how long something lasted, which a day in it does not say more exactly.
    """
    known = tuple(dict.fromkeys(when for when in dates if when))
    return tuple(when for when in known if when.precision is Precision.INTERVAL or not _said_better(when, known))


def _said_better(when: EdtfDate, dates: Iterable[EdtfDate]) -> bool:
    return any(other != when and other.within(when) for other in dates)


@lru_cache(maxsize=8192)
def parse(text: str) -> EdtfDate:
    """
    Read *text* as an EDTF date.

    Raises:
        InvalidDate: It is not of level 1, does not exist in the calendar, or is an interval that ends before it starts.
    """
    if not text or len(text) > _LONGEST:
        raise InvalidDate(_advice(text[:_LONGEST]))
    start, slash, end = text.partition("/")
    return _interval(text, start, end) if slash else _point(text)


def _advice(text: str) -> str:
    return f"'{visible(text)}' is not a date; write it as 1949, 1949-10, 1949-10-06, 195X, 1950/1953 or 2017~"


def _interval(text: str, start: str, end: str) -> EdtfDate:
    """``..`` is an open end, nothing at all an unknown one; both leave that bound None."""
    earliest = None if start in ("", "..") else _point(start).earliest
    latest = None if end in ("", "..") else _point(end).latest
    if earliest is None and latest is None:
        raise InvalidDate(_advice(text))
    if earliest is not None and latest is not None and latest < earliest:
        raise InvalidDate(f"'{text}' ends before it starts; swap the two dates")
    return EdtfDate(text, earliest, latest, Precision.INTERVAL)


def _point(text: str) -> EdtfDate:
    parts = _POINT.fullmatch(text)
    if parts is None or (parts["month"] in _SEASONS and parts["day"]):
        raise InvalidDate(_advice(text))
    try:
        earliest, latest = _bounds(parts["year"], _known(parts["month"]), _known(parts["day"]))
    except ValueError as error:
        raise InvalidDate(f"'{text}' is not in the calendar; correct the year, the month or the day") from error
    return EdtfDate(text, earliest, latest, _precision(parts))


def _known(part: str | None) -> str | None:
    return None if part == "XX" else part


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """The first and the last day; ValueError if the calendar has no such days. A qualifier widens nothing."""
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None:
        return date(first, 1, 1), date(last, 12, 31)
    if month in _SEASONS:
        return _season_bounds(first, int(month))
    if day is None:
        return _month_start(first, int(month)), _month_end(first, int(month))
    known = date(first, int(month), int(day))
    return known, known


def _season_bounds(year: int, code: int) -> tuple[date, date]:
    """Northern seasons of three whole months: 21 from March on; winter runs into the next year."""
    start = 3 * (code - 20)
    ends_in, end = (year + 1, 2) if start == 12 else (year, start + 2)
    return _month_start(year, start), _month_end(ends_in, end)


def _month_start(year: int, month: int) -> date:
    return date(year, month, 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _precision(parts: re.Match[str]) -> Precision:
    if parts["month"] in _SEASONS:
        return Precision.SEASON
    if _known(parts["day"]):
        return Precision.DAY
    if _known(parts["month"]):
        return Precision.MONTH
    if parts["year"].endswith("XX"):
        return Precision.CENTURY
    return Precision.DECADE if parts["year"].endswith("X") else Precision.YEAR


def _interval_in_words(start: str, end: str) -> str:
    if start in ("", ".."):
        return f"until {_point_in_words(end)}"
    if end == "":
        return f"from {_point_in_words(start)}, end not known"
    if end == "..":
        return f"since {_point_in_words(start)}"
    first, last = _point_in_words(start), _point_in_words(end)
    return f"{_without_shared_end(first, last)} to {last}"


def _without_shared_end(first: str, last: str) -> str:
    """``25`` of ``25 March 2018``, if the *last* is ``28 March 2018``; all of it where nothing would be left."""
    words, others = first.split(), last.split()
    if len(words) != len(others) or not words[-1].isdecimal():
        return first
    while words and words[-1] == others.pop():
        words.pop()
    return " ".join(words) or first


def _point_in_words(text: str) -> str:
    parts = _POINT.fullmatch(text)
    assert parts is not None
    words = _unqualified_in_words(parts["year"], _known(parts["month"]), _known(parts["day"]))
    return _QUALIFIED[parts["qualifier"]].format(words)


def _unqualified_in_words(year: str, month: str | None, day: str | None) -> str:
    if year.endswith("XX"):  # "the 1900s" are also a decade
        return f"the {_ordinal(int(year[:2]) + 1)} century"
    if year.endswith("X"):
        return f"the {int(year[:3])}0s"
    if month is None:
        return str(int(year))
    name = f"{_SEASONS.get(month) or _MONTHS[int(month) - 1]} {int(year)}"
    return name if day is None else f"{int(day)} {name}"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
