"""The naive bot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process, utils

from bot.naive import SCORERS, Naive
from tests.conftest import entries_of

ENTRIES = entries_of("""
- id: treaty
  question: When was the treaty signed?
  variants: [year of the treaty, treaty]
- id: river
  question: How wide is the river?
- id: twin
  question: How wide is the river?
""")
PHRASINGS = [(text, entry.id) for entry in ENTRIES for text in entry.phrasings]
questions = st.lists(st.sampled_from(("treaty", "river", "how", "wide", "signed", "tea")), min_size=1).map(" ".join)


@pytest.mark.parametrize("scorer", SCORERS)
@given(question=questions)
def test_its_answer_and_its_confidence_are_those_of_extract_one(scorer: str, question: str) -> None:
    texts = [text for text, _ in PHRASINGS]
    _, score, at = process.extractOne(question, texts, scorer=SCORERS[scorer], processor=utils.default_process)
    [matches] = Naive(ENTRIES, scorer).search_all([question])

    assert matches[0].entry_id == PHRASINGS[at][1]
    assert matches[0].confidence == pytest.approx(score / 100)


def test_each_entry_is_found_once_by_its_best_phrasing() -> None:
    [matches] = Naive(ENTRIES, "token_set_ratio").search_all(["when was the treaty signed"])

    assert [match.entry_id for match in matches] == ["treaty", "river", "twin"]
    assert matches[0].confidence == 1


def test_case_and_punctuation_do_not_count() -> None:
    [matches] = Naive(ENTRIES, "WRatio").search_all(["WHEN was the treaty signed?!"])

    assert matches[0].confidence == 1


def test_more_questions_than_are_compared_at_once_are_answered_in_their_order() -> None:
    asked = ["treaty", "how wide is the river"] * 75
    found = [matches[0].entry_id for matches in Naive(ENTRIES, "WRatio").search_all(asked)]

    assert found == ["treaty", "river"] * 75


def test_without_questions_nothing_is_found() -> None:
    assert list(Naive(ENTRIES, "WRatio").search_all([])) == []
