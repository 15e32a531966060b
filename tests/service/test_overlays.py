"""Overlays: what one server sees and no other, on a real database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.entry import Entry
from bot.core.revision import Revision, Scope
from bot.core.verification import Verification
from bot.matching.encoder import Encoder, NoEncoder
from bot.service.upkeep import Upkeep, sync
from bot.store.base import Edit
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.encoders import Watched, write_encoder
from tests.service.bases import ENTRIES, PACK

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
DEMO, HERE, THERE = Scope.pack("demo"), 80351110224678912, 80351110224678913
TREATY, VISITS, TIES = ENTRIES
OURS = replace(TREATY, question="In which year was our pact of friendship made?")
NEW = replace(TIES, id="club-rules", question="What are the rules of this club?", variants=())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A store with the demo pack."""
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(url)
    opened = SqlStore(url)
    sync(opened, [PACK], NOON)
    yield opened
    opened.close()


@pytest.fixture
def upkeep(store: SqlStore) -> Upkeep:
    """The demo pack, served."""
    return Upkeep(store, {"demo"})


def edit(store: SqlStore, entry_id: str, entry: Entry | None, *, server: int = HERE, after: int = 0) -> Revision:
    return store.append(Edit(Scope.server(server), entry_id, entry, "42", NOON, after=after))


def test_a_servers_edit_of_a_packs_entry_is_seen_there_alone(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "treaty", OURS)
    upkeep.refresh()

    assert upkeep.base_in(HERE).entries["treaty"] == OURS
    assert upkeep.base_in(THERE).entries["treaty"] == upkeep.base_in(None).entries["treaty"] == TREATY


def test_a_server_without_edits_shares_the_base_of_the_packs(upkeep: Upkeep) -> None:
    assert upkeep.base_in(THERE) is upkeep.base_in(None) is upkeep.base


def test_an_entry_that_a_server_added_answers_there(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "club-rules", NEW)
    upkeep.refresh()

    assert upkeep.base_in(HERE).index.search("rules of the club")[0].entry_id == "club-rules"
    assert "club-rules" not in upkeep.base_in(THERE).entries


def test_what_a_server_retires_is_hidden_there_alone(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "treaty", None)
    upkeep.refresh()

    assert "treaty" in upkeep.base_in(HERE).retired
    assert "treaty" not in {match.entry_id for match in upkeep.base_in(HERE).index.search(TREATY.question)}
    assert "treaty" in upkeep.base_in(THERE).entries


def test_what_a_server_restores_is_back(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "treaty", None)
    upkeep.refresh()
    upkeep.base_in(HERE)
    edit(store, "treaty", TREATY, after=1)
    upkeep.refresh()

    assert (upkeep.base_in(HERE).entries["treaty"], upkeep.base_in(HERE).retired) == (TREATY, frozenset())


def test_a_servers_text_stays_when_the_pack_changes_the_entry(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "treaty", OURS)
    upkeep.refresh()
    upkeep.base_in(HERE)
    renewed = replace(VISITS, question="How often did the leaders meet?")
    sync(store, [replace(PACK, entries=(replace(TREATY, topics=("pact",)), renewed, TIES))], NOON)
    upkeep.refresh()

    assert upkeep.base_in(HERE).entries == {**upkeep.base.entries, "treaty": OURS}
    assert upkeep.base_in(HERE).entries["visits"] == renewed


def test_an_edit_from_before_the_start_is_served(store: SqlStore) -> None:
    edit(store, "treaty", OURS)

    assert Upkeep(store, {"demo"}).base_in(HERE).entries["treaty"] == OURS


def test_a_verification_counts_for_the_revision_of_its_scope_alone(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "treaty", OURS)
    store.verify(Verification(DEMO, "treaty", 1, "42", NOON))
    upkeep.refresh()

    assert upkeep.base_in(HERE).verifications == {}
    assert set(upkeep.base_in(THERE).verifications) == {"treaty"}


def test_a_verification_in_a_server_is_seen_there(store: SqlStore, upkeep: Upkeep) -> None:
    edit(store, "treaty", OURS)
    upkeep.refresh()
    upkeep.base_in(HERE)
    store.verify(Verification(Scope.server(HERE), "treaty", 1, "42", NOON))
    upkeep.refresh()

    assert set(upkeep.base_in(HERE).verifications) == {"treaty"}
    assert upkeep.base_in(THERE).verifications == {}


def test_many_edits_of_a_server_are_built_into_an_index_of_its_own(store: SqlStore, upkeep: Upkeep) -> None:
    for number in range(21):
        edit(store, f"rule-{number}", replace(NEW, id=f"rule-{number}", question=f"What does rule {number} say?"))
    upkeep.refresh()
    waiting = upkeep.base_in(HERE).edits

    assert (waiting, upkeep.merge_if_behind(), upkeep.merge_if_behind()) == (21, True, False)
    assert (upkeep.base_in(HERE).edits, len(upkeep.base_in(HERE).entries), upkeep.base.edits) == (0, 24, 0)


def test_an_edit_after_that_waits_beside_the_index_of_the_server(store: SqlStore, upkeep: Upkeep) -> None:
    for number in range(21):
        edit(store, f"rule-{number}", replace(NEW, id=f"rule-{number}", question=f"What does rule {number} say?"))
    upkeep.refresh()
    upkeep.base_in(HERE)
    upkeep.merge_if_behind()
    edit(store, "rule-3", replace(NEW, id="rule-3", question="Who may speak?"), after=1)
    upkeep.refresh()

    assert (upkeep.base_in(HERE).edits, upkeep.base_in(HERE).entries["rule-3"].question) == (1, "Who may speak?")
    assert upkeep.merge_if_behind() is False


def test_an_edit_that_the_encoder_cannot_read_is_served_without_it(store: SqlStore, tmp_path: Path) -> None:
    faults: list[NoEncoder] = []

    def given(_: Sequence[str]) -> None:
        for fault in faults:
            raise fault

    upkeep = Upkeep(store, {"demo"}, Watched(Encoder(write_encoder(tmp_path / "model")), given))
    upkeep.merge_if_behind()
    faults.append(NoEncoder("it is broken"))
    edit(store, "treaty", OURS)
    upkeep.refresh()

    assert (upkeep.base.has_encoder, upkeep.base_in(HERE).has_encoder) == (True, False)
    assert upkeep.base_in(HERE).entries["treaty"] == OURS
