"""How frames are written."""

from __future__ import annotations

import json
import zlib

import pytest

from bot.sandbox.encodings import encoder

FRAMES = [{"op": 10, "d": number} for number in range(3)]


def test_frames_are_text_unless_asked_for_otherwise() -> None:
    assert encoder(None)({"op": 1}) == '{"op":1}'


def test_zlib_frames_are_one_stream() -> None:
    encode, stream = encoder("zlib-stream"), zlib.decompressobj()

    written = [encode(frame) for frame in FRAMES]

    assert [json.loads(stream.decompress(item)) for item in written if isinstance(item, bytes)] == FRAMES


def test_zstd_frames_are_one_stream_or_text_where_there_is_no_zstd() -> None:
    encode = encoder("zstd-stream")
    written = [encode(frame) for frame in FRAMES]
    if all(isinstance(item, str) for item in written):
        assert [json.loads(item) for item in written] == FRAMES
        return
    zstd = pytest.importorskip("compression.zstd")
    stream = zstd.ZstdDecompressor()
    assert [json.loads(stream.decompress(item)) for item in written] == FRAMES
