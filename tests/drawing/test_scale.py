"""Scales: where on a rail a day is."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.dates import EdtfDate, parse
from bot.drawing.scale import Scale, spanning
from tests.strategies import dates


def scale(*when: str, period: str | None = None) -> Scale:
    return spanning([parse(one) for one in when], parse(period) if period else None, 0, 1000)


def span(told: Scale) -> tuple[str, str]:
    return date.fromordinal(told.first).isoformat(), date.fromordinal(told.end).isoformat()


def test_years_begin_and_end_a_long_time() -> None:
    assert span(scale("1950-10-19", "1961-07-11")) == ("1950-01-01", "1962-01-01")


def test_months_begin_and_end_a_short_one() -> None:
    assert span(scale("2018-03-25", "2018-12")) == ("2018-03-01", "2019-01-01")


def test_a_single_day_has_some_months_around_it() -> None:
    assert span(scale("1961-07-11")) == ("1961-05-01", "1961-09-01")


def test_what_lasts_beyond_the_period_does_not_stretch_it() -> None:
    assert span(scale("2010/2018-06", "2018/..", period="2018/2019")) == ("2018-01-01", "2018-07-01")


def test_a_day_is_as_far_down_as_its_time() -> None:
    told = scale("1950", "1957")

    assert told.y(told.first) == 0
    assert told.y(told.end) == 1000
    assert told.y(date(1954, 1, 1).toordinal()) == pytest.approx(500, abs=1)


def test_days_beyond_the_scale_are_at_its_ends() -> None:
    told = scale("1950", "1957")

    assert (told.y(1), told.y(date.max.toordinal())) == (0, 1000)


def test_the_marked_days_of_decades_are_years() -> None:
    assert [tick.label for tick in scale("1950", "2026").ticks()][:3] == ["1950", "1955", "1960"]


def test_the_marked_days_of_a_year_are_months() -> None:
    assert [tick.label for tick in scale("2018-03", "2018-12").ticks()] == [
        *("Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "2019")
    ]


@given(st.lists(dates(), min_size=1, max_size=6), st.none() | dates(), st.floats(200, 3000))
def test_every_scale_holds_its_marks_in_order_and_apart(
    when: list[EdtfDate], period: EdtfDate | None, length: float
) -> None:
    told = spanning(when, period, 100, 100 + length)
    at = [tick.y for tick in told.ticks()]

    assert told.first < told.end
    assert all(99.9 < y < 100.1 + length for y in at)
    assert all(below - above > 50 for above, below in pairwise(at))


@given(dates(), dates())
def test_what_is_later_is_further_down(one: EdtfDate, other: EdtfDate) -> None:
    assume(one.earliest and other.earliest)
    assert one.earliest
    assert other.earliest
    told = spanning([one, other], None, 0, 1000)
    first, last = sorted((one.earliest, other.earliest))

    assert told.y(first.toordinal()) <= told.y(last.toordinal())
