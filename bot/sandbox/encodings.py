"""How frames of the gateway are written: as text, or as one compressed stream for the whole connection."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

from bot.sandbox.model import Json

Encode = Callable[[Json], str | bytes]


def encoder(compress: str | None) -> Encode:
    """What writes the frames of one connection that asked for *compress*; text when that cannot be had."""
    flush = _zlib() if compress == "zlib-stream" else _zstd() if compress == "zstd-stream" else None
    if flush is None:
        return _text
    return lambda frame: flush(_text(frame).encode())


def _text(frame: Json) -> str:
    return json.dumps(frame, separators=(",", ":"))


def _zlib() -> Callable[[bytes], bytes]:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd() -> Callable[[bytes], bytes] | None:
    for name, build in (("compression.zstd", _zstd_of_python), ("zstandard", _zstandard)):
        try:
            return build(import_module(name))
        except ImportError:
            continue
    return None


def _zstd_of_python(module: Any) -> Callable[[bytes], bytes]:
    stream = module.ZstdCompressor()
    return lambda data: stream.compress(data, mode=stream.FLUSH_BLOCK)


def _zstandard(module: Any) -> Callable[[bytes], bytes]:
    stream = module.ZstdCompressor().compressobj()
    return lambda data: stream.compress(data) + stream.flush(module.COMPRESSOBJ_FLUSH_BLOCK)
