"""Layouts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.layout import Layout, spans, starts_of

sizes = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 4))


def told(layout: Layout) -> dict[str, list[int]]:
    """The texts of each entry."""
    slots = {entry_id: np.array([slot], np.int64) for entry_id, slot in layout.slots.items()}
    return {entry_id: layout.texts(slot).tolist() for entry_id, slot in slots.items()}


def test_texts_lie_end_to_end() -> None:
    assert told(Layout.of({"a": 2, "b": 1})) == {"a": [0, 1], "b": [2]}


@given(sizes, sizes)
def test_layouts_that_are_joined_are_as_if_made_at_once(one: dict[str, int], other: dict[str, int]) -> None:
    more = {f"{entry_id} again": size for entry_id, size in other.items()}
    joined = Layout.joined([Layout.of(one), Layout.of(more)])

    assert told(joined) == told(Layout.of({**one, **more}))
    assert joined.entry_ids == (*one, *more)


def test_a_layout_that_is_picked_from_has_the_picked_in_that_order() -> None:
    picked = Layout.of({"a": 2, "b": 1, "c": 3}).picked(np.array([2, 0]))

    assert told(picked) == {"c": [0, 1, 2], "a": [3, 4]}


def test_parts_start_where_the_one_before_ends() -> None:
    assert starts_of([2, 0, 3]).tolist() == [0, 2, 2, 5]


def test_spans_are_the_numbers_from_each_start_on() -> None:
    assert spans(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
