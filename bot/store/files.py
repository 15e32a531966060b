"""Packs as folders of YAML: read whole, or refused with everything that is wrong with them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.core.pack import Pack
from bot.core.problem import Path as Steps
from bot.core.problem import Problem
from bot.core.staleness import staleness
from bot.store import textfile
from bot.store.export import write_pack
from bot.store.packfolder import ABOUT
from bot.store.reading import Reading

__all__ = ["find_stale", "read_pack", "read_packs", "read_with_places", "write_pack"]

_LOOK_AGAIN = "hold it against its sources, then set 'checked' and 'review_by'"


def read_pack(folder: Path) -> Pack | tuple[Problem, ...]:
    """The pack in *folder*, its entries by id; or all that is wrong with it, by place."""
    if not folder.is_dir():
        return (textfile.problem(folder, "there is no such folder", "name the folder of a pack"),)
    with _collector_off():
        reading = Reading(folder)
    return reading.problems or reading.pack


def read_packs(knowledge: Path) -> tuple[tuple[Pack, ...], tuple[Problem, ...]]:
    """
    The packs in the folders of *knowledge*, or the one that is *knowledge* itself, by name of folder.

    With them all that is wrong: a pack with Problems is not among the packs, and neither is one that bears an id of
    a pack before it.
    """
    readings, problems = read_with_places(knowledge)
    return tuple(reading.pack for reading in readings), problems


def find_stale(readings: Iterable[Reading], today: date) -> tuple[Problem, ...]:
    """
    Why entries of the packs in *readings*, which are sound, are stale on *today*, each at its place.

    Those come first that have been so the longest. What curators verified in Discord counts once it is exported.
    """
    found = [one for reading in readings for one in _stale(reading, today)]
    return tuple(problem for _, problem in sorted(found, key=lambda one: one[0]))


def _stale(reading: Reading, today: date) -> Iterator[tuple[date, Problem]]:
    pack = reading.pack
    since: dict[Steps, date] = {}
    problems: list[Problem] = []
    for at, entry in enumerate(pack.entries):
        if why := staleness(entry, today, pack.stale_after):
            since[("entries", at)] = why.since
            problems.append(Problem(("entries", at), f"'{entry.id}' may have changed: {why.reasons}", _LOOK_AGAIN))
    for problem in reading.placed(problems):
        yield since[problem.path], problem


def read_with_places(knowledge: Path) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """What `read_packs` gives, each pack in a reading that knows where everything of it stands."""
    folders, problems = _folders(knowledge)
    with _collector_off():
        readings = [Reading(folder) for folder in folders]
    problems += tuple(problem for reading in readings for problem in reading.problems)
    sound = [reading for reading in readings if not reading.problems]
    clashes = tuple(_clashes(sound))
    refused = {id(reading) for reading, _ in clashes}
    kept = tuple(reading for reading in sound if id(reading) not in refused)
    return kept, problems + tuple(problem for _, problem in clashes)


def _folders(knowledge: Path) -> tuple[list[Path], tuple[Problem, ...]]:
    if not knowledge.is_dir():
        return [], (textfile.problem(knowledge, "there is no such folder of packs", "name one that exists"),)
    if (knowledge / ABOUT).exists():
        return [knowledge], ()
    folders = sorted(path for path in knowledge.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not folders:
        return [], (textfile.problem(knowledge, "there is no pack in this folder", "name another, or add one"),)
    return folders, ()


def _clashes(readings: list[Reading]) -> Iterator[tuple[Reading, Problem]]:
    """Ids that an earlier pack bears: entries of all packs are served side by side."""
    packs: dict[str, Reading] = {}
    entries: dict[str, tuple[Reading, int]] = {}
    for reading in readings:
        first = packs.setdefault(reading.pack.id, reading)
        if first is not reading:
            yield reading, _clash(("id",), reading, ("id",), first, f"another pack has the id '{reading.pack.id}'")
        for at, entry in enumerate(reading.pack.entries):
            holder, number = entries.setdefault(entry.id, (reading, at))
            if holder is not reading:
                here, there = ("entries", at, "id"), ("entries", number, "id")
                yield reading, _clash(here, reading, there, holder, f"another pack has an entry '{entry.id}'")


def _clash(
    path: tuple[str | int, ...], here: Reading, rival: tuple[str | int, ...], there: Reading, what: str
) -> Problem:
    return Problem(path, what, "rename one of them", rival, here.place(path), there.place(rival))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Going over a million fresh values again and again takes two thirds of the time, and finds no garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
