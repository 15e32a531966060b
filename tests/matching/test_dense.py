"""Dense heads."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.corpus import Corpus
from bot.matching.dense import Dense
from bot.matching.layout import Layout
from bot.matching.names import Names
from bot.matching.reading import Reader
from bot.matching.static import DIMENSIONS, direction, unit_vectors
from bot.matching.vectors import Vectors

READER = Reader(Names([], []))
FRIENDSHIP = "a treaty of friendship"
BASE = {"a": [FRIENDSHIP, "a pact"], "b": ["a train to beijing", "by rail"]}


def raw(*texts: str) -> Vectors:
    return unit_vectors(Corpus.of([READER.read(text) for text in texts]))


def head(base: dict[str, list[str]]) -> Dense:
    layout = Layout.of({entry_id: len(texts) for entry_id, texts in base.items()})
    return Dense.of(layout, raw(*(text for texts in base.values() for text in texts)))


def scores(dense: Dense, question: str, *entry_ids: str) -> list[float]:
    return [float(score) for score in dense.compared(dense.placed(direction(question.split())), entry_ids).scores]


def test_an_entry_is_nearer_to_what_it_is_asked() -> None:
    treaty, train = scores(head(BASE), "friendship pact", "a", "b")

    assert treaty > train + 0.2


def test_an_edit_scores_the_entry_as_it_now_is() -> None:
    before = head(BASE)
    edited = before.with_entry("b", raw(FRIENDSHIP))

    assert scores(edited, FRIENDSHIP, "b") > [0.9]
    assert scores(edited.without("b"), FRIENDSHIP, "b") == scores(before, FRIENDSHIP, "b") < [0.5]


def test_a_first_look_tells_about_what_the_score_is() -> None:
    dense = head({"a": [FRIENDSHIP], "b": ["a train to beijing"], "c": ["nuclear test"]})
    question = dense.placed(direction(["treaty"]))
    slots, cosines = dense.near(question)
    rough = dict(zip((dense.layout.entry_ids[slot] for slot in slots.tolist()), cosines.tolist(), strict=True))

    assert list(rough.values()) == pytest.approx(dense.compared(question, list(rough)).scores.tolist(), abs=0.02)


def test_what_lies_among_others_scores_less_than_what_lies_apart() -> None:
    together = {"a": [FRIENDSHIP], "b": ["treaty of friendship"], "c": ["the friendship treaty"]}
    dense = head({**together, "d": ["a train to beijing"], "e": ["a train to beijing by rail", "nuclear test"]})
    crowding = dict(zip(dense.layout.entry_ids, dense.crowding.tolist(), strict=True))

    assert min(crowding[one] for one in together) > crowding["e"] >= 0


def test_an_edited_entry_is_crowded_as_one_that_was_there_from_the_start() -> None:
    dense = head({"a": [FRIENDSHIP], "b": ["a friendship pact"], "c": ["a train to beijing"], "d": ["nuclear test"]})
    edited = dense.with_entry("b", raw("a friendship pact"))
    asked = dense.placed(direction(["friendship"]))

    assert edited.compared(asked, ["b"]).scores == pytest.approx(dense.compared(asked, ["b"]).scores, abs=0.01)


def test_a_text_of_no_known_word_is_near_nothing() -> None:
    assert scores(head({"a": ["\U0001f525"], "b": [FRIENDSHIP]}), "treaty", "a") == [0.0]


def test_a_head_over_nothing_scores_nothing() -> None:
    empty = head({})

    assert empty.near(np.ones(DIMENSIONS, np.float32))[0].shape == (0,)
    assert scores(empty, "treaty") == []


def test_a_head_over_as_good_as_one_text_keeps_it_as_it_is() -> None:
    assert scores(head({"a": [FRIENDSHIP]}), FRIENDSHIP, "a") == [0.0]
