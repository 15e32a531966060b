"""
One engine at one size, in a process that does nothing else, so that its memory is its own.

    python -m bot.bench.alone footnote 1500 1000
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from bot.bench.engines import ENGINES, Engine, Known
from bot.bench.invented import Invented
from bot.bench.times import Times, seconds
from bot.core.pack import KnownQuestion

T = TypeVar("T")

_EDITS = 100
# Questions that are asked before the clock runs, and the fewest that are timed.
_BEFORE, _LEAST = 3, 10
# Seconds after which a slow engine is asked no further question, and given no further edit.
_LONG_ENOUGH = 20.0
_MEMORY = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Figures:
    """
    What one engine did at one size.

    Attributes:
        build: Seconds from the entries to the first answer.
        memory: MB that building it added; None where the system does not tell.
        question: How long a question takes that was not asked before.
        right: The share of the questions for which it put the right entry first, 0 to 1.
        edit: How long it takes until an entry that was added or replaced is found.
    """

    build: float
    memory: float | None
    question: Times
    right: float
    edit: Times

    @classmethod
    def read(cls, text: str) -> Figures:
        """What `written` wrote."""
        row = json.loads(text)
        return cls(**{**row, "question": Times(**row["question"]), "edit": Times(**row["edit"])})

    def written(self) -> str:
        """These figures as one line of JSON."""
        return json.dumps(asdict(self))


def measured(known: Known, base: Invented, questions: int) -> Figures:
    """The figures of one engine over *base*, from at most so many questions, and so many edits."""
    entries = base.entries()
    asked = base.questions(questions + _BEFORE)
    edits = base.edits(min(_EDITS, questions))
    if known.needs:
        import_module(known.needs)  # so that reading the package is no part of the build
    gc.collect()
    before, started = _resident(), time.perf_counter()
    engine = known.make(entries)
    build = time.perf_counter() - started
    for question in asked[questions:]:
        engine.first(question.text)
    gc.collect()
    gc.freeze()  # as bot.app.build does
    memory = _resident() - before if before else None
    taken, right = _asked(engine, asked[:questions])
    return Figures(build, memory, Times.of(taken), right, Times.of(_timed(engine.put, edits, least=1)))


def _asked(engine: Engine, questions: Iterable[KnownQuestion]) -> tuple[list[float], float]:
    """The seconds that each of *questions* took, as far as there was time, and the share of right answers."""
    right: list[bool] = []
    taken = _timed(lambda one: right.append(engine.first(one.text) == one.entry), questions, least=_LEAST)
    return taken, sum(right) / len(right)


def _timed(work: Callable[[T], object], some: Iterable[T], *, least: int) -> list[float]:
    """The seconds that *work* took with each of *some*, until it was long enough."""
    taken: list[float] = []
    for one in some:
        taken.append(seconds(lambda one=one: work(one)))  # type: ignore[misc]
        if sum(taken) > _LONG_ENOUGH and len(taken) >= least:
            break
    return taken


def _resident() -> float:
    """The memory of this process, in MB; 0 where the system does not tell."""
    if not _MEMORY.exists():
        return 0.0
    pages = int(_MEMORY.read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure what the command line names: an engine, a size and the questions to ask."""
    engine, size, questions = sys.argv[1:]
    sys.stdout.write(measured(ENGINES[engine], Invented(int(size)), int(questions)).written() + "\n")


if __name__ == "__main__":
    main()
