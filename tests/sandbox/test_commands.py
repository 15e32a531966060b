"""Which commands Discord takes, and who may use them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import channels, commands
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json
from bot.sandbox.world import World
from tests.sandbox.demo import channel, problems, user


def command(name: str = "ask", **more: Any) -> Json:
    """A command that Discord takes."""
    return {"name": name, "description": "Ask", "type": 1, **more}


def option(name: str = "text", **more: Any) -> Json:
    """An option that Discord takes."""
    return {"name": name, "description": "Text", "type": 3, **more}


CHOICE = {"name": "n", "value": "v"}
SUB = option("sub", type=1)


@pytest.mark.parametrize(
    ("payload", "place", "code"),
    [
        (command("Ask"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (command("a b"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (command("x" * 33), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (command(description=""), "0.description", "BASE_TYPE_REQUIRED"),
        (command(description="x" * 101), "0.description", "BASE_TYPE_BAD_LENGTH"),
        (command(type=3), "0.description", "APPLICATION_COMMAND_CONTEXT_MENU_NO_DESCRIPTION"),
        (command(options=[option(f"o{n}") for n in range(26)]), "0.options", "BASE_TYPE_MAX_LENGTH"),
        (
            command(options=[option("a"), option("b", required=True)]),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            command(options=[option("a"), option("a")]),
            "0.options.1.name",
            "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE",
        ),
        (command(options=[option(type=99)]), "0.options.0.type", "BASE_TYPE_CHOICES"),
        (command(options=[option(choices=[CHOICE] * 26)]), "0.options.0.choices", "BASE_TYPE_MAX_LENGTH"),
        (
            command(options=[option(choices=[CHOICE], autocomplete=True)]),
            "0.options.0.autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
        ),
        (
            command(options=[option(type=6, autocomplete=True)]),
            "0.options.0",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (command(options=[option(), SUB]), "0.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (
            command(options=[option("g", type=1, options=[SUB])]),
            "0.options.0.options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
    ],
)
def test_a_command_beyond_a_limit_is_refused_at_its_place(world: World, payload: Json, place: str, code: str) -> None:
    with pytest.raises(ApiError) as caught:
        commands.upload(world, None, [payload])
    assert problems(caught.value.errors) == {place: code}


def test_a_command_of_more_than_8000_characters_is_refused(world: World) -> None:
    long = [{"name": "x" * 100, "value": "y" * 100} for _ in range(25)]

    with pytest.raises(ApiError) as caught:
        commands.upload(world, None, [command(options=[option("a", choices=long), option("b", choices=long)])])
    assert problems(caught.value.errors) == {"0": "APPLICATION_COMMAND_TOO_LARGE"}


def test_two_commands_of_one_name_and_kind_are_refused(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        commands.upload(world, None, [command(), command()])
    assert problems(caught.value.errors) == {"1.name": "APPLICATION_COMMANDS_DUPLICATE_NAME"}


def test_there_are_at_most_fifteen_message_menus(world: World) -> None:
    menus = [{"name": f"Menu {number}", "type": 3} for number in range(16)]

    with pytest.raises(ApiError) as caught:
        commands.upload(world, None, menus)
    assert problems(caught.value.errors) == {"": "APPLICATION_COMMANDS_MAX"}


def test_a_command_keeps_its_id_when_it_is_uploaded_again(world: World) -> None:
    first = commands.upload(world, None, [command("ask"), command("fact")])
    second = commands.upload(world, None, [command("fact", description="Changed")])

    assert (second[0]["id"], second[0]["description"]) == (first[1]["id"], "Changed")


def names(world: World, place: str, person: str) -> list[str]:
    """The commands that the person may use in that channel."""
    return [item["name"] for item in commands.usable(world, channel(world, place), user(world, person))]


def test_a_command_for_managers_is_theirs_alone(world: World) -> None:
    commands.upload(world, None, [command(default_member_permissions=str(1 << 5))])

    assert (names(world, "general", "dee"), names(world, "general", "ada")) == (["ask"], [])


def test_a_command_that_needs_no_known_right_is_for_administrators(world: World) -> None:
    commands.upload(world, None, [command(default_member_permissions="0")])

    assert names(world, "general", "dee") == []


def test_a_guilds_commands_do_not_show_in_direct_messages(world: World) -> None:
    commands.upload(world, next(iter(world.guilds)), [command("here")])
    commands.upload(world, None, [command("everywhere"), command("guilds", contexts=[0])])
    ada = user(world, "ada")

    usable = commands.usable(world, channels.direct(world, ada), ada)

    assert [item["name"] for item in usable] == ["everywhere"]
