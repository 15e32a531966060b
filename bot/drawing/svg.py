"""SVG: a layout as a picture in XML, the same bytes for the same layout."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from bot.drawing.fonts import FAMILIES, runs, width
from bot.drawing.layout import MARGIN, WIDTH, Label, Layout, Mark, Shape, Thread, Tone

_PAPER, _LINE, _RAIL, _THREAD = "#fbf8f1", "#ddd5c4", "#8b9aa5", "#b9c4cb"
_DEEP, _MIDDLE, _PALE, _WARM = "#1f6f8b", "#4b93aa", "#e3eff3", "#b3471d"
_COLOURS = {
    Tone.TITLE: "#16242f",
    Tone.PERIOD: "#54636e",
    Tone.DATE: _DEEP,
    Tone.TEXT: "#22303b",
    Tone.DISPUTED: _WARM,
    Tone.RAIL: "#54636e",
    Tone.SMALL: "#54636e",
}
# What tells resvg that a line runs to the left, wherever its signs stand.
_TO_LEFT, _END = "\u202b", "\u202c"
_POINT, _ARROW = 8.5, 8.0


def svg(layout: Layout) -> str:
    """The picture of *layout*."""
    return "\n".join(_parts(layout)) + "\n"


def _parts(layout: Layout) -> Iterator[str]:
    height = round(layout.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        f' font-family="{FAMILIES[0]}">'
    )
    yield f'<rect width="{WIDTH}" height="{height}" fill="{_PAPER}"/>'
    yield f'<rect width="{WIDTH}" height="10" fill="{_DEEP}"/>'
    for y in layout.rules:
        yield f'<path d="M{MARGIN} {_n(y)}H{WIDTH - MARGIN}" stroke="{_LINE}" stroke-width="2"/>'
    yield from (_thread(thread) for thread in layout.threads)
    if layout.rail:
        yield from _rail(layout, *layout.rail)
    for mark in (*layout.marks, *layout.legend):
        yield _point(mark) if mark.shape is Shape.DAY else "".join(_span(mark))
    yield from (_lozenge(thread.x, thread.y) for thread in layout.threads if thread.is_disputed)
    yield from (_lozenge(x, y) for x, y in layout.lozenges)
    yield from (_label(label) for label in layout.labels)
    yield "</svg>"


def _rail(layout: Layout, x: float, top: float, bottom: float) -> Iterator[str]:
    yield f'<path d="M{_n(x)} {_n(top)}V{_n(bottom)}" stroke="{_RAIL}" stroke-width="3" stroke-linecap="round"/>'
    for tick in layout.ticks:
        yield f'<path d="M{_n(x - 7)} {_n(tick.y)}h14" stroke="{_RAIL}" stroke-width="2"/>'


def _thread(thread: Thread) -> str:
    """Level to the rail, then over to its event in one bend."""
    middle = (thread.to_x + thread.bend_x) / 2
    return (
        f'<path d="M{_n(thread.x)} {_n(thread.y)}H{_n(thread.bend_x)}C{_n(middle)} {_n(thread.y)} {_n(middle)}'
        f' {_n(thread.to_y)} {_n(thread.to_x)} {_n(thread.to_y)}" fill="none" stroke="{_THREAD}" stroke-width="2"/>'
    )


def _point(mark: Mark) -> str:
    place = f'cx="{_n(mark.x)}" cy="{_n(mark.top)}" r="{_POINT}"'
    return f'<circle {place} fill="{_DEEP}" stroke="{_PAPER}" stroke-width="3"/>'


def _span(mark: Mark) -> Iterator[str]:
    """A bar, full for what lasted and hollow for what was some time in it, with an arrow where it goes on."""
    half = mark.width / 2
    fill = _MIDDLE if mark.shape is Shape.LASTED else _PALE
    yield (
        f'<rect x="{_n(mark.x - half)}" y="{_n(mark.top)}"'
        f' width="{_n(mark.width)}" height="{_n(mark.bottom - mark.top)}"'
        f' rx="{_n(half)}" fill="{fill}" stroke="{_DEEP}" stroke-width="2"/>'
    )
    if mark.opens_up:
        yield _arrow(mark.x, mark.top, -1)
    if mark.opens_down:
        yield _arrow(mark.x, mark.bottom, 1)


def _arrow(x: float, y: float, way: int) -> str:
    return (
        f'<path d="M{_n(x - _ARROW)} {_n(y)}h{_n(2 * _ARROW)}l{_n(-_ARROW)} {_n(way * 1.4 * _ARROW)}z" fill="{_DEEP}"/>'
    )


def _lozenge(x: float, y: float) -> str:
    return f'<path d="M{_n(x)} {_n(y - 11)}l11 11l-11 11l-11 -11z" fill="{_WARM}" stroke="{_PAPER}" stroke-width="3"/>'


def _label(label: Label) -> str:
    """*label*, each run of it in a text of its own: in one, resvg mixes up the joined letters of several fonts."""
    return "".join(_run(label, x, name, letters) for x, name, letters in _placed(label))


def _placed(label: Label) -> Iterator[tuple[float, str, str]]:
    x = label.x
    for name, letters in runs(label.text, to_left=label.to_left):
        yield x, name, letters
        x += width(letters, label.face) * (-1 if label.to_left else 1)


def _run(label: Label, x: float, name: str, letters: str) -> str:
    weight = ' font-weight="600"' if label.face.bold else ""
    font = "" if name == FAMILIES[0] else f' font-family="{name}"'
    anchor = ' text-anchor="end"' if label.to_left else ""
    blanks = ' xml:space="preserve"' if letters != letters.strip() else ""  # else they are dropped
    said = escape(f"{_TO_LEFT}{letters}{_END}" if label.to_left else letters)
    return (
        f'<text x="{_n(x)}" y="{_n(label.y)}" font-size="{label.face.size}"{weight}{font}{anchor}{blanks}'
        f' fill="{_COLOURS[label.tone]}">{said}</text>'
    )


def _n(number: float) -> str:
    """A *number* as short as it can be written without being seen to differ."""
    return f"{number:.1f}".removesuffix(".0")
