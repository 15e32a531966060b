"""Text as data, within limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.surface.markup import safe, safe_within, shortened


@pytest.mark.parametrize("limit", [1, 2, 7, 40])
@given(text=st.text(st.sampled_from("a*_`<[1.\n@#|>~ "), max_size=80))
def test_a_text_made_safe_within_a_limit_keeps_to_it(limit: int, text: str) -> None:
    assert len(safe_within(text, limit)) <= limit


def test_a_text_is_cut_between_letters_not_within_what_makes_them_harmless() -> None:
    assert safe_within("*" * 10, 7) == safe("***") + "…"


def test_a_text_that_fits_is_only_made_safe() -> None:
    assert safe_within("a *b*", 10) == r"a \*b\*"


def test_a_long_text_is_shortened_before_a_blank() -> None:
    assert shortened("one two", 5) == "one…"
