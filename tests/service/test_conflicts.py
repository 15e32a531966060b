"""What does not agree in a base."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.entry import Claim, Entry, Rank
from bot.core.errors import NotCurator
from bot.service.base import Base
from bot.service.browse import listed_to
from bot.service.conflicts import conflicts
from bot.service.curators import Actor
from bot.service.listing import ALL, By, Item, Query
from tests.service.bases import ENTRIES, PACK, TODAY
from tests.service.test_contradictions import PACT

TREATY, VISITS, TIES = ENTRIES


def ranked(entry: Entry, *ranks: tuple[str, Rank, str]) -> Entry:
    """*entry* with a claim for each text, with its rank and its reason."""
    [claim] = entry.claims
    return replace(entry, claims=tuple(_ranked(claim, *one) for one in ranks))


def _ranked(claim: Claim, text: str, rank: Rank, reason: str) -> Claim:
    return replace(claim, text=text, rank=rank, reason=reason)


DECIDED = ranked(TIES, ("In 1949.", Rank.PREFERRED, "By the note."), ("In 1950.", Rank.DEPRECATED, "A slip."))
OPEN = ranked(VISITS, ("Five times.", Rank.NORMAL, "By the host."), ("Six times.", Rank.NORMAL, "By the guest."))


def found(*entries: Entry) -> tuple[Item, ...]:
    """The conflicts of a base of *entries*."""
    return conflicts(Base.of_packs([replace(PACK, entries=entries)]), ALL, TODAY).items


def test_where_all_agrees_there_is_none() -> None:
    assert found(*ENTRIES) == ()


def test_of_an_entry_whose_sources_differ_each_account_is_told() -> None:
    assert found(TREATY, DECIDED) == (
        Item(
            DECIDED,
            lines=(
                "2 accounts, decided",
                "• Preferred · 6 October 1949 · The Gazette: By the note.",
                "• No longer held · 6 October 1949 · The Gazette: A slip.",
            ),
        ),
    )


def test_what_waits_for_somebody_to_decide_comes_before_what_was_decided() -> None:
    items = found(DECIDED, OPEN)

    assert [(item.entry.id, item.lines[0]) for item in items] == [
        ("visits", "2 accounts, none clearly better"),
        ("ties", "2 accounts, decided"),
    ]
    assert items[0].lines[1] == "• as of 4 September 2025 · The Gazette: By the host."


def test_of_many_accounts_three_are_told_and_how_many_more_there_are() -> None:
    of = ranked(TIES, *((f"In {year}.", Rank.NORMAL, "why") for year in range(1949, 1954)))

    [item] = found(of)

    assert (len(item.lines), item.lines[0], item.lines[-1]) == (
        5,
        "5 accounts, none clearly better",
        "• and 2 more",
    )


def test_entries_that_contradict_each_other_come_first_and_both_of_them() -> None:
    items = found(OPEN, TREATY, PACT)

    assert [(item.entry.id, item.when) for item in items] == [
        ("pact", "1962"),
        ("treaty", "11 July 1961"),
        ("visits", None),
    ]
    assert items[0].lines[0].startswith("Asks when the same was as treaty (11 July 1961), alike to ")


@pytest.mark.parametrize("actor", [Actor(42, 7, False, False), Actor(42, None, False, False)])
def test_they_are_for_curators_alone(actor: Actor) -> None:
    with pytest.raises(NotCurator):
        listed_to(actor, Base.of_packs([PACK]), Query(By.CONFLICTS, ALL), TODAY)


def test_there_is_one_list_of_them() -> None:
    assert Query.decode("conflicts:all") == Query(By.CONFLICTS, ALL)
    assert Query.decode("conflicts:treaty") is None
