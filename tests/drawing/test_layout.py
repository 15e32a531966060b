"""Layout: where everything on a picture stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given

from bot.core.sheet import MOST_SHOWN, Sheet
from bot.drawing.layout import DISPUTED, MARGIN, NOTHING, WIDTH, Label, Layout, Mark, Shape, Tone, lay_out
from tests.drawing.sheets import WORDS, event, sheet, sheets

# What two boxes may share without a person seeing it, in pixels.
SLACK = 1.0


def said(layout: Layout, tone: Tone) -> list[str]:
    return [label.text for label in layout.labels if label.tone is tone]


def the_mark(*dates: str, period: str | None = None) -> Mark:
    """The mark of the first of *dates*."""
    return lay_out(sheet(*map(event, dates), period=period)).marks[0]


def overlaps(labels: tuple[Label, ...]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(labels, 2):
        (left, top, right, bottom), (its_left, its_top, its_right, its_bottom) = one.box, other.box
        beside = right <= its_left + SLACK or its_right <= left + SLACK
        if not beside and bottom > its_top + SLACK and its_bottom > top + SLACK:
            yield one.text, other.text


def test_it_says_what_it_is_of_when_how_many_are_shown_and_where_they_come_from() -> None:
    layout = lay_out(sheet(event("1950-10-19"), period="1950/1953", more=7))

    assert said(layout, Tone.TITLE) == ["Treaties"]
    assert said(layout, Tone.PERIOD) == ["1950 to 1953 · 1 of 8 events", "and 7 more: see the list"]
    assert said(layout, Tone.SMALL)[-1] == "Demo pack · 3 sources · checked 23 November 2026"


def test_an_event_is_its_date_and_its_claim() -> None:
    layout = lay_out(sheet(event("1961-07-11")))

    assert (said(layout, Tone.DATE), said(layout, Tone.TEXT)) == (["11 July 1961"], ["It was signed."])


def test_an_exact_day_is_a_point() -> None:
    mark = the_mark("1961-07-11")

    assert (mark.shape, mark.top == mark.bottom) == (Shape.DAY, True)


def test_a_year_is_as_long_as_twelve_of_its_months() -> None:
    [year, month] = lay_out(sheet(event("1961"), event("1961-07"))).marks

    assert year.shape is month.shape is Shape.WITHIN
    assert 11 < (year.bottom - year.top) / (month.bottom - month.top) < 13


def test_what_lasted_is_told_from_what_was_some_time_in_it() -> None:
    assert the_mark("1950/1953").shape is Shape.LASTED
    assert the_mark("195X").shape is Shape.WITHIN


def test_an_open_end_goes_on_to_the_end_of_the_rail() -> None:
    layout = lay_out(sheet(event("1950/.."), event("1953")))
    assert layout.rail
    _, _, bottom = layout.rail

    assert (layout.marks[0].opens_up, layout.marks[0].opens_down, layout.marks[0].bottom) == (False, True, bottom)


def test_what_began_before_the_period_goes_on_above() -> None:
    assert the_mark("2010/2018-06", "2018-10", period="2018/2019").opens_up


def test_events_of_one_date_share_a_mark() -> None:
    layout = lay_out(sheet(event("1950/1953"), event("1950/1953"), event("1951-01-05"), event("1951-01-05")))

    assert (len(layout.marks), len(layout.threads)) == (2, 4)


def test_what_goes_on_beyond_the_period_is_told_from_what_ends_with_it() -> None:
    layout = lay_out(sheet(event("../1994"), event("1950/1953"), period="1950/1953"))

    assert [(mark.opens_up, mark.opens_down) for mark in layout.marks] == [(True, True), (False, False)]


def test_a_disputed_event_says_so_and_has_a_lozenge_on_the_rail_beside_the_word_and_in_the_legend() -> None:
    layout = lay_out(sheet(event("1950", is_disputed=True), event("1951")))

    assert said(layout, Tone.DISPUTED) == [DISPUTED]
    assert [thread.is_disputed for thread in layout.threads] == [True, False]
    assert len(layout.lozenges) == 2


def test_the_legend_explains_what_is_on_the_picture_and_nothing_else() -> None:
    assert said(lay_out(sheet(event("1950-01-01"))), Tone.SMALL)[:-1] == ["on that day"]
    assert said(lay_out(sheet(event("1950/1951"), event("1951"))), Tone.SMALL)[:-1] == [
        *("some time in it", "all that time")
    ]


def test_the_first_month_on_the_rail_has_its_year() -> None:
    assert said(lay_out(sheet(event("2018-03-25"), event("2018-12"))), Tone.RAIL)[:2] == ["2018", "Apr"]


def test_arabic_begins_at_the_right_margin() -> None:
    [*_, last] = [label for label in lay_out(sheet(event("1961", WORDS[5]))).labels if label.tone is Tone.TEXT]

    assert (last.to_left, last.x) == (True, WIDTH - MARGIN)


def test_a_sheet_without_events_says_so() -> None:
    layout = lay_out(sheet())

    assert said(layout, Tone.TEXT) == [NOTHING]
    assert layout.rail is None


def test_the_longest_picture_is_at_most_so_high_that_it_can_be_read() -> None:
    dates = ["1950-12-25~/1953-11-27?"] * MOST_SHOWN
    full = sheet(*(event(when, "word " * 120, is_disputed=True) for when in dates), title="word " * 30, more=9)

    assert lay_out(full).height <= 3.25 * WIDTH


@given(sheets())
def test_no_two_texts_overlap(told: Sheet) -> None:
    assert list(overlaps(lay_out(told).labels)) == []


@given(sheets())
def test_everything_is_inside_the_picture(told: Sheet) -> None:
    layout = lay_out(told)

    for label in layout.labels:
        left, top, right, bottom = label.box
        assert left >= MARGIN - SLACK, label.text
        assert right <= WIDTH - MARGIN + SLACK, label.text
        assert top >= 0, label.text
        assert bottom <= layout.height, label.text
    for mark in layout.marks:
        assert 0 <= mark.top <= mark.bottom <= layout.height - MARGIN
        assert mark.x - mark.width / 2 >= MARGIN


@given(sheets())
def test_no_two_spans_overlap(told: Sheet) -> None:
    spans = [mark for mark in lay_out(told).marks if mark.shape is not Shape.DAY]

    for one, other in combinations(spans, 2):
        apart = abs(one.x - other.x) >= (one.width + other.width) / 2
        assert apart or one.bottom <= other.top or other.bottom <= one.top


@given(sheets())
def test_no_two_threads_cross(told: Sheet) -> None:
    threads = lay_out(told).threads

    assert [thread.y for thread in threads] == sorted(thread.y for thread in threads)
    assert [thread.to_y for thread in threads] == sorted(thread.to_y for thread in threads)


@given(sheets())
def test_every_thread_begins_on_its_mark(told: Sheet) -> None:
    layout = lay_out(told)

    for thread in layout.threads:
        assert any(mark.x == thread.x and mark.top <= thread.y <= mark.bottom for mark in layout.marks)


@given(sheets())
def test_the_same_sheet_is_laid_out_alike(told: Sheet) -> None:
    assert lay_out(told) == lay_out(told)
