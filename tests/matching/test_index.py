"""The index: from a question to matches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.entry import Entry
from bot.core.pack import Words
from bot.matching.guards import Ground
from bot.matching.index import Index
from tests.conftest import entries_of

WORDS = Words(
    same=(("North Korea", "DPRK", "the North"), ("China", "PRC", "Beijing"), ("sign", "ink"), ("Xi Jinping", "Xi")),
    elsewhere=(("Vietnam", "Hanoi"),),
)
BASE = entries_of("""
- id: treaty
  question: When did China and North Korea sign their friendship treaty?
  variants: [1961 treaty date, year of the mutual aid pact]
  claims: [{text: China and North Korea signed it in Beijing., date: 1961-07-11}]
- id: ties
  question: When did China and North Korea establish diplomatic ties?
  variants: [start of relations, when were embassies opened]
  claims: [{text: China and North Korea took up relations., date: 1949-10-06}]
- id: train
  question: How did Kim Jong Un travel to China in March 2018?
  variants: [armoured train to the capital]
  claims: [{text: Kim came by an armoured train., date: 2018-03}]
  people: [Kim Jong Un]
- id: war
  question: Which side did China take in the Korean War?
  variants: [volunteers at the Yalu]
  claims: [{text: Chinese volunteers fought on the side of North Korea., date: 1950/1953}]
""")
INDEX = Index.of(BASE, [WORDS])


def best(question: str, index: Index = INDEX) -> str:
    return index.search(question)[0].entry_id


def grounds(question: str, entry_id: str) -> list[str]:
    finding = next(finding for finding in INDEX.find(question) if finding.match.entry_id == entry_id)
    return [objection.word for objection in finding.objections]


def test_each_entry_is_found_once(entries: tuple[Entry, ...]) -> None:
    """
    However many of its phrasings match.
    - {id: a, question: speed of light, variants: [light speed, speed light]}
    - {id: b, question: speed of sound, variants: []}
    """
    assert [match.entry_id for match in Index.of(entries).search("speed of light")] == ["a", "b"]


def test_other_names_for_the_same_thing_find_it() -> None:
    assert best("when did the PRC ink its pact with the DPRK") == "treaty"


def test_slips_of_the_keyboard_do_not_hide_it() -> None:
    assert best("freindship traety yaer") == "treaty"


def test_confidences_lie_between_0_and_1_and_fall() -> None:
    confidences = [match.confidence for match in INDEX.search("treaty of china and north korea")]

    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert confidences == sorted(confidences, reverse=True)


def test_a_year_that_the_entry_does_not_hold_speaks_against_it() -> None:
    assert grounds("treaty of 1975", "treaty") == ["1975"]


def test_a_year_within_an_interval_is_held() -> None:
    assert grounds("which side did china take in 1952", "war") == []


def test_a_thing_of_elsewhere_speaks_against_an_entry() -> None:
    assert grounds("When did China and Vietnam sign their friendship treaty?", "treaty") == ["Vietnam"]


def test_a_person_that_the_entry_does_not_name_speaks_against_it() -> None:
    assert grounds("How did Xi Jinping travel in March 2018?", "train") == ["Xi Jinping"]


def test_a_stranger_with_a_capital_speaks_against_an_entry() -> None:
    assert grounds("when did China and Zimbabwe sign a treaty", "treaty") == ["Zimbabwe"]


def test_what_the_base_is_about_need_not_stand_in_every_entry() -> None:
    assert grounds("Kim's armoured train to North Korea", "train") == []


def test_denying_what_the_entry_never_denies_speaks_against_it() -> None:
    assert grounds("why did china never sign the friendship treaty", "treaty") == ["not"]


@pytest.mark.parametrize("change", ["Vietnam", "Zimbabwe"])
def test_another_country_in_the_same_sentence_costs_most_of_the_confidence(change: str) -> None:
    asked = "When did China and {} sign their friendship treaty?"

    right, wrong = (INDEX.search(asked.format(country))[0].confidence for country in ("North Korea", change))

    assert wrong < right / 2


def test_an_entry_that_was_added_is_found_at_once() -> None:
    added = entries_of("- {id: parade, question: The rostrum in 2025, claims: [Three leaders.]}")[0]

    assert best("rostrum 2025", INDEX.with_entry(added)) == "parade"


def test_words_of_an_entry_that_was_added_are_no_slips_of_the_keyboard() -> None:
    added = entries_of("- {id: treat, question: Who wrote the Traety, claims: [Nobody.], people: [Oton Traety]}")[0]
    reading = INDEX.with_entry(added).reader.read_question("oton traety treaty traetyy")

    assert reading.words == ("oton", "traety", "treaty", "traety")
    assert [thing.shown for thing in reading.things] == ["Oton Traety"]


def test_an_entry_that_was_taken_out_is_not_found() -> None:
    found = INDEX.without("treaty").search("friendship treaty 1961")

    assert "treaty" not in [match.entry_id for match in found]


def test_what_shares_nothing_with_the_base_finds_nothing() -> None:
    assert INDEX.search("🔥🔥🔥") == ()


def test_a_phrasing_typed_as_it_stands_is_its_entrys_for_sure(entries: list[Entry]) -> None:
    """
    However near its neighbours are.
    - {id: first, question: first nuclear test, claims: []}
    - {id: second, question: second nuclear test, claims: []}
    - {id: third, question: third nuclear test, claims: []}
    """
    best = Index.of(entries).search("Second nuclear test?")[0]

    assert (best.entry_id, best.confidence) == ("second", 1.0)


@pytest.mark.parametrize("question", ["what", "what what what", "who is this", "when is it"])
def test_a_question_without_a_telling_word_convinces_nobody(question: str) -> None:
    assert all(match.confidence <= 0.1 for match in INDEX.search(question))


def test_asking_for_a_measure_that_no_phrasing_asks_for_speaks_against_an_entry() -> None:
    assert grounds("how wide is the armoured train", "train") == ["how wide"]


@given(st.text(max_size=300))
def test_no_text_makes_the_search_fail(text: str) -> None:
    assert all(0 <= match.confidence <= 1 for match in INDEX.search(text))


@given(st.text() | st.sampled_from(["treaty year", "kroean war", "when did Vietnam sign", "armoured train 2018"]))
def test_the_working_is_of_what_is_found(question: str) -> None:
    working = INDEX.work(question)

    assert working.findings == INDEX.find(question)
    assert {len(given) for given in (working.trusted, *working.heads.values())} == {len(working.findings)}


def test_what_the_heads_gave_makes_the_score() -> None:
    working, weights = INDEX.work("who signed the treaty of 1961"), INDEX.weights
    pairs = zip(working.heads["lexical"], working.heads["static"], strict=True)
    made = [weights.lexical * lexical + weights.static * static for lexical, static in pairs]

    scores = [finding.features.score for finding in working.findings]
    assert scores == pytest.approx([one / (weights.lexical + weights.static) for one in made], abs=1e-5)


def test_a_confidence_is_what_the_guards_leave_of_what_it_was_before() -> None:
    working = INDEX.work("when did China and Vietnam sign their friendship treaty")

    assert working.findings[0].match.confidence == pytest.approx(working.trusted[0] * 0.1)


def test_what_an_entry_holds_does_not_hang_on_what_was_asked_before() -> None:
    told, added = entries_of("""
    - {id: told, question: Who wrote down what the envoy Zhao Qiwen saw, claims: [A clerk.]}
    - {id: added, question: Where was the envoy born, claims: [In a village.], people: [Zhao Qiwen]}
    """)
    asked, fresh = Index.of([told]), Index.of([told])
    asked.find("what did the envoy see")  # which has it weighed

    found, anew = (index.with_entry(added).find("who wrote down what Zhao Qiwen saw") for index in (asked, fresh))
    assert found == anew
    assert [finding.objections for finding in found if finding.match.entry_id == "told"] == [()]


def test_entries_that_were_added_changed_or_taken_out_are_edits_each_once() -> None:
    [added] = entries_of("- {id: parade, question: The rostrum in 2025, claims: [Three leaders.]}")
    index = INDEX.with_entry(added).with_entry(BASE[0]).with_entry(BASE[0]).without("war")

    assert index.lexical.edits == 3
    assert index.without("parade").lexical.edits == 2


def test_an_empty_variant_does_not_make_a_phrasing_of_a_claim() -> None:
    [entry] = entries_of("- {id: a, question: When was it, claims: [Both sides signed.]}")
    index = Index.of([replace(entry, variants=("",))])

    assert index.held("a").typed == {"when was it", ""}


VISITS = entries_of("""
- id: visits
  question: How many times has Kim visited China?
  claims:
    - {text: Kim had been there twice by May., as_of: 2018-05-08}
    - {text: There were 5 by 2025., as_of: 2025-09-04}
- id: parade
  question: Who stood on the rostrum of the parade?
  claims: [{text: Three leaders stood there., date: 2025-09-03}]
""")


@pytest.mark.parametrize("is_edited", [False, True])
def test_as_of_a_day_only_what_could_be_said_then_is_found(is_edited: bool) -> None:
    index = Index.of(VISITS)
    for entry in VISITS if is_edited else ():
        index = index.with_entry(entry)
    then = index.standing_on(date(2018, 6, 30))

    assert [match.entry_id for match in then.search("who stood on the rostrum of the parade")] == ["visits"]
    assert [claim.text for claim in then.entries["visits"].claims] == ["Kim had been there twice by May."]


def test_as_of_a_day_an_entry_does_not_hold_what_its_later_claims_say() -> None:
    question = "how many times has kim visited china in 2025"
    now, then = Index.of(VISITS), Index.of(VISITS).standing_on(date(2018, 6, 30))

    assert now.find(question)[0].objections == ()
    assert [one.ground for one in then.find(question)[0].objections] == [Ground.OTHER_TIME]


def test_as_of_today_all_is_as_it_is() -> None:
    index = Index.of(VISITS)

    assert index.standing_on(date(2026, 11, 25)).find("kim visits") == index.find("kim visits")
