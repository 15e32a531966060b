"""What the sources of an entry tell differently."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.core.accounts import Standing, accounts
from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank
from tests import strategies
from tests.conftest import SOURCE

PREFERRED, NORMAL, DEPRECATED = Rank


def entry(*claims: tuple[str, Rank, str | None]) -> Entry:
    """An entry with these texts, each with its rank and its reason."""
    citations = (Citation(SOURCE, "says so"),)
    return Entry(
        "event", Kind.FACT, "What?", tuple(Claim(text, citations, rank=rank, reason=why) for text, rank, why in claims)
    )


def told(of: Entry) -> list[tuple[str, str, bool]]:
    return [(one.claim.text, one.standing.value, one.leads) for one in accounts(of)]


def test_an_entry_whose_claims_only_add_to_each_other_has_none() -> None:
    assert told(entry(("a", NORMAL, None), ("b", NORMAL, None))) == []


def test_a_claim_that_is_preferred_over_nothing_is_none() -> None:
    assert told(entry(("a", PREFERRED, "why"), ("b", NORMAL, None))) == []


def test_the_preferred_one_leads_then_what_is_also_told_then_what_is_no_longer_held() -> None:
    of = entry(("a", DEPRECATED, "slip"), ("b", NORMAL, "later"), ("c", PREFERRED, "best"), ("d", NORMAL, None))

    assert told(of) == [("c", "preferred", True), ("b", "also told", False), ("a", "no longer held", False)]


def test_of_several_that_are_as_good_each_is_one_account() -> None:
    of = entry(("a", NORMAL, "one way"), ("b", NORMAL, None), ("c", NORMAL, "another"))

    assert told(of) == [("a", "one account", True), ("c", "one account", True)]


def test_what_is_left_when_the_others_were_dropped_is_held() -> None:
    assert told(entry(("a", NORMAL, None), ("b", DEPRECATED, "slip"))) == [
        ("a", "held", True),
        ("b", "no longer held", False),
    ]


def test_the_one_with_a_reason_stands_for_what_leads() -> None:
    assert told(entry(("a", NORMAL, None), ("b", NORMAL, "why"), ("c", DEPRECATED, "slip"))) == [
        ("b", "held", True),
        ("c", "no longer held", False),
    ]


def test_what_was_all_dropped_is_open() -> None:
    of = entry(("a", DEPRECATED, "slip"), ("b", DEPRECATED, "slip"))

    assert [one.standing for one in accounts(of)] == [Standing.OPEN, Standing.OPEN]


@given(strategies.entries())
def test_there_is_never_a_single_account_and_none_is_told_twice(of: Entry) -> None:
    found = accounts(of)

    assert len(found) != 1
    assert len({id(one.claim) for one in found}) == len(found)
    assert bool(found) == bool(of.rival_claims or of.is_undecided)


@pytest.mark.parametrize(
    ("date", "as_of", "when"),
    [
        (None, None, ()),
        ("1961-07-11", None, ("11 July 1961",)),
        (None, "2025-09", ("as of September 2025",)),
        ("1950/1953", "2025-09", ("1950 to 1953", "as of September 2025")),
        ("2017-05", "2017-05", ("as of May 2017",)),
        ("2008-06", "2008-06-18", ("as of 18 June 2008",)),
    ],
)
def test_it_says_when_and_as_of_when_and_not_the_same_twice(
    date: str | None, as_of: str | None, when: tuple[str, ...]
) -> None:
    of = entry(("a", PREFERRED, "why"), ("b", DEPRECATED, "slip"))
    dated = replace(of.claims[0], date=parse(date) if date else None, as_of=parse(as_of) if as_of else None)

    assert accounts(replace(of, claims=(dated, of.claims[1])))[0].when == when
