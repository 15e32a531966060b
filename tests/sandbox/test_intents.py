"""Which events a bot gets, and what it is shown of messages."""

from __future__ import annotations

import pytest

from bot.sandbox import channels, messages
from bot.sandbox.intents import Intent, shown, wanted
from bot.sandbox.messages import Origin
from bot.sandbox.model import Event
from bot.sandbox.world import World
from tests.sandbox.demo import channel, events, user


def told(world: World, content: str, place: str = "general") -> Event:
    """The event of a message by ada."""
    heard = events(world)
    where = channels.direct(world, user(world, "ada")) if place == "dm" else channel(world, place)
    messages.post(world, where, Origin(user(world, "ada")), {"content": content})
    return heard[-1]


def test_an_ordinary_message_is_blank_without_the_intent_for_content(world: World) -> None:
    assert shown(told(world, "secret"), Intent.GUILD_MESSAGES)["content"] == ""


def test_an_ordinary_message_is_readable_with_the_intent_for_content(world: World) -> None:
    assert shown(told(world, "open"), Intent.MESSAGE_CONTENT)["content"] == "open"


@pytest.mark.parametrize("place", ["general", "dm"])
def test_a_mention_and_a_direct_message_are_readable_without_the_intent(world: World, place: str) -> None:
    text = f"hello <@{world.bot_id}>" if place == "general" else "hello"

    assert shown(told(world, text, place), 0)["content"] == text


@pytest.mark.parametrize(
    ("name", "guild_id", "needed"),
    [
        ("MESSAGE_CREATE", "1", Intent.GUILD_MESSAGES),
        ("MESSAGE_DELETE", None, Intent.DIRECT_MESSAGES),
        ("MESSAGE_REACTION_ADD", "1", Intent.GUILD_MESSAGE_REACTIONS),
        ("TYPING_START", "1", Intent.GUILD_MESSAGE_TYPING),
        ("GUILD_MEMBER_ADD", "1", Intent.GUILD_MEMBERS),
        ("THREAD_CREATE", "1", Intent.GUILDS),
        ("CHANNEL_UPDATE", "1", Intent.GUILDS),
        ("GUILD_DELETE", "1", Intent.GUILDS),
    ],
)
def test_an_event_needs_its_own_intent(name: str, guild_id: str | None, needed: Intent) -> None:
    event = Event(name, {}, guild_id)
    others = int(sum(Intent)) & ~needed

    assert (wanted(event, int(needed)), wanted(event, others)) == (True, False)


def test_interactions_need_no_intent() -> None:
    assert wanted(Event("INTERACTION_CREATE", {}, "1"), 0)


def test_a_bot_is_not_told_that_direct_messages_were_opened(world: World) -> None:
    heard = events(world)

    channels.direct(world, user(world, "ada"))

    assert [wanted(event, int(sum(Intent))) for event in heard] == [False]
