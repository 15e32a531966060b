"""Relative times as the dates they mean on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.relative import dated

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("what happened last year", "what happened 2025"),
        ("this year's trade", "2026's trade"),
        ("in November last year", "in November 2025"),
        ("this month in 2017", "November 2017"),
        ("this day in 1961", "on 25 November 1961"),
        ("what happened on this day", "what happened on 25 November"),
        ("today in history", "on 25 November"),
        ("last month", "October 2026"),
        ("yesterday", "on 2026-11-24"),
        ("three years ago", "in 2023"),
        ("2 months ago", "in September 2026"),
        ("ten days ago", "on 2026-11-15"),
        ("a decade ago", "in 2016"),
        ("twenty-two years ago", "in 2004"),
        ("fifty five years ago", "in 1971"),
        ("since two years ago", "since 2024"),
        ("as of yesterday", "as of 2026-11-24"),
        ("in the last 3 years", "since 2023-11-25"),
        ("over the past decade", "since 2016-11-25"),
        ("in the past year", "since 2025-11-25"),
        ("last century", "the 20th century"),
        ("this decade", "the 2020s"),
    ],
)
def test_a_relative_time_is_read_by_the_day_it_is_asked_on(question: str, read: str) -> None:
    assert dated(question, TODAY) == read


@pytest.mark.parametrize(
    "question",
    [
        "the last year of the war",
        "Mao's last year",
        "his last month in Beijing",
        "the last time they met",
        "how long ago",
        "one hundred and ten years ago",
        "1.5 years ago",
        "more than three years ago",
        "in the last years",
    ],
)
def test_what_is_relative_to_something_else_stays_as_it_is(question: str) -> None:
    assert dated(question, TODAY) == question


def test_the_month_before_a_longer_one_ends_on_its_own_last_day() -> None:
    assert dated("in the past month", date(2026, 3, 31)) == "since 2026-02-28"


@given(st.text(max_size=200), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_whatever_is_typed_is_read_on_any_day(text: str, today: date) -> None:
    assert isinstance(dated(f"{text} ninety years ago, 99 decades ago, in the last 99 decades {text}", today), str)
