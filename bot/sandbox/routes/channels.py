"""Routes to channels, threads, forum posts and direct messages."""

from __future__ import annotations

from bot.sandbox import channels
from bot.sandbox.errors import ApiError
from bot.sandbox.model import ChannelType
from bot.sandbox.permissions import Permission
from bot.sandbox.routes.reach import channel_of, message_of, require_sending
from bot.sandbox.routes.table import Answer, Call, route
from bot.sandbox.world import World


@route("GET", "/channels/{channel}")
def get_channel(world: World, call: Call) -> Answer:
    return world.write.channel(channel_of(world, call))


@route("PATCH", "/channels/{channel}")
def edit_channel(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    mine = channel.thread is not None and channel.thread.owner_id == world.bot_id
    if not mine:
        world.require(Permission.MANAGE_THREADS if channel.thread else Permission.MANAGE_CHANNELS, channel)
    return world.write.channel(channels.change(world, channel, call.body))


@route("DELETE", "/channels/{channel}")
def delete_channel(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    world.require(Permission.MANAGE_THREADS if channel.thread else Permission.MANAGE_CHANNELS, channel)
    payload = world.write.channel(channel)
    channels.remove(world, channel)
    return payload


@route("POST", "/channels/{channel}/messages/{message}/threads", status=201)
def create_thread_on_message(world: World, call: Call) -> Answer:
    channel = channel_of(world, call, Permission.VIEW_CHANNEL | Permission.CREATE_PUBLIC_THREADS)
    message = message_of(world, channel, call.path["message"])
    name = call.body.get("name", "")
    return world.write.channel(channels.start_thread(world, channel, world.bot_id, name, message))


@route("POST", "/channels/{channel}/threads", status=201)
def create_thread(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    if channel.type is not ChannelType.FORUM:
        world.require(Permission.CREATE_PUBLIC_THREADS, channel)
        return world.write.channel(channels.start_thread(world, channel, world.bot_id, call.body.get("name", "")))
    require_sending(world, channel, call.body.get("message") or {}, call.files)
    post, first = channels.forum_post(world, channel, world.bot_id, call.body, call.files)
    return {**world.write.channel(post), "message": world.write.message(first)}


@route("PUT", "/channels/{channel}/thread-members/@me", status=204)
def join_thread(world: World, call: Call) -> Answer:
    channels.follow(world, channel_of(world, call), world.bot_id)
    return None


@route("GET", "/channels/{channel}/thread-members")
def list_thread_members(world: World, call: Call) -> Answer:
    channel = channel_of(world, call)
    members = channel.thread.members if channel.thread else ()
    return [world.write.thread_member(channel, user_id) for user_id in members]


@route("POST", "/users/@me/channels")
def create_dm(world: World, call: Call) -> Answer:
    user = world.user(str(call.body.get("recipient_id")))
    if user.id == world.bot_id:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return world.write.channel(channels.direct(world, user.id))
