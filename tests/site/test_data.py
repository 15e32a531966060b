"""What an entry says for machines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.core.dates import parse
from bot.core.entry import Citation, Entry, Rank, Source
from bot.site.data import UNDECIDED, entry_data, iso
from tests.site.bases import HARM, SOURCE, claim, entry, pack


def told(of: Entry, address: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry_data(of, pack(of), address))
    return found


def test_an_entry_is_a_question_with_an_accepted_answer_and_its_citations() -> None:
    told_ = told(entry(), "https://facts.example/e/treaty/")

    assert (told_["@context"], told_["@type"], told_["url"]) == (
        "https://schema.org",
        "FAQPage",
        "https://facts.example/e/treaty/",
    )
    assert told_["mainEntity"] == {
        "@type": "Question",
        "name": "When was it signed?",
        "answerCount": 1,
        "acceptedAnswer": {
            "@type": "Answer",
            "text": "It was signed.",
            "citation": [
                {
                    "@type": "CreativeWork",
                    "name": "A day in Beijing",
                    "url": "https://gazette.example/day",
                    "publisher": {"@type": "Organization", "name": "The Gazette"},
                    "datePublished": "2025-09-04",
                    "inLanguage": "en",
                }
            ],
        },
    }


def test_rivals_are_suggested_answers() -> None:
    of = entry("x-1", claim("One.", rank=Rank.PREFERRED, reason="Better."), claim("Two.", reason="Worse."))

    question = told(of)["mainEntity"]

    assert (question["acceptedAnswer"]["text"], question["suggestedAnswer"][0]["text"]) == ("One.", "Two.")
    assert question["answerCount"] == 2


def test_an_answer_without_a_preferred_account_says_so() -> None:
    of = entry("x-1", claim("One.", reason="Why."), claim("Two.", reason="Why."))

    assert told(of)["mainEntity"]["acceptedAnswer"]["text"] == f"{UNDECIDED} One. Two."


def test_several_authors_are_several_people() -> None:
    source = Source("two", "P", "T", SOURCE.url, parse("2017"), author="Shen Zhihua; Xia Yafeng")
    of = entry("x-1", claim(citations=(Citation(source, "says so"),)))

    [work] = told(of)["mainEntity"]["acceptedAnswer"]["citation"]
    assert [author["name"] for author in work["author"]] == ["Shen Zhihua", "Xia Yafeng"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1961", "1961"),
        ("1961-07", "1961-07"),
        ("1961-07-11", "1961-07-11"),
        ("195X", None),
        ("1950-22", None),
        ("2017~", None),
        ("1950/1953", None),
    ],
)
def test_only_what_iso_8601_can_say_is_told_as_a_date(date: str, expected: str | None) -> None:
    assert iso(parse(date)) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("1950-10/1953", "1950-10/1953"), ("1961/..", "1961/.."), ("195X", None)]
)
def test_the_time_that_an_answer_is_about_is_told_where_it_can_be(date: str, expected: str | None) -> None:
    assert told(entry("x-1", claim(date=parse(date)))).get("temporalCoverage") == expected


def test_no_text_ends_the_script_that_it_stands_in() -> None:
    data = entry_data(entry(question=HARM), pack(), None)

    assert not set("<>&\u2028") & set(data)
    assert json.loads(data)["mainEntity"]["name"] == HARM
