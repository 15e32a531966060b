"""What it costs an edit that it survives a power cut. Run: python -m tests.store.measure"""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import closing
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.store.samples import TREATY, asked, edit

EDITS = 300


def milliseconds_an_edit(url: str, synchronous: str) -> float:
    """The median over EDITS edits of one entry, with SQLite told to be *synchronous* in that way."""

    def settle(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA synchronous = {synchronous}")

    event.listen(Pool, "checkout", settle)
    with closing(SqlStore(url)) as store:
        durations = [timed(store, after) for after in range(EDITS)]
    event.remove(Pool, "checkout", settle)
    return statistics.median(durations)


def timed(store: SqlStore, after: int) -> float:
    """How many milliseconds one edit took."""
    began = time.perf_counter()
    store.append(edit(asked(TREATY, f"question {after}"), after=after))
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Print one line for each way, in the order in which they lose less."""
    for synchronous in ("OFF", "NORMAL", "FULL"):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/footnote.sqlite3"
            migrate(url)
            print(f"synchronous={synchronous:7}{milliseconds_an_edit(url, synchronous):6.2f} ms an edit")


if __name__ == "__main__":
    main()
