"""Entries: one question each, and the claims that answer it with their citations."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.dates import EdtfDate


class Kind(StrEnum):
    """A ``fact`` answers one checkable question; a ``faq`` sums up what people ask of the whole."""

    FACT = "fact"
    FAQ = "faq"


class Rank(StrEnum):
    """How a claim stands beside its rivals, in the words of Wikidata's data model."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class SourceKind(StrEnum):
    """Who speaks: state media are evidence of what a government said, not of what is true."""

    NEWS = "news"
    ANALYSIS = "analysis"
    OFFICIAL = "official"
    STATE_MEDIA = "state-media"
    REFERENCE = "reference"
    ACADEMIC = "academic"


@dataclass(frozen=True, slots=True)
class Source:
    """
    A publication that claims are checked against.

    Attributes:
        published: When it appeared; None when its page does not say.
        accessed: When we read it. One of the two dates is always there.
        author: None when the publisher names nobody.
        language: The BCP 47 tag of its text.
    """

    id: str
    publisher: str
    title: str
    url: str
    published: EdtfDate | None = None
    accessed: EdtfDate | None = None
    author: str | None = None
    kind: SourceKind = SourceKind.NEWS
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A source, with what it says of the claim.

    Attributes:
        says: What the source says, in our words.
        where: The place in it, such as ``paragraph 12``; None for the whole.
    """

    source: Source
    says: str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One statement.

    Attributes:
        date: When what it states happened; None for what has no date.
        as_of: The day on which a count or a "current" statement was true; None where it cannot change.
        reason: Why it has its rank, in one sentence; None only for a ``normal`` claim that has no rival.
        citations: Never empty.
        series: What it counts, by a name within its entry, where it is counted again and again; None for what is told
            once. Of a series the claim with the newest as-of leads.
    """

    text: str
    citations: tuple[Citation, ...]
    date: EdtfDate | None = None
    as_of: EdtfDate | None = None
    rank: Rank = Rank.NORMAL
    reason: str | None = None
    series: str | None = None

    @property
    def is_rival(self) -> bool:
        """Whether it is one account of several of which it is not the preferred one."""
        return self.rank is Rank.DEPRECATED or (self.rank is Rank.NORMAL and self.reason is not None)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who says so, each once."""
        return tuple(dict.fromkeys(citation.source.publisher for citation in self.citations))

    def stood_on(self, day: datetime.date) -> bool:
        """Whether it could be said on *day*: what it states was over, and its count or "current" had been true."""
        ends = (when.earliest_end for when in (self.date, self.as_of) if when)
        return all(end is None or end <= day for end in ends)

    def is_overtaken_by(self, other: Claim) -> bool:
        """Whether *other* takes the same count anew, on a later day."""
        is_same = self.series is not None and other.series == self.series and other.rank is not Rank.DEPRECATED
        return is_same and _counted_on(other) > _counted_on(self)


def _counted_on(claim: Claim) -> datetime.date:
    return (claim.as_of and claim.as_of.latest) or datetime.date.min


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One question and what answers it.

    Attributes:
        question: The preferred phrasing, the one that is shown.
        variants: Other ways in which people ask it.
        claims: Never empty.
        see_also: Ids of entries that say more.
        checked: The day on which somebody last held it against its sources; None if nobody did.
        review_by: The day to look again; None if it cannot change.
    """

    id: str
    kind: Kind
    question: str
    claims: tuple[Claim, ...]
    variants: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    checked: EdtfDate | None = None
    review_by: EdtfDate | None = None

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The question and its variants, the question first."""
        return (self.question, *self.variants)

    @property
    def leading_claims(self) -> tuple[Claim, ...]:
        """The claims we stand by: the preferred ones and those without a rival, else the normal ones, else all."""
        preferred = any(claim.rank is Rank.PREFERRED for claim in self.claims)
        chosen = (claim for claim in self.claims if claim.rank is not Rank.DEPRECATED and not self._is_overtaken(claim))
        leading = tuple(claim for claim in chosen if not (preferred and claim.is_rival))
        return leading or self.claims

    @property
    def earlier_claims(self) -> tuple[Claim, ...]:
        """The counts that a later one of their series has overtaken, the newest first."""
        return tuple(sorted(filter(self._is_overtaken, self.claims), key=_counted_on, reverse=True))

    def _is_overtaken(self, claim: Claim) -> bool:
        return claim.series is not None and any(claim.is_overtaken_by(other) for other in self.claims)

    @property
    def is_undecided(self) -> bool:
        """Whether several of its leading claims are rivals, none of them preferred."""
        return sum(claim.is_rival for claim in self.leading_claims) > 1

    @property
    def rival_claims(self) -> tuple[Claim, ...]:
        """The claims that tell it otherwise, normal before deprecated."""
        others = (*self.leading_claims, *self.earlier_claims)
        rivals = (claim for claim in self.claims if claim not in others)
        return tuple(sorted(rivals, key=lambda claim: claim.rank is Rank.DEPRECATED))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its leading claims, then of the others; each once."""
        claims = (*self.leading_claims, *self.rival_claims, *self.earlier_claims)
        return tuple(dict.fromkeys(citation.source for claim in claims for citation in claim.citations))

    def numbers(self, claim: Claim) -> tuple[int, ...]:
        """Where the sources of *claim*, one of its own, stand in `sources`, from 1, in the order of its citations."""
        places = {source: number for number, source in enumerate(self.sources, 1)}
        return tuple(dict.fromkeys(places[citation.source] for citation in claim.citations))

    def standing_on(self, day: datetime.date) -> Entry | None:
        """The entry with the claims that could be made on *day*; None if there were none."""
        claims = tuple(claim for claim in self.claims if claim.stood_on(day))
        if len(claims) == len(self.claims):
            return self
        return replace(self, claims=claims) if claims else None

    def review_due(self, today: datetime.date) -> bool:
        """Whether the day to look again has passed by *today*."""
        return self.review_by is not None and self.review_by.latest is not None and self.review_by.latest < today
