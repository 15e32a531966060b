"""Questions that ask two things at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Answer
from bot.core.pack import Pack, Words
from bot.core.policies import NORMAL
from bot.service.ask import ask
from bot.service.base import Base
from bot.service.parts import parts, split
from tests.conftest import entries_of
from tests.service.bases import TODAY

ENTRIES = entries_of("""
- id: treaty
  question: When was the friendship treaty signed?
  variants: [year of the friendship treaty, when did they conclude the friendship pact]
  claims: [{text: The treaty was signed in Beijing., date: 1961-07-11}]
- id: signers
  question: Who signed the friendship treaty?
  variants: [signatories of the friendship treaty, who put their names to the friendship treaty]
  claims: [Zhou Enlai and Kim Il Sung signed it.]
- id: hu-visit
  question: When did Hu Jintao visit North Korea?
  variants: [Hu Jintao in Pyongyang, date of the trip of Hu Jintao]
  claims: [{text: Hu Jintao came to Pyongyang., date: 2005-10-28}]
  people: [Hu Jintao]
- id: wen-visit
  question: When did Wen Jiabao visit North Korea?
  variants: [Wen Jiabao in Pyongyang, date of the trip of Wen Jiabao]
  claims: [{text: Wen Jiabao came to Pyongyang., date: 2009-10-04}]
  people: [Wen Jiabao]
- id: embassies
  question: When did China and North Korea open embassies?
  variants: [first ambassadors, start of official ties]
  claims: [{text: They exchanged ambassadors., date: 1950}]
""")
WORDS = Words(
    same=(("Friendship Treaty", "friendship treaty", "friendship pact"), ("North Korea", "DPRK"), ("China", "PRC")),
    elsewhere=(("Vietnam", "Hanoi"),),
)
BASE = Base.of_packs([Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", ENTRIES, WORDS)])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When was it signed and who signed the treaty?", ["When was it signed", "who signed the treaty"]),
        ("who was hu jintao? when did he visit", ["who was hu jintao", "when did he visit"]),
        ("What is Juche; when did Kim die", ["What is Juche", "when did Kim die"]),
        ("What is Juche, who invented it, and is it Chinese?", ["What is Juche", "who invented it", "is it Chinese"]),
        ("Who signed the treaty & how many copies were made?", ["Who signed the treaty", "how many copies were made"]),
        ("Did Mao visit Seoul or did Zhou visit Tokyo?", ["Did Mao visit Seoul", "did Zhou visit Tokyo"]),
        ("Where was it signed, and in what hall?", ["Where was it signed", "in what hall"]),
        ("How long is the bridge and also how many lanes has it", ["How long is the bridge", "how many lanes has it"]),
        ("when's the parade and who's invited", ["when's the parade", "who's invited"]),
        ("Has Hu been there? Did he meet Kim?!", ["Has Hu been there", "Did he meet Kim"]),
    ],
)
def test_a_question_is_cut_where_both_sides_are_questions(question: str, found: list[str]) -> None:
    assert list(split(question)) == found


@pytest.mark.parametrize(
    "question",
    [
        "When did China and North Korea sign the treaty",
        "When and where was the treaty signed",
        "When Kim was young, who was leader of China",
        "What did Mao think of Kim, and of Stalin",
        "Who visited Pyongyang and was received by Kim",
        "What should I read and do in Beijing",
        "Who built the bridge and when",
        "What is the treaty, which was signed in 1961",
        "I love history. When was the treaty signed",
        "treaty 1961, signatories, date",
        "and? or? who? when, why",
    ],
)
def test_a_question_that_asks_one_thing_stays_whole(question: str) -> None:
    assert list(split(question)) == [question]


def test_no_more_than_three_parts_are_made() -> None:
    assert len(list(split("who is Mao, who is Zhou, who is Kim, who is Hu, who is Wen"))) == 3


def test_a_question_that_asks_one_thing_has_no_parts_to_search() -> None:
    assert parts("When was the friendship treaty signed?", BASE.index) == ()


def searched(question: str) -> list[str]:
    return [part.searched for part in parts(question, BASE.index)]


def test_a_part_that_points_at_something_is_searched_with_its_name() -> None:
    assert searched("who was Hu Jintao? when did he visit") == ["who was Hu Jintao", "when did he visit Hu Jintao"]


def test_a_part_that_names_nothing_is_searched_with_what_the_rest_names() -> None:
    assert searched("Did Vietnam join the war and when was the treaty signed?")[1:] == [
        "when was the treaty signed Vietnam"
    ]


def test_the_years_of_the_rest_go_with_its_names() -> None:
    assert searched("Did Hu Jintao visit in 2005, and was he received by Kim?")[1] == (
        "was he received by Kim Hu Jintao in 2005"
    )


def test_a_part_with_a_name_of_its_own_is_searched_by_itself() -> None:
    assert searched("When did Hu Jintao visit and when did Wen Jiabao visit?")[1] == "when did Wen Jiabao visit"


def test_a_part_that_points_at_what_has_no_name_is_not_searched() -> None:
    assert searched("How do I bake bread and who invented it?") == ["How do I bake bread"]


@pytest.mark.parametrize(
    ("question", "entry", "part"),
    [
        (
            "How do I bake bread? When was the friendship treaty signed?",
            "treaty",
            "When was the friendship treaty signed",
        ),
        ("Who signed the friendship treaty and who won the cup?", "signers", "Who signed the friendship treaty"),
        (
            "Who won the world cup in Vietnam; when did Hu Jintao visit North Korea",
            "hu-visit",
            "when did Hu Jintao visit North Korea",
        ),
        (
            "When did Wen Jiabao visit North Korea, and who bakes the best bread?",
            "wen-visit",
            "When did Wen Jiabao visit North Korea",
        ),
    ],
)
def test_the_part_that_the_base_holds_is_answered_and_named(question: str, entry: str, part: str) -> None:
    reply = ask(BASE, question, NORMAL, TODAY)

    assert isinstance(reply.outcome, Answer)
    assert (reply.outcome.match.entry_id, reply.answers_part) == (entry, part)


def test_of_two_parts_that_the_base_holds_one_is_answered_and_named() -> None:
    reply = ask(BASE, "When did Hu Jintao visit North Korea and when did Wen Jiabao visit North Korea?", NORMAL, TODAY)

    assert reply.answers_part in ("When did Hu Jintao visit North Korea", "when did Wen Jiabao visit North Korea")


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Vietnam and who signed the treaty?",
        "When did Vietnam open its embassies and when was it?",
        "How do I bake bread and who signed it?",
        "Who won the cup? When did he visit?",
        "Who is the king of Hanoi, and when did they open embassies?",
    ],
)
def test_a_part_is_not_answered_with_what_the_rest_is_not_about(question: str) -> None:
    assert not isinstance(ask(BASE, question, NORMAL, TODAY).outcome, Answer)


def test_an_answer_to_all_that_was_asked_names_no_part() -> None:
    assert ask(BASE, "When was the friendship treaty signed?", NORMAL, TODAY).answers_part is None


JOINED = st.lists(
    st.sampled_from(["who", "signed", "when did", "it", ",", ";", "and", "or", "? ", ". ", "Hu Jintao", "treaty", "&"]),
    max_size=60,
).map(" ".join)


@given(JOINED | st.text(max_size=4000))
def test_whatever_is_typed_has_three_parts_at_most_of_its_own_words(typed: str) -> None:
    found = list(split(typed))

    assert 1 <= len(found) <= 3
    assert all(part in typed for part in found)


@given(JOINED)
def test_whatever_is_joined_has_an_outcome(typed: str) -> None:
    assert ask(BASE, typed, NORMAL, TODAY).outcome is not None
