"""
Ablation: what each part of the engine is worth, by leaving it out.

    python -m bot.ablation

Heads, crowding and spelling are told by how often the right entry has the highest score of the heads, on the questions
of tests/data/hwu64 and on those of tests/data/tuning.jsonl about the shipped packs; guards by what the normal policy
does with the latter without each of them. Where there is a sentence encoder (see `footnote model`), its head too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot import app
from bot.config import SHIPPED_KNOWLEDGE, load
from bot.core.pack import KnownQuestion
from bot.core.policies import NORMAL
from bot.matching.encoder import Encoding
from bot.matching.guards import LEFT, Ground
from bot.matching.index import Finding, Index
from bot.matching.reading import Reader, Reading
from bot.matching.weights import SHIPPED, WITH_ENCODER, Weights
from bot.service.embeddings import Embeddings
from bot.service.exam import Exam, read_entries, read_questions
from bot.service.trial import Asked, tally
from bot.service.upkeep import load_packs

_ROOT = Path(__file__).parents[1]
_HWU64 = _ROOT / "tests" / "data" / "hwu64"
_TUNING = _ROOT / "tests" / "data" / "tuning.jsonl"


class _Unrepaired(Reader):
    """*reader*, but that it takes every word of a question as it is spelled."""

    def __init__(self, reader: Reader) -> None:
        vars(self).update(vars(reader))

    def read_question(self, text: str) -> Reading:
        """*text* as it stands."""
        return self.read(text)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Questions, and what makes the index that they are asked of."""

    name: str
    questions: Sequence[KnownQuestion]
    index: Callable[[Weights, Encoding | None], Index]


def main() -> None:
    """Print what each head, crowding, spelling and each guard is worth."""
    encoder = app.encoder(load(os.environ))
    trials = tuple(_trials())
    _print_heads(trials, SHIPPED, None)
    if encoder:
        _print_heads(trials, WITH_ENCODER, Embeddings(encoder))
    _print_guards(trials[-1])


def _trials() -> Iterator[_Trial]:
    entries = read_entries(_HWU64 / "base.jsonl")
    exam = Exam.read(_HWU64, entries)

    def far(weights: Weights, encoding: Encoding | None) -> Index:
        return Index.of(entries, encoding=encoding, weights=weights)

    packs = load_packs(SHIPPED_KNOWLEDGE)

    def near(weights: Weights, encoding: Encoding | None) -> Index:
        of_packs = [entry for pack in packs for entry in pack.entries]
        return Index.of(of_packs, [pack.words for pack in packs], encoding, weights=weights)

    yield _Trial("hwu64", exam.known, far)
    yield _Trial("with slips", exam.noisy, far)
    yield _Trial("packs", read_questions(_TUNING), near)


def _print_heads(trials: Sequence[_Trial], weights: Weights, encoding: Encoding | None) -> None:
    print(f"{'first / among three, %':<24}" + "".join(f"{trial.name:>14}" for trial in trials))
    for name, left_out in _variants(weights, encoding):
        cells = (_within(trial.questions, trial.index(left_out, encoding)) for trial in trials)
        print(f"{name:<24}" + "".join(f"{cell:>14}" for cell in cells))
    full = (trial.index(weights, encoding) for trial in trials)
    unrepaired = (replace(index, reader=_Unrepaired(index.reader)) for index in full)
    cells = (_within(trial.questions, index) for trial, index in zip(trials, unrepaired, strict=True))
    print(f"{'without spelling':<24}" + "".join(f"{cell:>14}" for cell in cells))


def _variants(weights: Weights, encoding: Encoding | None) -> Iterator[tuple[str, Weights]]:
    heads = ("lexical", "static", "encoder") if encoding else ("lexical", "static")
    yield "all heads", weights
    for head in heads:
        yield f"without {head}", replace(weights, **{head: 0.0})
        yield f"{head} alone", replace(weights, **{other: 0.0 for other in heads if other != head})
    yield "without crowding", replace(weights, crowding=0.0)


def _within(questions: Sequence[KnownQuestion], index: Index) -> str:
    known = [question for question in questions if question.entry]
    ranked = [sorted(index.find(one.text), key=lambda found: -found.features.score) for one in known]
    places = [[found.match.entry_id for found in found_all[:3]] for found_all in ranked]
    first, three = (
        sum(one.entry in found[:most] for one, found in zip(known, places, strict=True)) / len(known) for most in (1, 3)
    )
    return f"{first * 100:.1f} / {three * 100:.1f}"


def _print_guards(trial: _Trial) -> None:
    index = trial.index(SHIPPED, None)
    found = [(known, index.find(known.text)) for known in trial.questions]
    print(f"{'normal policy, %':<24}{'right':>8}{'wrong':>8}{'offered':>9}{'others answered':>17}")
    for ground in (None, *Ground):
        freed = ((known, tuple(_without(ground, findings))) for known, findings in found)
        asked = [Asked(known, tuple(one.match for one in findings), findings) for known, findings in freed]
        did = tally(asked, NORMAL)
        shares = (did.right / did.answerable, did.wrong / did.answerable, did.offered / did.answerable)
        name = f"without {ground.name}" if ground else "all guards"
        told = "".join(f"{share * 100:>{width}.1f}" for share, width in zip(shares, (8, 8, 9), strict=True))
        print(f"{name:<24}{told}{did.anyway / did.unanswerable * 100:>17.1f}")


def _without(ground: Ground | None, findings: Sequence[Finding]) -> Iterator[Finding]:
    """*findings*, best first, as they would be had nothing been said on that *ground*."""
    freed = [
        replace(one, match=replace(one.match, confidence=one.match.confidence / LEFT[ground]))
        if ground and one.match.confidence < 1 and ground in {objection.ground for objection in one.objections}
        else one
        for one in findings
    ]
    yield from sorted(freed, key=lambda one: -one.match.confidence)


if __name__ == "__main__":
    main()
