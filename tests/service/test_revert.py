"""Reverting what one curator did, and history as a file, on a real database."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

from bot.core.entry import Entry
from bot.core.errors import NotCurator
from bot.service.curate import Wish, history, keep
from bot.service.revert import Culprit, Undo, as_file, revert, undoes
from bot.service.upkeep import Upkeep
from tests.service.test_curate import CURATOR, ELSEWHERE, HERE, NOON, TIES, TREATY, VISITS, later, upkeep, wish

__all__ = ["upkeep"]
WILD = replace(CURATOR, user=666)
CULPRIT = Culprit(666, NOON)


def spoilt(entry: Entry, text: str = "Nothing of the kind ever happened.") -> Entry:
    return replace(entry, claims=(replace(entry.claims[0], text=text),))


def told(undo: Undo) -> tuple[str, int, bool]:
    return undo.entry_id, undo.edits, undo.is_left


def test_what_a_pack_said_is_back_where_the_culprit_alone_edited(upkeep: Upkeep) -> None:
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(1))
    keep(upkeep, WILD, wish(upkeep, None), later(2))

    assert [told(undo) for undo in revert(upkeep, CURATOR, CULPRIT, later(3))] == [("treaty", 2, False)]
    assert upkeep.base_in(HERE).entries["treaty"] == TREATY


def test_what_another_curator_said_before_is_back(upkeep: Upkeep) -> None:
    ours = spoilt(TREATY, "The treaty was signed in the Great Hall.")
    keep(upkeep, CURATOR, wish(upkeep, ours), later(1))
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(2))
    revert(upkeep, CURATOR, CULPRIT, later(3))

    assert upkeep.base_in(HERE).entries["treaty"] == ours


def test_what_the_culprit_did_before_that_moment_stays(upkeep: Upkeep) -> None:
    good = spoilt(TREATY, "The treaty was signed in the Great Hall.")
    keep(upkeep, WILD, wish(upkeep, good), later(-5))
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(1))
    revert(upkeep, CURATOR, CULPRIT, later(2))

    assert upkeep.base_in(HERE).entries["treaty"] == good


def test_an_entry_that_the_culprit_added_is_retired_and_one_that_they_retired_is_back(upkeep: Upkeep) -> None:
    keep(upkeep, WILD, Wish("spam", replace(TIES, id="spam", question="What is spam?", variants=()), None), later(1))
    keep(upkeep, WILD, wish(upkeep, None, "visits"), later(2))
    revert(upkeep, CURATOR, CULPRIT, later(3))

    assert "spam" in upkeep.base_in(HERE).retired
    assert upkeep.base_in(HERE).entries["visits"] == VISITS


def test_what_somebody_else_edited_since_is_left_and_told_of(upkeep: Upkeep) -> None:
    mended = spoilt(TREATY, "The treaty was signed in Beijing, after all.")
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(1))
    keep(upkeep, CURATOR, wish(upkeep, mended), later(2))

    assert [told(undo) for undo in revert(upkeep, CURATOR, CULPRIT, later(3))] == [("treaty", 1, True)]
    assert upkeep.base_in(HERE).entries["treaty"] == mended


def test_looking_changes_nothing(upkeep: Upkeep) -> None:
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(1))
    before = len(history(upkeep, CURATOR, "treaty"))

    assert len(undoes(upkeep, CURATOR, CULPRIT)) == 1
    assert len(history(upkeep, CURATOR, "treaty")) == before


def test_what_is_reverted_already_is_left_at_that(upkeep: Upkeep) -> None:
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(1))
    revert(upkeep, CURATOR, CULPRIT, later(2))
    revert(upkeep, CURATOR, CULPRIT, later(3))

    assert len(history(upkeep, CURATOR, "treaty")) == 3


def test_nobody_reverts_anything_in_another_server_or_without_being_a_curator(upkeep: Upkeep) -> None:
    keep(upkeep, WILD, wish(upkeep, spoilt(TREATY)), later(1))

    assert undoes(upkeep, ELSEWHERE, CULPRIT) == ()
    with pytest.raises(NotCurator):
        revert(upkeep, replace(CURATOR, manages=False), CULPRIT, later(2))


def test_the_history_as_a_file_has_every_revision_with_all_of_its_entry(upkeep: Upkeep) -> None:
    keep(upkeep, CURATOR, wish(upkeep, spoilt(TREATY), note="as \u201cthey\u201d say"), later(1))
    keep(upkeep, CURATOR, wish(upkeep, None), later(2))
    rows = json.loads(as_file(upkeep, CURATOR, "treaty"))

    assert [(row["scope"], row["number"], row["author"]) for row in rows] == [
        ("pack:demo", 1, "sync"),
        (f"server:{HERE}", 1, "42"),
        (f"server:{HERE}", 2, "42"),
    ]
    assert datetime.datetime.fromisoformat(rows[1]["at"]) == later(1)
    assert (rows[1]["note"], rows[1]["entry"]["claims"][0]["text"], rows[2]["entry"]) == (
        "as \u201cthey\u201d say",
        "Nothing of the kind ever happened.",
        None,
    )
