"""Every engine is given the same, and does the same with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bench.engines import ENGINES, Known
from bot.bench.invented import Invented
from bot.core.entry import Entry
from tests.conftest import entries_of

BASE = """
- {id: treaty, question: When was the friendship treaty signed, variants: [friendship treaty date]}
- {id: bridge, question: How wide is the river at the new bridge, variants: [width of the river, bridge crossing]}
- {id: parade, question: Who stood on the rostrum at the parade, variants: [parade guests]}
"""

every_engine = pytest.mark.parametrize("known", ENGINES.values(), ids=ENGINES)


@pytest.fixture
def base() -> tuple[Entry, ...]:
    """Three entries that share no telling word."""
    return entries_of(BASE)


@every_engine
def test_a_phrasing_as_it_stands_finds_its_entry_first(known: Known, base: tuple[Entry, ...]) -> None:
    engine = known.make(base)

    for entry in base:
        assert [engine.first(phrasing) for phrasing in entry.phrasings] == [entry.id] * len(entry.phrasings)


@every_engine
def test_an_entry_is_found_as_soon_as_it_is_added(known: Known, base: tuple[Entry, ...]) -> None:
    engine = known.make(base[:2])

    engine.put(base[2])

    assert engine.first("Who stood on the rostrum at the parade?") == "parade"


@every_engine
def test_an_entry_that_is_replaced_is_found_by_its_new_phrasings_alone(known: Known, base: tuple[Entry, ...]) -> None:
    engine = known.make(base)

    engine.put(replace(base[1], question="Where do swans nest?", variants=()))

    assert engine.first("Where do swans nest?") == "bridge"
    engine.put(replace(base[2], question="bridge crossing", variants=()))
    assert engine.first("bridge crossing") == base[2].id


@every_engine
@pytest.mark.parametrize("typed", ['treaty" AND NOT (friendship* OR', "friendship:treaty ^2 -bridge ~", "?", ""])
def test_nothing_that_is_typed_is_a_query_language(known: Known, typed: str, base: tuple[Entry, ...]) -> None:
    found = known.make(base).first(typed)

    assert found in ("treaty", "bridge", "parade", None)


@every_engine
def test_most_invented_questions_find_something_in_an_invented_base(known: Known) -> None:
    base = Invented(50)
    engine = known.make(base.entries())

    assert sum(engine.first(question.text) is not None for question in base.questions(20)) > 10
