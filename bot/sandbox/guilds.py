"""Guilds: who joins and leaves, who has which role, and the bot being invited and removed."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.errors import unknown
from bot.sandbox.model import Channel, ChannelType, Event, Guild, Member, Role
from bot.sandbox.world import World


def join(world: World, guild_id: str, user_id: str) -> Member:
    """Make the user a member, without any role."""
    world.guild(guild_id)
    member = Member(guild_id, user_id, (), world.clock.now())
    world.members[guild_id, user_id] = member
    _tell_of(world, "GUILD_MEMBER_ADD", member)
    return member


def leave(world: World, guild_id: str, user_id: str) -> None:
    """Take the user out of the guild."""
    member = world.member(guild_id, user_id)
    del world.members[guild_id, user_id]
    user = world.write.user(world.user(member.user_id))
    told = (guild_id, world.bot_id) in world.members
    world.emit(Event("GUILD_MEMBER_REMOVE", {"user": user, "guild_id": guild_id}, guild_id, to_bot=told))


def _tell_of(world: World, name: str, member: Member) -> None:
    told = (member.guild_id, world.bot_id) in world.members
    data = {**world.write.member(member), "guild_id": member.guild_id}
    world.emit(Event(name, data, member.guild_id, to_bot=told))


def role_named(world: World, guild_id: str, name: str) -> Role:
    """
    The guild's role of that name.

    Raises:
        ApiError: 10011 when it has none.
    """
    found = next((role for role in world.roles_of(guild_id) if role.name == name), None)
    if found is None:
        raise unknown("Role")
    return found


def give(world: World, guild_id: str, user_id: str, role: Role) -> None:
    """Give the member *role*."""
    member = world.member(guild_id, user_id)
    _set_roles(world, member, (*(held for held in member.roles if held != role.id), role.id))


def take(world: World, guild_id: str, user_id: str, role: Role) -> None:
    """Take *role* from the member."""
    member = world.member(guild_id, user_id)
    _set_roles(world, member, tuple(held for held in member.roles if held != role.id))


def _set_roles(world: World, member: Member, roles: tuple[str, ...]) -> None:
    changed = replace(member, roles=roles)
    world.members[member.guild_id, member.user_id] = changed
    _tell_of(world, "GUILD_MEMBER_UPDATE", changed)


def add_channel(world: World, guild_id: str, name: str) -> Channel:
    """Open a text channel that everyone sees."""
    channel = Channel(world.ids.next(), ChannelType.TEXT, name, guild_id, position=len(world.channels_of(guild_id)))
    world.channels[channel.id] = channel
    told = world.sees(world.bot_id, channel)
    world.emit(Event("CHANNEL_CREATE", world.write.channel(channel), guild_id, channel.id, told))
    return channel


def remove_bot(world: World, guild: Guild) -> None:
    """Put the bot out of *guild*."""
    world.members.pop((guild.id, world.bot_id), None)
    world.commands.pop(guild.id, None)
    world.emit(Event("GUILD_DELETE", {"id": guild.id}, guild.id))
    world.emit(Event("COMMANDS", {}, guild.id, to_bot=False))


def invite_bot(world: World, guild: Guild) -> None:
    """Take the bot into *guild*, with the role that is its own."""
    roles = tuple(role.id for role in world.roles_of(guild.id) if role.bot_id == world.bot_id)
    world.members[guild.id, world.bot_id] = Member(guild.id, world.bot_id, roles, world.clock.now())
    told = world.write.guild_create(guild, with_members=False)
    del told["unavailable"]  # discord.py takes a guild that says so for one that it knew before
    world.emit(Event("GUILD_CREATE", told, guild.id))
