"""Entries under what they share."""

from __future__ import annotations

from bot.service.catalogue import Catalogue
from tests.conftest import entries_of

CATALOGUE = Catalogue(
    entries_of("""
- id: treaty
  question: When was the treaty signed?
  claims: [{text: They signed it., date: 1961-07-11}]
  topics: [treaty, trade-aid]
  people: [Kim Il Sung, Zhou Enlai]
- id: talks
  question: When did they talk?
  claims: [{text: They talked., date: 1961-06/1962-01}]
  topics: [treaty]
  people: [Zhou Enlai, Zhou]
- id: war
  question: How long was the war?
  claims: [{text: The war lasted., date: 1950/1953}]
- id: fifties
  question: What was built?
  claims: [{text: Railways were built., date: 195X}]
- id: death
  question: When did he die?
  claims:
    - {text: He died in May., date: 1961-05-02, rank: preferred, reason: Two papers say so.}
    - {text: He died in June., date: 1964-06-02, reason: One paper says so.}
""")
)


def test_names_that_begin_so_come_with_the_most_entries_first() -> None:
    assert CATALOGUE.topics.find("tr") == ("treaty", "trade-aid")


def test_a_name_that_is_typed_in_full_comes_first_however_few_entries_it_has() -> None:
    assert CATALOGUE.people.find("zhou") == ("Zhou", "Zhou Enlai")


def test_a_name_is_meant_in_any_case() -> None:
    assert CATALOGUE.people.meant("zhou enlai") == "Zhou Enlai"


def test_the_only_name_that_begins_so_is_meant() -> None:
    assert CATALOGUE.people.meant("kim") == "Kim Il Sung"


def test_of_several_names_that_begin_so_none_is_meant() -> None:
    assert CATALOGUE.topics.meant("tr") is None


def test_nothing_typed_means_no_name() -> None:
    assert CATALOGUE.people.meant("🔥") is None


def test_a_misspelt_name_is_near() -> None:
    assert CATALOGUE.people.near("Zhu Enlay", 3) == ("Zhou Enlai",)


def test_an_entry_happened_in_the_years_of_its_leading_claims() -> None:
    """Not in that of an account we do not stand by, nor in those that an interval merely touches, or a decade."""
    found = {year: [entry.id for entry in entries] for year, entries in CATALOGUE.years.held.items()}

    assert {year: found.get(year) for year in ("1950", "1951", "1961", "1962", "1964")} == {
        "1950": None,
        "1951": None,
        "1961": ["death", "talks", "treaty"],
        "1962": None,
        "1964": None,
    }


def test_days_hold_what_is_known_to_the_day() -> None:
    assert {day: [entry.id for entry in found] for day, found in CATALOGUE.days.held.items()} == {
        "07-11": ["treaty"],
        "05-02": ["death"],
    }


def test_a_source_is_found_by_publisher_title_and_year() -> None:
    assert CATALOGUE.sources.find("gaz beij 2025") == ("gazette",)
