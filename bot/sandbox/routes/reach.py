"""What the bot may reach: the channel and the message that a route names, and whether it may send there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.messages import Upload
from bot.sandbox.model import Channel, ChannelType, Json, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.routes.table import Call
from bot.sandbox.world import World


def channel_of(world: World, call: Call, needed: Permission = Permission.VIEW_CHANNEL) -> Channel:
    """
    The channel that the route names.

    Raises:
        ApiError: 10003, 50001 or 50013 when there is none, the bot does not see it, or may not do *needed* in it.
    """
    channel = world.channel(call.path["channel"])
    world.require(needed, channel)
    return channel


def message_of(world: World, channel: Channel, message_id: str) -> Message:
    """
    A message that ordinary routes reach: not one that only one person sees.

    Raises:
        ApiError: 10008 when there is none.
    """
    message = world.message(channel.id, message_id)
    if message.only_for is not None:
        raise unknown("Message")
    return message


def require_awake(channel: Channel) -> None:
    """
    See that *channel* is not an archived thread.

    Raises:
        ApiError: 50083 when it is.
    """
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(400, 50083, "Thread is archived")


def require_sending(world: World, channel: Channel, body: Json, files: Sequence[Upload]) -> None:
    """
    See that the bot may send a message of that *body* with *files* to *channel*.

    Raises:
        ApiError: 50001, 50013, 160005, 160002 or 50007 when it may not.
    """
    in_thread = channel.type is ChannelType.THREAD
    needed = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    if body.get("embeds"):
        needed |= Permission.EMBED_LINKS
    if files:
        needed |= Permission.ATTACH_FILES
    world.require(needed, channel)
    if channel.thread is not None and channel.thread.locked and not world.may_send(world.bot_id, channel):
        raise ApiError(403, 160005, "Thread is locked")
    if body.get("message_reference") and not world.may(world.bot_id, Permission.READ_MESSAGE_HISTORY, channel):
        raise ApiError(403, 160002, "Cannot reply without permission to read message history")
    if channel.recipient_id is not None and not _takes_messages(world, channel.recipient_id):
        raise ApiError(403, 50007, "Cannot send messages to this user")


def _takes_messages(world: World, user_id: str) -> bool:
    """Whether the user takes the bot's direct messages: a person who shares a guild with it and has them open."""
    shared = {guild.id for guild in world.guilds_of(user_id)} & {guild.id for guild in world.guilds_of(world.bot_id)}
    return bool(shared) and not world.user(user_id).bot and user_id not in world.closed_to_dms
