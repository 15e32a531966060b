"""
The tables, as the newest migration leaves them, and the rules that the database itself holds.

A revision's number follows the one before it (``follows``), so that neither a second edit of one revision nor a gap
can be written. ``sequence`` puts all revisions and verifications in the order in which they became visible: every
write first locks the one row of ``counter``, and so nobody ever sees a higher sequence before a lower one.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    column,
    table,
)

from bot.core.errors import StoreUnavailable

HEAD: Final = "0004"
"""The migration that makes these tables. A change of what a body may hold needs a new one too, even an empty one."""

VERSION_TABLE: Final = "footnote_schema"

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def keepable(text: str) -> str:
    """The *text* with U+FFFD for what PostgreSQL cannot hold: NUL, and halves of surrogate pairs."""
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def newer(name: str, found: str) -> StoreUnavailable:
    """What to say of the database *name* when a later version has migrated it to *found*."""
    advice = "upgrade Footnote, or restore the backup from before the upgrade"
    return StoreUnavailable(f"The database {name} was written by a newer Footnote (tables {found}); {advice}.")


class Typed(TypeDecorator[str]):
    """Text that somebody typed, made keepable on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else keepable(value)


metadata = MetaData()

revision = Table(
    "revision",
    metadata,
    Column("scope", Typed, nullable=False),
    Column("entry_id", Typed, nullable=False),
    Column("number", Integer, nullable=False),
    Column("follows", Integer, comment="the number before; NULL for the first"),
    Column("sequence", BigInteger, nullable=False),
    Column("body", Text, comment="the entry as JSON; NULL when retired"),
    Column("author", Typed, nullable=False),
    Column("at", Text, nullable=False, comment="ISO 8601 in UTC"),
    Column("note", Typed, nullable=False),
    PrimaryKeyConstraint("scope", "entry_id", "number", name="revision_once"),
    UniqueConstraint("sequence", name="revision_in_order"),
    ForeignKeyConstraint(
        ["scope", "entry_id", "follows"],
        ["revision.scope", "revision.entry_id", "revision.number"],
        name="revision_without_gaps",
    ),
    CheckConstraint("number = coalesce(follows, 0) + 1", name="revision_follows"),
    CheckConstraint("number > 0", name="revision_counts_from_one"),
)

pack = Table(
    "pack",
    metadata,
    Column("id", Typed, nullable=False),
    Column("body", Text, nullable=False, comment="the pack as JSON, without its entries"),
    PrimaryKeyConstraint("id", name="pack_once"),
)

counter = Table(
    "counter",
    metadata,
    Column("id", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
    PrimaryKeyConstraint("id", name="counter_once"),
    CheckConstraint("id = 1", name="counter_has_one_row"),
)

vector = Table(
    "vector",
    metadata,
    Column("encoder", Text, nullable=False, comment="which model made it, by its content"),
    Column("digest", Text, nullable=False, comment="SHA-256 of the text, in hexadecimal"),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("encoder", "digest", name="vector_once"),
)

verification = Table(
    "verification",
    metadata,
    Column("sequence", BigInteger, nullable=False, autoincrement=False),
    Column("scope", Typed, nullable=False),
    Column("entry_id", Typed, nullable=False),
    Column("revision", Integer, nullable=False, comment="the number of the revision that was verified"),
    Column("author", Typed, nullable=False),
    Column("at", Text, nullable=False, comment="ISO 8601 in UTC"),
    Column("review_by", Text, comment="the day to look again, in EDTF; NULL leaves it to the entry"),
    Column("note", Typed, nullable=False),
    PrimaryKeyConstraint("sequence", name="verification_in_order"),
    ForeignKeyConstraint(
        ["scope", "entry_id", "revision"],
        ["revision.scope", "revision.entry_id", "revision.number"],
        name="verification_of_a_revision",
    ),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Typed, nullable=False),
    Column("scope", Typed, nullable=False),
    Column("entry_id", Typed, nullable=False),
    Column("author", Typed, nullable=False),
    Column("at", Text, nullable=False, comment="ISO 8601 in UTC"),
    Column("looked_at", Typed, nullable=False, comment="the revision that it began from; empty if new"),
    Column("typed", Text, nullable=False, comment="what was typed, as JSON"),
    PrimaryKeyConstraint("id", name="draft_once"),
)

version = table(VERSION_TABLE, column("version_num", Text))
"""Where Alembic writes which migration was the last."""

# What makes a second row of a table out of the same key: INSERT OR REPLACE deletes without firing the trigger for that.
_TAKEN = {
    "revision": "sequence = NEW.sequence OR (scope = NEW.scope AND entry_id = NEW.entry_id AND number = NEW.number)",
    "verification": "sequence = NEW.sequence",
}


def _sqlite_rules(table: str, taken: str) -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    when_taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - both are ours
    return (
        f"DROP TRIGGER IF EXISTS {table}_is_not_changed",
        f"CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table} {refuse}",
        f"DROP TRIGGER IF EXISTS {table}_is_not_deleted",
        f"CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table} {refuse}",
        f"DROP TRIGGER IF EXISTS {table}_is_not_replaced",
        f"CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table} {when_taken} {refuse}",
    )


def _postgresql_rules(table: str) -> tuple[str, ...]:
    return (
        f"DROP TRIGGER IF EXISTS {table}_is_not_changed ON {table}",
        f"CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    )


_REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
)
RULES: Final = {
    "sqlite": tuple(rule for name, taken in _TAKEN.items() for rule in _sqlite_rules(name, taken)),
    "postgresql": (_REFUSE, *(rule for name in _TAKEN for rule in _postgresql_rules(name))),
}
"""What each engine must be told after every migration: a table that SQLite rebuilds comes back without its triggers."""
