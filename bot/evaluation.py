"""Evaluation: how good the answers are, in figures that anyone can have again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core.pack import Pack
from bot.core.policies import NORMAL
from bot.service.base import Base
from bot.service.trial import Asked, ask_all, rank, within


def of_packs(packs: Sequence[Pack], misses: bool) -> Iterator[str]:
    """A line for each figure of the packs' known questions under the normal policy, then those that went wrong."""
    base = Base.of_packs(packs)
    trials = ask_all(base.index, (question for pack in packs for question in pack.questions))
    known = [asked for asked in trials if asked.known.entry]
    others = [asked for asked in trials if not asked.known.entry]
    yield from _of_known(known)
    yield from _of_others(others)
    if misses:
        yield from _misses(known, others)


def _of_known(known: Sequence[Asked]) -> Iterator[str]:
    if not known:
        return
    right = sum(asked.answered(NORMAL) == asked.known.entry for asked in known)
    wrong = sum(asked.answered(NORMAL) not in (None, asked.known.entry) for asked in known)
    offered = sum(asked.offered(NORMAL) for asked in known)
    yield f"{len(known)} questions to answer"
    yield f"  right entry first: {within(known, 1):.1%}; among the first three: {within(known, 3):.1%}"
    yield f"  answered with it: {right / len(known):.1%}; offered with others: {offered / len(known):.1%}"
    yield f"  answered with another: {wrong / len(known):.1%}"


def _of_others(others: Sequence[Asked]) -> Iterator[str]:
    if not others:
        return
    answered = sum(asked.answered(NORMAL) is not None for asked in others)
    yield f"{len(others)} questions to decline"
    yield f"  answered: {answered / len(others):.1%}"


def _misses(known: Sequence[Asked], others: Sequence[Asked]) -> Iterator[str]:
    for asked in known:
        if asked.place != 0:
            yield f"{asked.known.text!r} wants {asked.known.entry}, found {_best(asked)}"
    for asked in others:
        if asked.answered(NORMAL):
            yield f"{asked.known.text!r} ({asked.known.why}) was answered with {_best(asked)}"


def _best(asked: Asked) -> str:
    if not asked.found:
        return "nothing"
    best = asked.found[0].match
    return f"{best.entry_id} at {best.confidence:.2f}"


def of_folder(folder: Path) -> Iterator[str]:
    """A line for each figure of a base of the development set's form."""
    ranking = rank(folder)
    yield f"right entry first: {ranking.first:.1%}; among the first three: {ranking.three:.1%}"
    yield f"with slips of the keyboard: {ranking.noisy_first:.1%}; {ranking.noisy_three:.1%}"
    yield f"AUROC of right first matches against unknown questions: {ranking.auroc:.3f}"
    yield (
        f"at confidence {ranking.at:.2f}, which lets 5 % of unknown_val through:"
        f" {ranking.answered:.1%} answered rightly, {ranking.let_through:.1%} of unknown let through"
    )
