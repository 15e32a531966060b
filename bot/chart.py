"""Charts: lines in an SVG that reads on a white page and on a dark one alike, with no script in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from bot.core.errors import NoChart

_GREY, _FAINT = "#777777", "rgba(128, 128, 128, 0.35)"
_SIZES = {f"{name}_font_size": 15 for name in ("label", "major_label", "legend")} | {"title_font_size": 17}
_LINES = dict.fromkeys(("foreground_subtle", "guide_stroke_color", "major_guide_stroke_color"), _FAINT)
_SOLID = dict.fromkeys(("guide_stroke_dasharray", "major_guide_stroke_dasharray"), "none")


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
    # It leaves a hook for its plugins behind, of a kind that Python 3.11 warns of at every import from then on.
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]
    return pygal


def chart(pygal: Any, name: str, colours: Sequence[str], **how: Any) -> Any:
    """
    An empty chart of points and lines.

    Args:
        name: Tells it from other pictures on one page; the same figures then make the same file.
        how: What pygal.XY takes beside its style.
    """
    style = pygal.style.Style(
        background="transparent",
        plot_background="transparent",
        foreground=_GREY,
        foreground_strong=_GREY,
        colors=tuple(colours),
        opacity=1.0,
        font_family="system-ui, sans-serif",
        stroke_width="inherit",  # else no series can have its own
        **_LINES,
        **_SOLID,
        **_SIZES,
    )
    made = pygal.XY(style=style, js=(), legend_at_bottom=True, legend_at_bottom_columns=2, **how)
    made.uuid = name
    made.add_xml_filter(_without_scripts)
    return made


def _without_scripts(drawing: Element) -> Element:
    """*drawing* without the settings of pygal's own script, which is not in it."""
    for parent in list(drawing.iter()):
        for script in parent.findall("script"):
            parent.remove(script)
    return drawing
