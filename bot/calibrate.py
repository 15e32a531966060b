"""
Calibration: makes data/confidence.json and prints the figures that policies are set by.

    python -m bot.calibrate
    python -m bot.calibrate weights
    python -m bot.calibrate thresholds

Where there is a sentence encoder (see `footnote model`), the model for bases that are found by one is made as well.
It learns from the validation half of the development set, and from the shipped packs with a phrasing left out, an
entry hidden or a word swapped, whole and in small draws. Thresholds are chosen by tests/data/tuning.jsonl. Nothing is
fitted to what is reported on: `questions.yaml` and the other half of the development set.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

from bot import app
from bot.config import SHIPPED_KNOWLEDGE, load
from bot.core.answer import Policy
from bot.core.pack import Pack
from bot.core.policies import NORMAL, POLICIES
from bot.matching.confidence import TERMS, WITH_ENCODER, WITHOUT, Features, Model, fit
from bot.matching.encoder import Encoding
from bot.matching.guards import Ground
from bot.matching.index import Index
from bot.matching.weights import SHIPPED, Weights
from bot.service.base import Base
from bot.service.embeddings import Embeddings
from bot.service.exam import read_entries, read_questions
from bot.service.risk import auroc
from bot.service.threshold import Evidence, hidden
from bot.service.trial import Asked, ask_all, hide, leave_one_out, tally, twist, within
from bot.service.upkeep import load_packs

_ROOT = Path(__file__).parents[1]
_HWU64 = _ROOT / "tests" / "data" / "hwu64"
_TUNING = _ROOT / "tests" / "data" / "tuning.jsonl"
_OUT = _ROOT / "bot" / "matching" / "data" / "confidence.json"
_SEED = 20261124
_SMALL_SIZES, _SMALL_DRAWS = (3, 5, 8, 12, 20), 4
# Matches of each trial that are learnt from.
_LEARNT = 5
# What is learnt from must not hang on what was learnt before: all that is found is as likely.
_UNFITTED = Model((0.0,) * TERMS, 0.0)


def main() -> None:
    """Do what the first word of the command line says, or calibrate the confidence."""
    printing = {(): print_confidence, ("weights",): print_weights, ("thresholds",): print_thresholds}
    asked = tuple(sys.argv[1:])
    if asked not in printing:
        raise SystemExit("Write nothing, 'weights' or 'thresholds' after python -m bot.calibrate.")
    printing[asked]()


def print_weights() -> None:
    """The right entries at the first place, in percent, with each weight of the heads halved, as it is, and doubled."""
    packs = load_packs(SHIPPED_KNOWLEDGE)
    entries = tuple(entry for pack in packs for entry in pack.entries)
    vocabulary = [pack.words for pack in packs]
    print(f"{'weight':<12} {'factor':>6} {'hwu64':>6} {'packs':>6}")
    for name, factor in itertools.product((item.name for item in fields(Weights)), (0.5, 1.0, 2.0)):
        weights = replace(SHIPPED, **{name: getattr(SHIPPED, name) * factor})
        far = Index.of(read_entries(_HWU64 / "base.jsonl"), weights=weights)
        first = within(ask_all(far, read_questions(_HWU64 / "questions_val.jsonl")), 1)
        near = within(tuple(leave_one_out(Index.of(entries, vocabulary, weights=weights), every=3)), 1)
        print(f"{name:<12} {factor:>6} {first:>6.1%} {near:>6.1%}")


def print_thresholds() -> None:
    """What share of phrasings with a hidden entry, and of others' questions to decline, is answered from where on."""
    packs = load_packs(SHIPPED_KNOWLEDGE)
    near, far = Base.of_packs(packs).index, Index.of(read_entries(_HWU64 / "base.jsonl"))
    bases = (("packs", near, _TUNING), ("hwu64", far, _HWU64 / "unknown_val.jsonl"))
    heads = ("from", "hidden", "others", "moved", "hidden", "others")
    print(f"{'base':<8}{'policy':<8}", *(f"{head:>8}" for head in heads), sep="")
    for name, index, others in bases:
        evidence, declined = Evidence.of((), hidden(index)), _declined(index, others)
        for policy in POLICIES.values():
            print(f"{name:<8}{policy.name:<8}", end="")
            for one in (policy, evidence.moved(policy)):
                near_ones, other = (tally(some, one).anyway / len(some) for some in (evidence.hidden, declined))
                print(f"{one.answer_at:>8.2f}{near_ones:>8.1%}{other:>8.1%}", end="")
            print()


def _declined(index: Index, file: Path) -> tuple[Asked, ...]:
    return ask_all(index, (one for one in read_questions(file) if one.entry is None))


def print_confidence() -> None:
    """Fit, write, and print how tuning questions fare at each threshold."""
    encoder = app.encoder(load(os.environ))
    for name, encoding in ((WITHOUT, None), (WITH_ENCODER, Embeddings(encoder) if encoder else None)):
        if encoding or name == WITHOUT:
            print(name)
            _print_confidence(name, encoding)


def _print_confidence(name: str, encoding: Encoding | None) -> None:
    packs = load_packs(SHIPPED_KNOWLEDGE)
    before = _index(packs, _UNFITTED, encoding)
    trials = [*_far(encoding), *_near(before), *_small(before)]
    rows = list(_rows(trials))
    model = fit([features for features, _ in rows], [right for _, right in rows])
    _write(name, model, len(rows))
    index = _index(packs, model, encoding)
    for of, asked in (("tuning", _tuning(index)), ("left out, hidden, twisted", _near(index))):
        print(f"{of}: {len(asked)} questions, AUROC {_auroc(asked):.3f}")
        for line in (*_table(asked), *_costs(asked)):
            print(f"  {line}")


def _index(packs: Sequence[Pack], model: Model, encoding: Encoding | None) -> Index:
    entries = (entry for pack in packs for entry in pack.entries)
    return Index.of(entries, [pack.words for pack in packs], encoding, model)


def _far(encoding: Encoding | None) -> tuple[Asked, ...]:
    index = Index.of(read_entries(_HWU64 / "base.jsonl"), (), encoding, _UNFITTED)
    known = read_questions(_HWU64 / "questions_val.jsonl")
    return ask_all(index, (*known, *read_questions(_HWU64 / "unknown_val.jsonl")))


def _near(index: Index) -> tuple[Asked, ...]:
    draw = random.Random(_SEED)  # noqa: S311 - a seeded draw that can be repeated is the point
    return (*leave_one_out(index, every=2), *hide(index, every=4), *twist(index, draw, every=4))


def _small(index: Index) -> Iterator[Asked]:
    """Bases of a few entries, where anything stands out: their own phrasings, and the development set's unknown."""
    draw = random.Random(_SEED)  # noqa: S311 - a seeded draw that can be repeated is the point
    unknown = read_questions(_HWU64 / "unknown_val.jsonl")
    entries = (tuple(index.entries.values()), read_entries(_HWU64 / "base.jsonl"))
    for size, of in itertools.product(_SMALL_SIZES, entries):
        for _ in range(_SMALL_DRAWS):
            few = Index.of(draw.sample(of, size), (), index.encoding, _UNFITTED)
            yield from leave_one_out(few, every=4)
            yield from ask_all(few, draw.sample(unknown, size))


def _tuning(index: Index) -> tuple[Asked, ...]:
    return ask_all(index, read_questions(_TUNING))


def _rows(trials: Iterable[Asked]) -> Iterator[tuple[Features, bool]]:
    """What no guard objected to: the guards' part is set by hand, and must not teach the rest to distrust likeness."""
    for asked in trials:
        for finding in asked.findings[:_LEARNT]:
            if not finding.objections:
                yield finding.features, asked.known.is_answered_by(finding.match.entry_id)


def _write(name: str, model: Model, rows: int) -> None:
    kept = json.loads(_OUT.read_text("utf-8"))
    kept[name] = {
        "on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "rows": rows,
        "features": list(Features._fields),
        "weights": [round(weight, 4) for weight in model.weights],
        "constant": round(model.constant, 4),
    }
    _OUT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _auroc(trials: Sequence[Asked]) -> float:
    """Of right first matches against questions that must be declined."""
    right = [asked.confidence for asked in trials if asked.place == 0]
    return auroc(right, [asked.confidence for asked in trials if not asked.known.has_answer])


def _table(trials: Sequence[Asked]) -> Iterator[str]:
    """What each policy does with *trials*, and what the normal one would with other thresholds to answer at."""
    for policy in POLICIES.values():
        yield f"{policy.name:<8} {_fares(trials, policy)}"
    for at in (0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        yield f"at {at:<5} {_fares(trials, replace(NORMAL, answer_at=at))}"


def _fares(trials: Sequence[Asked], policy: Policy) -> str:
    did = tally(trials, policy)
    return (
        f"right {did.right / did.answerable:6.1%}  wrong {did.wrong / did.answerable:6.1%}"
        f"  offered {did.offered / did.answerable:6.1%}  answered anyway {did.anyway / did.unanswerable:6.1%}"
        f"  offered anyway {did.offered_anyway / did.unanswerable:6.1%}"
    )


def _costs(trials: Sequence[Asked]) -> Iterator[str]:
    """How often each guard speaks against the right entry, and against the best match of what must be declined."""
    known = [asked.findings[asked.place] for asked in trials if asked.place is not None]
    unknown = [asked.findings[0] for asked in trials if not asked.known.has_answer and asked.findings]
    for ground in Ground:
        cost, use = (
            sum(ground in {objection.ground for objection in finding.objections} for finding in some) / len(some)
            for some in (known, unknown)
        )
        yield f"guard {ground.name:<16} against right entries {cost:6.1%}, against what must be declined {use:6.1%}"


if __name__ == "__main__":
    main()
