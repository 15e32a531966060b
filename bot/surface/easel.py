"""The easel: pictures drawn beside the event loop, one at a time, for as many as there is patience."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from bot.core.sheet import Sheet
from bot.drawing.pictures import Pictures
from bot.drawing.worker import Worker

_log = logging.getLogger(__name__)
# Pictures that may wait for the one being drawn. More would be asked for by a crowd, or by somebody who means harm.
_MOST_WAITING = 20


class Easel:
    """
    Draws what the surface sends, and never fails: where there is no picture, there is the text.

    Attributes:
        worker: The process that draws.
    """

    def __init__(self) -> None:
        self.worker = Worker()
        self._pictures = Pictures(self.worker)
        self._hand = ThreadPoolExecutor(1, "easel")
        self._waiting = 0

    async def png(self, sheet: Sheet, patience: float) -> bytes | None:
        """The picture of *sheet* as PNG; None if there is none within so many seconds."""
        if self._waiting >= _MOST_WAITING:
            return None
        try:
            drawing = asyncio.get_running_loop().run_in_executor(self._hand, self._pictures.png, sheet)
            self._waiting += 1
            drawing.add_done_callback(self._done)
            return await asyncio.wait_for(asyncio.shield(drawing), patience)
        except TimeoutError:
            _log.warning("A timeline goes without its picture: it took too long.")
        except Exception as error:  # whatever it is, there is the text
            _log.warning("A timeline goes without its picture: %s", error)
        return None

    def _done(self, drawing: asyncio.Future[bytes]) -> None:
        """One fewer waits; what went wrong with a picture that nobody waits for any more was logged then."""
        self._waiting -= 1
        if not drawing.cancelled():
            drawing.exception()

    def close(self) -> None:
        """Stop drawing."""
        self._hand.shutdown(wait=False, cancel_futures=True)
        self.worker.close()
