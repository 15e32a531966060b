"""The picture of an evaluation: the risk of an answer at each coverage, and where the policies stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from bot.core.errors import NoChart
from bot.core.policies import POLICIES
from bot.evaluation import OURS, Evaluation
from bot.service.report import Sitting
from bot.service.risk import Point

# Read on a white page and on a dark one alike.
_GREY, _FAINT = "#777777", "rgba(128, 128, 128, 0.35)"
_COLOURS = ("#3b82f6", "#e0457b", "#d97706", "#8b5cf6")
_TENTHS = [tenth / 10 for tenth in range(11)]


def load() -> Any:
    """
    pygal, which draws.

    Raises:
        NoChart: It is not installed.
    """
    try:
        import pygal
    except ImportError as error:
        raise NoChart(
            "There is no picture: pygal is not installed; run: python3 -m pip install 'footnote[bench]'"
        ) from error
    return pygal


def svg(pygal: Any, evaluation: Evaluation) -> str:
    """A line for each search of *evaluation*, and a dot for what each policy does with ours."""
    chart = pygal.XY(
        style=_style(pygal),
        width=680,
        height=480,
        js=(),
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
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
    chart.uuid = "risk"  # or it would draw a new one each time, and the same figures make another file
    for name, sitting in evaluation.sittings.items():
        chart.add(name, list(_steps(sitting.curve())), show_dots=False, stroke_style=_stroke(name))
    chart.add(f"policies: {', '.join(POLICIES)}", list(_policies(evaluation.ours)), stroke=False, dots_size=6)
    chart.add_xml_filter(_without_scripts)
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _without_scripts(drawing: Element) -> Element:
    """*drawing* without the settings of a script that is not in it."""
    for parent in list(drawing.iter()):
        for script in parent.findall("script"):
            parent.remove(script)
    return drawing


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
    for policy in POLICIES.values():
        did = sitting.tally(policy)
        answers = did.right + did.wrong + did.anyway
        if answers and did.answerable:
            yield (did.right + did.wrong) / did.answerable, (did.wrong + did.anyway) / answers


def _style(pygal: Any) -> Any:
    return pygal.style.Style(
        background="transparent",
        plot_background="transparent",
        foreground=_GREY,
        foreground_strong=_GREY,
        foreground_subtle=_FAINT,
        guide_stroke_color=_FAINT,
        major_guide_stroke_color=_FAINT,
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        colors=_COLOURS,
        opacity=1.0,
        font_family="system-ui, sans-serif",
        label_font_size=15,
        major_label_font_size=15,
        legend_font_size=15,
        title_font_size=17,
        stroke_width="inherit",  # else no series can have its own
    )
