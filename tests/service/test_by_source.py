"""The listing of a source."""

from __future__ import annotations

import datetime
from dataclasses import replace

from bot.core.entry import Citation
from bot.core.revision import Revision, Scope
from bot.service.browse import listed
from bot.service.listing import By, Query
from tests.conftest import SOURCE
from tests.service.bases import TODAY
from tests.service.browsed import BASE

AT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
GAZETTE = listed(BASE, Query(By.SOURCE, "gazette"), TODAY)


def test_a_source_lists_every_claim_that_rests_on_it_entry_by_entry() -> None:
    assert [(item.entry.id, item.lines[0]) for item in GAZETTE.items] == [
        ("ties", "Ties began."),
        ("ties", "Envoys came."),
        ("death", "In May."),
        ("death", "In June."),
        ("treaty", "They signed it."),
        ("talks", "They talked."),
        ("force", "The treaty was in force."),
        ("overview", "Two states signed it."),
    ]


def test_a_claim_tells_where_else_it_is_backed_or_that_it_rests_on_this_alone() -> None:
    assert [item.lines[1] for item in GAZETTE.items[:2]] == [
        "Also backed by The Almanac (1999).",
        "Rests on this source alone.",
    ]


def test_a_claim_that_others_dispute_is_called_so() -> None:
    assert [item.entry.id for item in GAZETTE.items if item.is_disputed] == ["death", "death"]


def test_a_source_is_listed_with_what_is_known_of_it() -> None:
    assert (GAZETTE.title, GAZETTE.source, GAZETTE.entries) == ("Source: The Gazette", SOURCE, 6)


def test_a_source_that_there_is_none_of_offers_what_is_near() -> None:
    listing = listed(BASE, Query(By.SOURCE, "almanack"), TODAY)

    assert [near.name for near in listing.near] == ["The Almanac, 1999 (4 entries): Days of the year"]


def test_a_claim_with_many_sources_names_three_and_counts_the_rest() -> None:
    entry = BASE.entries["talks"]
    more = tuple(
        Citation(replace(SOURCE, id=f"s{number}", publisher=f"P{number}", published=None), "so") for number in range(5)
    )
    claim = replace(entry.claims[0], citations=entry.claims[0].citations + more)
    base = BASE.with_revision(Revision(Scope.pack("demo"), "talks", 2, replace(entry, claims=(claim,)), "42", AT))

    [item] = [one for one in listed(base, Query(By.SOURCE, "gazette"), TODAY).items if one.entry.id == "talks"]

    assert item.lines[1] == "Also backed by P0; P1; P2; 2 more."
