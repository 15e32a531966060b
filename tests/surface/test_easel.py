"""The easel: pictures drawn beside the event loop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from bot.surface.easel import Easel
from tests.drawing.sheets import event, sheet

TOLD = sheet(event("1961-07-11"))
LONG = 60.0


@pytest.fixture
def easel() -> Iterator[Easel]:
    """An easel, put away after the test."""
    easel = Easel()
    yield easel
    easel.close()


async def test_a_picture_comes_while_the_loop_goes_on(easel: Easel) -> None:
    drawing, turns = asyncio.create_task(easel.png(TOLD, LONG)), 0
    while not drawing.done():
        await asyncio.sleep(0.001)
        turns += 1

    assert (drawing.result() or b"").startswith(b"\x89PNG")
    assert turns > 10


async def test_where_it_takes_too_long_there_is_no_picture_and_the_next_time_it_is_there(easel: Easel) -> None:
    assert await easel.png(TOLD, 0) is None

    assert await easel.png(TOLD, LONG) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
async def test_after_what_draws_was_killed_the_next_picture_comes(easel: Easel) -> None:
    await easel.png(TOLD, LONG)
    killed = easel.worker.pid
    assert killed
    os.kill(killed, signal.SIGKILL)

    assert await easel.png(sheet(event("1950")), LONG) is not None
    assert easel.worker.pid != killed


async def test_what_cannot_be_drawn_is_no_picture_and_no_error(easel: Easel) -> None:
    easel.worker.close()

    assert await easel.png(TOLD, LONG) is None


async def test_a_crowd_is_served_as_far_as_there_is_room(easel: Easel) -> None:
    sheets = [sheet(event("1961"), title=f"Number {number}") for number in range(40)]
    drawn = await asyncio.gather(*(easel.png(one, LONG) for one in sheets))

    assert 20 <= sum(picture is not None for picture in drawn) < 40
    assert await easel.png(TOLD, LONG) is not None
