"""Text files, read so that nothing on a disk can hang, crash or mislead the reader."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from bot.core.problem import Place, Problem

# A hundred thousand entries in one file come to about half of this.
LARGEST = 256 * 1024 * 1024


def read(file: Path, root: Path) -> str | Problem:
    """The text of *file*, which must be a regular file under *root*, in UTF-8, and not a link that leads out of it."""
    try:
        refused = _refused(file, root)
        return refused or _decoded(file, file.read_bytes())
    except FileNotFoundError:
        return problem(file, "there is no such file", "create it")
    except OSError as error:
        return problem(file, f"it cannot be read ({error.strerror})", "check the file and its permissions")


def problem(file: Path, what: str, remedy: str, *, line: int = 1, column: int = 1) -> Problem:
    """A Problem with a file as a whole, unless a line and a column are given."""
    return Problem((), what, remedy, place=Place(file.as_posix(), line, column))


def _refused(file: Path, root: Path) -> Problem | None:
    real = Path(os.path.realpath(file, strict=True))
    status = real.stat()
    if not real.is_relative_to(os.path.realpath(root)):
        return problem(file, "it is a link that leads out of the pack", "put the file itself here")
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        return problem(file, f"it is {kind}", "put a YAML file here")
    if status.st_size > LARGEST:
        return problem(file, f"it is larger than {LARGEST // 2**20} MB", "split it")
    return None


def _decoded(file: Path, data: bytes) -> str | Problem:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line, column = position(data[: error.start].decode("utf-8"))
        return problem(file, "it is not UTF-8 from here on", "save it as UTF-8", line=line, column=column)


def position(before: str) -> tuple[int, int]:
    """The line and the column, both from 1, at which a text goes on after *before*."""
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1
