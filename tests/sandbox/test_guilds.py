"""Joining and leaving, roles, and the bot coming and going."""

from __future__ import annotations

from bot.sandbox import commands, guilds
from bot.sandbox.world import World
from tests.sandbox.demo import channel, events, user


def test_a_role_given_opens_what_it_opens(world: World) -> None:
    guild, ada = next(iter(world.guilds)), user(world, "ada")

    guilds.give(world, guild, ada, guilds.role_named(world, guild, "Curator"))

    assert world.sees(ada, channel(world, "curators"))


def test_a_role_taken_closes_it_again(world: World) -> None:
    guild, cho = next(iter(world.guilds)), user(world, "cho")

    guilds.take(world, guild, cho, guilds.role_named(world, guild, "Curator"))

    assert not world.sees(cho, channel(world, "curators"))


def test_a_bot_put_out_sees_nothing_and_loses_its_commands_there(world: World) -> None:
    guild = next(iter(world.guilds.values()))
    commands.upload(world, guild.id, [{"name": "ask", "description": "Ask"}])

    guilds.remove_bot(world, guild)

    assert (world.sees(world.bot_id, channel(world, "general")), world.commands) == (False, {})


def test_a_bot_invited_has_the_role_that_is_its_own(world: World) -> None:
    guild = next(iter(world.guilds.values()))
    guilds.remove_bot(world, guild)
    heard = events(world)

    guilds.invite_bot(world, guild)

    held = [world.roles[role].name for role in world.member(guild.id, world.bot_id).roles]
    assert ([event.name for event in heard], held) == (["GUILD_CREATE"], ["Footnote"])
