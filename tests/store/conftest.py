"""A fresh database a test, in SQLite and in PostgreSQL, copied from one that was migrated once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.store.base import Store
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.store.postgres import NAMED, NoServer, running_server

EMPTY = "template0"


class Server:
    """A PostgreSQL server on which tests make databases."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._made: list[str] = []

    def database(self, template: str) -> str:
        """The address of a new copy of the database *template*."""
        name = f"footnote_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def clean(self) -> None:
        """Drop what was made, even where a test still holds on to it."""
        for name in self._made:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        self._engine.dispose()

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One server a session; under pytest-xdist each worker is one."""
    try:
        with running_server() as address:
            server = Server(address)
            yield server
            if NAMED in os.environ:  # our own server is wiped whole, which is much faster
                server.clean()
            server.close()
    except NoServer as error:
        _not_run(request, f"PostgreSQL tests were not run: {error}")


def _not_run(request: pytest.FixtureRequest, why: str) -> None:
    """Skip so that nobody overlooks it; TEST_REQUIRE_ALL=1 makes it a failure."""
    if os.environ.get("TEST_REQUIRE_ALL") == "1":
        pytest.fail(why)
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n*** {why} ***", file=sys.stderr)
    pytest.skip(why)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file as migrate() leaves it."""
    file = tmp_path_factory.mktemp("template") / "footnote.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_template(server: Server) -> str:
    """The name of a PostgreSQL database as migrate() leaves it."""
    address = server.database(EMPTY)
    migrate(address)
    name = make_url(address).database
    assert name is not None
    return name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """Whatever asks for a database is run on both."""
    name: str = request.param
    return name


@pytest.fixture
def empty(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in it; the SQLite file is not even there."""
    if engine == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    server: Server = request.getfixturevalue("server")
    return server.database(EMPTY)


@pytest.fixture
def url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a migrated database without a revision."""
    if engine == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "footnote.sqlite3")
        return f"sqlite:///{file}"
    server: Server = request.getfixturevalue("server")
    return server.database(request.getfixturevalue("migrated_template"))


@pytest.fixture
def open_store(url: str) -> Iterator[Callable[[], SqlStore]]:
    """Open the test's database once more, as another process would."""
    opened: list[SqlStore] = []

    def opening() -> SqlStore:
        opened.append(SqlStore(url))
        return opened[-1]

    yield opening
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> Store:
    """A store without a revision."""
    return open_store()
