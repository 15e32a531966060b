"""Curating: checks, edits, history and restoring, on a real database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.errors import BadEdit, NotCurator, StaleRevision, UnknownEntry
from bot.core.pack import KnownQuestion
from bot.core.revision import Scope
from bot.service.curate import Seen, Wish, examine, history, keep, last_standing, restored, seen
from bot.service.curators import Actor
from bot.service.upkeep import Upkeep, sync
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from tests.service.bases import ENTRIES, PACK
from tests.store.processes import in_processes

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
HERE, THERE = 80351110224678912, 80351110224678913
CURATOR = Actor(42, HERE, manages=True, owns_bot=False)
ELSEWHERE = replace(CURATOR, server=THERE)
TREATY, VISITS, TIES = ENTRIES
ASKED_ANEW = replace(TREATY, question="In which year was the pact of friendship made?")
KNOWN = replace(PACK, questions=(KnownQuestion("pact of friendship, which year", "treaty"),))


@pytest.fixture
def upkeep(tmp_path: Path) -> Iterator[Upkeep]:
    """The demo pack with a known question, served."""
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(url)
    store = SqlStore(url)
    sync(store, [KNOWN], NOON)
    upkeep = Upkeep(store, {"demo"})
    yield upkeep
    upkeep.close()


def wish(upkeep: Upkeep, entry: Entry | None, entry_id: str = "treaty", note: str = "") -> Wish:
    """What somebody wishes who looks at the entry as it now is in the server."""
    return Wish(entry_id, entry, seen(upkeep.base_in(HERE), entry_id), note)


def later(minutes: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minutes)


def test_an_edit_is_answered_at_once_and_in_that_server_alone(upkeep: Upkeep) -> None:
    kept = keep(upkeep, CURATOR, wish(upkeep, ASKED_ANEW, note="as people ask it"), NOON)

    assert (kept.scope, kept.number, kept.author, kept.note) == (Scope.server(HERE), 1, "42", "as people ask it")
    assert upkeep.base_in(HERE).entries["treaty"] == ASKED_ANEW
    assert upkeep.base_in(THERE).entries["treaty"] == TREATY


def test_the_next_edit_follows_the_servers_own(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, ASKED_ANEW), NOON)

    assert keep(upkeep, CURATOR, wish(upkeep, TREATY), NOON).number == 2


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (replace(CURATOR, manages=False), "Only curators"),
        (replace(CURATOR, server=None), "only whoever runs me"),
        (Actor(42, None, manages=False, owns_bot=True), "edited in a server"),
    ],
)
def test_only_curators_of_a_server_edit(upkeep: Upkeep, actor: Actor, words: str) -> None:
    with pytest.raises(NotCurator, match=words):
        keep(upkeep, actor, wish(upkeep, None), NOON)

    assert len(upkeep.history("treaty", HERE)) == 1


def test_the_second_of_two_edits_is_refused_whoever_made_the_first(upkeep: Upkeep) -> None:
    mine, theirs = wish(upkeep, ASKED_ANEW), wish(upkeep, None)
    keep(upkeep, CURATOR, mine, NOON)

    with pytest.raises(StaleRevision, match="changed by somebody"):
        keep(upkeep, CURATOR, theirs, NOON)
    assert upkeep.base_in(HERE).entries["treaty"] == ASKED_ANEW


def test_an_edit_of_what_the_pack_changed_meanwhile_is_refused(upkeep: Upkeep) -> None:
    mine = wish(upkeep, ASKED_ANEW)
    sync(upkeep.store, [replace(KNOWN, entries=(replace(TREATY, topics=("pact",)), VISITS, TIES))], NOON)
    upkeep.refresh()

    with pytest.raises(StaleRevision, match="changed by somebody"):
        keep(upkeep, CURATOR, mine, NOON)


def test_a_new_entry_may_not_take_the_id_of_another_nor_of_a_retired_one(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, None, "ties"), NOON)

    for entry in (TREATY, TIES):
        with pytest.raises(StaleRevision, match="already"):
            keep(upkeep, CURATOR, Wish(entry.id, replace(entry, topics=("new",)), None), NOON)


def test_what_reads_so_already_makes_no_revision(upkeep: Upkeep) -> None:
    with pytest.raises(BadEdit, match="reads so already"):
        keep(upkeep, CURATOR, wish(upkeep, TREATY), NOON)


def test_an_entry_that_breaks_rules_is_refused_with_all_of_them(upkeep: Upkeep) -> None:
    broken = replace(TREATY, question="  ", variants=(VISITS.question,), claims=())
    with pytest.raises(BadEdit) as caught:
        keep(upkeep, CURATOR, wish(upkeep, broken), NOON)

    text = str(caught.value)
    assert [part in text for part in ("the question is empty", "no claim", "a phrasing of 'visits'")] == [True] * 3
    assert examine(upkeep.base_in(HERE), wish(upkeep, broken)).problems == caught.value.problems


def test_a_reason_that_is_too_long_is_refused(upkeep: Upkeep) -> None:
    with pytest.raises(BadEdit, match="shorten it to 300"):
        keep(upkeep, CURATOR, wish(upkeep, None, note="x" * 301), NOON)


def test_a_retired_entry_is_told_of_by_the_questions_that_it_answered(upkeep: Upkeep) -> None:
    found = examine(upkeep.base_in(HERE), wish(upkeep, None))

    assert [(one.before.known.text, one.found[0]) for one in found.worse] == [
        ("pact of friendship, which year", "treaty")
    ]
    assert found.are_grave


def test_a_timeline_that_would_be_given_no_more_is_told_of(upkeep: Upkeep) -> None:
    period = KnownQuestion("what happened in 1961?", period=parse("1961"))
    sync(upkeep.store, [replace(PACK, questions=(period,))], NOON)
    upkeep.refresh()
    [turned] = examine(upkeep.base_in(HERE), wish(upkeep, None)).worse

    assert turned.found[0] == "the timeline of 1961"


def test_an_edit_that_hurts_nothing_is_not_grave(upkeep: Upkeep) -> None:
    found = examine(upkeep.base_in(HERE), wish(upkeep, replace(TIES, topics=("ties",)), "ties"))

    assert (found.problems, found.near, found.contradictions, found.worse, found.are_grave) == ((), (), (), (), False)


def test_a_new_entry_is_told_which_is_near_it(upkeep: Upkeep) -> None:
    twin = replace(VISITS, id="trips", question="How many times has Kim Jong Un been on a visit to China?", variants=())
    found = examine(upkeep.base_in(HERE), Wish("trips", twin, None))

    assert [near.entry.id for near in found.near] == ["visits"]
    assert found.near[0].likeness > 0.5


def test_an_entry_that_points_to_the_near_one_knows_of_it(upkeep: Upkeep) -> None:
    twin = replace(
        VISITS, id="trips", question="How many times has Kim Jong Un been on a visit to China?", see_also=("visits",)
    )

    assert examine(upkeep.base_in(HERE), Wish("trips", replace(twin, variants=()), None)).near == ()


def test_the_history_has_the_packs_revisions_and_the_servers(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, ASKED_ANEW, note="as people ask it"), later(1))
    keep(upkeep, CURATOR, wish(upkeep, None), later(2))
    told = history(upkeep, CURATOR, "treaty")

    assert [str(Seen.of(version.revision)) for version in told] == ["p1", "s1", "s2"]
    assert [(one.part, one.before) for one in told[1].changed] == [("question", TREATY.question)]
    assert len(history(upkeep, ELSEWHERE, "treaty")) == 1


def test_members_see_no_history_and_nobody_one_of_what_never_was(upkeep: Upkeep) -> None:
    with pytest.raises(NotCurator):
        history(upkeep, replace(CURATOR, manages=False), "treaty")
    with pytest.raises(UnknownEntry, match="never was"):
        history(upkeep, CURATOR, "unheard-of")


def test_any_revision_can_be_restored(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, ASKED_ANEW), later(1))
    keep(upkeep, CURATOR, restored(upkeep, CURATOR, "treaty", Seen.parse("p1")), later(2))
    keep(upkeep, CURATOR, restored(upkeep, CURATOR, "treaty", Seen.parse("s1")), later(3))

    assert upkeep.base_in(HERE).entries["treaty"] == ASKED_ANEW
    assert [version.revision.number for version in history(upkeep, CURATOR, "treaty")] == [1, 1, 2, 3]


def test_no_revision_of_another_server_can_be_restored(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, ASKED_ANEW), NOON)

    with pytest.raises(UnknownEntry, match="could be restored"):
        restored(upkeep, ELSEWHERE, "treaty", Seen.parse("s1"))


def test_a_retired_entry_comes_back_as_it_last_stood(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, ASKED_ANEW), later(1))
    keep(upkeep, CURATOR, wish(upkeep, None), later(2))
    to = last_standing(upkeep, CURATOR, "treaty")
    keep(upkeep, CURATOR, restored(upkeep, CURATOR, "treaty", to), later(3))

    assert str(to) == "s1"
    assert upkeep.base_in(HERE).entries["treaty"] == ASKED_ANEW


def test_what_is_not_retired_is_not_brought_back(upkeep: Upkeep) -> None:
    with pytest.raises(UnknownEntry, match="is not retired"):
        last_standing(upkeep, CURATOR, "treaty")


def test_what_is_retired_is_not_retired_again(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, None), NOON)

    with pytest.raises(UnknownEntry, match="was retired"):
        keep(upkeep, CURATOR, wish(upkeep, None), NOON)


def edit_often(url: str, actor: Actor, times: int) -> int:
    """Another process, in which a curator changes the entry so often, opening it again whenever somebody was first."""
    store = SqlStore(url)
    upkeep = Upkeep(store, {"demo"})
    refused = 0
    for number in range(times):
        while True:
            upkeep.refresh()
            text = f"The treaty was signed in Beijing, says {actor.user} for the {number}th time."
            changed = replace(TREATY, claims=(replace(TREATY.claims[0], text=text),))
            try:
                keep(upkeep, actor, wish(upkeep, changed), NOON)
            except StaleRevision:
                refused += 1
                continue
            break
    upkeep.close()
    return refused


def test_of_two_curators_who_edit_one_entry_two_hundred_times_nothing_is_lost(upkeep: Upkeep, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    in_processes(edit_often, [(url, replace(CURATOR, user=user), 100) for user in (1, 2)])

    kept = upkeep.history("treaty", HERE)[1:]
    texts = {revision.entry.claims[0].text for revision in kept if revision.entry}
    assert ([revision.number for revision in kept], len(texts)) == (list(range(1, 201)), 200)
