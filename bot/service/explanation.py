"""Explanations: why a question was answered, offered a choice, or declined, for those who look after the base."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from bot.core.answer import Answer, Match, NoAnswer, Policy, Timeline, choose
from bot.matching.confidence import Features
from bot.matching.guards import LEFT, Objection
from bot.matching.index import Working
from bot.matching.normalise import words
from bot.matching.reading import Reading
from bot.service.ask import Reply, ask
from bot.service.base import Base
from bot.service.curators import Actor, require_curator

# The best and the runner-up.
_EXPLAINED = 2

MEANINGS: Mapping[str, str] = {
    "score": "how alike the heads together find them",
    "lead": "the score less the best other entry's",
    "standing": "the score less the mean of the next five",
    "coverage": "share of the question's telling words that the entry holds",
    "missing": "how telling the most telling word is that no phrasing has; 0 is good",
    "nearest": "how near in meaning the three nearest phrasings are",
    "likeness": "how alike the most similar phrasing is, letter by letter",
    "manner": "share of its phrasings that ask the same way (when, who, how many …)",
    "length": "log(1 + words of the question, 20 at most)",
    "spread": "0 where one entry stands out, 1 where all are alike",
}
"""What each feature of a confidence means, by its name. All but length run from 0, or -1, to 1."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    How one entry came to its confidence.

    Attributes:
        heads: What each head gave, 0 to 1, by its name.
        trusted: The confidence before the guards spoke, 0 to 1.
        confidence: That after them; 1 where *is_typed_so*.
        is_typed_so: Whether the question is one of its phrasings word for word, which no guard is asked about.
    """

    entry_id: str
    heads: Mapping[str, float]
    features: Features
    trusted: float
    objections: tuple[Objection, ...]
    confidence: float
    is_typed_so: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    Why a question had its outcome.

    Attributes:
        question: As it was asked, less mentions and links.
        searched: What was searched for: the same with its relative times as dates, or a part of it with the names that
            it leans on.
        answers_part: The part that is answered; None if it is no part.
        repairs: Words as typed and as they were read, where these differ.
        names: Words that were recognised, and the name of what they stand for.
        asks: How it asks ("when", "count"), and the times that it gives.
        weighed: The best entry and the runner-up, as far as there are.
        because: Why the outcome followed, in a sentence.
    """

    question: str
    searched: str
    answers_part: str | None
    repairs: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    weighed: tuple[Weighed, ...]
    because: str

    def read_as(self, arrow: str) -> Iterator[tuple[str, Sequence[str]]]:
        """How the question was read: a word for what, and what it came to, as far as there is anything to tell."""
        told: tuple[tuple[str, Sequence[str]], ...] = (
            ("read", [f"{typed or 'nothing'} {arrow} {read or 'nothing'}" for typed, read in self.repairs]),
            ("names", [named(*pair) for pair in self.names]),
            ("asks", self.asks),
        )
        return (one for one in told if one[1])


def explain(base: Base, typed: str, policy: Policy, today: date) -> Explanation:
    """Why *typed* has the outcome that it has *today*, as *base* stands now. It never raises for what was typed."""
    return explain_reply(ask(base, typed, policy, today), policy)


def explain_reply(reply: Reply, policy: Policy) -> Explanation:
    """The same as `explain`, of a question that was asked: *reply* is what came of it."""
    base = reply.base
    working = base.index.work(reply.searched)
    return Explanation(
        question=reply.question,
        searched=reply.searched,
        answers_part=reply.answers_part,
        repairs=tuple(_repairs(words(reply.searched), working.reading.words)),
        names=tuple(_names(working.reading)),
        asks=tuple(_asks(working.reading)),
        weighed=tuple(_weighed(base, working, at) for at in range(len(working.findings[:_EXPLAINED]))),
        because=because(reply, policy),
    )


def explain_to(actor: Actor, base: Base, typed: str, policy: Policy, today: date) -> Explanation:
    """
    The same as `explain`, for a curator.

    Raises:
        NotCurator: *actor* is none.
    """
    require_curator(actor)
    return explain(base, typed, policy, today)


def _repairs(typed: Sequence[str], read: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where *typed* and *read* differ: word by word where their number stayed, else what stands between."""
    for what, *places in SequenceMatcher(None, typed, read, autojunk=False).get_opcodes():
        start, end, first, last = places
        if what != "equal" and end - start == last - first:
            yield from zip(typed[start:end], read[first:last], strict=True)
        elif what != "equal":
            yield " ".join(typed[start:end]), " ".join(read[first:last])


def _names(reading: Reading) -> Iterator[tuple[str, str]]:
    for mention in reading.mentions:
        where = " (not covered here)" if mention.name.elsewhere else ""
        yield " ".join(reading.words[mention.start : mention.end]), f"{mention.name.shown}{where}"


def _asks(reading: Reading) -> Iterator[str]:
    if reading.manner:
        yield "how many" if reading.manner == "count" else reading.manner
    yield from (one.period.in_words() for one in reading.asked)


def _weighed(base: Base, working: Working, at: int) -> Weighed:
    finding = working.findings[at]
    return Weighed(
        entry_id=finding.match.entry_id,
        heads={name: given[at] for name, given in working.heads.items()},
        features=finding.features,
        trusted=working.trusted[at],
        objections=finding.objections,
        confidence=finding.match.confidence,
        is_typed_so=" ".join(working.reading.words) in base.index.held(finding.match.entry_id).typed,
    )


def because(reply: Reply, policy: Policy) -> str:
    """Why *policy* had the outcome of *reply*, in a sentence."""
    if not reply.searched:
        return "There is no word in it to search for: declined."
    if reply.wanted:
        came = "a timeline" if isinstance(reply.outcome, Timeline) else "nothing is dated to it: declined"
        return f"It asks what happened in a time ({reply.wanted.in_words()}), and nothing else: {came}."
    if not reply.matches:
        return "The base holds nothing: declined."
    return _because(reply.matches, policy)


def _because(matches: Sequence[Match], policy: Policy) -> str:
    """Why `choose` chose so; figures are cut, not rounded, so that 0.797 is seen to be below 0.80."""
    best, following = matches[0].confidence, matches[1].confidence if len(matches) > 1 else 0.0
    outcome = choose(matches, policy)
    if isinstance(outcome, NoAnswer):
        return f"{cut(best)} is below {cut(policy.suggest_at)}: declined."
    if best < policy.answer_at:
        return f"{cut(best)} is below {cut(policy.answer_at)}, but at least {cut(policy.suggest_at)}: offered."
    enough = f"{cut(best)} is at least {cut(policy.answer_at)}"
    if following < policy.suggest_at:
        return f"{enough} and no other entry reaches {cut(policy.suggest_at)}: answered."
    if isinstance(outcome, Answer):
        return f"{enough} and {cut(best - following)} ahead of the next: answered."
    ahead = f"only {cut(best - following)} ahead of the next, where {cut(policy.margin)} is asked for"
    return f"{enough}, but {ahead}: offered."


def cut(share: float) -> str:
    """*share*, 0 to 1, with two digits behind the point, the rest cut off."""
    return f"{math.floor(share * 100 + 1e-9) / 100:.2f}"


def figure(value: float) -> str:
    """*value* with two digits behind the point, rounded, and no sign before a nought."""
    return f"{round(value, 2) + 0.0:.2f}"


def named(words: str, name: str) -> str:
    """That *words* are a name of what is called *name*; the name alone where they are the same but for a remark."""
    return name if words == name.casefold().partition(" (")[0] else f"{words} = {name}"


def guard_words(objection: Objection) -> str:
    """What a guard said, on which word, and what it leaves of a confidence."""
    return f'{objection.ground} ("{objection.word}"): leaves {LEFT[objection.ground]:.2f} of it'
