"""Spelling."""

from collections import Counter

import pytest

from bot.matching.spelling import Speller

SPELLER = Speller(Counter("china north korea treaty sign visit beijing kim 1961 parade".split()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("traety", "treaty"),
        ("kroea", "korea"),
        ("beijng", "beijing"),
        ("paraade", "parade"),
    ],
)
def test_a_slip_of_the_keyboard_is_read_as_the_nearest_word_of_the_base(typed: str, meant: str) -> None:
    assert SPELLER.repair([typed]) == (meant,)


@pytest.mark.parametrize("word", ["treaty", "retreat", "koala", "zimbabwe", "1962", "朝"])
def test_words_of_the_base_english_words_names_afar_and_numbers_are_left_alone(word: str) -> None:
    assert SPELLER.repair([word]) == (word,)


def test_short_words_are_never_repaired() -> None:
    assert SPELLER.repair(["kjm"]) == ("kjm",)


def test_a_space_typed_too_late_is_moved_back() -> None:
    assert SPELLER.repair(["can", "yous", "ign"]) == ("can", "you", "sign")


def test_a_word_cut_in_two_is_joined() -> None:
    assert SPELLER.repair(["tre", "aty"]) == ("treaty",)


def test_two_words_run_together_are_parted() -> None:
    assert SPELLER.repair(["northkorea"]) == ("north", "korea")


def test_a_capital_on_a_word_nobody_here_knows_is_a_stranger() -> None:
    assert SPELLER.is_stranger(["zimbabwe"])


def test_a_mistyped_word_of_the_base_is_no_stranger() -> None:
    assert not SPELLER.is_stranger(["beijng"])


def test_of_words_as_near_the_one_that_begins_alike_is_meant() -> None:
    assert Speller({"mayor": 9, "vapor": 1}).repair(["vayor"]) == ("vapor",)


def test_of_words_as_near_that_begin_alike_the_one_used_most_is_meant() -> None:
    assert Speller({"tallow": 1, "tailor": 9}).repair(["tallor"]) == ("tailor",)
