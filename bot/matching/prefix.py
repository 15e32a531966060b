"""Prefixes: entries and names by the beginnings of their words, for lists that fill while a person types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Self

from bot.core.entry import Entry
from bot.matching.normalise import words

# What a word found in each part of an entry is worth.
_IN_QUESTION, _IN_VARIANT, _BESIDE = 4, 2, 1


class Prefixes:
    """
    The words by which things are found, sorted.

    Args:
        told: The id of each thing, and its words with what finding it by them is worth.
    """

    def __init__(self, told: Iterable[tuple[str, Iterable[tuple[str, int]]]]) -> None:
        worth: dict[str, dict[str, int]] = {}
        self._ids: list[str] = []
        for one, its_words in told:
            self._ids.append(one)
            for word, value in its_words:
                held = worth.setdefault(word, {})
                held[one] = max(value, held.get(one, 0))
        self._words = sorted(worth)
        self._worth = worth

    @classmethod
    def of_entries(cls, entries: Iterable[Entry]) -> Self:
        """By the words of every entry's question, variants, id, people, places, topics and years."""
        return cls((entry.id, _words_of(entry)) for entry in entries)

    @classmethod
    def of_names(cls, told: Iterable[tuple[str, str]]) -> Self:
        """By the words of the text that goes with each name, all worth the same."""
        return cls((name, ((word, _BESIDE) for word in words(text))) for name, text in told)

    def find(self, typed: str) -> tuple[str, ...]:
        """Ids of those that have a word beginning with each word of *typed*, best first; all when it is empty."""
        parts = words(typed)
        if not parts:
            return tuple(self._ids)
        worths = [self._beginning_with(part) for part in parts]
        common = set.intersection(*(set(worth) for worth in worths))
        return tuple(sorted(common, key=lambda one: (-sum(worth[one] for worth in worths), one)))

    def _beginning_with(self, part: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for at in range(bisect_left(self._words, part), len(self._words)):
            if not self._words[at].startswith(part):
                break
            for one, value in self._worth[self._words[at]].items():
                found[one] = max(value, found.get(one, 0))
        return found


def _words_of(entry: Entry) -> Iterator[tuple[str, int]]:
    yield from ((word, _IN_QUESTION) for word in words(entry.question))
    yield from ((word, _IN_VARIANT) for variant in entry.variants for word in words(variant))
    years = (claim.date.text for claim in entry.claims if claim.date)
    beside = (entry.id, *entry.people, *entry.places, *entry.topics, *years)
    yield from ((word, _BESIDE) for text in beside for word in words(text))
