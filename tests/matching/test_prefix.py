"""Prefixes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.entry import Claim, Entry, Kind
from bot.matching.normalise import words
from bot.matching.prefix import Prefixes
from tests.conftest import entries_of

TREATY, VISITS, HALL = entries_of("""
- id: pact-of-friendship
  question: When was the treaty signed?
  variants: [the 1961 alliance]
  claims: [{text: In Beijing., date: 1961-07-11}]
  people: [Kim Il Sung]
- id: journeys
  question: How often has Kim Jong Un visited China?
  claims: [{text: Five times., as_of: 2025-09-04}]
  places: [Dandong]
- id: great-hall
  question: Where did they meet?
  variants: [treaty talks, 朝鲜]
  claims: [{text: In the Great Hall., date: 195X/1962}]
  people: [Zhou Enlai]
""")
BASE = (TREATY, replace(VISITS, topics=("summits",)), HALL)
FOUND = Prefixes.of_entries(BASE)
LETTERS = "ab"
short_words = st.text(LETTERS, min_size=1, max_size=3)


@st.composite
def small_entries(draw: st.DrawFn, entry_id: str) -> Entry:
    """An entry of short words, so that their beginnings meet."""
    texts = draw(st.lists(st.lists(short_words, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3))
    return Entry(entry_id, Kind.FACT, texts[0], (Claim("unread", ()),), tuple(texts[1:]), people=(draw(short_words),))


bases = st.sets(st.sampled_from("cdefg")).flatmap(lambda ids: st.tuples(*map(small_entries, sorted(ids))))


def holds(entry: Entry, typed: str) -> bool:
    """Whether each word of *typed* begins some word of *entry*, sought plainly."""
    held = [word for text in (*entry.phrasings, *entry.people, entry.id) for word in words(text)]
    return all(any(word.startswith(part) for word in held) for part in words(typed))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("visi", ["journeys"]),
        ("alli", ["pact-of-friendship"]),
        ("journ", ["journeys"]),
        ("zhou", ["great-hall"]),
        ("dand", ["journeys"]),
        ("summ", ["journeys"]),
        ("1962", ["great-hall"]),
        ("朝", ["great-hall"]),
        ("KIM", ["journeys", "pact-of-friendship"]),
        ("kim il", ["pact-of-friendship"]),
        ("hall great", ["great-hall"]),
        ("kim treaty", ["pact-of-friendship"]),
        ("kim summits great", []),
        ("isited", []),
    ],
)
def test_each_word_typed_must_begin_some_word_of_the_entry(typed: str, found: list[str]) -> None:
    assert list(FOUND.find(typed)) == found


def test_a_word_of_the_question_counts_before_one_of_a_variant_and_that_before_one_beside() -> None:
    question, variant, beside = entries_of("""
    - {id: c, question: train}
    - {id: b, question: other, variants: [train]}
    - {id: a, question: another, people: [Train]}
    """)

    assert Prefixes.of_entries([beside, variant, question]).find("tr") == ("c", "b", "a")


def test_a_word_counts_where_it_is_worth_most() -> None:
    twice, once = entries_of("""
    - {id: z, question: the train, variants: [by train], people: [Train]}
    - {id: y, question: other, variants: [train]}
    """)

    assert Prefixes.of_entries([once, twice]).find("train") == ("z", "y")


def test_of_several_words_that_begin_so_the_worthiest_counts() -> None:
    several, one = entries_of("""
    - {id: z, question: a train, variants: [other], people: [Trudeau]}
    - {id: y, question: other, variants: [train]}
    """)

    assert Prefixes.of_entries([one, several]).find("tr") == ("z", "y")


def test_entries_that_are_found_alike_come_by_their_ids() -> None:
    second, first = entries_of("""
    - {id: b, question: train}
    - {id: a, question: train}
    """)

    assert Prefixes.of_entries([second, first]).find("tr") == ("a", "b")


@pytest.mark.parametrize("typed", ["", "  ", "🔥", "?"])
def test_no_word_typed_finds_every_entry_in_the_order_of_the_base(typed: str) -> None:
    assert FOUND.find(typed) == ("pact-of-friendship", "journeys", "great-hall")


def test_an_empty_base_finds_nothing() -> None:
    assert Prefixes.of_entries([]).find("treaty") == Prefixes.of_entries([]).find("") == ()


@given(bases, st.lists(short_words | st.sampled_from("cdefg"), max_size=3).map(" ".join))
def test_the_sorted_words_find_what_a_plain_search_finds(base: tuple[Entry, ...], typed: str) -> None:
    assert set(Prefixes.of_entries(base).find(typed)) == {entry.id for entry in base if holds(entry, typed)}


@given(bases, short_words, short_words)
def test_typing_on_never_finds_more(base: tuple[Entry, ...], typed: str, more: str) -> None:
    prefixes = Prefixes.of_entries(base)

    assert set(prefixes.find(typed + more)) <= set(prefixes.find(typed))


@given(st.text(st.characters()))
def test_whatever_is_typed_each_entry_is_found_once(typed: str) -> None:
    found = FOUND.find(typed)

    assert len(found) == len(set(found))
