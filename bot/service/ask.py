"""Asking: a question as it was typed in, an outcome out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.answer import Answer, Match, NoAnswer, Outcome, Policy
from bot.core.timeline import Wanted
from bot.matching.index import Finding
from bot.matching.normalise import LONGEST, words
from bot.matching.relative import dated
from bot.service.base import Base
from bot.service.parts import parts
from bot.service.search import as_of_day, search

# What Discord writes for mentions of people, roles and channels, own emoji, times and commands; and bare links.
_NOT_WORDS = re.compile(
    r"<(?:@[!&]?|#)\d{1,20}>|<a?:\w{1,32}:\d{1,20}>|<t:-?\d+(?::\w)?>|</[^:>]{1,100}:\d{1,20}>|https?://\S+"
)
_MENTION_OF_ALL = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What came of a question.

    Attributes:
        question: The question less mentions, emoji and links; empty when nothing else was typed.
        base: What it was answered from: the base, or the base as it stood on a day.
        findings: The best that were found, best first, however little they convince.
        searched: What they were found for: the question with its relative times as dates, or a part of it with the
            names that it leans on.
        answers_part: The part of the question that is answered; None where nothing is, or all that was asked.
        wanted: What it asks the timeline of, if it asks for one; None for other questions.
    """

    question: str
    outcome: Outcome
    base: Base
    findings: tuple[Finding, ...] = ()
    searched: str = ""
    answers_part: str | None = None
    wanted: Wanted | None = None

    @property
    def as_of(self) -> date | None:
        """The day for which it is answered; None for the present."""
        return self.base.as_of

    @property
    def matches(self) -> tuple[Match, ...]:
        """The best matches, best first, whatever the outcome."""
        return tuple(finding.match for finding in self.findings)


def ask(base: Base, typed: str, policy: Policy, today: date, as_of: date | None = None) -> Reply:
    """
    Answer *typed* from *base*, ask back, or decline, as *policy* says. It never raises for what was typed.

    Of a question with two parts the one is answered that is surer; a question without costs one search.

    Args:
        today: What "last year" counts from.
        as_of: Answer as the base stood for that day; None for the present, unless the question itself names a day.
    """
    question = asked(typed)
    if not words(question):
        return Reply("", NoAnswer(), base)
    searched = dated(question, today)
    day = as_of or as_of_day(base.index, searched)
    then = day if day is not None and day < today else None
    base = base.standing_on(then) if then else base
    whole = _search(base, searched, policy)
    tried = [
        replace(_search(base, part.searched, policy), answers_part=part.text) for part in parts(searched, base.index)
    ]
    return replace(_better(whole, tried, policy), question=question)


def _search(base: Base, searched: str, policy: Policy) -> Reply:
    found = search(base.index, searched, base.as_of)
    return Reply(searched, found.outcome(policy), base, found.findings, searched, wanted=found.wanted)


def _better(whole: Reply, tried: Sequence[Reply], policy: Policy) -> Reply:
    """
    The reply to a question as a whole, or to one of its parts where the whole is not answered or much less surely.

    Args:
        tried: The replies to the parts that can be asked by themselves.
    """
    answered = [reply for reply in tried if isinstance(reply.outcome, Answer)]
    if not answered or whole.wanted:
        return whole
    best = max(answered, key=lambda reply: reply.matches[0].confidence)
    if not isinstance(whole.outcome, Answer):
        return best
    same = [reply for reply in answered if _entry(reply) == _entry(whole)]
    if not same and best.matches[0].confidence >= whole.matches[0].confidence + policy.margin:
        return best
    is_of_one = len(same) == 1 and len(tried) > 1
    return replace(whole, answers_part=same[0].answers_part) if is_of_one else whole


def _entry(reply: Reply) -> str:
    """The entry that *reply*, which found some, holds best."""
    return reply.matches[0].entry_id


def asked(typed: str) -> str:
    """The words of *typed* that are the question itself."""
    bare = _MENTION_OF_ALL.sub(" ", _NOT_WORDS.sub(" ", typed[:LONGEST]))
    return " ".join(bare.replace("`", " ").split())
