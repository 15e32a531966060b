"""What the database itself refuses, whoever asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreUnavailable
from bot.store import schema
from bot.store.database import Database
from bot.store.sql import SqlStore
from tests.store.samples import GUILD, TREATY, act, asked, edit

NEW_ROW = "INSERT INTO revision (scope, entry_id, number, follows, sequence, author, at, note) VALUES"
NEW_ACT = "INSERT INTO verification (sequence, scope, entry_id, revision, author, at, note) VALUES"
SECOND_ACT = f"(2, '{GUILD}', '{TREATY.id}', 1, 'x', 'y', '')"


@pytest.fixture
def outsider(url: str) -> Iterator[Engine]:
    """Another program with the same database, which knows nothing of our settings."""
    engine = create_engine(url)
    yield engine
    engine.dispose()


def run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET note = 'better'",
        "UPDATE revision SET body = NULL WHERE number = 2",
        "UPDATE revision SET sequence = sequence + 10",
        "DELETE FROM revision",
        "DELETE FROM revision WHERE number = 2",
        f"{NEW_ROW} ('server:1', 'a', 1, NULL, 1, 'x', 'y', '') ON CONFLICT (sequence) DO UPDATE SET note = 'better'",
    ],
)
def test_a_revision_cannot_be_changed_or_deleted(store: SqlStore, outsider: Engine, statement: str) -> None:
    kept = (store.append(edit(TREATY)), store.append(edit(asked(TREATY, "Which treaty?"), after=1)))

    with pytest.raises(DBAPIError, match="revision is append-only"):
        run(outsider, statement)

    assert store.history(GUILD, TREATY.id) == kept


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "values",
    [
        f"('{GUILD}', '{TREATY.id}', 1, NULL, 99, 'x', 'y', '')",
        "('server:1', 'another', 1, NULL, 1, 'x', 'y', '')",
    ],
    ids=["same number", "same sequence"],
)
def test_a_revision_cannot_be_replaced_in_sqlite(store: SqlStore, outsider: Engine, values: str) -> None:
    kept = store.append(edit(TREATY))

    with pytest.raises(DBAPIError, match="revision is append-only"):
        run(outsider, NEW_ROW.replace("INSERT", "INSERT OR REPLACE") + values)

    assert store.history(GUILD, TREATY.id) == (kept,)


@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_revisions_cannot_be_truncated_in_postgresql(store: SqlStore, outsider: Engine) -> None:
    kept = store.append(edit(TREATY))

    with pytest.raises(DBAPIError, match="revision is append-only"):
        run(outsider, "TRUNCATE revision, verification")

    assert store.history(GUILD, TREATY.id) == (kept,)


@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_verifications_cannot_be_truncated_in_postgresql(store: SqlStore, outsider: Engine) -> None:
    store.append(edit(TREATY))
    kept = store.verify(act())

    with pytest.raises(DBAPIError, match="verification is append-only"):
        run(outsider, "TRUNCATE verification")

    assert store.verifications(GUILD) == (kept,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE verification SET author = 'somebody else'",
        "UPDATE verification SET review_by = '2099'",
        "DELETE FROM verification",
        f"{NEW_ACT} {SECOND_ACT} ON CONFLICT (sequence) DO UPDATE SET note = 'better'",
    ],
)
def test_a_verification_cannot_be_changed_or_deleted(store: SqlStore, outsider: Engine, statement: str) -> None:
    store.append(edit(TREATY))
    kept = store.verify(act())

    with pytest.raises(DBAPIError, match="verification is append-only"):
        run(outsider, statement)

    assert store.verifications(GUILD) == (kept,)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_verification_cannot_be_replaced_in_sqlite(store: SqlStore, outsider: Engine) -> None:
    store.append(edit(TREATY))
    kept = store.verify(act())

    with pytest.raises(DBAPIError, match="verification is append-only"):
        run(outsider, f"{NEW_ACT} {SECOND_ACT}".replace("INSERT", "INSERT OR REPLACE"))

    assert store.verifications(GUILD) == (kept,)


def test_what_was_never_written_cannot_be_verified(store: SqlStore, url: str) -> None:
    store.append(edit(TREATY))
    database = Database(url)

    with pytest.raises(StoreUnavailable, match=r"(?i)foreign key"), database.writing() as connection:
        connection.execute(text(f"{NEW_ACT} (9, '{GUILD}', '{TREATY.id}', 2, 'x', 'y', '')"))
    database.close()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ("('server:1', 'a', 0, -1, 9, 'x', 'y', '')", "revision_counts_from_one"),
        ("('server:1', 'a', 2, NULL, 9, 'x', 'y', '')", "revision_follows"),
        ("('server:1', 'a', 3, 1, 9, 'x', 'y', '')", "revision_follows"),
    ],
)
def test_numbers_follow_one_another(store: SqlStore, outsider: Engine, values: str, rule: str) -> None:
    with pytest.raises(DBAPIError, match=rule):
        run(outsider, f"{NEW_ROW} {values}")

    assert store.changes(0) == ()


def test_there_is_one_counter(outsider: Engine) -> None:
    with pytest.raises(DBAPIError, match="counter_has_one_row"):
        run(outsider, "INSERT INTO counter (id, value) VALUES (2, 0)")


def test_migrations_make_the_tables_that_the_store_uses(outsider: Engine) -> None:
    with outsider.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})

        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD
