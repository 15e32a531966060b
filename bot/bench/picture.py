"""The picture: what a question costs as a base grows, both on scales of powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from bot.bench.engines import ENGINES
from bot.bench.sizes import Row
from bot.chart import chart

COLOURS = ("#e0457b", "#3b82f6", "#22a06b", "#d97706", "#8b5cf6", "#0891b2", "#84884a")
_OURS, _THEIRS = {"width": 4}, {"width": 2}


def picture(pygal: Any, rows: Sequence[Row]) -> str:
    """*rows* as an SVG: a line for each engine, the median of a question over the phrasings of the base."""
    drawing = chart(
        pygal,
        "bench",
        COLOURS,
        width=760,
        height=510,
        margin_right=50,
        margin_bottom=40,  # room for a fourth row of the legend
        title="What one question takes, by the phrasings in the base",
        dots_size=4,
    )
    sizes = sorted({row.size for row in rows})
    drawing.x_labels = [{"label": f"{size:,}", "value": math.log10(size)} for size in sizes]
    drawing.y_labels = [{"label": _power(power), "value": power} for power in _powers(rows)]
    for engine in dict.fromkeys(row.engine for row in rows):
        points = [_point(row) for row in rows if row.engine == engine]
        drawing.add(engine, points, stroke_style=_OURS if engine == ENGINES["footnote"].name else _THEIRS)
    drawn: str = drawing.render(is_unicode=True)
    return drawn


def _point(row: Row) -> tuple[float, float]:
    return math.log10(row.size), math.log10(row.figures.question.median)


def _powers(rows: Sequence[Row]) -> range:
    heights = [_point(row)[1] for row in rows]
    return range(math.floor(min(heights, default=0)), math.ceil(max(heights, default=0)) + 1)


def _power(power: int) -> str:
    return f"{10.0**power:,g} ms" if power < 0 else f"{10**power:,} ms"
