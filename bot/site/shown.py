"""What a page shows of an entry: its claims, its rivals, when, who says so; and the events of a decade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bot.core.dates import most_exact
from bot.core.entry import Claim, Entry, Rank, Source
from bot.core.timeline import Event


@dataclass(frozen=True, slots=True)
class Said:
    """
    A source of an entry with what it says there.

    Attributes:
        number: Where it stands among the entry's sources, from 1.
        says: What it says, each with the place in it or None.
    """

    source: Source
    number: int
    says: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Decade:
    """
    The events of one decade.

    Attributes:
        start: Its first year; None for what began at no known time.
        share: How many events it has, in hundredths of what the fullest decade has.
    """

    start: int | None
    events: tuple[Event, ...]
    share: int

    @property
    def name(self) -> str:
        """What it is called."""
        return "Earlier" if self.start is None else f"The {self.start}s"

    @property
    def anchor(self) -> str:
        """The id of its place on the timeline's page."""
        return "earlier" if self.start is None else f"d{self.start}"


def topic(name: str) -> str:
    """A topic's name in words: ``Korean war`` for ``korean-war``."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def accounts(entry: Entry) -> tuple[Claim, ...]:
    """The claims of *entry* that stand against each other, the preferred first; none if its sources agree."""
    if not (entry.rival_claims or entry.is_undecided):
        return ()
    leading = (claim for claim in entry.leading_claims if claim.is_rival or claim.rank is Rank.PREFERRED)
    return (*leading, *entry.rival_claims)


def stated(entry: Entry) -> tuple[Claim, ...]:
    """The claims that answer before any rivals are heard: those that lead, less rivals of which none is preferred."""
    return tuple(claim for claim in entry.leading_claims if not claim.is_rival)


def told(entry: Entry) -> str:
    """When what *entry* says happened, else as of when it was true, in words; empty if it has no date."""
    for dates, words in (("date", "{}"), ("as_of", "as of {}")):
        found = most_exact(getattr(claim, dates) for claim in entry.leading_claims)
        if found:
            return words.format("; ".join(when.in_words() for when in found))
    return ""


def said(entry: Entry) -> tuple[Said, ...]:
    """The sources of *entry* in its own order, each with what it says in any of the claims."""
    citations = [citation for claim in entry.claims for citation in claim.citations]
    return tuple(
        Said(source, number, tuple(dict.fromkeys((one.says, one.where) for one in citations if one.source == source)))
        for number, source in enumerate(entry.sources, 1)
    )


def by_decade(found: Iterable[Event]) -> tuple[Decade, ...]:
    """The events *found*, in their order, by the decade in which each began."""
    grouped = [(start, tuple(of_decade)) for start, of_decade in groupby(found, _decade)]
    most = max((len(of_decade) for _, of_decade in grouped), default=1)
    return tuple(Decade(start, of_decade, max(1, 100 * len(of_decade) // most)) for start, of_decade in grouped)


def _decade(event: Event) -> int | None:
    return event.when.earliest.year // 10 * 10 if event.when.earliest else None
