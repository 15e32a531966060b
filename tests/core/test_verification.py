"""Verifications: what one leaves of an entry's days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.checks import check_entry
from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.revision import Scope
from bot.core.verification import Verification, next_review, verified
from tests import strategies
from tests.conftest import entries_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
[VISITS] = entries_of("""
- id: visits
  question: How often has Kim been there?
  claims: [{text: Five times., as_of: 2025-09-04}]
""")


def entry(checked: str = "", review_by: str = "") -> Entry:
    first, second = (parse(text) if text else None for text in (checked, review_by))
    return replace(VISITS, checked=first, review_by=second)


def act(review_by: str = "", at: datetime = NOON) -> Verification:
    return Verification(Scope.pack("demo"), "visits", 1, "42", at, parse(review_by) if review_by else None)


def days(of: Entry) -> tuple[str, str]:
    return str(of.checked), str(of.review_by)


def test_it_leaves_the_day_of_it_and_the_day_to_look_again_that_it_names() -> None:
    assert days(verified(entry("2025-11-24", "2026-06-30"), act("2028-06"))) == ("2026-11-24", "2028-06")


def test_it_leaves_everything_else_of_the_entry() -> None:
    stands = entry("2025-11-24", "2026-06-30")

    assert replace(verified(stands, act()), checked=stands.checked, review_by=stands.review_by) == stands


def test_without_one_the_entry_is_as_it_was() -> None:
    assert verified(VISITS, None) is VISITS


def test_an_entry_that_was_checked_after_it_keeps_its_own_days() -> None:
    later = entry("2026-11-25", "2027-06-30")

    assert verified(later, act("2040")) is later


def test_of_two_on_one_day_the_verification_is_the_later() -> None:
    assert days(verified(entry("2026-11-24", "2026-06-30"), act("2028"))) == ("2026-11-24", "2028")


def test_a_partial_check_is_held_to_be_as_late_as_it_can_be() -> None:
    this_year = entry("2026", "2026-06-30")

    assert verified(this_year, act("2028")) is this_year


def test_its_day_is_that_of_greenwich() -> None:
    at = datetime(2026, 11, 25, 3, tzinfo=timezone(timedelta(hours=9)))

    assert act(at=at).day == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("checked", "review_by", "following"),
    [
        ("2025-11-24", "2026-11-24", "2027-11-24"),
        ("2026-01-01", "2026-01-31", "2026-12-24"),
        ("2026-01", "2026", "2027-10-24"),
        ("", "2026-06-30", "2027-11-24"),
        ("2026-06-30", "2026-06-30", "2027-11-24"),
        ("2026-07-01", "2026-06-30", "2027-11-24"),
        ("2025-11-24", "2100-12-31", "2100-12-31"),
        ("2025-11-24", "", "None"),
        ("", "", "None"),
    ],
)
def test_the_next_review_is_as_far_off_as_the_last_was_or_a_year(checked: str, review_by: str, following: str) -> None:
    assert str(next_review(entry(checked, review_by), NOON.date())) == following


@given(strategies.entries(), st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.dates(date(1, 1, 1), date(2100, 1, 1)))
def test_whatever_it_leaves_would_pass_the_checks_of_a_pack(of: Entry, day: date, review_by: date) -> None:
    stands = replace(of, checked=None, review_by=parse(review_by.isoformat()))
    at = datetime.combine(day, NOON.timetz())

    assert check_entry(verified(stands, act(at=at))) == check_entry(stands)
