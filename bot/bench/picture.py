"""The picture: what a question costs as a base grows, both on scales of powers of ten."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from xml.etree.ElementTree import Element

import pygal
from pygal.style import Style

from bot.bench.engines import ENGINES
from bot.bench.sizes import Row

# pygal leaves a hook for its plugins behind, of a kind that Python 3.11 warns of at every import from then on.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

# Read on a white page and on a dark one alike.
_GREY, _FAINT = "#777777", "rgba(128, 128, 128, 0.35)"
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground=_GREY,
    foreground_strong=_GREY,
    foreground_subtle=_FAINT,
    guide_stroke_color=_FAINT,
    major_guide_stroke_color=_FAINT,
    guide_stroke_dasharray="none",
    major_guide_stroke_dasharray="none",
    colors=("#e0457b", "#3b82f6", "#22a06b", "#d97706", "#8b5cf6", "#0891b2"),
    opacity=1.0,
    font_family="system-ui, sans-serif",
    label_font_size=15,
    major_label_font_size=15,
    legend_font_size=15,
    title_font_size=17,
)
_OURS, _THEIRS = {"width": 4}, {"width": 2}
# pygal gives every line one width otherwise, whatever its series says.
_CSS = ("file://style.css", "file://graph.css", "inline:.series .line { stroke-width: inherit !important }")


def picture(rows: Sequence[Row]) -> str:
    """*rows* as an SVG: a line for each engine, the median of a question over the phrasings of the base."""
    chart = pygal.XY(
        style=_STYLE,
        css=_CSS,
        width=760,
        height=480,
        margin_right=50,
        js=(),
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        title="What one question takes, by the phrasings in the base",
        dots_size=4,
    )
    sizes = sorted({row.size for row in rows})
    chart.x_labels = [{"label": f"{size:,}", "value": math.log10(size)} for size in sizes]
    chart.y_labels = [{"label": _power(power), "value": power} for power in _powers(rows)]
    for engine in dict.fromkeys(row.engine for row in rows):
        points = [_point(row) for row in rows if row.engine == engine]
        chart.add(engine, points, stroke_style=_OURS if engine == ENGINES["footnote"].name else _THEIRS)
    chart.add_xml_filter(_without_scripts)
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _without_scripts(svg: Element) -> Element:
    """*svg* without the settings of pygal's own script, which is not in it."""
    for definitions in svg.iter("defs"):
        for script in definitions.findall("script"):
            definitions.remove(script)
    return svg


def _point(row: Row) -> tuple[float, float]:
    return math.log10(row.size), math.log10(row.figures.question.median)


def _powers(rows: Sequence[Row]) -> range:
    heights = [_point(row)[1] for row in rows]
    return range(math.floor(min(heights, default=0)), math.ceil(max(heights, default=0)) + 1)


def _power(power: int) -> str:
    return f"{10.0**power:,g} ms" if power < 0 else f"{10**power:,} ms"
