"""Rows, laid end to end and taken apart again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.rows import Row, Rows, row, spans

# What the places of a text weigh; small places, so that texts share them.
weighed = st.dictionaries(st.integers(0, 9), st.floats(0.25, 1.0, width=32))
entries = st.dictionaries(st.sampled_from("abcd"), st.lists(weighed, min_size=1, max_size=4))


def told(one: Row) -> tuple[list[int], list[float], list[int], int]:
    return one.places.tolist(), one.weights.tolist(), one.texts.tolist(), one.size


@given(entries)
def test_rows_laid_end_to_end_can_be_taken_apart_again(base: dict[str, list[dict[int, float]]]) -> None:
    rows = {entry_id: row(texts) for entry_id, texts in base.items()}

    assert {name: told(one) for name, one in Rows.of(rows).rows().items()} == {n: told(one) for n, one in rows.items()}


@given(entries, st.dictionaries(st.integers(0, 9), st.floats(0.25, 1.0, width=32), min_size=1))
def test_what_texts_share_with_a_question_is_summed_text_by_text(
    base: dict[str, list[dict[int, float]]], asked: dict[int, float]
) -> None:
    rows = Rows.of({entry_id: row(texts) for entry_id, texts in base.items()})
    places = sorted(asked)
    slots = np.arange(len(rows))[::-1].copy()  # in any order, not the one they were laid in
    plain = [
        sum(weight * asked.get(place, 0.0) for place, weight in text.items())
        for slot in slots.tolist()
        for text in base[rows.entry_ids[slot]]
    ]

    if len(rows):
        found = rows.dots(np.array(places, np.int32), np.array([asked[p] for p in places], np.float32), slots)
        assert found.tolist() == pytest.approx(plain, abs=1e-5)


def test_spans_are_the_numbers_from_each_start_on() -> None:
    assert spans(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
