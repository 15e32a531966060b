"""Looking up."""

from __future__ import annotations

import datetime

import pytest

from bot.core.errors import UnknownEntry
from bot.service.base import handle
from bot.service.lookup import complete, last_checked, size
from tests.service.bases import BASE, TODAY


def ids(typed: str) -> list[str]:
    return [entry.id for entry in complete(BASE, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tre", "treaty"),
        ("1949", "ties"),
        ("kim il", "treaty"),
        ("pyong", "ties"),
        ("visi", "visits"),
        ("embass", "ties"),
    ],
)
def test_the_beginnings_of_words_people_places_and_years_lead_to_entries(typed: str, first: str) -> None:
    assert ids(typed)[0] == first


def test_every_word_typed_must_begin_some_word_of_the_entry() -> None:
    assert ids("kim visi")[0] == "visits"


def test_nothing_typed_offers_everything() -> None:
    assert len(ids("")) == 3


def test_a_mistyped_word_still_leads_somewhere() -> None:
    assert "treaty" in ids("freindship traety")


def test_the_size_counts_what_the_base_holds() -> None:
    assert size(BASE, TODAY) == (3, 3, 9, 1, 0)


def test_nothing_was_checked_where_no_entry_says_so() -> None:
    assert last_checked(BASE) is None


def test_a_handle_leads_back_to_its_entry() -> None:
    assert BASE.by_handle(handle("visits")).id == "visits"


def test_a_handle_of_nothing_is_refused_in_words() -> None:
    with pytest.raises(UnknownEntry, match="not in the base any more"):
        BASE.by_handle("0" * 10)


def test_an_entry_may_be_chosen_by_words_that_lead_to_it_alone() -> None:
    assert BASE.chosen("embassies").id == "ties"


def test_words_that_lead_to_several_entries_choose_none() -> None:
    with pytest.raises(UnknownEntry, match="no such entry"):
        BASE.chosen("china")


def test_a_count_was_no_claim_before_its_day() -> None:
    entry = BASE.entries["visits"]

    assert entry.standing_on(datetime.date(2025, 9, 3)) is None
    assert entry.standing_on(datetime.date(2025, 9, 4)) == entry
