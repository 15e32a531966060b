"""The deletes index, against looking at every word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.matching.deletes import MOST_SLIPS, Deletes

# Few letters, so that words come near each other; more of them than the prefix, so that ends differ as well.
words = st.text("abc朝", min_size=1, max_size=10)


@given(st.lists(words, unique=True), words)
def test_every_word_within_two_slips_is_found(known: list[str], typed: str) -> None:
    near = [word for word in known if OSA.distance(word, typed) <= MOST_SLIPS]

    assert set(near) <= set(Deletes.of(known).near(typed))


@given(st.lists(words, unique=True), words)
def test_what_is_found_is_the_bases_own_each_once_in_its_order(known: list[str], typed: str) -> None:
    near = set(found := Deletes.of(known).near(typed))

    assert found == [word for word in known if word in near]


def test_words_that_are_far_are_not_looked_at() -> None:
    known = ["treaty", "soldiers", "visited", "peninsula"]

    assert Deletes.of(known).near("traety") == ["treaty"]
