"""Years: what spans of years a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.matching.normalise import plain

_DIGIT = re.compile(r"\d")
_TWO_DIGITS = re.compile(r"(?<![0-9])[0-9]{2}(?![0-9])")
_FOUR = r"(1[0-9]{3}|20[0-9]{2})"
_YEAR = rf"(?<!\w){_FOUR}"
_SINGLE = re.compile(rf"{_YEAR}(s?)\b")
_TO = r"(?:[-–/]| to | until | till )"
_BETWEEN = re.compile(rf"\bbetween {_YEAR} and {_FOUR}\b|{_YEAR}{_TO}{_FOUR}\b")
_SHORTENED = re.compile(rf"{_YEAR}[-–/]([0-9]{{2}})\b(?![-–/][0-9])")
# Two digits up to this after a year are as likely a month: 2018-03.
_LAST_MONTH = 12
# '39 is 2039 and '40 is 1940; a decade ('60s) goes by the same bound.
_PIVOT = 40
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_MONTHS += "|january|february|march|april|june|july|august|september|october|november|december"
# What two digits count rather than date: in 90 days, of 60 per cent.
_NO_COUNT = r"(?! ?%| (?:\w+s|per|percent|million|billion)\b)"
# Two digits that stand for a year: behind an apostrophe, with a 0 before them, behind a word of time.
_SHORT = re.compile(
    rf"(?<!\w)['’](?P<marked>[0-9]{{2}})(?=s?\b)"
    rf"|(?<![\w.:/,-])(?P<zeroed>0[0-9])\b(?![.:/,-]?[0-9])"
    rf"|\b(?P<before>(?:since|early|late|mid|{_MONTHS}) )(?P<late>[4-9][0-9])(?=s?\b){_NO_COUNT}"
    rf"|\b(?P<within>in )(?P<any>[124-9][0-9])(?=s?\b)(?![.:/,-]?[0-9]){_NO_COUNT}",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """Years from the first to the last, both of them in it."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a year in common."""
        return self.first <= other.last and other.first <= self.last


def spelled_out(text: str) -> str:
    """*text* with the century before years of two digits: '61, in 92, the 05 talks, since 49."""
    return _SHORT.sub(_with_century, text) if _TWO_DIGITS.search(text) else text


def _with_century(match: re.Match[str]) -> str:
    short = next(match[name] for name in ("marked", "zeroed", "late", "any") if match[name])
    return f"{match['before'] or match['within'] or ''}{20 if int(short) < _PIVOT else 19}{short}"


def spans(text: str) -> frozenset[Span]:
    """
    The spans of years in *text*: a year, a decade (1950s), from one year to another (1950-53, between … and …).

    Years of two digits are none; see `spelled_out`. What lies within another of them is left out: 1950-53 is one span
    and not also the year 1950.
    """
    found = frozenset(_spans(plain(text)) if _DIGIT.search(text) else ())
    return frozenset(one for one in found if not any(_is_within(one, other) for other in found))


def is_year(word: str) -> bool:
    """Whether *word*, in digits, can be a year: 1000 to 2099."""
    return _SINGLE.fullmatch(word) is not None


def _spans(text: str) -> Iterator[Span]:
    for year, decade in _SINGLE.findall(text):
        yield _single(int(year), decade)
    for years in _BETWEEN.findall(text):
        first, last = (int(year) for year in years if year)
        if first < last:
            yield Span(first, last)
    for first, last in _SHORTENED.findall(text):
        if int(last) > max(_LAST_MONTH, int(first) % 100):
            yield Span(int(first), int(first) // 100 * 100 + int(last))


def _single(year: int, decade: str) -> Span:
    return Span(year, year + 9) if decade and year % 10 == 0 else Span(year, year)


def _is_within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.first <= inner.first and inner.last <= outer.last
