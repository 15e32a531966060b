"""The archive: a base as its public site shows it, every entry with all that became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.entry import Entry
from bot.core.pack import Pack
from bot.core.revision import Scope
from bot.service.archive import Archive
from bot.store.base import Edit
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.service.bases import ENTRIES, PACK

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TREATY = next(entry for entry in ENTRIES if entry.id == "treaty")


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    """A store with the pack in it."""
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(url)
    made = SqlStore(url)
    made.sync(PACK, AT)
    return made


def edit(store: SqlStore, entry: Entry | None, after: int) -> None:
    store.append(Edit(Scope.pack("demo"), "treaty", entry, "42", AT, "why", after))


def test_an_archive_of_files_has_every_entry_and_no_history() -> None:
    found = Archive.of_packs([PACK])

    assert [one.entry.id for one in found.in_force] == ["ties", "treaty", "visits"]
    assert {(one.number, one.retired, one.revisions) for one in found.records.values()} == {(0, None, ())}


def test_an_archive_of_a_store_has_every_revision(store: SqlStore) -> None:
    changed = replace(TREATY, question="When?")
    edit(store, changed, after=1)

    record = Archive.of_store(store, [PACK]).records["treaty"]

    assert (record.entry, record.number) == (changed, 2)
    assert [(one.number, one.author, one.note) for one in record.revisions] == [(1, "sync", ""), (2, "42", "why")]


def test_a_retired_entry_is_kept_as_it_last_stood(store: SqlStore) -> None:
    edit(store, None, after=1)

    found = Archive.of_store(store, [PACK])

    assert (found.records["treaty"].entry, found.records["treaty"].retired) == (TREATY, AT)
    assert [entry.id for entry in found.entries] == ["ties", "visits"]


def test_a_restored_entry_is_in_force_again(store: SqlStore) -> None:
    edit(store, None, after=1)
    edit(store, TREATY, after=2)

    assert Archive.of_store(store, [PACK]).records["treaty"].retired is None


def test_a_pack_that_the_store_has_not_is_as_its_files_stand(store: SqlStore) -> None:
    other = Pack("other", "Other", "en", "Another.", "CC0", (replace(TREATY, id="elsewhere"),))

    found = Archive.of_store(store, [PACK, other])

    assert (found.records["elsewhere"].number, found.records["treaty"].number) == (0, 1)
    assert [pack.id for pack in found.packs] == ["demo", "other"]


def test_a_pack_that_is_not_served_is_not_shown(store: SqlStore) -> None:
    assert Archive.of_store(store, []).records == {}


def test_a_servers_own_entries_are_not_shown(store: SqlStore) -> None:
    own = replace(TREATY, id="ours-alone")
    store.append(Edit(Scope.server(1), own.id, own, "42", AT))

    assert "ours-alone" not in Archive.of_store(store, [PACK]).records
