"""Lines: any text cut to what a column holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.texts import UNSEEN
from bot.drawing.fonts import Face, has, width
from bot.drawing.lines import NO_LETTERS, clean, runs_right_to_left, wrap

FACE = Face(25)


def lines(text: str, room: float = 300, most: int = 3) -> tuple[str, ...]:
    return wrap(clean(text), FACE, room, most)


def test_a_text_breaks_between_words() -> None:
    assert lines("China and North Korea signed a treaty") == ("China and North Korea", "signed a treaty")


def test_what_is_cut_ends_in_an_ellipsis_after_a_word() -> None:
    shown = lines("China and North Korea signed their treaty of friendship in Beijing in July 1961", most=2)

    assert shown == ("China and North Korea", "signed their treaty of…")


def test_a_text_that_fits_is_not_cut() -> None:
    assert lines("It was signed.") == ("It was signed.",)


def test_a_word_that_fills_a_line_breaks_within() -> None:
    shown = lines("x" * 600)

    assert len(shown) == 3
    assert shown[2].endswith("x…")


def test_chinese_breaks_between_letters_and_not_before_a_comma() -> None:
    shown = lines("一二三四五六七八九十一二，三四", 12 * 25 + 1)

    assert shown == ("一二三四五六七八九十一", "二，三四")


def test_korean_breaks_between_words() -> None:
    assert lines("조선과 중국은 베이징에서 조약을", 9 * 25) == ("조선과 중국은", "베이징에서 조약을")


def test_thai_does_not_break_before_a_mark() -> None:
    shown = lines("ที่กรุงปักกิ่ง" * 6)

    assert len(shown) > 1
    assert not any(unicodedata.category(line[0]) == "Mn" for line in shown)


def test_a_hindi_cluster_stays_together() -> None:
    shown = lines("क्षत्रिय" * 30, 130)

    assert not any(unicodedata.category(line[0])[0] == "M" for line in shown)
    assert not any(line.rstrip("…").endswith("्") for line in shown)


def test_emoji_go_and_the_words_around_them_stay() -> None:
    assert clean("signed 😀✅️ in 👩‍👩‍👧 Beijing") == "signed in Beijing"


def test_a_letter_of_no_font_is_a_box() -> None:
    assert clean("Tamil அ is one letter") == "Tamil □ is one letter"


@pytest.mark.parametrize("text", ["தமிழ் எழுத்துக்கள்", "😀", "", "\u202e"])
def test_a_text_that_cannot_be_drawn_says_so(text: str) -> None:
    assert clean(text) == NO_LETTERS


@given(st.text(max_size=400))
def test_a_clean_text_holds_only_what_can_be_drawn(text: str) -> None:
    shown = clean(text)

    assert UNSEEN.search(shown) is None
    assert all(has(letter) for letter in shown)


@given(st.text(max_size=400), st.floats(60, 700), st.integers(1, 4))
def test_no_line_is_wider_than_its_column_and_there_are_not_too_many(text: str, room: float, most: int) -> None:
    shown = wrap(clean(text), FACE, room, most)

    assert 1 <= len(shown) <= most
    assert all(line.strip() and width(line, FACE) <= room for line in shown)


@given(st.text(max_size=200), st.floats(60, 700))
def test_nothing_is_lost_where_there_are_lines_enough(text: str, room: float) -> None:
    shown = wrap(clean(text), FACE, room, 500)

    assert "".join(shown).replace(" ", "") == clean(text).replace(" ", "")


@pytest.mark.parametrize(("line", "to_left"), [("(2) العلاقات", True), ("Kim العلاقات", False), ("1961", False)])
def test_a_line_runs_the_way_of_its_first_letter(line: str, to_left: bool) -> None:
    assert runs_right_to_left(line) is to_left
