"""What the picture and the text of a timeline tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.dates import parse
from bot.core.pack import Pack, Words
from bot.core.timeline import MonthDay, Wanted
from bot.service.base import Base
from bot.service.timeline import described, sheet, timeline_of, title
from tests.conftest import entries_of

ENTRIES = entries_of("""
- id: treaty
  question: When was the treaty signed?
  claims: [{text: They signed it in Beijing., date: 1961-07-11}]
  people: [Kim Il Sung]
  places: [Beijing]
  topics: [cold-war]
- id: dead
  question: When did he die?
  claims:
    - {text: He died in May., date: 1961-05, rank: preferred, reason: Two papers say so.}
    - {text: He died in June., date: 1961-06, reason: One paper says so.}
  topics: [cold-war]
""")
WORDS = Words(same=(("Kim Il Sung", "Kim Il-sung", "the Great Leader"),))
BASE = Base.of_packs([Pack("demo", "Demo pack", "en", "About.", "CC BY 4.0", ENTRIES, WORDS)])


def test_a_sheet_tells_how_many_there_are_and_what_they_rest_on() -> None:
    told = sheet(BASE, timeline_of(BASE, Wanted(topic="cold-war")))

    assert (told.title, told.total, told.base, told.sources) == ("Cold war", 2, "Demo pack", 1)


def test_a_sheet_of_a_past_day_tells_nothing_of_later_checks() -> None:
    checked = tuple(replace(entry, checked=parse("2026-11-23")) for entry in ENTRIES)
    base = Base.of_packs([Pack("demo", "Demo pack", "en", "About.", "CC BY 4.0", checked, WORDS)])
    then = base.standing_on(date(2020, 1, 1))
    told = [sheet(one, timeline_of(one, Wanted(parse("1961")))).checked for one in (base, then)]

    assert told == [date(2026, 11, 23), None]


def test_what_narrows_it_is_its_title_and_else_the_base() -> None:
    assert title(BASE, Wanted(topic="cold-war", person="Kim Il Sung")) == "Cold war · Kim Il Sung"
    assert title(BASE, Wanted(parse("1961"))) == "Demo pack"


def test_a_day_of_every_year_is_told_in_words() -> None:
    told = sheet(BASE, timeline_of(BASE, Wanted(day=MonthDay(7, 11))))

    assert (told.when, told.total) == ("11 July", 1)


def test_a_picture_in_words_says_what_is_on_it() -> None:
    assert described(sheet(BASE, timeline_of(BASE, Wanted(parse("1961")))), 1024) == (
        "Timeline of Demo pack, 1961: 2 events on a rail that is to scale."
        " May 1961 (sources differ): He died in May. 11 July 1961: They signed it in Beijing."
    )


def test_a_picture_in_words_says_what_there_was_no_room_for() -> None:
    assert described(sheet(BASE, timeline_of(BASE, Wanted())), 120) == (
        "Timeline of Demo pack: 2 events on a rail that is to scale."
        " May 1961 (sources differ): He died in May. And 1 more."
    )


@pytest.mark.parametrize("longest", [10, 80, 100, 1024])
def test_a_picture_in_words_is_never_longer_than_it_may(longest: int) -> None:
    assert 0 < len(described(sheet(BASE, timeline_of(BASE, Wanted())), longest)) <= longest
