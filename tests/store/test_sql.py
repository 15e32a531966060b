"""Many at once: threads and processes that write the same database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import create_engine, insert, text

from bot.core.errors import StaleRevision, StoreUnavailable
from bot.core.pack import Pack
from bot.core.revision import Scope
from bot.store.base import Change
from bot.store.schema import revision
from bot.store.sql import SqlStore
from tests.store.processes import in_processes
from tests.store.samples import GUILD, NOON, PACK, TREATY, act, asked, edit


def try_to_append(store: SqlStore, after: int, question: str) -> str:
    try:
        store.append(edit(asked(TREATY, question), after=after))
    except StaleRevision:
        return "stale"
    return "kept"


def try_in_own_process(url: str, question: str) -> str:
    store = SqlStore(url)
    try:
        return try_to_append(store, 1, question)
    finally:
        store.close()


def test_of_many_threads_that_edit_one_revision_one_wins(store: SqlStore) -> None:
    store.append(edit(TREATY))
    barrier = Barrier(6)

    def one(question: str) -> str:
        barrier.wait()
        return try_to_append(store, 1, question)

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(one, "abcdef"))

    assert Counter(results) == {"kept": 1, "stale": 5}
    winner = "abcdef"[results.index("kept")]
    assert [kept.entry for kept in store.history(GUILD, TREATY.id)] == [TREATY, asked(TREATY, winner)]


def test_of_two_processes_that_edit_one_revision_one_wins(store: SqlStore, url: str) -> None:
    store.append(edit(TREATY))

    results = in_processes(try_in_own_process, [(url, "mine"), (url, "theirs")])

    assert Counter(results) == {"kept": 1, "stale": 1}
    winner = ("mine", "theirs")[results.index("kept")]
    assert [kept.entry for kept in store.history(GUILD, TREATY.id)] == [TREATY, asked(TREATY, winner)]


def try_to_verify(store: SqlStore, revision: int, note: str = "") -> str:
    try:
        store.verify(act(revision, note=note))
    except StaleRevision:
        return "stale"
    return "kept"


def test_two_curators_who_verify_at_once_are_both_kept_and_the_later_one_is_the_newest(store: SqlStore) -> None:
    store.append(edit(TREATY))
    barrier = Barrier(2)

    def one(note: str) -> str:
        barrier.wait()
        return try_to_verify(store, 1, note)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(one, ["mine", "theirs"])) == ["kept", "kept"]

    acts = store.verified(GUILD, TREATY.id)
    assert sorted(kept.note for kept in acts) == ["mine", "theirs"]
    assert store.verifications(GUILD) == (acts[-1],)


def test_an_edit_and_a_verification_at_once_leave_none_that_was_overtaken_before_it_was_kept(store: SqlStore) -> None:
    """Whichever comes first: a verification that was kept stands before the edit in the order of all that is kept."""
    store.append(edit(TREATY))
    barrier = Barrier(2)

    def race(work: Callable[[SqlStore, int], str], number: int) -> str:
        barrier.wait()
        return work(store, number)

    for number in range(1, 16):
        with ThreadPoolExecutor(2) as pool:
            editing = pool.submit(race, lambda store, seen: try_to_append(store, seen, f"after {seen}"), number)
            verifying = pool.submit(race, try_to_verify, number)
            assert editing.result() == "kept"
            assert verifying.result() in ("kept", "stale")

    order = {change.number: change.sequence for change in store.changes(0) if not change.is_verification}
    acts = [change for change in store.changes(0) if change.is_verification]
    assert all(order[change.number] < change.sequence < order[change.number + 1] for change in acts)


def edit_until_kept(store: SqlStore, times: int) -> None:
    for _ in range(times):
        while try_to_append(store, len(store.history(GUILD, TREATY.id)), "again?") == "stale":
            pass


def edit_in_threads(url: str, threads: int, times: int) -> str:
    """Read, change, write, and once more from the start when somebody else was first."""
    store = SqlStore(url)
    try:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda _: edit_until_kept(store, times), range(threads)))
    finally:
        store.close()
    return "done"


def test_writers_in_many_threads_and_processes_wait_for_each_other_and_lose_nothing(store: SqlStore, url: str) -> None:
    assert in_processes(edit_in_threads, [(url, 3, 5), (url, 3, 5)]) == ["done", "done"]

    assert [kept.number for kept in store.history(GUILD, TREATY.id)] == list(range(1, 31))
    assert store.sequence() == 30


def test_who_follows_the_sequence_misses_nothing_that_commits_late(store: SqlStore) -> None:
    def write(writer: int) -> None:
        for number in range(8):
            store.append(replace(edit(TREATY, after=number), scope=Scope.server(writer)))

    seen: list[Change] = []
    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, writer) for writer in range(4)]
        while not all(writer.done() for writer in writers):
            seen += store.changes(seen[-1].sequence if seen else 0)
        for writer in writers:
            writer.result()
    seen += store.changes(seen[-1].sequence if seen else 0)

    assert [change.sequence for change in seen] == list(range(1, 33))
    assert tuple(seen) == store.changes(0)


def sync_in_own_process(url: str) -> int:
    store = SqlStore(url)
    try:
        return len(store.sync(PACK, NOON).added)
    finally:
        store.close()


def test_two_processes_that_sync_one_pack_at_once_make_one_set_of_revisions(store: SqlStore, url: str) -> None:
    assert Counter(in_processes(sync_in_own_process, [(url,), (url,)])) == {2: 1, 0: 1}

    assert store.packs() == (PACK,)
    assert store.sequence() == 3


def test_a_reader_sees_packs_as_they_were_at_one_moment(store: SqlStore, open_store: Callable[[], SqlStore]) -> None:
    """However often a sync comes between: every pack is wholly of one edition."""
    editions = [replace(PACK, title=name, entries=(asked(TREATY, name),)) for name in ("first", "second")]
    store.sync(editions[0], NOON)
    reader = open_store()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [store.sync(editions[turn % 2], NOON) for turn in range(1, 20)])
        seen: list[Pack] = []
        while not writing.done():
            seen += reader.packs()

    assert len(writing.result()) == 19
    assert all(pack in editions for pack in seen)


@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_store_goes_on_after_the_server_dropped_its_connections(store: SqlStore, url: str) -> None:
    store.append(edit(TREATY))
    administrator = create_engine(url)
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with administrator.connect() as connection:
        assert connection.scalars(text(f"SELECT pg_terminate_backend(pid) {others}")).all()
    administrator.dispose()

    assert store.append(edit(asked(TREATY, "Still there?"), after=1)).number == 2


def test_a_body_of_a_later_version_is_named_and_explained(store: SqlStore, url: str) -> None:
    later = {"body": '{"colour":"red"}', "author": "x", "at": NOON.isoformat(), "note": ""}
    outsider = create_engine(url)
    with outsider.begin() as connection:
        connection.execute(insert(revision).values(scope=str(GUILD), entry_id="odd", number=1, sequence=1, **later))
    outsider.dispose()

    with pytest.raises(StoreUnavailable) as unreadable:
        store.current(GUILD)

    assert str(unreadable.value) == (
        "Revision 1 of 'odd' in server:80351110224678912 cannot be read: "
        "entry has 'colour', which this version does not know. "
        "Start the version of Footnote that wrote it, or restore a backup."
    )
