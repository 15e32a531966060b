"""Days and periods as people type them into a command's option."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from bot.core.dates import EdtfDate, parse
from bot.core.errors import InvalidDate
from bot.core.texts import visible
from bot.core.timeline import MonthDay, day_of
from bot.matching.periods import asked_periods, plain_times
from bot.matching.points import month_days
from bot.matching.relative import dated

_NUMBERS = re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)


def read_period(typed: str, today: date) -> EdtfDate:
    """
    The days that *typed* stands for: EDTF, or English such as ``June 2018``, ``early 1950s``, ``last year``.

    Raises:
        InvalidDate: It is neither.
    """
    try:
        return parse(typed.strip())
    except InvalidDate:
        found = asked_periods(plain_times(dated(typed, today)))
    if len(found) != 1:
        said = f"'{visible(typed)}' is no time that I can read"
        raise InvalidDate(f"{said}; write a day, month or year such as 2018-06-30, June 2018 or 2018")
    return found[0].period


def read_month_day(typed: str, today: date) -> MonthDay:
    """
    The day of every year that *typed* stands for: ``11 July``, ``07-11``, a date to the day, or *today*.

    Raises:
        InvalidDate: It is none of these.
    """
    text = typed.strip()
    if text.casefold() == "today":
        return MonthDay(today.month, today.day)
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        with suppress(InvalidDate):
            return MonthDay.parse(f"{numbers['month']:0>2}-{numbers['day']:0>2}")
    found = [MonthDay(month, day) for month, day, *_ in month_days(plain_times(typed))]
    day = found[0] if len(found) == 1 else _day_in(typed, today)
    if day is None:
        raise InvalidDate(f"'{visible(typed)}' is no day that I can read; write it as 11 July, 07-11 or today")
    return day


def _day_in(typed: str, today: date) -> MonthDay | None:
    try:
        return day_of(read_period(typed, today))
    except InvalidDate:
        return None


def read_day(typed: str, today: date) -> date:
    """
    The last day of what *typed* stands for, *today* where that has no end.

    Raises:
        InvalidDate: As `read_period`.
    """
    if typed.strip().casefold() in ("today", "now"):
        return today
    return read_period(typed, today).latest or today
