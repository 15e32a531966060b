"""The picture of an evaluation."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.chart import load
from bot.evaluation import Evaluation
from bot.evaluation_picture import svg
from bot.service.report import Sitting
from tests.service.exams import asked

KNOWN = (asked("river", ("river", 0.95)), asked("river", ("lake", 0.5), ("river", 0.45)))
SITTING = Sitting(KNOWN, (), (asked(None, ("lake", 0.6)),), ())
EVALUATION = Evaluation("demo", 2, 3, {"footnote": SITTING, "WRatio": SITTING})


def test_it_names_every_search_and_both_axes() -> None:
    drawn = svg(load(), EVALUATION)

    shown = {text.strip() for text in ElementTree.fromstring(drawn.encode()).itertext()}
    assert {"footnote", "WRatio", "policies: strict, normal, open"} <= shown
    assert {"Risk: the share of the answers that is wrong", "Coverage: the share of questions answered"} <= shown


def test_it_fetches_nothing_and_runs_nothing() -> None:
    drawn = svg(load(), EVALUATION)

    assert ("<script" in drawn, "href=" in drawn) == (False, False)


def test_the_same_figures_are_the_same_file() -> None:
    assert svg(load(), EVALUATION) == svg(load(), EVALUATION)


@pytest.mark.parametrize(
    "sitting",
    [Sitting((), (), SITTING.unknown, ()), Sitting(KNOWN, (), (), ()), Sitting((asked("river"),), (), (), ())],
    ids=["nothing to answer", "nothing to decline", "nothing found"],
)
def test_there_is_a_picture_of_whatever_was_asked(sitting: Sitting) -> None:
    assert "</svg>" in svg(load(), Evaluation("demo", 2, 3, {"footnote": sitting}))
