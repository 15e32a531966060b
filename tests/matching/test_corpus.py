"""Corpora."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.core.pack import Words
from bot.matching.corpus import Corpus
from bot.matching.names import Names
from bot.matching.reading import Reader

READER = Reader(Names([Words(same=(("North Korea", "DPRK"), ("sign", "ink", "put pen to")))], []))
COMMON = "north korea dprk sign ink put pen to it".split()
texts = st.lists(st.lists(st.sampled_from(COMMON)).map(" ".join), max_size=4)


def told(corpus: Corpus, *, of_things: bool = False) -> list[list[str]]:
    """The units of each text, in words."""
    shown = (*corpus.vocabulary, *(f"={name.shown}" for name in corpus.names))
    found: list[list[str]] = [[] for _ in corpus.firsts[1:]]
    for number, text in zip(*(array.tolist() for array in corpus.units(of_things=of_things)), strict=True):
        found[text].append(shown[number])
    return found


def of(some: list[str]) -> Corpus:
    return Corpus.of([READER.read(text) for text in some])


@given(texts)
def test_a_corpus_has_the_words_of_each_text_in_order(some: list[str]) -> None:
    corpus = of(some)
    words = [corpus.vocabulary[number] for number in corpus.words.tolist()]
    firsts = corpus.firsts.tolist()

    assert [words[a:b] for a, b in itertools.pairwise(firsts)] == [text.split() for text in some]


@given(texts)
def test_its_units_are_the_pieces_of_each_reading(some: list[str]) -> None:
    pieces = [
        [f"={name.shown}" if name else reading.words[start] for start, _, name in reading.pieces]
        for reading in map(READER.read, some)
    ]

    assert told(of(some)) == pieces


def test_units_of_things_leave_the_words_of_other_names_apart() -> None:
    assert told(of(["DPRK put pen to it"]), of_things=True) == [["=North Korea", "put", "pen", "to", "it"]]


def test_words_are_inside_a_name_from_its_first_to_its_last() -> None:
    assert of(["north korea put it"]).inside.tolist() == [True, True, False, False]


def test_a_corpus_of_nothing_is_empty() -> None:
    assert told(of([])) == []


@given(texts)
def test_words_are_counted_over_all_texts(some: list[str]) -> None:
    assert of(some).counts() == Counter(" ".join(some).split())
