"""A sentence encoder of a few kilobytes with made-up weights, and the same network written plainly."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from bot.matching.encoder import Encoder
from bot.model.make import from_package

_LAYERS, _HEADS, _WIDTH, _WIDE, _LONGEST, _EPSILON = 2, 4, 32, 64, 160, 1e-12
CONFIG = {
    "num_hidden_layers": _LAYERS,
    "num_attention_heads": _HEADS,
    "hidden_size": _WIDTH,
    "layer_norm_eps": _EPSILON,
}
VOCABULARY = (
    "[PAD] [UNK] [CLS] [SEP] when did china and north korea sign their treaty friendship visit kim in 1961 who why how"
    " many times pact of the a train parade ##s ##ed"
).split()


def write_weights(folder: Path, seed: int = 1) -> dict[str, NDArray[np.float32]]:
    """Write the package's files of a small model into *folder*; its weights."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = _weights(np.random.default_rng(seed))
    (folder / "config.json").write_text(json.dumps(CONFIG))
    _tokenizer().save(str(folder / "tokenizer.json"))
    header, start = {}, 0
    for name, tensor in weights.items():
        header[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, start + tensor.nbytes]}
        start += tensor.nbytes
    told = json.dumps(header).encode()
    content = b"".join(tensor.tobytes() for tensor in weights.values())
    (folder / "model.safetensors").write_bytes(len(told).to_bytes(8, "little") + told + content)
    return weights


def write_encoder(folder: Path, seed: int = 1) -> Path:
    """Write a small encoder into *folder*, ready to be used; the folder."""
    write_weights(folder / "weights", seed)
    from_package(folder, folder / "weights")
    return folder


class Watched:
    """An encoder, and what happens with the texts of a base that it is given, before it encodes them."""

    def __init__(self, encoder: Encoder, given: Callable[[Sequence[str]], object]) -> None:
        self._encoder, self.version, self._given = encoder, encoder.version, given

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._given(texts)
        return self._encoder.texts(texts)

    def question(self, text: str) -> NDArray[np.float32]:
        return self._encoder.question(text)


def _weights(draw: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    width, wide = _WIDTH, _WIDE
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY), width),
        "embeddings.token_type_embeddings.weight": (2, width),
        "embeddings.position_embeddings.weight": (_LONGEST, width),
        **_norm("embeddings.LayerNorm"),
    }
    for layer in range(_LAYERS):
        name = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            shapes |= {f"{name}.attention.{part}.weight": (width, width), f"{name}.attention.{part}.bias": (width,)}
        shapes |= {f"{name}.intermediate.dense.weight": (wide, width), f"{name}.intermediate.dense.bias": (wide,)}
        shapes |= {f"{name}.output.dense.weight": (width, wide), f"{name}.output.dense.bias": (width,)}
        shapes |= {**_norm(f"{name}.attention.output.LayerNorm"), **_norm(f"{name}.output.LayerNorm")}
    return {name: _tensor(draw, name, shape) for name, shape in shapes.items()}


def _tensor(draw: np.random.Generator, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    made = draw.normal(0, 0.3, shape).astype(np.float32)
    return made if not name.endswith("LayerNorm.weight") else (np.abs(made) + np.float32(0.5))


def _norm(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (_WIDTH,), f"{name}.bias": (_WIDTH,)}


def _tokenizer() -> Tokenizer:
    numbers = {word: number for number, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    marks = [("[CLS]", numbers["[CLS]"]), ("[SEP]", numbers["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=marks)
    return tokenizer


def hidden(weights: dict[str, NDArray[np.float32]], tokens: Sequence[int]) -> NDArray[np.float64]:
    """The last hidden state of one text, worked out in full: shape (tokens, width)."""
    state = (
        weights["embeddings.word_embeddings.weight"][list(tokens)].astype(np.float64)
        + weights["embeddings.position_embeddings.weight"][: len(tokens)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    state = _normed(weights, "embeddings.LayerNorm", state)
    for layer in range(_LAYERS):
        name = f"encoder.layer.{layer}"
        attended = _linear(weights, f"{name}.attention.output.dense", _attended(weights, name, state))
        state = _normed(weights, f"{name}.attention.output.LayerNorm", state + attended)
        wide = _linear(weights, f"{name}.intermediate.dense", state)
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        state = _normed(weights, f"{name}.output.LayerNorm", state + _linear(weights, f"{name}.output.dense", wide))
    return state


def _attended(weights: dict[str, NDArray[np.float32]], name: str, state: NDArray[np.float64]) -> NDArray[np.float64]:
    query, key, value = (
        np.split(_linear(weights, f"{name}.attention.self.{part}", state), _HEADS, axis=1)
        for part in ("query", "key", "value")
    )
    seen = []
    for asks, offers, gives in zip(query, key, value, strict=True):
        scores = np.exp(asks @ offers.T / math.sqrt(asks.shape[1]))
        seen.append(scores / scores.sum(1, keepdims=True) @ gives)
    return np.concatenate(seen, axis=1)


def _linear(weights: dict[str, NDArray[np.float32]], name: str, state: NDArray[np.float64]) -> NDArray[np.float64]:
    product: NDArray[np.float64] = state @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return product


def _normed(weights: dict[str, NDArray[np.float32]], name: str, state: NDArray[np.float64]) -> NDArray[np.float64]:
    apart = state - state.mean(1, keepdims=True)
    normed: NDArray[np.float64] = apart / np.sqrt((apart**2).mean(1, keepdims=True) + _EPSILON)
    return normed * weights[f"{name}.weight"] + weights[f"{name}.bias"]
