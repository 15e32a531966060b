"""Embeddings, in a real database, by a small encoder with made-up weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.matching.encoder import Encoder
from bot.service.embeddings import Embeddings
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.encoders import write_encoder

TEXTS = ["when did kim visit", "treaty of friendship", "why"]


class Counting:
    """The encoder, and how many texts it was given."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.version, self.given = encoder, encoder.version, 0

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given += len(texts)
        return self._encoder.texts(texts)

    def question(self, text: str) -> NDArray[np.float32]:
        return self._encoder.question(text)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(write_encoder(tmp_path_factory.mktemp("encoder")))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    address = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(address)
    opened = SqlStore(address)
    yield opened
    opened.close()


def test_texts_have_the_vectors_of_the_encoder(encoder: Encoder, store: SqlStore) -> None:
    assert np.allclose(Embeddings(encoder, store).texts(TEXTS), encoder.texts(TEXTS), atol=0.01)


def test_a_text_is_encoded_once(encoder: Encoder, store: SqlStore) -> None:
    counting = Counting(encoder)
    embeddings = Embeddings(counting, store)
    first, second = embeddings.texts([*TEXTS, TEXTS[0]]), embeddings.texts(TEXTS)

    assert counting.given == 3
    assert np.array_equal(first[:3], second)


def test_a_restart_encodes_nothing_again(encoder: Encoder, store: SqlStore) -> None:
    before = Embeddings(encoder, store).texts(TEXTS)
    counting = Counting(encoder)

    assert np.array_equal(Embeddings(counting, store).texts(TEXTS), before)
    assert counting.given == 0


def test_without_a_store_a_process_still_encodes_once(encoder: Encoder) -> None:
    counting = Counting(encoder)
    embeddings = Embeddings(counting)
    embeddings.texts(TEXTS)
    embeddings.texts(TEXTS)

    assert counting.given == 3


def test_what_the_base_holds_no_more_is_dropped(encoder: Encoder, store: SqlStore) -> None:
    Embeddings(encoder, store).texts(TEXTS)
    later = Embeddings(encoder, store)
    later.texts(TEXTS[:1])
    later.drop_unasked()

    assert len(store.vectors(encoder.version)) == 1


def test_a_question_is_not_kept(encoder: Encoder, store: SqlStore) -> None:
    Embeddings(encoder, store).question("why did kim visit")

    assert store.vectors(encoder.version) == {}


def test_no_texts_need_no_vectors(encoder: Encoder, store: SqlStore) -> None:
    assert Embeddings(encoder, store).texts([]).shape == (0, 32)
