"""When an entry answers, when the asker chooses, and when there is no answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Answer, DidYouMean, Match, NoAnswer, Outcome, Policy, choose

POLICY = Policy("test", answer_at=0.8, suggest_at=0.3, margin=0.1, offers=3)


def matches(*confidences: float) -> tuple[Match, ...]:
    """Matches of those confidences, of entries a, b, c …"""
    return tuple(Match(entry_id, confidence) for entry_id, confidence in zip("abcdefgh", confidences, strict=False))


def test_nothing_found_is_no_answer() -> None:
    assert choose((), POLICY) == NoAnswer()


def test_what_is_too_far_off_is_not_even_offered() -> None:
    assert choose(matches(0.29, 0.1), POLICY) == NoAnswer()


def test_a_sure_match_answers() -> None:
    assert choose(matches(0.8), POLICY) == Answer(Match("a", 0.8))


def test_an_answer_brings_the_runners_up_along() -> None:
    best, *others = found = matches(0.9, 0.4, 0.35, 0.2, 0.1)

    assert choose(found, POLICY) == Answer(best, tuple(others[:3]))


def test_a_match_that_is_not_quite_sure_is_offered() -> None:
    assert choose(matches(0.79), POLICY) == DidYouMean(matches(0.79))


def test_two_close_matches_are_offered_instead_of_guessed() -> None:
    close = matches(0.95, 0.94)

    assert choose(close, POLICY) == DidYouMean(close)


def test_a_lead_of_the_margin_is_enough() -> None:
    assert isinstance(choose(matches(1.0, 0.875), Policy("exact", 0.8, 0.3, margin=0.125)), Answer)


def test_a_runner_up_that_is_not_worth_offering_takes_no_lead_away() -> None:
    assert isinstance(choose(matches(0.35, 0.29), Policy("eager", 0.35, 0.3, margin=0.1)), Answer)


def test_no_more_are_offered_than_the_policy_says() -> None:
    assert choose(matches(0.7, 0.6, 0.5, 0.4), POLICY) == DidYouMean(matches(0.7, 0.6, 0.5))


@pytest.mark.parametrize("offers", [1, 2])
def test_a_close_second_counts_even_when_it_would_not_be_offered(offers: int) -> None:
    policy = Policy("terse", 0.8, 0.3, margin=0.1, offers=offers)

    assert isinstance(choose(matches(0.95, 0.94), policy), DidYouMean)


@given(st.lists(st.floats(0, 1), max_size=8).map(lambda found: sorted(found, reverse=True)))
def test_an_outcome_only_names_what_was_found(confidences: list[float]) -> None:
    found = matches(*confidences)

    assert set(named(choose(found, POLICY))) <= set(found)


@given(st.lists(st.floats(0, 1), max_size=8).map(lambda found: sorted(found, reverse=True)), st.floats(0.8, 1))
def test_a_stricter_policy_never_answers_what_a_laxer_one_does_not(found: list[float], answer_at: float) -> None:
    stricter = Policy("strict", answer_at, 0.3, margin=0.1)

    assert not isinstance(choose(matches(*found), stricter), Answer) or isinstance(
        choose(matches(*found), POLICY), Answer
    )


def named(outcome: Outcome) -> tuple[Match, ...]:
    """The matches that *outcome* names."""
    match outcome:
        case Answer(best, others):
            return (best, *others)
        case DidYouMean(offered):
            return offered
    return ()
