"""Which timeline is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import EdtfDate, parse
from bot.core.errors import InvalidDate, UnknownName
from bot.core.timeline import MonthDay, Wanted
from bot.service.base import Base
from bot.service.wanted import between, decoded, encoded, is_encoded, read_wanted
from tests.service.bases import TODAY
from tests.service.test_timeline import BASE
from tests.strategies import dates


def test_a_time_is_read_from_its_ends() -> None:
    assert between("1950", "1953-07", TODAY) == parse("1950/1953-07")
    assert between("1950", None, TODAY) == parse("1950/..")
    assert between(None, "1953", TODAY) == parse("../1953")
    assert between(None, None, TODAY) is None


def test_two_like_ends_are_one_date() -> None:
    assert between("1961-07", "1961-07", TODAY) == parse("1961-07")


def test_a_time_may_be_told_in_english_and_ends_count_whole() -> None:
    assert between("early 1950s", "last year", TODAY) == parse("1950/2025")
    assert between("June 2018", "the first half of 2019", TODAY) == parse("2018-06/2019-06")


@pytest.mark.parametrize(("start", "end"), [("1953", "1950"), ("soon", None), ("1950", "later"), (None, "since 1950")])
def test_what_is_no_time_is_said_in_words(start: str | None, end: str | None) -> None:
    with pytest.raises(InvalidDate):
        between(start, end, TODAY)


@pytest.mark.parametrize("typed", ["Kim Il Sung", "kim il sung", "KIM IL-SUNG", "the great leader"])
def test_a_person_is_known_in_any_case_and_by_other_names(typed: str) -> None:
    assert read_wanted(BASE, TODAY, person=typed) == Wanted(person="Kim Il Sung")


def test_a_topic_is_known_by_its_words() -> None:
    assert read_wanted(BASE, TODAY, topic="Cold War") == Wanted(topic="cold-war")


def test_a_name_that_no_entry_lists_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"No entry lists the place 'Bejing'; did you mean 'Beijing'\?"):
        read_wanted(BASE, TODAY, place="Bejing")


@given(
    st.none() | dates(),
    st.sampled_from((None, "cold-war")),
    st.sampled_from((None, "Kim Il Sung")),
    st.sampled_from((None, "Beijing")),
)
def test_any_timeline_comes_back_from_what_a_button_holds(
    period: EdtfDate | None, topic: str | None, person: str | None, place: str | None
) -> None:
    wanted = Wanted(period, None, topic, person, place)

    assert len(encoded(wanted)) <= 48
    assert is_encoded(encoded(wanted))
    assert decoded(BASE, encoded(wanted)) == wanted


@pytest.mark.parametrize(
    "text", ["", "1950/", "..t", "1953/1950", "1950-13", "--02-30", "..p0123456l", "..t012345g", "soon", "../"]
)
def test_what_somebody_made_up_is_told_from_a_timeline(text: str) -> None:
    assert is_encoded(text) is (text == "1950/")


@given(st.text(max_size=60))
def test_whatever_comes_from_outside_is_no_error(text: str) -> None:
    assert is_encoded(text) in (True, False)


def test_a_day_of_every_year_comes_back_too() -> None:
    wanted = Wanted(day=MonthDay(2, 29), topic="cold-war")

    assert decoded(BASE, encoded(wanted)) == wanted


def test_a_name_that_has_left_the_base_is_said_in_words() -> None:
    with pytest.raises(UnknownName, match="No entry lists that topic any more"):
        decoded(Base.of_packs([]), encoded(Wanted(topic="cold-war")))
