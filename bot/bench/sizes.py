"""Sizes: every engine over bases of growing size, as a table and a picture."""

from __future__ import annotations

import itertools
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.bench.alone import Figures
from bot.bench.engines import ENGINES, Known
from bot.chart import load
from bot.core.errors import NoChart

INSTALL = "python3 -m pip install 'footnote[bench]'"
_TABLE, _PICTURE = "bench.md", "bench.svg"
_COLUMNS = ("phrasings", "engine", "question p50 / p99 ms", "right first", "one edit p50 / p99 ms", "build s", "RSS MB")
_HEADINGS = (*_COLUMNS, "questions, edits")
_WIDTHS = (9, 25, 21, 11, 21, 7, 6, 16)
# One thread each, so that engines are compared and not the processors that they took.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Row:
    """What *engine* did over a base of *size* phrasings."""

    size: int
    engine: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Bench:
    """
    What is to be measured.

    Attributes:
        sizes: In phrasings.
        questions: The most that an engine is asked at one size; it is given no more edits than that either.
        engines: By the names that `engines.ENGINES` has for them.
        out: The folder that table and picture are written to; None where neither is.
        known: The engines that there are.
    """

    sizes: Sequence[int]
    questions: int
    engines: Sequence[str] = tuple(ENGINES)
    out: Path | None = None
    known: Mapping[str, Known] = field(default_factory=lambda: ENGINES)

    def lines(self) -> Iterator[str]:
        """The table, a line as soon as it is known; then what could not be measured, and where it was written to."""
        if self.out:
            self.out.mkdir(parents=True, exist_ok=True)
        rows: list[Row] = []
        notes = [_missing(known) for known in self._chosen.values() if known.is_missing]
        yield from _HEAD
        for found in self._measured():
            if isinstance(found, Row):
                rows.append(found)
                yield line(found)
            else:
                notes.append(found)
        yield from ("", *notes, *_NOTES, _machine())
        if self.out:
            yield from self._written(self.out, rows, notes)

    @property
    def _chosen(self) -> dict[str, Known]:
        return {name: self.known[name] for name in self.engines}

    def _measured(self) -> Iterator[Row | str]:
        """A row for each engine at each size, or why there is none."""
        for size, (name, known) in itertools.product(self.sizes, self._chosen.items()):
            if known.most is not None and size > known.most:
                yield f"{known.name} was not measured at {size:,} phrasings: building it takes too long."
            elif not known.is_missing:
                yield _alone(name, known, size, self.questions)

    def _written(self, out: Path, rows: Sequence[Row], notes: Sequence[str]) -> Iterator[str]:
        (out / _TABLE).write_text(page(rows, notes), "utf-8")
        yield f"Wrote {out / _TABLE}"
        from bot.bench.picture import picture

        try:
            (out / _PICTURE).write_text(picture(load(), rows), "utf-8")
            yield f"Wrote {out / _PICTURE}"
        except NoChart as error:
            yield str(error)


def _missing(known: Known) -> str:
    return f"{known.name} was not measured: {known.needs} is not installed; {INSTALL}"


def _alone(name: str, known: Known, size: int, questions: int) -> Row | str:
    """What the engine did in a process of its own, or what went wrong there."""
    command = [sys.executable, "-m", "bot.bench.alone", name, str(size), str(questions)]
    one_thread = {**os.environ, **dict.fromkeys(_THREADS, "1")}
    done = subprocess.run(command, env=one_thread, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it was ended, perhaps for want of memory"])[-1]
        return f"{known.name} was not measured at {size:,} phrasings: {why}"
    return Row(size, known.name, Figures.read(done.stdout))


def line(row: Row) -> str:
    """A line of the table."""
    one = row.figures
    cells = (
        f"{row.size:,}",
        row.engine,
        f"{_number(one.question.median)} / {_number(one.question.p99)}",
        f"{one.right:.1%}",
        f"{_number(one.edit.median)} / {_number(one.edit.p99)}",
        _number(one.build),
        "-" if one.memory is None else f"{one.memory:,.0f}",
        f"{one.question.count}, {one.edit.count}",
    )
    return _joined(cells)


def page(rows: Sequence[Row], notes: Sequence[str]) -> str:
    """The table as a page of Markdown."""
    return "\n".join(("# Engines by the size of the base", "", *_HEAD, *map(line, rows), "", *_said(notes), ""))


def _said(notes: Iterable[str]) -> Iterator[str]:
    yield from (f"- {note}" for note in (*notes, *_NOTES, _machine()))


def _joined(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + " |"


def _number(value: float) -> str:
    """*value* with three digits that tell."""
    return f"{value:,.{2 if value < 10 else 1 if value < 100 else 0}f}"


_HEAD = (_joined(_HEADINGS), "|" + "|".join("-" * (width + 2) for width in _WIDTHS) + "|")
_NOTES = (
    "Five phrasings an entry; entries and questions are invented, the same for every engine; each on one thread, in a"
    " process of its own.",
    "No question was asked before. An edit adds an entry or replaces one, and ends when questions find it. What is slow"
    " is asked less often; p99 is then the slowest.",
    "RSS is what building the index added, with the phrasings in memory before.",
)


def _machine() -> str:
    names = ("numpy", "rapidfuzz", "onnxruntime", "bm25s", "tantivy")
    versions = ", ".join(f"{name} {found}" for name in names if (found := _version(name)))
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return f"{python}, {os.cpu_count()} processors; {versions}."


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
