"""Entries: which claims lead, which sources bear them, and when to look again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source
from tests.strategies import entries

GAZETTE = Source("gazette", "The Gazette", "A day in Beijing", "https://gazette.example", parse("2025-09-04"))
HERALD = Source("herald", "The Herald", "Beijing, a day", "https://herald.example", parse("2025-09-05"))


def claim(text: str, rank: Rank = Rank.NORMAL, source: Source = GAZETTE) -> Claim:
    """A claim of that rank."""
    return Claim(text, (Citation(source, "says so"),), rank=rank, reason="It is so.")


def entry(*claims: Claim) -> Entry:
    """An entry with those claims."""
    return Entry("kim-visits", Kind.FACT, "How often was Kim there?", claims, variants=("kim visits",))


def test_phrasings_are_the_question_and_then_its_variants() -> None:
    assert entry().phrasings == ("How often was Kim there?", "kim visits")


def test_preferred_claims_lead() -> None:
    five, four = claim("Five.", Rank.PREFERRED), claim("Four.")

    assert entry(four, five).leading_claims == (five,)


def test_a_claim_without_a_rival_leads_beside_a_preferred_one() -> None:
    five, here = claim("Five.", Rank.PREFERRED), replace(claim("All in Beijing."), reason=None)

    assert entry(here, five).leading_claims == (here, five)
    assert entry(here, five).rival_claims == ()


def test_rivals_of_which_none_is_preferred_are_undecided() -> None:
    four, five = claim("Four."), claim("Five.")

    assert entry(four, five).is_undecided
    assert not entry(four, replace(five, reason=None)).is_undecided
    assert not entry(four, replace(five, rank=Rank.PREFERRED)).is_undecided


def test_normal_claims_lead_where_none_is_preferred() -> None:
    five, four, three = claim("Five."), claim("Four."), claim("Three.", Rank.DEPRECATED)

    assert entry(five, three, four).leading_claims == (five, four)


def test_a_deprecated_claim_leads_where_there_is_nothing_else() -> None:
    three = claim("Three.", Rank.DEPRECATED)

    assert entry(three).leading_claims == (three,)


def test_rival_claims_are_the_others_with_the_deprecated_last() -> None:
    three, five = claim("Three.", Rank.DEPRECATED), claim("Five.", Rank.PREFERRED)
    four = claim("Four.")

    assert entry(three, four, five).rival_claims == (four, three)


@given(entries())
def test_every_claim_leads_or_is_an_earlier_count_or_a_rival(entry: Entry) -> None:
    assert {*entry.leading_claims, *entry.earlier_claims, *entry.rival_claims} == set(entry.claims)
    assert not {*entry.leading_claims} & {*entry.rival_claims}


def test_sources_of_leading_claims_come_first_and_each_comes_once() -> None:
    asked = entry(claim("Four.", source=HERALD), claim("Five.", Rank.PREFERRED), claim("Also four.", source=HERALD))

    assert asked.sources == (GAZETTE, HERALD)


@pytest.mark.parametrize(
    ("review_by", "today", "due"),
    [
        ("2027-06-30", date(2027, 6, 30), False),
        ("2027-06-30", date(2027, 7, 1), True),
        ("2027-06", date(2027, 6, 30), False),
        ("2027", date(2028, 1, 1), True),
        ("2027/..", date(2100, 1, 1), False),
    ],
)
def test_a_review_is_due_when_its_last_day_has_passed(review_by: str, today: date, due: bool) -> None:
    assert replace(entry(), review_by=parse(review_by)).review_due(today) is due


def test_what_cannot_change_is_never_due() -> None:
    assert not entry().review_due(date(9999, 12, 31))


def test_a_count_was_no_claim_before_its_day() -> None:
    counted = entry(replace(claim("Four."), as_of=parse("2025-09-04")))

    assert counted.standing_on(date(2025, 9, 3)) is None
    assert counted.standing_on(date(2025, 9, 4)) == counted


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ("1961-07-11", date(1961, 7, 11)),
        ("1961", date(1961, 1, 1)),
        ("1950-10-19/1953-07-27", date(1953, 7, 27)),
        ("1950/1953-07", date(1953, 7, 1)),
        ("2018-03/..", date(2018, 3, 1)),
        ("../1994-07-08", date(1994, 7, 8)),
    ],
)
def test_what_lasted_is_told_as_of_no_day_before_it_may_have_been_over(when: str, first: date) -> None:
    dated = entry(replace(claim("It lasted."), date=parse(when)))

    assert dated.standing_on(first - timedelta(days=1)) is None
    assert dated.standing_on(first) == dated


def test_a_claim_is_numbered_by_its_sources_as_the_entry_counts_them() -> None:
    second = claim("Also four.", source=HERALD)
    asked = entry(claim("Four.", source=GAZETTE), second)

    assert (asked.numbers(asked.claims[0]), asked.numbers(second)) == ((1,), (2,))


FIRST, SECOND, THIRD = (
    replace(claim(f"{count} visits."), as_of=parse(day), series="visits")
    for count, day in (("Two", "2018-05"), ("Four", "2019-01"), ("Five", "2025-09-04"))
)


def test_of_a_series_of_counts_the_newest_leads_and_the_others_are_earlier() -> None:
    counted = entry(SECOND, claim("They went by train."), THIRD, FIRST)

    assert [one.text for one in counted.leading_claims] == ["They went by train.", "Five visits."]
    assert [one.text for one in counted.earlier_claims] == ["Four visits.", "Two visits."]
    assert counted.rival_claims == ()


def test_as_of_a_day_the_count_that_was_the_newest_then_leads() -> None:
    then = entry(FIRST, SECOND, THIRD).standing_on(date(2018, 12, 31))

    assert then is not None
    assert then.leading_claims == (FIRST,)


def test_counts_of_two_series_both_lead() -> None:
    other = replace(THIRD, series="meetings")

    assert entry(SECOND, other).leading_claims == (SECOND, other)


def test_a_count_that_is_no_longer_held_overtakes_none() -> None:
    wrong = replace(THIRD, rank=Rank.DEPRECATED, reason="It counted one twice.")

    assert entry(SECOND, wrong).leading_claims == (SECOND,)
