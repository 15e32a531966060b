"""Guards: what speaks against an entry however alike the words are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.matching.held import Held
from bot.matching.names import Name
from bot.matching.reading import Reading


class Ground(StrEnum):
    """Why an entry is objected to, in the words a curator reads."""

    ELSEWHERE = "the question names something the base does not cover"
    OTHER_THING = "the question names something the entry does not hold"
    STRANGER = "the question names something nobody here knows"
    OTHER_TIME = "the question gives a time the entry does not hold"
    OTHER_NUMBER = "the question gives a number the entry does not hold"
    OTHER_MEASURE = "the question asks how wide, how tall … and the entry is never asked that"
    NO_COUNT = "the question asks how many, and the entry states no number"
    NOTHING_TELLING = "the question has no word that tells what it is about"
    NEGATED = "the question denies what the entry never denies"


# What is left of the confidence under each objection. Set by hand 2026-11-24: one objection keeps even a perfect match
# from being answered, and a thing of elsewhere or no telling word keeps it from being offered too.
# `python -m bot.calibrate` prints how often each speaks against right entries, and against what must be declined.
LEFT = {
    Ground.ELSEWHERE: 0.1,
    Ground.OTHER_THING: 0.45,
    Ground.STRANGER: 0.3,
    Ground.OTHER_TIME: 0.2,
    Ground.OTHER_NUMBER: 0.6,
    Ground.OTHER_MEASURE: 0.4,
    Ground.NO_COUNT: 0.4,
    Ground.NOTHING_TELLING: 0.1,
    Ground.NEGATED: 0.4,
}


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that speaks against an entry, and the word of the question that it hangs on."""

    ground: Ground
    word: str


def in_question(question: Reading, subject: frozenset[Name]) -> tuple[Name, ...]:
    """
    The things that *question* names and an entry must hold, in order.

    Args:
        subject: Things that so many entries hold that they are what the base is about; an entry need not repeat them.
    """
    return tuple(sorted(question.things - subject, key=lambda thing: thing.shown))


def objections(question: Reading, things: Sequence[Name], entry: Held) -> Iterator[Objection]:
    """What speaks against *entry* as the answer to *question*, which names *things* that an entry must hold."""
    yield from _things(question, things, entry)
    yield from _numbers(question, entry)
    yield from _wording(question, entry)


def _things(question: Reading, things: Sequence[Name], entry: Held) -> Iterator[Objection]:
    for thing in things:
        if not entry.names(thing):
            yield Objection(Ground.ELSEWHERE if thing.elsewhere else Ground.OTHER_THING, thing.shown)
    for word in question.strangers:
        yield Objection(Ground.STRANGER, word)


def _numbers(question: Reading, entry: Held) -> Iterator[Objection]:
    for asked in question.asked:
        if not entry.holds(asked):
            yield Objection(Ground.OTHER_TIME, asked.period.in_words())
    for number in sorted(question.numbers):
        if number not in entry.numbers:
            yield Objection(Ground.OTHER_NUMBER, number)


def _wording(question: Reading, entry: Held) -> Iterator[Objection]:
    if question.manner.startswith("how ") and question.manner not in entry.manners:
        yield Objection(Ground.OTHER_MEASURE, question.manner)
    if question.manner == "count" and not entry.counted:
        yield Objection(Ground.NO_COUNT, "how many")
    if not question.tells:
        yield Objection(Ground.NOTHING_TELLING, " ".join(question.words[:1]))
    if question.negated and not entry.negated:
        yield Objection(Ground.NEGATED, "not")


def left(found: tuple[Objection, ...]) -> float:
    """What is left of a confidence of 1 under *found*, from 0 to 1."""
    share = 1.0
    for ground in {objection.ground for objection in found}:
        share *= LEFT[ground]
    return share
