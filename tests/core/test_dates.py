"""Dates as partial as they are: what can be read, what it spans, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import EdtfDate, Precision, most_exact, parse
from bot.core.errors import InvalidDate
from tests.strategies import dates

MONTHS = "January February March April May June July August September October November December".split()


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1961-07-11", date(1961, 7, 11), date(1961, 7, 11), Precision.DAY),
        ("1949-10", date(1949, 10, 1), date(1949, 10, 31), Precision.MONTH),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29), Precision.MONTH),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), Precision.MONTH),
        ("1949", date(1949, 1, 1), date(1949, 12, 31), Precision.YEAR),
        ("0001", date(1, 1, 1), date(1, 12, 31), Precision.YEAR),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), Precision.DAY),
        ("195X", date(1950, 1, 1), date(1959, 12, 31), Precision.DECADE),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), Precision.CENTURY),
        ("1949-XX", date(1949, 1, 1), date(1949, 12, 31), Precision.YEAR),
        ("1949-XX-XX", date(1949, 1, 1), date(1949, 12, 31), Precision.YEAR),
        ("1949-10-XX", date(1949, 10, 1), date(1949, 10, 31), Precision.MONTH),
        ("1950-21", date(1950, 3, 1), date(1950, 5, 31), Precision.SEASON),
        ("1950-23", date(1950, 9, 1), date(1950, 11, 30), Precision.SEASON),
        ("1950-24", date(1950, 12, 1), date(1951, 2, 28), Precision.SEASON),
        ("1951-24", date(1951, 12, 1), date(1952, 2, 29), Precision.SEASON),
        ("2017~", date(2017, 1, 1), date(2017, 12, 31), Precision.YEAR),
        ("1961-07-11%", date(1961, 7, 11), date(1961, 7, 11), Precision.DAY),
        ("1950/1953-07", date(1950, 1, 1), date(1953, 7, 31), Precision.INTERVAL),
        ("1950/..", date(1950, 1, 1), None, Precision.INTERVAL),
        ("1950/", date(1950, 1, 1), None, Precision.INTERVAL),
        ("../1950-06", None, date(1950, 6, 30), Precision.INTERVAL),
        ("/1950", None, date(1950, 12, 31), Precision.INTERVAL),
        ("1950/195X", date(1950, 1, 1), date(1959, 12, 31), Precision.INTERVAL),
    ],
)
def test_a_date_spans_what_it_can_mean(
    text: str, earliest: date | None, latest: date | None, precision: Precision
) -> None:
    assert parse(text) == EdtfDate(text, earliest, latest, precision)


NOT_A_DATE = "'{}' is not a date; write it as 1949, 1949-10, 1949-10-06, 195X, 1950/1953 or 2017~"
NOT_IN_CALENDAR = "'{}' is not in the calendar; correct the year, the month or the day"


@pytest.mark.parametrize(
    "text",
    [
        "", "July 1961", "49", "1949-1", "1949-10-6", "19491006", "1949-10-06T10:00", " 1949", "1949 ", "１９４９",
        "१९४९", "-0043", "Y19490", "1XXX", "XXXX", "195x", "1949-XX-05", "195X-10", "195X-XX", "1950-21-05",
        "1950-21-XX", "2017?~", "../..", "/", "../", "/..", "unknown",
    ],
)  # fmt: skip
def test_what_is_not_of_level_one_is_refused_with_advice(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse(text)
    assert str(refused.value) == NOT_A_DATE.format(text)


@pytest.mark.parametrize(
    "text",
    ["0000", "000X", "00XX", "1949-00", "1949-10-00", "1949-13", "1950-20", "1950-25", "1949-02-29", "1949-02-29~",
     "9999-24"],
)  # fmt: skip
def test_what_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse(text)
    assert str(refused.value) == NOT_IN_CALENDAR.format(text)


@pytest.mark.parametrize("text", ["1951/1950", "1951~/1950?", "1950-07-12/1950-07-11", "196X/1959"])
def test_an_interval_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse(text)
    assert str(refused.value) == f"'{text}' ends before it starts; swap the two dates"


def test_what_is_refused_is_quoted_so_that_it_can_be_seen() -> None:
    with pytest.raises(InvalidDate) as refused:
        parse("1949\n\x1b[2J" + "9" * 1_000_000)
    assert str(refused.value) == NOT_A_DATE.format("1949\\u000A\\u001B[2J" + "9" * 23)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1961-07-11", "11 July 1961"),
        ("1949-10", "October 1949"),
        ("1949-10-XX", "October 1949"),
        ("1949", "1949"),
        ("1949-XX-XX", "1949"),
        ("195X", "the 1950s"),
        ("001X", "the 10s"),
        ("19XX", "the 20th century"),
        ("20XX", "the 21st century"),
        ("10XX", "the 11th century"),
        ("01XX", "the 2nd century"),
        ("02XX", "the 3rd century"),
        ("1950-24", "winter 1950"),
        ("2017~", "about 2017"),
        ("2017-03?", "March 2017 (uncertain)"),
        ("195X%", "about the 1950s (uncertain)"),
        ("1950/1953", "1950 to 1953"),
        ("2018-03-25/2018-03-28", "25 to 28 March 2018"),
        ("2018-03-31/2018-04-02", "31 March to 2 April 2018"),
        ("2018-03/2018-05", "March to May 2018"),
        ("2018-12-31/2019-01-01", "31 December 2018 to 1 January 2019"),
        ("2018-03-02/2019-03-02", "2 March 2018 to 2 March 2019"),
        ("2018/2018-03", "2018 to March 2018"),
        ("2018-03-25~/2018-03-28", "about 25 March 2018 to 28 March 2018"),
        ("2018-03-25/2018-03-28?", "25 March 2018 to 28 March 2018 (uncertain)"),
        ("2018-03-25/2018-03-25", "25 March 2018 to 25 March 2018"),
        ("1950/..", "since 1950"),
        ("1950/", "from 1950, end not known"),
        ("../1950", "until 1950"),
        ("/1950-06", "until June 1950"),
    ],
)
def test_a_date_is_told_in_words(text: str, words: str) -> None:
    assert parse(text).in_words() == words


@pytest.mark.parametrize(
    ("text", "year"),
    [("1961-07-11", 1961), ("1949", 1949), ("1950-24", None), ("195X", None), ("1950/1950-06", 1950),
     ("1950/1953", None), ("1950/..", None)],
)  # fmt: skip
def test_a_date_has_a_year_if_it_lies_in_one(text: str, year: int | None) -> None:
    assert parse(text).year == year


@pytest.mark.parametrize(
    ("text", "overlaps"),
    [("1950", True), ("1949-12-31", False), ("1952-01", False), ("195X", True), ("../1950-01-01", True),
     ("1951-12-31/..", True), ("1952/..", False), ("/1949", False), ("1949/1960", True)],
)  # fmt: skip
def test_a_date_overlaps_years_in_which_it_can_lie(text: str, overlaps: bool) -> None:
    assert parse(text).overlaps(date(1950, 1, 1), date(1951, 12, 31)) is overlaps


@given(st.text() | st.text("0123456789-/X~?%. TZ१１", max_size=24) | st.integers().map(str))
def test_any_text_is_a_date_or_is_refused_in_words(text: str) -> None:
    try:
        outcome = parse(text).text
    except InvalidDate as refused:
        outcome = str(refused)

    assert outcome == text or "; " in outcome


@given(dates())
def test_a_date_starts_before_it_ends(day: EdtfDate) -> None:
    assert day.earliest is not None or day.latest is not None
    assert day.earliest is None or day.latest is None or day.earliest <= day.latest


@given(dates())
def test_words_name_no_day_or_month_that_was_not_given(day: EdtfDate) -> None:
    numbers = {int(part) for part in day.text.translate(str.maketrans("/~?%X.", "------")).split("-") if part}
    told = day.in_words().translate(str.maketrans("", "", "(),")).split()
    named = {MONTHS.index(word) + 1 for word in told if word in MONTHS}
    days = {int(word) for word, follower in pairwise(told) if word.isdecimal() and follower in MONTHS}

    assert named | days <= numbers


@given(st.dates(date(1, 1, 1)))
def test_every_day_of_the_calendar_can_be_read(day: date) -> None:
    assert (parse(day.isoformat()).earliest, parse(day.isoformat()).latest) == (day, day)


@pytest.mark.parametrize(
    "text",
    ["195X", "19XX", "1949-XX", "1949-10-XX", "2000-02-XX", "2017~", "2017-03?", "1961-07-11%", "2004-06-11~", "1984?"],
)
def test_bounds_are_those_of_the_reference_library(text: str) -> None:
    """That library is Python's one of ISO 8601-2; it takes milliseconds a date, and so it stands only here."""
    reference = parse_edtf(text)

    assert parse(text).earliest == date(*reference.lower_strict()[:3])
    assert parse(text).latest == date(*reference.upper_strict()[:3])


def test_bounds_of_months_meet() -> None:
    months = [parse(f"{year}-{month:02}") for year in (1899, 1900, 1999, 2000) for month in range(1, 13)]

    assert all(
        later.earliest == former.latest + timedelta(days=1)
        for former, later in pairwise(months)
        if former.latest and later.year == former.year
    )


@pytest.mark.parametrize(
    ("narrow", "wide", "inside"),
    [
        ("1961-07-11", "1961-07", True),
        ("1961-07", "1961", True),
        ("1961", "1950/1970", True),
        ("1961", "1950/..", True),
        ("1961", "1961-07", False),
        ("1950/..", "1950/1970", False),
        ("1961-07", "1961-08", False),
    ],
)
def test_a_date_is_within_another_when_it_says_the_same_more_exactly(narrow: str, wide: str, inside: bool) -> None:
    assert parse(narrow).within(parse(wide)) is inside


def test_a_day_within_an_interval_says_no_more_exactly_how_long_it_lasted() -> None:
    stay, talks = parse("2010-05-03/2010-05-07"), parse("2010-05-05")

    assert most_exact([stay, talks]) == (stay, talks)


def test_of_dates_that_say_the_same_the_most_exact_are_kept_in_order() -> None:
    some = [parse("1961-07"), None, parse("1961-07-11"), parse("2018"), parse("1961-07-11")]

    assert most_exact(some) == (parse("1961-07-11"), parse("2018"))
