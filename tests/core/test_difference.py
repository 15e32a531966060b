"""Differences between two states of an entry."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from bot.core.dates import parse
from bot.core.difference import Difference, differences
from bot.core.entry import Entry, Rank
from tests.conftest import entries_of
from tests.strategies import entries

[TREATY] = entries_of("""
- id: treaty
  question: When was the treaty signed?
  variants: [treaty date, year of the pact]
  claims: [{text: It was signed in Beijing., date: 1961-07-11}, {text: It still holds., as_of: 2025-09-04}]
  topics: [treaty]
""")
SIGNED, HOLDS = TREATY.claims


def test_a_new_question_is_told_with_the_old_one() -> None:
    asked = replace(TREATY, question="In which year was the treaty signed?")

    assert differences(TREATY, asked) == (Difference("question", TREATY.question, asked.question),)


def test_wordings_are_told_one_by_one() -> None:
    taught = replace(TREATY, variants=("year of the pact", "when did they sign"))

    assert differences(TREATY, taught) == (
        Difference("wording", "treaty date", ""),
        Difference("wording", "", "when did they sign"),
    )


def test_the_order_of_wordings_is_no_difference() -> None:
    assert differences(TREATY, replace(TREATY, variants=TREATY.variants[::-1])) == ()


def test_a_claim_is_told_with_all_that_belongs_to_it() -> None:
    dated = replace(SIGNED, date=parse("1961"), rank=Rank.PREFERRED, reason="It is the text itself.")
    [changed] = differences(TREATY, replace(TREATY, claims=(dated, HOLDS)))

    assert changed.part == "claim 1"
    assert changed.before.startswith("It was signed in Beijing. (when 1961-07-11) [")
    assert changed.after.startswith("It was signed in Beijing. (when 1961; preferred: It is the text itself.) [")


def test_a_claim_that_is_gone_is_told_by_its_old_number() -> None:
    [gone] = differences(TREATY, replace(TREATY, claims=(HOLDS,)))

    assert (gone.part, gone.after) == ("claim 1 of before", "")


def test_another_address_of_a_source_is_told() -> None:
    [citation] = SIGNED.citations
    moved = replace(citation, source=replace(citation.source, url="https://example.org/moved"))
    claims = tuple(replace(claim, citations=(moved,)) for claim in TREATY.claims)
    [told] = differences(TREATY, replace(TREATY, claims=claims))

    assert told.part == f"source {citation.source.id}"
    assert told.after.endswith("https://example.org/moved")


def test_a_new_entry_is_told_whole_and_a_retired_one_too() -> None:
    new, gone = differences(None, TREATY), differences(TREATY, None)

    assert Difference("question", "", TREATY.question) in new
    assert Difference("question", TREATY.question, "") in gone
    assert len(new) == len(gone)


@given(entries(), entries())
def test_entries_that_differ_in_what_is_shown_have_differences(one: Entry, other: Entry) -> None:
    assert differences(one, one) == ()
    assert differences(one, other) or one.question == other.question
