"""Confidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.matching.confidence import TERMS, Features, Model, fit, fitted, terms

WIDTH = len(Features._fields)
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
weights = st.lists(numbers, min_size=TERMS, max_size=TERMS).map(tuple)
vectors = st.lists(st.floats(-1, 3), min_size=WIDTH, max_size=WIDTH)


def of(values: Sequence[float] | NDArray[np.float64]) -> Features:
    return Features(*map(float, values))


def sure(model: Model, row: Features) -> float:
    """How sure *model* is of one vector."""
    return float(model.confidences([row])[0])


def drawn(planted: Model, count: int = 4000) -> tuple[list[Features], list[bool]]:
    """Vectors at random, each right as often as *planted* says."""
    draw = np.random.default_rng(1961)
    rows = [of(row) for row in draw.random((count, WIDTH))]
    chances = draw.random(count).tolist()
    return rows, [chance < sure(planted, row) for chance, row in zip(chances, rows, strict=True)]


# Weights from -4 to 4 on the features alone, which bring about half of the vectors to be right.
PLANTED = Model((*np.linspace(-4, 4, WIDTH).tolist(), *[0.0] * (TERMS - WIDTH)), 0.0)


@given(st.builds(Model, weights, numbers), vectors)
def test_whatever_the_weights_a_confidence_lies_between_0_and_1(model: Model, values: list[float]) -> None:
    assert 0 <= sure(model, of(values)) <= 1


def test_a_model_that_knows_nothing_is_half_sure() -> None:
    assert sure(Model((0.0,) * TERMS, 0.0), of([1.0] * WIDTH)) == 0.5


@given(vectors, st.integers(0, WIDTH - 1), st.floats(0.25, 2))
def test_confidence_rises_with_a_feature_of_positive_weight_and_falls_with_one_of_negative(
    values: list[float], place: int, step: float
) -> None:
    raised = [value + step * (at == place) for at, value in enumerate(values)]
    for_it, against_it = (Model(tuple(sign * 0.5 * (at == place) for at in range(TERMS)), 0.0) for sign in (1.0, -1.0))

    assert sure(for_it, of(raised)) > sure(for_it, of(values))
    assert sure(against_it, of(raised)) < sure(against_it, of(values))


def test_a_vector_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="mismatch"):
        sure(Model((1.0,) * (TERMS + 1), 0.0), of([0.0] * WIDTH))


def test_terms_are_the_features_and_the_products_of_each_two() -> None:
    row = np.arange(1.0, WIDTH + 1)
    products = [one * other for at, one in enumerate(row) for other in row[at:]]

    assert terms(row[None, :]).tolist() == [[*row, *products]]


def test_fit_finds_that_two_features_count_only_together() -> None:
    """Right where the first and the second are both high or both low: no sum of the two can tell."""
    rows, _ = drawn(PLANTED)
    found = fit(rows, [(row[0] > 0.5) == (row[1] > 0.5) for row in rows])
    middle = [0.5] * (WIDTH - 2)

    assert sure(found, of([0.9, 0.9, *middle])) > 0.8 > 0.2 > sure(found, of([0.9, 0.1, *middle]))


def test_fit_comes_near_the_confidences_of_a_planted_model() -> None:
    found = fit(*drawn(PLANTED))
    unseen = [of(row) for row in np.random.default_rng(1949).random((500, WIDTH))]

    off = [abs(sure(found, row) - sure(PLANTED, row)) for row in unseen]

    assert float(np.mean(off)) < 0.05


def test_a_fit_is_right_on_the_whole() -> None:
    rows, right = drawn(PLANTED)
    found = fit(rows, right)

    assert float(found.confidences(rows).sum()) == pytest.approx(sum(right), rel=1e-4)


def test_a_feature_that_parts_right_from_wrong_without_exception_gets_no_boundless_weight() -> None:
    rows, _ = drawn(PLANTED, 200)
    found = fit(rows, [row[0] > 0.5 for row in rows])

    assert 0.9 < sure(found, of([0.9, *[0.5] * (WIDTH - 1)])) < 1
    assert 0 < sure(found, of([0.1, *[0.5] * (WIDTH - 1)])) < 0.1


def test_a_heavier_ridge_trusts_the_features_less() -> None:
    rows, right = drawn(PLANTED, 500)
    light, heavy = (np.abs(fit(rows, right, ridge).weights).sum() for ridge in (0.1, 100.0))

    assert heavy < light / 2


def test_the_unit_that_a_feature_is_counted_in_does_not_matter() -> None:
    rows, right = drawn(PLANTED, 500)
    shares, percents = fit(rows, right), fit([of(100 * np.array(row)) for row in rows], right)

    assert [sure(percents, of(100 * np.array(row))) for row in rows] == pytest.approx(
        [sure(shares, row) for row in rows], abs=1e-4
    )


def test_the_model_that_ships_has_a_weight_for_each_term() -> None:
    assert len(fitted().weights) == TERMS
