"""Who may do what, with roles and overwrites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Overwrite
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World
from tests.sandbox.demo import channel, refusal, user


def test_a_channel_may_forbid_what_the_guild_allows(world: World) -> None:
    assert not world.may_send(user(world, "ada"), channel(world, "announcements"))


def test_a_roles_overwrite_outweighs_that_of_everyone(world: World) -> None:
    assert world.may_send(user(world, "dee"), channel(world, "announcements"))


def test_a_members_own_overwrite_outweighs_that_of_their_roles(world: World) -> None:
    dee, announcements = user(world, "dee"), channel(world, "announcements")
    own = Overwrite(dee, is_member=True, allow=0, deny=int(Permission.SEND_MESSAGES))

    assert not world.may_send(dee, replace(announcements, overwrites=(*announcements.overwrites, own)))


def test_who_may_not_send_may_not_attach_either(world: World) -> None:
    assert not world.may(user(world, "ada"), Permission.ATTACH_FILES, channel(world, "announcements"))


def test_who_cannot_see_a_channel_may_do_nothing_in_it(world: World) -> None:
    assert world.permissions_at(channel(world, "curators"), user(world, "ada")) == 0


def test_the_owner_may_do_everything(world: World) -> None:
    guild, ada = next(iter(world.guilds.values())), user(world, "ada")
    world.guilds[guild.id] = replace(guild, owner_id=ada)

    assert world.may_send(ada, channel(world, "announcements"))


def test_somebody_who_is_not_a_member_sees_nothing(world: World) -> None:
    ada = user(world, "ada")
    del world.members[next(iter(world.guilds)), ada]

    assert not world.sees(ada, channel(world, "general"))


def test_the_bot_is_told_that_it_cannot_see_a_channel(world: World) -> None:
    curators = channel(world, "curators")
    hidden = replace(curators, overwrites=curators.overwrites[:1])

    with pytest.raises(ApiError) as caught:
        world.require(Permission.SEND_MESSAGES, hidden)
    assert refusal(caught) == (403, 50001)


def test_the_bot_is_told_that_it_may_not(world: World) -> None:
    with pytest.raises(ApiError) as caught:
        world.require(Permission.SEND_MESSAGES, channel(world, "announcements"))
    assert refusal(caught) == (403, 50013)
