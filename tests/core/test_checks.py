"""Rules over values: what a form in Discord is told, and what only a whole pack can break."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given

from bot.core.checks import WHY, check_entry, check_pack, check_source
from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source
from bot.core.pack import KnownQuestion, NamedPeriod, Pack, Words
from bot.core.problem import Problem
from tests.strategies import entries

SOURCE = Source("gazette-2025", "The Gazette", "A day", "https://gazette.example/day", parse("2025-09-04"))
CLAIM = Claim("Kim and Xi met in Beijing.", (Citation(SOURCE, "reports the meeting"),), date=parse("2025-09-04"))
ENTRY = Entry("kim-xi-2025", Kind.FACT, "Where did Kim and Xi meet in 2025?", (CLAIM,), variants=("kim xi 2025 place",))
OTHER = replace(ENTRY, id="kim-xi-2019", question="Where did they meet in 2019?", variants=())
PACK = Pack("small-pack", "A small pack", "en", "About it.", "CC BY 4.0", (OTHER, ENTRY))


def said(problems: Iterable[Problem]) -> list[str]:
    """The *problems* as they are printed."""
    return [str(problem) for problem in problems]


def test_a_sound_entry_and_a_sound_pack_have_no_problems() -> None:
    assert check_entry(ENTRY) == ()
    assert check_pack(PACK) == ()


def test_a_form_is_told_everything_at_once_in_the_words_it_uses() -> None:
    source = replace(SOURCE, url="file:///etc/passwd", published=None)
    claim = Claim("China is currently an ally.", (Citation(source, ""),), rank=Rank.DEPRECATED)
    typed = replace(ENTRY, question="", claims=(CLAIM, claim), review_by=parse("2027/.."))

    assert said(check_entry(typed)) == [
        "the question is empty; write it",
        "claim 2: the claim speaks of the present or of a running count ('currently') without 'as_of'; "
        "add the day on which it was true as 'as_of'",
        "claim 2: the claim is deprecated without a reason; add 'reason', one sentence",
        "claim 2, source 1: what the source says is empty; write it",
        "'review_by' is an interval; write a day, such as 2026-11-23",
        "claim 2, source 1: two different sources have the id 'gazette-2025'; give one of them another id",
    ]


def test_a_source_is_checked_where_it_is_cited_first() -> None:
    source = replace(SOURCE, publisher=" ")
    claim = replace(CLAIM, citations=(Citation(source, "says so"), Citation(source, "says more")))

    assert [problem.path for problem in check_entry(replace(ENTRY, claims=(claim,)))] == [
        ("claims", 0, "sources", 0, "source", "publisher")
    ]


def test_a_source_of_a_pack_is_checked_once() -> None:
    source = replace(SOURCE, language="?")
    claim = replace(CLAIM, citations=(Citation(source, "says so"),))
    bad = tuple(replace(entry, claims=(claim,)) for entry in PACK.entries)

    assert [problem.path for problem in check_pack(replace(PACK, entries=bad))] == [
        ("sources", "gazette-2025", "language")
    ]


def test_an_author_is_checked_if_there_is_one() -> None:
    assert said(check_source(replace(SOURCE, author=""))) == ["the author is empty; write it"]
    assert check_source(replace(SOURCE, author=None)) == ()


def test_two_sources_of_one_id_are_told_apart_by_nobody() -> None:
    claim = replace(CLAIM, citations=(Citation(replace(SOURCE, title="Another"), "says so"),))

    assert said(check_pack(replace(PACK, entries=(OTHER, replace(ENTRY, claims=(claim,)))))) == [
        "entry 2, claim 1, source 1: two different sources have the id 'gazette-2025'; give one of them another id"
    ]


def test_a_phrasing_of_another_entry_is_named_with_both_places() -> None:
    (problem,) = check_pack(replace(PACK, entries=(replace(OTHER, variants=("Kim Xi: 2025, place?",)), ENTRY)))

    assert (problem.path, problem.rival) == (("entries", 1, "variants", 0), ("entries", 0, "variants", 0))


def test_an_entry_that_could_not_be_read_counts_as_known() -> None:
    pack = replace(
        PACK,
        entries=(replace(ENTRY, see_also=("broken-entry",)),),
        questions=(KnownQuestion("why?", entry="broken-entry"),),
    )

    assert said(check_pack(pack)) == [
        "entry 1, see_also 1: there is no entry 'broken-entry'; remove it",
        "question 1: there is no entry 'broken-entry'; name one that the pack has",
    ]
    assert check_pack(pack, unread=frozenset({"broken-entry"})) == ()


def test_other_entries_that_answer_a_question_must_exist_each_once_and_beside_a_first() -> None:
    [first, second] = [entry.id for entry in PACK.entries]
    questions = (
        KnownQuestion("what?", first, also=(second,)),
        KnownQuestion("who?", first, also=("missing", first)),
        KnownQuestion("how?", why="off topic", also=(second,)),
    )

    assert said(check_pack(replace(PACK, questions=questions))) == [
        "question 2, also 1: there is no entry 'missing'; name one that the pack has",
        f"question 2, also 2: '{first}' stands there already; name each entry once",
        "question 3: the question has other entries, but none that answers it; give 'entry' too",
    ]


def test_a_number_needs_a_date_or_an_as_of() -> None:
    claim = replace(CLAIM, text="There were 12 guests.", date=None)
    asked = replace(ENTRY, claims=(claim,))

    assert said(check_entry(asked)) == [
        "claim 1: the claim states a number ('12 guests') without 'date' or 'as_of'; "
        "add the day of what happened as 'date', or of the count as 'as_of'"
    ]
    assert check_entry(replace(asked, claims=(replace(claim, date=parse("2025")),))) == ()
    assert check_entry(replace(asked, claims=(replace(claim, as_of=parse("2025")),))) == ()


def test_the_present_needs_an_as_of_even_beside_a_date() -> None:
    claim = replace(CLAIM, text="They are still allies.")

    assert len(check_entry(replace(ENTRY, claims=(claim,)))) == 1
    assert check_entry(replace(ENTRY, claims=(replace(claim, as_of=parse("2025-09-04")),))) == ()


@pytest.mark.parametrize("question", [KnownQuestion("why?"), KnownQuestion("why?", entry=ENTRY.id, why=WHY[0])])
def test_a_known_question_is_answered_or_declined(question: KnownQuestion) -> None:
    assert said(check_pack(replace(PACK, questions=(question,)))) == [
        "question 1: the question must say which entry or which period answers it, or why it is declined; "
        "give one of 'entry', 'period' and 'why'"
    ]


@pytest.mark.parametrize("text", ["@everyone what now", "\u202eevil", "???", "[x](http://evil.example)"])
def test_a_known_question_may_be_as_hostile_as_people_are(text: str) -> None:
    assert check_pack(replace(PACK, questions=(KnownQuestion(text, why="hostile"),))) == ()


@pytest.mark.parametrize(("text", "characters"), [("", 0), ("x" * 501, 501)])
def test_a_known_question_has_a_length(text: str, characters: int) -> None:
    assert said(check_pack(replace(PACK, questions=(KnownQuestion(text, why="hostile"),)))) == [
        f"question 1: the question has {characters} characters; write 1 to 500"
    ]


@pytest.mark.parametrize(
    "words",
    [
        Words(same=(("North Korea", "DPRK"), ("sign", "ink")), elsewhere=(("Japan", "Tokyo"), ("Vietnam",))),
        Words(same=(("North Korea", "north korea"),)),
        Words(same=(("North Korea", "DPRK"),), known=("DPRK", "Great Hall")),
        Words(elsewhere=(("Georgia", "Tbilisi"), ("Georgia", "Atlanta"))),
    ],
)
def test_names_that_mean_one_thing_are_fine(words: Words) -> None:
    assert check_pack(replace(PACK, words=words)) == ()


@pytest.mark.parametrize(
    "words",
    [
        Words(same=(("North Korea", "the North"), ("North China", "the north"))),
        Words(same=(("Georgia", "Tbilisi"),), elsewhere=(("USA", "georgia"),)),
    ],
)
def test_a_name_that_means_two_things_is_refused(words: Words) -> None:
    (problem,) = check_pack(replace(PACK, words=words))

    assert (problem.what.partition("'")[2].partition("'")[2], problem.rival) == (
        " stands for something else too",
        ("words", "same", 0, 1 if problem.path[1] == "same" else 0),
    )


@given(entries())
def test_checking_any_entry_gives_places_within_it(entry: Entry) -> None:
    assert all(not problem.path or hasattr(entry, str(problem.path[0])) for problem in check_entry(entry))


def test_a_claim_beyond_all_measure_is_only_too_long() -> None:
    claim = replace(CLAIM, text="has " * 5000 + "5", date=None)

    assert said(check_entry(replace(ENTRY, claims=(claim,)))) == [
        "claim 1: the claim has 20001 characters; shorten it to 600"
    ]


def test_a_known_question_may_be_answered_by_a_timeline() -> None:
    assert check_pack(replace(PACK, questions=(KnownQuestion("what happened then?", period=parse("1961")),))) == ()


def test_the_day_for_which_a_known_question_is_asked_is_a_day_that_ends_and_needs_an_entry() -> None:
    asked = [
        KnownQuestion("how many by then?", ENTRY.id, as_of=parse("2018/..")),
        KnownQuestion("who by then?", why=WHY[0], as_of=parse("2018")),
    ]

    assert said(check_pack(replace(PACK, questions=tuple(asked)))) == [
        "question 1: '2018/..' has no last day; write the day for which it is asked",
        "question 2: the question is asked as of a day, but no entry answers it; give 'entry' too",
    ]


def test_a_time_with_a_name_needs_the_name_and_a_date_of_the_calendar_that_people_use() -> None:
    periods = (NamedPeriod((), parse("1950/1953")), NamedPeriod(("Long War",), parse("1950/2999")))

    assert said(check_pack(replace(PACK, words=Words(periods=periods)))) == [
        "period 2: '1950/2999' lies after 2100; correct the year",
        "period 1: the group has no name in it; add the names, or remove it",
    ]


def test_a_count_of_a_series_needs_the_day_it_was_taken() -> None:
    asked = replace(ENTRY, claims=(replace(CLAIM, series="visits"),))

    assert said(check_entry(asked)) == ["claim 1: a count of a series needs the day it was taken; add 'as_of'"]
