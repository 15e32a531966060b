"""The picture of an evaluation: the risk of an answer at each coverage, and where the policies stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.chart import chart
from bot.core.policies import POLICIES
from bot.evaluation import OURS, Evaluation
from bot.service.report import Sitting
from bot.service.risk import Point

_COLOURS = ("#3b82f6", "#e0457b", "#d97706", "#8b5cf6")
_TENTHS = [tenth / 10 for tenth in range(11)]


def svg(pygal: Any, evaluation: Evaluation) -> str:
    """A line for each search of *evaluation*, and a dot for what each policy does with ours."""
    drawing = chart(
        pygal,
        "risk",
        _COLOURS,
        width=680,
        height=480,
        title="Risk: the share of the answers that is wrong",
        x_title="Coverage: the share of questions answered",
        x_labels=_TENTHS,
        y_labels=_TENTHS,
        x_labels_major_every=2,
        value_formatter="{:.0%}".format,
        x_value_formatter="{:.0%}".format,
        y_labels_major_every=2,
        show_minor_x_labels=False,
        show_minor_y_labels=False,
        range=(0, 1),
        xrange=(0, 1),
    )
    for name, sitting in evaluation.sittings.items():
        drawing.add(name, list(_steps(sitting.curve())), show_dots=False, stroke_style=_stroke(name))
    drawing.add(f"policies: {', '.join(POLICIES)}", list(_policies(evaluation.ours)), stroke=False, dots_size=6)
    drawn: str = drawing.render(is_unicode=True)
    return drawn


def _stroke(name: str) -> dict[str, int]:
    return {"width": 3 if name == OURS else 2}


def _steps(points: Sequence[Point]) -> Iterator[tuple[float, float]]:
    """The curve as its area counts it: what is equally sure is answered together, so that each point is a step."""
    reached = 0.0
    for point in points:
        yield reached, point.risk
        yield point.coverage, point.risk
        reached = point.coverage


def _policies(sitting: Sitting) -> Iterator[tuple[float, float]]:
    """Coverage and risk under each policy that answers anything, its margin counted."""
    for did in map(sitting.fares, POLICIES):
        answers = did.right + did.wrong + did.anyway
        if answers and did.answerable:
            yield (did.right + did.wrong) / did.answerable, (did.wrong + did.anyway) / answers
