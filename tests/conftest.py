"""What tests of every layer share: entries written where a test can be read."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source

# A machine under load is no defect: nothing here is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SOURCE = Source("gazette", "The Gazette", "A day in Beijing", "https://gazette.example/day", parse("2025-09-04"))


def entry(row: dict[str, Any]) -> Entry:
    """An entry of *row*, whose ``claims`` are texts, or mappings with ``text``, dates, ``rank`` and ``reason``."""
    return Entry(
        str(row["id"]),
        Kind(row.get("kind", "fact")),
        str(row["question"]),
        tuple(_claim(claim) for claim in row.get("claims", ())),
        variants=tuple(row.get("variants", ())),
        topics=tuple(row.get("topics", ())),
        people=tuple(row.get("people", ())),
        places=tuple(row.get("places", ())),
    )


def _claim(row: str | dict[str, str]) -> Claim:
    given = {"text": row} if isinstance(row, str) else row
    date, as_of = (parse(given[key]) if key in given else None for key in ("date", "as_of"))
    rank = Rank(given.get("rank", "normal"))
    return Claim(given["text"], (Citation(SOURCE, "says so"),), date, as_of, rank, given.get("reason"))


def entries_of(text: str) -> tuple[Entry, ...]:
    """The entries in the YAML list of *text*, which starts at its first line with a dash."""
    lines = inspect.cleandoc(text).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("- "))
    return tuple(map(entry, yaml.load("\n".join(lines[start:]), yaml.BaseLoader)))


@pytest.fixture
def entries(request: pytest.FixtureRequest) -> tuple[Entry, ...]:
    """The entries in the test's own docstring."""
    function: Callable[..., object] = request.function
    return entries_of(function.__doc__ or "")


def environment(**changed: str) -> dict[str, str]:
    """The environment for a process of the command line: this checkout, no settings but *changed*."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FOOTNOTE_", "DISCORD_"))}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[1]), **changed}
