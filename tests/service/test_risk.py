"""Risk."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.risk import Point, area, auroc, bar, curve, reaching
from bot.service.trial import Asked
from tests.service.exams import asked

# Few different values, so that there are ties, and any at all.
confidence = st.sampled_from((0.0, 0.25, 0.5, 1.0)) | st.floats(0, 1)
confidences = st.lists(confidence, min_size=1, max_size=30)
right = confidence.map(lambda sure: asked("a", ("a", sure)))
wrong = confidence.map(lambda sure: asked("a", ("b", sure)))
known = st.lists(right | wrong | st.just(asked("a")), min_size=1, max_size=20)
unknown = st.lists(confidence.map(lambda sure: asked(None, ("b", sure))) | st.just(asked(None)), max_size=20)


def plain_curve(known: Sequence[Asked], unknown: Sequence[Asked]) -> list[Point]:
    """Every confidence tried by itself, from the highest down."""
    return [plain_point(sure, known, unknown) for sure in sorted({one.confidence for one in known}, reverse=True)]


def plain_point(sure: float, known: Sequence[Asked], unknown: Sequence[Asked]) -> Point:
    answered = [one for one in known if one.confidence >= sure]
    rights = sum(one.place == 0 for one in answered)
    anyway = sum(one.confidence >= sure for one in unknown if one.matches)
    return Point(sure, rights, len(answered) - rights, anyway, len(answered) / len(known))


def plain_area(known: Sequence[Asked], unknown: Sequence[Asked]) -> float:
    """The mean over the questions of the risk at the confidence that just answers each."""
    return sum(plain_point(one.confidence, known, unknown).risk for one in known) / len(known)


@given(known, unknown)
def test_the_curve_is_what_trying_every_confidence_gives(known: list[Asked], unknown: list[Asked]) -> None:
    assert list(curve(known, unknown)) == plain_curve(known, unknown)


@given(known, unknown)
def test_the_area_is_the_mean_risk_at_which_each_question_is_answered(known: list[Asked], unknown: list[Asked]) -> None:
    assert area(curve(known, unknown)) == pytest.approx(plain_area(known, unknown))


@given(known, unknown, st.randoms(use_true_random=False))
def test_the_curve_does_not_hang_on_the_order_of_the_questions(
    known: list[Asked], unknown: list[Asked], draw: random.Random
) -> None:
    assert curve(draw.sample(known, len(known)), draw.sample(unknown, len(unknown))) == curve(known, unknown)


@given(known, unknown)
def test_a_curve_climbs_to_the_whole_coverage(known: list[Asked], unknown: list[Asked]) -> None:
    coverages = [point.coverage for point in curve(known, unknown)]

    assert all(lower < higher for lower, higher in itertools.pairwise(coverages))
    assert coverages[-1] == 1


@given(known, unknown)
def test_questions_to_decline_never_make_an_answer_less_risky(known: list[Asked], unknown: list[Asked]) -> None:
    alone, beside = curve(known), curve(known, unknown)

    assert all(one.risk <= other.risk for one, other in zip(alone, beside, strict=True))


def test_the_risk_at_each_coverage_by_hand() -> None:
    trials = [asked("a", ("a", 0.9)), asked("a", ("b", 0.8)), asked("a", ("a", 0.7)), asked("a", ("a", 0.6))]

    points = curve(trials)

    assert [(point.coverage, point.risk) for point in points] == [(0.25, 0), (0.5, 1 / 2), (0.75, 1 / 3), (1, 1 / 4)]
    assert area(points) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4)


def test_an_answer_to_a_question_to_decline_is_a_wrong_one_and_covers_nothing() -> None:
    points = curve([asked("a", ("a", 0.9)), asked("a", ("a", 0.7))], [asked(None, ("b", 0.8)), asked(None, ("b", 0.1))])

    assert points == (Point(0.9, 1, 0, 0, 0.5), Point(0.7, 2, 0, 1, 1.0))
    assert [point.risk for point in points] == [0, 1 / 3]


def test_what_is_equally_sure_is_answered_together() -> None:
    trials = [asked("a", ("a", 0.9)), asked("a", ("b", 0.9)), asked("a", ("a", 0.5))]

    assert curve(trials, [asked(None, ("b", 0.9))]) == (Point(0.9, 1, 1, 1, 2 / 3), Point(0.5, 2, 1, 1, 1.0))


def test_a_search_that_is_always_as_sure_has_the_risk_of_answering_all_at_every_coverage() -> None:
    trials = [asked("a", ("a", 0.855)), asked("a", ("b", 0.855)), asked("a", ("b", 0.855)), asked("a", ("b", 0.855))]

    assert area(curve(trials)) == 0.75


def test_where_nothing_was_found_the_last_coverage_is_wrong() -> None:
    assert curve([asked("a", ("a", 0.9)), asked("a")])[-1] == Point(0.0, 1, 1, 0, 1.0)


def test_a_question_to_decline_for_which_nothing_was_found_is_never_answered() -> None:
    assert curve([asked("a", ("a", 0.0))], [asked(None)]) == (Point(0.0, 1, 0, 0, 1.0),)


def test_without_questions_to_answer_there_is_no_curve() -> None:
    assert curve([], [asked(None, ("b", 0.8))]) == ()


def test_a_coverage_that_ties_leap_over_is_reached_at_the_next() -> None:
    points = curve([asked("a", ("a", 0.9)), asked("a", ("a", 0.5)), asked("a", ("b", 0.5)), asked("a", ("a", 0.4))])

    assert [reaching(points, share) for share in (0.25, 0.5, 0.75)] == [points[0], points[1], points[1]]


def test_no_coverage_is_reached_without_a_curve() -> None:
    assert reaching((), 0.5) is None


def plain_auroc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Every pair compared."""
    wins = sum((one > other) + (one == other) / 2 for one in right for other in wrong)
    return wins / (len(right) * len(wrong))


@given(confidences, confidences)
def test_the_auroc_is_what_comparing_every_pair_gives(right: list[float], wrong: list[float]) -> None:
    assert auroc(right, wrong) == pytest.approx(plain_auroc(right, wrong))


@given(confidences, confidences)
def test_the_aurocs_of_both_sides_make_up_the_whole(right: list[float], wrong: list[float]) -> None:
    assert auroc(right, wrong) + auroc(wrong, right) == pytest.approx(1)


@given(confidences, st.floats(0, 1))
def test_at_most_the_share_is_above_the_bar(sure: list[float], share: float) -> None:
    trials = [asked(None, ("b", one)) for one in sure]

    assert sum(one > bar(trials, share) for one in sure) <= share * len(sure)


@given(confidences, st.floats(0, 0.99))
def test_a_lower_bar_would_let_more_than_the_share_through(sure: list[float], share: float) -> None:
    trials = [asked(None, ("b", one)) for one in sure]

    assert sum(one >= bar(trials, share) for one in sure) > share * len(sure)


def test_the_bar_stands_at_a_tie_and_lets_none_of_it_through() -> None:
    assert bar([asked(None, ("b", one)) for one in (0.9, 0.855, 0.855, 0.855)], 0.5) == 0.855
