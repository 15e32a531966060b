"""An SQLite file or a PostgreSQL database: opened with the settings we rely on, and speaking in words when it fails."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.core.errors import StoreUnavailable

PATIENCE: Final = 10
"""Seconds that a write waits for other writers, on either engine."""

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
# What the drivers say, and what that means for the person who reads it.
_MEANINGS = (
    ("is not a database", "is a file of another kind; name another file, or restore this one from a backup"),
    ("malformed", "is damaged; stop Footnote and restore it from a backup"),
    ("unable to open", "cannot be opened; check that this user may read and write the file and its folder"),
    ("readonly", "may not be written by this user; give it permission on the file and on its folder"),
    ("locked", f"was held by another program for {PATIENCE} seconds; stop that program, or try again"),
    ("lock timeout", f"was held by another program for {PATIENCE} seconds; stop that program, or try again"),
    ("is full", "has no room left on its disk; make room and try again"),
    ("No space left", "has no room left on its disk; make room and try again"),
    ("no such table", "has no tables yet; run: footnote migrate"),
    ("UndefinedTable", "has no tables yet; run: footnote migrate"),
    ("password", "refuses the name or the password; correct them in the database's address"),
    ("connection", "cannot be reached; check that the server runs and that the database's address is right"),
)
_OTHERWISE = "failed; try again, and report it if it goes on"


class Database:
    """
    An open database. Threads may share it.

    Attributes:
        name: What to call it to a person; never with a password.
        file: The file of an SQLite database; None for PostgreSQL.
    """

    def __init__(self, address: str, *, migrating: bool = False) -> None:
        """
        Read *address*; nothing is opened before the first transaction.

        Raises:
            StoreUnavailable: It is not an address, or its driver is not installed.
        """
        url = _url(address)
        self.file = Path(url.database) if url.database and url.drivername == "sqlite" else None
        self.name = str(self.file or url.render_as_string(hide_password=True))
        self._engine = _sqlite(url, migrating) if self.file else _postgresql(url)
        self._reader = self._engine if self.file else _snapshots(self._engine)
        self._writer = self._engine.execution_options(footnote_writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the database as it was at one moment."""
        with self._transaction(self._reader) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when its block ends, and leaves nothing behind when that raises."""
        with self._transaction(self._writer) as connection:
            yield connection

    def require_file(self) -> None:
        """
        Refuse to make a database where there is none.

        Raises:
            StoreUnavailable: There is no such file.
        """
        if self.file and not self.file.exists():
            raise StoreUnavailable(f"There is no database {self.name} yet; run: footnote migrate")

    def make_folder(self) -> None:
        """
        Make the folder that the file of a new database will stand in.

        Raises:
            StoreUnavailable: It cannot be made.
        """
        try:
            if self.file:
                self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"The folder of {self.name} cannot be made; name another. ({error})") from error

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        if self.file and self.file.is_dir():
            raise StoreUnavailable(f"The database {self.name} is a folder; name a file in it.")
        try:
            with engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(self._in_words(error)) from error

    def _in_words(self, error: SQLAlchemyError) -> str:
        cause = getattr(error, "orig", None) or error
        said = f"{type(cause).__name__}: {str(cause).strip().splitlines()[0]}"
        meaning = next((meaning for sign, meaning in _MEANINGS if sign in said), _OTHERWISE)
        return f"The database {self.name} {meaning}. ({said})"


def _url(address: str) -> URL:
    advice = "write it as sqlite:///footnote.sqlite3 or postgresql+psycopg://user:password@host/name"
    try:
        url = make_url(address)
    except ArgumentError as error:  # its text repeats the address, and the address may hold a password
        raise StoreUnavailable(f"The database's address cannot be read; {advice}.") from error
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise StoreUnavailable(f"{url.drivername} without a file or a server cannot keep revisions; {advice}.")
    return url


def _sqlite(url: URL, migrating: bool) -> Engine:
    """
    An engine whose transactions begin when we say so, and whose writers queue instead of failing.

    With the driver's own transactions a reader that goes on to write fails at once with "database is locked", and
    altered tables cannot be rolled back. Foreign keys are off while migrating: a rebuilt table would take its
    children along.
    """
    engine = create_engine(url, connect_args={"isolation_level": None})
    event.listen(engine, "connect", _settled(migrating))
    event.listen(engine, "begin", _begin)
    return engine


def _settled(migrating: bool) -> Callable[[sqlite3.Connection, object], None]:
    def settle(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        # Not NORMAL: a power cut must not take back what a curator was told is saved (docs/decisions/0002-store.md).
        connection.execute("PRAGMA synchronous = FULL")
        if migrating:
            _turn_to_wal(connection)
        else:
            connection.execute("PRAGMA foreign_keys = ON")

    return settle


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """
    Let readers and a writer not wait for each other; the file remembers it.

    Of several that turn a new file at once, SQLite refuses all but one without the wait it has been told to make.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("footnote_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE})
    except ModuleNotFoundError as error:
        raise StoreUnavailable("PostgreSQL needs its driver; run: pip install 'footnote[postgres]'") from error
    event.listen(engine, "connect", _patient)
    return engine


def _patient(connection: Any, _: object) -> None:
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.autocommit = False


def _snapshots(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
