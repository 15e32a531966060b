"""The encoder's graph, against the same network written plainly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from bot.model.graph import Shape, model
from tests.encoders import CONFIG, hidden, write_weights

TEXTS = ([2, 4, 5, 6, 3], [2, 12, 3], [2, 7, 8, 9, 10, 11, 13, 14, 15, 3])


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NDArray[np.float32]]:
    return write_weights(tmp_path_factory.mktemp("weights"))


@pytest.fixture(scope="module")
def session(weights: dict[str, NDArray[np.float32]]) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(model(weights, Shape.of(CONFIG)), providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, *texts: list[int]) -> list[NDArray[np.float32]]:
    """The hidden states of *texts*, put through together, each without its padding."""
    longest = max(map(len, texts))
    ids = np.array([text + [0] * (longest - len(text)) for text in texts], np.int64)
    shown = np.array([[1] * len(text) + [0] * (longest - len(text)) for text in texts], np.int64)
    given = {"input_ids": ids, "attention_mask": shown, "token_type_ids": np.zeros_like(ids)}
    (states,) = session.run(None, given)
    return [state[: len(text)] for state, text in zip(states, texts, strict=True)]


@pytest.mark.parametrize("text", TEXTS)
def test_eight_bits_point_where_the_whole_weights_do(
    session: onnxruntime.InferenceSession, weights: dict[str, NDArray[np.float32]], text: list[int]
) -> None:
    [found], plain = run(session, text), hidden(weights, text)
    cosines = (found * plain).sum(1) / np.linalg.norm(found, axis=1) / np.linalg.norm(plain, axis=1)

    assert cosines.min() > 0.99


def test_a_text_is_not_changed_by_a_longer_one_beside_it(session: onnxruntime.InferenceSession) -> None:
    [alone] = run(session, TEXTS[1])
    together = run(session, *TEXTS)[1]

    assert np.allclose(alone, together, atol=0.1)  # the eight bits are shared out over the batch


def test_the_same_weights_make_the_same_file(weights: dict[str, NDArray[np.float32]], tmp_path: Path) -> None:
    again = write_weights(tmp_path)

    assert model(weights, Shape.of(CONFIG)) == model(again, Shape.of(CONFIG))
