"""
The sentence encoder, for those who install it: it reads a text as a whole, and tells what is worded quite otherwise.

It is a folder with a model (``model.onnx``) and the words it knows (``tokenizer.json``); `footnote model` makes one.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.core.errors import FootnoteError
from bot.core.texts import whole
from bot.matching.layout import blocks
from bot.matching.vectors import units

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
# Tokens that are read of a text; a question of more is cut.
_LONGEST = 128
_AT_ONCE = 32
# Questions whose vectors are remembered, by what their words come to when hashed: no words are kept.
_REMEMBERED = 2048
_AGAIN = "make it again with: footnote model"


class NoEncoder(FootnoteError):
    """There is no encoder to use; the text says why and what to do."""


class Encoding(Protocol):
    """What makes vectors of texts."""

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts of a base: shape (n, dimensions), each of length 1."""

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question: shape (dimensions,), of length 1."""


class Encoder:
    """
    An encoder in a folder.

    Attributes:
        version: Tells this model from any other, by its content: 16 hexadecimal digits.

    Raises:
        NoEncoder: What it needs is not installed, or the folder holds no model that can be used.
    """

    def __init__(self, folder: Path) -> None:
        self._session, self._tokenizer = _session(folder), _tokenizer(folder)
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._remembered: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._secret = os.urandom(32)  # a short question must not be guessed back from its digest
        with (folder / MODEL).open("rb") as file:
            self.version = hashlib.file_digest(file, "sha256").hexdigest()[:16]
        self._encoded(["a word"])  # a model that does not fit its words is found out now

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of *texts*: shape (n, dimensions), each of length 1."""
        if not texts:
            return self._encoded([""])[:0]
        shortest_first = np.argsort([len(text) for text in texts], kind="stable")
        some = (shortest_first[few] for few in blocks(len(texts), _AT_ONCE))
        encoded = np.concatenate([self._encoded([texts[at] for at in few]) for few in some])
        return encoded[np.argsort(shortest_first)]

    def question(self, text: str) -> NDArray[np.float32]:
        """The vector of *text*: shape (dimensions,), of length 1."""
        key = hashlib.blake2b(text.encode("utf-8", "replace"), key=self._secret).digest()
        vector = self._remembered.pop(key, None)  # put back last: the longest unasked is the first to go
        if vector is None:
            vector = self._encoded([text])[0]
        self._remembered[key] = vector
        if len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return vector

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        try:
            found = self._tokenizer.encode_batch(list(map(whole, texts)))
            ids = np.array([one.ids for one in found], np.int64)
            shown = np.array([one.attention_mask for one in found], np.int64)
            given = {"input_ids": ids, "attention_mask": shown, "token_type_ids": np.zeros_like(ids)}
            (hidden,) = self._session.run(None, {name: given[name] for name in self._inputs})
            return units((hidden * shown[..., None]).sum(1))
        except Exception as error:  # whatever the runtime raises: it has its own errors, of no common kind
            raise NoEncoder(f"The model cannot encode a text ({error}); {_AGAIN}") from error


def require_runtime() -> None:
    """
    See that what an encoder needs is installed.

    Raises:
        NoEncoder: It is not.
    """
    if any(find_spec(name) is None for name in ("onnxruntime", "tokenizers")):
        raise NoEncoder(
            "The sentence encoder needs more than is installed; run: python -m pip install 'footnote[semantic]'"
        )


def _session(folder: Path) -> Any:
    require_runtime()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # one question is too small to be shared out, and the bot has other work
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise NoEncoder(f"{folder / MODEL} cannot be used as a model; {_AGAIN}") from error


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:
        raise NoEncoder(f"{folder / TOKENIZER} cannot be read; {_AGAIN}") from error
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    return tokenizer
