"""What one engine did comes out whole."""

from __future__ import annotations

import subprocess
import sys

from bot.bench.alone import Figures, measured
from bot.bench.engines import ENGINES
from bot.bench.invented import Invented
from tests.conftest import environment


def test_every_figure_comes_out() -> None:
    figures = measured(ENGINES["fts5"], Invented(50), questions=10)

    assert (figures.question.count, figures.edit.count) == (10, 10)
    assert 0 < figures.question.median <= figures.question.p99
    assert 0 < figures.edit.median <= figures.edit.p99
    assert figures.build > 0
    assert 0 <= figures.right <= 1


def test_figures_are_read_as_they_were_written() -> None:
    figures = measured(ENGINES["token_set"], Invented(50), questions=10)

    assert Figures.read(figures.written()) == figures


def test_a_process_prints_the_figures_of_one_engine() -> None:
    command = [sys.executable, "-m", "bot.bench.alone", "footnote", "50", "10"]

    said = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout

    assert Figures.read(said).question.count == 10
