"""Messages: posting, editing and deleting them, and reacting to them. Who may do so is the caller's business."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.sandbox import limits
from bot.sandbox.components import numbered
from bot.sandbox.errors import ApiError, Problems, unknown
from bot.sandbox.mentions import ORDINARY, Allowed, pings, read_allowed
from bot.sandbox.model import (
    Attachment,
    Channel,
    ChannelType,
    Event,
    Json,
    Message,
    MessageFlag,
    Reaction,
)
from bot.sandbox.payloads import UPLOAD_LIMIT, emoji
from bot.sandbox.world import World

PLAIN, REPLY = 0, 19
"""Discord's types of an ordinary message and of a reply."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in."""

    filename: str
    data: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Where a message comes from.

    Attributes:
        type: Discord's message type.
        interaction_id: The interaction it answers.
        only_for: The only person who sees it.
        allowed: Whom it may notify if it does not say.
        flags: Flags it has whatever the request says.
    """

    author_id: str
    type: int = PLAIN
    interaction_id: str | None = None
    only_for: str | None = None
    allowed: Allowed = ORDINARY
    flags: int = 0


def post(world: World, channel: Channel, origin: Origin, payload: Json, files: Sequence[Upload] = ()) -> Message:
    """Put a new message into *channel* and tell everybody; see `compose` for what it takes and raises."""
    return deliver(world, compose(world, channel, origin, payload, files))


def deliver(world: World, message: Message) -> Message:
    """Put *message* into its channel and tell everybody."""
    world.keep(message)
    announce(world, "MESSAGE_CREATE", message)
    return message


def compose(
    world: World,
    channel: Channel,
    origin: Origin,
    payload: Json,
    files: Sequence[Upload] = (),
    *,
    message_id: str | None = None,
) -> Message:
    """
    A message that is nowhere yet.

    Args:
        payload: As Discord's "create message" takes it; attachments in it are part numbers of *files*.
        message_id: The id it gets; a new one if None.

    Raises:
        ApiError: 50035 or 50006 when Discord would not take it.
    """
    flags = int(payload.get("flags") or 0) & limits.SENDABLE_FLAGS | origin.flags
    if origin.only_for is None:
        flags &= ~MessageFlag.EPHEMERAL
    limits.check_message(payload, flags=flags)
    content = (payload.get("content") or "").strip()
    replied_to = _replied_to(world, channel, payload)
    if not flags & MessageFlag.LOADING:
        limits.check_not_empty(content, payload.get("embeds") or (), payload.get("components") or (), files)
    return Message(
        id=message_id or world.ids.next(),
        channel_id=channel.id,
        author_id=origin.author_id,
        content=content,
        created_at=world.clock.now(),
        type=REPLY if replied_to is not None and origin.type == PLAIN else origin.type,
        embeds=_embeds(payload),
        components=numbered(payload.get("components") or ()),
        attachments=_attachments(world, payload, files, ()),
        flags=flags,
        reply_to=None if replied_to is None else replied_to.id,
        pings=pings(world, channel, origin.author_id, content, read_allowed(payload, origin.allowed), replied_to),
        interaction_id=origin.interaction_id,
        only_for=origin.only_for,
        nonce=payload.get("nonce"),
    )


def _embeds(payload: Json) -> tuple[Json, ...]:
    return tuple({"type": "rich", **embed} for embed in payload.get("embeds") or ())


def _replied_to(world: World, channel: Channel, payload: Json) -> Message | None:
    reference = payload.get("message_reference")
    if not reference:
        return None
    found = world.messages.get(channel.id, {}).get(str(reference["message_id"]))
    if found is not None and found.only_for is None:
        return found
    if reference.get("fail_if_not_exists", True):
        problems = Problems()
        problems.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        problems.raise_any()
    return None


def _attachments(
    world: World, payload: Json, files: Sequence[Upload], kept: Sequence[Attachment]
) -> tuple[Attachment, ...]:
    """The files of a message: those of *kept* that the payload lists, then the new ones."""
    for file in files:
        if len(file.data) > UPLOAD_LIMIT:
            raise ApiError(413, 40005, "Request entity too large")
    listed = {str(item["id"]): item for item in payload.get("attachments") or ()}
    old = tuple(item for item in kept if payload.get("attachments") is None or item.id in listed)
    return old + tuple(
        attach(world, file, listed.get(str(number), {}).get("description")) for number, file in enumerate(files)
    )


def attach(world: World, file: Upload, description: str | None = None) -> Attachment:
    """*file* as part of a message."""
    kind = file.content_type or mimetypes.guess_type(file.filename)[0] or "application/octet-stream"
    if kind == "application/octet-stream":
        kind = mimetypes.guess_type(file.filename)[0] or kind
    return Attachment(world.ids.next(), file.filename, kind, file.data, secrets.token_hex(16), description)


def edit(world: World, message: Message, payload: Json, files: Sequence[Upload] = ()) -> Message:
    """
    Change those parts of *message* that *payload* names, and tell everybody. A message still loading is filled thereby.

    Raises:
        ApiError: 50035 or 50006 when Discord would not take it.
    """
    flags = _edited_flags(message, payload)
    limits.check_message(payload, flags=flags)
    channel = world.channel(message.channel_id)
    changed = replace(
        message,
        flags=flags & ~MessageFlag.LOADING,
        edited_at=None if message.flags & MessageFlag.LOADING else world.clock.now(),
        attachments=_attachments(world, payload, files, message.attachments),
    )
    if "content" in payload:
        content = (payload["content"] or "").strip()
        allowed = read_allowed(payload, ORDINARY)
        notified = pings(world, channel, message.author_id, content, allowed, None)
        changed = replace(changed, content=content, pings=notified)
    if payload.get("embeds") is not None:
        changed = replace(changed, embeds=_embeds(payload))
    if "components" in payload:
        changed = replace(changed, components=numbered(payload["components"] or ()))
    limits.check_not_empty(changed.content, changed.embeds, changed.components, changed.attachments)
    return _changed(world, changed)


def _edited_flags(message: Message, payload: Json) -> int:
    if payload.get("flags") is None:
        return message.flags
    mine = int(MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2)
    forever = message.flags & MessageFlag.COMPONENTS_V2
    return message.flags & ~mine | int(payload["flags"]) & mine | forever


def _changed(world: World, message: Message) -> Message:
    world.keep(message)
    announce(world, "MESSAGE_UPDATE", message)
    return message


def link_thread(world: World, message: Message, thread_id: str) -> Message:
    """Note on *message* that a thread hangs on it."""
    return _changed(world, replace(message, thread_id=thread_id, flags=message.flags | MessageFlag.HAS_THREAD))


def announce(world: World, name: str, message: Message) -> None:
    """Tell everybody who may know that *message* came or changed."""
    channel = world.channel(message.channel_id)
    world.emit(
        Event(
            name,
            world.write.message_event(message),
            channel.guild_id,
            channel.id,
            to_bot=message.only_for is None and world.sees(world.bot_id, channel),
            only=message.only_for,
            content_is_free=_content_is_free(world, channel, message),
        )
    )


def _content_is_free(world: World, channel: Channel, message: Message) -> bool:
    mine = message.author_id == world.bot_id
    return mine or channel.type is ChannelType.DM or world.bot_id in message.pings.users


def delete(world: World, message: Message) -> None:
    """Take *message* away and tell everybody."""
    channel = world.channel(message.channel_id)
    del world.messages[channel.id][message.id]
    world.emit(_about(world, "MESSAGE_DELETE", channel, message, {"id": message.id}))


def _about(world: World, name: str, channel: Channel, message: Message, data: Json) -> Event:
    where: Json = {"channel_id": channel.id}
    if channel.guild_id is not None:
        where["guild_id"] = channel.guild_id
    told = message.only_for is None and world.sees(world.bot_id, channel)
    return Event(name, {**data, **where}, channel.guild_id, channel.id, told, message.only_for)


def react(world: World, message: Message, user_id: str, text: str) -> None:
    """Put the emoji *text* of the user under *message*; once is enough."""
    found = next((item for item in message.reactions if item.emoji == text), Reaction(text, ()))
    if user_id in found.users:
        return
    _react(world, message, user_id, replace(found, users=(*found.users, user_id)), "MESSAGE_REACTION_ADD")


def unreact(world: World, message: Message, user_id: str, text: str) -> None:
    """
    Take the emoji *text* of the user away.

    Raises:
        ApiError: 10014 when it is not there.
    """
    found = next((item for item in message.reactions if item.emoji == text and user_id in item.users), None)
    if found is None:
        raise unknown("Emoji")
    left = replace(found, users=tuple(user for user in found.users if user != user_id))
    _react(world, message, user_id, left, "MESSAGE_REACTION_REMOVE")


def _react(world: World, message: Message, user_id: str, reaction: Reaction, name: str) -> None:
    others = [item for item in message.reactions if item.emoji != reaction.emoji]
    every = (*others, reaction) if reaction.users else tuple(others)
    world.keep(replace(message, reactions=tuple(every)))
    channel = world.channel(message.channel_id)
    data: Json = {
        "user_id": user_id,
        "message_id": message.id,
        "emoji": emoji(reaction.emoji),
        "type": 0,
        "burst": False,
        "message_author_id": message.author_id,
    }
    member = world.members.get((channel.guild_id or "", user_id))
    if member is not None and name == "MESSAGE_REACTION_ADD":
        data["member"] = world.write.member(member)
    world.emit(_about(world, name, channel, message, data))


def typing(world: World, channel: Channel, user_id: str) -> None:
    """Tell everybody that the user is writing."""
    data: Json = {"channel_id": channel.id, "user_id": user_id, "timestamp": int(world.clock.now().timestamp())}
    if channel.guild_id is not None:
        data["guild_id"] = channel.guild_id
        data["member"] = world.write.member(world.member(channel.guild_id, user_id))
    world.emit(Event("TYPING_START", data, channel.guild_id, channel.id, world.sees(world.bot_id, channel)))
