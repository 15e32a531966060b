"""Trials: a base asked questions whose answers are known, and how well it did."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date

from bot.core.answer import Answer, DidYouMean, Match, Policy, choose
from bot.core.dates import EdtfDate
from bot.core.entry import Entry
from bot.core.pack import KnownQuestion
from bot.core.timeline import Wanted
from bot.matching.english import english
from bot.matching.index import Finding, Index
from bot.matching.reading import Reading
from bot.service.search import as_of_day, search

# English words by how common they are: those that are swapped in, and those that carry enough to be swapped out.
_SWAPPED_IN = range(1000, 6000)
_WORTH_SWAPPING = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A known question, with the entries that were found for it, best first.

    Attributes:
        findings: How each of the matches was found; empty where that was not kept.
        timeline: What the timeline is of that was given instead of an entry; None where none was.
    """

    known: KnownQuestion
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...] = ()
    timeline: Wanted | None = None

    @property
    def place(self) -> int | None:
        """Where the first right answer came, from 0; None when none was found, or there is none."""
        if self.timeline or self.known.period:
            given = self.timeline.period if self.timeline else None
            return 0 if _is_same(given, self.known.period) else None
        right = (at for at, match in enumerate(self.matches) if self._is_right(match))
        return next(right, None)

    @property
    def confidence(self) -> float:
        """That of the best match, 0 to 1; 1 for a timeline, 0 when nothing was found."""
        if self.timeline:
            return 1.0
        return self.matches[0].confidence if self.matches else 0.0

    def _is_right(self, match: Match) -> bool:
        return self.known.is_answered_by(match.entry_id)

    def is_answered(self, policy: Policy) -> bool:
        """Whether *policy* answers outright, with an entry or a timeline."""
        return self.timeline is not None or isinstance(choose(self.matches, policy), Answer)

    def asked_back(self, policy: Policy) -> bool:
        """Whether *policy* asks back, with whatever entries."""
        return self.timeline is None and isinstance(choose(self.matches, policy), DidYouMean)

    def offered(self, policy: Policy) -> bool:
        """Whether *policy* asks back, with the right entry among those it offers."""
        outcome = choose(self.matches, policy)
        asks_back = isinstance(outcome, DidYouMean) and any(map(self._is_right, outcome.matches))
        return self.timeline is None and asks_back


def _is_same(given: EdtfDate | None, wanted: EdtfDate | None) -> bool:
    """Whether two periods have the same days, however they are written: ``195X``, ``1950/1959``."""
    return given is not None and wanted is not None and given.within(wanted) and wanted.within(given)


def ask_all(index: Index, questions: Iterable[KnownQuestion]) -> tuple[Asked, ...]:
    """Each of *questions*, asked of *index*."""
    return tuple(asked(index, known) for known in questions)


def asked(index: Index, known: KnownQuestion) -> Asked:
    """*known*, asked of *index*, or of how it stood for the day that the question or its words name."""
    day = known.as_of.latest if known.as_of else as_of_day(index, known.text)
    found = search(index.standing_on(day) if day else index, known.text, day)
    return Asked(known, found.matches, found.findings, found.wanted if found.events else None)


def matched(index: Index, known: KnownQuestion) -> Asked:
    """*known*, matched with the entries of *index*, without regard to the times that it asks about."""
    findings = index.find(known.text)
    return Asked(known, tuple(finding.match for finding in findings), findings)


def leave_one_out(index: Index, every: int = 1) -> Iterator[Asked]:
    """
    Each *every*-th phrasing of each entry, asked of the base without it: it must still find its entry.

    An entry with one phrasing is left out of the trial.
    """
    for entry, at, base in _without_a_phrasing(index, every):
        yield matched(base, KnownQuestion(entry.phrasings[at], entry.id))


def hide(index: Index, every: int = 1) -> Iterator[Asked]:
    """Each *every*-th phrasing of each entry, asked of the base without that entry: it must be declined."""
    for entry in index.entries.values():
        base = index.without(entry.id)
        for phrasing in entry.phrasings[::every]:
            yield matched(base, KnownQuestion(phrasing))


def twist(index: Index, draw: random.Random, every: int = 1) -> Iterator[Asked]:
    """
    Each *every*-th phrasing with its most telling word swapped for some other: it must be declined.

    "When did they sign the treaty" becomes "when did they paint the treaty": the same names, asked for what nobody
    recorded. The phrasing itself is left out of the base, as in `leave_one_out`.
    """
    others = [word for word, place in english().items() if place in _SWAPPED_IN]
    for entry, at, base in _without_a_phrasing(index, every):
        twisted = _twisted(index.reader.read(entry.phrasings[at]), draw.choice(others))
        if twisted:
            yield matched(base, KnownQuestion(twisted))


def _without_a_phrasing(index: Index, every: int) -> Iterator[tuple[Entry, int, Index]]:
    """Each entry with the place of each *every*-th of its phrasings, and the base without that phrasing."""
    for entry in index.entries.values():
        for at in range(0, len(entry.phrasings), every):
            rest = entry.phrasings[:at] + entry.phrasings[at + 1 :]
            if rest:
                yield entry, at, index.with_entry(replace(entry, question=rest[0], variants=rest[1:]))


def _twisted(reading: Reading, other: str) -> str | None:
    """The words of *reading* with its rarest swapped for *other*; None where it has names and common words alone."""
    inside = {at for mention in reading.mentions if mention.name.is_thing for at in range(mention.start, mention.end)}
    places = {at: english().get(word, 0) for at, word in enumerate(reading.words) if at not in inside}
    rarest = max(places, key=lambda at: places[at], default=None)
    if rarest is None or places[rarest] < _WORTH_SWAPPING:
        return None
    return " ".join((*reading.words[:rarest], other, *reading.words[rarest + 1 :]))


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What a policy does with known questions, in numbers of them.

    Attributes:
        right: Answered with the entry that answers them.
        wrong: Answered with another.
        offered: Asked back, with the right entry among those that were offered.
        anyway: Those to decline that were answered.
        offered_anyway: Those to decline that were asked back.
    """

    answerable: int
    right: int
    wrong: int
    offered: int
    unanswerable: int
    anyway: int
    offered_anyway: int

    @classmethod
    def summed(cls, parts: Iterable[Tally]) -> Tally:
        """That of all *parts* together."""
        return cls(*map(sum, zip(*map(astuple, parts), strict=True)))


def tally(trials: Sequence[Asked], policy: Policy) -> Tally:
    """What *policy* does with *trials*."""
    answerable = [asked for asked in trials if asked.known.has_answer]
    others = [asked for asked in trials if not asked.known.has_answer]
    answered = [asked.place == 0 for asked in answerable if asked.is_answered(policy)]
    return Tally(
        answerable=len(answerable),
        right=sum(answered),
        wrong=len(answered) - sum(answered),
        offered=sum(asked.offered(policy) for asked in answerable),
        unanswerable=len(others),
        anyway=sum(asked.is_answered(policy) for asked in others),
        offered_anyway=sum(asked.asked_back(policy) for asked in others),
    )


@dataclass(frozen=True, slots=True)
class Score:
    """How a base did on known questions, on a day, answering outright from the confidence *answer_at* on."""

    on: date
    answer_at: float
    answerable: int
    first: int
    answered_right: int
    answered_wrong: int
    unanswerable: int
    answered_anyway: int


def score(trials: Sequence[Asked], policy: Policy, today: date) -> Score:
    """The figures of *trials* under *policy*."""
    did = tally(trials, policy)
    return Score(
        on=today,
        answer_at=policy.answer_at,
        answerable=did.answerable,
        first=count_within(trials, 1),
        answered_right=did.right,
        answered_wrong=did.wrong,
        unanswerable=did.unanswerable,
        answered_anyway=did.anyway,
    )


def within(trials: Sequence[Asked], places: int) -> float:
    """The share of *trials* whose right entry came among the first *places*."""
    return count_within(trials, places) / len(trials)


def count_within(trials: Sequence[Asked], places: int) -> int:
    """How many of *trials* had their right entry among the first *places*."""
    return sum(asked.place is not None and asked.place < places for asked in trials)
