"""Days and periods as people type them into a command's option."""

from __future__ import annotations

from datetime import date

from bot.core.dates import EdtfDate, parse
from bot.core.errors import InvalidDate
from bot.core.texts import visible
from bot.matching.periods import asked_periods, plain_times
from bot.matching.relative import dated


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


def read_day(typed: str, today: date) -> date:
    """
    The last day of what *typed* stands for, *today* where that has no end.

    Raises:
        InvalidDate: As `read_period`.
    """
    if typed.strip().casefold() in ("today", "now"):
        return today
    return read_period(typed, today).latest or today
