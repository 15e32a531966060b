"""The lexical head, against the same written plainly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.matching.corpus import Corpus
from bot.matching.grams import Grams, grams, word_place
from bot.matching.lexical import Lexical
from bot.matching.names import Names
from bot.matching.normalise import stem
from bot.matching.reading import Reader
from bot.matching.rows import Rows
from tests.conftest import entries_of
from tests.matching import plain

READER = Reader(Names([], []))
WORDS = "china korea treaty sign visit train parade nuclear test oil 1961 2018 kim xi when who the of".split()
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
bases = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(texts, min_size=1, max_size=4), min_size=1)


def read(text: str) -> Grams:
    return grams(READER.read(text))


def made(base: dict[str, list[str]]) -> Rows:
    corpus = Corpus.of([READER.read(text) for texts in base.values() for text in texts])
    return Rows.of({entry_id: len(texts) for entry_id, texts in base.items()}, corpus)


def head(base: dict[str, list[str]]) -> Lexical:
    return Lexical.of(made(base))


def plain_scores(base: dict[str, list[str]], question: str) -> dict[str, float]:
    read_base = {entry_id: [read(text) for text in texts] for entry_id, texts in base.items()}
    return {entry_id: plain.score(read(question), entry, read_base) for entry_id, entry in read_base.items()}


def entry_ids(lexical: Lexical) -> set[str]:
    kept = {entry_id for entry_id, slot in lexical.built.layout.slots.items() if not lexical.gone[slot]}
    return kept | set(lexical.fresh.layout.slots)


def scored(lexical: Lexical, question: str, ids: list[str]) -> NDArray[np.float32]:
    asked = read(question)
    return lexical.scores(asked, lexical.idf(asked.places), ids)


def rough(lexical: Lexical, question: str) -> NDArray[np.float64]:
    asked = read(question)
    return lexical.roughly(asked, lexical.idf(asked.places))


def fast_scores(lexical: Lexical, question: str) -> dict[str, float]:
    ids = sorted(entry_ids(lexical))
    return dict(zip(ids, scored(lexical, question, ids).tolist(), strict=True))


@given(bases, texts)
def test_the_fast_head_scores_as_the_plain_one(base: dict[str, list[str]], question: str) -> None:
    assert fast_scores(head(base), question) == pytest.approx(plain_scores(base, question), abs=1e-5)


@given(bases, bases, texts)
def test_a_base_that_was_edited_scores_as_one_built_so(
    before: dict[str, list[str]], after: dict[str, list[str]], question: str
) -> None:
    lexical = head(before)
    for entry_id in before.keys() - after.keys():
        lexical = lexical.without(entry_id)
    for entry_id, phrasings in after.items():
        lexical = lexical.with_row(made({entry_id: phrasings}))

    assert fast_scores(lexical, question) == pytest.approx(fast_scores(head(after), question), abs=1e-5)


@given(bases, texts)
def test_scores_lie_between_0_and_1(base: dict[str, list[str]], question: str) -> None:
    assert all(0 <= score <= 1 + 1e-6 for score in fast_scores(head(base), question).values())


def test_an_edit_leaves_the_head_it_was_made_from_as_it_was() -> None:
    before = head({"a": ["treaty with china"], "b": ["visit to china"]})
    scores = fast_scores(before, "treaty visit")

    before.with_row(made({"a": ["visit"]})).without("b")

    assert fast_scores(before, "treaty visit") == scores


def test_an_edit_shares_the_postings_and_the_rows_that_were_built() -> None:
    before = head({"a": ["treaty with china"], "b": ["visit to china"]})
    after = before.with_row(made({"a": ["visit"]}))

    assert after.postings is before.postings
    assert after.built is before.built


def test_the_rough_score_puts_the_same_entry_first_when_it_stands_out() -> None:
    many = {f"e{number}": [f"treaty number{number} of many"] for number in range(100)}

    assert int(rough(head(many), "treaty number77 of many").argmax()) == 77


def test_an_entry_that_was_struck_out_has_no_rough_score() -> None:
    left = head({"a": ["treaty with china"], "b": ["visit to china"]}).without("a")

    assert rough(left, "treaty with china")[0] == 0.0


def test_an_empty_base_has_nothing_to_score() -> None:
    assert len(rough(head({}), "treaty")) == 0


def test_an_entry_holds_the_words_of_all_its_texts_and_is_asked_by_those_of_its_phrasings() -> None:
    [entry] = entries_of("- {id: a, question: treaty of korea, variants: [korean pact], claims: [signed in 1961]}")
    places = np.array([word_place(stem(word)) for word in ("treaty", "pact", "sign", "pizza")], np.int32)
    lexical = head({"a": [*entry.phrasings, "signed in 1961"], "b": ["pizza"]})

    for one in (lexical, lexical.with_row(made({"a": [*entry.phrasings, "signed in 1961"]}))):
        in_texts, in_phrasings = (some[0] for some in one.holding([entry], places))
        assert in_texts.tolist() == [True, True, True, False]
        assert in_phrasings.tolist() == [True, True, False, False]
