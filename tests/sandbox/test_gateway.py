"""The gateway's own rules, tried with plain sockets and with the real discord.py client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import discord
import pytest
import yarl

from bot.sandbox import Sandbox
from tests.sandbox.trial import Bots, TrialBot


class Sharded(discord.AutoShardedClient):
    """A client of two shards that says which one heard a message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.started = asyncio.Event()

    async def before_identify_hook(self, *_: object, **__: object) -> None:
        return

    async def on_ready(self) -> None:
        self.started.set()

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            await message.channel.send(f"shard {message.guild.shard_id if message.guild else 0}")


Socket = aiohttp.ClientWebSocketResponse


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Plain sockets."""
    async with aiohttp.ClientSession() as found:
        yield found


def identify(sandbox: Sandbox, **more: Any) -> dict[str, Any]:
    """The frame of a bot that says who it is."""
    return {"op": 2, "d": {"token": sandbox.token, "intents": 1, "properties": {}, **more}}


async def close_code(socket: Socket) -> int | None:
    """What the socket is closed with, after whatever else comes."""
    while not socket.closed:
        await socket.receive(timeout=5)
    return socket.close_code


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"op": 99}, 4001),
        ([], 4002),
        ({"op": 8, "d": {}}, 4003),
        ({"op": 2, "d": {"token": "wrong", "intents": 1}}, 4004),
        ({"op": 2, "d": {"intents": 1 << 40}}, 4013),
        ({"op": 2, "d": {"shard": [2, 2], "intents": 1}}, 4010),
        ({"op": 1, "d": "x" * 5000}, 4002),
        ({"op": 6, "d": "resume"}, 4002),
    ],
)
async def test_a_bot_that_breaks_a_rule_is_sent_away_with_its_code(
    sandbox: Sandbox, session: aiohttp.ClientSession, frame: Any, code: int
) -> None:
    if isinstance(frame, dict) and frame["op"] == 2:
        frame["d"].setdefault("token", sandbox.token)
    async with session.ws_connect(sandbox.gateway_url) as socket:
        await socket.send_json(frame)

        assert await close_code(socket) == code


async def test_a_bot_identifies_once(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(sandbox.gateway_url) as socket:
        await socket.send_json(identify(sandbox))
        await socket.send_json(identify(sandbox))

        assert await close_code(socket) == 4005


async def test_a_bot_sends_at_most_120_frames_a_minute(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(sandbox.gateway_url) as socket:
        for _ in range(121):
            await socket.send_json({"op": 1, "d": None})

        assert await close_code(socket) == 4008


async def test_a_heartbeat_is_acknowledged(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(sandbox.gateway_url) as socket:
        await socket.send_json({"op": 1, "d": None})

        assert [(await socket.receive_json(timeout=5))["op"] for _ in range(2)] == [10, 11]


async def test_a_session_that_nobody_knows_cannot_be_resumed(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    async with session.ws_connect(sandbox.gateway_url) as socket:
        await socket.receive_json(timeout=5)
        await socket.send_json({"op": 6, "d": {"token": sandbox.token, "session_id": "gone", "seq": 1}})

        assert await socket.receive_json(timeout=5) == {"op": 9, "d": False}


async def test_without_the_members_intent_a_guild_comes_with_the_bot_alone(client: TrialBot) -> None:
    assert [member.id for member in client.guilds[0].members] == [client.guilds[0].me.id]


async def test_with_the_members_intent_the_bot_learns_of_all_members(bots: Bots) -> None:
    client = await bots.start(discord.Intents.all())

    assert {member.name for member in client.guilds[0].members} >= {"ada", "ben", "cho", "dee", "footnote"}


async def test_a_message_that_does_not_concern_the_bot_comes_without_content(
    sandbox: Sandbox, client: TrialBot
) -> None:
    await sandbox.person("ada").say("general", "secret", wait=0)
    await client.hears(1)

    assert [message.content for message in client.heard] == [""]


async def test_with_the_content_intent_a_message_comes_whole(sandbox: Sandbox, bots: Bots) -> None:
    client = await bots.start(discord.Intents.all())

    await sandbox.person("ada").say("general", "open", wait=0)
    await client.hears(1)

    assert [message.content for message in client.heard] == ["open"]


async def test_the_bot_hears_nothing_from_channels_it_cannot_see(sandbox: Sandbox, bots: Bots) -> None:
    channel = sandbox.person("dee").channel("curators")
    for_people = tuple(item for item in channel.overwrites if not sandbox.world.role(item.id).bot_id)
    sandbox.world.channels[channel.id] = replace(channel, overwrites=for_people)
    client = await bots.start(discord.Intents.all())

    await sandbox.person("dee").say("curators", "among us", wait=0)
    await sandbox.person("dee").say("general", "for all", wait=0)
    await client.hears(1)

    assert [message.content for message in client.heard] == ["for all"]


async def test_an_intent_that_was_not_granted_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Sandbox(privileged_intents=False) as strict:
        monkeypatch.setattr(discord.http.Route, "BASE", strict.rest_base)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(strict.gateway_url))
        bots = Bots(strict)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await bots.start(discord.Intents.all())
        await bots.stop()


async def test_a_role_given_and_a_channel_opened_reach_the_bot(sandbox: Sandbox, bots: Bots) -> None:
    client = await bots.start(discord.Intents.all())
    changed = asyncio.create_task(client.wait_for("member_update"))
    opened = asyncio.create_task(client.wait_for("guild_channel_create"))
    await asyncio.sleep(0)

    sandbox.person("ada").give("Curator")
    sandbox.add_channel("new")

    _, after = await asyncio.wait_for(changed, 5)
    assert ([role.name for role in after.roles], (await asyncio.wait_for(opened, 5)).name) == (
        ["@everyone", "Curator"],
        "new",
    )


async def test_a_bot_put_out_of_a_guild_is_told_and_can_be_invited_again(sandbox: Sandbox, client: TrialBot) -> None:
    sandbox.remove_bot()
    gone = await asyncio.wait_for(client.wait_for("guild_remove"), 5)
    sandbox.invite_bot()
    back = await asyncio.wait_for(client.wait_for("guild_join"), 5)

    assert (gone.name, back.id) == ("History Corner", gone.id)


async def test_every_shard_hears_of_its_own_guilds(sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
    shard = (int(sandbox.guild.id) >> 22) % 2
    guilds = {}
    for number in (0, 1):
        async with session.ws_connect(sandbox.gateway_url) as socket:
            await socket.receive_json(timeout=5)
            await socket.send_json(identify(sandbox, shard=[number, 2]))
            guilds[number] = len((await socket.receive_json(timeout=5))["d"]["guilds"])

    assert guilds == {shard: 1, 1 - shard: 0}


async def test_a_sharded_client_answers_in_its_guild_and_in_direct_messages(pointed: Sandbox) -> None:
    client = Sharded(intents=discord.Intents.default(), shard_count=2, guild_ready_timeout=0.2)
    task = asyncio.create_task(client.start(pointed.token))
    await asyncio.wait_for(client.started.wait(), 10)

    ada = pointed.person("ada")
    answers = [(await ada.say("general", "@Footnote hello")).message, (await ada.dm("hello")).message]
    await client.close()
    await task

    assert [item.content for item in answers] == [f"shard {(int(pointed.guild.id) >> 22) % 2}", "shard 0"]


async def test_the_sandbox_knows_whether_the_bot_is_there(sandbox: Sandbox, bots: Bots) -> None:
    await bots.start()
    there = sandbox.bot_online
    await bots.stop()
    await asyncio.sleep(0.05)

    assert (there, sandbox.bot_online) == (True, False)
