"""The catalogue: the entries of a base under the names, years, days and sources that they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from bot.core.dates import EdtfDate, Precision, parse
from bot.core.entry import Entry, Source
from bot.core.timeline import MonthDay, Wanted, day_of, events
from bot.matching.normalise import words
from bot.matching.prefix import Prefixes

T = TypeVar("T")

# Comparing a misspelt name with more than this many takes too long, when there are many to compare.
_MOST_COMPARED = 2000


@dataclass(frozen=True)
class Headings:
    """
    Entries under the names of one kind of thing.

    Attributes:
        held: The entries under each name, none of them empty.
        texts: What a name is found by, where that is more than its own words.
    """

    held: Mapping[str, tuple[Entry, ...]]
    texts: Mapping[str, str]

    @cached_property
    def _prefixes(self) -> Prefixes:
        return Prefixes.of_names((name, self.texts.get(name, name)) for name in self.held)

    def find(self, typed: str) -> tuple[str, ...]:
        """The names with words that begin as those of *typed* do: itself, then those with the most entries."""
        found = self._prefixes.find(typed)
        return tuple(sorted(found, key=lambda name: (not _is_same(name, typed), -len(self.held[name]), name)))

    def named(self, typed: str) -> str | None:
        """The name that *typed* is, in whatever case; None if it is none."""
        if typed in self.held:
            return typed
        found = self.find(typed) if words(typed) else ()
        return found[0] if found and _is_same(found[0], typed) else None

    def meant(self, typed: str) -> str | None:
        """The name that *typed* is, or the only one that begins so; None if there is none."""
        found = self.find(typed) if words(typed) else ()
        return self.named(typed) or (found[0] if len(found) == 1 else None)

    def like(self, typed: str, most: int) -> tuple[str, ...]:
        """The *most* names to offer for what is *typed*: those that begin so, or else those spelt nearly so."""
        return self.find(typed)[:most] or self.near(typed, most)

    def near(self, typed: str, most: int) -> tuple[str, ...]:
        """The *most* names that *typed* may be a slip for: those that begin so, then those spelt nearly so."""
        begin_so = self.find(typed)[:most] if words(typed) else ()
        return tuple(dict.fromkeys((*begin_so, *self._spelt_nearly(typed, most))))[:most]

    def _spelt_nearly(self, typed: str, most: int) -> Iterator[str]:
        if len(self.held) > _MOST_COMPARED:
            return
        by_words = {" ".join(words(name)): name for name in self.held}
        for close in get_close_matches(" ".join(words(typed)), by_words, n=most):
            yield by_words[close]


def _is_same(name: str, typed: str) -> bool:
    return words(name) == words(typed)


class Catalogue:
    """Headings for *entries*, each filled when it is first asked for."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    @cached_property
    def topics(self) -> Headings:
        """By topic, as entries list it."""
        return self._under(lambda entry: entry.topics)

    @cached_property
    def people(self) -> Headings:
        """By person, as entries list them."""
        return self._under(lambda entry: entry.people)

    @cached_property
    def places(self) -> Headings:
        """By place, as entries list it."""
        return self._under(lambda entry: entry.places)

    @cached_property
    def days(self) -> Headings:
        """By the day of any year on which something happened, where that is known to the day: ``07-11``."""
        return self._happened(_days, lambda day: Wanted(day=MonthDay.parse(day)))

    @cached_property
    def years(self) -> Headings:
        """By the year, of four digits, in which something happened; what went on all through it did not."""
        return self._happened(_years, lambda year: Wanted(parse(year)))

    def _happened(self, times: Callable[[Entry], Iterable[str]], wanted: Callable[[str], Wanted]) -> Headings:
        """By the times in which something happened: *times* of an entry that may be, and what is *wanted* of each."""
        near = self._under(times).held
        happened = {time: events(entries, wanted(time)) for time, entries in near.items()}
        return Headings({time: tuple(one.entry for one in found) for time, found in happened.items() if found}, {})

    @cached_property
    def sources(self) -> Headings:
        """By the id of a source that a claim rests on; found by publisher, title, author and year too."""
        by_id = self._under(lambda entry: (source.id for source in entry.sources)).held
        return Headings(by_id, {source_id: _told(source) for source_id, source in self.by_source_id.items()})

    @cached_property
    def by_source_id(self) -> Mapping[str, Source]:
        """Every source that a claim rests on."""
        return {source.id: source for entry in self._entries for source in entry.sources}

    def _under(self, names: Callable[[Entry], Iterable[str]]) -> Headings:
        return Headings(grouped(self._entries, names), {})


def grouped(entries: Iterable[Entry], things: Callable[[Entry], Iterable[T]]) -> dict[T, tuple[Entry, ...]]:
    """*entries* under each of the *things* that they have, in their order, each once."""
    held: dict[T, list[Entry]] = {}
    for entry in entries:
        for thing in dict.fromkeys(things(entry)):
            held.setdefault(thing, []).append(entry)
    return {thing: tuple(those) for thing, those in held.items()}


def _days(entry: Entry) -> Iterator[str]:
    days = (day_of(claim.date) for claim in entry.leading_claims if claim.date)
    return (str(day) for day in days if day)


def _years(entry: Entry) -> Iterator[str]:
    """The years that its leading claims may have happened in."""
    return (f"{year:04}" for claim in entry.leading_claims if claim.date for year in _years_of(claim.date))


def _years_of(when: EdtfDate) -> Iterable[int]:
    """Of an interval those near its ends: what lasted for years did not happen in those between."""
    ends = [end.year for end in (when.earliest, when.latest) if end]
    if when.precision is Precision.INTERVAL:
        return {ends[0], ends[-1], min(ends[0] + 1, ends[-1])}
    return range(ends[0], ends[-1] + 1)


def _told(source: Source) -> str:
    published = source.published.text if source.published else ""
    return " ".join((source.id, source.publisher, source.title, source.author or "", published))
