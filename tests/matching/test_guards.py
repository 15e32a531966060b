"""Guards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pack import Words
from bot.core.policies import NORMAL
from bot.matching.guards import LEFT, Ground, Objection, in_question, left, objections
from bot.matching.index import Index
from tests.conftest import entries_of

INDEX = Index.of(
    entries_of("""
    - id: treaty
      question: When did China and North Korea sign their friendship treaty?
      variants: [1961 treaty date]
      claims: [{text: China and North Korea signed it in Beijing., date: 1961-07-11}]
    - id: train
      question: How long is the armoured train of Kim Jong Un?
      claims: [{text: Kim Jong Un left North Korea in it., date: 2018-03}]
    - id: sanctions
      question: Did China veto resolution 2270?
      claims: [China did not veto it.]
    - id: war
      question: Which side did China take in the Korean War?
      claims: [{text: China sent 200000 volunteers., date: 1950/1953}]
    """),
    [
        Words(
            same=(("North Korea", "DPRK"), ("China", "PRC"), ("Kim Jong Un", "Kim"), ("Xi Jinping", "Xi")),
            elsewhere=(("Vietnam", "Hanoi"),),
        )
    ],
)
grounds = st.sampled_from(Ground)


def against(question: str, entry_id: str) -> list[tuple[Ground, str]]:
    read = INDEX.reader.read_question(question)
    found = objections(read, in_question(read, INDEX.subject), INDEX.held(entry_id))
    return [(objection.ground, objection.word) for objection in found]


def some(*found: Ground) -> tuple[Objection, ...]:
    return tuple(Objection(ground, f"word {place}") for place, ground in enumerate(found))


@pytest.mark.parametrize(
    ("question", "entry_id", "ground", "word"),
    [
        ("when did China and Vietnam sign their treaty", "treaty", Ground.ELSEWHERE, "Vietnam"),
        ("when did the prc and hanoi sign their treaty", "treaty", Ground.ELSEWHERE, "Vietnam"),
        ("when did Xi Jinping sign the treaty", "treaty", Ground.OTHER_THING, "Xi Jinping"),
        ("which side did kim take in the war", "war", Ground.OTHER_THING, "Kim Jong Un"),
        ("when did China and Zimbabwe sign a treaty", "treaty", Ground.STRANGER, "Zimbabwe"),
        ("the friendship treaty of 1975", "treaty", Ground.OTHER_TIME, "1975"),
        ("the friendship treaty of '75", "treaty", Ground.OTHER_TIME, "1975"),
        ("the side china took in the war of 1954", "war", Ground.OTHER_TIME, "1954"),
        ("the friendship treaty of june 1961", "treaty", Ground.OTHER_TIME, "June 1961"),
        ("the friendship treaty since 1962", "treaty", Ground.OTHER_TIME, "since 1962"),
        ("the friendship treaty before 1961", "treaty", Ground.OTHER_TIME, "until 1960"),
        ("did china veto resolution 2371", "sanctions", Ground.OTHER_NUMBER, "2371"),
        ("how wide is the armoured train", "train", Ground.OTHER_MEASURE, "how wide"),
        ("how long is the friendship treaty", "treaty", Ground.OTHER_MEASURE, "how long"),
        ("what is the width of the armoured train", "train", Ground.OTHER_MEASURE, "how wide"),
        ("how many articles has the friendship treaty", "treaty", Ground.NO_COUNT, "how many"),
        ("who is this", "treaty", Ground.NOTHING_TELLING, "who"),
        ("why did china never sign the treaty", "treaty", Ground.NEGATED, "not"),
    ],
)
def test_what_the_entry_does_not_hold_speaks_against_it(
    question: str, entry_id: str, ground: Ground, word: str
) -> None:
    assert against(question, entry_id) == [(ground, word)]


@pytest.mark.parametrize(
    ("question", "entry_id"),
    [
        ("when did the PRC sign its treaty with the DPRK", "treaty"),
        ("the treaty of '61", "treaty"),
        ("which side did china take in 1952", "war"),
        ("which side did china take in the 1950s", "war"),
        ("was the friendship treaty signed on 1961-07-11", "treaty"),
        ("the friendship treaty of july 1961", "treaty"),
        ("the friendship treaty in the early 1960s", "treaty"),
        ("the friendship treaty since 1950", "treaty"),
        ("armoured train in the 2 weeks of march 2018", "train"),
        ("did china veto resolution 2270", "sanctions"),
        ("how long is the armoured train", "train"),
        ("what is the length of the armoured train", "train"),
        ("how many volunteers did china send to the war", "war"),
        ("how did kim travel by train", "train"),
        ("did china not veto the resolution", "sanctions"),
        ("treaty", "treaty"),
    ],
)
def test_nothing_speaks_against_an_entry_that_holds_all_of_it(question: str, entry_id: str) -> None:
    assert against(question, entry_id) == []


def test_what_the_base_is_about_speaks_against_no_entry() -> None:
    assert against("the armoured train to China", "train") == []


def test_each_thing_year_and_stranger_is_an_objection_of_its_own() -> None:
    question = "did Xi and Hanoi sign with Zimbabwe and Nigeria a treaty in 1975 or 1974"

    assert against(question, "treaty") == [
        (Ground.ELSEWHERE, "Vietnam"),
        (Ground.OTHER_THING, "Xi Jinping"),
        (Ground.STRANGER, "Zimbabwe"),
        (Ground.STRANGER, "Nigeria"),
        (Ground.OTHER_TIME, "1975"),
        (Ground.OTHER_TIME, "1974"),
    ]


def test_without_an_objection_all_of_the_confidence_is_left() -> None:
    assert left(()) == 1.0


@pytest.mark.parametrize("ground", Ground)
def test_one_objection_keeps_a_perfect_match_from_being_answered(ground: Ground) -> None:
    assert left(some(ground)) < NORMAL.answer_at


@pytest.mark.parametrize("ground", [Ground.ELSEWHERE, Ground.NOTHING_TELLING])
def test_a_thing_of_elsewhere_or_no_telling_word_keeps_it_from_being_offered_too(ground: Ground) -> None:
    assert left(some(ground)) < NORMAL.suggest_at


@given(grounds)
def test_two_objections_of_one_ground_count_as_one(ground: Ground) -> None:
    assert left(some(ground, ground)) == left(some(ground))


@given(st.sets(grounds), grounds)
def test_an_objection_of_another_ground_leaves_less_but_never_nothing(found: set[Ground], more: Ground) -> None:
    others = found - {more}

    assert 0 < left(some(*others, more)) < left(some(*others))


def test_every_ground_has_its_price() -> None:
    assert LEFT.keys() == set(Ground)
