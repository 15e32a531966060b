"""Years: what spans of years a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.matching.normalise import plain

_FOUR = r"(1[0-9]{3}|20[0-9]{2})"
_YEAR = rf"(?<!\w){_FOUR}"
_SINGLE = re.compile(rf"{_YEAR}(s?)\b")
_TO = r"(?:[-–/]| to | until | till )"
_BETWEEN = re.compile(rf"\bbetween {_YEAR} and {_FOUR}\b|{_YEAR}{_TO}{_FOUR}\b")
_SHORTENED = re.compile(rf"{_YEAR}[-–/]([0-9]{{2}})\b(?![-–/][0-9])")
_APOSTROPHE = re.compile(r"(?<![\w])['’]([0-9]{2})(s?)\b")
# Two digits up to this after a year are as likely a month: 2018-03.
_MONTHS = 12
# '49 is 2049 and '50 is 1950; a decade ('60s) goes by the same bound.
_PIVOT = 50


class Span(NamedTuple):
    """Years from the first to the last, both of them in it."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a year in common."""
        return self.first <= other.last and other.first <= self.last


def spans(text: str) -> frozenset[Span]:
    """
    The spans of years in *text*: a year, a decade (1950s, '60s), from one year to another (1950-53, between … and …).

    What lies within another of them is left out: 1950-53 is one span and not also the year 1950.
    """
    found = frozenset(_spans(plain(text)))
    return frozenset(one for one in found if not any(_is_within(one, other) for other in found))


def is_year(word: str) -> bool:
    """Whether *word*, in digits, can be a year: 1000 to 2099."""
    return _SINGLE.fullmatch(word) is not None


def _spans(text: str) -> Iterator[Span]:
    for year, decade in _SINGLE.findall(text):
        yield _single(int(year), decade)
    for short, decade in _APOSTROPHE.findall(text):
        yield _single(int(short) + (2000 if int(short) < _PIVOT else 1900), decade)
    for years in _BETWEEN.findall(text):
        first, last = (int(year) for year in years if year)
        if first < last:
            yield Span(first, last)
    for first, last in _SHORTENED.findall(text):
        if int(last) > max(_MONTHS, int(first) % 100):
            yield Span(int(first), int(first) // 100 * 100 + int(last))


def _single(year: int, decade: str) -> Span:
    return Span(year, year + 9) if decade and year % 10 == 0 else Span(year, year)


def _is_within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.first <= inner.first and inner.last <= outer.last
