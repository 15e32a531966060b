"""Problems: what is wrong with content, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.core.texts import visible

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """
    A place in a file.

    Attributes:
        file: Its path as it was asked for.
        line: Counts from 1.
        column: Counts from 1, in characters.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """
    A rule that content breaks. It is a value: all of a pack's are found at once.

    Attributes:
        path: Keys and indexes, in the words of the YAML files, from what was checked down to what is wrong.
        what: What is wrong, without a full stop.
        remedy: What to do about it, likewise.
        rival: The path of what it clashes with; None when it stands alone.
        place: Where *path* is; None when it was not read from a file.
        rival_place: Where *rival* is, likewise.
    """

    path: Path
    what: str
    remedy: str
    rival: Path | None = None
    place: Place | None = None
    rival_place: Place | None = None

    def __str__(self) -> str:
        where = str(self.place) if self.place else in_words(self.path)
        clash = f" at {self.rival_place}" if self.rival_place else ""
        said = f"{self.what}{clash}; {self.remedy}"
        return visible(f"{where}: {said}" if where else said)


def in_words(path: Path) -> str:
    """The *path* as a person counts: ``claim 2, source 1``; keys that hold a single value are left to the text."""
    return ", ".join(f"{_singular(key)} {at + 1}" for key, at in pairwise(path) if isinstance(at, int))


def _singular(key: str | int) -> str:
    if isinstance(key, int):  # only groups of names are lists in lists
        return "name"
    return {"entries": "entry", "same": "group", "elsewhere": "group"}.get(key, key.removesuffix("s"))
