"""The numbered steps from an empty database to today's tables; they only go forward, the way back is a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.core.errors import StoreUnavailable
from bot.store.database import Database
from bot.store.schema import RULES, VERSION_TABLE, newer

FOLDER: Final = Path(__file__).parent
# Our name in ASCII: any number will do that nobody else on the server locks.
_ADVISORY_LOCK = int.from_bytes(b"Footnote", "big")


def migrate(url: str, folder: Path = FOLDER) -> str:
    """
    Bring a database to today's tables, all the way or not at all; several processes may do so at once.

    Args:
        folder: Where env.py and versions/ stand.

    Returns:
        The number of its newest migration.

    Raises:
        StoreUnavailable: It cannot be opened, holds something else, is damaged, or was written by a newer Footnote.
    """
    database = Database(url, migrating=True)
    try:
        database.make_folder()
        with database.writing() as connection:
            head = _upgraded(connection, database.name, folder)
        database.turn_to_wal()
        return head
    finally:
        database.close()


def _upgraded(connection: Connection, name: str, folder: Path) -> str:
    if connection.dialect.name == "postgresql":  # SQLite's transaction is its lock
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    _refuse_damage(connection, name)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    found, head = _version(connection), script.get_current_head()
    assert head is not None
    _refuse_strangers(connection, name, found, {step.revision for step in script.walk_revisions()})
    if found != head:
        command.upgrade(config, "head")
        _restore_rules(connection)
        _refuse_orphans(connection, name)
    return head


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


def _refuse_damage(connection: Connection, name: str) -> None:
    """Better at the start than at a curator's next edit."""
    if connection.dialect.name == "sqlite" and (found := connection.scalar(text("PRAGMA quick_check(1)"))) != "ok":
        raise StoreUnavailable(f"The database {name} is damaged; restore it from a backup. ({found})")


def _refuse_strangers(connection: Connection, name: str, found: str | None, known: set[str]) -> None:
    if found is None and inspect(connection).get_table_names():
        raise StoreUnavailable(f"The database {name} holds tables that are not Footnote's; name an empty one.")
    if found is not None and found not in known:
        raise newer(name, found)


def _restore_rules(connection: Connection) -> None:
    for statement in RULES[connection.dialect.name]:
        connection.execute(text(statement))


def _refuse_orphans(connection: Connection, name: str) -> None:
    """Foreign keys were not enforced while tables were rebuilt."""
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreUnavailable(
            f"The database {name} was left as it was: migrating it would tear rows apart; report it."
        )
