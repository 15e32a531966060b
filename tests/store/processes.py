"""Other processes for the tests, forked from one that has done the slow imports."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, Final

_FORKING = "forkserver" in multiprocessing.get_all_start_methods()
CONTEXT: Final[Any] = multiprocessing.get_context("forkserver" if _FORKING else "spawn")
if _FORKING:
    # The drivers too: processes that first import them for half a second are not at it at once.
    drivers = ["psycopg", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.pysqlite"]
    CONTEXT.set_forkserver_preload(["bot.store.migrations", "bot.store.sql", "tests.store.samples", *drivers])


def in_processes(work: Callable[..., object], argument_lists: Sequence[tuple[Any, ...]]) -> list[object]:
    """What *work* returns for each list of arguments, each in a process of its own; all begin at once."""
    barrier = CONTEXT.Barrier(len(argument_lists))
    pipes = [CONTEXT.Pipe(duplex=False) for _ in argument_lists]
    processes = [
        CONTEXT.Process(target=_answer, args=(sending, barrier, work, arguments))
        for (_, sending), arguments in zip(pipes, argument_lists, strict=True)
    ]
    for process in processes:
        process.start()
    results = [receiving.recv() for receiving, _ in pipes]
    for process in processes:
        process.join()
    return results


def _answer(sending: Connection, barrier: Any, work: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    barrier.wait()
    try:
        sending.send(work(*arguments))
    except Exception as error:  # the test that compares results shall see it
        sending.send(repr(error))
