"""The static head and its table."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from bot.matching.corpus import Corpus
from bot.matching.names import Names
from bot.matching.reading import Reader
from bot.matching.static import DIMENSIONS, direction, table, unit_vectors
from bot.matching.vectors import Vectors

UNKNOWN = "[UNK]"
READER = Reader(Names([], []))
REFERENCE = Tokenizer(models.WordPiece({**table().numbers, UNKNOWN: len(table().numbers)}, unk_token=UNKNOWN))


@pytest.mark.parametrize(
    ("name", "checksum"),
    [
        ("static.npy", "2c2c180030e387be018610bd7106e05a98e4a27f0b7aab0f840f0d75350c587e"),
        ("scales.npy", "7cf9010fdf36f448d099184450ab6b66bdabb0993d48b1d08602b2df0e971be5"),
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
        summed = sum((table().summed(table().pieces(word)) for word in text.split()), np.zeros(DIMENSIONS, np.float32))
        length = float(np.linalg.norm(summed))
        assert row == pytest.approx(summed / (length or 1.0), abs=0.005)


@given(st.lists(st.sampled_from("treaty sign visit 朝 kim".split()), max_size=6))
def test_a_question_points_where_a_text_of_its_words_does(words: list[str]) -> None:
    assert direction(words) == pytest.approx(raw(" ".join(words)).rows()[0], abs=0.005)
