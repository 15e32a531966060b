"""Batches."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.errors import BadBatch
from bot.core.policies import NORMAL
from bot.service.ask import ask
from bot.service.batch import answered, read_batch, row
from tests.service.bases import BASE, TODAY


def line(question: str) -> dict[str, object]:
    return row(question, ask(BASE, question, NORMAL, TODAY), 0.41)


def test_an_answer_carries_claim_date_and_sources() -> None:
    answered = line("when did china and north korea sign their friendship treaty?")

    shown = {
        key: answered[key] for key in ("outcome", "entry", "title", "text", "date", "as_of", "sources", "entries", "ms")
    }
    assert shown == {
        "outcome": "answer",
        "entry": "treaty",
        "title": "When did China and North Korea sign their friendship treaty?",
        "text": "The treaty was signed in Beijing.",
        "date": "1961-07-11",
        "as_of": None,
        "sources": [
            {
                "publisher": "The Gazette",
                "title": "A day in Beijing",
                "url": "https://gazette.example/day",
                "published": "2025-09-04",
            }
        ],
        "entries": [],
        "ms": 0.41,
    }


def test_a_count_carries_the_day_it_was_true() -> None:
    assert line("how many times has kim jong un visited china?")["as_of"] == "2025-09-04"


def test_what_is_declined_still_names_its_candidates() -> None:
    declined = line("how do I bake a pizza")

    assert (declined["outcome"], declined["entry"], declined["sources"]) == ("no_answer", None, [])
    assert declined["candidates"] != []


def test_the_keys_are_those_of_the_design_in_their_order() -> None:
    keys = "q outcome entry confidence candidates title text date as_of sources entries ms"

    assert list(line("treaty")) == keys.split()


def test_the_confidence_is_the_best_candidates() -> None:
    answered = line("friendship treaty")
    candidates = answered["candidates"]

    assert isinstance(candidates, list)
    assert answered["confidence"] == candidates[0]["confidence"]


def test_empty_lines_of_a_batch_are_passed_over() -> None:
    assert [asked.text for asked in read_batch(['{"q": "a"}\n', "\n", '{"q": "b"}'])] == ["a", "b"]


@pytest.mark.parametrize("bad", ["{", "[]", '{"question": "a"}', '{"q": 7}', "[" * 100_000])
def test_a_line_that_holds_no_question_is_named(bad: str) -> None:
    with pytest.raises(BadBatch, match="Line 2 of the batch"):
        list(read_batch(['{"q": "a"}', bad]))


def test_why_tells_the_best_and_the_runner_up_with_their_figures() -> None:
    told = answered(BASE, "first embasies", NORMAL, TODAY, explain=True)["why"]

    assert (told["read"], told["part"]) == ([{"typed": "embasies", "read": "embassies"}], None)
    assert (len(told["entries"]), told["entries"][0]["entry"]) == (2, "ties")
    assert told["entries"][0]["features"].keys() == told["features"].keys()


def test_why_tells_which_part_is_answered() -> None:
    told = answered(
        BASE,
        "How many times has Kim Jong Un visited China? Is it true that he baked bread in Beijing?",
        NORMAL,
        TODAY,
        explain=True,
    )["why"]

    assert told["part"] == "How many times has Kim Jong Un visited China"


def test_a_timeline_carries_its_entries_its_period_and_an_event_a_line() -> None:
    told = line("what happened between 1949 and 1961?")

    assert (told["outcome"], told["entry"], told["entries"]) == ("timeline", None, ["ties", "treaty"])
    assert (told["title"], told["date"]) == ("1949 to 1961", "1949/1961")
    assert told["text"] == (
        "6 October 1949: The two countries took up relations.\n11 July 1961: The treaty was signed in Beijing."
    )


def test_a_line_may_say_for_which_day_it_asks() -> None:
    lines = ['{"q": "how many?", "as_of": "2018-06"}', '{"q": "how many?", "as_of": null}', '{"q": "how many?"}']

    assert [asked.as_of for asked in read_batch(lines)] == [date(2018, 6, 30), None, None]


@pytest.mark.parametrize("day", ['"soon"', "2018", '"2018/.."', "[]"])
def test_a_day_that_cannot_be_read_is_refused_with_its_line(day: str) -> None:
    with pytest.raises(BadBatch, match='Line 1 of the batch has no day under "as_of"; write one such as 2018-06-30'):
        list(read_batch([f'{{"q": "how many?", "as_of": {day}}}']))
