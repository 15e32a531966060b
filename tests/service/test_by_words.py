"""The listing of words."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.entry import Entry
from bot.core.errors import UnknownEntry
from bot.core.revision import Revision, Scope
from bot.service.base import Base
from bot.service.browse import completions, found, listed
from bot.service.listing import By, Query
from tests.service.bases import TODAY
from tests.service.browsed import BASE, EMPTY

FORCE = BASE.entries["force"]
AT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


def revision(entry_id: str, entry: Entry | None) -> Revision:
    return Revision(Scope.pack("demo"), entry_id, 2, entry, "42", AT)


def marked(typed: str) -> list[tuple[str, str | None]]:
    return [(item.entry.id, item.mark) for item in listed(BASE, Query(By.WORDS, typed), TODAY).items]


def test_a_phrasing_as_it_stands_is_an_exact_hit_and_comes_first() -> None:
    assert marked("Pact!")[:2] == [("treaty", "exact"), ("ties", "keyword")]


def test_words_that_begin_so_are_keyword_hits() -> None:
    assert marked("in forc")[0] == ("force", "keyword")


def test_what_is_merely_alike_is_a_text_hit() -> None:
    assert ("treaty", "text") in marked("when was the treety sined")


def test_words_that_hit_nothing_offer_names_spelt_nearly_so() -> None:
    listing = listed(BASE, Query(By.WORDS, "kim ill sunk"), TODAY)

    assert listing.near[0].name == "Person: Kim Il Sung (1 entry)"


def test_words_that_nothing_is_near_to_offer_what_has_the_most_entries() -> None:
    listing = listed(BASE, Query(By.WORDS, "🔥"), TODAY)

    assert (listing.items, "Topic: treaty (4 entries)" in [near.name for near in listing.near]) == ((), True)


@pytest.mark.parametrize("typed", ["talks", "they talk", "1992"])
def test_an_id_or_words_that_lead_to_one_entry_alone_open_it(typed: str) -> None:
    assert found(BASE, typed) == BASE.entries["talks"]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("year:1961", Query(By.YEAR, "1961")),
        ("1961", Query(By.YEAR, "1961")),
        ("treaty", BASE.entries["treaty"]),
        ("Treaty", Query(By.TOPIC, "treaty")),
        ("topic:treaty", Query(By.TOPIC, "treaty")),
        ("1970", Query(By.YEAR, "1970")),
        ("when did", Query(By.WORDS, "when did")),
        ("qqq", Query(By.WORDS, "qqq")),
    ],
)
def test_what_is_offered_or_named_leads_to_its_listing_and_other_words_to_what_they_hit(
    typed: str, query: Query | Entry
) -> None:
    assert found(BASE, typed) == query


@given(typed=st.text(max_size=100))
def test_whatever_is_typed_leads_somewhere(typed: str) -> None:
    meant = found(BASE, typed)

    assert isinstance(meant, Entry) or listed(BASE, meant, TODAY).title


def test_in_an_empty_base_words_lead_to_nothing() -> None:
    meant = found(EMPTY, "treaty")

    assert isinstance(meant, Query)
    assert listed(EMPTY, meant, TODAY).items == ()


def test_names_are_offered_after_the_entries() -> None:
    assert [offer.name for offer in completions(BASE, "pyong")] == [
        "When did ties begin?",
        "Place: Pyongyang (1 entry)",
    ]


def test_a_year_is_offered_whole() -> None:
    assert completions(BASE, "1961")[-1].name == "All of 1961 (2 entries)"


def test_no_name_is_offered_before_anything_is_typed() -> None:
    assert [offer.value for offer in completions(BASE, "")] == list(BASE.entries)


def test_an_entry_that_was_retired_is_refused_though_its_id_leads_to_others() -> None:
    base = Base.of_revisions(
        BASE.packs, [revision("ties", None), revision("force", replace(FORCE, question="What of the ties?"))]
    )

    with pytest.raises(UnknownEntry, match="was retired"):
        found(base, "ties")
