"""Origins: which file holds what of a pack, so that a Problem with a value gets the place where somebody typed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.problem import Path, Place, Problem
from bot.store.located import Document


@dataclass(frozen=True, slots=True)
class _Origin:
    """A value of a pack as a file has it: *path* within *document*."""

    document: Document
    path: Path


class Origins:
    """Where the values of one pack were read."""

    def __init__(self) -> None:
        self._known: dict[Path, _Origin] = {}

    def add(self, path: Path, document: Document, inside: Path = ()) -> None:
        """Note that what stands at *path* of the pack, and below it, stands at *inside* in *document*."""
        self._known[path] = _Origin(document, inside)

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The *problems* with their places, by place; each file is gone over once."""
        loose = tuple(problems)
        places = self.places({path for problem in loose for path in (problem.path, problem.rival) if path})
        found = (_with_places(problem, places) for problem in loose)
        return tuple(sorted(found, key=lambda problem: (problem.place or _NOWHERE, problem.what)))

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Where each of *paths* stands, less those that were read from no file; each file is gone over once."""
        by_file: dict[str, dict[Path, _Origin]] = defaultdict(dict)
        for path in paths:
            if origin := self._origin(path):
                by_file[origin.document.file][path] = origin
        found: dict[Path, Place] = {}
        for origins in by_file.values():
            inside = next(iter(origins.values())).document.places({origin.path for origin in origins.values()})
            found.update((path, inside[origin.path]) for path, origin in origins.items())
        return found

    def _origin(self, path: Path) -> _Origin | None:
        for end in range(len(path), -1, -1):
            if known := self._known.get(path[:end]):
                return _Origin(known.document, known.path + path[end:])
        return None


_NOWHERE = Place("", 0, 0)


def _with_places(problem: Problem, places: dict[Path, Place]) -> Problem:
    place = problem.place or places.get(problem.path)
    return replace(problem, place=place, rival_place=places.get(problem.rival or ()))
