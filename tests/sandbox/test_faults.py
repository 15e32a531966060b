"""Troubles made on purpose, and how the real discord.py client gets through them."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.trial import TrialBot


def general(client: discord.Client, name: str = "general") -> discord.TextChannel:
    """The channel of that name, as the bot knows it."""
    found = discord.utils.get(client.get_all_channels(), name=name)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_limited_route_is_tried_again(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.rate_limit("/channels/*/messages", retry_after=0.05)

    await general(client).send("at last")

    assert sandbox.person("ada").reads("general")[-1].content == "at last"


async def test_the_global_limit_is_waited_for(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.rate_limit("/channels/*/messages", retry_after=0.05, everywhere=True)

    await general(client).send("at last")

    assert [entry.status for entry in sandbox.traffic.entries if entry.kind == "rest"][-2:] == [429, 200]


async def test_a_failing_server_is_tried_again(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.status("POST", "/channels/*/messages", 500)

    await general(client).send("at last")

    assert sandbox.person("ada").reads("general")[-1].content == "at last"


async def test_a_refusal_reaches_the_bot_as_such(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.status("POST", "/channels/*/messages", 403)

    with pytest.raises(discord.Forbidden):
        await general(client).send("never")


async def test_a_rule_for_one_route_leaves_the_others_alone(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.status("POST", "/channels/*/typing", 403)

    assert (await general(client).send("through")).content == "through"


async def test_a_delayed_answer_comes_all_the_same(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.delay("POST", "/channels/*/messages", 0.05)

    assert (await general(client).send("late")).content == "late"


async def test_a_dropped_bot_resumes_and_hears_what_it_missed(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.drop_socket()
    seen = await sandbox.person("ada").say("general", "@Footnote are you there?", wait=10)

    await asyncio.wait_for(client.resumed.wait(), 10)
    assert seen.message.embeds[0]["title"] == "An answer"


async def test_a_bot_asked_to_reconnect_resumes(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.reconnect()

    await asyncio.wait_for(client.resumed.wait(), 10)


async def test_a_session_invalid_but_resumable_is_resumed(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.invalid_session(resumable=True)

    await asyncio.wait_for(client.resumed.wait(), 10)


async def test_a_bot_whose_session_is_gone_identifies_anew(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.invalid_session(resumable=False)

    await asyncio.wait_for(client.wait_for("ready"), 10)

    assert client.identified == 2


async def test_what_happens_in_a_silence_is_told_after_it(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.faults.silence(0.3)

    seen = await sandbox.person("ada").say("general", "@Footnote hello", wait=0.2)
    assert len(seen) == 0
    await asyncio.wait_for(client.wait_for("message"), 5)
