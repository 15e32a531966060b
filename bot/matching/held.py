"""What an entry holds: the things, years and words that a question may ask it about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.counts import count_in
from bot.core.dates import EdtfDate
from bot.core.entry import Entry
from bot.matching.names import Name
from bot.matching.reading import Reader, Reading, manner
from bot.matching.years import Span

# Bounds of an open interval, in years.
_FIRST, _LAST = 1, 9999
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Held:
    """
    What an entry holds in all its phrasings and claims.

    Attributes:
        things: The persons, places, treaties … that it names.
        spans: The years that it speaks of, in order.
        numbers: Its other numbers of three digits or more.
        counted: Whether a claim of it states a number that is no date; True where there is no claim to tell.
        negated: Whether any of it says not, never, without …
        typed: The words of each phrasing as they stand.
        phrasings: The words of each phrasing, in order of the alphabet.
        manners: How each phrasing asks, less those that are bare keywords.
    """

    things: frozenset[Name]
    spans: tuple[Span, ...]
    numbers: frozenset[str]
    counted: bool
    negated: bool
    typed: frozenset[str]
    phrasings: tuple[str, ...]
    manners: tuple[str, ...]

    def holds(self, span: Span) -> bool:
        """Whether it speaks of any year of *span*."""
        return any(span.overlaps(held) for held in self.spans)


def held(entry: Entry, readings: Sequence[Reading], reader: Reader) -> Held:
    """
    What *entry* holds, as *reader* reads it.

    Args:
        readings: Of its phrasings, its claims and what its sources say, in this order.
    """
    phrasings = readings[: len(entry.phrasings)]
    readings = [*readings, *(reader.read(name) for name in (*entry.people, *entry.places))]
    numbered = [reading for reading in readings if _DIGIT.search(reading.text)]
    said = {span for reading in numbered for span in reading.spans}
    dated = {_span(when) for claim in entry.claims for when in (claim.date, claim.as_of) if when}
    return Held(
        frozenset(thing for reading in readings for thing in reading.things),
        tuple(sorted(dated | said)),
        frozenset(number for reading in numbered for number in reading.numbers),
        not entry.claims or any(count_in(claim.text) for claim in entry.claims),
        any(reading.negated for reading in readings),
        frozenset(" ".join(reading.words) for reading in phrasings),
        tuple(" ".join(sorted(reading.words)) for reading in phrasings),
        tuple(filter(None, (manner(reading.words) for reading in phrasings))),
    )


def _span(when: EdtfDate) -> Span:
    first = when.earliest.year if when.earliest else _FIRST
    return Span(first, when.latest.year if when.latest else _LAST)
