"""
What Discord's JSON cannot do without, measured by taking each field out: without one of these, discord.py's parser
fails and takes the whole bot down.
"""

from __future__ import annotations

import json

import pytest

from bot.sandbox import channels, interactions, messages
from bot.sandbox.messages import Origin, Upload
from bot.sandbox.model import InteractionType, Json
from bot.sandbox.snapshot import snapshot
from bot.sandbox.world import World
from tests.sandbox.demo import channel, events, user

USER = "id username discriminator avatar"
MEMBER = "user roles flags"
MESSAGE = "id type channel_id content author"
ATTACHMENT = "id filename size url proxy_url"
THREAD = "id type guild_id parent_id owner_id name message_count member_count thread_metadata"
INTERACTION = "id application_id type token version attachment_size_limit"
APPLICATION = "id name description icon bot_public bot_require_code_grant owner verify_key"
REACTION = "user_id channel_id message_id emoji type"


def payload(world: World, noun: str) -> Json:
    """An example of each noun."""
    ada, general = user(world, "ada"), channel(world, "general")
    message = messages.post(world, general, Origin(ada), {"content": "x"}, [Upload("a.txt", b"a")])
    data = {"id": "1", "name": "ask", "type": 1}
    interaction = interactions.begin(world, InteractionType.COMMAND, ada, general.id, data)
    thread = channels.start_thread(world, general, world.bot_id, "Talk")
    heard = events(world)
    messages.react(world, message, ada, "👍")
    found: dict[str, Json] = {
        "user": world.write.user(world.user(ada)),
        "member": world.write.member(world.member(next(iter(world.guilds)), ada)),
        "message": world.write.message(message),
        "attachment": world.write.message(message)["attachments"][0],
        "thread": world.write.channel(thread),
        "thread member": world.write.channel(thread)["member"],
        "interaction": world.write.interaction(interaction),
        "application": world.write.application(),
        "reaction": heard[-1].data,
    }
    return found[noun]


@pytest.mark.parametrize(
    ("noun", "fields"),
    [
        ("user", USER),
        ("member", MEMBER),
        ("message", MESSAGE),
        ("attachment", ATTACHMENT),
        ("thread", THREAD),
        ("thread member", "join_timestamp flags"),
        ("interaction", INTERACTION),
        ("application", APPLICATION),
        ("reaction", REACTION),
    ],
)
def test_a_payload_has_what_discord_py_needs(world: World, noun: str, fields: str) -> None:
    assert set(fields.split()) <= payload(world, noun).keys()


def test_a_message_without_a_thread_does_not_say_so(world: World) -> None:
    assert "thread" not in payload(world, "message")


def test_a_member_in_an_interaction_says_what_they_may_do(world: World) -> None:
    told = payload(world, "interaction")

    assert int(told["member"]["permissions"]) == world.permissions_at(channel(world, "general"), user(world, "ada"))


def test_the_bot_is_a_member_in_the_guild_it_is_told_of(world: World) -> None:
    guild = next(iter(world.guilds.values()))

    members = world.write.guild_create(guild, with_members=False)["members"]

    assert [member["user"]["id"] for member in members] == [world.bot_id]


def test_a_snapshot_of_the_world_can_be_written_as_json(world: World) -> None:
    payload(world, "message")

    told = json.loads(json.dumps(snapshot(world)))

    assert [file["data"] for message in told["messages"] for file in message["attachments"]] == [1]
