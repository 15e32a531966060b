"""Whom a message notifies."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import messages
from bot.sandbox.errors import ApiError
from bot.sandbox.mentions import ORDINARY, read_allowed
from bot.sandbox.messages import Origin
from bot.sandbox.model import Message, Pings
from bot.sandbox.world import World
from tests.sandbox.demo import channel, problems, user


def posted(world: World, author: str, content: str, **more: Any) -> Message:
    """A message in #general."""
    origin = Origin(user(world, author))
    return messages.post(world, channel(world, "general"), origin, {"content": content, **more})


def test_an_ordinary_message_notifies_whom_it_mentions(world: World) -> None:
    ben = user(world, "ben")

    assert posted(world, "ada", f"hello <@{ben}>").pings == Pings(users=(ben,))


def test_a_message_that_allows_nothing_notifies_nobody(world: World) -> None:
    ben = user(world, "ben")

    assert posted(world, "dee", f"@everyone <@{ben}>", allowed_mentions={"parse": []}).pings == Pings()


def test_a_message_may_allow_one_person(world: World) -> None:
    ada, ben = user(world, "ada"), user(world, "ben")

    sent = posted(world, "dee", f"<@{ada}> <@{ben}>", allowed_mentions={"parse": [], "users": [ben]})

    assert sent.pings == Pings(users=(ben,))


def test_everyone_is_notified_only_by_who_may(world: World) -> None:
    assert not posted(world, "ada", "@everyone").pings.everyone


def test_a_role_that_may_be_mentioned_is_notified(world: World) -> None:
    curator = next(role.id for role in world.roles.values() if role.name == "Curator")
    admin = next(role.id for role in world.roles.values() if role.name == "Admin")

    assert posted(world, "ada", f"<@&{curator}> <@&{admin}>").pings == Pings(roles=(curator,))


def test_a_reply_notifies_its_reader_unless_told_not_to(world: World) -> None:
    ben = user(world, "ben")
    reference = {"message_id": posted(world, "ben", "hello").id}

    loud = posted(world, "ada", "hi", message_reference=reference)
    quiet = posted(world, "ada", "hi", message_reference=reference, allowed_mentions={"parse": []})

    assert (loud.pings, quiet.pings) == (Pings(users=(ben,)), Pings())


def test_allowing_all_people_and_some_contradicts_itself() -> None:
    with pytest.raises(ApiError) as caught:
        read_allowed({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}, ORDINARY)
    assert problems(caught.value.errors) == {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"}
