"""Text as words."""

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.normalise import LONGEST, plain, stem, words


def test_case_and_accents_do_not_matter() -> None:
    assert words("Kim Jŏng-ŭn À Pékin") == ("kim", "jong", "un", "a", "pekin")


def test_apostrophes_close_up() -> None:
    assert words("Kim's train didn’t stop") == ("kims", "train", "didnt", "stop")


def test_digits_grouped_by_commas_are_one_number() -> None:
    assert words("183,108 dead in 1950") == ("183108", "dead", "in", "1950")


def test_zero_width_and_direction_marks_vanish() -> None:
    assert words("tre\u200bat\u202ey") == ("treaty",)


def test_control_characters_part_words() -> None:
    assert words("one\x00two") == ("one", "two")


def test_full_width_letters_are_letters() -> None:
    assert words("ＮＯＲＴＨ　Ｋｏｒｅａ") == ("north", "korea")


def test_characters_of_chinese_and_korean_stand_alone() -> None:
    assert words("朝鲜 treaty 조약") == ("朝", "鲜", "treaty", "조", "약")


def test_emoji_alone_are_no_words() -> None:
    assert words("🔥🔥👀") == ()


def test_a_stem_joins_forms_of_a_word() -> None:
    assert stem("visited") == stem("visits") == stem("visiting")


@given(st.text())
def test_reading_twice_changes_nothing_more(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.text(alphabet=st.characters(), min_size=LONGEST, max_size=LONGEST + 50))
def test_no_text_is_too_long_to_read(text: str) -> None:
    assert sum(map(len, words(text))) <= 20 * LONGEST


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_fast_way_for_ascii_reads_as_the_way_for_all(text: str) -> None:
    assert words(text) == words(text + " é")[:-1]


def test_a_ligature_that_stands_for_many_letters_makes_no_text_longer_than_the_bound() -> None:
    assert len(plain("\ufdfa" * LONGEST)) <= LONGEST
