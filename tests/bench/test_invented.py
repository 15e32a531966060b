"""Invented bases are the same whenever they are made, and of the size that was asked for."""

from __future__ import annotations

import pytest

from bot.bench.invented import PHRASINGS_AN_ENTRY, Invented


def test_it_is_the_same_whenever_it_is_made() -> None:
    one, other = Invented(200), Invented(200)

    assert (one.entries(), one.questions(50), one.edits(20)) == (other.entries(), other.questions(50), other.edits(20))


def test_the_draw_is_the_same_on_every_python() -> None:
    (first, *_), (asked, *_) = Invented(50).entries(), Invented(50).questions(1)

    assert first.question == "What caused the life exactly Orkala harm bulldogs?"
    assert asked.text == "What is the produced growing Gardomi room principal?"


def test_of_another_seed_comes_another_base() -> None:
    assert Invented(50, seed=1).entries() != Invented(50, seed=2).entries()


@pytest.mark.parametrize("size", [1, 50, 53, 54])
def test_it_has_as_many_phrasings_as_asked(size: int) -> None:
    entries = Invented(size).entries()

    assert sum(len(entry.phrasings) for entry in entries) == size
    assert {len(entry.phrasings) for entry in entries[:-1]} <= {PHRASINGS_AN_ENTRY}


def test_no_phrasing_of_an_entry_comes_twice() -> None:
    assert [entry.id for entry in Invented(500).entries() if len(set(entry.phrasings)) < len(entry.phrasings)] == []


def test_a_larger_base_holds_a_smaller_one() -> None:
    assert Invented(500).entries()[:20] == Invented(100).entries()


def test_a_question_is_none_of_its_entrys_phrasings() -> None:
    base = Invented(100)
    phrasings = {entry.id: entry.phrasings for entry in base.entries()}

    assert [known for known in base.questions(100) if known.text in phrasings[str(known.entry)]] == []


def test_every_other_edit_replaces_an_entry_of_the_base() -> None:
    base = Invented(100)
    kept = {entry.id: entry for entry in base.entries()}
    edits = base.edits(10)

    assert [edit.id in kept for edit in edits] == [False, True] * 5
    assert all(kept[edit.id] != edit for edit in edits[1::2])
