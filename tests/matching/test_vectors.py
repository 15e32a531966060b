"""Vectors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from bot.matching.vectors import Vectors, sums, units

rows_of_8 = arrays(np.float32, (5, 8), elements=st.floats(-1, 1, width=32))


@given(rows_of_8)
def test_what_is_kept_of_a_vector_is_within_half_a_step_of_it(rows: NDArray[np.float32]) -> None:
    step = np.abs(rows).max(1, keepdims=True) / 127

    assert (np.abs(Vectors.of(rows).rows() - rows) <= step / 2 + 1e-6).all()


@given(rows_of_8, arrays(np.float32, 8, elements=st.floats(-1, 1, width=32)))
def test_products_are_those_of_the_rows_in_full(rows: NDArray[np.float32], other: NDArray[np.float32]) -> None:
    kept = Vectors.of(rows)

    assert np.allclose(kept.dots(other), kept.rows() @ other, atol=1e-5)


def test_vectors_that_are_joined_stand_one_after_another() -> None:
    one, other = Vectors.of(np.eye(2, dtype=np.float32)), Vectors.of(np.full((1, 2), 0.5, np.float32))

    assert np.allclose(Vectors.joined([one, other]).rows(), np.array([[1, 0], [0, 1], [0.5, 0.5]]), atol=1e-6)


@given(rows_of_8)
def test_units_are_of_length_1_or_0(rows: NDArray[np.float32]) -> None:
    rows[np.linalg.norm(rows, axis=1) < 1e-6] = 0.0

    assert np.allclose(np.linalg.norm(units(rows), axis=1), np.any(rows, axis=1), atol=0.01)


@given(rows_of_8, st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=7))
def test_sums_are_those_of_each_group(rows: NDArray[np.float32], groups: list[list[int]]) -> None:
    numbers = np.array([number for group in groups for number in group], np.int64)
    counts = np.array([len(group) for group in groups], np.int64)
    plain = np.array([rows[group].sum(0) for group in groups], np.float32).reshape(-1, 8)

    assert np.allclose(sums(rows, numbers, counts, at_once=2), plain, atol=1e-5)
