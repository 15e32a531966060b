"""The connection: what Discord does to a bot, and the bot is still there."""

from __future__ import annotations

import asyncio
import logging

import pytest
from discord import Intents

from bot.surface.client import intents
from tests.surface.conftest import Served, reworded

QUESTION = "@Footnote when did china and n korea sign their friendship treaty?"


def test_no_privileged_intent_is_asked_for() -> None:
    wanted = intents()

    assert not wanted.value & (Intents(message_content=True, members=True, presences=True).value)


async def test_a_dropped_socket_is_resumed_and_nothing_said_meanwhile_is_lost(served: Served) -> None:
    served.sandbox.faults.drop_socket()
    seen = await served.person().say("general", QUESTION, wait=10)

    await asyncio.wait_for(served.client.resumed.wait(), 10)
    assert "11 July 1961" in seen.message.text


async def test_a_rate_limit_delays_the_answer_and_no_more(served: Served) -> None:
    served.sandbox.faults.rate_limit("/channels/*/messages", retry_after=0.3)

    seen = await served.person().say("general", QUESTION, wait=10)

    assert "11 July 1961" in seen.message.text


async def test_a_fault_of_discords_is_tried_again(served: Served) -> None:
    served.sandbox.faults.status("POST", "/channels/*/messages", 500)

    seen = await served.person().say("general", QUESTION, wait=15)

    assert "11 July 1961" in seen.message.text


async def test_a_channel_where_the_bot_may_not_write_does_not_stop_it(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    served.sandbox.faults.status("POST", "/channels/*/messages", 403)
    await served.person().say("general", QUESTION, wait=0.7)

    seen = await served.person().say("general", QUESTION)

    assert "11 July 1961" in seen.message.text
    assert "where I may not write" in caplog.text


async def test_an_edit_by_another_process_is_answered_from_within_seconds(served: Served) -> None:
    await served.edit("friendship-treaty-1961", reworded("friendship-treaty-1961", "Corrected words."))

    seen = await served.person().say("general", QUESTION)

    assert "Corrected words." in seen.message.text


async def test_the_token_is_never_logged(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await served.restart()
    await served.person().say("general", QUESTION)

    assert served.sandbox.token not in caplog.text
