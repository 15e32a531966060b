"""PNG: a picture of a bounded size, whatever is on it."""

from __future__ import annotations

import random

import pytest

from bot.core.errors import NoPicture
from bot.core.sheet import MOST_SHOWN, Sheet
from bot.drawing.layout import WIDTH, lay_out
from bot.drawing.png import MOST_BYTES, png
from bot.drawing.svg import svg
from tests.drawing.sheets import WORDS, event, read, sheet

# All different, so that nothing of them is saved twice: as dense as a text can be.
_HANZI = "".join(random.Random(7).sample([chr(code) for code in range(0x4E00, 0x9000)], 600))


def drawn(told: Sheet) -> bytes:
    return png(svg(lay_out(told)))


@pytest.mark.parametrize("text", [_HANZI, WORDS[0] * 9, WORDS[4] * 9, "W" * 600])
def test_the_longest_texts_and_dates_stay_within_the_size(text: str) -> None:
    dates = [f"195{year}-12-25~/1963-11-27?" for year in range(10)] + ["196X", "19XX"]
    events = [event(when, text, is_disputed=True) for when in dates]
    assert len(events) == MOST_SHOWN

    assert len(drawn(sheet(*events, period="1950/1963", title=text, more=240))) <= MOST_BYTES


def test_a_picture_is_as_wide_as_it_is_laid_out() -> None:
    assert read(drawn(sheet(event("1961-07-11")))).width == WIDTH


def test_the_same_sheet_gives_the_same_bytes() -> None:
    told = sheet(*(event("1950", words) for words in WORDS))

    assert drawn(told) == drawn(told)


def test_a_picture_has_no_pixel_that_lets_its_ground_through() -> None:
    opaque = {row[3::4] for row in read(drawn(sheet())).rows}

    assert opaque == {b"\xff" * WIDTH}


def test_what_is_no_svg_is_said_in_words() -> None:
    with pytest.raises(NoPicture, match="could not be drawn"):
        png("<svg")
