"""The nouns of the stand-in's world, as values. Ids are text, as Discord writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]


class ChannelType(IntEnum):
    """The kinds of channel that the stand-in knows."""

    TEXT = 0
    DM = 1
    THREAD = 11
    FORUM = 15


class MessageFlag(IntFlag):
    """The message flags that the stand-in gives a meaning to."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, in whichever guild."""

    id: str
    username: str
    display_name: str
    bot: bool
    avatar_color: str


@dataclass(frozen=True, slots=True)
class Role:
    """A guild's role; the one that everyone has bears the guild's own id."""

    id: str
    guild_id: str
    name: str
    permissions: int
    color: int = 0
    position: int = 0
    mentionable: bool = False
    bot_id: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A user in a guild. *roles* are ids, without the role that everyone has."""

    guild_id: str
    user_id: str
    roles: tuple[str, ...]
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Guild:
    """A server. Its owner need not be one of the people that one can act as."""

    id: str
    name: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies a role or a member; *id* is that of the role or the user."""

    id: str
    is_member: bool
    allow: int
    deny: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A forum's tag."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What makes a channel a thread or a forum's post."""

    owner_id: str
    created_at: datetime
    members: tuple[str, ...] = ()
    archived: bool = False
    locked: bool = False
    auto_archive_minutes: int = 1440
    applied_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """
    Where messages stand.

    Attributes:
        guild_id: None for direct messages.
        parent_id: For a thread the channel it belongs to.
        recipient_id: For direct messages the person on the other side from the bot.
        thread: None unless it is a thread.
    """

    id: str
    type: ChannelType
    name: str
    guild_id: str | None
    parent_id: str | None = None
    position: int = 0
    topic: str | None = None
    overwrites: tuple[Overwrite, ...] = ()
    tags: tuple[Tag, ...] = ()
    recipient_id: str | None = None
    thread: Thread | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; *secret* is the part of its address that cannot be guessed."""

    id: str
    filename: str
    content_type: str
    data: bytes = field(repr=False)
    secret: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Pings:
    """Who a message really notified, after its allowed mentions and its author's permissions."""

    everyone: bool = False
    users: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji under a message and who put it there, in order."""

    emoji: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """
    A message.

    Attributes:
        only_for: The one person who sees it (an ephemeral message); None when everyone in the channel does.
        interaction_id: The interaction that it answers.
        reply_to: The id of the message replied to, in the same channel.
    """

    id: str
    channel_id: str
    author_id: str
    content: str
    created_at: datetime
    type: int = 0
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: int = 0
    edited_at: datetime | None = None
    reply_to: str | None = None
    pings: Pings = Pings()
    reactions: tuple[Reaction, ...] = ()
    interaction_id: str | None = None
    only_for: str | None = None
    thread_id: str | None = None
    nonce: str | int | None = None


class InteractionType(IntEnum):
    """What a person did to the bot."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Callback(IntEnum):
    """How the bot answers an interaction first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Interaction:
    """
    One thing a person did to the bot, and what came of it.

    Attributes:
        data: Discord's ``data`` of it.
        name: What a person would call it: the command's name; empty for components and modals.
        message_id: The message whose component it was.
        parent_id: For a modal's submission the interaction that opened the modal.
        answer: The bot's first answer; None until there is one.
        original_id: The message that ``@original`` means.
        modal: The modal that the bot opened.
        choices: What the bot offered to complete with.
        failed: Nobody answered in time.
    """

    id: str
    token: str
    type: InteractionType
    user_id: str
    channel_id: str
    data: Json
    name: str
    created_at: datetime
    message_id: str | None = None
    parent_id: str | None = None
    answer: Callback | None = None
    original_id: str | None = None
    ephemeral: bool = False
    modal: Json | None = None
    choices: tuple[Json, ...] | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something that happened in the world.

    Attributes:
        name: Discord's name for it, or one of our own, such as ``MODAL`` or ``FAILED``, which bots do not get.
        data: Discord's payload.
        channel_id: Where; None when it concerns the whole guild.
        to_bot: Whether the bot is told at all.
        only: The one person who may know; None when everyone who sees the channel may.
        content_is_free: For messages: whether the bot gets the content without the intent for it.
    """

    name: str
    data: Json
    guild_id: str | None = None
    channel_id: str | None = None
    to_bot: bool = True
    only: str | None = None
    content_is_free: bool = True
