"""The static head and its table."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from bot.matching.static import DIMENSIONS, Static, mean_vector, table

UNKNOWN = "[UNK]"
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


def nearness(one: str, other: str) -> float:
    first, second = mean_vector([one]), mean_vector([other])
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("treaty", "pact", "banana"), ("soldiers", "troops", "pizza"), ("visit", "trip", "oxygen")],
)
def test_words_of_like_meaning_are_nearer_than_others(word: str, near: str, far: str) -> None:
    assert nearness(word, near) > nearness(word, far) + 0.2


def test_a_text_without_a_known_piece_points_nowhere() -> None:
    assert not mean_vector(["\U0001f525"]).any()


def test_an_edit_scores_the_entry_as_it_now_is() -> None:
    friendship = "a treaty of friendship".split()
    head = Static.of({"a": [friendship, ["a", "pact"]], "b": ["a train to beijing".split(), ["by", "rail"]]})
    edited = head.with_texts("b", [friendship])
    question = edited.vector(friendship)

    assert edited.scores(question, ["b"])[0] == pytest.approx(1.0, abs=1e-5)


def test_a_head_over_nothing_scores_nothing() -> None:
    empty = Static.of({})

    assert empty.roughly(np.ones(DIMENSIONS, np.float32)).shape == (0,)
    assert empty.scores(np.ones(DIMENSIONS, np.float32), []).shape == (0,)
