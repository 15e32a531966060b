"""Grams."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pack import Words
from bot.matching.corpus import Corpus
from bot.matching.grams import PLACES, Grams, gathered, grams, kinds, units_of, word_place
from bot.matching.names import Names
from bot.matching.normalise import stem
from bot.matching.reading import Reader
from bot.matching.weights import SHIPPED
from tests.conftest import environment
from tests.matching import plain

READER = Reader(
    Names([Words(same=(("North Korea", "DPRK"), ("sign", "ink")), known=("Great Hall of the People",))], [])
)
COMMON = "north korea dprk sign inked visit visits great hall of the people 朝鲜 1961".split()
texts = st.text(st.characters()) | st.lists(st.sampled_from(COMMON)).map(" ".join)


def of(text: str) -> Grams:
    return grams(READER.read(text))


def weight(text: str, unit: str) -> float:
    """What the stem or name *unit* weighs in *text*; 0 where it does not stand."""
    found = of(text)
    return float(found.weights[found.places == word_place(unit)].sum())


def alike(one: str, other: str) -> float:
    """The share of the grams of *one* and *other* that both have, 0 to 1."""
    first, second = set(of(one).places.tolist()), set(of(other).places.tolist())
    return len(first & second) / len(first | second)


def test_every_spelling_of_a_name_is_the_same_unit() -> None:
    assert list(units_of(READER.read("DPRK inked"))) == list(units_of(READER.read("north korea signs")))


def test_the_units_of_a_text_are_its_stems_with_each_name_in_one_piece() -> None:
    assert list(units_of(READER.read("visits to North Korea"))) == ["visit", "to", "=North Korea"]


def test_a_word_weighs_in_full_and_less_inside_a_name() -> None:
    assert weight("the hall", "hall") == 1.0
    assert 0 < weight("the Great Hall of the People", "hall") < 1.0


def test_a_name_weighs_as_much_as_a_word() -> None:
    assert weight("in the DPRK", "=North Korea") == 1.0


def test_a_word_that_stands_both_inside_a_name_and_outside_has_its_highest_weight() -> None:
    assert weight("a hall, not the Great Hall of the People", "hall") == 1.0


def test_a_word_said_twice_weighs_no_more() -> None:
    assert weight("visit and visit", "visit") == 1.0


def test_forms_of_a_word_share_their_stem() -> None:
    assert weight("she visited", stem("visits")) == 1.0


def test_a_slip_leaves_much_of_a_word_in_common() -> None:
    assert alike("friendship", "freindship") > 0.3 > alike("friendship", "soldiers")


def test_the_order_of_words_tells_texts_apart() -> None:
    assert 0.8 < alike("china visits korea", "korea visits china") < 1.0


def test_a_text_without_a_word_has_no_grams() -> None:
    assert len(of("🔥 !").places) == len(of("🔥 !").weights) == 0


def test_a_place_is_the_same_in_every_process() -> None:
    asked = "from bot.matching.grams import word_place; print(word_place('treaty'), word_place('=北朝鮮'))"
    seeds = ("1", "2")  # of Python's own hash, which must not come into it
    said = [
        subprocess.run(
            [sys.executable, "-c", asked],
            env=environment(PYTHONHASHSEED=seed, PYTHONUTF8="1"),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in seeds
    ]

    assert said == [f"{word_place('treaty')} {word_place('=北朝鮮')}\n"] * 2


@given(texts)
def test_places_ascend_within_bounds_each_once_and_weigh_something(text: str) -> None:
    found = of(text)

    assert (found.places.dtype.name, found.weights.dtype.name) == ("int32", "float32")
    assert found.places.tolist() == sorted({place for place in found.places.tolist() if 0 <= place < PLACES})
    assert len(found.weights) == len(found.places)
    assert all(0 < share <= 1 for share in found.weights.tolist())


@given(texts)
def test_every_unit_of_a_text_stands_among_its_grams(text: str) -> None:
    units = {word_place(unit) for unit in units_of(READER.read(text))}

    assert units <= set(of(text).places.tolist())


@given(texts, st.sampled_from(COMMON))
def test_a_text_that_goes_on_keeps_the_grams_of_its_words(text: str, more: str) -> None:
    words = READER.read(text).words
    longer = set(of(" ".join((*words, "and", more))).places.tolist())

    assert set(of(" ".join(words)).places.tolist()) <= longer


@given(texts, st.tuples(*[st.sampled_from([0.25, 0.5, 0.75])] * 3))
def test_grams_weigh_what_they_weigh_gathered_one_by_one(text: str, some: tuple[float, ...]) -> None:
    weights = replace(SHIPPED, **dict(zip(("pair", "characters", "inside_name"), some, strict=True)))
    reading = READER.read(text)
    found = grams(reading, weights)

    assert dict(zip(found.places.tolist(), found.weights.tolist(), strict=True)) == plain.weighed(reading, weights)


@given(st.lists(st.lists(texts, min_size=1, max_size=3), max_size=3))
def test_grams_of_many_texts_are_those_of_each(rows: list[list[str]]) -> None:
    corpus = Corpus.of([READER.read(text) for row in rows for text in row])
    found = gathered(corpus, [len(row) for row in rows])
    keys = zip(found.rows.tolist(), found.places.tolist(), found.texts.tolist(), found.kinds.tolist(), strict=True)
    each = {
        (number, place, at): weight
        for number, row in enumerate(rows)
        for at, text in enumerate(row)
        for place, weight in plain.weighed(READER.read(text), SHIPPED).items()
    }

    weighed = kinds(SHIPPED)
    assert [(key[:3], weighed[key[3]]) for key in keys] == [(k, np.float32(each[k])) for k in sorted(each)]


def test_a_place_lies_among_all_places() -> None:
    assert all(0 <= word_place(word) < PLACES for word in COMMON)


@pytest.mark.parametrize("text", ["朝鲜", "조선", "ไทย", "Ελλάδα", "Ёж"])
def test_a_text_in_any_script_has_grams(text: str) -> None:
    assert len(of(text).places)
