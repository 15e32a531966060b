"""Trials: a base asked questions whose answers are known, and how well it did."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from bot.core.answer import Answer, DidYouMean, Policy, choose
from bot.core.entry import Entry, Kind
from bot.core.pack import KnownQuestion
from bot.matching.index import Finding, Index
from bot.matching.reading import Reading
from bot.matching.spelling import english

# English words by how common they are: those that are swapped in, and those that carry enough to be swapped out.
_SWAPPED_IN = range(1000, 6000)
_WORTH_SWAPPING = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A known question, with what was found for it, best first."""

    known: KnownQuestion
    found: tuple[Finding, ...]

    @property
    def place(self) -> int | None:
        """Where the right entry came, from 0; None when it was not found, or there is none."""
        ids = [finding.match.entry_id for finding in self.found]
        return ids.index(self.known.entry) if self.known.entry in ids else None

    def answered(self, policy: Policy) -> str | None:
        """The entry that *policy* answers with outright; None when it asks back or declines."""
        outcome = choose([finding.match for finding in self.found], policy)
        return outcome.match.entry_id if isinstance(outcome, Answer) else None

    def offered(self, policy: Policy) -> bool:
        """Whether *policy* asks back, with the right entry among those it offers."""
        outcome = choose([finding.match for finding in self.found], policy)
        return isinstance(outcome, DidYouMean) and any(m.entry_id == self.known.entry for m in outcome.matches)


def ask_all(index: Index, questions: Iterable[KnownQuestion]) -> tuple[Asked, ...]:
    """Each of *questions*, asked of *index*."""
    return tuple(Asked(known, index.find(known.text)) for known in questions)


def leave_one_out(index: Index, every: int = 1) -> Iterator[Asked]:
    """
    Each *every*-th phrasing of each entry, asked of the base without it: it must still find its entry.

    An entry with one phrasing is left out of the trial.
    """
    for entry, at, base in _without_a_phrasing(index, every):
        yield Asked(KnownQuestion(entry.phrasings[at], entry.id), base.find(entry.phrasings[at]))


def hide(index: Index, every: int = 1) -> Iterator[Asked]:
    """Each *every*-th phrasing of each entry, asked of the base without that entry: it must be declined."""
    for entry in index.entries.values():
        base = index.without(entry.id)
        for phrasing in entry.phrasings[::every]:
            yield Asked(KnownQuestion(phrasing), base.find(phrasing))


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
            yield Asked(KnownQuestion(twisted), base.find(twisted))


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


def read_entries(file: Path) -> tuple[Entry, ...]:
    """The entries of a base.jsonl, a line each: ``entry``, ``phrasings``; they have no claims."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return tuple(Entry(row["entry"], Kind.FACT, row["phrasings"][0], (), tuple(row["phrasings"][1:])) for row in rows)


def read_questions(file: Path, key: str = "q") -> tuple[KnownQuestion, ...]:
    """The questions of a .jsonl, a line each: *key*, and ``entry`` where one answers it."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return tuple(KnownQuestion(row[key], row.get("entry")) for row in rows)


def auroc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often one of *right* is above one of *wrong*, ties counted half: 0 to 1 (Hanley & McNeil 1982)."""
    both = np.concatenate([right, wrong])
    _, where, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    above = ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2
    return float(above / (len(right) * len(wrong)))


@dataclass(frozen=True, slots=True)
class Score:
    """How a base did on known questions, on a day."""

    on: date
    answerable: int
    first: int
    answered_right: int
    answered_wrong: int
    unanswerable: int
    answered_anyway: int


def score(trials: Sequence[Asked], policy: Policy, today: date) -> Score:
    """The figures of *trials* under *policy*."""
    answerable = [asked for asked in trials if asked.known.entry]
    others = [asked for asked in trials if not asked.known.entry]
    answers = [(asked.answered(policy), asked.known.entry) for asked in answerable]
    return Score(
        on=today,
        answerable=len(answerable),
        first=sum(asked.place == 0 for asked in answerable),
        answered_right=sum(given == right for given, right in answers),
        answered_wrong=sum(given not in (None, right) for given, right in answers),
        unanswerable=len(others),
        answered_anyway=sum(asked.answered(policy) is not None for asked in others),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """
    How well a base of the development set's form ranks, in shares of 1.

    Attributes:
        first, three: How often the right entry came first, or among the first three.
        noisy_first, noisy_three: The same with slips of the keyboard.
        auroc: Of the confidence of right first matches against unknown questions.
        at: The confidence that lets 5 % of the validation's unknown questions through.
        answered: Right answers at that confidence.
        let_through: Unknown questions at that confidence.
    """

    first: float
    three: float
    noisy_first: float
    noisy_three: float
    auroc: float
    at: float
    answered: float
    let_through: float


def rank(folder: Path) -> Ranking:
    """The figures of a folder with base, questions, unknown and unknown_val as .jsonl; see tests/data/hwu64."""
    index = Index.of(read_entries(folder / "base.jsonl"))
    clean = ask_all(index, read_questions(folder / "questions.jsonl"))
    noisy = ask_all(index, read_questions(folder / "questions.jsonl", "noisy"))
    unknown, before = (
        np.array([_confidence(asked) for asked in ask_all(index, read_questions(folder / f"{name}.jsonl"))])
        for name in ("unknown", "unknown_val")
    )
    at = float(np.quantile(before, 0.95))
    right = np.array([_confidence(asked) for asked in clean if asked.place == 0])
    return Ranking(
        first=within(clean, 1),
        three=within(clean, 3),
        noisy_first=within(noisy, 1),
        noisy_three=within(noisy, 3),
        auroc=auroc(right.tolist(), unknown.tolist()),
        at=at,
        answered=float((right >= at).sum() / len(clean)),
        let_through=float((unknown >= at).mean()),
    )


def within(trials: Sequence[Asked], places: int) -> float:
    """The share of *trials* whose right entry came among the first *places*."""
    return sum(asked.place is not None and asked.place < places for asked in trials) / len(trials)


def _confidence(asked: Asked) -> float:
    return asked.found[0].match.confidence if asked.found else 0.0
