"""Asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Answer, NoAnswer
from bot.core.policies import NORMAL
from bot.service.ask import ask, asked
from tests.service.bases import BASE


def test_a_question_the_base_holds_is_answered() -> None:
    outcome = ask(BASE, "when did china and north korea sign their friendship treaty?", NORMAL).outcome

    assert isinstance(outcome, Answer)
    assert outcome.match.entry_id == "treaty"


def test_a_question_the_base_does_not_hold_is_declined() -> None:
    assert ask(BASE, "what is the best pizza in town?", NORMAL).outcome == NoAnswer()


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
    reply = ask(BASE, "<@1> 🔥", NORMAL)

    assert (reply.question, reply.outcome) == ("", NoAnswer())


@given(st.text(max_size=5000))
def test_whatever_is_typed_has_an_outcome(typed: str) -> None:
    assert ask(BASE, typed, NORMAL).outcome is not None
