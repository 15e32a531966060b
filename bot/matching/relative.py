"""Relative times: last year, three years ago, this month in 2017, as the dates they mean on a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "a few": 3}
_COUNT = rf"(?P<count>[1-9][0-9]?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>year|decade|month|week|day)s?"
_MONTH = "|".join(name for name in calendar.month_name if name)
_STEPS = {"last": -1, "this": 0, "the current": 0, "next": 1}
# "The last year of the war" and "Mao's last year" are no year before this one.
_NOT_OF, _NOBODYS = r"\b(?! of\b| in\b)", r"(?<!the )(?<!'s )(?<!’s )(?<!his )(?<!her )(?<!their )"


def dated(text: str, today: date) -> str:
    """*text* with its relative times as the dates they mean on *today*; what has none comes back as it is."""
    for pattern, to_date in _FORMS:
        text = pattern.sub(lambda match, to_date=to_date: to_date(match, today), text)  # type: ignore[misc]
    return text


def _month_of_year(match: re.Match[str], today: date) -> str:
    return f"{match['month']} {today.year + _STEPS[match['which'].lower()]}"


def _this_month_in(match: re.Match[str], today: date) -> str:
    return f"{calendar.month_name[today.month]} {match['year']}"


def _today_in(match: re.Match[str], today: date) -> str:
    return f"on {today.day} {calendar.month_name[today.month]} {match['year']}"


def _this_day(_: re.Match[str], today: date) -> str:
    return f"on {today.day} {calendar.month_name[today.month]}"


def _year(match: re.Match[str], today: date) -> str:
    return str(today.year + _STEPS[match["which"].lower()])


def _month(match: re.Match[str], today: date) -> str:
    return _month_name(_months_from(today, _STEPS[match["which"].lower()]))


def _yesterday(_: re.Match[str], today: date) -> str:
    return f"on {(today - timedelta(days=1)).isoformat()}"


def _century(match: re.Match[str], today: date) -> str:
    number = today.year // 100 + 1 + _STEPS[match["which"].lower()]
    return f"the {number}{ {21: 'st', 22: 'nd'}.get(number, 'th') } century"


def _decade(match: re.Match[str], today: date) -> str:
    return f"the {today.year // 10 * 10 + 10 * _STEPS[match['which'].lower()]}s"


def _ago(match: re.Match[str], today: date) -> str:
    then, unit = _back(match, today), match["unit"].lower()
    if unit in ("year", "decade"):
        return f"in {then.year}"
    return f"on {then.isoformat()}" if unit == "day" else f"in {_month_name(then)}"


def _since(match: re.Match[str], today: date) -> str:
    return f"since {_back(match, today).isoformat()}"


def _back(match: re.Match[str], today: date) -> date:
    """The day that lies so many units before *today*."""
    count, unit = _number(match.groupdict().get("count") or "one"), match["unit"].lower()
    if unit in ("week", "day"):
        return today - timedelta(days=count * (7 if unit == "week" else 1))
    return _months_from(today, -count * {"month": 1, "year": 12, "decade": 120}[unit])


def _number(text: str) -> int:
    """A number in digits or in words."""
    return int(text) if text.isdecimal() else _NUMBERS[text.lower()]


def _months_from(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_name(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


_WHICH = "(?P<which>last|this|the current|next)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...] = tuple(
    (re.compile(rf"\b{pattern}", re.IGNORECASE), to_date)
    for pattern, to_date in (
        (rf"(?P<month>{_MONTH}),? (?:of )?{_WHICH} year\b", _month_of_year),
        (r"this month (?:in|of) (?P<year>[12][0-9]{3})\b", _this_month_in),
        (r"(?:this day|today) (?:in|of) (?P<year>[12][0-9]{3})\b", _today_in),
        (r"(?:on )?this (?:very )?day(?: in history)?\b(?! of\b)|today in history\b", _this_day),
        (rf"{_COUNT} {_UNIT} ago\b", _ago),
        (rf"(?:in|over|during|for|within) the (?:last|past)(?: {_COUNT})? {_UNIT}{_NOT_OF}", _since),
        (rf"the (?:last|past) {_COUNT} {_UNIT}{_NOT_OF}", _since),
        (rf"the past {_UNIT}{_NOT_OF}", _since),
        (rf"{_NOBODYS}{_WHICH} year{_NOT_OF}", _year),
        (rf"{_NOBODYS}{_WHICH} month{_NOT_OF}", _month),
        (rf"{_NOBODYS}{_WHICH} century{_NOT_OF}", _century),
        (rf"{_NOBODYS}{_WHICH} decade{_NOT_OF}", _decade),
        (r"yesterday\b", _yesterday),
    )
)
