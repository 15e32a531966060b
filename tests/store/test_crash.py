"""What is left when a process is killed in the middle of its work (SIGKILL: it cannot even say goodbye)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

import pytest

from bot.core.entry import Entry
from bot.core.pack import Pack
from bot.store.migrations import migrate
from bot.store.schema import HEAD
from bot.store.sql import SqlStore
from tests.store.processes import CONTEXT
from tests.store.samples import GUILD, NOON, PACK, TREATY, act, asked, edit

ROUNDS = 15
# Longer than a page of either database: a torn write would show.
LONG = 20_000


def numbered(number: int) -> Entry:
    return asked(TREATY, f"{number}" * LONG)


def keep_appending(url: str, acknowledge: Connection) -> None:
    store = SqlStore(url)
    number = len(store.history(GUILD, TREATY.id))
    while True:
        acknowledge.send(store.append(edit(numbered(number + 1), after=number)).number)
        number += 1


def keep_verifying(url: str, acknowledge: Connection) -> None:
    store = SqlStore(url)
    number = len(store.verified(GUILD, TREATY.id))
    while True:
        acknowledge.send(int(store.verify(act(note=str(number + 1))).note))
        number += 1


def edition(turn: int) -> Pack:
    """Every entry differs between the even and the odd edition, and one is in the even one alone."""
    entries = tuple(replace(asked(TREATY, f"edition {turn % 2}"), id=f"entry-{index:02}") for index in range(40))
    return replace(PACK, title=f"edition {turn % 2}", entries=entries[turn % 2 :])


def keep_syncing(url: str, acknowledge: Connection) -> None:
    store = SqlStore(url)
    turn = 0
    while True:
        store.sync(edition(turn), NOON)
        acknowledge.send(turn)
        turn += 1


def acknowledged_until_killed(work: Callable[[str, Connection], None], url: str, seconds: float) -> list[Any]:
    """What *work* acknowledged before it was killed, which is some *seconds* after the first of it."""
    receiving, sending = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=work, args=(url, sending))
    process.start()
    sending.close()
    heard = [receiving.recv()]
    time.sleep(seconds)
    process.kill()
    process.join()
    while True:
        try:
            heard.append(receiving.recv())
        except EOFError:
            return heard


def moment(turn: int) -> float:
    return random.Random(1961 + turn).uniform(0, 0.12)


def test_no_acknowledged_revision_is_lost_when_the_process_is_killed(url: str) -> None:
    acknowledged: list[int] = []
    for turn in range(ROUNDS):
        acknowledged += acknowledged_until_killed(keep_appending, url, moment(turn))

    assert migrate(url) == HEAD
    store = SqlStore(url)
    kept = store.history(GUILD, TREATY.id)
    changes = store.changes(0)
    store.close()
    numbers = [revision.number for revision in kept]
    assert set(acknowledged) <= set(numbers)
    assert numbers == list(range(1, len(kept) + 1))
    assert all(revision.entry == numbered(revision.number) for revision in kept)
    assert [change.number for change in changes] == numbers


def test_no_acknowledged_verification_is_lost_when_the_process_is_killed(url: str) -> None:
    store = SqlStore(url)
    store.append(edit(TREATY))
    acknowledged: list[int] = []
    for turn in range(ROUNDS):
        acknowledged += acknowledged_until_killed(keep_verifying, url, moment(turn))

    assert migrate(url) == HEAD
    kept = [int(one.note) for one in store.verified(GUILD, TREATY.id)]
    changes = store.changes(0)
    store.close()
    assert set(acknowledged) <= set(kept)
    assert kept == list(range(1, len(kept) + 1))
    assert [change.sequence for change in changes] == list(range(1, len(kept) + 2))


@pytest.mark.parametrize("turn", range(6))
def test_a_killed_sync_leaves_one_edition_or_the_other_and_never_a_mixture(url: str, turn: int) -> None:
    acknowledged_until_killed(keep_syncing, url, moment(turn))

    assert migrate(url) == HEAD
    store = SqlStore(url)
    (pack,) = store.packs()
    store.close()
    assert pack in (edition(0), edition(1))
