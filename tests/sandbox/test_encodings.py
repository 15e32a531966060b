"""How frames are written."""

from __future__ import annotations

import json
import sys
import zlib
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bot.sandbox.encodings import encoder

FRAMES = [{"op": 10, "d": number} for number in range(3)]


def test_frames_are_text_unless_asked_for_otherwise() -> None:
    assert encoder(None)({"op": 1}) == '{"op":1}'


def test_zlib_frames_are_one_stream() -> None:
    encode, stream = encoder("zlib-stream"), zlib.decompressobj()

    written = [encode(frame) for frame in FRAMES]

    assert [json.loads(stream.decompress(item)) for item in written if isinstance(item, bytes)] == FRAMES


def test_zstd_frames_are_one_stream_or_text_where_there_is_no_zstd() -> None:
    encode, stream = encoder("zstd-stream"), zstd_stream()

    written = [encode(frame) for frame in FRAMES]

    assert [json.loads(item if isinstance(item, str) else stream.decompress(item)) for item in written] == FRAMES


def zstd_stream() -> Any:
    """What reads a zstd stream, or None where nothing does."""
    if find_spec("zstandard"):
        return import_module("zstandard").ZstdDecompressor().decompressobj()
    return import_module("compression.zstd").ZstdDecompressor() if sys.version_info >= (3, 14) else None
