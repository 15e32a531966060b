"""Routes to messages and the reactions under them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox import channels, messages
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import Origin
from bot.sandbox.model import ChannelType, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.routes.reach import channel_of, message_of, require_awake, require_sending
from bot.sandbox.routes.table import Answer, Call, route
from bot.sandbox.world import World


@route("POST", "/channels/{channel}/messages")
def create_message(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    if channel.type is ChannelType.FORUM:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    require_sending(world, channel, call.body, call.files)
    channels.wake(world, channel)
    message = messages.post(world, channel, Origin(world.bot_id), call.body, call.files)
    channels.follow(world, world.channel(channel.id), world.bot_id)
    return world.write.message(message)


@route("GET", "/channels/{channel}/messages")
def list_messages(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    if not world.may(world.bot_id, Permission.READ_MESSAGE_HISTORY, channel):
        return []
    found = [item for item in world.messages.get(channel.id, {}).values() if item.only_for is None]
    return [world.write.message(item) for item in _page(found, call.query)]


def _page(found: list[Message], query: Mapping[str, str]) -> list[Message]:
    """The messages that a listing asks for, newest first."""
    limit = min(100, int(query.get("limit", 50)))
    oldest_first = sorted(found, key=lambda item: int(item.id))
    if "after" in query:
        later = [item for item in oldest_first if int(item.id) > int(query["after"])]
        return later[:limit][::-1]
    if "around" in query:
        closest = sorted(oldest_first, key=lambda item: abs(int(item.id) - int(query["around"])))[:limit]
        return sorted(closest, key=lambda item: int(item.id), reverse=True)
    before = int(query["before"]) if "before" in query else None
    return [item for item in reversed(oldest_first) if before is None or int(item.id) < before][:limit]


@route("GET", "/channels/{channel}/messages/{message}")
def get_message(world: World, call: Call) -> Answer:
    channel = channel_of(world, call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
    return world.write.message(message_of(world, channel, call.path["message"]))


@route("PATCH", "/channels/{channel}/messages/{message}")
def edit_message(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    message = message_of(world, channel, call.path["message"])
    if message.author_id != world.bot_id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    require_awake(channel)
    return world.write.message(messages.edit(world, message, call.body, call.files))


@route("DELETE", "/channels/{channel}/messages/{message}", status=204)
def delete_message(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    message = message_of(world, channel, call.path["message"])
    if message.author_id != world.bot_id:
        if channel.guild_id is None:
            raise ApiError(403, 50003, "Cannot execute action on a DM channel")
        world.require(Permission.MANAGE_MESSAGES, channel)
    messages.delete(world, message)
    return None


@route("POST", "/channels/{channel}/typing", status=204)
def start_typing(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    require_sending(world, channel, {}, ())
    messages.typing(world, channel, world.bot_id)
    return None


@route("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", status=204)
def add_reaction(world: World, call: Call) -> Answer:
    channel = channel_of(world, call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
    message = message_of(world, channel, call.path["message"])
    require_awake(channel)
    if all(item.emoji != call.path["emoji"] for item in message.reactions):
        world.require(Permission.ADD_REACTIONS, channel)
    messages.react(world, message, world.bot_id, call.path["emoji"])
    return None


@route("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", status=204)
def remove_reaction(world: World, call: Call) -> Answer:
    message = message_of(world, channel_of(world, call), call.path["message"])
    messages.unreact(world, message, world.bot_id, call.path["emoji"])
    return None
