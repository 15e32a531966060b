"""Days and periods as people type them into an option."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import InvalidDate
from bot.service.days import read_day, read_period

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
