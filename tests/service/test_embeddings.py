"""Embeddings, in a real database, by a small encoder with made-up weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.matching.encoder import Encoder, NoEncoder
from bot.service.embeddings import Embeddings
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.encoders import Watched, write_encoder

TEXTS = ["when did kim visit", "treaty of friendship", "why"]


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
    given: list[str] = []
    counting = Watched(encoder, given.extend)
    embeddings = Embeddings(counting, store)
    first, second = embeddings.texts([*TEXTS, TEXTS[0]]), embeddings.texts(TEXTS)

    assert len(given) == 3
    assert np.array_equal(first[:3], second)


def test_a_restart_encodes_nothing_again(encoder: Encoder, store: SqlStore) -> None:
    before = Embeddings(encoder, store).texts(TEXTS)
    given: list[str] = []
    counting = Watched(encoder, given.extend)

    assert np.array_equal(Embeddings(counting, store).texts(TEXTS), before)
    assert given == []


def test_without_a_store_a_process_still_encodes_once(encoder: Encoder) -> None:
    given: list[str] = []
    counting = Watched(encoder, given.extend)
    embeddings = Embeddings(counting)
    embeddings.texts(TEXTS)
    embeddings.texts(TEXTS)

    assert len(given) == 3


def test_what_the_base_holds_no_more_is_dropped(encoder: Encoder, store: SqlStore) -> None:
    embeddings = Embeddings(encoder, store)
    embeddings.texts(TEXTS)
    embeddings.begin_anew()
    embeddings.texts(TEXTS[:1])
    embeddings.drop_stale()

    assert len(store.vectors(encoder.version)) == 1


def test_what_another_process_has_encoded_is_left_to_it(encoder: Encoder, store: SqlStore) -> None:
    Embeddings(encoder, store).texts(TEXTS)
    other = Embeddings(encoder, store)
    other.begin_anew()
    other.texts(TEXTS[:1])
    other.drop_stale()

    assert len(store.vectors(encoder.version)) == 3


def test_what_the_store_cannot_keep_is_used_all_the_same(encoder: Encoder, store: SqlStore) -> None:
    embeddings = Embeddings(encoder, store)
    store.close()

    assert np.allclose(embeddings.texts(TEXTS), encoder.texts(TEXTS), atol=0.01)


def test_whoever_stops_waits_for_no_further_text(encoder: Encoder, store: SqlStore) -> None:
    embeddings = Embeddings(encoder, store)
    embeddings.texts(TEXTS[:1])
    embeddings.stop()

    assert embeddings.texts(TEXTS[:1]).shape == (1, 32)
    with pytest.raises(NoEncoder):
        embeddings.texts(TEXTS)


def test_a_question_is_not_kept(encoder: Encoder, store: SqlStore) -> None:
    Embeddings(encoder, store).question("why did kim visit")

    assert store.vectors(encoder.version) == {}


def test_no_texts_need_no_vectors(encoder: Encoder, store: SqlStore) -> None:
    assert Embeddings(encoder, store).texts([]).shape == (0, 32)
