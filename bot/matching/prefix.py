"""Prefixes: entries by the beginnings of their words, for lists that fill while a person types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.core.entry import Entry
from bot.matching.normalise import words

# What a word found in each part of an entry is worth.
_IN_QUESTION, _IN_VARIANT, _BESIDE = 4, 2, 1


class Prefixes:
    """The words of every entry's question, variants, id, people, places, topics and years, sorted."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        worth: dict[str, dict[str, int]] = {}
        self._ids: list[str] = []
        for entry in entries:
            self._ids.append(entry.id)
            for word, value in _words_of(entry):
                held = worth.setdefault(word, {})
                held[entry.id] = max(value, held.get(entry.id, 0))
        self._words = sorted(worth)
        self._worth = worth

    def find(self, typed: str) -> tuple[str, ...]:
        """Ids of the entries that have a word beginning with each word of *typed*, best first; all when it is empty."""
        parts = words(typed)
        if not parts:
            return tuple(self._ids)
        worths = [self._beginning_with(part) for part in parts]
        common = set.intersection(*(set(worth) for worth in worths))
        return tuple(sorted(common, key=lambda entry_id: (-sum(worth[entry_id] for worth in worths), entry_id)))

    def _beginning_with(self, part: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for at in range(bisect_left(self._words, part), len(self._words)):
            if not self._words[at].startswith(part):
                break
            for entry_id, value in self._worth[self._words[at]].items():
                found[entry_id] = max(value, found.get(entry_id, 0))
        return found


def _words_of(entry: Entry) -> Iterator[tuple[str, int]]:
    yield from ((word, _IN_QUESTION) for word in words(entry.question))
    yield from ((word, _IN_VARIANT) for variant in entry.variants for word in words(variant))
    years = (claim.date.text for claim in entry.claims if claim.date)
    beside = (entry.id, *entry.people, *entry.places, *entry.topics, *years)
    yield from ((word, _BESIDE) for text in beside for word in words(text))
