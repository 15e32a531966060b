"""When we answer, when we ask back and when we decline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.timeline import Event, Wanted


@dataclass(frozen=True, slots=True)
class Match:
    """
    An entry that was found.

    Attributes:
        confidence: From 0 to 1: how likely it is that this entry answers the question.
    """

    entry_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Policy:
    """
    When to answer, when to ask back, when to decline. Confidences run from 0 to 1.

    Attributes:
        answer_at: The lowest confidence that is answered outright.
        suggest_at: The lowest confidence that is worth offering.
        margin: How far ahead of the next entry the best must be to be answered outright.
        offers: How many entries are offered at most.
        risk: Of what a base must decline, the share that may be answered: *answer_at* is where a policy starts, and
            moves on each base until it keeps to this.
    """

    name: str
    answer_at: float
    suggest_at: float
    margin: float
    offers: int = 3
    risk: float = 0.02


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry answers; *others* are the runners-up, best first, for those who meant something else."""

    match: Match
    others: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Several entries might answer, best first; the asker chooses."""

    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened in a time answers: *events*, in order, of what is *wanted*; as an outcome it has at least one."""

    wanted: Wanted
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The base does not hold it."""


Outcome = Answer | DidYouMean | Timeline | NoAnswer


def choose(matches: Sequence[Match], policy: Policy) -> Outcome:
    """Decide what to do with *matches*, which are of different entries, best first."""
    near = tuple(match for match in matches if match.confidence >= policy.suggest_at)[: policy.offers + 1]
    if not near:
        return NoAnswer()
    lead = near[0].confidence - near[1].confidence if len(near) > 1 else 1.0
    if near[0].confidence >= policy.answer_at and lead >= policy.margin:
        return Answer(near[0], tuple(matches[1 : policy.offers + 1]))
    return DidYouMean(near[: policy.offers])
