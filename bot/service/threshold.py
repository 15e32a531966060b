"""Thresholds: from which confidence on a base answers, told by what it does when it must decline."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from bot.core.answer import Policy
from bot.core.pack import KnownQuestion
from bot.core.policies import POLICIES
from bot.matching.index import Index
from bot.service.base import Base
from bot.service.trial import Asked, Score, ask_all, asked, matched, score

# Phrasings that are asked of the base without their entry, and the fewest that tell anything.
_HIDDEN, _FEWEST = 400, 100
_SEED = 20261125
# A hidden entry's phrasing comes nearer to what is left than what people ask that the base does not hold, so that more
# of them may be answered. Set 2026-11-25 by tests/data/tuning.jsonl and unknown_val.jsonl of tests/data/hwu64;
# `python -m bot.calibrate thresholds` prints what share of either is answered.
_NEARER = 1.5
# The lowest that a threshold may come to, above what any guard leaves, and the highest: above it hardly anything is
# answered.
LOWEST, _HIGHEST = 0.61, 0.95
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What a base does when it must decline.

    Attributes:
        hidden: Phrasings, asked of the base without their entry.
        declined: What its packs say that it must decline.
    """

    hidden: tuple[Asked, ...]
    declined: tuple[Asked, ...]

    @classmethod
    def of(cls, known: Iterable[Asked], unseen: Iterable[Asked]) -> Evidence:
        """What a base did with what it must decline of *known*, and with *unseen*, whose entries were `hidden`."""
        return cls(tuple(unseen), tuple(one for one in known if not one.known.has_answer))

    def moved(self, policy: Policy) -> Policy:
        """
        *policy* with the lowest threshold, in steps of a hundredth, that keeps to its risk here.

        Where there are too few questions to tell, it answers from where it starts.
        """
        unseen = _lowest(self.hidden, policy, _NEARER * policy.risk) if len(self.hidden) >= _FEWEST else None
        told = [at for at in (unseen, _lowest(self.declined, policy, policy.risk)) if at is not None]
        if not told:
            return policy
        return replace(policy, answer_at=min(max(*told, LOWEST), _HIGHEST))

    @property
    def policies(self) -> Mapping[str, Policy]:
        """All policies as they are moved here, by name."""
        return {name: self.moved(policy) for name, policy in POLICIES.items()}


def evidence(base: Base) -> Evidence:
    """What *base* tells of itself: a second or two of work."""
    to_decline = (one for one in base.questions if not one.has_answer)
    return Evidence.of(ask_all(base.index, to_decline), hidden(base.index))


@dataclass(frozen=True, slots=True)
class Measured:
    """
    How sure a base must be, and how good it is.

    Attributes:
        policy: When to answer from it.
        score: How it did on the known questions of its packs; None where they have none.
    """

    policy: Policy
    score: Score | None


def measured(base: Base, policy: Policy, today: date, is_stopped: Callable[[], bool]) -> Measured | None:
    """
    What *base* comes to with a policy that starts as *policy*: seconds of work, for a thread.

    Args:
        is_stopped: Asked before each question; once it is, there is no answer but None.
    """
    asking = (
        (asked(base.index, one) for one in base.questions),
        hidden(base.index),
    )
    known, unseen = (tuple(takewhile(lambda _: not is_stopped(), some)) for some in asking)
    if is_stopped():
        return None
    moved = Evidence.of(known, unseen).moved(policy)
    return Measured(moved, score(known, moved, today) if known else None)


def _lowest(some: Sequence[Asked], policy: Policy, risk: float) -> float | None:
    """The lowest threshold by which at most that share of *some* are answered; None if that is less than one."""
    allowed = int(risk * len(some))
    if not allowed:
        return None
    answering = replace(policy, answer_at=0.0)
    moved = (one for one in some if one.timeline is None)  # a timeline is given at any confidence
    confidences = sorted((one.confidence for one in moved if one.is_answered(answering)), reverse=True)
    if len(confidences) <= allowed:
        return 0.0
    return (math.floor(confidences[allowed] * _STEPS) + 1) / _STEPS


def hidden(index: Index) -> Iterator[Asked]:
    """A draw of the phrasings of *index*, each asked of it without its entry."""
    draw = random.Random(_SEED)  # noqa: S311 - a seeded draw that can be repeated is the point
    phrasings = [(entry.id, phrasing) for entry in index.entries.values() for phrasing in entry.phrasings]
    for entry_id, phrasing in draw.sample(phrasings, min(_HIDDEN, len(phrasings))):
        yield matched(index.without(entry_id), KnownQuestion(phrasing))
