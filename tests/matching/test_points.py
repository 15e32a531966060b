"""Times by themselves."""

from __future__ import annotations

import pytest

from bot.matching.points import dated_in, is_date, month_days


def test_what_says_more_comes_before_what_says_less() -> None:
    assert [point.edtf for point in dated_in("on 6 october 1949")] == ["1949-10-06", "1949-10", "1949"]


def test_an_interval_has_its_ends_and_a_time_is_its_own() -> None:
    [interval, *_] = dated_in("early 1950s")
    [year] = dated_in("1949")

    assert (interval.first, interval.last) == ("1950", "1953")
    assert (year.first, year.last) == ("1949", "1949")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 11 july", [(7, 11)]),
        ("july 11th", [(7, 11)]),
        ("the 3rd of may", [(5, 3)]),
        ("29 february", [(2, 29)]),
        ("31 february", []),
        ("11 july 1961", []),
        ("july 1961", []),
        ("march 14, 2018", []),
    ],
)
def test_a_day_without_a_year_is_known_by_its_month_and_day(text: str, found: list[tuple[int, int]]) -> None:
    assert [(month, day) for month, day, *_ in month_days(text)] == found


def test_what_the_calendar_does_not_have_is_no_date() -> None:
    assert [is_date(text) for text in ("2016-02-29", "2018-02-29", "2019/2017")] == [True, False, False]
