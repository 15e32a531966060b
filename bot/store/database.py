"""An SQLite file or a PostgreSQL database: opened with the settings we rely on, and speaking in words when it fails."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.core.errors import StoreUnavailable

PATIENCE: Final = 10
"""Seconds that a write waits for other writers, on either engine."""

_ADVICE = "write it as sqlite:///footnote.sqlite3 or postgresql+psycopg://user:password@host/name"
# What the drivers say, and what that means for the person who reads it.
_MEANINGS = (
    ("is not a database", "is a file of another kind; name another file, or restore this one from a backup"),
    ("malformed", "is damaged; stop Footnote and restore it from a backup"),
    ("Permission", "may not be read by this user; give it permission on the file and on its folder"),
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
        try:
            if self.file:
                self.file.stat()
        except FileNotFoundError as error:
            raise StoreUnavailable(f"There is no database {self.name} yet; run: footnote migrate") from error
        except OSError as error:
            raise StoreUnavailable(self._in_words(error)) from error

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

    def turn_to_wal(self) -> None:
        """
        Let SQLite's readers and its writer not wait for each other; the file remembers it.

        Raises:
            StoreUnavailable: Somebody else goes on using the file.
        """
        if not self.file:
            return
        try:
            with closing(self._engine.raw_connection()) as connection:
                _turn_to_wal(connection.cursor())
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise StoreUnavailable(self._in_words(error)) from error

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        if self.file and os.path.isdir(self.file):  # Path.is_dir() raises where we may not look
            raise StoreUnavailable(f"The database {self.name} is a folder; name a file in it.")
        try:
            with engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(self._in_words(error)) from error

    def _in_words(self, error: Exception) -> str:
        cause = getattr(error, "orig", None) or error
        first_line = str(cause).strip().partition("\n")[0]
        said = f"{type(cause).__name__}: {first_line}"
        meaning = next((meaning for sign, meaning in _MEANINGS if sign in said), _OTHERWISE)
        return f"The database {self.name} {meaning}. ({said})"


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # which may repeat the address, and that may hold a password
        raise StoreUnavailable(f"The database's address cannot be read; {_ADVICE}.") from None
    backend = url.get_backend_name()
    if backend in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    raise StoreUnavailable(f"Footnote keeps revisions in an SQLite file or in PostgreSQL, not in {backend}; {_ADVICE}.")


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
    pragmas = (
        f"busy_timeout = {PATIENCE * 1000}",
        # Not NORMAL: a power cut must not take back what a curator was told is saved (docs/decisions/0002-store.md).
        "synchronous = FULL",
        f"foreign_keys = {'OFF' if migrating else 'ON'}",
    )

    def settle(connection: sqlite3.Connection, _: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return settle


def _turn_to_wal(cursor: DBAPICursor) -> None:
    """Of several that turn a file at once, SQLite refuses all but one without the wait that busy_timeout promises."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
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
