"""
Layout: where everything on a picture of a timeline stands.

A rail runs down the left, to scale. On it an exact day is a point; beside it, what is known less exactly and what
lasted is a span as long as that. A thread leads from each to its event in the column on the right, and no two cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.dates import EdtfDate, Precision, parse
from bot.core.sheet import Sheet
from bot.core.timeline import Event
from bot.drawing.fonts import Face, width
from bot.drawing.lines import clean, runs_right_to_left, wrap
from bot.drawing.scale import Scale, Tick, spanning

# Twice the pixels that a phone gives to a picture in a chat: a letter of 26 is there one of 13.
WIDTH = 800
MARGIN = 40
_TITLE, _PERIOD, _DATE, _TEXT, _SMALL = Face(42, True), Face(25), Face(25, True), Face(25), Face(21)
_DISPUTED, _YEAR, _MONTH = Face(22, True), Face(22, True), Face(22)
# From one line of text to the next, for each size of it.
_LEADING = 1.3
# A claim is cut after so many lines.
_MOST_LINES = 3
_ROW_GAP, _RAIL_LEAST = 23.0, 260.0
# The rail's labels, the room for spans beside them, and that for threads beside the rail.
_LABELS, _LANES, _LANE, _THREADS = 70.0, 56.0, 14.0, 54.0
_SPAN_WIDTH, _SPAN_LEAST, _SPAN_GAP = 9.0, 14.0, 5.0
NOTHING = "No event in the base is dated so."
DISPUTED = "sources differ"


class Tone(StrEnum):
    """What a text is there for, by which it has its colour."""

    TITLE = "title"
    PERIOD = "period"
    DATE = "date"
    TEXT = "text"
    DISPUTED = "sources differ"
    RAIL = "rail"
    SMALL = "small"


class Shape(StrEnum):
    """How a date is known: to the day, to a longer time that the event is somewhere in, or as long as it lasted."""

    DAY = "day"
    WITHIN = "within"
    LASTED = "lasted"


_MEANINGS = {Shape.DAY: "on that day", Shape.WITHIN: "some time in it", Shape.LASTED: "all that time"}


@dataclass(frozen=True, slots=True)
class Label:
    """
    A line of text.

    Attributes:
        x: Where it begins; where it ends if it runs *to_left*.
        y: Where its letters stand.
    """

    x: float
    y: float
    text: str
    face: Face
    tone: Tone
    to_left: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what it covers, marks above and below its letters included."""
        wide = width(self.text, self.face)
        left = self.x - wide if self.to_left else self.x
        return left, self.y - self.face.size * 0.95, left + wide, self.y + self.face.size * 0.34


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A date on the rail, or its like in the legend.

    Attributes:
        top: Where it begins; for a day, where it is.
        bottom: Where it ends; for a day, *top*.
        width: Of a span; the more of them lie beside each other, the less.
        opens_up: Whether it goes on before what is drawn.
        opens_down: Whether it goes on after what is drawn.
    """

    shape: Shape
    x: float
    top: float
    bottom: float
    width: float = _SPAN_WIDTH
    opens_up: bool = False
    opens_down: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """
    What leads from a mark to an event.

    Attributes:
        bend_x: Up to where it is level: beyond the rail.
        is_disputed: Whether a lozenge is at its beginning.
    """

    x: float
    y: float
    bend_x: float
    to_x: float
    to_y: float
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """
    A picture, not yet drawn: `WIDTH` pixels wide and *height* high.

    Attributes:
        rail: Where the rail is: x, top and bottom; None where there is no event.
        legend: Marks that are explained.
        lozenges: Where it is said that sources differ.
        rules: Where lines part the picture, from left to right.
    """

    height: float
    labels: tuple[Label, ...]
    rail: tuple[float, float, float] | None = None
    ticks: tuple[Tick, ...] = ()
    marks: tuple[Mark, ...] = ()
    threads: tuple[Thread, ...] = ()
    legend: tuple[Mark, ...] = ()
    lozenges: tuple[tuple[float, float], ...] = ()
    rules: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """
    An event in the column.

    Attributes:
        middle: Where its thread ends.
        bottom: Where its last line does.
    """

    labels: tuple[Label, ...]
    middle: float
    bottom: float
    lozenge: tuple[float, float] | None


def lay_out(sheet: Sheet) -> Layout:
    """Where everything on the picture of *sheet* stands."""
    head = tuple(_head(sheet))
    top = head[-1].y + 30
    if not sheet.events:
        said = tuple(_column((NOTHING,), MARGIN, top + 60, _TEXT, Tone.TEXT))
        return _with_foot(Layout(said[-1].y, (*head, *said), rules=(top,)), sheet)
    has_spans = any(_shape(event.when) is not Shape.DAY for event in sheet.events)
    rail = MARGIN + _LABELS + (_LANES if has_spans else 0.0)
    rows = tuple(_rows(sheet.events, rail + _THREADS, top + 62))
    return _with_foot(_with_rail(sheet, Layout(rows[-1].bottom, head, rules=(top,)), rows, rail), sheet)


def _column(lines: Sequence[str], x: float, y: float, face: Face, tone: Tone) -> Iterator[Label]:
    """*lines* below each other, the first standing at *y*; those that run to the left begin at the right margin."""
    for number, line in enumerate(lines):
        at = y + number * face.size * _LEADING
        if runs_right_to_left(line):
            yield Label(WIDTH - MARGIN, at, line, face, tone, to_left=True)
        else:
            yield Label(x, at, line, face, tone)


def _head(sheet: Sheet) -> Iterator[Label]:
    """What it is a timeline of, when, and how many of its events are shown."""
    title = wrap(clean(sheet.title), _TITLE, WIDTH - 2 * MARGIN, 2)
    yield from _column(title, MARGIN, 92, _TITLE, Tone.TITLE)
    y = 92 + (len(title) - 1) * _TITLE.size * _LEADING + 44
    told = " · ".join([*([sheet.when] if sheet.when else []), _count(sheet)])
    yield from _column(wrap(told, _PERIOD, WIDTH - 2 * MARGIN, 2), MARGIN, y, _PERIOD, Tone.PERIOD)


def _count(sheet: Sheet) -> str:
    if sheet.left_out:
        return f"{len(sheet.events)} of {sheet.total} events"
    return f"{sheet.total} event{'' if sheet.total == 1 else 's'}"


def _rows(events: Sequence[Event], x: float, y: float) -> Iterator[_Row]:
    for event in events:
        row = _row(event, x, y)
        yield row
        y = row.bottom + _ROW_GAP + _DATE.size


def _row(event: Event, x: float, y: float) -> _Row:
    """*event*: its date standing at *y*, whether it is disputed, and what is claimed."""
    room = WIDTH - MARGIN - x
    dates = tuple(_column(wrap(event.when.in_words(), _DATE, room, 2), x, y, _DATE, Tone.DATE))
    disputed = _disputed(dates[-1], room) if event.is_disputed else None
    lines = wrap(clean(event.claim.text), _TEXT, room, _MOST_LINES)
    below = (disputed or dates[-1]).y + _TEXT.size * _LEADING
    texts = tuple(_column(lines, x, below, _TEXT, Tone.TEXT))
    labels = (*dates, *((disputed,) if disputed else ()), *texts)
    lozenge = (disputed.x - 15, disputed.y - 8) if disputed else None
    return _Row(labels, y - _DATE.size * 0.36, texts[-1].y, lozenge)


def _disputed(date: Label, room: float) -> Label:
    """The word after *date*, or below it where there is no room."""
    after = width(date.text, _DATE) + 46
    if after + width(DISPUTED, _DISPUTED) <= room:
        return Label(date.x + after, date.y, DISPUTED, _DISPUTED, Tone.DISPUTED)
    return Label(date.x + 30, date.y + _DATE.size * _LEADING, DISPUTED, _DISPUTED, Tone.DISPUTED)


def _with_rail(sheet: Sheet, page: Layout, rows: Sequence[_Row], x: float) -> Layout:
    """*page* with the *rows*, the rail at *x*, and what stands on it."""
    top, bottom = rows[0].middle, max(rows[-1].bottom, rows[0].middle + _RAIL_LEAST)
    scale = spanning([event.when for event in sheet.events], sheet.period, top, bottom)
    marks = tuple(_mark(event, scale, x) for event in sheet.events)
    spans = _in_lanes(marks, x)
    placed = tuple(spans.get(mark, mark) for mark in marks)
    threads = tuple(_threads(sheet.events, placed, rows, x))
    return replace(
        page,
        height=bottom,
        labels=(*page.labels, *_tick_labels(scale.ticks()), *(label for row in rows for label in row.labels)),
        rail=(x, top, bottom),
        ticks=scale.ticks(),
        marks=tuple(dict.fromkeys(placed)),
        threads=threads,
        lozenges=tuple(row.lozenge for row in rows if row.lozenge),
    )


def _tick_labels(ticks: Sequence[Tick]) -> Iterator[Label]:
    if ticks and not ticks[0].is_year:  # else nobody knows which
        yield Label(MARGIN, ticks[0].y - 22, str(ticks[0].year), _YEAR, Tone.RAIL)
    for tick in ticks:
        face = _YEAR if tick.is_year else _MONTH
        yield Label(MARGIN, tick.y + face.size * 0.36, tick.label, face, Tone.RAIL)


def _shape(when: EdtfDate) -> Shape:
    if when.precision is Precision.DAY:
        return Shape.DAY
    return Shape.LASTED if when.precision is Precision.INTERVAL else Shape.WITHIN


def _mark(event: Event, scale: Scale, x: float) -> Mark:
    """The date of *event* on the rail at *x*, cut off where the scale ends."""
    shape = _shape(event.when)
    first = event.when.earliest.toordinal() if event.when.earliest else 0
    end = event.when.latest.toordinal() + 1 if event.when.latest else scale.end + 1
    top, bottom = scale.y(first), scale.y(end)
    if shape is Shape.DAY:
        return Mark(shape, x, top, top)
    bottom = max(bottom, top + _SPAN_LEAST)
    return Mark(shape, x, top, bottom, opens_up=first < scale.first, opens_down=end > scale.end)


def _in_lanes(marks: Sequence[Mark], rail: float) -> dict[Mark, Mark]:
    """For each span on the rail, the same beside it, and beside those that lie in the same time."""
    spans = tuple(dict.fromkeys(mark for mark in marks if mark.shape is not Shape.DAY))
    ends: list[float] = []
    lanes = {mark: _lane(ends, mark) for mark in spans}
    pitch = min(_LANE, _LANES / max(len(ends), 1))
    wide = min(_SPAN_WIDTH, pitch * 0.6)
    return {mark: replace(mark, x=rail - 3 - (lane + 0.9) * pitch, width=wide) for mark, lane in lanes.items()}


def _lane(ends: list[float], mark: Mark) -> int:
    """The first lane with room for *mark*; *ends*, where the last span of each lane does, is brought up to date."""
    number = next((number for number, end in enumerate(ends) if end + _SPAN_GAP <= mark.top), len(ends))
    ends[number:] = [mark.bottom, *ends[number + 1 :]]
    return number


def _threads(events: Sequence[Event], marks: Sequence[Mark], rows: Sequence[_Row], x: float) -> Iterator[Thread]:
    """One for each event. From a span it leaves as near to its row as it can without crossing the thread below."""
    lowest, leaving = float("inf"), []
    for mark, row in zip(reversed(marks), reversed(rows), strict=True):
        inset = min(_SPAN_LEAST / 2, (mark.bottom - mark.top) / 2)
        lowest = min(max(row.middle, mark.top + inset), mark.bottom - inset, lowest)
        leaving.append(lowest)
    for event, mark, row, y in zip(events, marks, rows, reversed(leaving), strict=True):
        yield Thread(mark.x, y, x + 8, x + _THREADS - 12, row.middle, event.is_disputed)


def _with_foot(page: Layout, sheet: Sheet) -> Layout:
    """*page* with what it does not show, what its signs mean, and where it comes from."""
    x = page.rail[0] + _THREADS if page.rail else MARGIN
    more = (f"and {sheet.left_out} more: see the list",) if sheet.left_out else ()
    left_out = tuple(_column(more, x, page.height + 48, _PERIOD, Tone.PERIOD))
    rule = (left_out[-1].y if left_out else page.height) + 40
    legend, words, lozenges = _legend(page, rule + 44)
    below = (words[-1].y if words else rule) + 44
    origin = tuple(_column(wrap(_origin(sheet), _SMALL, WIDTH - 2 * MARGIN, 3), MARGIN, below, _SMALL, Tone.SMALL))
    return replace(
        page,
        height=origin[-1].y + MARGIN,
        labels=(*page.labels, *left_out, *words, *origin),
        legend=legend,
        lozenges=(*page.lozenges, *lozenges),
        rules=(*page.rules, rule),
    )


def _legend(page: Layout, y: float) -> tuple[tuple[Mark, ...], tuple[Label, ...], tuple[tuple[float, float], ...]]:
    """What the signs on *page* mean, one after the other at *y*: the signs, the words, and where lozenges are."""
    signs, words, lozenges, x = [], [], [], float(MARGIN)
    for sign in _signs(page):
        if sign is None:
            lozenges.append((x + 9, y - 8))
        else:
            signs.append(replace(sign, x=x + 9, top=y + sign.top, bottom=y + sign.bottom))
        words.append(Label(x + 28, y, _MEANINGS[sign.shape] if sign else DISPUTED, _SMALL, Tone.SMALL))
        x = words[-1].box[2] + 30
    return tuple(signs), tuple(words), tuple(lozenges)


def _signs(page: Layout) -> Iterator[Mark | None]:
    """One of each shape on *page*, around the middle of a line; None stands for the lozenge."""
    for shape in Shape:
        if any(mark.shape is shape for mark in page.marks):
            yield Mark(shape, 0, -8, -8) if shape is Shape.DAY else Mark(shape, 0, -20, 4)
    if page.lozenges:
        yield None


def _origin(sheet: Sheet) -> str:
    rests = f"{sheet.sources} source{'' if sheet.sources == 1 else 's'}"
    checked = [f"checked {parse(sheet.checked.isoformat()).in_words()}"] if sheet.checked else []
    return " · ".join([clean(sheet.base), *([rests] if sheet.total else []), *checked])
