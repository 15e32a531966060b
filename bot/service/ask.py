"""Asking: a question as it was typed in, an outcome out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.answer import Match, NoAnswer, Outcome, Policy, choose
from bot.matching.index import Finding
from bot.matching.normalise import LONGEST, words
from bot.service.base import Base

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
        findings: The best that were found, best first, however little they convince.
    """

    question: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()

    @property
    def matches(self) -> tuple[Match, ...]:
        """The best matches, best first, whatever the outcome."""
        return tuple(finding.match for finding in self.findings)


def ask(base: Base, typed: str, policy: Policy) -> Reply:
    """Answer *typed* from *base*, ask back, or decline, as *policy* says. It never raises for what was typed."""
    question = asked(typed)
    if not words(question):
        return Reply("", NoAnswer())
    findings = base.index.find(question)
    return Reply(question, choose([finding.match for finding in findings], policy), findings)


def asked(typed: str) -> str:
    """The words of *typed* that are the question itself."""
    bare = _MENTION_OF_ALL.sub(" ", _NOT_WORDS.sub(" ", typed[:LONGEST]))
    return " ".join(bare.replace("`", " ").split())
