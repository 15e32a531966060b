"""The sentence encoder, by a small one with made-up weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.matching.encoder import MODEL, TOKENIZER, Encoder, NoEncoder
from bot.matching.index import Index
from tests.conftest import entries_of
from tests.encoders import write_encoder

ENTRIES = entries_of("""
- {id: treaty, question: when did china and north korea sign their treaty, claims: [in 1961]}
- {id: visit, question: how many times did kim visit china, claims: [a visit]}
""")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return Encoder(folder)


def test_each_text_has_a_vector_of_length_1_in_its_own_place(encoder: Encoder) -> None:
    texts = ["how many times did kim visit china and north korea in 1961", "treaty", "why did kim visit"]
    vectors = encoder.texts(texts)

    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert all(float(vector @ encoder.question(text)) > 0.98 for vector, text in zip(vectors, texts, strict=True))


def test_no_texts_have_no_vectors(encoder: Encoder) -> None:
    assert encoder.texts([]).shape == (0, 32)


@given(st.text(st.characters(), max_size=400))
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    assert encoder.question(text) == pytest.approx(encoder.texts([text])[0], abs=1e-5)


def test_a_question_that_comes_again_is_remembered(encoder: Encoder) -> None:
    assert encoder.question("why the parade") is encoder.question("why the parade")


def test_another_model_has_another_version(encoder: Encoder, tmp_path: Path) -> None:
    assert Encoder(write_encoder(tmp_path, seed=2)).version != encoder.version


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_a_folder_without_a_model_that_can_be_used_is_told_with_what_to_do(
    folder: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    for other in {MODEL, TOKENIZER} - {name}:
        (tmp_path / other).write_bytes((folder / other).read_bytes())
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(NoEncoder, match=rf"{name} cannot be .*; make it again with: footnote model"):
        Encoder(tmp_path)


def test_an_index_with_an_encoder_finds_with_it(encoder: Encoder) -> None:
    index = Index.of(ENTRIES, encoding=encoder)

    assert index.encoder is not None
    assert next(match.entry_id for match in index.search("kim visits china")) == "visit"


def test_an_entry_that_is_edited_is_encoded_as_it_now_is(encoder: Encoder) -> None:
    [parade] = entries_of("- {id: treaty, question: who did the train parade in the north, claims: [a parade]}")
    index = Index.of(ENTRIES, encoding=encoder).with_entry(parade)
    head = index.encoder
    assert head is not None

    question = head.placed(encoder.question("who did the train parade in the north"))
    assert head.compared(question, ["treaty"]).nearest(0, 1) == pytest.approx(1.0, abs=0.01)


def test_words_that_do_not_fit_the_model_are_found_out_at_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / MODEL).write_bytes((folder / MODEL).read_bytes())
    tokenizer = json.loads((folder / TOKENIZER).read_text())
    tokenizer["model"]["vocab"] |= {name: number + 10_000 for name, number in tokenizer["model"]["vocab"].items()}
    (tmp_path / TOKENIZER).write_text(json.dumps(tokenizer))

    with pytest.raises(NoEncoder, match=r"cannot (encode a text|be read).*; make it again with: footnote model"):
        Encoder(tmp_path)


def test_a_question_is_answered_by_the_other_heads_where_the_encoder_fails(encoder: Encoder) -> None:
    class Failing:
        """The encoder, until it is asked a question."""

        def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return encoder.texts(texts)

        def question(self, text: str) -> NDArray[np.float32]:
            raise NoEncoder(f"no memory for {len(text)} characters")

    assert Index.of(ENTRIES, encoding=Failing()).search("kim visits china")[0].entry_id == "visit"


def test_an_index_over_nothing_has_its_encoder(encoder: Encoder) -> None:
    empty = Index.of([], encoding=encoder)

    assert empty.encoder is not None
    assert empty.search("treaty") == ()
    assert empty.with_entry(ENTRIES[0]).search("their treaty")[0].entry_id == "treaty"
