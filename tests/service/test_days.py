"""Days and periods as people type them into an option."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import InvalidDate
from bot.core.timeline import MonthDay
from bot.service.days import read_day, read_month_day, read_period

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2018-06", "2018-06"),
        (" 195X ", "195X"),
        ("June 2018", "2018-06"),
        ("early 1950s", "1950/1953"),
        ("last year", "2025"),
        ("since 2018", "2018/.."),
    ],
)
def test_a_period_is_read_from_edtf_and_from_english(typed: str, period: str) -> None:
    assert read_period(typed, TODAY).text == period


def test_a_day_is_the_last_of_what_was_typed() -> None:
    assert [read_day(typed, TODAY) for typed in ("2018", "June 2018", "Today", "since 2018")] == [
        date(2018, 12, 31),
        date(2018, 6, 30),
        TODAY,
        TODAY,
    ]


def test_what_is_no_time_is_refused_in_words() -> None:
    with pytest.raises(InvalidDate, match="'soon' is no time that I can read; write a day, month or year such as"):
        read_day("soon", TODAY)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_day_or_refused_in_words(typed: str) -> None:
    with suppress(InvalidDate):
        assert read_day(typed, TODAY) >= date.min


@pytest.mark.parametrize("typed", ["11 July", "july 11th", "07-11", "7-11", " 1961-07-11 ", "11 July 1961"])
def test_a_day_of_every_year_is_read_as_people_write_it(typed: str) -> None:
    assert read_month_day(typed, TODAY) == MonthDay(7, 11)


def test_today_is_a_day_of_every_year() -> None:
    assert read_month_day("Today", TODAY) == MonthDay(TODAY.month, TODAY.day)


@pytest.mark.parametrize(
    "typed", ["", "July", "1961", "31 June", "13-13", "00-00", "soon", "\u202e", "11 July and 12 July"]
)
def test_what_is_no_day_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(InvalidDate, match="write it as 11 July, 07-11 or today"):
        read_month_day(typed, TODAY)


@given(typed=st.text(max_size=40) | st.from_regex(r"[0-9]{1,2}-[0-9]{1,2}", fullmatch=True))
def test_whatever_is_typed_is_a_day_of_the_calendar_or_refused(typed: str) -> None:
    with suppress(InvalidDate):
        assert read_month_day(typed, TODAY).in_words()
