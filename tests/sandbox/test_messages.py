"""Posting, editing, deleting and reacting."""

from __future__ import annotations

import pytest

from bot.sandbox import messages
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Origin, Upload
from bot.sandbox.model import Json, Message, MessageFlag
from bot.sandbox.world import World
from tests.sandbox.demo import channel, events, problems, refusal, user


def post(world: World, payload: Json, *files: Upload, only_for: str | None = None) -> Message:
    """A message of the bot in #general."""
    return messages.post(world, channel(world, "general"), Origin(world.bot_id, only_for=only_for), payload, files)


def test_a_new_message_is_told_of(world: World) -> None:
    heard = events(world)

    post(world, {"content": "hello"})

    assert [(event.name, event.data["content"]) for event in heard] == [("MESSAGE_CREATE", "hello")]


def test_a_message_for_one_person_is_not_told_to_the_bot(world: World) -> None:
    heard = events(world)

    post(world, {"content": "psst"}, only_for=user(world, "ada"))

    assert [(event.to_bot, event.only) for event in heard] == [(False, user(world, "ada"))]


def test_an_ordinary_message_cannot_be_for_one_person_alone(world: World) -> None:
    message = post(world, {"content": "psst", "flags": int(MessageFlag.EPHEMERAL)})

    assert (message.flags, message.only_for) == (0, None)


def test_blanks_alone_are_an_empty_message(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        post(world, {"content": "  \n "})
    assert refusal(caught) == (400, 50006)


def test_a_reply_to_nothing_is_refused(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        post(world, {"content": "hello", "message_reference": {"message_id": 1}})
    assert problems(caught.value.errors) == {"message_reference": "REPLIES_UNKNOWN_MESSAGE"}


def test_a_reply_to_nothing_may_be_sent_all_the_same(world: World) -> None:
    reference = {"message_id": 1, "fail_if_not_exists": False}

    assert post(world, {"content": "hello", "message_reference": reference}).reply_to is None


def test_a_message_id_may_be_a_number_as_discord_py_sends_it(world: World) -> None:
    first = post(world, {"content": "hello"})

    assert post(world, {"content": "hi", "message_reference": {"message_id": int(first.id)}}).reply_to == first.id


def test_an_edit_changes_only_what_it_names(world: World) -> None:
    message = post(world, {"content": "hello", "embeds": [{"title": "t"}]})

    changed = messages.edit(world, message, {"content": "bye"})

    assert (changed.content, changed.embeds) == ("bye", message.embeds)


def test_an_edit_keeps_the_files_it_lists(world: World) -> None:
    message = post(world, {"content": "two"}, Upload("a.txt", b"a"), Upload("b.txt", b"b"))

    changed = messages.edit(world, message, {"attachments": [{"id": message.attachments[1].id}]})

    assert [file.filename for file in changed.attachments] == ["b.txt"]


def test_an_edit_that_leaves_nothing_is_refused(world: World) -> None:
    message = post(world, {"content": "hello"})

    with pytest.raises(ApiError) as caught:
        messages.edit(world, message, {"content": ""})
    assert refusal(caught) == (400, 50006)


def test_the_first_edit_of_a_loading_message_fills_it_without_a_mark(world: World) -> None:
    origin = Origin(world.bot_id, flags=int(MessageFlag.LOADING))
    loading = messages.post(world, channel(world, "general"), origin, {})

    filled = messages.edit(world, loading, {"content": "done"})

    assert (filled.flags, filled.edited_at) == (0, None)


def test_a_picture_in_an_embed_is_not_listed_as_a_file(world: World) -> None:
    picture = {
        "embeds": [{"image": {"url": "attachment://map.png"}}],
        "attachments": [{"id": 0, "description": "A map"}],
    }
    message = post(world, picture, Upload("map.png", b"data"))

    payload = world.write.message(message)

    assert (payload["attachments"], message.attachments[0].description) == ([], "A map")


def test_a_file_beyond_ten_mebibytes_is_refused(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        post(world, {}, Upload("big.bin", bytes(10 * 1024 * 1024 + 1)))
    assert refusal(caught) == (413, 40005)


def test_a_deleted_message_is_gone_and_told_of(world: World) -> None:
    message = post(world, {"content": "hello"})
    heard = events(world)

    messages.delete(world, message)

    assert [(event.name, event.data["id"]) for event in heard] == [("MESSAGE_DELETE", message.id)]
    assert message.id not in world.messages[message.channel_id]


def test_one_person_reacts_once_with_an_emoji(world: World) -> None:
    message, ada = post(world, {"content": "hello"}), user(world, "ada")
    messages.react(world, message, ada, "👍")
    again = world.message(message.channel_id, message.id)
    heard = events(world)

    messages.react(world, again, ada, "👍")

    assert (heard, world.write.message(again)["reactions"][0]["count"]) == ([], 1)


def test_a_reaction_taken_away_is_gone(world: World) -> None:
    message, ada = post(world, {"content": "hello"}), user(world, "ada")
    messages.react(world, message, ada, "👍")

    messages.unreact(world, world.message(message.channel_id, message.id), ada, "👍")

    assert world.message(message.channel_id, message.id).reactions == ()
