"""The one answer that an interaction may have, and what comes after it."""

from __future__ import annotations

import pytest

from bot.sandbox import interactions, messages
from bot.sandbox.errors import ApiError
from bot.sandbox.interactions import ANSWER_WITHIN, TOKEN_LIVES
from bot.sandbox.messages import Origin
from bot.sandbox.model import Interaction, InteractionType, Json
from bot.sandbox.world import World
from tests.sandbox.demo import button, channel, events, problems, refusal, row, user

DEFERRED = {"type": 5}


def used(world: World) -> Interaction:
    """A slash command that ada used."""
    data = {"id": "1", "name": "ask", "type": 1}
    general = channel(world, "general").id
    return interactions.begin(world, InteractionType.COMMAND, user(world, "ada"), general, data, name="ask")


def pressed(world: World) -> Interaction:
    """A button of the bot's that ada pressed."""
    general = channel(world, "general")
    message = messages.post(world, general, Origin(world.bot_id), {"content": "hello", "components": [row(button())]})
    data = {"custom_id": "go", "component_type": 2}
    kind = InteractionType.COMPONENT
    return interactions.begin(world, kind, user(world, "ada"), general.id, data, message_id=message.id)


def answer(world: World, interaction: Interaction, payload: Json) -> Json:
    """The bot's answer."""
    return interactions.answer(world, interaction.id, interaction.token, payload)


def test_an_interaction_reaches_the_bot_with_what_discord_py_needs(world: World) -> None:
    heard = events(world)

    used(world)

    needed = {"id", "application_id", "type", "token", "version", "attachment_size_limit", "member", "channel", "data"}
    assert needed <= heard[0].data.keys()


def test_an_answer_is_a_message_that_says_what_it_answers(world: World) -> None:
    interaction = used(world)

    answered = answer(world, interaction, {"type": 4, "data": {"content": "here"}})

    told = answered["resource"]["message"]
    assert (told["type"], told["interaction_metadata"]["name"], answered["interaction"]["response_message_id"]) == (
        20,
        "ask",
        told["id"],
    )


def test_there_is_one_answer_to_an_interaction(world: World) -> None:
    interaction = used(world)
    answer(world, interaction, DEFERRED)

    with pytest.raises(ApiError) as caught:
        answer(world, interaction, DEFERRED)
    assert refusal(caught) == (400, 40060)


def test_an_answer_after_three_seconds_is_too_late(world: World) -> None:
    interaction = used(world)
    world.clock.advance(ANSWER_WITHIN + 0.1)

    with pytest.raises(ApiError) as caught:
        answer(world, interaction, DEFERRED)
    assert refusal(caught) == (404, 10062)


def test_an_answer_needs_the_interactions_own_token(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        interactions.answer(world, used(world).id, "another", DEFERRED)
    assert refusal(caught) == (404, 10062)


def test_an_answer_that_discord_refuses_leaves_room_for_a_better_one(world: World) -> None:
    interaction = used(world)
    with pytest.raises(ApiError):
        answer(world, interaction, {"type": 4, "data": {"content": "x" * 2001}})

    assert answer(world, interaction, {"type": 4, "data": {"content": "short"}})["resource"]["type"] == 4


@pytest.mark.parametrize("kind", [6, 7, 8, 1, None])
def test_a_command_cannot_be_answered_by_changing_a_message_or_by_choices(world: World, kind: int | None) -> None:
    with pytest.raises(ApiError) as caught:
        answer(world, used(world), {"type": kind})
    assert problems(caught.value.errors) == {"type": "BASE_TYPE_CHOICES"}


def test_the_first_follow_up_fills_a_deferred_answer(world: World) -> None:
    interaction = used(world)
    answer(world, interaction, {"type": 5, "data": {"flags": 64}})

    filled = interactions.follow_up(world, world.interactions[interaction.id], {"content": "done"})

    assert (filled.id, filled.only_for) == (world.interactions[interaction.id].original_id, user(world, "ada"))


def test_the_second_follow_up_is_a_message_of_its_own(world: World) -> None:
    interaction = used(world)
    answer(world, interaction, DEFERRED)
    answered = world.interactions[interaction.id]

    first = interactions.follow_up(world, answered, {"content": "one"})

    assert interactions.follow_up(world, answered, {"content": "two"}).id != first.id


def test_a_token_is_worth_nothing_before_the_first_answer(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        interactions.by_token(world, world.application_id, used(world).token)
    assert refusal(caught) == (404, 10015)


def test_a_token_lives_fifteen_minutes(world: World) -> None:
    interaction = used(world)
    answer(world, interaction, DEFERRED)
    world.clock.advance(TOKEN_LIVES + 1)

    with pytest.raises(ApiError) as caught:
        interactions.by_token(world, world.application_id, interaction.token)
    assert refusal(caught) == (401, 50027)


def test_a_token_gives_no_power_over_other_messages(world: World) -> None:
    interaction = used(world)
    answer(world, interaction, DEFERRED)
    other = messages.post(world, channel(world, "general"), Origin(world.bot_id), {"content": "other"})

    with pytest.raises(ApiError) as caught:
        interactions.message_of(world, world.interactions[interaction.id], other.id)
    assert refusal(caught) == (404, 10008)


def test_the_original_of_a_changed_message_is_the_one_with_the_button(world: World) -> None:
    interaction = pressed(world)
    answer(world, interaction, {"type": 6})

    original = interactions.message_of(world, world.interactions[interaction.id], "@original")

    assert original.id == interaction.message_id


def test_the_answer_to_a_button_names_the_message_it_stands_in(world: World) -> None:
    interaction = pressed(world)

    told = answer(world, interaction, {"type": 4, "data": {"content": "here"}})["resource"]["message"]

    assert told["interaction_metadata"]["interacted_message_id"] == interaction.message_id


def test_who_is_not_answered_is_told_so(world: World) -> None:
    interaction, heard = pressed(world), events(world)

    interactions.fail_if_unanswered(world, interaction.id)

    assert [(event.name, event.only, event.data["words"]) for event in heard] == [
        ("FAILED", user(world, "ada"), "This interaction failed")
    ]


def test_who_is_answered_is_not_told_of_a_failure(world: World) -> None:
    interaction = used(world)
    answer(world, interaction, DEFERRED)
    heard = events(world)

    interactions.fail_if_unanswered(world, interaction.id)

    assert heard == []


def test_an_answer_to_a_command_notifies_no_roles_unless_it_says_so(world: World) -> None:
    curator = next(role.id for role in world.roles.values() if role.name == "Curator")

    interaction = used(world)
    answer(world, interaction, {"type": 4, "data": {"content": f"<@&{curator}> <@{user(world, 'ben')}>"}})

    sent = list(world.messages[interaction.channel_id].values())[-1]
    assert (sent.pings.roles, sent.pings.users) == ((), (user(world, "ben"),))
