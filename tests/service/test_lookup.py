"""Looking up."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from bot.core.dates import parse
from bot.core.revision import Revision, Scope
from bot.core.verification import Verification
from bot.service.base import Base
from bot.service.lookup import complete, last_checked, size
from tests.service.bases import BASE, ENTRIES, PACK, TODAY


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


def test_the_size_counts_what_is_stale_for_either_reason() -> None:
    overdue = replace(ENTRIES[0], review_by=parse("2026-06-30"))
    base = Base.of_packs([replace(PACK, entries=(overdue, *ENTRIES[1:]), stale_after=365)])

    assert size(base, TODAY).stale == 2


def test_the_last_check_may_be_a_curators() -> None:
    at = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
    checked = [replace(entry, checked=parse("2026-11-23")) for entry in ENTRIES]
    revisions = [Revision(Scope.pack("demo"), entry.id, 1, entry, "sync", at) for entry in checked]
    act = Verification(Scope.pack("demo"), "ties", 1, "42", at)

    assert last_checked(Base.of_revisions([PACK], revisions, verifications=[act])) == at.date()


def test_nothing_was_checked_where_no_entry_says_so() -> None:
    assert last_checked(BASE) is None
