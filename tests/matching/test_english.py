"""English at large."""

from __future__ import annotations

import pytest

from bot.matching.english import is_telling, rarity, remembered


def test_a_common_word_is_less_rare_than_an_uncommon_one_and_an_unknown_one_is_rarest() -> None:
    assert 0 <= rarity("the") < rarity("treaty") < rarity("zhbanq") == 1.0


@pytest.mark.parametrize(("word", "tells"), [("what", False), ("are", False), ("war", True), ("zhbanq", True)])
def test_words_that_stand_everywhere_tell_nothing(word: str, tells: bool) -> None:
    assert is_telling(word) == tells


def test_what_is_made_of_an_english_word_is_made_once_and_of_any_other_each_time() -> None:
    made: list[str] = []

    @remembered
    def length(word: str) -> int:
        made.append(word)
        return len(word)

    assert [length(word) for word in ("treaty", "hunter2", "treaty", "hunter2")] == [6, 7, 6, 7]
    assert made == ["treaty", "hunter2", "hunter2"]
