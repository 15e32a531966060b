"""Listings under one name."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from bot.core.dates import parse
from bot.service.base import Base
from bot.service.browse import listed
from bot.service.by_name import when
from bot.service.listing import By, Item, Offer, Query
from tests.service.bases import TODAY
from tests.service.browsed import BASE, LONG


def ids(query: Query) -> list[str]:
    return [item.entry.id for item in listed(BASE, query, TODAY).items]


def test_a_topic_lists_what_happened_by_date_then_the_undated_then_what_sums_up() -> None:
    assert ids(Query(By.TOPIC, "treaty")) == ["ties", "treaty", "force", "overview"]


def test_a_person_lists_what_they_took_part_in() -> None:
    assert ids(Query(By.PERSON, "Kim Il Sung")) == ["treaty"]


def test_a_place_lists_what_happened_there() -> None:
    assert ids(Query(By.PLACE, "Pyongyang")) == ["ties"]


def test_a_year_lists_what_happened_in_it() -> None:
    assert ids(Query(By.YEAR, "1961")) == ["death", "treaty"]


def test_a_name_too_long_for_a_button_leads_to_its_entries() -> None:
    assert ids(Query.named(By.TOPIC, LONG)) == ["treaty"]


def test_an_entry_is_listed_with_its_date_and_its_leading_claim() -> None:
    [item] = listed(BASE, Query(By.TOPIC, "diplomacy"), TODAY).items

    assert item == Item(BASE.entries["ties"], "6 October 1949", lines=("Ties began.",))


def test_a_claim_of_the_present_is_listed_with_the_day_on_which_it_was_true() -> None:
    [item] = [one for one in listed(BASE, Query(By.TOPIC, "treaty"), TODAY).items if one.entry.id == "force"]

    assert item.when == "as of 4 September 2025"


def test_an_entry_of_which_sources_differ_is_listed_as_that() -> None:
    [item] = listed(BASE, Query(By.TOPIC, "succession"), TODAY).items

    assert item.is_disputed


def test_a_listing_without_entries_offers_what_is_near() -> None:
    listing = listed(BASE, Query(By.TOPIC, "treety"), TODAY)

    assert (listing.items, listing.near) == ((), (Offer("topic:treaty", "Topic: treaty (4 entries)"),))


def test_a_listing_that_nothing_is_near_to_offers_what_has_the_most_entries() -> None:
    assert listed(BASE, Query(By.TOPIC, "qqqq"), TODAY).near[0].value == "topic:treaty"


def test_a_year_in_which_nothing_happened_offers_those_on_either_side() -> None:
    listing = listed(BASE, Query(By.YEAR, "1970"), TODAY)

    assert [near.name for near in listing.near] == [
        "All of 1949 (1 entry)",
        "All of 1961 (2 entries)",
        "All of 1992 (1 entry)",
    ]


def test_a_day_lists_what_happened_on_it_in_any_year_with_how_long_ago_that_was() -> None:
    items = listed(BASE, Query(By.DAY, "07-11"), TODAY).items

    assert [(item.entry.id, item.when) for item in items] == [
        ("treaty", "11 July 1961, 65 years ago"),
        ("talks", "11 July 1992, 34 years ago"),
    ]


@pytest.mark.parametrize(
    ("year", "ago"), [(1992, "this year"), (1993, "1 year ago"), (1991, "in 1 year"), (1990, "in 2 years")]
)
def test_how_long_ago_it_was_is_told_in_words(year: int, ago: str) -> None:
    item = listed(BASE, Query(By.DAY, "07-11"), datetime.date(year, 1, 1)).items[-1]

    assert item.when == f"11 July 1992, {ago}"


def test_a_day_on_which_nothing_happened_offers_the_nearest_before_and_after() -> None:
    listing = listed(BASE, Query(By.DAY, "09-01"), TODAY)

    assert {near.name for near in listing.near} == {"On 11 July (2 entries)", "On 6 October (1 entry)"}


def test_the_nearest_day_before_may_be_in_the_year_before() -> None:
    talks = BASE.entries["talks"]
    dates = ("1950-03-01", "1950-04-01", "1950-05-01", "1950-12-20")
    claims = tuple(replace(talks.claims[0], date=parse(date)) for date in dates)
    base = Base.of_packs([replace(BASE.packs[0], entries=(replace(talks, claims=claims),))])

    near = listed(base, Query(By.DAY, "01-01"), TODAY).near

    assert [offer.value for offer in near] == ["day:05-01", "day:12-20", "day:03-01", "day:04-01"]


def test_a_date_and_an_as_of_that_are_the_same_day_are_told_once() -> None:
    [item] = [one for one in listed(BASE, Query(By.TOPIC, "treaty"), TODAY).items if one.entry.id == "force"]
    [claim] = item.entry.claims

    assert when(replace(claim, date=claim.as_of)) == "as of 4 September 2025"
