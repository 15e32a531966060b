"""Why a question was answered, offered or declined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Answer, DidYouMean, Match, Policy, choose
from bot.core.errors import NotCurator
from bot.core.pack import Pack, Words
from bot.core.policies import NORMAL
from bot.matching.confidence import Features
from bot.matching.guards import Ground, Objection
from bot.service.ask import Reply, ask
from bot.service.base import Base
from bot.service.curators import Actor
from bot.service.explanation import MEANINGS, because, cut, explain, explain_to, figure, guard_words
from tests.service.bases import ENTRIES, TODAY

POLICY = Policy("test", answer_at=0.8, suggest_at=0.2, margin=0.1)
WORDS = Words(same=(("sign", "ink"), ("North Korea", "n korea")), elsewhere=(("Vietnam",),))
BASE = Base.of_packs([Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", ENTRIES, WORDS)])


def reason(*confidences: float) -> str:
    matches = tuple(Match(f"entry-{at}", confidence) for at, confidence in enumerate(confidences))
    findings = ask(BASE, "treaty", POLICY, TODAY).findings[: len(matches)]
    made = tuple(type(one)(match, one.features, ()) for one, match in zip(findings, matches, strict=True))
    return because(Reply("treaty", choose(matches, POLICY), BASE, made, "treaty"), POLICY)


@pytest.mark.parametrize(
    ("confidences", "sentence"),
    [
        ((0.83, 0.52), "0.83 is at least 0.80 and 0.31 ahead of the next: answered."),
        ((0.83, 0.12), "0.83 is at least 0.80 and no other entry reaches 0.20: answered."),
        ((0.83,), "0.83 is at least 0.80 and no other entry reaches 0.20: answered."),
        (
            (0.85, 0.81),
            "0.85 is at least 0.80, but only 0.04 ahead of the next, where 0.10 is asked for: offered.",
        ),
        ((0.797, 0.1), "0.79 is below 0.80, but at least 0.20: offered."),
        ((0.12, 0.1), "0.12 is below 0.20: declined."),
    ],
)
def test_the_sentence_follows_from_the_policy(confidences: tuple[float, ...], sentence: str) -> None:
    assert reason(*confidences) == sentence


@given(st.lists(st.floats(0, 1), min_size=1, max_size=3).map(lambda found: sorted(found, reverse=True)))
def test_the_sentence_ends_with_what_came_of_the_question(confidences: list[float]) -> None:
    outcome = choose([Match(f"entry-{at}", one) for at, one in enumerate(confidences)], POLICY)
    ends = (
        "answered." if isinstance(outcome, Answer) else "offered." if isinstance(outcome, DidYouMean) else "declined."
    )

    assert reason(*confidences).endswith(ends)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_figure_that_is_cut_stays_on_its_side_of_a_threshold(one: float, other: float) -> None:
    assert one < other or cut(one) >= cut(other)


def test_a_figure_that_rounds_to_nought_has_no_sign() -> None:
    assert figure(-0.001) == "0.00"


def test_words_that_were_repaired_are_told_as_typed_and_as_read() -> None:
    assert explain(BASE, "when did they sgin the frendship treaty in '61", NORMAL, TODAY).repairs == (
        ("sgin", "sign"),
        ("frendship", "friendship"),
        ("61", "1961"),
    )


def test_words_that_ran_together_are_told_as_one_and_as_two() -> None:
    assert ("whendid", "when did") in explain(BASE, "whendid they sign the friendship treaty", NORMAL, TODAY).repairs


def test_names_that_were_recognised_are_told() -> None:
    assert explain(BASE, "did n korea ink a pact with vietnam", NORMAL, TODAY).names == (
        ("n korea", "North Korea"),
        ("ink", "sign"),
        ("vietnam", "Vietnam (not covered here)"),
    )


def test_how_and_for_what_years_it_asks_is_told() -> None:
    assert explain(BASE, "how many visits by Kim in 2018", NORMAL, TODAY).asks == ("how many", "2018")


def test_the_best_and_the_runner_up_are_weighed() -> None:
    weighed = explain(BASE, "when was the treaty of friendship signed", NORMAL, TODAY).weighed

    assert (len(weighed), weighed[0].entry_id) == (2, "treaty")


def test_every_head_says_what_it_gives() -> None:
    [best, _] = explain(BASE, "when was the treaty of friendship signed", NORMAL, TODAY).weighed

    assert set(best.heads) >= {"lexical", "static"}


def test_the_guard_that_spoke_is_told_with_its_word() -> None:
    [best, _] = explain(BASE, "when did China and Vietnam sign their friendship treaty", NORMAL, TODAY).weighed

    assert best.objections == (Objection(Ground.ELSEWHERE, "Vietnam"),)
    assert best.confidence == pytest.approx(best.trusted * 0.1)


def test_a_guard_is_put_into_words() -> None:
    assert guard_words(Objection(Ground.OTHER_TIME, "1962")) == (
        'the question gives a time the entry does not hold ("1962"): leaves 0.20 of it'
    )


def test_a_phrasing_word_for_word_is_told_to_be_that() -> None:
    [best, _] = explain(BASE, "first embassies", NORMAL, TODAY).weighed

    assert (best.is_typed_so, best.confidence) == (True, 1.0)


def test_a_part_is_explained_as_it_was_searched() -> None:
    told = explain(BASE, "when was the friendship pact concluded? Who won the cup in Vietnam?", NORMAL, TODAY)

    assert told.searched == "when was the friendship pact concluded"


def test_every_feature_has_a_meaning() -> None:
    assert tuple(MEANINGS) == Features._fields


def test_a_question_without_a_word_is_explained() -> None:
    told = explain(BASE, "🔥", NORMAL, TODAY)

    assert (told.because, told.weighed) == ("There is no word in it to search for: declined.", ())


def test_a_base_without_an_entry_is_explained() -> None:
    assert explain(Base.of_packs([]), "treaty", NORMAL, TODAY).because == "The base holds nothing: declined."


def test_nobody_but_a_curator_is_told() -> None:
    with pytest.raises(NotCurator):
        explain_to(Actor(42, 7, manages=False, owns_bot=False), BASE, "treaty", NORMAL, TODAY)


@given(st.text(max_size=4000))
def test_whatever_was_typed_is_explained(typed: str) -> None:
    assert explain(BASE, typed, NORMAL, TODAY).because.endswith(".")


def test_a_timeline_is_explained_by_the_time_that_is_asked_about() -> None:
    assert explain(BASE, "what happened in 1961", NORMAL, TODAY).because == (
        "It asks what happened in a time (1961), and nothing else: a timeline."
    )
