"""The table has a line for every engine at every size, and says in words what is not in it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.bench.alone import Figures
from bot.bench.engines import ENGINES, Known, Ours
from bot.bench.picture import COLOURS, picture
from bot.bench.sizes import Bench, Row, line
from bot.bench.times import Times
from bot.chart import load
from tests.conftest import environment

SIZES = (50, 100)
FIGURES = Figures(12.345, None, Times(500, 0.876, 12.34), 0.987, Times(1, 123.4, 1234.5))


def first_cells(lines: list[str]) -> list[tuple[str, str]]:
    """The size and the engine of each line of a table."""
    rows = [[cell.strip() for cell in text.split("|")[1:3]] for text in lines if text.startswith("| ")]
    return [(size, engine) for size, engine in rows[1:]]


def test_every_engine_is_in_the_table_at_every_size(tmp_path: Path) -> None:
    said = list(Bench(SIZES, questions=10, out=tmp_path).lines())

    wanted = [(str(size), known.name) for size in SIZES for known in ENGINES.values()]
    assert first_cells(said) == wanted
    assert first_cells((tmp_path / "bench.md").read_text("utf-8").splitlines()) == wanted


def test_a_line_has_three_digits_that_tell_and_a_dash_for_what_is_not_known() -> None:
    cells = [cell.strip() for cell in line(Row(1500, "Footnote", FIGURES)).split("|")[1:-1]]

    assert cells == ["1,500", "Footnote", "0.88 / 12.3", "98.7%", "123 / 1,234", "12.3", "-", "500, 1"]


def test_an_engine_that_is_not_installed_is_told_in_words_and_the_rest_is_measured() -> None:
    known = {"absent": Known("Absent", Ours, needs="surely_not_installed"), "fts5": ENGINES["fts5"]}

    said = list(Bench((50,), 10, tuple(known), known=known).lines())

    assert first_cells(said) == [("50", "SQLite FTS5 porter")]
    assert (
        "Absent was not measured: surely_not_installed is not installed; python3 -m pip install 'footnote[bench]'"
        in said
    )


def test_a_base_that_takes_too_long_to_build_is_told_and_the_rest_is_measured() -> None:
    known = {"fts5": replace(ENGINES["fts5"], name="Slow", most=50)}

    said = list(Bench(SIZES, 10, tuple(known), known=known).lines())

    assert first_cells(said) == [("50", "Slow")]
    assert "Slow was not measured at 100 phrasings: building it takes too long." in said


def test_an_engine_that_fails_says_why_and_the_rest_is_measured() -> None:
    known = {"broken": Known("Broken", Ours), "fts5": ENGINES["fts5"]}

    said = list(Bench((50,), 10, tuple(known), known=known).lines())

    assert first_cells(said) == [("50", "SQLite FTS5 porter")]
    assert "Broken was not measured at 50 phrasings: KeyError: 'broken'" in said


def test_without_what_draws_it_there_is_no_picture_and_a_line_that_says_so(tmp_path: Path) -> None:
    program = f"""
import sys
from dataclasses import replace
sys.modules["pygal"] = None  # as if it were not installed
from pathlib import Path
from bot.bench.sizes import Bench
print(*Bench((50,), 10, ("fts5",), Path({str(tmp_path)!r})).lines(), sep="\\n")
"""

    said = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )

    wanted = "There is no picture: pygal is not installed; run: python3 -m pip install 'footnote[bench]'"
    assert said.stdout.splitlines()[-1] == wanted
    assert [file.name for file in tmp_path.iterdir()] == ["bench.md"]


def test_nothing_is_written_unless_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = list(Bench((50,), 10, ("fts5",)).lines())

    assert [text for text in said if text.startswith("Wrote")] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sizes", [(1500,), (1500, 1_000_000)])
def test_the_picture_names_every_engine_and_size_and_fetches_nothing(sizes: tuple[int, ...]) -> None:
    rows = [Row(size, known.name, FIGURES) for size in sizes for known in ENGINES.values()]

    drawn = picture(load(), rows)

    shown = {text.strip() for text in ElementTree.fromstring(drawn.encode()).itertext()}
    assert {*(known.name for known in ENGINES.values()), *(f"{size:,}" for size in sizes)} <= shown
    assert "<script" not in drawn
    assert "href=" not in drawn


def test_every_engine_has_a_colour_of_its_own_in_the_picture() -> None:
    assert len(set(COLOURS)) >= len(ENGINES)
