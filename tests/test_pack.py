"""The base that ships: what it holds, and how it answers through the command line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rapidfuzz import fuzz, process

from bot.config import SHIPPED_KNOWLEDGE
from bot.core.dates import parse
from bot.core.entry import Kind
from bot.core.pack import KnownQuestion
from bot.matching.normalise import words
from bot.service.upkeep import load_packs
from tests.test_cli import footnote

PACKS = load_packs(SHIPPED_KNOWLEDGE)
ENTRIES = [entry for pack in PACKS for entry in pack.entries]
PHRASINGS = [phrasing for entry in ENTRIES for phrasing in entry.phrasings]
CLAIMS = [claim for entry in ENTRIES for claim in entry.claims]
KNOWN = [question for pack in PACKS for question in pack.questions]
Answered = list[tuple[KnownQuestion, dict[str, Any]]]
README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
# The outcomes of a batch, in the README's words.
OUTCOMES = {"answer": "answer", "did_you_mean": "offered", "timeline": "timeline", "no_answer": "declined"}
# A token-sort ratio from which two texts say the same in nearly the same words.
SAME = 90


@pytest.fixture(scope="module")
def answered() -> Answered:
    """Every known question with what `footnote ask --batch` made of it."""
    given = "\n".join(json.dumps({"q": one.text, "as_of": one.as_of and one.as_of.text}) for one in KNOWN)
    lines = footnote("ask", "--batch", "-", "--json", given=given).stdout.splitlines()
    return list(zip(KNOWN, map(json.loads, lines), strict=True))


def alike(texts: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Which of *texts* and *others* say the same, in whatever order of words."""
    left, right = ([" ".join(words(text)) for text in some] for some in (texts, others))
    ratios = process.cdist(left, right, scorer=fuzz.token_sort_ratio, score_cutoff=SAME, dtype=np.uint8)
    return [(texts[row], others[column]) for row, column in zip(*ratios.nonzero(), strict=True)]


def test_it_holds_two_hundred_facts_and_sixty_questions_of_the_whole() -> None:
    kinds = Counter(entry.kind for entry in ENTRIES)

    assert kinds[Kind.FACT] >= 200
    assert kinds[Kind.FAQ] >= 60


def test_every_entry_is_worded_in_eight_other_ways_at_least() -> None:
    assert [entry.id for entry in ENTRIES if len(entry.variants) < 8] == []


def test_every_citation_says_something_of_its_source() -> None:
    assert all(citation.says.strip() for claim in CLAIMS for citation in claim.citations)


def test_every_question_of_the_whole_points_to_the_entries_that_it_sums_up() -> None:
    assert [entry.id for entry in ENTRIES if entry.kind is Kind.FAQ and not entry.see_also] == []


def test_every_source_in_the_files_is_cited() -> None:
    cited = {citation.source.id for claim in CLAIMS for citation in claim.citations}
    files = SHIPPED_KNOWLEDGE.glob("*/sources.yaml")
    listed = {row["id"] for file in files for row in yaml.load(file.read_text("utf-8"), yaml.BaseLoader)}

    assert listed - cited == set()


def test_no_two_claims_say_the_same() -> None:
    texts = [claim.text for claim in CLAIMS]

    assert [(one, other) for one, other in alike(texts, texts) if texts.index(one) < texts.index(other)] == []


def test_it_knows_a_hundred_groups_of_names_for_one_thing() -> None:
    assert sum(len(pack.words.same) for pack in PACKS) >= 100


def test_every_entry_is_asked_at_least_twice() -> None:
    asked = Counter(question.entry for question in KNOWN)

    assert [entry.id for entry in ENTRIES if asked[entry.id] < 2] == []


def test_no_known_question_is_worded_nearly_as_a_phrasing() -> None:
    assert alike([question.text for question in KNOWN], PHRASINGS) == []


def test_ninety_two_of_a_hundred_questions_find_their_entry_first(answered: Answered) -> None:
    known = [(question.entry, row["candidates"]) for question, row in answered if question.entry]
    first = [isinstance(rows, list) and bool(rows) and rows[0]["entry"] == entry for entry, rows in known]

    assert sum(first) >= 0.92 * len(first)
    assert len(first) >= 500


def test_ninety_two_of_a_hundred_questions_with_a_time_are_right(answered: Answered) -> None:
    asked = [(question, row) for question, row in answered if question.group == "time" and question.has_answer]
    right = [_is_right(*one) for one in asked]

    assert sum(right) >= 0.92 * len(right)
    assert len(right) >= 60


def _is_right(question: KnownQuestion, row: dict[str, Any]) -> bool:
    """Whether the right entry came first, or the timeline is of the days asked about, however they are written."""
    if question.period:
        given = parse(row["date"]) if row["outcome"] == "timeline" else None
        return given is not None and given.within(question.period) and question.period.within(given)
    return row["outcome"] != "timeline" and question.is_answered_by(row["candidates"][0]["entry"])


def test_at_most_three_in_a_hundred_others_are_answered(answered: Answered) -> None:
    others = [row["outcome"] for question, row in answered if not question.has_answer]

    assert others.count("answer") + others.count("timeline") <= 0.03 * len(others)
    assert len(others) >= 250


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


def test_the_questions_with_a_time_in_the_readme_are_answered_as_it_says() -> None:
    table = README.partition("| You ask | Footnote |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    given = "\n".join(json.dumps({"q": question}) for question, _ in rows)
    answers = map(json.loads, footnote("ask", "--batch", "-", "--json", given=given).stdout.splitlines())

    for (_, said), answer in zip(rows, answers, strict=True):
        assert OUTCOMES[answer["outcome"]] == re.split("[ ,:]", said)[0]
        assert [quoted for quoted in re.findall('"([^"]*)"', said) if quoted not in (answer["text"] or "")] == []
        assert f"of {len(answer['entries'])}" in said or not answer["entries"]
    assert len(rows) == 10
