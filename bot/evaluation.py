"""Evaluation: how good the answers are, beside the naive bot, in figures that anyone can have again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bot.core.entry import Entry
from bot.core.pack import KnownQuestion, Pack
from bot.core.policies import NORMAL, POLICIES
from bot.matching.encoder import Encoding
from bot.matching.index import Index
from bot.naive import SCORERS, Naive
from bot.service.base import Base
from bot.service.exam import Exam, read_entries
from bot.service.report import Confusion, Measure, Search, Share, Sitting, confusions
from bot.service.threshold import Evidence, hidden
from bot.service.trial import Asked, ask_all

OURS, ENCODED = "footnote", "with encoder"
_DIGITS = 4
_WORST = 10
# Parts of the questions to decline that go by the others (cross-validation, Stone 1974).
_PARTS = 5


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    An exam as our search sat it, and others beside it.

    Attributes:
        sittings: By the name of the search, ours first.
    """

    name: str
    entries: int
    phrasings: int
    sittings: Mapping[str, Sitting]

    @property
    def ours(self) -> Sitting:
        """The exam as our search sat it."""
        return self.sittings[OURS]

    @property
    def worst(self) -> tuple[Confusion, ...]:
        """Which entries are taken for which most often, at most ten."""
        return confusions(self.ours.known)[:_WORST]


def of_packs(packs: Sequence[Pack], *, alone: bool = False, encoding: Encoding | None = None) -> Evaluation:
    """
    What the known questions of *packs* show, without other searches beside ours if *alone*.

    With an *encoding*, ours sits the exam with it as well.

    Raises:
        BadExam: There are none.
    """
    exam = Exam.of_packs(packs)
    entries = tuple(entry for pack in packs for entry in pack.entries)
    indexes = {name: Base.of_packs(packs, how).index for name, how in _ways(encoding)}
    sittings = {name: _sat(exam, index) for name, index in indexes.items()}
    return _of(", ".join(pack.id for pack in packs), entries, sittings, exam, alone)


def of_folder(folder: Path, *, alone: bool = False, encoding: Encoding | None = None) -> Evaluation:
    """
    What the questions of *folder*, which is of the form of tests/data/hwu64, show about its base; else as `of_packs`.

    Raises:
        BadExam: A file is not what it must be; the text names it and the line.
    """
    entries = read_entries(folder / "base.jsonl")
    exam = Exam.read(folder, entries)
    indexes = {name: Index.of(entries, encoding=how) for name, how in _ways(encoding)}
    sittings = {name: _sat(exam, index) for name, index in indexes.items()}
    return _of(str(folder), entries, sittings, exam, alone)


def _ways(encoding: Encoding | None) -> Iterator[tuple[str, Encoding | None]]:
    """The names of our searches, and what each has beyond words."""
    yield OURS, None
    if encoding:
        yield ENCODED, encoding


def _sat(exam: Exam, index: Index) -> Sitting:
    """
    *exam* as *index* sat it, under the policies as its phrasings and questions to decline move them.

    No question moves what it is reported under: where none came before the exam, each fifth goes by the other four.
    """
    sitting = Sitting.of(exam, lambda questions: ask_all(index, questions))
    unseen, declined = tuple(hidden(index)), sitting.unknown
    others = [[one for at, one in enumerate(declined) if at % _PARTS != part] for part in range(_PARTS)]
    by = [sitting.before] if sitting.before else others
    return replace(sitting, policies=tuple(Evidence.of(some, unseen).policies for some in by))


def _of(name: str, entries: Sequence[Entry], ours: Mapping[str, Sitting], exam: Exam, alone: bool) -> Evaluation:
    naive = {} if alone else {scorer: Sitting.of(exam, _naive(entries, scorer)) for scorer in SCORERS}
    return Evaluation(name, len(entries), sum(len(entry.phrasings) for entry in entries), {**ours, **naive})


def _naive(entries: Sequence[Entry], scorer: str) -> Search:
    """The naive bot, which knows nothing of times."""
    naive = Naive(entries, scorer)

    def search(questions: Sequence[KnownQuestion]) -> tuple[Asked, ...]:
        found = naive.search_all([question.text for question in questions])
        return tuple(Asked(*one) for one in zip(questions, found, strict=True))

    return search


def missed(sitting: Sitting) -> Iterator[str]:
    """The questions that went wrong, a line each; to decline, under the normal policy from where it answers."""
    answering = replace(NORMAL, answer_at=sitting.answers_from(NORMAL.name))
    for asked in sitting.known:
        if asked.place != 0:
            yield f"{asked.known.text!r} wants {_wanted(asked.known)}, found {_best(asked)}"
    for asked in sitting.unknown:
        if asked.is_answered(answering):
            why = f" ({asked.known.why})" if asked.known.why else ""
            yield f"{asked.known.text!r}{why} was answered with {_best(asked)}"


def _wanted(known: KnownQuestion) -> str:
    return f"the timeline of {known.period}" if known.period else str(known.entry)


def _best(asked: Asked) -> str:
    if asked.timeline:
        return f"the timeline of {asked.timeline.in_words()}"
    return f"{asked.matches[0].entry_id} at {asked.confidence:.2f}" if asked.matches else "nothing"


def as_object(evaluation: Evaluation) -> dict[str, Any]:
    """All figures of *evaluation* for a machine; null where there were no questions to take one from."""
    ours = evaluation.ours
    return {
        "of": evaluation.name,
        "entries": evaluation.entries,
        "phrasings": evaluation.phrasings,
        "questions": {"known": len(ours.known), "noisy": len(ours.noisy), "unknown": len(ours.unknown)},
        "policies": {name: asdict(policy) for name, policy in POLICIES.items()},
        "searches": {name: _figures(sitting) for name, sitting in evaluation.sittings.items()},
        "confusions": [asdict(confusion) for confusion in evaluation.worst],
    }


def _figures(sitting: Sitting) -> dict[str, Any]:
    points = sitting.curve()
    return {
        "first": _share(sitting.within(1)),
        "three": _share(sitting.within(3)),
        "groups": {name: _share(sitting.of_group(name).within(1)) for name in sitting.groups},
        "noisy_first": _share(sitting.noisy_within(1)),
        "noisy_three": _share(sitting.noisy_within(3)),
        "auroc": _measured(sitting.separation),
        "aurc": _measured(sitting.area()),
        "aurc_known": _measured(sitting.area(unknown=False)),
        "answers_from": {name: _rounded(sitting.answers_from(name)) for name in POLICIES},
        "policies": {name: asdict(sitting.fares(name)) for name in POLICIES},
        "cut": _cut(sitting),
        "curve": {
            "confidence": [_rounded(point.confidence) for point in points],
            "coverage": [_rounded(point.coverage) for point in points],
            "risk": [_rounded(point.risk) for point in points],
        },
    }


def _cut(sitting: Sitting) -> dict[str, Any] | None:
    cut = sitting.cut
    if cut is None:
        return None
    return {"above": _measured(cut.above), "right": _share(cut.right), "through": _share(cut.through)}


def _share(share: Share) -> dict[str, Any] | None:
    if share.value is None:
        return None
    return {"share": _rounded(share.value), "count": share.count, "of": share.of}


def _measured(measure: Measure | None) -> float | None:
    return None if measure is None else _rounded(measure.value)


def _rounded(figure: float) -> float:
    return round(figure, _DIGITS)
