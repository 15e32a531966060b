"""Entries that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import SHIPPED_KNOWLEDGE
from bot.core.dates import parse
from bot.core.entry import Entry, Rank
from bot.service.base import Base
from bot.service.contradictions import contradictions, problems
from bot.service.upkeep import load_packs
from bot.store.files import read_with_places
from tests.conftest import entries_of
from tests.service.bases import ENTRIES, PACK
from tests.store.packs import written

PACT, VISIT = entries_of("""
- id: pact
  question: In which year was the friendship treaty between China and North Korea signed?
  variants: [when did the DPRK and China conclude the friendship treaty]
  claims: [{text: The treaty was signed in Beijing., date: 1962}]
- id: visit
  question: When did Kim Jong Un first visit China?
  variants: [date of the first trip of Kim Jong Un to Beijing, when was the first visit by Kim]
  claims: [{text: Kim Jong Un came to Beijing., date: 2018-03-25/2018-03-28}]
""")


def found(*more: Entry) -> list[tuple[str, str]]:
    """The pairs that contradict each other in the small base with *more* entries, or with them in place of its own."""
    entries = {entry.id: entry for entry in (*ENTRIES, VISIT, *more)}
    base = Base.of_packs([replace(PACK, entries=tuple(entries.values()))])
    return [(one.first.id, one.second.id) for one in contradictions(base.index)]


def dated(entry: Entry, date: str) -> Entry:
    return replace(entry, claims=(replace(entry.claims[0], date=parse(date)),))


def test_two_entries_that_ask_the_same_and_are_dated_otherwise_contradict_each_other() -> None:
    assert found(PACT) == [("pact", "treaty")]


@pytest.mark.parametrize("date", ["1961", "1961-07", "196X", "1961-07-11", "1961-07-11~", "1960/1962", "1961/.."])
def test_dates_that_can_be_of_one_day_do_not(date: str) -> None:
    assert found(dated(PACT, date)) == []


@pytest.mark.parametrize("date", ["1961-07-10", "1961-08", "1960", "195X", "1962/1963", "../1960"])
def test_dates_that_cannot_be_of_one_day_do(date: str) -> None:
    assert found(dated(PACT, date)) == [("pact", "treaty")]


def test_entries_that_ask_for_different_things_do_not_however_they_are_dated() -> None:
    assert found() == []


def test_an_entry_that_asks_something_else_of_the_same_does_not() -> None:
    assert found(replace(PACT, question="Who signed the friendship treaty?", variants=())) == []


@pytest.mark.parametrize("pointing", ["pact", "treaty"])
def test_an_entry_that_points_to_the_other_does_not(pointing: str) -> None:
    treaty = replace(ENTRIES[0], see_also=("pact",) if pointing == "treaty" else ())
    pact = replace(PACT, see_also=("treaty",) if pointing == "pact" else ())

    assert found(treaty, pact) == []


def test_a_claim_that_is_no_longer_held_does_not() -> None:
    right = replace(PACT.claims[0], date=parse("1961-07"), rank=Rank.PREFERRED, reason="By the text itself.")
    wrong = replace(PACT.claims[0], rank=Rank.DEPRECATED, reason="A slip.")

    assert found(replace(PACT, claims=(right, wrong))) == []


def test_an_entry_without_a_date_does_not() -> None:
    assert found(replace(PACT, claims=(replace(PACT.claims[0], date=None),))) == []


def test_the_pack_that_ships_has_none() -> None:
    assert contradictions(Base.of_packs(load_packs(SHIPPED_KNOWLEDGE)).index) == ()


TWIN = """\
- id: friendship-pact
  kind: fact
  question: When did China and the DPRK sign their pact of friendship?
  claims:
    - text: The two signed it in Beijing.
      date: 1962
      sources:
        - source: kcna-2025
          says: dates it so
- id: summit-2025
"""


def test_what_contradicts_is_told_with_the_place_of_both_dates(tmp_path: Path) -> None:
    readings, none = read_with_places(written(tmp_path, ("entries/summits.yaml", "- id: summit-2025\n", TWIN)))

    told = [str(problem).replace(f"{tmp_path.as_posix()}/", "") for problem in problems(readings)]

    assert (none, told) == (
        (),
        [
            "entries/summits.yaml:6:7: 'friendship-pact' (1962) and 'friendship-treaty-1961' (11 July 1961) ask when"
            " the same was, and no day is in both at entries/treaty.yaml:9:7; correct one, make them rival claims of"
            " one entry, or let one name the other in see_also if they are two things"
        ],
    )
