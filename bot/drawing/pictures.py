"""Pictures of timelines, drawn by a worker and kept for as long as there is room."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from bot.core.sheet import Sheet
from bot.drawing.layout import lay_out
from bot.drawing.svg import svg
from bot.drawing.worker import Worker

# Bytes of pictures that are kept: some thirty of the largest.
_ROOM = 8_000_000


class Pictures:
    """
    Draws, and keeps what it drew last. Used by one thread.

    Args:
        worker: What draws.
        room: Bytes of pictures that are kept; the one that was not asked for the longest goes first.
    """

    def __init__(self, worker: Worker, room: int = _ROOM) -> None:
        self._worker, self._room = worker, room
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()

    def png(self, sheet: Sheet) -> bytes:
        """
        The picture of *sheet*.

        Raises:
            NoPicture: It cannot be drawn, or not in time.
        """
        drawing = svg(lay_out(sheet))
        key = hashlib.sha256(drawing.encode()).digest()
        if key not in self._kept:
            self._kept[key] = self._worker.png(drawing)
        self._kept.move_to_end(key)
        self._make_room()
        return self._kept[key]

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def _make_room(self) -> None:
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._room:
            self._kept.popitem(last=False)
