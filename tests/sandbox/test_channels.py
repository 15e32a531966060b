"""Direct messages, threads and forum posts."""

from __future__ import annotations

import pytest

from bot.sandbox import channels, messages
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Origin
from bot.sandbox.world import World
from tests.sandbox.demo import channel, events, problems, refusal, user


def test_direct_messages_are_opened_once(world: World) -> None:
    ada = user(world, "ada")

    assert channels.direct(world, ada) is channels.direct(world, ada)


def test_a_thread_on_a_message_bears_its_id(world: World) -> None:
    general, ada = channel(world, "general"), user(world, "ada")
    message = messages.post(world, general, Origin(ada), {"content": "hello"})

    thread = channels.start_thread(world, general, ada, "Talk", message)

    assert (thread.id, world.message(general.id, message.id).thread_id) == (message.id, message.id)


def test_a_message_has_one_thread(world: World) -> None:
    general, ada = channel(world, "general"), user(world, "ada")
    message = messages.post(world, general, Origin(ada), {"content": "hello"})
    channels.start_thread(world, general, ada, "Talk", message)

    with pytest.raises(ApiError) as caught:
        channels.start_thread(world, general, ada, "More", world.message(general.id, message.id))
    assert refusal(caught) == (400, 160004)


def test_a_forum_post_begins_with_its_message(world: World) -> None:
    forum, heard = channel(world, "questions"), events(world)
    payload = {"name": "When?", "applied_tags": [forum.tags[0].id], "message": {"content": "when?"}}

    post, first = channels.forum_post(world, forum, user(world, "ada"), payload)

    told = [event.name for event in heard if event.to_bot]
    assert (told, first.id) == (["THREAD_CREATE", "MESSAGE_CREATE"], post.id)


def test_a_forum_post_that_says_nothing_leaves_nothing_behind(world: World) -> None:
    before = dict(world.channels)

    with pytest.raises(ApiError) as caught:
        channels.forum_post(world, channel(world, "questions"), user(world, "ada"), {"name": "When?"})
    assert (refusal(caught), world.channels) == ((400, 50006), before)


@pytest.mark.parametrize(
    ("payload", "place"),
    [
        ({"name": "x" * 101}, "name"),
        ({"name": "n", "applied_tags": ["1"]}, "applied_tags"),
        ({"name": "n", "applied_tags": ["1"] * 6}, "applied_tags"),
    ],
)
def test_a_forum_post_beyond_a_limit_is_refused(world: World, payload: dict[str, object], place: str) -> None:
    with pytest.raises(ApiError) as caught:
        channels.forum_post(world, channel(world, "questions"), user(world, "ada"), payload)
    assert list(problems(caught.value.errors)) == [place]


def test_writing_in_an_archived_thread_opens_it_again(world: World) -> None:
    thread = channels.start_thread(world, channel(world, "general"), user(world, "ada"), "Talk")
    archived = channels.change(world, thread, {"archived": True})

    opened = channels.wake(world, archived)

    assert opened.thread is not None
    assert not opened.thread.archived


def test_members_cannot_write_in_a_locked_thread(world: World) -> None:
    thread = channels.start_thread(world, channel(world, "general"), user(world, "ada"), "Talk")
    locked = channels.change(world, thread, {"locked": True})

    assert (world.may_send(user(world, "ada"), locked), world.may_send(user(world, "cho"), locked)) == (False, True)


def test_a_deleted_channel_takes_its_threads_along(world: World) -> None:
    general = channel(world, "general")
    thread = channels.start_thread(world, general, user(world, "ada"), "Talk")
    heard = events(world)

    channels.remove(world, general)

    assert ([event.name for event in heard], thread.id in world.channels) == (
        ["THREAD_DELETE", "CHANNEL_DELETE"],
        False,
    )
