"""Reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.answer import Match, Policy
from bot.core.pack import KnownQuestion
from bot.service.exam import Exam
from bot.service.report import Confusion, Cut, Measure, Share, Sitting, confusions
from bot.service.trial import Asked, Tally
from tests.service.exams import asked

EXAM = Exam(
    known=(KnownQuestion("a 0.9", "a"), KnownQuestion("b 0.8", "a"), KnownQuestion("a 0.4", "a")),
    noisy=(KnownQuestion("b 0.9", "a"),),
    unknown=(KnownQuestion("a 0.6"), KnownQuestion("a 0.3")),
    before=(KnownQuestion("a 0.5"), KnownQuestion("a 0.2")),
)


def obedient(questions: Sequence[KnownQuestion]) -> tuple[Asked, ...]:
    """A search that finds the entry that a question names, as sure as it says, and entry a at 0.1."""
    return tuple(Asked(known, _matches(*known.text.split())) for known in questions)


def _matches(entry_id: str, sure: str) -> tuple[Match, ...]:
    return (Match(entry_id, float(sure)), *([Match("a", 0.1)] if entry_id != "a" else []))


SITTING = Sitting.of(EXAM, obedient)
EMPTY = Sitting((), (), (), ())


def test_the_right_entries_are_counted_at_the_first_place_and_further_down() -> None:
    assert [SITTING.within(1), SITTING.within(3)] == [Share(2, 3), Share(3, 3)]


def test_those_with_slips_of_the_keyboard_are_counted_apart() -> None:
    assert [SITTING.noisy_within(1), SITTING.noisy_within(3)] == [Share(0, 1), Share(1, 1)]


def test_a_policy_is_tallied_over_questions_to_answer_and_to_decline() -> None:
    policy = Policy("test", answer_at=0.5, suggest_at=0.35, margin=0.1)

    assert SITTING.tally(policy) == Tally(
        answerable=3, right=1, wrong=1, offered=1, unanswerable=2, anyway=1, offered_anyway=0
    )


def test_each_part_of_the_questions_is_tallied_under_its_own_policy() -> None:
    lax, strict = (Policy("test", answer_at=at, suggest_at=0.35, margin=0.1) for at in (0.5, 0.95))
    sitting = replace(SITTING, policies=({"test": lax}, {"test": strict}))

    assert sitting.fares("test") == Tally(
        answerable=3, right=1, wrong=0, offered=1, unanswerable=2, anyway=1, offered_anyway=0
    )
    assert sitting.answers_from("test") == pytest.approx(0.725)


def test_the_separation_is_that_of_right_first_matches_from_questions_to_decline() -> None:
    assert SITTING.separation == Measure(3 / 4, 2)


@pytest.mark.parametrize(("unknown", "risks", "answers"), [(True, (0, 1 / 2, 1 / 2), 4), (False, (0, 1 / 2, 1 / 3), 3)])
def test_the_area_is_a_mean_risk_and_tells_how_many_answers_it_comes_from(
    unknown: bool, risks: tuple[float, ...], answers: int
) -> None:
    area = SITTING.area(unknown)

    assert area is not None
    assert area.value == pytest.approx(sum(risks) / 3)
    assert area.of == answers


def test_a_confidence_is_chosen_by_one_set_of_unknown_questions_and_tried_on_another() -> None:
    assert SITTING.cut == Cut(Measure(0.5, 2), right=Share(1, 3), through=Share(1, 2))


def test_without_questions_there_are_no_figures() -> None:
    assert [EMPTY.separation, EMPTY.area(), EMPTY.cut, EMPTY.within(1).value] == [None] * 4


def test_confusions_are_counted_most_first_each_with_the_surest_question() -> None:
    trials = [
        asked("a", ("c", 0.9), text="once"),
        asked("a", ("b", 0.3), ("a", 0.2), text="less sure"),
        asked("a", ("b", 0.8), text="surest"),
        asked("a", ("b", 0.5), text="sure"),
        asked("a", ("a", 0.9), text="right"),
        asked("b", text="lost"),
    ]

    assert confusions(trials) == (
        Confusion("a", "b", 3, "surest"),
        Confusion("a", "c", 1, "once"),
        Confusion("b", None, 1, "lost"),
    )


def test_a_group_of_questions_is_told_by_itself() -> None:
    known = tuple(replace(asked, known=replace(asked.known, group="time")) for asked in SITTING.known[:1])
    sitting = replace(SITTING, known=(*known, *SITTING.known[1:]))

    assert sitting.groups == ("time",)
    assert sitting.of_group("time").within(1).of == 1
