"""Points: times by themselves, as people write them in English: 6 October 1949, early 1950s, spring 2018."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.core.dates import parse
from bot.core.errors import InvalidDate

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_TENS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8}
_TENS |= {"nineties": 9}
# Of a decade its years, of a year its months, of a century its decades: what early, mid and late mean, last included.
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9)}
_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}
_PART_WORDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "1st half": "first half"}
_PART_WORDS |= {"2nd half": "second half"}

_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_PART = "(?:the )?(?:early|mid|late|(?:beginning|start|middle|end|first half|second half|1st half|2nd half) of)"


@dataclass(frozen=True, slots=True)
class Point:
    """
    A time by itself.

    Attributes:
        edtf: The time, in EDTF.
        start: Where its words begin in the text.
        end: Where they end.
        is_named: Whether it is told by a name, such as the Korean War.
    """

    edtf: str
    start: int
    end: int
    is_named: bool = False

    @property
    def first(self) -> str:
        """Where it begins, in EDTF."""
        return self.edtf.partition("/")[0]

    @property
    def last(self) -> str:
        """Where it ends, in EDTF."""
        return self.edtf.partition("/")[2] or self.edtf


def dated_in(text: str) -> Iterator[Point]:
    """The times in *text*, which is plain; what says more before what says less, and so they overlap."""
    if not _DATED.search(text):
        return
    for pattern, to_edtf in _FORMS:
        for match in pattern.finditer(text):
            edtf = to_edtf(match)
            if edtf is not None and is_date(edtf):
                yield Point(edtf, match.start(), match.end())


def month_days(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The days in *text*, which is plain, that have no year: the month, the day, and where the words start and end."""
    for match in _MONTH_DAY.finditer(text):
        month, day = _MONTHS[match["month"] or match["before"]], int(re.sub(r"\D", "", match["day"] or match["after"]))
        if day <= _LONGEST_MONTHS[month - 1]:
            yield month, day, match.start(), match.end()


def is_date(edtf: str) -> bool:
    """Whether *edtf* can be read as a date."""
    try:
        parse(edtf)
    except InvalidDate:
        return False
    return True


def _day(match: re.Match[str]) -> str:
    day = int(re.sub(r"\D", "", match["day"]))
    return f"{match['year']}-{_MONTHS[match['month']]:02}-{day:02}"


def _days(match: re.Match[str]) -> str:
    first, last = (int(re.sub(r"\D", "", match[name])) for name in ("first", "last"))
    month = f"{match['year']}-{_MONTHS[match['month']]:02}"
    return f"{month}-{first:02}/{month}-{last:02}"


def _months(match: re.Match[str]) -> str:
    return f"{match['year']}-{_MONTHS[match['first']]:02}/{match['year']}-{_MONTHS[match['last']]:02}"


def _month(match: re.Match[str]) -> str:
    return f"{match['year']}-{_MONTHS[match['month']]:02}"


def _season(match: re.Match[str]) -> str:
    return f"{match['year']}-{_SEASONS[match['season']]}"


def _part(match: re.Match[str]) -> str:
    return _PART_WORDS.get(word := re.sub(r"^the | of$", "", match["part"]), word)


def _part_of_year(match: re.Match[str]) -> str:
    first, last = _OF_YEAR[_part(match)]
    return f"{match['year']}-{first:02}/{match['year']}-{last:02}"


def _part_of_month(match: re.Match[str]) -> str | None:
    year, month = int(match["year"]), _MONTHS[match["month"]]
    days = {"early": (1, 10), "mid": (11, 20), "late": (21, calendar.monthrange(year, month)[1])}.get(_part(match))
    return days and f"{year}-{month:02}-{days[0]:02}/{year}-{month:02}-{days[1]:02}"


def _decade_start(match: re.Match[str]) -> int | None:
    """The first year of the decade; None for 1953s, which is none."""
    if match["tens"]:
        return 1900 + 10 * _TENS[match["tens"]]
    if match["short"]:
        return (1900 if int(match["short"]) >= 20 else 2000) + int(match["short"])
    return int(match["decade"]) if int(match["decade"]) % 10 == 0 else None


def _decade(match: re.Match[str]) -> str | None:
    first = _decade_start(match)
    return None if first is None else f"{first // 10}X"


def _part_of_decade(match: re.Match[str]) -> str | None:
    first, years = _decade_start(match), _PARTS[_part(match)]
    return None if first is None else f"{first + years[0]}/{first + years[1]}"


def _century(match: re.Match[str]) -> str | None:
    number = int(match["century"])
    return f"{number - 1:02}XX" if number <= 21 else None


def _part_of_century(match: re.Match[str]) -> str:
    first, years = (int(match["century"]) - 1) * 100, _PARTS[_part(match)]
    return f"{first + 10 * years[0]:04}/{first + 10 * years[1] + 9:04}"


def _shortened(match: re.Match[str]) -> str | None:
    """1950-53; two digits up to 12 after a year are as likely a month: 2018-03."""
    first, last = int(match["year"]), int(match["last"])
    return f"{first}/{first // 100 * 100 + last}" if last > max(12, first % 100) else None


_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_DAY = re.compile(
    rf"\b(?:(?:the )?(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})|(?P<before>{_MONTH})\.? (?:the )?(?P<after>{_DAY}))"
    r"\b(?!,? ?[0-9]|[/.:-])"
)
# No form can do without one of these.
_DATED = re.compile(rf"[0-9]{{2}}|{'|'.join(_TENS)}")
_DECADE = rf"(?:(?:the )?(?P<tens>{'|'.join(_TENS)})|(?:the )?(?P<short>[0-9]0)s|(?:the )?(?P<decade>{_YEAR})s)\b"
_CENTURY = r"(?:the )?(?P<century>[0-9]{1,2})(?:st|nd|rd|th) century"
# Each way of writing a time, what says more before what says less, with what it comes to in EDTF; None for no time.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = tuple(
    (re.compile(rf"(?<![\w.:])(?:{pattern})"), to_edtf)
    for pattern, to_edtf in (
        (rf"(?P<first>{_DAY}) ?(?:[-–]|to|and) ?(?P<last>{_DAY}) (?P<month>{_MONTH})\.?,? (?P<year>{_YEAR})\b", _days),
        (rf"(?P<month>{_MONTH})\.? (?P<first>{_DAY}) ?(?:[-–]|to|and) ?(?P<last>{_DAY}),? (?P<year>{_YEAR})\b", _days),
        (rf"(?:the )?(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})\.?,? (?P<year>{_YEAR})\b", _day),
        (rf"(?P<month>{_MONTH})\.? (?:the )?(?P<day>{_DAY}),? (?P<year>{_YEAR})\b", _day),
        (r"(?P<iso>[12][0-9]{3}-[01][0-9]-[0-3][0-9])\b", lambda match: match["iso"]),
        (rf"(?P<first>{_MONTH}) ?(?:[-–]|to|and|through) ?(?P<last>{_MONTH}) (?:of )?(?P<year>{_YEAR})\b", _months),
        (rf"(?P<part>{_PART})[ -](?P<month>{_MONTH})\.?,? (?:of )?(?P<year>{_YEAR})\b", _part_of_month),
        (rf"(?P<part>{_PART})[ -]{_DECADE}", _part_of_decade),
        (rf"(?P<part>{_PART})[ -]{_CENTURY}\b", _part_of_century),
        (rf"(?P<part>{_PART})[ -](?P<year>{_YEAR})\b", _part_of_year),
        (rf"(?P<year>{_YEAR}),? (?:in )?(?:the month of )?(?P<month>{_MONTH}) (?P<day>{_DAY})\b", _day),
        (rf"(?P<month>{_MONTH})\.?,? (?:of )?(?P<year>{_YEAR})\b", _month),
        (rf"(?P<year>{_YEAR}),? (?:in )?(?:the month of )?(?P<month>{_MONTH})\b(?! [a-z])", _month),
        (rf"(?P<season>{'|'.join(_SEASONS)}),? (?:of )?(?P<year>{_YEAR})\b", _season),
        (r"(?P<iso>[12][0-9]{3}-(?:0[1-9]|1[0-2]))(?![-0-9])", lambda match: match["iso"]),
        (rf"(?P<year>{_YEAR})[-–/](?P<last>[0-9]{{2}})\b(?![-–/][0-9])", _shortened),
        (_DECADE, _decade),
        (rf"{_CENTURY}\b", _century),
        (rf"(?:the year )?(?P<year>{_YEAR})(?![\w]|[.,][0-9])", lambda match: match["year"]),
    )
)
