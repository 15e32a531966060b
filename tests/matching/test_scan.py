"""Scans, against looking at every vector."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from bot.matching.scan import Scan, highest
from bot.matching.vectors import units

DRAW = np.random.default_rng(1)
# Vectors as heads have them: they crowd around some hundred subjects, and matter less the later their dimensions come.
SUBJECTS = DRAW.normal(size=(100, 96))
MANY = units((SUBJECTS[DRAW.integers(0, 100, 6000)] + 0.7 * DRAW.normal(size=(6000, 96))) * np.geomspace(1, 0.1, 96))


def test_few_are_all_looked_at_in_full() -> None:
    slots, products = Scan.of(MANY, few=6000).near(MANY[5])

    assert np.allclose(products[np.argsort(slots)], MANY @ MANY[5], atol=1e-5)


def test_of_many_the_nearest_is_found_though_few_are_looked_at() -> None:
    scan = Scan.of(MANY, few=100)
    found = [scan.near(MANY[at])[0] for at in range(0, 6000, 60)]

    assert all(at in slots for at, slots in zip(range(0, 6000, 60), found, strict=True))
    assert max(map(len, found)) < 6000 * 0.6


def test_every_slot_is_in_one_group() -> None:
    scan = Scan.of(MANY, few=100)

    assert np.array_equal(np.sort(scan.slots), np.arange(6000))
    assert np.array_equal(scan.slots[scan.places], np.arange(6000))


def test_a_slot_that_is_asked_for_is_looked_at_wherever_it_lies() -> None:
    scan = Scan.of(MANY, few=100)

    assert np.allclose(scan.at(MANY[7], np.array([3, 5999])), MANY[[3, 5999], :64] @ MANY[7, :64], atol=1e-5)


def test_of_few_each_is_crowded_by_the_five_nearest_of_the_others() -> None:
    some = MANY[:700]
    products = some @ some.T
    np.fill_diagonal(products, -1)
    wanted = np.maximum(np.sort(products, axis=1)[:, -5:], 0).mean(1)

    assert np.allclose(Scan.of(some).crowding(), wanted, atol=1e-5)


def test_of_many_each_is_about_as_crowded_as_when_all_are_looked_at() -> None:
    exact = Scan.of(MANY[:, :64], few=6000).crowding()
    found = Scan.of(MANY, few=100).crowding()

    assert np.quantile(np.abs(found - exact), 0.95) < 0.02


def test_a_vector_is_as_crowded_beside_a_scan_as_within_it() -> None:
    scan = Scan.of(MANY, few=6000)
    crowding = scan.crowding()

    assert [scan.crowding_at(MANY[at], at) for at in range(9)] == [pytest.approx(one, abs=1e-5) for one in crowding[:9]]


def test_what_stands_alone_is_not_crowded() -> None:
    assert Scan.of(MANY[:1]).crowding().tolist() == [0.0]


def test_a_scan_over_nothing_finds_nothing() -> None:
    slots, products = Scan.of(np.zeros((0, 8), np.float32)).near(np.ones(8, np.float32))

    assert (len(slots), len(products)) == (0, 0)


@given(arrays(np.float32, st.integers(0, 700), elements=st.floats(0, 1, width=32)), st.integers(1, 4))
def test_the_highest_are_found_however_many_there_are(values: NDArray[np.float32], most: int) -> None:
    found = values[highest(values, most)]

    assert sorted(found.tolist()) == [value for value in sorted(values.tolist())[-most:] if value > 0]
