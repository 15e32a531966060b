"""Thresholds."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Policy
from bot.core.pack import KnownQuestion, Pack
from bot.core.policies import POLICIES
from bot.matching.guards import LEFT
from bot.matching.index import Index
from bot.service.base import Base
from bot.service.threshold import LOWEST, Evidence, Measured, evidence, hidden, measured
from bot.service.trial import Asked, ask_all, score
from tests.conftest import entries_of
from tests.service.exams import asked

POLICY = Policy("test", answer_at=0.8, suggest_at=0.2, margin=0.1, risk=0.02)
TODAY = datetime.date(2026, 11, 25)
ENTRIES = entries_of("""
- {id: treaty, question: when did they sign the treaty, variants: [year of the treaty], claims: [in 1961]}
- {id: visit, question: how many times did kim visit china, variants: [number of visits], claims: [five]}
""")


def declining(*confidences: float) -> tuple[Asked, ...]:
    """Questions to decline, each with an entry that is found so surely."""
    return tuple(asked(None, ("near", confidence)) for confidence in confidences)


def spread(count: int) -> tuple[Asked, ...]:
    """So many questions to decline, found as surely as 0, …, 1, at even distances."""
    return declining(*(place / (count - 1) for place in range(count)))


def test_at_most_the_risk_of_what_the_packs_decline_is_answered_and_no_lower_threshold_would_do() -> None:
    declined = declining(*[0.1] * 98, 0.75, 0.85, 0.9)

    assert Evidence((), declined).moved(POLICY).answer_at == 0.76


def test_of_phrasings_with_a_hidden_entry_half_as_many_again_may_be_answered() -> None:
    hidden = declining(*[0.1] * 96, 0.71, 0.72, 0.85, 0.9)

    assert Evidence(hidden, ()).moved(POLICY).answer_at == 0.72


def test_the_stricter_of_the_two_counts() -> None:
    strict, lax = declining(*[0.1] * 90, *[0.9] * 10), declining(*[0.1] * 100)

    assert Evidence(strict, lax).moved(POLICY) == Evidence(lax, strict).moved(POLICY)
    assert Evidence(strict, lax).moved(POLICY).answer_at == 0.91


def test_what_stands_too_close_to_the_next_is_not_answered_and_tells_nothing_of_the_threshold() -> None:
    close = tuple(asked(None, ("near", 0.9), ("nearer", 0.85)) for _ in range(100))

    assert Evidence((), close).moved(POLICY).answer_at == LOWEST


@pytest.mark.parametrize("few", [Evidence((), ()), Evidence(spread(99), ()), Evidence((), spread(49))])
def test_too_few_questions_leave_a_policy_where_it_starts(few: Evidence) -> None:
    assert few.moved(POLICY) == POLICY


@given(st.lists(st.floats(0, 1), max_size=300), st.lists(st.floats(0, 1), max_size=300))
def test_whatever_a_base_does_a_threshold_stays_above_what_a_guard_leaves_and_below_certainty(
    hidden: list[float], declined: list[float]
) -> None:
    for policy in Evidence(declining(*hidden), declining(*declined)).policies.values():
        assert max(LEFT.values()) < policy.answer_at < 1


@given(st.lists(st.floats(0, 0.94), min_size=50, max_size=300))
def test_no_more_than_the_risk_is_answered_after_the_move(declined: list[float]) -> None:
    moved = Evidence((), declining(*declined)).moved(POLICY)

    assert sum(one.is_answered(moved) for one in declining(*declined)) <= POLICY.risk * len(declined)


def test_nothing_else_of_a_policy_moves() -> None:
    evidence = Evidence(spread(200), ())

    assert {name: replace(one, answer_at=0.0) for name, one in evidence.policies.items()} == {
        name: replace(one, answer_at=0.0) for name, one in POLICIES.items()
    }


def test_a_phrasing_is_asked_of_the_base_without_its_entry() -> None:
    unseen = tuple(hidden(Index.of(ENTRIES)))

    assert sorted(one.known.text for one in unseen) == sorted(text for one in ENTRIES for text in one.phrasings)
    assert all(one.matches[0].entry_id == "visit" for one in unseen if "treaty" in one.known.text and one.matches)
    assert all(one.known.entry is None for one in unseen)


def test_the_same_base_moves_a_policy_the_same_way_each_time() -> None:
    assert Evidence.of((), hidden(Index.of(ENTRIES))) == Evidence.of((), hidden(Index.of(ENTRIES)))


QUESTIONS = (KnownQuestion("when was the treaty", "treaty"), KnownQuestion("who won the cup", why="elsewhere"))
BASE = Base.of_packs([Pack("demo", "Demo", "en", "", "", ENTRIES, questions=QUESTIONS)])


def test_what_the_packs_of_a_base_must_decline_is_evidence_beside_its_phrasings() -> None:
    told = evidence(BASE)

    assert [one.known for one in told.declined] == [QUESTIONS[1]]
    assert len(told.hidden) == 4


def test_a_base_is_measured_by_the_known_questions_of_its_packs_under_the_policy_as_it_moves() -> None:
    found = measured(BASE, POLICY, TODAY, lambda: False)

    assert found == Measured(evidence(BASE).moved(POLICY), score(ask_all(BASE.index, QUESTIONS), POLICY, TODAY))


def test_a_base_without_known_questions_has_no_score() -> None:
    found = measured(Base.of_packs([Pack("demo", "Demo", "en", "", "", ENTRIES)]), POLICY, TODAY, lambda: False)

    assert found == Measured(POLICY, None)


@pytest.mark.parametrize("questions", [0, 1, 3])
def test_whoever_stops_waits_for_no_further_question(questions: int) -> None:
    stops = itertools.chain(itertools.repeat(False, questions), itertools.repeat(True))

    assert measured(BASE, POLICY, TODAY, lambda: next(stops)) is None
