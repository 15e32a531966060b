"""From an empty database to today's tables, and from yesterday's tables with everything in them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.core.draft import Draft
from bot.core.errors import StoreUnavailable
from bot.core.revision import Scope
from bot.store.migrations import FOLDER, migrate
from bot.store.schema import HEAD, VERSION_TABLE
from bot.store.sql import SqlStore
from tests.store.processes import in_processes
from tests.store.samples import GUILD, NOON, PACK, TREATY, act, asked, edit

Later = Callable[..., Path]
TABLES = {"revision", "verification", "pack", "counter", "vector", "draft", VERSION_TABLE}


@pytest.fixture
def later(tmp_path: Path) -> Later:
    """The migrations of a later version: ours, and then one for each body of upgrade()."""

    def write(*upgrades: str) -> Path:
        folder = tmp_path / "later"
        shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
        for number, body in enumerate(upgrades, int(HEAD) + 1):
            step = f'revision, down_revision = "{number:04}", "{number - 1:04}"\n\n\ndef upgrade():\n    {body}\n'
            (folder / "versions" / f"{number:04}_later.py").write_text(
                f"import sqlalchemy as sa\nfrom alembic import op\n\n{step}"
            )
        return folder

    return write


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def filled(url: str) -> list[tuple[object, ...]]:
    """Fill the tables: revisions that follow one another, a retired entry, a pack. The rows of the log."""
    store = SqlStore(url)
    store.append(edit(TREATY))
    store.append(edit(asked(TREATY, "Which treaty?"), after=1))
    store.append(edit(None, after=2))
    store.sync(PACK, NOON)
    store.verify(act(scope=Scope.pack(PACK.id)))
    store.close()
    return run(url, "SELECT * FROM revision ORDER BY sequence")


def test_an_empty_database_gets_its_tables(empty: str) -> None:
    assert migrate(empty) == HEAD

    assert tables(empty) == TABLES


def test_migrating_again_changes_nothing(url: str) -> None:
    rows = filled(url)

    assert migrate(url) == HEAD

    assert run(url, "SELECT * FROM revision ORDER BY sequence") == rows


def test_processes_that_start_at_once_all_find_the_tables_made(empty: str) -> None:
    assert in_processes(migrate, [(empty,)] * 5) == [HEAD] * 5

    store = SqlStore(empty)
    assert store.append(edit(TREATY)).number == 1
    store.close()


@pytest.mark.parametrize("folder", ["new/deep", "a folder with 100% %s", "朝鮮"])
def test_the_folder_of_a_new_file_is_made_whatever_it_is_called(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "footnote.sqlite3"

    assert migrate(f"sqlite:///{file}") == HEAD

    assert file.exists()


def test_migrations_need_no_file_of_the_folder_one_is_in(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alembic.ini").write_text("[alembic]\nscript_location = elsewhere\n")
    monkeypatch.chdir(tmp_path)

    assert migrate(empty) == HEAD


def test_a_filled_database_of_before_verifications_keeps_its_rows_and_takes_some(url: str) -> None:
    rows = filled(url)
    run(url, "DROP TABLE verification")
    run(url, "DROP TABLE draft")
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '0002'")

    assert migrate(url) == HEAD

    assert run(url, "SELECT * FROM revision ORDER BY sequence") == rows
    store = SqlStore(url)
    packed = act(scope=Scope.pack(PACK.id))
    assert store.verify(packed) == packed
    assert store.verifications(packed.scope) == (packed,)
    store.close()
    with pytest.raises(DBAPIError, match="verification is append-only"):
        run(url, "DELETE FROM verification")


def test_a_filled_database_of_before_drafts_keeps_its_rows_and_takes_some(url: str) -> None:
    rows = filled(url)
    run(url, "DROP TABLE draft")
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '0003'")

    assert migrate(url) == HEAD

    assert run(url, "SELECT * FROM revision ORDER BY sequence") == rows
    store = SqlStore(url)
    store.keep_draft(Draft("d1", Scope.server(1), "treaty", "42", NOON, "", {}))
    assert len(store.drafts(Scope.server(1), "42")) == 1
    store.close()


def test_verifications_are_the_same_after_their_revisions_table_was_rebuilt(url: str, later: Later) -> None:
    filled(url)
    rows = run(url, "SELECT * FROM verification")

    migrate(url, later(*REBUILD))

    assert (len(rows), run(url, "SELECT * FROM verification")) == (1, rows)


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    rows = filled(url)
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")

    with pytest.raises(StoreUnavailable) as refused_to_migrate:
        migrate(url)
    with pytest.raises(StoreUnavailable) as refused_to_open:
        SqlStore(url)

    advice = "; upgrade Footnote, or restore the backup from before the upgrade."
    assert str(refused_to_migrate.value) == str(refused_to_open.value)
    assert str(refused_to_open.value).endswith(f" was written by a newer Footnote (tables 9999){advice}")
    assert run(url, "SELECT * FROM revision ORDER BY sequence") == rows


def test_a_database_of_something_else_is_left_alone(empty: str) -> None:
    run(empty, "CREATE TABLE bookmark (url TEXT)")

    with pytest.raises(StoreUnavailable, match="holds tables that are not Footnote's; name an empty one"):
        migrate(empty)

    assert tables(empty) == {"bookmark"}


def test_a_file_of_another_program_is_not_touched_in_any_byte(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE bookmark (url TEXT)")
    other.commit()
    other.close()
    before = file.read_bytes()

    with pytest.raises(StoreUnavailable):
        migrate(f"sqlite:///{file}")

    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_migration_that_fails_leaves_tables_and_rows_as_they_were(url: str, later: Later) -> None:
    rows = filled(url)
    good = 'op.add_column("revision", sa.Column("colour", sa.Text))'
    bad = 'op.create_table("half", sa.Column("id", sa.Integer)); op.execute("INSERT INTO missing VALUES (1)")'

    with pytest.raises(StoreUnavailable):
        migrate(url, later(good, bad))

    assert tables(url) == TABLES
    assert run(url, "SELECT * FROM revision ORDER BY sequence") == rows
    assert run(url, f"SELECT version_num FROM {VERSION_TABLE}") == [(HEAD,)]


REBUILD = (
    'op.execute("CREATE TABLE mark (scope TEXT, entry_id TEXT, number INTEGER, CONSTRAINT marked '
    'FOREIGN KEY (scope, entry_id, number) REFERENCES revision ON DELETE CASCADE)"); '
    'op.execute("INSERT INTO mark SELECT scope, entry_id, number FROM revision")',
    'batch = op.batch_alter_table("revision", recreate="auto")\n'
    "    with batch as altered:\n"
    '        altered.add_column(sa.Column("colour", sa.Text, server_default="red", nullable=False))\n'
    '        altered.alter_column("note", new_column_name="why", existing_type=sa.Text)',
)


def test_a_filled_table_that_is_rebuilt_keeps_its_rows_and_those_that_point_to_them(url: str, later: Later) -> None:
    rows = filled(url)

    assert migrate(url, later(*REBUILD)) == f"{int(HEAD) + 2:04}"

    assert run(url, "SELECT * FROM revision ORDER BY sequence") == [(*row, "red") for row in rows]
    assert run(url, "SELECT count(*) FROM mark") == [(len(rows),)]


def test_a_rebuilt_table_is_as_append_only_as_before(url: str, later: Later) -> None:
    filled(url)
    migrate(url, later(*REBUILD))

    for statement in ("UPDATE revision SET why = ''", "DELETE FROM revision WHERE number = 3"):
        with pytest.raises(DBAPIError, match="revision is append-only"):
            run(url, statement)


def test_a_rebuilt_table_still_refuses_a_second_edit_of_one_revision(url: str, later: Later) -> None:
    filled(url)
    migrate(url, later(*REBUILD))
    columns = "scope, entry_id, number, follows, {}, author, at, why"
    again = f"SELECT {columns.format('sequence + 100')} FROM revision WHERE number = 2"

    with pytest.raises(DBAPIError):
        run(url, f"INSERT INTO revision ({columns.format('sequence')}) {again}")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_migration_that_would_leave_orphans_is_taken_back(url: str, later: Later) -> None:
    rows = filled(url)
    orphaning = (
        'op.execute("DROP TRIGGER revision_is_not_deleted"); op.execute("DELETE FROM revision WHERE number = 1")'
    )

    with pytest.raises(StoreUnavailable, match="was left as it was"):
        migrate(url, later(orphaning))

    assert run(url, "SELECT * FROM revision ORDER BY sequence") == rows


def test_a_store_does_not_open_before_its_tables_are_todays(url: str) -> None:
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '0000'")

    with pytest.raises(StoreUnavailable, match="has the tables of an older Footnote; run: footnote migrate"):
        SqlStore(url)


def test_what_was_kept_is_read_the_same_after_migrating(url: str) -> None:
    filled(url)

    migrate(url)

    store = SqlStore(url)
    assert [kept.entry for kept in store.history(GUILD, TREATY.id)] == [TREATY, asked(TREATY, "Which treaty?"), None]
    assert store.packs() == (PACK,)
    store.close()
