"""Verifying, on a real database."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.errors import BadVerification, FootnoteError, NotCurator, StaleRevision, UnknownEntry
from bot.core.pack import Pack
from bot.core.revision import Scope
from bot.core.staleness import Staleness
from bot.core.verification import Verification
from bot.service.base import Base, Freshness
from bot.service.browse import listed_to
from bot.service.curators import Actor
from bot.service.listing import STALE
from bot.service.upkeep import Upkeep, load_packs, sync
from bot.service.verify import LONGEST_NOTE, Finding, Stale, stale, verify, with_checks
from bot.store.base import Edit, Synced
from bot.store.files import write_pack
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.service.bases import ENTRIES, PACK, TODAY

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
DEMO = Scope.pack("demo")
CURATOR = Actor(42, 7, manages=True, owns_bot=False)
TREATY, VISITS, TIES = ENTRIES
OVERDUE = replace(TREATY, checked=parse("2026-01-30"), review_by=parse("2026-06-30"))
HELD = replace(PACK, entries=(OVERDUE, VISITS, TIES), stale_after=365, questions=())


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that holds the pack."""
    address = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(address)
    store = SqlStore(address)
    sync(store, [HELD], NOON)
    store.close()
    return address


@pytest.fixture
def open_upkeep(url: str) -> Iterator[Callable[[], Upkeep]]:
    """Serve the pack from one database, once more for each call, as another process would."""
    opened: list[Upkeep] = []

    def opening() -> Upkeep:
        opened.append(Upkeep(SqlStore(url), {"demo"}))
        return opened[-1]

    yield opening
    for upkeep in opened:
        upkeep.close()


@pytest.fixture
def upkeep(open_upkeep: Callable[[], Upkeep]) -> Upkeep:
    """The pack, served."""
    return open_upkeep()


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """The same database, for looking into it and for what others do."""
    opened = SqlStore(url)
    yield opened
    opened.close()


def confirm(upkeep: Upkeep, revision: int = 1, review_by: str = "", note: str = "", by: str = "42") -> Verification:
    """A curator says that the treaty's entry is still true."""
    actor = replace(CURATOR, user=int(by))
    return verify(upkeep, actor, Finding("treaty", revision, review_by, note), NOON)


def edit(store: SqlStore, entry: Entry | None, after: int = 1) -> None:
    store.append(Edit(DEMO, "treaty", entry, "7", NOON, after=after))


def stale_ids(base: Base, today: datetime.date = TODAY) -> list[str]:
    return [one.entry.id for one in stale(base, today)]


def test_those_that_have_been_stale_the_longest_come_first() -> None:
    base = Base.of_packs([HELD])

    assert stale(base, TODAY) == (
        Stale(OVERDUE, Staleness(datetime.date(2026, 6, 30), review_by=OVERDUE.review_by, limit=365)),
        Stale(VISITS, Staleness(datetime.date(2026, 9, 4), as_of=parse("2025-09-04"), limit=365)),
    )


def test_each_pack_has_a_limit_of_its_own() -> None:
    patient = replace(PACK, id="patient", entries=(replace(VISITS, id="other-visits"),))

    assert stale_ids(Base.of_packs([HELD, patient])) == ["treaty", "visits"]


def test_a_verification_ends_it_and_the_next_review_is_as_far_off_as_the_last(upkeep: Upkeep) -> None:
    confirm(upkeep)

    entry = upkeep.base.entry("treaty")
    assert stale_ids(upkeep.base) == ["visits"]
    assert upkeep.base.freshness(entry, TODAY) == Freshness(1, parse("2026-11-24"), by_curator=True, stale=None)
    assert str(upkeep.base.as_checked(entry).review_by) == "2027-04-24"
    assert stale_ids(upkeep.base, datetime.date(2027, 4, 25)) == ["visits", "treaty"]


def test_a_verification_may_name_the_day_to_look_again(upkeep: Upkeep) -> None:
    confirm(upkeep, review_by=" 2026-12 ")

    assert "treaty" not in stale_ids(upkeep.base, datetime.date(2026, 12, 31))
    assert "treaty" in stale_ids(upkeep.base, datetime.date(2027, 1, 1))


def test_a_count_that_was_verified_is_good_for_the_limit_again(upkeep: Upkeep) -> None:
    verify(upkeep, CURATOR, Finding("visits", 1), NOON)

    assert "visits" not in stale_ids(upkeep.base, datetime.date(2027, 11, 24))
    assert "visits" in stale_ids(upkeep.base, datetime.date(2027, 11, 25))


def test_a_verification_is_no_edit(upkeep: Upkeep, store: SqlStore) -> None:
    before = upkeep.base.entry("treaty")
    confirm(upkeep)

    assert upkeep.base.entry("treaty") == before
    assert (upkeep.base.revisions["treaty"], upkeep.base.edits) == (1, 0)
    assert len(store.history(DEMO, "treaty")) == 1


def test_who_when_and_why_are_kept(upkeep: Upkeep, store: SqlStore) -> None:
    confirm(upkeep, review_by="2027-06-30", note="  read it\nonce\u202e more ", by="175928847299117063")

    assert store.verifications(DEMO) == (
        Verification(DEMO, "treaty", 1, "175928847299117063", NOON, parse("2027-06-30"), "read it once more"),
    )


@pytest.mark.parametrize(
    ("in_server", "manages", "owns_bot", "may"),
    [
        (True, True, False, True),
        (True, True, True, True),
        (True, False, False, False),
        (True, False, True, False),
        (False, False, True, True),
        (False, True, True, True),
        (False, True, False, False),
        (False, False, False, False),
    ],
)
def test_curators_alone_may_list_and_verify(
    upkeep: Upkeep, store: SqlStore, in_server: bool, manages: bool, owns_bot: bool, may: bool
) -> None:
    actor = Actor(42, 7 if in_server else None, manages=manages, owns_bot=owns_bot)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: listed_to(actor, upkeep.base, STALE, TODAY),
        lambda: verify(upkeep, actor, Finding("treaty", 1), NOON),
    )

    assert [_is_allowed(deed) for deed in deeds] == [may, may]
    assert bool(store.verifications(DEMO)) is may


def _is_allowed(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except NotCurator:
        return False
    return True


@pytest.mark.parametrize(
    ("review_by", "words"),
    [
        ("soon", "The next review: 'soon' is not a date; write it as 1949, 1949-10, "),
        ("2027-13", "The next review: '2027-13' is not in the calendar; correct the year, the month or the day."),
        ("2027/2028", "The next review: '2027/2028' is an interval; write a day, such as 2027-06-30."),
        ("2027/..", "The next review: '2027/..' is an interval; write a day, such as 2027-06-30."),
        ("2026-11-24", "The next review: '2026-11-24' has come already; write a day after today."),
        ("2025", "The next review: '2025' has come already; write a day after today."),
        ("2101", "The next review: '2101' lies after 2100; correct the year."),
        ("'; DROP TABLE verification; --", "is not a date"),
        ("2\u202e027", "is not a date"),
        ("9" * 5000, "is not a date"),
    ],
)
def test_a_day_to_look_again_that_cannot_be_is_refused_in_words(
    upkeep: Upkeep, store: SqlStore, review_by: str, words: str
) -> None:
    with pytest.raises(BadVerification) as refused:
        confirm(upkeep, review_by=review_by)

    assert words in str(refused.value)
    assert "\u202e" not in str(refused.value)
    assert store.verifications(DEMO) == ()


def test_a_partial_day_that_has_begun_but_not_passed_is_taken(upkeep: Upkeep) -> None:
    assert str(confirm(upkeep, review_by="2026").review_by) == "2026"


def test_a_note_is_kept_to_its_length(upkeep: Upkeep) -> None:
    assert len(confirm(upkeep, note="x" * LONGEST_NOTE).note) == LONGEST_NOTE
    with pytest.raises(BadVerification, match=r"^The note has 301 characters; shorten it to 300\.$"):
        confirm(upkeep, note="x" * (LONGEST_NOTE + 1))


def refused(error: type[FootnoteError], upkeep: Upkeep, revision: int) -> str:
    with pytest.raises(error) as found:
        confirm(upkeep, revision)
    return str(found.value)


def test_what_somebody_changed_meanwhile_is_not_verified(upkeep: Upkeep, store: SqlStore) -> None:
    edit(store, replace(OVERDUE, question="Which treaty?"))
    upkeep.refresh()

    assert refused(StaleRevision, upkeep, 1) == (
        "'treaty' was changed by somebody meanwhile: you looked at revision 1, it is at 2. Open it again and look."
    )
    assert store.verifications(DEMO) == ()


def test_a_change_that_is_not_yet_taken_up_here_is_seen_all_the_same(upkeep: Upkeep, store: SqlStore) -> None:
    edit(store, replace(OVERDUE, question="Which treaty?"))

    assert "was changed by somebody meanwhile" in refused(StaleRevision, upkeep, 1)


@pytest.mark.parametrize("revision", [0, 2, 999_999_999])
def test_a_revision_that_never_was_is_not_verified(upkeep: Upkeep, revision: int) -> None:
    assert "was changed by somebody meanwhile" in refused(StaleRevision, upkeep, revision)


def test_what_was_retired_is_not_verified(upkeep: Upkeep, store: SqlStore) -> None:
    edit(store, None)

    assert "was changed by somebody meanwhile" in refused(StaleRevision, upkeep, 1)
    upkeep.refresh()
    assert refused(UnknownEntry, upkeep, 2) == "The entry treaty was retired and is no longer an answer."


def test_a_verification_does_not_count_for_the_revision_after_it(
    open_upkeep: Callable[[], Upkeep], upkeep: Upkeep, store: SqlStore
) -> None:
    act = confirm(upkeep)
    edit(store, replace(OVERDUE, question="Which treaty?"))
    upkeep.refresh()

    for base in (upkeep.base, upkeep.base.with_verification(act), open_upkeep().base):
        assert stale_ids(base) == ["treaty", "visits"]
        assert base.verifications == {}


def test_a_verification_leaves_what_was_worked_out_of_the_entries_as_it_is(upkeep: Upkeep) -> None:
    before = upkeep.base.catalogue
    confirm(upkeep)

    assert upkeep.base.catalogue is before


def test_two_curators_who_verify_at_once_are_both_kept_and_one_counts(upkeep: Upkeep, store: SqlStore) -> None:
    barrier = Barrier(2)

    def one(by: str) -> Verification:
        barrier.wait()
        return confirm(upkeep, by=by)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, ["1", "2"]))

    acts = store.verified(DEMO, "treaty")
    assert sorted(act.author for act in acts) == ["1", "2"]
    assert upkeep.base.verifications == {"treaty": acts[-1]}


def test_another_process_takes_a_verification_up(open_upkeep: Callable[[], Upkeep], upkeep: Upkeep) -> None:
    elsewhere = open_upkeep()
    confirm(upkeep)
    before = elsewhere.base

    assert (elsewhere.refresh(), elsewhere.refresh()) == (True, False)
    assert stale_ids(elsewhere.base) == ["visits"]
    assert elsewhere.base.index is before.index


def test_a_verification_is_there_after_a_restart(open_upkeep: Callable[[], Upkeep], upkeep: Upkeep) -> None:
    confirm(upkeep, review_by="2030")

    assert stale_ids(open_upkeep().base) == ["visits"]


def test_a_verification_after_an_edit_in_one_go_is_taken_up_with_it(
    open_upkeep: Callable[[], Upkeep], upkeep: Upkeep, store: SqlStore
) -> None:
    elsewhere = open_upkeep()
    edit(store, replace(OVERDUE, question="Which treaty?"))
    upkeep.refresh()
    confirm(upkeep, 2)
    elsewhere.refresh()

    assert elsewhere.base.entry("treaty").question == "Which treaty?"
    assert stale_ids(elsewhere.base) == ["visits"]


def test_a_verification_survives_that_the_base_is_built_anew(upkeep: Upkeep, store: SqlStore) -> None:
    confirm(upkeep)
    sync(store, [replace(HELD, title="New title")], NOON)
    upkeep.refresh()

    assert upkeep.base.packs[0].title == "New title"
    assert stale_ids(upkeep.base) == ["visits"]


def exported(store: SqlStore, folder: Path) -> tuple[Pack, ...]:
    for pack in store.packs():
        write_pack(with_checks(store, pack), folder / pack.id)
    return load_packs(folder)


def test_an_export_carries_the_days_that_a_verification_left(upkeep: Upkeep, store: SqlStore, tmp_path: Path) -> None:
    confirm(upkeep, review_by="2028-06")

    [pack] = exported(store, tmp_path / "out")

    treaty = {entry.id: entry for entry in pack.entries}["treaty"]
    assert (str(treaty.checked), str(treaty.review_by)) == ("2026-11-24", "2028-06")
    assert replace(treaty, checked=OVERDUE.checked, review_by=OVERDUE.review_by) == OVERDUE


def test_a_sync_of_what_was_exported_changes_nothing(upkeep: Upkeep, store: SqlStore, tmp_path: Path) -> None:
    confirm(upkeep)
    before = store.sequence()

    synced = sync(store, exported(store, tmp_path / "out"), NOON)

    assert synced == {"demo": Synced(unchanged=("ties", "treaty", "visits"))}
    assert store.sequence() == before
    assert not upkeep.refresh()


def test_what_was_exported_is_as_fresh_where_it_is_read_from_files(
    upkeep: Upkeep, store: SqlStore, tmp_path: Path
) -> None:
    confirm(upkeep)
    verify(upkeep, CURATOR, Finding("visits", 1), NOON)

    base = Base.of_packs(exported(store, tmp_path / "out"))

    assert (stale_ids(upkeep.base), stale_ids(base)) == ([], [])


def test_an_export_leaves_out_a_verification_of_an_older_revision(
    upkeep: Upkeep, store: SqlStore, tmp_path: Path
) -> None:
    confirm(upkeep)
    reworded = replace(OVERDUE, question="Which treaty?")
    edit(store, reworded)

    [pack] = exported(store, tmp_path / "out")

    assert reworded in pack.entries
