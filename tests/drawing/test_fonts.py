"""Fonts: every letter that they are said to have is drawn, and takes the room that is reckoned."""

from __future__ import annotations

import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.fonts import FAMILIES, Face, has, paths, runs, width
from bot.drawing.lines import clean, runs_right_to_left, wrap
from tests.drawing.sheets import WORDS, read

SCRIPTS = {
    "Latin": "Ąßé",
    "Greek": "Ωφ",
    "Cyrillic": "ЯжЃ",
    "Chinese": "中龟龙",
    "Japanese": "あアー働",
    "Hangul": "한뷁ㄱ",
    "Devanagari": "अकक्ष",
    "Arabic": "شعلا",
    "Thai": "กฬ๙",
    "signs": "…–—“”€№→",
}
ROOM = 500


def drawn(text: str, family: str, size: int = 40) -> bytes:
    """*text* in *family*, black on white."""
    words = f'<text x="4" y="60" font-size="{size}" font-family="{family}">{text}</text>'
    paper = '<path d="M0 0h640v100H0z" fill="#fff"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="100">{paper}{words}</svg>'
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=paths())


@pytest.fixture(scope="module")
def boxes() -> set[bytes]:
    """What each family draws for a letter that it does not have, and a blank."""
    return {drawn(text, family) for family in FAMILIES for text in ("\ue000", " ")}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_letter_of_each_script_is_drawn_and_not_the_box_for_a_missing_one(script: str, boxes: set[bytes]) -> None:
    for letter in SCRIPTS[script]:
        [(family, _)] = runs(letter)

        assert drawn(letter, family) not in boxes, f"{letter} in {family}"


@settings(max_examples=60)
@given(st.characters(min_codepoint=0x21, max_codepoint=0xFFFD, categories=("L", "N")).filter(has))
def test_any_letter_that_a_font_has_is_drawn(boxes: set[bytes], letter: str) -> None:
    [(family, _)] = runs(letter)

    assert drawn(letter, family) not in boxes


def test_a_private_letter_is_in_no_font() -> None:
    assert not has("\ue000")


@pytest.mark.parametrize("text", WORDS[:-2])
def test_a_text_takes_the_room_that_is_reckoned_or_less(text: str) -> None:
    [line, *_] = wrap(clean(text), Face(40), ROOM, 3)

    for family, run in runs(line, to_left=runs_right_to_left(line)):
        assert read(drawn(run, family)).reach <= 4 + width(run, Face(40)) + 2, run


def test_a_bold_text_takes_more_room_than_a_plain_one() -> None:
    assert width("Treaty", Face(20, bold=True)) > width("Treaty", Face(20))


def test_hindi_after_a_latin_word_is_a_run_of_its_own() -> None:
    assert [run for _, run in runs("BBC ने 1961 में कहा")] == ["BBC ", "ने 1961 में कहा"]


def test_a_line_to_the_left_stays_whole_where_one_font_has_all_of_it() -> None:
    assert len(list(runs("قالت BBC عام 1961", to_left=True))) == 1
