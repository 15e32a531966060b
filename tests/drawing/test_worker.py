"""The worker: a process of its own, which may die, hang or run out of memory."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from bot.core.errors import NoPicture
from bot.drawing.layout import lay_out
from bot.drawing.png import png
from bot.drawing.svg import svg
from bot.drawing.worker import Worker
from tests.drawing.sheets import event, sheet

SVG = svg(lay_out(sheet(event("1961-07-11"))))

HUGE = '<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker, ended after the test."""
    worker = Worker()
    yield worker
    worker.close()


def test_it_draws_what_this_process_would(worker: Worker) -> None:
    assert worker.png(SVG) == png(SVG)


def test_no_process_is_there_before_it_is_needed() -> None:
    assert Worker().pid is None


def test_one_process_draws_one_picture_after_the_other(worker: Worker) -> None:
    worker.png(SVG)
    first = worker.pid
    worker.png(SVG)

    assert (worker.pid, first != os.getpid()) == (first, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_after_it_was_killed_the_next_picture_comes_all_the_same(worker: Worker) -> None:
    worker.png(SVG)
    killed = worker.pid
    assert killed
    os.kill(killed, signal.SIGKILL)

    assert worker.png(SVG) == png(SVG)
    assert worker.pid != killed


def test_it_is_replaced_after_so_many_pictures() -> None:
    worker = Worker(pictures=2)
    used = []
    for _ in range(3):
        worker.png(SVG)
        used.append(worker.pid)
    worker.close()

    assert used[0] == used[1] != used[2]


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_one_comes() -> None:
    worker = Worker(patience=0.0)
    with pytest.raises(NoPicture, match="too long"):
        worker.png(SVG)

    worker._patience = 30.0
    assert worker.png(SVG)
    worker.close()


def test_a_picture_that_cannot_be_drawn_is_said_in_words_and_the_process_stays(worker: Worker) -> None:
    worker.png(SVG)
    first = worker.pid
    with pytest.raises(NoPicture, match="could not be drawn"):
        worker.png("<svg")

    assert worker.png(SVG)
    assert worker.pid == first


def test_a_picture_larger_than_its_memory_is_given_up_and_the_next_one_comes(worker: Worker) -> None:
    with pytest.raises(NoPicture):
        worker.png(HUGE)

    assert worker.png(SVG)


def test_no_secret_is_handed_to_the_process(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    worker.png(SVG)
    environment = f"/proc/{worker.pid}/environ"
    if not os.path.exists(environment):
        pytest.skip("this system does not show what a process was given")

    with open(environment, "rb") as given:
        assert b"secret" not in given.read()


def test_closing_ends_a_picture_that_is_being_drawn(worker: Worker) -> None:
    worker.png(SVG)
    drawing = threading.Thread(target=lambda: draw_until_it_is_closed(worker))
    drawing.start()
    worker.close()
    drawing.join(10)

    assert (drawing.is_alive(), worker.pid) == (False, None)


def draw_until_it_is_closed(worker: Worker) -> None:
    with contextlib.suppress(NoPicture):
        while True:
            worker.png(SVG)


def test_it_ends_with_whoever_started_it(worker: Worker) -> None:
    worker.png(SVG)
    process = worker._process
    assert process
    assert process.stdin
    process.stdin.close()

    assert process.wait(10) == 0
