"""The demo guild, and how a seed becomes a world."""

from __future__ import annotations

from bot.sandbox.seed import Seed, plant
from bot.sandbox.snapshot import snapshot
from bot.sandbox.snowflakes import Clock
from bot.sandbox.world import World


def test_the_demo_guild_has_the_channels_that_people_know(world: World) -> None:
    names = [item.name for item in world.channels.values()]

    assert names == ["general", "ask-footnote", "announcements", "curators", "questions"]


def test_a_seed_becomes_the_same_world_each_time(world: World) -> None:
    again = World(Clock())
    plant(Seed.demo(), again)

    assert snapshot(again) == snapshot(world)


def test_a_person_of_the_seed_has_the_roles_it_gives_them(world: World) -> None:
    cho = next(item for item in world.users.values() if item.username == "cho")
    guild = next(iter(world.guilds))

    assert [world.roles[role].name for role in world.member(guild, cho.id).roles] == ["Curator"]
