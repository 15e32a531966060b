"""What an entry holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import EdtfDate, parse
from bot.core.entry import Citation, Claim, Entry
from bot.core.pack import NamedPeriod, Words
from bot.matching.held import Held
from bot.matching.index import Index
from bot.matching.periods import Asked, Relation, asked_periods, plain_times
from bot.matching.years import Span
from tests.conftest import SOURCE, entries_of
from tests.strategies import dates, days

WORDS = Words(
    same=(("North Korea", "DPRK"), ("China", "PRC", "Beijing"), ("sign", "ink")),
    known=("Friendship Bridge",),
    elsewhere=(("Vietnam", "Hanoi"),),
)
[TREATY] = entries_of("""
- id: treaty
  question: When was the pact inked?
  variants: [in which year did the DPRK sign it, 1960 pact]
  claims: [{text: Both sides signed it in Beijing., date: 1961-07-11}]
  people: [Kim Il Sung]
  places: [Hanoi]
""")
INDEX = Index.of([TREATY], [WORDS])


def held(entry: Entry) -> Held:
    return INDEX.with_entry(entry).held(entry.id)


def claiming(text: str = "It was signed.", when: EdtfDate | None = None, as_of: EdtfDate | None = None) -> Entry:
    """An entry whose phrasing has no year, with one claim."""
    citation = Citation(SOURCE, "says so")
    return replace(TREATY, question="When was it?", variants=(), claims=(Claim(text, (citation,), when, as_of),))


def in_year(year: int) -> Asked:
    """What a question asks that says so; years below 1000 no question can say."""
    period = parse(f"{year:04}")
    return Asked(period, Relation.DURING, str(year), 0, 4)


@pytest.mark.parametrize(
    ("when", "within", "without"),
    [
        ("1961-07-11", [1961], [1960, 1962]),
        ("1961-07", [1961], [1907, 1960, 1962]),
        ("1950/1953", [1950, 1952, 1953], [1949, 1954]),
        ("1950-10-19/1958-10-26", [1950, 1955, 1958], [1949, 1959]),
        ("1961/..", [1961, 2026, 9999], [1960]),
        ("1961/", [1961, 2026, 9999], [1960]),
        ("../1961", [1, 1961], [1962]),
        ("/1961", [1, 1961], [1962]),
        ("195X", [1950, 1959], [1949, 1960]),
        ("19XX", [1900, 1999], [1899, 2000]),
        ("1961~", [1961], [1960, 1962]),
        ("2018-24", [2018, 2019], [2017, 2020]),
    ],
)
def test_the_years_of_a_claim_are_all_that_its_date_can_mean(when: str, within: list[int], without: list[int]) -> None:
    found = held(claiming(when=parse(when)))

    assert [year for year in (*within, *without) if found.holds(in_year(year))] == within


@given(dates(), st.integers(1, 9999))
def test_whatever_the_date_a_year_is_held_when_it_overlaps_it(when: EdtfDate, year: int) -> None:
    assert held(claiming(when=when)).holds(in_year(year)) == when.overlaps(date(year, 1, 1), date(year, 12, 31))


@given(days())
def test_the_year_in_which_a_count_was_true_is_held(as_of: EdtfDate) -> None:
    assert held(claiming(as_of=as_of)).holds(in_year(as_of.year or 0))


def test_a_year_in_a_phrasing_is_held() -> None:
    assert held(TREATY).spans == {Span(1960, 1960)}


def test_a_year_that_a_claim_or_its_source_speaks_of_is_held() -> None:
    entry = claiming("It followed the talks of 1958.")
    citation = Citation(SOURCE, "says that it was drafted in 1959")
    cited = replace(entry, claims=(replace(entry.claims[0], citations=(citation,)),))

    assert held(cited).spans == {Span(1958, 1958), Span(1959, 1959)}


def test_without_a_date_no_year_is_held() -> None:
    assert not held(claiming()).spans
    assert not held(claiming()).dates


@pytest.mark.parametrize(
    ("question", "is_held"),
    [
        ("in July 1961", True),
        ("in June 1961", False),
        ("on 11 July 1961", True),
        ("on 12 July 1961", False),
        ("since 1950", True),
        ("after 1961", False),
        ("before 1962", True),
        ("in the early 1960s", True),
        ("in the late 1960s", False),
    ],
)
def test_what_is_dated_to_the_day_is_held_for_the_times_that_the_day_is_in(question: str, is_held: bool) -> None:
    [asked] = asked_periods(plain_times(question))

    assert held(claiming(when=parse("1961-07-11"))).holds(asked) is is_held


def test_a_month_is_held_where_nothing_tells_the_months_of_that_year() -> None:
    [asked] = asked_periods("in june 1961")

    assert held(claiming("Talks of 1961 led to it.")).holds(asked)


def test_what_went_on_during_a_time_that_has_a_name_is_found_by_the_name_alone() -> None:
    war = NamedPeriod(("Korean War",), parse("1950/1953"))
    during, after = (asked_periods(f"{word} the korean war", [war])[0] for word in ("during", "after"))

    assert held(claiming(when=parse("1940"))).holds(during)
    assert not held(claiming(when=parse("1940"))).holds(after)


def test_its_things_are_those_of_phrasings_claims_people_and_places_by_the_name_they_are_shown_by() -> None:
    asked = INDEX.reader.read("DPRK, Beijing, Kim Il Sung, Hanoi and the Friendship Bridge").things

    assert {thing.shown for thing in asked if held(TREATY).names(thing)} == {
        "North Korea",
        "China",
        "Kim Il Sung",
        "Vietnam",
    }


def test_its_numbers_are_those_of_three_digits_and_more_that_are_no_years() -> None:
    assert held(claiming("14,000 of 23 units left in 1958 under order 2270.")).numbers == {"14000", "2270"}


@pytest.mark.parametrize(("text", "denies"), [("It was never signed.", True), ("It was signed.", False)])
def test_it_denies_when_any_of_its_texts_does(text: str, denies: bool) -> None:
    assert held(claiming(text)).negated == denies


def test_it_is_asked_as_its_phrasings_ask_and_bare_keywords_ask_nothing() -> None:
    assert held(TREATY).manners == ("when", "when")


def test_a_question_word_in_a_claim_does_not_ask() -> None:
    assert held(claiming("The text says how often they meet.")).manners == ("when",)


def test_an_edited_entry_holds_what_it_says_now() -> None:
    assert not held(claiming()).holds(in_year(1961))
