"""Weights in a safetensors file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.model.weights import read_weights
from tests.encoders import write_weights


def test_tensors_are_read_as_they_were_written(tmp_path: Path) -> None:
    written = write_weights(tmp_path)
    read = read_weights(tmp_path / "model.safetensors")

    assert read.keys() == written.keys()
    assert all(np.array_equal(read[name], tensor) for name, tensor in written.items())


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 40, (5).to_bytes(8, "little") + b"no js"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(content)

    with pytest.raises(ValueError, match=r"header|JSON|Expecting"):
        read_weights(file)
