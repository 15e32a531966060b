"""Asking."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Answer, DidYouMean, NoAnswer, Timeline
from bot.core.policies import NORMAL
from bot.service.ask import ask, asked
from tests.service.bases import BASE, TODAY


def test_a_question_the_base_holds_is_answered() -> None:
    outcome = ask(BASE, "when did china and north korea sign their friendship treaty?", NORMAL, TODAY).outcome

    assert isinstance(outcome, Answer)
    assert outcome.match.entry_id == "treaty"


def test_a_question_the_base_does_not_hold_is_declined() -> None:
    assert ask(BASE, "what is the best pizza in town?", NORMAL, TODAY).outcome == NoAnswer()


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("<@123456789> when was it?", "when was it?"),
        ("<@!1> <@&2> <#3> when", "when"),
        ("when <:blob:12345> <a:wave:12345>", "when"),
        ("see https://example.org/a?b=c when", "see when"),
        ("@everyone when", "when"),
        ("`when` ```was``` it", "when was it"),
        ("</ask:123> when <t:1618953630:R>", "when"),
        ("<@1>", ""),
    ],
)
def test_what_is_no_word_of_the_question_is_left_out(typed: str, question: str) -> None:
    assert asked(typed) == question


def test_a_message_of_mentions_alone_asks_nothing() -> None:
    reply = ask(BASE, "<@1> 🔥", NORMAL, TODAY)

    assert (reply.question, reply.outcome) == ("", NoAnswer())


@given(st.text(max_size=5000))
def test_whatever_is_typed_has_an_outcome(typed: str) -> None:
    assert ask(BASE, typed, NORMAL, TODAY).outcome is not None


def test_a_relative_time_counts_from_today() -> None:
    reply = ask(BASE, "what happened 65 years ago?", NORMAL, TODAY)

    assert isinstance(reply.outcome, Timeline)
    assert [event.entry.id for event in reply.outcome.events] == ["treaty"]
    assert (reply.question, reply.searched) == ("what happened 65 years ago?", "what happened in 1961?")


def test_a_question_as_of_a_day_gets_what_could_be_said_then() -> None:
    reply = ask(BASE, "how many times has kim jong un visited china?", NORMAL, TODAY, date(2018, 6, 30))

    assert "visits" not in reply.base.entries
    assert not isinstance(reply.outcome, Answer)
    assert reply.as_of == date(2018, 6, 30)


def test_a_question_may_say_itself_for_which_day_it_asks() -> None:
    reply = ask(BASE, "As of 2026, how many times has kim jong un visited china?", NORMAL, date(2027, 1, 5))

    assert isinstance(reply.outcome, Answer | DidYouMean)
    assert reply.as_of == date(2026, 12, 31)


def test_a_day_that_has_not_passed_is_the_present() -> None:
    assert ask(BASE, "when was the treaty signed?", NORMAL, TODAY, TODAY).as_of is None
