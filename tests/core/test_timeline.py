"""What the entries of a base date, in order."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.errors import InvalidDate
from bot.core.timeline import MonthDay, Wanted, events
from tests.conftest import entries_of

ENTRIES = entries_of("""
- id: treaty
  question: When was the treaty signed?
  claims: [{text: They signed it in Beijing., date: 1961-07-11}, {text: It took effect., date: 1961-09}]
  people: [Kim Il Sung]
  topics: [treaty]
- id: ties
  question: When did ties begin?
  claims: [{text: Relations began., date: 1949-10-06}]
  places: [Beijing]
- id: war
  question: How long did the war last?
  claims: [{text: The war lasted three years., date: 1950/1953}]
- id: dead
  question: When did he die?
  claims:
    - {text: He died in May., date: 1961-05, rank: preferred, reason: Two papers say so.}
    - {text: He died in June., date: 1961-06, reason: One paper says so.}
- id: overview
  kind: faq
  question: What happened in all those years?
  claims: [{text: A lot., date: 1949/1961}]
- id: undated
  question: Who guards the bridge?
  claims: [{text: Soldiers do.}]
""")


def ids(wanted: Wanted = Wanted(), entries: tuple[Entry, ...] = ENTRIES) -> list[str]:  # noqa: B008 - frozen
    return [event.entry.id for event in events(entries, wanted)]


def test_events_come_in_the_order_of_their_days() -> None:
    assert ids() == ["ties", "war", "dead", "treaty"]


def test_an_entry_has_one_event_however_many_of_its_claims_are_dated() -> None:
    [event] = events(ENTRIES, Wanted(parse("1961-07/1961-09")))

    assert event.claim.text == "They signed it in Beijing."


def test_the_claim_that_falls_into_the_period_is_the_event() -> None:
    [event] = events(ENTRIES, Wanted(parse("1961-09")))

    assert event.claim.text == "It took effect."


def test_a_date_too_partial_to_tell_counts_where_nothing_is_known_better() -> None:
    year, day = entries_of("""
    - {id: year, question: When was the raid, claims: [{text: There was a raid., date: 1950}]}
    - {id: day, question: When was the order, claims: [{text: There was an order., date: 1950-10-08}]}
    """)

    assert ids(Wanted(parse("1950-10")), (year, day)) == ["day"]
    assert ids(Wanted(parse("1950-10")), (year,)) == []
    assert ids(Wanted(parse("1950-08/1950-10")), (year,)) == ["year"]
    assert ids(Wanted(parse("1950")), (year, day)) == ["year", "day"]


def test_what_goes_on_all_through_a_period_does_not_happen_in_it() -> None:
    assert ids(Wanted(parse("1951"))) == []


def test_what_lasted_happened_in_a_period_that_holds_half_of_it() -> None:
    assert ids(Wanted(parse("1949/1952"))) == ["ties", "war"]
    assert ids(Wanted(parse("1949/1950"))) == ["ties"]


@pytest.mark.parametrize(
    ("period", "has"), [("1961", True), ("1962", False), ("1960", False), ("1900/1970", True), ("1961/..", True)]
)
def test_what_goes_on_without_an_end_happened_when_it_began(period: str, has: bool) -> None:
    assert Wanted(parse(period)).has(parse("1961/..")) is has


def test_what_nobody_knows_the_beginning_of_happened_when_it_ended() -> None:
    assert Wanted(parse("1994")).has(parse("../1994"))
    assert not Wanted(parse("1961")).has(parse("../1994"))


def test_an_interval_that_is_the_period_happens_in_it() -> None:
    assert ids(Wanted(parse("1950/1953"))) == ["war"]


def test_an_open_period_takes_what_came_later() -> None:
    assert ids(Wanted(parse("1961-06/.."))) == ["treaty"]


def test_what_is_wanted_ends_with_a_day_unless_it_ends_before() -> None:
    day = date(1961, 6, 30)

    assert Wanted(parse("1961"), topic="treaty").until(day) == Wanted(parse("1961/1961-06-30"), topic="treaty")
    assert Wanted().until(day) == Wanted(parse("../1961-06-30"))
    assert Wanted(parse("1950/1953")).until(day) == Wanted(parse("1950/1953"))
    assert Wanted(parse("1962")).until(day) is None


def test_an_event_whose_rival_dates_it_otherwise_is_disputed() -> None:
    assert [event.entry.id for event in events(ENTRIES) if event.is_disputed] == ["dead"]


def test_summaries_stand_in_where_nothing_else_has_an_event() -> None:
    assert ids(entries=tuple(entry for entry in ENTRIES if entry.id == "overview")) == ["overview"]


def test_a_topic_a_person_and_a_place_narrow_it() -> None:
    assert ids(Wanted(topic="treaty")) == ids(Wanted(person="Kim Il Sung")) == ["treaty"]
    assert ids(Wanted(place="Beijing")) == ["ties"]


def test_on_a_day_of_any_year_is_what_is_known_to_have_been_on_that_day() -> None:
    assert ids(Wanted(day=MonthDay(7, 11))) == ["treaty"]
    assert ids(Wanted(day=MonthDay(5, 1))) == []


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(parse("1950/1953"), person="Kim Il Sung"), "Kim Il Sung, 1950 to 1953"),
        (Wanted(day=MonthDay(2, 29)), "29 February"),
        (Wanted(), "All that is dated"),
    ],
)
def test_a_timeline_says_what_it_is_of(wanted: Wanted, words: str) -> None:
    assert wanted.in_words() == words


@pytest.mark.parametrize("text", ["07-11", "02-29", "12-31"])
def test_a_day_of_every_year_is_read_as_it_is_written(text: str) -> None:
    assert str(MonthDay.parse(text)) == text


@pytest.mark.parametrize("text", ["02-30", "13-01", "00-10", "7-11", "07-11\n", "०७-११", "2000-07-11", ""])
def test_what_is_a_day_of_no_year_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidDate, match="is not a day of the year; write it as 07-11"):
        MonthDay.parse(text)
