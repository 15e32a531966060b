"""Years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.years import Span, is_year, spans, spelled_out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the treaty of 1961", {(1961, 1961)}),
        ("in 1950 and in 1953", {(1950, 1950), (1953, 1953)}),
        ("between 2017 and 2019", {(2017, 2019)}),
        ("from 1950 to 1953", {(1950, 1953)}),
        ("1950-1953", {(1950, 1953)}),
        ("from 1958-61", {(1958, 1961)}),
        ("from 1958–61", {(1958, 1961)}),
        ("the season 2018/19", {(2018, 2019)}),
        ("in the 1950s", {(1950, 1959)}),
        ("in the '60s", {(1960, 1969)}),
        ("the treaty of '61", {(1961, 1961)}),
        ("the summit of ’18", {(2018, 2018)}),
        ("talks in '39 or '49", {(2039, 2039), (1949, 1949)}),
        ("the 05 talks", {(2005, 2005)}),
        ("tested in 06", {(2006, 2006)}),
        ("friends with seoul in 92", {(1992, 1992)}),
        ("since 49", {(1949, 1949)}),
        ("in october 62", {(1962, 1962)}),
        ("march 12", set()),
        ("in 90 days", set()),
        ("in 50 per cent", set()),
        ("at 09:05", set()),
        ("in １９６１", {(1961, 1961)}),
        ("in ١٩٦١", {(1961, 1961)}),
        ("on 1961-07-11", {(1961, 1961)}),
        ("in 2018-03", {(2018, 2018)}),
        ("in 1999-01", {(1999, 1999)}),
        ("the 9th of March", set()),
        ("resolution 2270", set()),
        ("he is 5'11 tall", set()),
        ("0999 or 19610 or 19", set()),
    ],
)
def test_years_are_read_as_people_write_them(text: str, found: set[tuple[int, int]]) -> None:
    assert spans(spelled_out(text)) == found


@given(st.text())
def test_whatever_is_typed_its_spans_go_forward(text: str) -> None:
    assert all(span.first <= span.last for span in spans(spelled_out(text)))


@given(st.integers(1000, 2099), st.integers(1000, 2099), st.integers(1000, 2099), st.integers(1000, 2099))
def test_spans_overlap_when_they_share_a_year(one: int, other: int, third: int, fourth: int) -> None:
    left, right = Span(*sorted((one, other))), Span(*sorted((third, fourth)))
    years = [set(range(span.first, span.last + 1)) for span in (left, right)]

    assert left.overlaps(right) == bool(years[0] & years[1])


def test_a_span_is_told_as_people_write_it() -> None:
    assert (str(Span(1961, 1961)), str(Span(1950, 1953))) == ("1961", "1950-1953")


@pytest.mark.parametrize(("word", "can_be"), [("1961", True), ("2099", True), ("2270", False), ("961", False)])
def test_a_number_of_four_digits_can_be_a_year_up_to_2099(word: str, can_be: bool) -> None:
    assert is_year(word) is can_be
