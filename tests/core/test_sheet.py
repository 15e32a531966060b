"""Which events a picture shows where there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.entry import Citation
from bot.core.sheet import Sheet, notable
from bot.core.timeline import Event
from tests.conftest import SOURCE
from tests.drawing.sheets import event


def dates(events: Sequence[Event]) -> list[str]:
    return [one.when.text for one in events]


def cited(when: str, times: int) -> Event:
    """An event that so many sources bear out."""
    told = event(when)
    citations = tuple(Citation(replace(SOURCE, id=f"source-{number}"), "says so") for number in range(times))
    claim = replace(told.claim, citations=citations)
    return replace(told, claim=claim, entry=replace(told.entry, claims=(claim,)))


def test_few_events_are_all_shown() -> None:
    events = [event("1950"), event("1951")]

    assert notable(events, 2) == tuple(events)


def test_of_many_every_part_of_the_time_has_one() -> None:
    events = [event(f"{year}-01-01") for year in range(1950, 1962)]

    assert dates(notable(events, 3)) == ["1950-01-01", "1954-01-01", "1958-01-01"]


def test_the_one_that_most_sources_bear_out_is_shown() -> None:
    events = [event("1950-01-01"), cited("1951", 3), event("1952-01-01"), event("1960")]

    assert dates(notable(events, 1)) == ["1951"]


def test_of_those_alike_the_most_exact_is_shown() -> None:
    assert dates(notable([event("195X"), event("1951"), event("1951-05"), event("1951-05-02")], 1)) == ["1951-05-02"]


@given(st.integers(1, 20), st.integers(0, 60))
def test_as_many_as_there_is_room_for_are_shown_in_order(most: int, count: int) -> None:
    events = [event(f"{1900 + year}") for year in range(count)]
    shown = notable(events, most)

    assert len(shown) == min(most, count)
    assert dates(shown) == sorted(dates(shown))


def test_a_sheet_knows_how_many_are_left_out() -> None:
    assert Sheet("Treaties", None, None, (event("1950"),), 4, "Demo pack", 1, None).left_out == 3
