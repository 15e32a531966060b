"""Rows, laid end to end, joined and taken apart again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.matching.corpus import Corpus
from bot.matching.names import Names
from bot.matching.reading import Reader
from bot.matching.rows import Rows
from bot.matching.weights import SHIPPED
from tests.matching import plain

READER = Reader(Names([], []))
WORDS = "china korea treaty sign visit train".split()
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
bases = st.dictionaries(st.sampled_from("abcd"), st.lists(texts, min_size=1, max_size=3), max_size=4)


def made(base: dict[str, list[str]]) -> Rows:
    corpus = Corpus.of([READER.read(text) for some in base.values() for text in some])
    return Rows.of({entry_id: len(some) for entry_id, some in base.items()}, corpus)


def told(rows: Rows) -> dict[str, list[object]]:
    """All that *rows* hold, as plain lists."""
    found = (rows.layout.firsts, rows.places, rows.firsts, rows.starts, rows.texts, rows.kinds)
    arrays: tuple[NDArray[np.integer], ...] = found
    return {"entries": list(rows.layout.entry_ids), **{str(at): array.tolist() for at, array in enumerate(arrays)}}


@given(bases, bases)
def test_rows_that_are_joined_are_as_if_made_at_once(base: dict[str, list[str]], other: dict[str, list[str]]) -> None:
    more = {f"{entry_id} again": some for entry_id, some in other.items()}

    assert told(Rows.joined([made(base), made(more)])) == told(made({**base, **more}))


@given(bases, st.data())
def test_rows_that_are_picked_are_as_if_there_were_no_others(base: dict[str, list[str]], data: st.DataObject) -> None:
    few = data.draw(st.lists(st.sampled_from(sorted(base)), unique=True)) if base else []
    slots = np.array([made(base).layout.slots[entry_id] for entry_id in few], np.int64)

    assert told(made(base).picked(slots)) == told(made({entry_id: base[entry_id] for entry_id in few}))


@given(bases, st.dictionaries(st.sampled_from(WORDS), st.floats(0.25, 1.0, width=32), min_size=1))
def test_what_texts_share_with_a_question_is_summed_text_by_text(
    base: dict[str, list[str]], asked: dict[str, float]
) -> None:
    rows = made(base)
    by_place = {place: value for word, value in asked.items() for place in plain.weighed(READER.read(word), SHIPPED)}
    places = sorted(by_place)
    slots = np.arange(len(rows))[::-1].copy()  # in any order, not the one they were laid in
    sums = [
        sum(weight * by_place.get(place, 0.0) for place, weight in plain.weighed(READER.read(text), SHIPPED).items())
        for slot in slots.tolist()
        for text in base[rows.layout.entry_ids[slot]]
    ]

    if len(rows):
        found = rows.dots(np.array(places, np.int32), np.array([by_place[p] for p in places], np.float32), slots)
        assert found.tolist() == pytest.approx(sums, abs=1e-5)
