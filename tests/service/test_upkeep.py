"""Upkeep, on a real database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.entry import Entry
from bot.core.errors import BadPack
from bot.core.pack import Pack, Words
from bot.core.revision import Scope
from bot.matching.encoder import Encoder, NoEncoder
from bot.service.upkeep import Upkeep, load_packs, sync
from bot.store.base import Edit, Synced
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.encoders import Watched, write_encoder
from tests.service.bases import ENTRIES, PACK
from tests.store.packs import written
from tests.store.processes import in_processes

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
DEMO = Scope.pack("demo")
TREATY, VISITS, TIES = ENTRIES
ASKED_ANEW = replace(TREATY, question="In which year was the pact of friendship made?")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a migrated database without a revision."""
    address = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(address)
    return address


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """The store of this process."""
    opened = SqlStore(url)
    yield opened
    opened.close()


@pytest.fixture
def upkeep(store: SqlStore) -> Upkeep:
    """The demo pack, synced and served."""
    sync(store, [PACK], NOON)
    return Upkeep(store, {"demo"})


def holding(*entries: Entry) -> Pack:
    return replace(PACK, entries=entries)


def edit_treaty(url: str) -> None:
    """What another process does: it opens the same database and edits one entry."""
    store = SqlStore(url)
    store.append(Edit(DEMO, "treaty", ASKED_ANEW, "175928847299117063", NOON, after=1))
    store.close()


def test_a_pack_that_is_new_is_kept_entry_for_entry(store: SqlStore) -> None:
    assert sync(store, [PACK], NOON) == {"demo": Synced(added=("treaty", "visits", "ties"))}
    assert {revision.entry_id: revision.number for revision in store.current(DEMO)} == {
        "treaty": 1,
        "visits": 1,
        "ties": 1,
    }


def test_the_same_content_makes_no_revision(store: SqlStore) -> None:
    sync(store, [PACK], NOON)
    before = store.sequence()

    assert sync(store, [PACK], NOON) == {"demo": Synced(unchanged=("treaty", "visits", "ties"))}
    assert [len(store.history(DEMO, entry.id)) for entry in ENTRIES] == [1, 1, 1]
    assert store.sequence() == before


def test_each_pack_is_told_of_by_its_id(store: SqlStore) -> None:
    sync(store, [holding(TREATY, TIES)], NOON)
    changed = holding(ASKED_ANEW, VISITS)
    other = replace(PACK, id="other", entries=(TIES,))

    assert sync(store, [changed, other], NOON) == {
        "demo": Synced(added=("visits",), changed=("treaty",), retired=("ties",)),
        "other": Synced(added=("ties",)),
    }


def test_a_base_is_read_with_the_numbers_of_its_revisions(store: SqlStore) -> None:
    sync(store, [PACK], NOON)
    sync(store, [holding(ASKED_ANEW, TIES)], NOON)
    base = Upkeep(store, {"demo"}).base

    assert base.entries == {"treaty": ASKED_ANEW, "ties": TIES}
    assert base.revisions == {"ties": 1, "treaty": 2, "visits": 2}
    assert base.retired == {"visits"}


def test_only_the_packs_that_are_served_are_read(store: SqlStore) -> None:
    sync(store, [holding(TREATY), replace(PACK, id="other", entries=(TIES,))], NOON)

    assert set(Upkeep(store, {"demo"}).base.entries) == {"treaty"}
    assert set(Upkeep(store, {"demo", "other"}).base.entries) == {"treaty", "ties"}


def test_a_pack_that_the_store_never_saw_serves_nothing(store: SqlStore) -> None:
    base = Upkeep(store, {"unheard-of"}).base

    assert (base.packs, base.entries) == ((), {})


def test_where_nothing_changed_the_base_stays_the_very_same(upkeep: Upkeep) -> None:
    before = upkeep.base

    assert not upkeep.refresh()
    assert upkeep.base is before


def test_an_edit_of_another_process_is_taken_up(upkeep: Upkeep, url: str) -> None:
    in_processes(edit_treaty, [(url,)])

    assert upkeep.refresh()
    assert upkeep.base.entry("treaty") == ASKED_ANEW
    assert upkeep.base.revisions["treaty"] == 2


def test_an_edit_is_taken_up_once(upkeep: Upkeep, url: str) -> None:
    edit_treaty(url)

    assert [upkeep.refresh(), upkeep.refresh()] == [True, False]


def test_a_question_under_way_keeps_the_base_it_began_with(upkeep: Upkeep, url: str) -> None:
    before = upkeep.base
    edit_treaty(url)
    upkeep.refresh()

    assert before.entry("treaty") == TREATY


def test_an_edited_entry_is_found_by_its_new_words(upkeep: Upkeep, store: SqlStore) -> None:
    parade = replace(TIES, id="parade", question="Who stood on the rostrum in 2025?", variants=(), claims=TIES.claims)
    sync(store, [holding(*ENTRIES, parade)], NOON)
    upkeep.refresh()

    assert upkeep.base.index.search("rostrum 2025")[0].entry_id == "parade"


def test_an_entry_that_was_retired_is_no_answer_any_more(upkeep: Upkeep, store: SqlStore) -> None:
    store.append(Edit(DEMO, "treaty", None, "175928847299117063", NOON, after=1))
    upkeep.refresh()

    assert upkeep.base.retired == {"treaty"}
    assert "treaty" not in [match.entry_id for match in upkeep.base.index.search(TREATY.question)]


def test_new_words_of_a_pack_are_taken_up_though_no_entry_changed(upkeep: Upkeep, store: SqlStore) -> None:
    sync(store, [replace(PACK, words=Words(same=(("China", "the middle kingdom"),)))], NOON)

    assert upkeep.refresh()
    assert upkeep.base.index.reader.read("the middle kingdom").shown == ("china",)


def test_a_servers_own_edit_leaves_the_pack_as_it_is(upkeep: Upkeep, store: SqlStore) -> None:
    store.append(Edit(Scope.server(80351110224678912), "treaty", ASKED_ANEW, "175928847299117063", NOON))
    upkeep.refresh()

    assert upkeep.base.entry("treaty") == TREATY


def test_packs_are_loaded_from_their_folders(tmp_path: Path) -> None:
    written(tmp_path / "small-pack")
    [pack] = load_packs(tmp_path)

    assert (pack.id, len(pack.entries)) == ("small-pack", 2)


def test_what_was_loaded_and_synced_is_served_as_it_was_written(tmp_path: Path, store: SqlStore) -> None:
    written(tmp_path / "small-pack")
    packs = load_packs(tmp_path)
    sync(store, packs, NOON)

    assert Upkeep(store, {"small-pack"}).base.packs == packs


def test_a_pack_with_one_problem_is_refused_and_shown_where(tmp_path: Path) -> None:
    written(tmp_path / "small-pack", ("entries/treaty.yaml", "date: 1961-07-11", "date: 1961-13-11"))

    with pytest.raises(BadPack) as error:
        load_packs(tmp_path)

    assert str(error.value) == (
        f"{tmp_path.as_posix()}/small-pack/entries/treaty.yaml:9:7: '1961-13-11' is not in the calendar; "
        f"correct the year, the month or the day; list them all with: footnote check {tmp_path}"
    )


def test_of_several_problems_the_first_is_shown_and_the_others_are_counted(tmp_path: Path) -> None:
    written(
        tmp_path / "small-pack",
        ("entries/treaty.yaml", "date: 1961-07-11", "date: 1961-13-11"),
        ("entries/treaty.yaml", "checked: 2026-11-23", "checked: yesterday"),
        ("entries/treaty.yaml", "review_by: 2027-06-30", "review_by: soon"),
    )

    with pytest.raises(BadPack, match=r" and 2 more; list them all with: footnote check "):
        load_packs(tmp_path)


def parade(number: int) -> Entry:
    return replace(TIES, id=f"parade-{number}", question=f"Who stood on rostrum {number}?", variants=())


def test_a_few_edits_wait_beside_the_heads_and_are_answered_at_once(upkeep: Upkeep, store: SqlStore) -> None:
    sync(store, [holding(*ENTRIES, parade(7))], NOON)
    upkeep.refresh()

    assert upkeep.base.edits == 1
    assert upkeep.base.index.search("rostrum 7")[0].entry_id == "parade-7"
    assert not upkeep.merge_if_behind()


def test_many_edits_are_taken_into_the_heads_for_good(upkeep: Upkeep, store: SqlStore) -> None:
    sync(store, [holding(*ENTRIES, *map(parade, range(30)))], NOON)
    upkeep.refresh()

    assert upkeep.merge_if_behind()
    assert upkeep.base.edits == 0
    assert upkeep.base.index.search("rostrum 7")[0].entry_id == "parade-7"


def test_with_an_encoder_the_base_is_served_without_it_until_its_texts_are_encoded(
    store: SqlStore, encoder: Encoder
) -> None:
    sync(store, [PACK], NOON)
    upkeep = Upkeep(store, {"demo"}, encoder)
    before = upkeep.base.has_encoder

    assert upkeep.merge_if_behind()
    assert not before
    assert upkeep.base.has_encoder
    assert not upkeep.merge_if_behind()


def test_an_edit_that_comes_while_the_base_is_built_is_not_lost(store: SqlStore, url: str, encoder: Encoder) -> None:
    sync(store, [PACK], NOON)
    to_come = [url]

    def edit_meanwhile(_: Sequence[str]) -> None:
        if to_come:
            edit_treaty(to_come.pop())
            served.refresh()

    served = Upkeep(store, {"demo"}, Watched(encoder, edit_meanwhile))
    served.merge_if_behind()

    assert served.base.entry("treaty") == ASKED_ANEW
    assert served.base.has_encoder
    assert not served.refresh()


def test_an_edit_is_served_though_the_encoder_fails(store: SqlStore, url: str, encoder: Encoder) -> None:
    sync(store, [PACK], NOON)
    is_broken = False

    def break_down(_: Sequence[str]) -> None:
        if is_broken:
            raise NoEncoder("out of memory")

    served = Upkeep(store, {"demo"}, Watched(encoder, break_down))
    served.merge_if_behind()
    is_broken = True
    edit_treaty(url)

    assert served.refresh()
    assert served.base.entry("treaty") == ASKED_ANEW
    with pytest.raises(NoEncoder):
        served.merge_if_behind()
    assert served.base.entry("treaty") == ASKED_ANEW


def test_a_base_that_holds_nothing_is_encoded_once(store: SqlStore, encoder: Encoder) -> None:
    sync(store, [holding()], NOON)
    served = Upkeep(store, {"demo"}, encoder)

    assert [served.merge_if_behind(), served.merge_if_behind()] == [True, False]


def test_many_entries_that_were_retired_are_taken_out_of_the_heads(upkeep: Upkeep, store: SqlStore) -> None:
    sync(store, [holding(*ENTRIES, *map(parade, range(60)))], NOON)
    upkeep.refresh()
    upkeep.merge_if_behind()
    sync(store, [holding(*ENTRIES, *map(parade, range(20, 60)))], NOON)
    upkeep.refresh()
    sync(store, [holding(*ENTRIES, *map(parade, range(30, 60)))], NOON)
    upkeep.refresh()

    assert upkeep.base.edits == 30
    assert upkeep.merge_if_behind()
    assert upkeep.base.edits == 0


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(write_encoder(tmp_path_factory.mktemp("encoder")))
