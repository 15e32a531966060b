"""Discord's REST API, asked by the real discord.py client and by plain requests."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.sandbox import Sandbox
from tests.sandbox.trial import TrialBot


def text_channel(client: discord.Client, name: str = "general") -> discord.TextChannel:
    """The text channel of that name, as the bot knows it."""
    found = discord.utils.get(client.get_all_channels(), name=name)
    assert isinstance(found, discord.TextChannel)
    return found


def forum(client: discord.Client) -> discord.ForumChannel:
    """The demo guild's forum, as the bot knows it."""
    found = discord.utils.get(client.get_all_channels(), name="questions")
    assert isinstance(found, discord.ForumChannel)
    return found


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    """Plain requests with the bot's token."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {sandbox.token}"}) as session:
        yield session


async def test_the_bot_knows_who_it_is(sandbox: Sandbox, client: TrialBot) -> None:
    assert client.user is not None
    assert (client.user.id, client.application_id) == (sandbox.bot_user_id, sandbox.application_id)


async def test_the_bot_sees_only_the_channels_that_it_may(client: TrialBot) -> None:
    names = {channel.name for channel in client.get_all_channels()}

    assert names == {"general", "ask-footnote", "announcements", "curators", "questions"}


async def test_a_message_can_be_sent_changed_read_and_deleted(client: TrialBot) -> None:
    channel = text_channel(client)
    sent = await channel.send("one")
    await sent.edit(content="two")

    assert (await channel.fetch_message(sent.id)).content == "two"
    await sent.delete()
    with pytest.raises(discord.NotFound) as caught:
        await channel.fetch_message(sent.id)
    assert caught.value.code == 10008


async def test_messages_are_listed_newest_first(client: TrialBot) -> None:
    channel = text_channel(client)
    for text in ("one", "two"):
        await channel.send(text)

    assert [message.content async for message in channel.history(limit=2)] == ["two", "one"]


async def test_messages_are_listed_from_where_one_left_off(client: TrialBot) -> None:
    channel = text_channel(client)
    sent = [await channel.send(text) for text in ("one", "two", "three")]

    assert [message.content async for message in channel.history(after=sent[0])] == ["two", "three"]


async def test_the_bot_cannot_change_what_others_wrote(sandbox: Sandbox, client: TrialBot) -> None:
    written = await sandbox.person("ada").say("general", "mine", wait=0)
    assert written.sent is not None

    with pytest.raises(discord.Forbidden) as caught:
        await text_channel(client).get_partial_message(int(written.sent.id)).edit(content="bot's")
    assert caught.value.code == 50005


async def test_the_bot_cannot_delete_what_others_wrote_without_the_right_to(sandbox: Sandbox, client: TrialBot) -> None:
    written = await sandbox.person("ada").say("general", "mine", wait=0)
    assert written.sent is not None

    with pytest.raises(discord.Forbidden) as caught:
        await text_channel(client).get_partial_message(int(written.sent.id)).delete()
    assert caught.value.code == 50013


async def test_the_bot_cannot_write_where_it_may_not(client: TrialBot) -> None:
    with pytest.raises(discord.Forbidden) as caught:
        await text_channel(client, "announcements").send("hello")
    assert caught.value.code == 50013


async def test_a_message_beyond_a_limit_is_refused_with_the_place(client: TrialBot) -> None:
    with pytest.raises(discord.HTTPException, match=r"In embeds\.0\.title: Must be 256 or fewer in length\."):
        await text_channel(client).send(embed=discord.Embed(title="x" * 257))


async def test_an_empty_message_is_refused(client: TrialBot) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await text_channel(client).send(" ")
    assert caught.value.code == 50006


async def test_a_file_comes_back_as_it_was_sent(client: TrialBot) -> None:
    sent = await text_channel(client).send(file=discord.File(BytesIO(b"\x00\xff"), "a b.bin", description="Bytes"))

    assert (await sent.attachments[0].read(), sent.attachments[0].description) == (b"\x00\xff", "Bytes")


async def test_the_bot_can_react(sandbox: Sandbox, client: TrialBot) -> None:
    sent = await text_channel(client).send("hello")
    await sent.add_reaction("👍")
    await sent.add_reaction("👎")
    assert client.user is not None
    await sent.remove_reaction("👎", client.user)

    reactions = sandbox.person("ada").reads("general")[-1].json["reactions"]
    assert [item["emoji"]["name"] for item in reactions] == ["👍"]


async def test_the_bot_can_open_a_thread_on_a_message(client: TrialBot) -> None:
    sent = await text_channel(client).send("hello")

    thread = await sent.create_thread(name="Talk")
    said = await thread.send("in here")

    assert (thread.id, said.channel.id) == (sent.id, thread.id)


async def test_the_bot_can_open_a_forum_post_with_a_tag_and_close_it(client: TrialBot) -> None:
    questions = forum(client)

    post = await questions.create_thread(name="When?", content="when?", applied_tags=[questions.available_tags[0]])
    closed = await post.thread.edit(archived=True, locked=True)

    assert (post.message.content, closed.archived, closed.locked) == ("when?", True, True)


async def test_a_forum_takes_no_messages_of_its_own(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    channel = sandbox.person("ada").channel("questions")

    async with http.post(f"{sandbox.rest_base}/channels/{channel.id}/messages", json={"content": "x"}) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50008)


async def test_the_bot_can_write_to_somebody_directly(sandbox: Sandbox, client: TrialBot) -> None:
    ada = sandbox.person("ada")

    await (await client.fetch_user(int(ada.id))).send("psst")

    assert ada.reads("dm")[-1].content == "psst"


async def test_somebody_may_take_no_direct_messages(sandbox: Sandbox, client: TrialBot) -> None:
    ada = sandbox.person("ada")
    ada.close_dms()

    with pytest.raises(discord.Forbidden) as caught:
        await (await client.fetch_user(int(ada.id))).send("psst")
    assert caught.value.code == 50007


async def test_people_and_guilds_can_be_looked_up(sandbox: Sandbox, client: TrialBot) -> None:
    guild = await client.fetch_guild(int(sandbox.guild.id))
    cho = await guild.fetch_member(int(sandbox.person("cho").id))

    assert (guild.name, [role.name for role in cho.roles]) == ("History Corner", ["@everyone", "Curator"])


async def test_somebody_who_left_is_no_member(sandbox: Sandbox, client: TrialBot) -> None:
    ben = sandbox.person("ben")
    ben.leave()

    with pytest.raises(discord.NotFound) as caught:
        await (await client.fetch_guild(int(sandbox.guild.id))).fetch_member(int(ben.id))
    assert caught.value.code == 10007


async def test_commands_that_discord_refuses_fail_to_sync_with_the_reason(client: TrialBot) -> None:
    @app_commands.command(name="fine", description="x" * 100)
    async def fine(_: discord.Interaction) -> None:
        return

    fine.description = "x" * 101
    client.tree.add_command(fine)

    with pytest.raises(app_commands.CommandSyncFailure, match="Must be between 1 and 100 in length"):
        await client.tree.sync()


async def test_commands_uploaded_are_told_of(sandbox: Sandbox, client: TrialBot) -> None:
    fetched = await client.tree.fetch_commands(guild=discord.Object(int(sandbox.guild.id)))

    assert {command.name for command in fetched} >= {"echo", "garden", "plant", "Count letters"}


async def test_a_route_that_is_not_there_is_refused_and_logged(
    sandbox: Sandbox, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        async with http.get(f"{sandbox.rest_base}/guilds/1/bans") as response:
            assert (response.status, (await response.json())["code"]) == (404, 0)
    assert caplog.messages == ["The stand-in for Discord has no route GET /guilds/1/bans"]


async def test_a_request_without_the_token_is_refused(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.rest_base}/users/@me") as response:
        assert response.status == 401


async def test_answers_bear_the_headers_that_discord_py_goes_by(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{sandbox.rest_base}/users/@me") as response:
        told = {key: response.headers[key] for key in ("Content-Type", "Via", "X-RateLimit-Remaining")}

    assert told == {"Content-Type": "application/json", "Via": "1.1 sandbox", "X-RateLimit-Remaining": "49"}


async def test_a_request_that_is_not_json_is_refused(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    channel = sandbox.person("ada").channel("general")

    async with http.post(f"{sandbox.rest_base}/channels/{channel.id}/messages", data=b"{") as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_what_the_bot_asked_and_was_told_can_be_looked_at(sandbox: Sandbox, client: TrialBot) -> None:
    await text_channel(client).send("hello")

    entry = next(item for item in reversed(sandbox.traffic.entries) if item.kind == "rest")
    assert isinstance(entry.body, dict)
    assert (entry.status, entry.body["request"]["content"], entry.body["answer"]["content"]) == (200, "hello", "hello")
