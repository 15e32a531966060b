"""Names: the many words for one thing, and the things that a base speaks of or only borders on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

from bot.core.entry import Entry
from bot.core.pack import Words
from bot.matching.normalise import stem, words


@dataclass(frozen=True, slots=True)
class Name:
    """
    One thing that has names.

    Attributes:
        shown: The name it is shown by.
        is_thing: A person, place, treaty …, by its capital letter; False for words such as ``sign``, ``ink``.
        elsewhere: The base borders on it but does not cover it.
    """

    shown: str
    is_thing: bool
    elsewhere: bool = False


@lru_cache(maxsize=16384)
def words_of(name: Name) -> tuple[str, ...]:
    """The words of the name that it is shown by."""
    return words(name.shown)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at the words from *start* up to *end* of a text."""

    name: Name
    start: int
    end: int


class Names:
    """
    All names that a base knows, found in a text longest first.

    Attributes:
        spellings: Every word that stands in some name, but for those of entries that were added since.
    """

    def __init__(self, vocabulary: Iterable[Words], entries: Iterable[Entry]) -> None:
        self._by_stems: dict[tuple[str, ...], Name] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}  # by the first stem, the longest first
        self._listed: dict[str, frozenset[Name]] = {}
        self._more: Names | None = None  # those of entries added since, in dictionaries that are quick to copy
        self.spellings: set[str] = set()
        for known in vocabulary:
            self._add_groups(known)
        for entry in entries:
            self._add_shown((*entry.people, *entry.places))

    def with_entry(self, entry: Entry) -> tuple[Names, frozenset[str]]:
        """These names and those of *entry*'s people and places, with the words of those that are new."""
        shown = (*entry.people, *entry.places)
        new = [name for name in shown if not self._knows(tuple(map(stem, words(name))))]
        if not new:
            return self, frozenset()
        more = Names((), ())
        if self._more:
            more._by_stems, more._sizes = self._more._by_stems.copy(), self._more._sizes.copy()
        more._add_shown(new)
        both = copy(self)
        both._more, both._listed = more, {}
        return both, frozenset(word for name in new for word in words(name))

    def was_added(self, name: Name) -> bool:
        """Whether *name* came with an entry that was added since."""
        return self._more is not None and name in self._more._by_stems.values()

    def _knows(self, stems: tuple[str, ...]) -> bool:
        return not stems or stems in self._by_stems or (self._more is not None and self._more._knows(stems))

    def _add_groups(self, known: Words) -> None:
        for group in known.same:
            self._add(group, Name(group[0], group[0][:1].isupper()))
        self._add_shown(known.known)
        for group in known.elsewhere:
            self._add(group, Name(group[0], is_thing=True, elsewhere=True))

    def _add_shown(self, shown: Iterable[str]) -> None:
        for name in shown:
            self._add((name,), Name(name, is_thing=True))

    def _add(self, group: Sequence[str], name: Name) -> None:
        """The first to claim a name keeps it, so that a group comes before an entry's own spelling."""
        for spelling in group:
            spelt = words(spelling)
            stems = tuple(map(stem, spelt))
            if stems and stems not in self._by_stems:
                self._by_stems[stems] = name
                self._sizes[stems[0]] = tuple(sorted({len(stems), *self._sizes.get(stems[0], ())}, reverse=True))
            self.spellings.update(spelt)

    def things_in(self, listed: str) -> frozenset[Name]:
        """The things that *listed*, a person or a place of an entry, names; remembered, for the base has so many."""
        found = self._listed.get(listed)
        if found is None:
            mentions = self.find(tuple(map(stem, words(listed))))
            found = self._listed[listed] = frozenset(one.name for one in mentions if one.name.is_thing)
        return found

    def find(self, stems: Sequence[str]) -> tuple[Mention, ...]:
        """The names in a text given as stems: from the left, the longest first, none overlapping."""
        found: list[Mention] = []
        free = 0  # the first word that no name has taken yet
        for at, first in enumerate(stems):
            if at < free or not self._begins(first):
                continue
            mention = self._at(stems, at)
            if mention:
                found.append(mention)
                free = mention.end
        return tuple(found)

    def _begins(self, first: str) -> bool:
        """Whether some name begins with that stem; most words begin none."""
        return first in self._sizes or (self._more is not None and first in self._more._sizes)

    def _at(self, stems: Sequence[str], start: int) -> Mention | None:
        """The longest name from *start* on; of one that the base has and one that was added, alike long, the base's."""
        own, added = self._own_at(stems, start), self._more._own_at(stems, start) if self._more else None
        return added if added and (own is None or added.end > own.end) else own

    def _own_at(self, stems: Sequence[str], start: int) -> Mention | None:
        for size in self._sizes.get(stems[start], ()):
            name = self._by_stems.get(tuple(stems[start : start + size]))
            if name and start + size <= len(stems):
                return Mention(name, start, start + size)
        return None
