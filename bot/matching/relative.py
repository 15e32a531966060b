"""Relative times: last year, three years ago, this month in 2017, as the dates they mean on a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_TENS = {ten: 10 * at for at, ten in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_COMPOUNDS = {f"{ten} {one}": tens + _ONES[one] for ten, tens in _TENS.items() for one in _ONES if one != "ten"}
_NUMBERS = {**_ONES, **_TENS, **_COMPOUNDS, "a": 1, "an": 1, "a couple of": 2, "a few": 3}
_SPELT = "|".join(name.replace(" ", "[ -]") for name in sorted(_NUMBERS, key=len, reverse=True))
# "One hundred and ten", "1.5" and "more than three" begin before the number that would be read.
_COUNT = rf"(?<![\d.,-])(?<!than )(?<!over )(?<!hundred )(?<!and )(?P<count>[1-9][0-9]?|{_SPELT})"
_UNIT = r"(?P<unit>year|decade|month|week|day)s?"
_PREPOSITIONS = "since|until|till|before|after|by|as of|as at|from|of|in|on|at|during|to|between"
_RELATED = re.compile(rf"\b(?:{_PREPOSITIONS})\s+$", re.IGNORECASE)
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
    return _at(match, "on", f"{today.day} {calendar.month_name[today.month]} {match['year']}")


def _this_day(match: re.Match[str], today: date) -> str:
    return _at(match, "on", f"{today.day} {calendar.month_name[today.month]}")


def _year(match: re.Match[str], today: date) -> str:
    return str(today.year + _STEPS[match["which"].lower()])


def _month(match: re.Match[str], today: date) -> str:
    return _month_name(_months_from(today, _STEPS[match["which"].lower()]))


def _yesterday(match: re.Match[str], today: date) -> str:
    return _at(match, "on", (today - timedelta(days=1)).isoformat())


def _century(match: re.Match[str], today: date) -> str:
    number = today.year // 100 + 1 + _STEPS[match["which"].lower()]
    return f"the {number}{ {21: 'st', 22: 'nd'}.get(number, 'th') } century"


def _decade(match: re.Match[str], today: date) -> str:
    return f"the {today.year // 10 * 10 + 10 * _STEPS[match['which'].lower()]}s"


def _ago(match: re.Match[str], today: date) -> str:
    then, unit = _back(match, today), match["unit"].lower()
    if unit in ("year", "decade"):
        return _at(match, "in", str(then.year))
    return _at(match, "on", then.isoformat()) if unit == "day" else _at(match, "in", _month_name(then))


def _at(match: re.Match[str], preposition: str, when: str) -> str:
    """*when* with a preposition, if none stands before it: "since yesterday" has its own."""
    return when if _RELATED.search(match.string, 0, match.start()) else f"{preposition} {when}"


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
    return int(text) if text.isdecimal() else _NUMBERS[text.lower().replace("-", " ")]


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
        (rf"(?:in|over|during|for|within) the (?:last|past) (?P<unit>year|decade|month|week){_NOT_OF}", _since),
        (rf"(?:(?:in|over|during|for|within) )?the (?:last|past) {_COUNT} {_UNIT}{_NOT_OF}", _since),
        (rf"the past (?P<unit>year|decade|month|week){_NOT_OF}", _since),
        (rf"{_NOBODYS}{_WHICH} year{_NOT_OF}", _year),
        (rf"{_NOBODYS}{_WHICH} month{_NOT_OF}", _month),
        (rf"{_NOBODYS}{_WHICH} century{_NOT_OF}", _century),
        (rf"{_NOBODYS}{_WHICH} decade{_NOT_OF}", _decade),
        (r"yesterday\b", _yesterday),
    )
)
