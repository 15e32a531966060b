"""What one person sees of the world."""

from __future__ import annotations

from bot.sandbox import messages
from bot.sandbox.messages import Origin
from bot.sandbox.sight import Sight
from bot.sandbox.world import World
from tests.sandbox.demo import channel, events, user


def sight(world: World, name: str) -> Sight:
    """The world as that person sees it."""
    return Sight(world, user(world, name))


def test_a_reaction_is_ones_own_or_somebody_elses(world: World) -> None:
    general = channel(world, "general")
    message = messages.post(world, general, Origin(user(world, "ben")), {"content": "hello"})
    messages.react(world, message, user(world, "ada"), "👍")

    own = [sight(world, name).messages(general.id)[-1]["reactions"][0]["me"] for name in ("ada", "ben")]

    assert own == [True, False]


def test_a_message_for_one_person_is_a_frame_for_them_alone(world: World) -> None:
    heard = events(world)
    messages.post(
        world, channel(world, "general"), Origin(world.bot_id, only_for=user(world, "ada")), {"content": "psst"}
    )

    frames = [sight(world, name).frame(heard[-1]) for name in ("ada", "ben")]

    assert frames[0] is not None
    assert (frames[0]["message"]["seen_only_by_you"], frames[1]) == (True, None)


def test_what_happens_in_a_hidden_channel_is_no_frame_for_members(world: World) -> None:
    heard = events(world)
    messages.post(world, channel(world, "curators"), Origin(user(world, "cho")), {"content": "among us"})

    seen = [sight(world, name).frame(heard[-1]) is not None for name in ("dee", "ada")]

    assert seen == [True, False]


def test_a_reply_shows_what_it_replies_to_with_its_author(world: World) -> None:
    general = channel(world, "general")
    first = messages.post(world, general, Origin(user(world, "ben")), {"content": "hello"})
    reply = {"content": "hi", "message_reference": {"message_id": first.id}}
    messages.post(world, general, Origin(user(world, "ada")), reply)

    seen = sight(world, "ada").messages(general.id)[-1]

    assert (seen["referenced_message"]["content"], seen["referenced_message"]["author"]["display_name"]) == (
        "hello",
        "Ben",
    )


def test_a_reply_to_what_is_gone_shows_nothing_in_its_place(world: World) -> None:
    general = channel(world, "general")
    first = messages.post(world, general, Origin(user(world, "ben")), {"content": "hello"})
    reply = {"content": "hi", "message_reference": {"message_id": first.id}}
    messages.post(world, general, Origin(user(world, "ada")), reply)
    messages.delete(world, first)

    assert sight(world, "ada").messages(general.id)[-1]["referenced_message"] is None
