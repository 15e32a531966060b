"""Which days a question asks about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import parse
from bot.core.pack import NamedPeriod
from bot.matching.periods import Relation, asked_periods, plain_times, without

NAMED = (
    NamedPeriod(("Korean War",), parse("1950-06-25/1953-07-27")),
    NamedPeriod(("Cold War",), parse("1947/1991")),
)


def periods(question: str) -> list[str]:
    return [asked.period.text for asked in asked_periods(plain_times(question), NAMED)]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("what happened in 1992?", "1992"),
        ("the treaty of '61", "1961"),
        ("the 05 talks", "2005"),
        ("in the year 1956", "1956"),
        ("in October 1950", "1950-10"),
        ("in oct. 1950", "1950-10"),
        ("in march of 2018", "2018-03"),
        ("since 2018-03", "2018-03/.."),
        ("in 2018 in May", "2018-05"),
        ("2018, May 7", "2018-05-07"),
        ("the first half of the 1950s", "1950/1954"),
        ("on 6 October 1949", "1949-10-06"),
        ("on the 6th of october 1949", "1949-10-06"),
        ("October 6th, 1949", "1949-10-06"),
        ("on 1949-10-06", "1949-10-06"),
        ("8-9 June 2026", "2026-06-08/2026-06-09"),
        ("june 8 to 9, 2026", "2026-06-08/2026-06-09"),
        ("March to June 2018", "2018-03/2018-06"),
        ("spring 2018", "2018-21"),
        ("in the 1950s", "195X"),
        ("in the 60s", "196X"),
        ("in the fifties", "195X"),
        ("early 1950s", "1950/1953"),
        ("mid-1990s", "1994/1996"),
        ("the late fifties", "1957/1959"),
        ("the beginning of the 1960s", "1960/1963"),
        ("early 2018", "2018-01/2018-04"),
        ("at the end of 2018", "2018-09/2018-12"),
        ("the first half of 2017", "2017-01/2017-06"),
        ("in early May 2018", "2018-05-01/2018-05-10"),
        ("in late February 2016", "2016-02-21/2016-02-29"),
        ("the 20th century", "19XX"),
        ("the late 19th century", "1870/1899"),
        ("between 2017 and 2019", "2017/2019"),
        ("from 1956 to 1958", "1956/1958"),
        ("from the 1950s to the 1970s", "195X/197X"),
        ("timeline 2017-2019", "2017/2019"),
        ("1950-53", "1950/1953"),
        ("2018/2019", "2018/2019"),
        ("between march 2018 and june 2019", "2018-03/2019-06"),
        ("since 2018", "2018/.."),
        ("from 2018 onwards", "2018/.."),
        ("after 2018", "2019/.."),
        ("after June 2018", "2018-07/.."),
        ("after 31 December 2018", "2019/.."),
        ("after 8 May 2018", "2018-05-09/.."),
        ("before 1992", "../1991"),
        ("before March 2018", "../2018-02"),
        ("prior to 6 October 1949", "../1949-10-05"),
        ("until 1994", "../1994"),
        ("by mid 2018", "../2018-08"),
        ("as of September 2025", "../2025-09"),
        ("before the Korean War", "../1950-06-24"),
        ("after the korean war", "1953-07-28/.."),
        ("during the Korean War", "1950-06-25/1953-07-27"),
        ("since the outbreak of the Korean War", "1950-06-25/.."),
        ("from the end of the Cold War until 1999", "1991/1999"),
    ],
)
def test_a_time_is_read_however_it_is_worded(question: str, period: str) -> None:
    assert periods(question) == [period]


@pytest.mark.parametrize(
    "question",
    [
        "who signed the treaty",
        "resolution 2270 of the council",
        "14,000 soldiers",
        "may I ask something",
        "march to the border",
        "100 m of cable",
        "1953s",
        "the 23rd century",
        "at 12:30",
        "version 3.1950",
    ],
)
def test_what_is_no_time_is_read_as_none(question: str) -> None:
    assert periods(question) == []


def test_a_day_that_no_calendar_has_is_read_as_its_month() -> None:
    assert periods("on 31 February 2018") == ["2018-02"]


def test_a_thing_of_a_year_may_have_more_after_it_in_that_year() -> None:
    assert periods("after the 2018 summit") == ["2018/.."]


def test_a_time_whose_name_is_no_more_exact_than_a_year_ends_and_begins_within_it() -> None:
    assert periods("after the cold war") == ["1991/.."]
    assert periods("before the cold war") == ["../1947"]


def test_several_times_are_read_apart() -> None:
    assert periods("in may 2018 and in june 2018") == ["2018-05", "2018-06"]


def test_a_range_that_ends_before_it_starts_is_two_times() -> None:
    assert periods("between 2019 and 2017") == ["2019", "2017"]


@pytest.mark.parametrize(
    ("question", "relation"),
    [
        ("in 2018", Relation.DURING),
        ("2018", Relation.DURING),
        ("since 2018", Relation.SINCE),
        ("after 2018", Relation.AFTER),
        ("before 2018", Relation.BEFORE),
        ("up to 2018", Relation.UNTIL),
        ("as of 2018", Relation.AS_OF),
    ],
)
def test_how_the_question_stands_to_the_time_is_told(question: str, relation: Relation) -> None:
    assert [asked.relation for asked in asked_periods(question)] == [relation]


def test_what_is_left_of_a_question_has_no_words_of_its_times() -> None:
    plain = plain_times("What happened between 2017 and 2019 at the border?")

    assert without(plain, asked_periods(plain)) == "what happened at the border?"


@given(st.text(max_size=300) | st.from_regex(r"(in|since|the|early|[0-9]{1,4}|s|[-/., ]|may|to|and|half of){1,12}"))
def test_whatever_is_typed_the_times_stand_apart_and_in_order(text: str) -> None:
    plain = plain_times(text)
    found = asked_periods(plain, NAMED)

    ends = [place for asked in found for place in (asked.start, asked.end)]
    assert ends == sorted(ends)
    assert all(plain[asked.start : asked.end] == asked.words for asked in found)
