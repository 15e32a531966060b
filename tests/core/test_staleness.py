"""Staleness: when an entry may not be true any more, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.staleness import Staleness, staleness
from tests.conftest import entries_of

[VISITS, FOUNDING] = entries_of("""
- id: visits
  question: How often has Kim been there?
  claims:
    - {text: Four times., as_of: 2019-06-21}
    - {text: Five times., as_of: 2025-09-04}
- id: founding
  question: When was the treaty signed?
  claims: [{text: In July., date: 1961-07-11}]
""")
TWO_YEARS = 730


def due(review_by: str, of: Entry = FOUNDING) -> Entry:
    return replace(of, review_by=parse(review_by))


def checked(day: str, of: Entry = VISITS) -> Entry:
    return replace(of, checked=parse(day))


def words(of: Entry, today: date, limit: int | None = None) -> str:
    found = staleness(of, today, limit)
    return found.sentence if found else ""


def test_an_entry_whose_review_has_passed_says_since_when() -> None:
    stale = due("2026-06-30")

    assert staleness(stale, date(2026, 7, 1), None) == Staleness(date(2026, 6, 30), review_by=stale.review_by)
    assert words(stale, date(2026, 7, 1)) == "Review due since 30 June 2026: it may have changed."


@pytest.mark.parametrize(
    ("review_by", "last"),
    [
        ("2026-06-30", date(2026, 6, 30)),
        ("2026-06", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
        ("202X", date(2029, 12, 31)),
        ("2026-24", date(2027, 2, 28)),
    ],
)
def test_a_partial_review_day_has_passed_when_its_last_possible_day_has(review_by: str, last: date) -> None:
    following = date.fromordinal(last.toordinal() + 1)

    assert (staleness(due(review_by), last, None) is None, words(due(review_by), following)[:16]) == (
        True,
        "Review due since",
    )


def test_the_newest_as_of_that_is_older_than_the_limit_says_which_and_what_the_limit_is() -> None:
    assert words(VISITS, date(2027, 9, 5), TWO_YEARS) == (
        "As of 4 September 2025, older than this base's limit of two years: it may have changed."
    )


def test_an_as_of_is_good_to_the_last_day_of_the_limit() -> None:
    assert staleness(VISITS, date(2027, 9, 4), TWO_YEARS) is None
    assert staleness(VISITS, date(2027, 9, 5), TWO_YEARS) is not None


@pytest.mark.parametrize(("as_of", "last"), [("2025", date(2027, 12, 31)), ("2025-09", date(2027, 9, 30))])
def test_a_partial_as_of_is_as_new_as_it_can_be(as_of: str, last: date) -> None:
    partial = replace(FOUNDING, claims=(replace(FOUNDING.claims[0], as_of=parse(as_of)),))

    assert staleness(partial, last, TWO_YEARS) is None
    assert staleness(partial, date.fromordinal(last.toordinal() + 1), TWO_YEARS) is not None


def test_an_as_of_that_goes_on_is_never_too_old() -> None:
    ongoing = replace(FOUNDING, claims=(replace(FOUNDING.claims[0], as_of=parse("2013/..")),))

    assert staleness(ongoing, date(2100, 1, 1), 1) is None


def test_a_base_without_a_limit_lets_an_as_of_grow_old() -> None:
    assert staleness(VISITS, date(2100, 1, 1), None) is None


def test_an_entry_without_an_as_of_cannot_outlive_a_limit() -> None:
    assert staleness(FOUNDING, date(2100, 1, 1), 1) is None


def test_only_claims_that_lead_count() -> None:
    four, five = VISITS.claims
    newer = replace(five, as_of=parse("2027-01-01"), rank=five.rank.DEPRECATED, reason="A slip.")

    assert staleness(replace(VISITS, claims=(four, five, newer)), date(2027, 9, 5), TWO_YEARS) is not None


def test_an_entry_that_was_checked_since_is_good_for_as_long_again() -> None:
    assert staleness(checked("2026-11-24"), date(2028, 11, 23), TWO_YEARS) is None
    assert words(checked("2026-11-24"), date(2028, 11, 24), TWO_YEARS).startswith("As of 4 September 2025, older")


def test_a_check_does_not_move_the_day_of_review_that_the_entry_names() -> None:
    assert staleness(checked("2026-11-24", due("2026-06-30")), date(2026, 11, 24), None) is not None


def test_both_reasons_are_told_and_the_longer_one_counts() -> None:
    found = staleness(due("2027-06-30", VISITS), date(2028, 1, 1), TWO_YEARS)

    assert found is not None
    assert found.since == date(2027, 6, 30)
    assert found.sentence == (
        "Review due since 30 June 2027; as of 4 September 2025, older than this base's limit of two years: "
        "it may have changed."
    )


@pytest.mark.parametrize(
    ("limit", "said"),
    [(1, "one day"), (10, "ten days"), (90, "90 days"), (365, "one year"), (731, "731 days"), (4380, "12 years")],
)
def test_a_limit_is_told_in_years_where_it_is_whole_ones(limit: int, said: str) -> None:
    assert f"limit of {said}: " in words(VISITS, date(2060, 1, 1), limit)


def test_a_limit_beyond_the_calendar_is_no_limit() -> None:
    last = replace(FOUNDING, claims=(replace(FOUNDING.claims[0], as_of=parse("9999")),))

    assert staleness(last, date.max, 36_500) is None
