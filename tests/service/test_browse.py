"""Browsing."""

from __future__ import annotations

import pytest

from bot.core.errors import NotCurator, UnknownEntry
from bot.service import browse
from bot.service.browse import Way, listed, listed_to, meant, offers, opened
from bot.service.curators import Actor
from bot.service.listing import By, Offer, Query
from tests.service.bases import TODAY
from tests.service.browsed import BASE, EMPTY

CURATOR, MEMBER = Actor(42, 7, True, False), Actor(42, 7, False, False)


@pytest.mark.parametrize("by", By)
def test_an_empty_base_lists_nothing_and_offers_nothing(by: By) -> None:
    listing = listed(EMPTY, Query(by, "07-11" if by is By.DAY else "1961"), TODAY)

    assert (listing.items, listing.near) == ((), ())


def test_names_are_offered_with_how_many_entries_they_have() -> None:
    assert offers(BASE, By.TOPIC, "dip") == (Offer("topic:diplomacy", "Topic: diplomacy (1 entry)"),)


def test_a_misspelt_name_is_offered_all_the_same() -> None:
    assert offers(BASE, By.PERSON, "Kim Ill Sung")[0].value == "person:Kim Il Sung"


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
