"""The connection: what Discord does to a bot, and the bot is still there."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from discord import Intents

from bot.sandbox.permissions import Permission
from bot.surface import render
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
    served.deny("ask-footnote", Permission.SEND_MESSAGES)
    await served.person().say("ask-footnote", QUESTION, wait=0.7)

    seen = await served.person().say("general", QUESTION)

    assert "11 July 1961" in seen.message.text
    assert "where I may not write" in caplog.text


async def test_a_channel_without_embeds_gets_the_answer_as_text(served: Served) -> None:
    served.deny("ask-footnote", Permission.EMBED_LINKS)

    seen = await served.person().say("ask-footnote", QUESTION)

    assert seen.message.text == (
        "**When did China and North Korea sign their friendship treaty?**\n"
        "China and North Korea signed their treaty of friendship in Beijing. [1]\n"
        "**When**\n"
        "11 July 1961\n"
        "**Sources**\n"
        "1 The Gazette, [A day in Beijing](https://gazette.example/day), 4 September 2025\n"
        "-# friendship-treaty-1961 · revision 1 · strong match"
    )
    assert seen.sent is not None
    assert seen.message.json["referenced_message"]["id"] == seen.sent.id
    assert seen.message.buttons == ["Sources", "Not what I asked", "Remove"]


@pytest.mark.parametrize(
    "denied", [(Permission.READ_MESSAGE_HISTORY,), (Permission.READ_MESSAGE_HISTORY, Permission.EMBED_LINKS)]
)
async def test_a_channel_that_the_bot_may_not_read_back_gets_the_answer_without_a_reply(
    served: Served, denied: tuple[Permission, ...]
) -> None:
    served.deny("ask-footnote", *denied)

    seen = await served.person().say("ask-footnote", QUESTION)

    assert seen.message.json["referenced_message"] is None
    assert "11 July 1961" in seen.message.text


@pytest.mark.parametrize("trouble", ["429", "500"])
@pytest.mark.parametrize("route", ["/interactions/*/*/callback", "/webhooks/*/*"])
async def test_trouble_with_an_interaction_delays_what_it_does_and_no_more(
    served: Served, route: str, trouble: str
) -> None:
    """Sharing answers the interaction and then follows up."""
    ada, faults = served.person(), served.sandbox.faults
    private = await ada.slash("ask", question=QUESTION, private=True)
    if trouble == "429":
        faults.rate_limit(route, method="POST")
    else:
        faults.status("POST", route, 500)

    await ada.press(private, "Share")

    async with asyncio.timeout(10):
        while ada.reads("general")[-1].content != "Shared by Ada:":  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert "11 July 1961" in ada.reads("general")[-1].text


async def test_a_command_that_an_update_took_away_says_so(served: Served) -> None:
    served.client.tree.remove_command("about")

    seen = await served.person().slash("about")

    assert (seen.message.text, seen.message.ephemeral) == (render.STALE_COMMAND, True)


async def test_every_message_goes_out_with_mentions_off(served: Served) -> None:
    ada = served.person()
    answer = await ada.say("general", QUESTION)
    await ada.press(answer, "Sources")
    private = await ada.slash("ask", question=QUESTION, private=True)
    await ada.press(private, "Share")
    offer = await ada.say("general", "@Footnote china and north korea friendship treaty, what about it")
    await ada.press(offer, "None of these")
    await ada.slash("fact", entry="no-such-entry")

    assert [sent for sent in texts_sent(served) if sent.get("allowed_mentions", {}).get("parse") != []] == []


def texts_sent(served: Served) -> list[dict[str, Any]]:
    """The body of each message that the bot sent, in whatever way."""
    requests = [entry.as_json()["body"]["request"] for entry in served.sandbox.traffic.entries if entry.kind == "rest"]
    bodies = [request.get("data") or request for request in requests if isinstance(request, dict)]
    return [body for body in bodies if "content" in body or "embeds" in body]


async def test_an_edit_by_another_process_is_answered_from_within_seconds(served: Served) -> None:
    await served.edit("friendship-treaty-1961", reworded("friendship-treaty-1961", "Corrected words."))

    seen = await served.person().say("general", QUESTION)

    assert "Corrected words." in seen.message.text


async def test_the_token_is_never_logged(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await served.restart()
    await served.person().say("general", QUESTION)

    assert served.sandbox.token not in caplog.text
