"""
Who may import whom, read from the source of every module, imports inside functions and for types included.

A change to LAYERS comes with a page in docs/decisions.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"
# Python 3.14 has one module more than the Pythons that may run this test.
STANDARD_LIBRARY = sys.stdlib_module_names | {"compression"}


@dataclass(frozen=True, slots=True)
class Layer:
    """
    What a folder of bot/ may import, beside itself and the standard library.

    Attributes:
        ours: Other folders of bot/.
        theirs: Other people's packages.
    """

    ours: frozenset[str]
    theirs: frozenset[str]


def layer(ours: str = "", theirs: str = "") -> Layer:
    """A row of LAYERS."""
    return Layer(frozenset(ours.split()), frozenset(theirs.split()))


LAYERS = {
    "core": layer(),
    "matching": layer("core", "numpy rapidfuzz Stemmer tokenizers onnxruntime"),
    "store": layer("core", "yaml pydantic pydantic_core sqlalchemy alembic psycopg"),
    "service": layer("core matching store", "numpy"),
    "drawing": layer("core", "resvg_py"),
    "surface": layer("core service drawing", "discord"),
    "site": layer("core service", "jinja2 markupsafe"),
    "sandbox": layer("", "aiohttp zstandard"),
    "linkcheck": layer("core", "aiohttp yarl"),
    "model": layer("core matching", "numpy onnx"),
    "bench": layer(
        "app chart config run core matching sandbox service surface", "rapidfuzz bm25s pygal Stemmer tantivy"
    ),
}
# These are told what day it is, and are called, not awaited.
BELOW_SURFACE = ("core", "matching", "store", "service", "drawing", "site")
# How long something takes may be measured, and waited for; what time it is may not be asked.
STOPWATCHES = frozenset({"perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "sleep"})
CALENDARS = frozenset({"date", "datetime", "func"})
# What makes `footnote --help` slow.
HEAVY = (
    "discord",
    "aiohttp",
    "numpy",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "tokenizers",
    "onnx",
    "onnxruntime",
    "jinja2",
    "resvg_py",
)

# What makes shipped data, with libraries that nothing at run time needs.
RUN_BY_HAND = (
    *(BOT / "matching" / "data" / f"{name}.py" for name in ("make_static", "training_texts")),
    BOT / "drawing" / "data" / "make_fonts.py",
)


def modules(folder: Path) -> list[Path]:
    """Every module in *folder*, however deep, that anything at run time may import."""
    return sorted(file for file in folder.rglob("*.py") if file not in RUN_BY_HAND)


def imports(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that *tree*, a module of *package*, imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -(node.level - 1) or None] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def is_allowed(imported: str, folder: str) -> bool:
    """Whether a module in *folder* may import *imported*, which may be a module or a name in one."""
    first, second, *_ = [*imported.split("."), ""]
    row = LAYERS[folder]
    if first == "bot":
        return second == folder or second in row.ours
    return first in STANDARD_LIBRARY or first in row.theirs


def awaits(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where *tree* is not plain: what it imports or defines to be awaited."""
    for line, imported in imports(tree, "bot"):
        if imported.split(".")[0] == "asyncio":
            yield line, "imports asyncio"
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef):
            yield node.lineno, f"must be awaited: {node.name}"


def clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where *tree* asks what time it is."""
    for line, imported in imports(tree, "bot"):
        if imported.startswith("time.") and imported.removeprefix("time.") not in STOPWATCHES:
            yield line, imported
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_clock(node):
            yield node.lineno, ast.unparse(node)


def _is_clock(node: ast.Attribute) -> bool:
    owner = ast.unparse(node.value).rpartition(".")[2]
    if owner == "time":
        return node.attr not in STOPWATCHES
    return owner in CALENDARS and node.attr in ("now", "today", "utcnow")


def place(file: Path, line: int) -> str:
    """*line* of *file* as an editor opens it."""
    return f"{file.relative_to(BOT.parent)}:{line}"


@pytest.mark.parametrize("folder", LAYERS)
def test_a_layer_imports_only_what_its_row_allows(folder: str) -> None:
    found = [
        f"{place(file, line)} imports {imported}"
        for file in modules(BOT / folder)
        for line, imported in imports(_read(file), _package(file))
        if not is_allowed(imported, folder)
    ]

    assert not found, "\n".join(found)


def test_every_folder_with_modules_has_a_row() -> None:
    assert {file.relative_to(BOT).parts[0] for file in BOT.glob("*/**/*.py")} == set(LAYERS)


@pytest.mark.parametrize("folder", BELOW_SURFACE)
def test_below_the_surface_nothing_has_to_be_awaited(folder: str) -> None:
    found = [f"{place(file, line)} {why}" for file in modules(BOT / folder) for line, why in awaits(_read(file))]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("folder", BELOW_SURFACE)
def test_below_the_surface_nothing_asks_what_time_it_is(folder: str) -> None:
    found = [
        f"{place(file, line)} reads a clock: {asked}; make it an argument"
        for file in modules(BOT / folder)
        for line, asked in clocks(_read(file))
    ]

    assert not found, "\n".join(found)


def test_the_command_line_starts_without_what_is_slow_to_import() -> None:
    program = f"import sys, bot.cli; print(*sorted(sys.modules.keys() & set({HEAVY!r})))"

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=BOT.parent)

    assert run.stdout.split() == []


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("import yaml", "yaml"),
        ("import sqlalchemy.orm as orm", "sqlalchemy.orm"),
        ("from yaml import safe_load", "yaml.safe_load"),
        ("from bot import config", "bot.config"),
        ("from . import entry", "bot.core.entry"),
        ("from .entry import Entry", "bot.core.entry.Entry"),
        ("from ..store import files", "bot.store.files"),
        ("def f():\n    import yaml", "yaml"),
        ("if TYPE_CHECKING:\n    import yaml", "yaml"),
    ],
)
def test_an_import_is_seen_however_it_is_written(source: str, imported: str) -> None:
    assert [name for _, name in imports(ast.parse(source), "bot.core")] == [imported]


@pytest.mark.parametrize("imported", ["yaml", "bot.store.files", "bot.config", "discord.ext"])
def test_the_core_may_not_import_what_stands_above_it(imported: str) -> None:
    assert not is_allowed(imported, "core")


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now()",
        "datetime.datetime.now(datetime.UTC)",
        "date.today()",
        "field(default_factory=date.today)",
        "time.time()",
        "time.localtime()",
        "from time import time",
        "select(func.now())",
    ],
)
def test_a_clock_is_seen_however_it_is_read(source: str) -> None:
    assert list(clocks(ast.parse(source)))


@pytest.mark.parametrize("source", ["time.perf_counter()", "from time import monotonic", "self.today", "row.time()"])
def test_a_stopwatch_and_a_day_that_was_handed_in_are_no_clock(source: str) -> None:
    assert not list(clocks(ast.parse(source)))


def _read(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def _package(file: Path) -> str:
    return ".".join(file.relative_to(BOT.parent).parent.parts)
