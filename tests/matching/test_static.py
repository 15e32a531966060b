"""The static head and its table."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from bot.matching.corpus import Corpus
from bot.matching.layout import Layout
from bot.matching.names import Names
from bot.matching.reading import Reader
from bot.matching.static import DIMENSIONS, Static, Vectors, table, unit_vectors

UNKNOWN = "[UNK]"
READER = Reader(Names([], []))
REFERENCE = Tokenizer(models.WordPiece({**table().numbers, UNKNOWN: len(table().numbers)}, unk_token=UNKNOWN))


@pytest.mark.parametrize(
    ("name", "checksum"),
    [
        ("static.npy", "10ffd3fe27db3dbdc38b1ff0fbf4d80576e10743e6d709547d0ea0c5d54d99d0"),
        ("scales.npy", "458194800ae6b96a444c137725ca854985d0f8846318e86fa7506ca6261acf9d"),
        ("vocabulary.txt", "efa5da3d114f3ed85a23cb138a37efafbe439877814abd7f84a9a318eb80152b"),
    ],
)
def test_the_data_that_ships_is_what_the_script_made(name: str, checksum: str) -> None:
    data = files("bot.matching").joinpath("data", name).read_bytes()

    assert hashlib.sha256(data).hexdigest() == checksum


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789é朝", min_size=1, max_size=120))
def test_words_are_cut_into_the_pieces_that_the_reference_cuts_them_into(word: str) -> None:
    reference = [piece for piece in REFERENCE.encode(word).ids if piece < len(table().numbers)]

    assert list(table().pieces(word)) == reference


def raw(*texts: str) -> Vectors:
    return unit_vectors(Corpus.of([READER.read(text) for text in texts]))


def head(base: dict[str, list[str]]) -> Static:
    layout = Layout.of({entry_id: len(texts) for entry_id, texts in base.items()})
    return Static.of(layout, raw(*(text for texts in base.values() for text in texts)))


def nearness(one: str, other: str) -> float:
    first, second = raw(one, other).rows()
    return float(first @ second)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("treaty", "pact", "banana"), ("soldiers", "troops", "pizza"), ("visit", "trip", "oxygen")],
)
def test_words_of_like_meaning_are_nearer_than_others(word: str, near: str, far: str) -> None:
    assert nearness(word, near) > nearness(word, far) + 0.2


def test_a_text_without_a_known_piece_points_nowhere() -> None:
    assert not raw("\U0001f525").rows().any()


@given(st.lists(st.lists(st.sampled_from("treaty sign visit 朝 kim".split()), max_size=6).map(" ".join), max_size=5))
def test_a_text_points_where_the_sum_of_its_pieces_does(texts: list[str]) -> None:
    for text, row in zip(texts, raw(*texts).rows(), strict=True):
        summed = sum((table().summed(word) for word in text.split()), np.zeros(DIMENSIONS, np.float32))
        length = float(np.linalg.norm(summed))
        assert row == pytest.approx(summed / (length or 1.0), abs=0.005)


@given(arrays(np.float32, (3, DIMENSIONS), elements=st.floats(-1, 1, width=32)))
def test_what_is_kept_of_a_vector_is_within_half_a_step_of_it(rows: NDArray[np.float32]) -> None:
    step = np.abs(rows).max(1, keepdims=True) / 127

    assert (np.abs(Vectors.of(rows).rows() - rows) <= step / 2 + 1e-6).all()


def test_an_edit_scores_the_entry_as_it_now_is() -> None:
    friendship = "a treaty of friendship"
    before = head({"a": [friendship, "a pact"], "b": ["a train to beijing", "by rail"]})
    edited = before.with_entry("b", raw(friendship))
    question = edited.vector(friendship.split())

    assert edited.scores(question, ["b"])[0] == pytest.approx(1.0, abs=0.01)
    assert edited.without("b").scores(question, ["b"])[0] == before.scores(question, ["b"])[0] < 0.5


def test_a_head_over_nothing_scores_nothing() -> None:
    empty = head({})

    assert empty.roughly(np.ones(DIMENSIONS, np.float32)).shape == (0,)
    assert empty.scores(np.ones(DIMENSIONS, np.float32), []).shape == (0,)
