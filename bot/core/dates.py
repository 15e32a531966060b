"""Dates as partial as the sources are: ISO 8601-2 (EDTF) level 1, years 1 to 9999."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.core.errors import InvalidDate

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)", re.ASCII)
_MONTHS = tuple("January February March April May June July August September October November December".split())
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIED = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}
# Long enough for an interval of two qualified days; nothing longer reaches a parser.
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

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day that it can mean lies in *first* to *last*, both included."""
        starts_in_time = self.earliest is None or self.earliest <= last
        return starts_in_time and (self.latest is None or self.latest >= first)

    def in_words(self) -> str:
        """The date in English words: ``11 July 1961``, ``October 1949``, ``the 1950s``, ``1950 to 1953``."""
        start, slash, end = self.text.partition("/")
        return _interval_in_words(start, end) if slash else _point_in_words(start)


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
    return f"'{text}' is not a date; write it as 1949, 1949-10, 1949-10-06, 195X, 1950/1953 or 2017~"


def _point(text: str) -> EdtfDate:
    plain = _PLAIN.fullmatch(text)
    earliest, latest = _plain_bounds(text, plain) if plain and plain[2] not in _SEASONS else _edtf_bounds(text)
    return EdtfDate(text, earliest, latest, _precision(text))


def _plain_bounds(text: str, plain: re.Match[str]) -> tuple[date, date]:
    """The everyday forms, by hand: the library takes milliseconds for each, and packs hold thousands."""
    year, month, day = (int(part) if part else None for part in plain.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise InvalidDate(f"'{text}' is not in the calendar; correct the month or the day") from error


def _edtf_bounds(text: str) -> tuple[date, date]:
    """The other forms of level 1, through the library; what it reads beyond level 1 is refused first."""
    if not _POINT.fullmatch(text):
        raise InvalidDate(_advice(text))
    from edtf import EDTFParseException, parse_edtf  # heavy: only packs with such dates pay for it

    try:
        parsed = parse_edtf(text)
        bare = text.rstrip("~?%")
        if bare[5:] == "24":  # the library ends winter in December; it runs into the next February
            return date(int(bare[:4]), 12, 1), _winter_end(int(bare[:4]))
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return date(*lower[:3]), date(*upper[:3])
    except (EDTFParseException, ValueError, AttributeError) as error:
        raise InvalidDate(_advice(text)) from error


def _winter_end(year: int) -> date:
    return date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])


def _interval(text: str, start: str, end: str) -> EdtfDate:
    """``..`` is an open end, nothing at all an unknown one; both leave that bound None."""
    earliest = None if start in ("", "..") else _point(start).earliest
    latest = None if end in ("", "..") else _point(end).latest
    if earliest is None and latest is None:
        raise InvalidDate(_advice(text))
    if earliest is not None and latest is not None and latest < earliest:
        raise InvalidDate(f"'{text}' ends before it starts; swap the two dates")
    return EdtfDate(text, earliest, latest, Precision.INTERVAL)


def _precision(text: str) -> Precision:
    match = _POINT.fullmatch(text)
    assert match is not None
    year, month, day, _ = match.groups()
    if month in _SEASONS:
        return Precision.SEASON
    if day and day != "XX":
        return Precision.DAY
    if month and month != "XX":
        return Precision.MONTH
    if year.endswith("XX"):
        return Precision.CENTURY
    return Precision.DECADE if year.endswith("X") else Precision.YEAR


def _interval_in_words(start: str, end: str) -> str:
    if start in ("", ".."):
        return f"until {_point_in_words(end)}"
    if end == "":
        return f"from {_point_in_words(start)}, end not known"
    if end == "..":
        return f"since {_point_in_words(start)}"
    return f"{_point_in_words(start)} to {_point_in_words(end)}"


def _point_in_words(text: str) -> str:
    match = _POINT.fullmatch(text)
    assert match is not None
    year, month, day, qualifier = match.groups()
    return _QUALIFIED[qualifier].format(_unqualified_in_words(year, month, day))


def _unqualified_in_words(year: str, month: str | None, day: str | None) -> str:
    if "X" in year:
        return f"the {year.replace('X', '0')}s".replace("the 0", "the ")
    number = str(int(year))
    if month is None or month == "XX":
        return number
    if month in _SEASONS:
        return f"{_SEASONS[month]} {number}"
    name = f"{_MONTHS[int(month) - 1]} {number}"
    return name if day is None or day == "XX" else f"{int(day)} {name}"
