"""Pictures: drawn once, and kept for as long as there is room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.drawing.pictures import Pictures
from bot.drawing.worker import Worker
from tests.drawing.sheets import event, sheet

ONE, OTHER = sheet(event("1950"), title="One"), sheet(event("1961"), title="Other")


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker that is told from its next by every picture, ended after the test."""
    worker = Worker(pictures=1)
    yield worker
    worker.close()


def test_a_picture_is_drawn_once(worker: Worker) -> None:
    pictures = Pictures(worker)
    first, drew = pictures.png(ONE), worker.pid

    assert (pictures.png(ONE), worker.pid) == (first, drew)


def test_another_sheet_is_another_picture(worker: Worker) -> None:
    pictures = Pictures(worker)

    assert pictures.png(ONE) != pictures.png(OTHER)


def test_where_there_is_no_more_room_the_oldest_goes(worker: Worker) -> None:
    pictures = Pictures(worker, room=1)
    pictures.png(ONE)
    pictures.png(OTHER)
    drew = worker.pid
    pictures.png(OTHER)
    assert worker.pid == drew

    pictures.png(ONE)

    assert worker.pid != drew
