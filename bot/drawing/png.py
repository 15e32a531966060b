"""PNG: an SVG drawn by resvg. It holds Python's lock while it draws, so let it draw in a process of its own."""

from __future__ import annotations

import resvg_py

from bot.core.errors import NoPicture
from bot.drawing.fonts import FAMILIES, paths

# No picture is larger than so many bytes: what is, is drawn smaller.
MOST_BYTES = 300_000
_ZOOMS = (1.0, 0.85, 0.7, 0.55, 0.4)


def png(svg: str) -> bytes:
    """
    The picture *svg* as PNG, of at most MOST_BYTES.

    Raises:
        NoPicture: It is no SVG, or is too large however small it is drawn.
    """
    for zoom in _ZOOMS:
        drawn = _drawn(svg, zoom)
        if len(drawn) <= MOST_BYTES:
            return drawn
    raise NoPicture("The picture would be too large; ask for fewer events.")


def _drawn(svg: str, zoom: float) -> bytes:
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=paths(), font_family=FAMILIES[0]
        )
    except ValueError as error:
        raise NoPicture(f"The picture could not be drawn: {error}.") from error
