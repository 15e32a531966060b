"""SVG: a layout in XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given

from bot.core.sheet import Sheet
from bot.drawing.layout import lay_out
from bot.drawing.svg import svg
from tests.drawing.sheets import event, sheet, sheets


def drawn(told: Sheet) -> str:
    return svg(lay_out(told))


def test_markup_in_a_claim_is_text() -> None:
    markup = '<script>alert("1")</script> & <b>'

    assert markup in ElementTree.fromstring(drawn(sheet(event("1961", markup)))).itertext()


@given(sheets())
def test_any_sheet_is_well_formed(told: Sheet) -> None:
    ElementTree.fromstring(drawn(told))


@given(sheets())
def test_no_number_in_it_is_written_in_a_form_that_svg_lacks(told: Sheet) -> None:
    assert re.search(r'="[^"]*(?:nan|inf|\de[+-]?\d)[^"]*"', drawn(told)) is None


def test_the_same_sheet_is_drawn_alike() -> None:
    told = sheet(event("1950/1953"), event("1961-07-11", is_disputed=True), more=3)

    assert drawn(told) == drawn(told)


@pytest.mark.parametrize(
    ("dates", "shape"),
    [(["1961-07-11"], "<circle"), (["1950/1953"], "<rect x="), (["1950/..", "1953"], "l-8 11.2z")],
)
def test_a_day_is_a_point_what_lasted_a_bar_and_an_open_end_an_arrow(dates: list[str], shape: str) -> None:
    assert shape in drawn(sheet(*map(event, dates)))
