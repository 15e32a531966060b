"""Browsing."""

from __future__ import annotations

import pytest

from bot.core.errors import NotCurator, UnknownEntry
from bot.core.pack import Pack
from bot.service import browse
from bot.service.base import Base
from bot.service.browse import Way, listed, listed_to, meant, offers, opened
from bot.service.curators import Actor
from bot.service.listing import By, Item, Offer, Query
from tests.conftest import entries_of
from tests.service.bases import TODAY

LONG = "the-committee-for-the-peaceful-reunification-of-the-peninsula"
BASE = Base.of_packs(
    [
        Pack(
            "demo",
            "Demo",
            "en",
            "A demo.",
            "CC BY 4.0",
            entries_of(f"""
- id: treaty
  question: When was the treaty signed?
  claims: [{{text: They signed it., date: 1961-07-11}}]
  topics: [treaty, {LONG}]
  people: [Kim Il Sung]
- id: force
  question: Is the treaty in force?
  claims: [{{text: The treaty was in force., as_of: 2025-09-04}}]
  topics: [treaty]
- id: overview
  kind: faq
  question: What is there to know of the treaty?
  claims: [{{text: Two states signed it., date: 1961}}]
  topics: [treaty]
- id: ties
  question: When did ties begin?
  claims: [{{text: Ties began., date: 1949-10-06}}]
  topics: [treaty, diplomacy]
  places: [Pyongyang]
- id: death
  question: When did he die?
  claims:
    - {{text: In May., date: 1961-05, reason: So one says.}}
    - {{text: In June., date: 1961-06, reason: So another says.}}
  topics: [succession]
"""),
        )
    ]
)
EMPTY = Base.of_packs([])
CURATOR, MEMBER = Actor(True, True, False), Actor(True, False, False)


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


@pytest.mark.parametrize("by", By)
def test_an_empty_base_lists_nothing_and_offers_nothing(by: By) -> None:
    listing = listed(EMPTY, Query(by, "1961"), TODAY)

    assert (listing.items, listing.near) == ((), ())


def test_names_are_offered_with_how_many_entries_they_have() -> None:
    assert offers(BASE, By.TOPIC, "dip", 5) == (Offer("topic:diplomacy", "Topic: diplomacy (1 entry)"),)


def test_a_misspelt_name_is_offered_all_the_same() -> None:
    assert offers(BASE, By.PERSON, "Kim Ill Sung", 5)[0].value == "person:Kim Il Sung"


@pytest.mark.parametrize("typed", ["topic:diplomacy", "diplomacy", "Diplomacy", "dip"])
def test_a_topic_is_meant_by_its_offer_its_name_or_its_beginning(typed: str) -> None:
    assert meant(BASE, By.TOPIC, typed) == Query(By.TOPIC, "diplomacy")


def test_an_offer_of_another_kind_is_words_of_this_one() -> None:
    assert meant(BASE, By.TOPIC, "person:Kim Il Sung") == Query(By.TOPIC, "person:Kim Il Sung")


def test_an_offer_opens_its_entry() -> None:
    assert opened(BASE, "ties") == BASE.entries["ties"]


def test_an_offer_of_nothing_there_is_has_words() -> None:
    with pytest.raises(UnknownEntry):
        opened(BASE, "topic:")


def test_what_is_for_curators_is_shown_to_curators_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    way = Way(browse._WAYS[By.TOPIC].lists, for_curators=True)
    monkeypatch.setitem(browse._WAYS, By.TOPIC, way)
    query = Query(By.TOPIC, "treaty")

    assert listed_to(CURATOR, BASE, query, TODAY).entries == 4
    with pytest.raises(NotCurator):
        listed_to(MEMBER, BASE, query, TODAY)
