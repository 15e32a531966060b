"""Evaluation."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.pack import KnownQuestion, Pack
from bot.core.policies import NORMAL
from bot.evaluation import Evaluation, as_object, missed, of_folder, of_packs
from bot.service.report import Confusion, Measure, Share, Sitting
from bot.service.threshold import Evidence
from tests.conftest import entries_of
from tests.service.exams import asked, write

ENTRIES = entries_of("""
- {id: treaty, question: when was the treaty signed, variants: [year of the treaty], claims: [In 1961.]}
- {id: river, question: how wide is the river, claims: [It is wide.]}
""")
QUESTIONS = (KnownQuestion("how wide is the river", "river"), KnownQuestion("best pizza in town", why="chatter"))
PACK = Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", ENTRIES, questions=QUESTIONS)
GONE_WRONG = Sitting(
    known=(
        asked("river", ("treaty", 0.4), text="how broad"),
        asked("river", text="🔥"),
        asked("river", ("river", 0.3), text="how wide"),
    ),
    noisy=(),
    unknown=(
        asked(None, ("river", 0.9), text="the lake"),
        asked(None, ("river", 0.5), text="asked back"),
    ),
    before=(),
)


def test_a_base_asked_in_its_own_words_makes_no_mistake(tmp_path: Path) -> None:
    ours = of_folder(write(tmp_path)).ours

    assert [ours.within(1), ours.noisy_within(1), ours.separation] == [Share(2, 2), Share(1, 1), Measure(1.0, 2)]


def test_packs_are_asked_their_own_questions() -> None:
    evaluation = of_packs([PACK], alone=True)

    assert (evaluation.name, evaluation.entries, evaluation.phrasings) == ("demo", 2, 3)
    assert (evaluation.ours.within(1), len(evaluation.ours.unknown)) == (Share(1, 1), 1)


def test_no_question_to_decline_moves_what_it_is_reported_under() -> None:
    same = [KnownQuestion(f"when was the treaty signed {'again ' * at}", why="twin") for at in range(100)]
    five = of_packs([replace(PACK, questions=(QUESTIONS[0], *same))], alone=True).ours
    fifths = [five.unknown[at::5] for at in range(5)]

    assert [own["normal"] for own in five.policies] == [
        Evidence.of([one for one in five.unknown if one not in fifth], ()).moved(NORMAL) for fifth in fifths
    ]


def test_where_others_came_before_the_exam_they_alone_move_all_it_is_reported_under(tmp_path: Path) -> None:
    before = "".join(f'{{"q": "when was the treaty signed {at}"}}\n' for at in range(100))
    ours = of_folder(write(tmp_path, before=before)).ours

    assert [own["normal"] for own in ours.policies] == [Evidence.of(ours.before, ()).moved(NORMAL)]


def test_the_naive_bot_sits_beside_ours_and_answers_the_same_questions(tmp_path: Path) -> None:
    sittings = of_folder(write(tmp_path)).sittings

    assert list(sittings) == ["footnote", "WRatio", "token_set_ratio"]
    assert len({tuple(one.known for one in sitting.known) for sitting in sittings.values()}) == 1


def test_alone_there_is_no_other_search(tmp_path: Path) -> None:
    assert list(of_folder(write(tmp_path), alone=True).sittings) == ["footnote"]


def test_what_went_wrong_is_told_with_what_was_found() -> None:
    assert list(missed(GONE_WRONG)) == [
        "'how broad' wants river, found treaty at 0.40",
        "'🔥' wants river, found nothing",
        "'the lake' was answered with river at 0.90",
    ]


def test_why_a_question_must_be_declined_is_told_if_it_is_known() -> None:
    [trial] = [asked(None, ("river", 0.9))]
    declined = Sitting((), (), (type(trial)(QUESTIONS[1], trial.matches),), ())

    assert list(missed(declined)) == ["'best pizza in town' (chatter) was answered with river at 0.90"]


def test_at_most_ten_confusions_are_the_worst() -> None:
    known = tuple(asked("river", (f"entry-{at}", 0.5)) for at in range(11))

    assert Evaluation("demo", 12, 12, {"footnote": Sitting(known, (), (), ())}).worst == tuple(
        Confusion("river", f"entry-{at}", 1, "when?") for at in range(10)
    )


def test_a_machine_gets_every_figure_with_its_count() -> None:
    told = as_object(Evaluation("demo", 2, 3, {"footnote": GONE_WRONG}))
    figures = told["searches"]["footnote"]

    assert told["questions"] == {"known": 3, "noisy": 0, "unknown": 2}
    assert figures["first"] == {"share": 0.3333, "count": 1, "of": 3}
    assert (figures["auroc"], figures["noisy_first"], figures["cut"]) == (0.0, None, None)
    assert figures["policies"]["normal"] == {
        "answerable": 3,
        "right": 0,
        "wrong": 0,
        "offered": 1,
        "unanswerable": 2,
        "anyway": 1,
        "offered_anyway": 1,
    }
    assert figures["curve"] == {
        "confidence": [0.4, 0.3, 0.0],
        "coverage": [0.3333, 0.6667, 1.0],
        "risk": [1.0, 0.75, 0.8],
    }
    assert told["confusions"][0] == {"wanted": "river", "found": "treaty", "count": 1, "example": "how broad"}


@pytest.mark.parametrize("known", [(), GONE_WRONG.known])
def test_what_a_machine_gets_is_json(known: tuple[()]) -> None:
    told = as_object(Evaluation("demo", 2, 3, {"footnote": Sitting(known, (), (), ())}))

    assert json.loads(json.dumps(told, allow_nan=False)) == told
