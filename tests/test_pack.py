"""The base that ships, through the command line."""

from __future__ import annotations

import json

import pytest

from bot.config import SHIPPED_KNOWLEDGE
from bot.core.pack import KnownQuestion
from bot.service.upkeep import load_packs
from tests.test_cli import footnote

KNOWN = [question for pack in load_packs(SHIPPED_KNOWLEDGE) for question in pack.questions]
Answered = list[tuple[KnownQuestion, dict[str, object]]]


@pytest.fixture(scope="module")
def answered() -> Answered:
    """Every known question with what `footnote ask --batch` made of it."""
    given = "\n".join(json.dumps({"q": question.text}) for question in KNOWN)
    lines = footnote("ask", "--batch", "-", "--json", given=given).stdout.splitlines()
    return list(zip(KNOWN, map(json.loads, lines), strict=True))


def test_nine_in_ten_questions_find_their_entry_first(answered: Answered) -> None:
    known = [(question.entry, row["candidates"]) for question, row in answered if question.entry]
    first = [isinstance(rows, list) and bool(rows) and rows[0]["entry"] == entry for entry, rows in known]

    assert sum(first) >= 0.9 * len(first) >= 0.9 * 120


def test_at_most_one_in_twenty_five_others_is_answered(answered: Answered) -> None:
    others = [row["outcome"] for question, row in answered if not question.entry]

    assert others.count("answer") <= 0.04 * len(others)
    assert len(others) >= 80


def test_hostile_questions_are_never_answered(answered: Answered) -> None:
    hostile = [row["outcome"] for question, row in answered if question.why == "hostile"]

    assert hostile
    assert "answer" not in hostile


def test_every_answer_names_a_publisher_a_title_a_link_and_a_claim(answered: Answered) -> None:
    answers = [row for _, row in answered if row["outcome"] == "answer"]

    for row in answers:
        sources = row["sources"]
        assert row["text"]
        assert isinstance(sources, list)
        assert all(source["publisher"] and source["title"] and source["url"].startswith("http") for source in sources)
