"""The base that one server sees."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import parse
from bot.core.entry import Citation, Entry, Source
from bot.core.errors import UnknownEntry
from bot.core.pack import Words
from bot.core.revision import Revision, Scope
from bot.service.base import Base, handle
from tests.conftest import SOURCE
from tests.service.bases import BASE, ENTRIES, PACK
from tests.strategies import ids

TREATY, VISITS, TIES = ENTRIES
NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
NONE_SUCH = "There is no such entry here. Pick one from the list that opens as you type."


def revision(entry_id: str, number: int, entry: Entry | None) -> Revision:
    return Revision(Scope.pack("demo"), entry_id, number, entry, "sync", NOON)


# The treaty as its third revision left it, the visits retired by their second, the ties never there.
EDITED = Base.of_revisions([PACK], [revision("treaty", 3, TREATY), revision("visits", 2, None)])


def test_a_base_of_files_holds_every_entry_of_its_packs_before_any_revision() -> None:
    other = replace(PACK, id="other", entries=(TIES,))
    base = Base.of_packs([replace(PACK, entries=(TREATY, VISITS)), other])

    assert base.entries == {"treaty": TREATY, "visits": VISITS, "ties": TIES}
    assert base.revisions == {"treaty": 0, "visits": 0, "ties": 0}
    assert base.retired == frozenset()


def test_a_base_of_revisions_holds_what_they_left_in_force() -> None:
    assert EDITED.entries == {"treaty": TREATY}
    assert EDITED.revisions == {"treaty": 3, "visits": 2}
    assert EDITED.retired == {"visits"}


def test_what_was_retired_is_neither_searched_nor_listed() -> None:
    assert "visits" not in [match.entry_id for match in EDITED.index.search("how many times has kim visited china")]
    assert EDITED.prefixes.find("visit") == ()


def test_as_of_a_past_day_no_as_of_is_too_old_for_it() -> None:
    base = Base.of_packs([replace(PACK, stale_after=1)])
    then = base.standing_on(datetime.date(2025, 9, 5))

    assert base.staleness(VISITS, datetime.date(2026, 11, 24)) is not None
    assert then.staleness(then.entry("visits"), datetime.date(2026, 11, 24)) is None


def test_as_of_a_past_day_nothing_is_told_of_checks_made_since() -> None:
    base = Base.of_packs([replace(PACK, entries=(replace(VISITS, checked=parse("2026-11-01")),))])
    then = base.standing_on(datetime.date(2025, 9, 5))

    assert base.freshness(base.entry("visits"), datetime.date(2026, 11, 24)).checked == parse("2026-11-01")
    assert then.freshness(then.entry("visits"), datetime.date(2026, 11, 24)).checked is None


def test_the_words_of_its_packs_are_names_when_it_is_asked() -> None:
    base = Base.of_packs([replace(PACK, words=Words(same=(("China", "the middle kingdom"),)))])

    assert base.index.reader.read_question("ties with the middle kingdom").shown == ("ties", "with", "china")


def test_an_entry_is_had_by_its_id() -> None:
    assert BASE.entry("ties") == TIES


def test_an_entry_that_was_retired_is_refused_and_called_so() -> None:
    with pytest.raises(UnknownEntry) as error:
        EDITED.entry("visits")

    assert str(error.value) == "The entry visits was retired and is no longer an answer."


def test_an_id_that_never_was_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnknownEntry) as error:
        EDITED.entry("ties")

    assert str(error.value) == NONE_SUCH


@pytest.mark.parametrize("entry_id", ["treaty", "visits", "ties"])
def test_a_handle_leads_back_to_its_entry(entry_id: str) -> None:
    assert BASE.by_handle(handle(entry_id)).id == entry_id


def test_a_handle_of_what_was_retired_says_that_it_was() -> None:
    with pytest.raises(UnknownEntry, match="The entry visits was retired"):
        EDITED.by_handle(handle("visits"))


@pytest.mark.parametrize("unknown", ["0" * 10, "", handle("treaty")[:-1], "treaty"])
def test_a_handle_of_nothing_is_refused_with_what_to_do(unknown: str) -> None:
    with pytest.raises(UnknownEntry) as error:
        BASE.by_handle(unknown)

    assert str(error.value) == "The entry behind this button is not in the base any more. Ask again to see what is."


def test_a_handle_never_changes_since_buttons_outlive_the_process() -> None:
    assert handle("treaty") == "495ed3f6b5"


@given(st.sets(ids() | st.text(min_size=1), max_size=20))
def test_handles_are_short_and_each_entrys_own(entry_ids: set[str]) -> None:
    handles = {handle(entry_id) for entry_id in entry_ids}

    assert len(handles) == len(entry_ids)
    assert all(len(one) == 10 and one.isalnum() and one.isascii() for one in handles)


def test_its_sources_are_those_of_the_entries_in_force_each_once() -> None:
    other = Source("kcna", "KCNA", "Talks", "https://kcna.example/talks")
    cited = replace(VISITS.claims[0], citations=(Citation(other, "counts five"), Citation(SOURCE, "counts five")))

    assert Base.of_packs([replace(PACK, entries=(TREATY, replace(VISITS, claims=(cited,))))]).sources == {SOURCE, other}


def test_what_was_retired_cites_nothing_any_more() -> None:
    assert Base.of_revisions([PACK], [revision("treaty", 2, None)]).sources == frozenset()


def test_as_of_a_day_the_base_has_what_could_be_said_then() -> None:
    then = BASE.standing_on(datetime.date(1955, 1, 1))

    assert list(then.entries) == ["ties"]
    assert then.revisions == BASE.revisions


def test_an_entry_that_moved_to_another_pack_is_in_force_whatever_the_first_pack_says() -> None:
    there = Revision(Scope.pack("other"), "visits", 1, VISITS, "sync", NOON)
    retired = revision("visits", 2, None)
    moved = Base.of_revisions([PACK], [there, retired])

    for base in (moved, Base.of_revisions([PACK], [there]).with_revision(retired)):
        assert base.entries == {"visits": VISITS}
        assert base.retired == frozenset()
        assert base.revisions["visits"] == 1
