"""Contradictions: entries that answer one question with dates that cannot be of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.core.dates import EdtfDate, most_exact
from bot.core.entry import Entry
from bot.core.problem import Path, Problem
from bot.matching.index import Index
from bot.matching.normalise import words
from bot.matching.reading import manner
from bot.store.reading import Reading

# Two entries ask the same if each, hidden, leaves its phrasings to the other with this confidence in the mean. Set on
# 2026-11-25 on the pack that ships, as docs/decisions/0014 tells.
_SAME_FROM = 0.3
# What is below this for an entry's own question asks something else, and is looked at no further.
_WORTH_ASKING = 0.1


@dataclass(frozen=True, slots=True)
class Contradiction:
    """
    Two entries that ask when the same was, and do not agree.

    Attributes:
        likeness: How sure it is that they ask the same, 0 to 1.
    """

    first: Entry
    second: Entry
    likeness: float


def dates(entry: Entry) -> tuple[EdtfDate, ...]:
    """The dates of the claims that *entry* stands by."""
    return tuple(claim.date for claim in entry.leading_claims if claim.date)


def dates_in_words(entry: Entry) -> str:
    """The same dates in words, less those that only say less exactly what another says."""
    return "; ".join(when.in_words() for when in most_exact(dates(entry)))


def contradictions(index: Index, about: str | None = None) -> tuple[Contradiction, ...]:
    """
    The entries of *index* that contradict each other, the surest first; or that contradict the entry *about* alone.

    Rivals within an entry are none, and neither are entries of which one points to the other: whoever wrote that knew
    both, and held them to be two things.
    """
    asking = {entry.id: asked for entry in index.entries.values() if (asked := _asking_when(entry))}
    pairs = dict.fromkeys(_candidates(index, asking, asking.keys() & {about} if about else asking))
    found = (
        Contradiction(index.entries[first], index.entries[second], _likeness(index, asking, first, second))
        for first, second in pairs
    )
    sure = (one for one in found if one.likeness >= _SAME_FROM)
    return tuple(sorted(sure, key=lambda one: (-one.likeness, one.first.id, one.second.id)))


def _asking_when(entry: Entry) -> tuple[str, ...]:
    """The phrasings of *entry* that ask when, if its question does and it says when; else none."""
    if not dates(entry) or manner(words(entry.question)) != "when":
        return ()
    return tuple(text for text in entry.phrasings if manner(words(text)) == "when")


def _candidates(index: Index, asking: Mapping[str, Sequence[str]], hidden: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The ids of two entries with dates that clash, of which one answers the question of another that is *hidden*."""
    for entry_id in hidden:
        entry = index.entries[entry_id]
        for match in index.without(entry_id).search(entry.question):
            other = index.entries[match.entry_id]
            if match.confidence >= _WORTH_ASKING and other.id in asking and _clash(entry, other):
                yield min(entry.id, other.id), max(entry.id, other.id)


def _clash(entry: Entry, other: Entry) -> bool:
    if other.id in entry.see_also or entry.id in other.see_also:
        return False
    return not any(one.meets(another) for one, another in product(dates(entry), dates(other)))


def _likeness(index: Index, asking: Mapping[str, Sequence[str]], first: str, second: str) -> float:
    """How sure it is that the two ask the same: what asks wider than the other finds it, and not the other way."""
    return min(
        _left_to(index.without(hidden), asking[hidden], other) for hidden, other in ((first, second), (second, first))
    )


def _left_to(index: Index, asked: Sequence[str], entry_id: str) -> float:
    """The confidence with which *index* finds that entry for what is *asked*, in the mean."""
    found = (match for text in asked for match in index.search(text))
    return sum(match.confidence for match in found if match.entry_id == entry_id) / len(asked)


def problems(readings: Iterable[Reading]) -> tuple[Problem, ...]:
    """
    What contradicts itself in the packs of *readings*, with places.

    It keeps no pack from loading: which of the two is right is for a person to find out, and both say who says so.
    """
    kept = tuple(readings)
    entries = (entry for reading in kept for entry in reading.pack.entries)
    index = Index.of(entries, [reading.pack.words for reading in kept])
    where = {entry.id: (reading, at) for reading in kept for at, entry in enumerate(reading.pack.entries)}
    return tuple(_problem(one, where) for one in contradictions(index))


def _problem(one: Contradiction, where: Mapping[str, tuple[Reading, int]]) -> Problem:
    (reading, at), (other, there) = where[one.first.id], where[one.second.id]
    path, rival = _path(at, one.first), _path(there, one.second)
    what = f"{_told(one.first)} and {_told(one.second)} ask when the same was, and no day is in both"
    remedy = (
        "correct one, make them rival claims of one entry, or let one name the other in see_also if they are two things"
    )
    return Problem(path, what, remedy, rival, reading.place(path), other.place(rival))


def _path(at: int, entry: Entry) -> Path:
    """Where the first date that *entry*, its pack's at that number, stands by is."""
    dated = next(claim for claim in entry.leading_claims if claim.date)
    return "entries", at, "claims", entry.claims.index(dated), "date"


def _told(entry: Entry) -> str:
    return f"'{entry.id}' ({dates_in_words(entry)})"
