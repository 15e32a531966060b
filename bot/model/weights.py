"""Weights, as they lie in a safetensors file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_KINDS = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
_LENGTH = 8  # bytes that say how long the header is


def read_weights(file: Path) -> dict[str, NDArray[np.float32]]:
    """
    The tensors in *file* by name, all as float32.

    The form is at https://huggingface.co/docs/safetensors: the length of a header, the header in JSON, the numbers.

    Raises:
        ValueError: The file has another form.
    """
    content = file.read_bytes()
    start = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    if not _LENGTH < start <= len(content):
        raise ValueError(f"{file} has no header")
    header = json.loads(content[_LENGTH:start])
    return {name: _tensor(content[start:], told) for name, told in header.items() if name != "__metadata__"}


def _tensor(content: bytes, told: dict[str, list[int] | str]) -> NDArray[np.float32]:
    first, end = (int(place) for place in told["data_offsets"])
    numbers = np.frombuffer(content[first:end], _KINDS[str(told["dtype"])])
    return numbers.reshape([int(size) for size in told["shape"]]).astype(np.float32)
