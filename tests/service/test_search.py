"""What the times in a question decide."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.answer import Answer, NoAnswer, Timeline
from bot.core.dates import parse
from bot.core.pack import NamedPeriod, Words
from bot.core.policies import NORMAL
from bot.core.timeline import MonthDay, Wanted
from bot.matching.index import Index
from bot.service.search import Timed, as_of_day, search, wants
from tests.conftest import entries_of

ENTRIES = entries_of("""
- id: treaty
  question: When did China and North Korea sign their friendship treaty?
  variants: [year of the mutual aid treaty]
  claims: [{text: They signed the treaty in Beijing., date: 1961-07-11}]
  people: [Kim Il Sung]
- id: talks
  question: Whom did Kim Il Sung of North Korea meet in Moscow in 1961, as China heard?
  claims: [{text: Kim Il Sung met Khrushchev., date: 1961-10}]
  people: [Kim Il Sung]
  places: [Moscow]
- id: war
  question: When did the war begin for China and North Korea?
  claims: [{text: The war began in June., date: 1950-06-25}]
- id: parade-2023
  question: What was shown to China at North Korea's parade of 2023?
  variants: [parade in Pyongyang]
  claims: [{text: Drones were shown at the parade in Pyongyang., date: 2023-07-27}]
- id: parade-2025
  question: What was shown to China at North Korea's parade of 2025?
  variants: [parade at Pyongyang]
  claims: [{text: Missiles were shown at the parade in Pyongyang., date: 2025-10-10}]
- id: visits
  question: How many times has Kim Jong Un of North Korea visited China?
  claims: [{text: Kim Jong Un has visited China five times., as_of: 2025-09-04}]
  people: [Kim Jong Un]
""")
WORDS = Words(
    same=(("North Korea", "DPRK", "NK"), ("China", "PRC")),
    elsewhere=(("Vietnam", "Hanoi"),),
    periods=(NamedPeriod(("Korean War",), parse("1950-06-25/1953-07-27")),),
)
INDEX = Index.of(ENTRIES, [WORDS])


def wanted(question: str) -> Wanted | None:
    return wants(INDEX, Timed.read(question, INDEX))


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What happened in 1961?", "1961"),
        ("1961?", "1961"),
        ("events of july 1961", "1961-07"),
        ("what went on between China and North Korea in the early 1960s", "1960/1963"),
        ("tell me everything since 2023 please", "2023/.."),
        ("nk china history 1960s", "196X"),
        ("timeline 1950-1961", "1950/1961"),
        ("anything before the Korean War?", "../1950-06-24"),
        ("did anything happen in 1961", "1961"),
        ("could you give me an overview of 1961?", "1961"),
        ("what about 1961", "1961"),
    ],
)
def test_a_time_alone_asks_for_a_timeline(question: str, period: str) -> None:
    assert wanted(question) == Wanted(parse(period))


@pytest.mark.parametrize(
    "question",
    [
        "When was the treaty signed in 1961?",
        "who came in 1961",
        "What happened?",
        "what happened in Vietnam in 1961",
        "what happened in 1950 and in 1961",
        "How many countries had relations in 1961?",
        "How long did it take in 1961?",
        "Did China help North Korea in 1961?",
        "Who was there in 1961?",
        "What did they say in 1961?",
        "thanks for 1961",
        "How are you in 1961?",
        "what is the state of things as of 2018",
        "",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert wanted(question) is None


def test_a_person_or_a_place_beside_it_narrows_a_timeline() -> None:
    assert wanted("what did Kim Il Sung do in 1961") == Wanted(parse("1961"), person="Kim Il Sung")
    assert wanted("what happened in Moscow in 1961") == Wanted(parse("1961"), place="Moscow")


def test_a_person_beside_a_year_alone_asks_for_no_timeline() -> None:
    assert wanted("kim il sung 1961") is None


def test_a_timeline_has_what_happened_in_its_order() -> None:
    found = search(INDEX, "what happened in 1961?")

    assert isinstance(found.outcome(NORMAL), Timeline)
    assert [event.entry.id for event in found.events] == ["treaty", "talks"]


def test_where_nothing_happened_there_is_no_answer() -> None:
    assert search(INDEX, "what happened in 1783?").outcome(NORMAL) == NoAnswer()


def test_one_event_of_a_place_is_its_entrys_to_answer() -> None:
    assert search(INDEX, "what happened in Moscow in 1961").wanted is None


@pytest.mark.parametrize(
    ("question", "entry_id"),
    [
        ("what was shown at the latest parade", "parade-2025"),
        ("what was shown at the most recent parade in Pyongyang", "parade-2025"),
        ("what was shown at the first parade", "parade-2023"),
    ],
)
def test_of_entries_as_alike_the_latest_or_the_first_is_found_by_its_date(question: str, entry_id: str) -> None:
    assert search(INDEX, question).matches[0].entry_id == entry_id


def test_how_long_something_lasted_asks_for_nothing_late() -> None:
    question = "how long did the parade last for"

    assert search(INDEX, question).findings == INDEX.find(question)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("as of September 2025, how many visits were there", date(2025, 9, 30)),
        ("how many times had Kim visited by mid 2018", date(2018, 8, 31)),
        ("how many visits were there before 2018", date(2017, 12, 31)),
        ("who visited before 2018", None),
        ("how many visits were there in 2018", None),
        ("how many visits were there", None),
    ],
)
def test_a_question_may_name_the_day_for_which_it_asks(question: str, day: date | None) -> None:
    assert as_of_day(INDEX, question) == day


@pytest.mark.parametrize(
    "question", ["what happened on 11 July?", "july 11th", "on the 11th of july in all years, any events?"]
)
def test_a_day_without_a_year_asks_what_happened_on_it_in_any_year(question: str) -> None:
    assert wanted(question) == Wanted(day=MonthDay(7, 11))


def test_a_day_without_a_year_beside_other_words_asks_for_something_else() -> None:
    assert wanted("who signed the treaty on 11 July?") is None


def test_as_of_a_day_one_may_ask_what_happened_in_a_time_until_then() -> None:
    found = search(INDEX, "as of september 1961, what happened in 1961?", date(1961, 9, 30))

    assert found.wanted == Wanted(parse("1961/1961-09-30"))
    assert [event.entry.id for event in found.events] == ["treaty"]


def test_the_words_for_the_day_do_not_make_the_entry_less_sure() -> None:
    asked, day = "as of 2026 how many times has kim jong un of north korea visited china", date(2026, 12, 31)

    [with_day, without_day] = [search(INDEX, asked, as_of).matches[0] for as_of in (day, None)]
    assert with_day.entry_id == without_day.entry_id == "visits"
    assert with_day.confidence == 1.0 > without_day.confidence


def test_what_looks_like_a_year_and_is_none_here_is_searched_for_as_any_word() -> None:
    [numbered] = entries_of("""
    - {id: numbered, question: What does resolution 1718 ban, claims: [{text: It bans arms., date: 2006-10-14}]}
    """)

    assert search(INDEX.with_entry(numbered), "what is 1718").matches[0].entry_id == "numbered"


def test_what_is_found_by_the_words_for_the_day_alone_is_not_answered() -> None:
    found = search(INDEX, "as of 2023 who is the leader", date(2023, 12, 31))

    assert not isinstance(found.outcome(NORMAL), Answer)
