"""Readings."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pack import Words
from bot.matching.names import Names
from bot.matching.normalise import words
from bot.matching.reading import Reader, Reading
from tests.conftest import entries_of

VOCABULARY = Words(
    same=(
        ("North Korea", "DPRK", "the North", "朝鲜", "조선"),
        ("Korea", "the peninsula"),
        ("China", "PRC", "Beijing"),
        ("sign", "ink"),
    ),
    known=("Great Hall of the People",),
    elsewhere=(("Vietnam", "Hanoi"),),
)
[TREATY] = entries_of("""
- id: treaty
  question: When did China and North Korea sign their friendship treaty?
  claims: [Kim Il Sung signed it in Beijing.]
  people: [Kim Il Sung]
""")
READER = Reader(Names([VOCABULARY], [TREATY]), Counter(words(" ".join((TREATY.question, TREATY.claims[0].text)))))
TYPED = (
    "dprk DPRK north korea Koreas traety kroea yous ign northkorea 朝鲜 조선 '61 1958-61 1950s Hanoi 🔥 \ud800".split()
)
# What strangers type: any characters at all, half surrogate pairs among them, and the base's own words well and badly.
anything = st.text(st.characters()) | st.lists(st.sampled_from(TYPED) | st.text(max_size=8)).map(" ".join)


def asked(text: str) -> Reading:
    return READER.read_question(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("resolution 2270", {"2270"}),
        ("14,000 soldiers in 1950", {"14000"}),
        ("the 2 leaders met 15 times", set()),
        ("signed in 1961", set()),
    ],
)
def test_other_numbers_count_from_three_digits_on(text: str, numbers: set[str]) -> None:
    assert asked(text).numbers == numbers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("freindship traety", "friendship treaty"),
        ("beijng", "beijing"),
        ("can yous ign the tre aty", "can you sign the treaty"),
        ("northkorea treaty", "north korea treaty"),
    ],
)
def test_a_question_is_read_with_its_slips_mended(typed: str, meant: str) -> None:
    assert asked(typed).words == tuple(meant.split())


def test_a_text_of_the_base_is_read_as_it_is_spelt() -> None:
    assert READER.read("freindship traety").words == ("freindship", "traety")


def test_a_name_is_found_behind_a_slip_of_the_keyboard() -> None:
    assert asked("the treaty with noth kroea").shown == ("the", "treaty", "with", "north", "korea")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("inked with the DPRK", "inked with the North Korea"),
        ("north korea, not the peninsula", "North Korea not Korea"),
        ("kim il sung in the Great Hall of the People", "Kim Il Sung in the Great Hall of the People"),
        ("朝鲜 treaty", "North Korea treaty"),
        ("조선 treaty", "North Korea treaty"),
        ("中国 treaty", "中 国 treaty"),
    ],
)
def test_things_are_shown_by_their_first_name_and_other_words_as_they_stand(text: str, shown: str) -> None:
    assert asked(text).shown == tuple(shown.lower().split())


def test_its_things_are_those_with_a_capital_and_not_its_verbs() -> None:
    assert {thing.shown for thing in asked("who inked it in Hanoi for the PRC").things} == {"Vietnam", "China"}


def test_its_pieces_are_its_words_with_each_name_together() -> None:
    pieces = [(start, end, name and name.shown) for start, end, name in asked("did North Korea ink it").pieces]

    assert pieces == [(0, 1, None), (1, 3, "North Korea"), (3, 4, "sign"), (4, 5, None)]


@pytest.mark.parametrize("text", ["it was never signed", "didn't they sign", "without a treaty", "they refused"])
def test_it_is_known_to_deny(text: str) -> None:
    assert asked(text).negated


def test_it_denies_nothing_where_no_word_does() -> None:
    assert not asked("nothing but a note on the knot").negated


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("when did they sign", "when"),
        ("in which year did they sign", "when"),
        ("what date was it", "when"),
        ("with whom did they sign", "who"),
        ("whose train was it", "who"),
        ("which treaty is it", "what"),
        ("whats the treaty", "what"),
        ("why", "why"),
        ("how many visits", "count"),
        ("how often", "count"),
        ("how did he travel", "how"),
        ("how wide is the river", "how wide"),
        ("is it in force", "yes or no"),
        ("tell me who knows when", "who"),
        ("how tall is he", "how tall"),
        ("what is its depth", "how deep"),
        ("the steps to the treaty", "overview"),
        ("how exactly did they sign", "how"),
        ("how China saw it", "how"),
        ("they signed it how", "how"),
        ("the treaty is in force", ""),
        ("1961 treaty date", ""),
        ("", ""),
    ],
)
def test_how_it_asks_hangs_on_its_first_question_word(text: str, manner: str) -> None:
    assert asked(text).manner == manner


@pytest.mark.parametrize("text", ["when did China and Zimbabwe sign", "who signed it, Zimbabwe or China"])
def test_a_capital_on_a_word_that_nobody_here_knows_is_a_stranger(text: str) -> None:
    assert asked(text).strangers == ("Zimbabwe",)


@pytest.mark.parametrize(
    "text",
    [
        "Zimbabwe signed it when",
        "When Did Zimbabwe Sign The Treaty",
        "when did zimbabwe sign",
        "when did Beijng sign",
        "when did They sign",
    ],
)
def test_no_stranger_is_a_first_word_a_headline_a_small_letter_a_slip_or_an_everyday_word(text: str) -> None:
    assert asked(text).strangers == ()


def test_a_text_of_the_base_has_no_strangers() -> None:
    assert READER.read("when did China and Zimbabwe sign").strangers == ()


@given(anything)
def test_whatever_is_asked_its_stems_are_in_step_with_its_words(text: str) -> None:
    reading = asked(text)

    assert len(reading.stems) == len(reading.words)


@given(anything)
def test_whatever_is_asked_its_mentions_stand_in_order_and_never_overlap(text: str) -> None:
    reading = asked(text)
    bounds = [at for mention in reading.mentions for at in (mention.start, mention.end - 1)]

    assert bounds == sorted(bounds)
    assert len({at for mention in reading.mentions for at in range(mention.start, mention.end)}) == sum(
        mention.end - mention.start for mention in reading.mentions
    )


@given(anything)
def test_whatever_is_asked_its_pieces_are_all_of_its_words_once(text: str) -> None:
    reading = asked(text)
    pieces = [reading.words[start:end] for start, end, _ in reading.pieces]

    assert all(pieces)
    assert sum(pieces, ()) == reading.words
