"""Who may do what: Discord's permission bits and how roles and a channel's overwrites add up."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag
from functools import reduce
from operator import or_

from bot.sandbox.model import Channel, Member, Overwrite, Role


class Permission(IntFlag):
    """Discord's permission bits, by the names that its documentation uses."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


ALL = 8866461766385663
"""Every permission discord.py 2.7.1 knows (53 bits)."""

IN_DIRECT_MESSAGES = int(
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_APPLICATION_COMMANDS
)

LOST_WITHOUT_SENDING = int(Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.MENTION_EVERYONE)
"""What nobody can do in a channel where they may not send."""


def bits(names: Iterable[str]) -> int:
    """The bits of *names*, such as ``send_messages``."""
    return reduce(or_, (int(Permission[name.upper()]) for name in names), 0)


def in_guild(member: Member, roles: Iterable[Role], everyone: Role) -> int:
    """What *member* may do in the guild as a whole, by *roles*, all roles of the guild."""
    held = reduce(or_, (role.permissions for role in roles if role.id in member.roles), everyone.permissions)
    return ALL if held & Permission.ADMINISTRATOR else held


def in_channel(held: int, member: Member, channel: Channel) -> int:
    """What *member*, who may do *held* in the guild, may do in *channel*, which is not a thread."""
    if held & Permission.ADMINISTRATOR:
        return ALL
    for group in _in_order(member, channel):
        held = _overwritten(held, group)
    if not held & Permission.VIEW_CHANNEL:
        return 0
    return held if held & Permission.SEND_MESSAGES else held & ~LOST_WITHOUT_SENDING


def _in_order(member: Member, channel: Channel) -> tuple[tuple[Overwrite, ...], ...]:
    """The overwrites that concern *member*: of everyone, of their roles together, of themselves."""
    everyone = tuple(item for item in channel.overwrites if item.id == channel.guild_id)
    roles = tuple(item for item in channel.overwrites if item.id in member.roles)
    own = tuple(item for item in channel.overwrites if item.id == member.user_id)
    return everyone, roles, own


def _overwritten(held: int, group: tuple[Overwrite, ...]) -> int:
    denied = reduce(or_, (item.deny for item in group), 0)
    allowed = reduce(or_, (item.allow for item in group), 0)
    return held & ~denied | allowed
