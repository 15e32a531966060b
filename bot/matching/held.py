"""What an entry holds: the things, years and words that a question may ask it about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from bot.core.counts import count_in
from bot.core.dates import EdtfDate
from bot.core.entry import Entry
from bot.matching.grams import unit_of, word_place
from bot.matching.names import Name
from bot.matching.periods import Asked, Relation
from bot.matching.reading import Reader, is_negated, manner, numbers_in
from bot.matching.years import Span, spans, spelled_out

# Bounds of an open interval, in years.
_FIRST, _LAST = 1, 9999
_DIGIT = re.compile(r"\d")
# Of an entry's texts, as many as are told apart in its row.
_MOST_TEXTS = 1 << 16


def texts_of(entry: Entry) -> Iterator[str]:
    """Its phrasings, then its claims, then all that its sources say: people ask with words of the answer too."""
    said = " ".join(citation.says for claim in entry.claims for citation in claim.citations)
    beside = (text for text in (*(claim.text for claim in entry.claims), said) if text)
    return islice((*entry.phrasings, *beside), _MOST_TEXTS)


@dataclass(frozen=True)
class Held:
    """
    What *entry* holds in all its texts, as *reader* reads it; each part is worked out when a question hangs on it.

    Attributes:
        places: Those of the grams of its texts, ascending; as they are hashed, another may seem to be among them.
        lines: The words of its texts, a line each.
    """

    entry: Entry
    reader: Reader
    places: NDArray[np.int32]
    lines: str

    def names(self, thing: Name) -> bool:
        """Whether it names *thing*: a person, a place, a treaty …"""
        if self._stands(unit_of(thing)) or thing in self._listed_things:
            return True
        # A row that was made before the name was known has the words of the name alone.
        return self.reader.names.was_added(thing) and any(
            thing in self.reader.read(text).things for text in texts_of(self.entry)
        )

    def holds(self, asked: Asked) -> bool:
        """
        Whether it speaks of the time that is *asked* about: of that day or month where its claims tell those of the
        year, else of the year.
        """
        if asked.is_named and asked.relation is Relation.DURING:  # the words of the name find what holds it
            return True
        if any(when.meets(asked.period) for when in self.dates) or self._stands(asked.period.text):
            return True
        years, is_fine = _span(asked.period), "-" in asked.period.text
        if is_fine and any(years.overlaps(_span(when)) for when in self.dates):
            return False
        return any(years.overlaps(span) for span in self.spans)

    @cached_property
    def dates(self) -> tuple[EdtfDate, ...]:
        """The dates of its claims, of what happened and of when it was true, each once."""
        dates = (when for claim in self.entry.claims for when in (claim.date, claim.as_of) if when)
        return tuple(dict.fromkeys(dates))

    @cached_property
    def spans(self) -> frozenset[Span]:
        """The years that its texts speak of."""
        return frozenset(span for text in self._texts if _DIGIT.search(text) for span in spans(spelled_out(text)))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its other numbers of three digits or more."""
        return numbers_in(self.lines.split())

    @cached_property
    def counted(self) -> bool:
        """Whether a claim of it states a number that is no date; True where there is no claim to tell."""
        return not self.entry.claims or any(count_in(claim.text) for claim in self.entry.claims)

    @cached_property
    def negated(self) -> bool:
        """Whether any of it says not, never, without …"""
        return is_negated(self.lines.split())

    @cached_property
    def typed(self) -> frozenset[str]:
        """The words of each phrasing as they stand."""
        return frozenset(self._phrasings)

    @cached_property
    def phrasings(self) -> tuple[str, ...]:
        """The words of each phrasing, in order of the alphabet."""
        return tuple(" ".join(sorted(phrasing.split())) for phrasing in self._phrasings)

    @cached_property
    def manners(self) -> tuple[str, ...]:
        """How each phrasing asks, less those that are bare keywords."""
        return tuple(filter(None, (manner(phrasing.split()) for phrasing in self._phrasings)))

    @cached_property
    def _phrasings(self) -> list[str]:
        return self.lines.split("\n", len(self.entry.phrasings))[: len(self.entry.phrasings)]

    def _stands(self, unit: str) -> bool:
        """Whether *unit*, a stem or a name, stands in one of its texts."""
        place = word_place(unit)
        at = int(self.places.searchsorted(place))
        return at < len(self.places) and int(self.places[at]) == place

    @property
    def _listed(self) -> tuple[str, ...]:
        return *self.entry.people, *self.entry.places

    @cached_property
    def _listed_things(self) -> frozenset[Name]:
        return frozenset(thing for name in self._listed for thing in self.reader.names.things_in(name))

    @property
    def _texts(self) -> Iterator[str]:
        return chain(texts_of(self.entry), self._listed)


def _span(when: EdtfDate) -> Span:
    first = when.earliest.year if when.earliest else _FIRST
    return Span(first, when.latest.year if when.latest else _LAST)
