"""Likeness of texts."""

from __future__ import annotations

from bot.matching.likeness import most_like

TEXTS = ("The treaty was signed in Beijing.", "Kim came by train.")


def test_the_most_like_is_found_in_whatever_order_its_words_are() -> None:
    found = most_like("in Beijing the treaty was signed.", TEXTS, 0.8)

    assert found
    assert found[0] == 0


def test_what_is_less_like_than_is_asked_for_is_not_found() -> None:
    assert most_like("Rice was dear.", TEXTS, 0.8) is None
    assert most_like("Rice was dear.", (), 0.0) is None
