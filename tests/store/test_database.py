"""What people read when the database does not open, and the settings we rely on when it does."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.core.errors import StoreUnavailable
from bot.store import database
from bot.store.database import Database
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.store.samples import TREATY, asked, edit

Opening = Callable[[str], object]
OPENINGS = pytest.mark.parametrize("opening", [migrate, SqlStore])


def refusal(opening: Opening, address: object) -> str:
    """What *opening* the database says, which must not be a traceback."""
    with pytest.raises(StoreUnavailable) as refused:
        opening(address if isinstance(address, str) else f"sqlite:///{address}")
    return str(refused.value)


@OPENINGS
def test_a_folder_is_not_a_database(tmp_path: Path, opening: Opening) -> None:
    assert refusal(opening, tmp_path) == f"The database {tmp_path} is a folder; name a file in it."


@OPENINGS
def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path, opening: Opening) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0 not a database" * 100)
    before = file.read_bytes()

    assert refusal(opening, file) == (
        f"The database {file} is a file of another kind; name another file, or restore this one from a backup. "
        "(DatabaseError: file is not a database)"
    )
    assert file.read_bytes() == before


def test_there_is_no_store_before_there_is_a_database(tmp_path: Path) -> None:
    file = tmp_path / "footnote.sqlite3"

    assert refusal(SqlStore, file) == f"There is no database {file} yet; run: footnote migrate"
    assert not file.exists()


def test_there_is_no_store_in_a_database_without_tables(empty: str) -> None:
    if empty.startswith("sqlite"):
        Path(empty.removeprefix("sqlite:///")).touch()

    assert " has no tables yet; run: footnote migrate. (" in refusal(SqlStore, empty)


def test_a_damaged_file_is_refused_at_the_start(migrated_file: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(migrated_file, tmp_path / "footnote.sqlite3"))
    store = SqlStore(f"sqlite:///{file}")
    store.append(edit(asked(TREATY, "long" * 5000)))
    store.close()
    with file.open("r+b") as opened:  # the last page, which nothing would read before somebody reads that entry
        opened.seek(-4096, os.SEEK_END)
        opened.write(b"\xff" * 4096)
    before = file.read_bytes()

    assert f"The database {file} is damaged; " in refusal(migrate, file)
    assert file.read_bytes() == before


def test_a_file_that_was_cut_short_is_refused_at_the_start(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "footnote.sqlite3"
    whole = migrated_file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    assert f"The database {file} is damaged; " in refusal(migrate, file)


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may read and write whatever its mode says."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def reachable(migrated_file: Path) -> Iterator[Path]:
    """A migrated file in a folder that everybody may enter and nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="footnote-"))
    file = Path(shutil.copy(migrated_file, folder / "footnote.sqlite3"))
    folder.chmod(0o555)
    yield file
    folder.chmod(0o755)
    shutil.rmtree(folder)


@OPENINGS
def test_a_file_that_may_not_be_read_says_so(reachable: Path, opening: Opening) -> None:
    reachable.chmod(0o000)

    with as_somebody_without_rights():
        assert refusal(opening, reachable) == (
            f"The database {reachable} cannot be opened; "
            "check that this user may read and write the file and its folder. "
            "(OperationalError: unable to open database file)"
        )


def test_a_folder_that_may_not_be_entered_says_so(reachable: Path) -> None:
    reachable.parent.chmod(0o000)

    with as_somebody_without_rights():
        said = refusal(SqlStore, reachable)

    assert said.startswith(f"The database {reachable} may not be read by this user; give it permission")


def test_a_folder_that_cannot_be_made_says_so(reachable: Path) -> None:
    with as_somebody_without_rights():
        said = refusal(migrate, reachable.parent / "deeper" / "footnote.sqlite3")

    assert said.startswith(f"The folder of {reachable.parent}/deeper/footnote.sqlite3 cannot be made; name another. (")


@OPENINGS
def test_a_file_that_may_only_be_read_says_so(reachable: Path, opening: Opening) -> None:
    reachable.chmod(0o444)

    with as_somebody_without_rights():
        said = refusal(opening, reachable)

    assert f"The database {reachable} may not be written by this user; give it permission on the file and on" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "The database's address cannot be read"),
        ("footnote.sqlite3", "The database's address cannot be read"),
        ("postgresql://me:secret@host:port/name", "The database's address cannot be read"),
        ("sqlite://", "Footnote keeps revisions in an SQLite file or in PostgreSQL, not in sqlite"),
        ("sqlite:///:memory:", "Footnote keeps revisions in an SQLite file or in PostgreSQL, not in sqlite"),
        ("mysql://me:secret@host/name", "Footnote keeps revisions in an SQLite file or in PostgreSQL, not in mysql"),
    ],
)
def test_an_address_that_cannot_be_is_answered_with_one_that_can(address: str, words: str) -> None:
    assert refusal(migrate, address) == (
        f"{words}; write it as sqlite:///footnote.sqlite3 or postgresql+psycopg://user:password@host/name."
    )


@OPENINGS
def test_a_server_that_cannot_be_reached_is_named_without_the_password(tmp_path: Path, opening: Opening) -> None:
    said = refusal(opening, f"postgresql://me:secret@/base?host={tmp_path}")

    assert said.startswith("The database postgresql+psycopg://me:***@/base?host=")
    assert " cannot be reached; check that the server runs and that the database's address is right. (" in said
    assert "secret" not in said


def test_the_driver_of_postgresql_is_asked_for_when_it_is_missing() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from bot.store.sql import SqlStore\n"
        "try: SqlStore('postgres://host/name')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == (
        "StoreUnavailable PostgreSQL needs its driver; run: pip install 'footnote[postgres]'\n"
    )


def test_a_database_that_another_program_holds_says_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the wait, which is shorter here."""
    monkeypatch.setattr(database, "PATIENCE", 1)
    hold = "BEGIN IMMEDIATE" if url.startswith("sqlite") else "LOCK TABLE counter"
    other = create_engine(url)
    with closing(SqlStore(url)) as store, other.connect() as holding:
        holding.execute(text(hold))
        with pytest.raises(StoreUnavailable) as refused:
            store.append(edit(TREATY))
        holding.rollback()
        assert store.append(edit(TREATY)).number == 1
    other.dispose()

    assert " was held by another program for 10 seconds; stop that program, or try again. (" in str(refused.value)


def test_readers_do_not_wait_for_a_writer(url: str) -> None:
    writer = Database(url)
    with closing(SqlStore(url)) as store, writer.writing() as connection:
        connection.execute(text("UPDATE counter SET value = 7"))

        assert store.sequence() == 0
        assert store.packs() == ()
    writer.close()


def test_a_transaction_that_raises_leaves_nothing_behind(url: str) -> None:
    """Not even a table: SQLite's driver, left to itself, would keep that."""
    opened = Database(url)

    def half() -> None:
        with opened.writing() as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            connection.execute(text("INSERT INTO missing VALUES (1)"))

    with pytest.raises(StoreUnavailable):
        half()
    with opened.reading() as connection:
        tables = inspect(connection).get_table_names()
    opened.close()

    assert "half" not in tables


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_sqlite_is_set_to_survive_power_cuts_and_crowds(url: str, pragma: str, value: object) -> None:
    opened = Database(url)
    with opened.reading() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value
    opened.close()


def test_a_file_that_is_written_is_turned_to_wal_when_the_writer_is_done(tmp_path: Path) -> None:
    """SQLite itself would refuse at once, whatever wait it was told to make."""
    file = tmp_path / "footnote.sqlite3"
    opened = Database(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer, ThreadPoolExecutor(1) as pool:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("CREATE TABLE one (id INTEGER)")
        turning = pool.submit(opened.turn_to_wal)
        time.sleep(0.3)
        writer.execute("COMMIT")
        turning.result()
    opened.close()

    with closing(sqlite3.connect(file)) as later:
        assert later.execute("PRAGMA journal_mode").fetchone() == ("wal",)
