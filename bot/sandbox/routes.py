"""Discord's REST routes, as far as the stand-in has them, each onto the world."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.sandbox import channels, commands, interactions, messages
from bot.sandbox.errors import ApiError, missing_access, unknown
from bot.sandbox.messages import Origin, Upload
from bot.sandbox.model import Channel, ChannelType, Guild, Json, Message
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """
    One request of the bot.

    Attributes:
        path: The parts of the route that vary, by name.
        body: The JSON of it; of a multipart request its ``payload_json``.
        items: The JSON of it when that is a list.
    """

    path: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    items: Sequence[Json] = ()
    files: Sequence[Upload] = ()
    gateway_url: str = ""


Answer = object
"""What is sent back as JSON; None is an empty answer (204)."""

Handler = Callable[[World, Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A route; *public* ones carry their own token in the path and need no other."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    status: int
    public: bool


ROUTES: list[Route] = []


def route(method: str, path: str, *, status: int = 200, public: bool = False) -> Callable[[Handler], Handler]:
    """Register the handler of a route; ``{name}`` in *path* stands for one part."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def register(handler: Handler) -> Handler:
        ROUTES.append(Route(method, pattern, handler, status, public))
        return handler

    return register


def match(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The route for a request and its varying parts, or None."""
    for item in ROUTES:
        found = item.pattern.fullmatch(path) if item.method == method else None
        if found is not None:
            return item, {key: unquote(value) for key, value in found.groupdict().items()}
    return None


# Who am I.


@route("GET", "/users/@me")
def get_me(world: World, _: Call) -> Answer:
    user = world.write.user(world.user(world.bot_id))
    return {**user, "verified": True, "mfa_enabled": True, "locale": "en-US", "email": None, "flags": 0}


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def get_application(world: World, _: Call) -> Answer:
    return world.write.application()


@route("GET", "/gateway")
def get_gateway(_: World, call: Call) -> Answer:
    return {"url": call.gateway_url}


@route("GET", "/gateway/bot")
def get_gateway_bot(_: World, call: Call) -> Answer:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": call.gateway_url, "shards": 1, "session_start_limit": limit}


# Commands.


@route("GET", "/applications/{application}/commands")
@route("GET", "/applications/{application}/guilds/{guild}/commands")
def get_commands(world: World, call: Call) -> Answer:
    return list(world.commands.get(_commands_of(world, call), ()))


@route("PUT", "/applications/{application}/commands")
@route("PUT", "/applications/{application}/guilds/{guild}/commands")
def put_commands(world: World, call: Call) -> Answer:
    return list(commands.upload(world, _commands_of(world, call), call.items))


@route("GET", "/applications/{application}/commands/{command}")
@route("GET", "/applications/{application}/guilds/{guild}/commands/{command}")
def get_command(world: World, call: Call) -> Answer:
    return commands.find(world, _commands_of(world, call), call.path["command"])


@route("DELETE", "/applications/{application}/commands/{command}", status=204)
@route("DELETE", "/applications/{application}/guilds/{guild}/commands/{command}", status=204)
def delete_command(world: World, call: Call) -> Answer:
    place = _commands_of(world, call)
    gone = commands.find(world, place, call.path["command"])
    commands.upload(world, place, [item for item in world.commands[place] if item is not gone])
    return None


def _commands_of(world: World, call: Call) -> str | None:
    if call.path["application"] != world.application_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    guild_id = call.path.get("guild")
    if guild_id is not None and (guild_id, world.bot_id) not in world.members:
        raise missing_access()
    return guild_id


# Messages.


def _channel(world: World, call: Call, needed: Permission = Permission.VIEW_CHANNEL) -> Channel:
    channel = world.channel(call.path["channel"])
    world.require(needed, channel)
    return channel


def _message(world: World, channel: Channel, message_id: str) -> Message:
    """A message that ordinary routes reach: not one that only one person sees."""
    message = world.message(channel.id, message_id)
    if message.only_for is not None:
        raise unknown("Message")
    return message


@route("POST", "/channels/{channel}/messages")
def create_message(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    if channel.type is ChannelType.FORUM:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    _require_sending(world, channel, call.body, call.files)
    channels.wake(world, channel)
    message = messages.post(world, channel, Origin(world.bot_id), call.body, call.files)
    channels.follow(world, world.channel(channel.id), world.bot_id)
    return world.write.message(message)


def _require_sending(world: World, channel: Channel, body: Json, files: Sequence[Upload]) -> None:
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
    if channel.recipient_id is not None and world.user(channel.recipient_id).bot:
        raise ApiError(403, 50007, "Cannot send messages to this user")


@route("GET", "/channels/{channel}/messages")
def list_messages(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
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
    channel = _channel(world, call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
    return world.write.message(_message(world, channel, call.path["message"]))


@route("PATCH", "/channels/{channel}/messages/{message}")
def edit_message(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    message = _message(world, channel, call.path["message"])
    if message.author_id != world.bot_id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(400, 50083, "Thread is archived")
    return world.write.message(messages.edit(world, message, call.body, call.files))


@route("DELETE", "/channels/{channel}/messages/{message}", status=204)
def delete_message(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    message = _message(world, channel, call.path["message"])
    if message.author_id != world.bot_id:
        if channel.guild_id is None:
            raise ApiError(403, 50003, "Cannot execute action on a DM channel")
        world.require(Permission.MANAGE_MESSAGES, channel)
    messages.delete(world, message)
    return None


@route("POST", "/channels/{channel}/typing", status=204)
def start_typing(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    _require_sending(world, channel, {}, ())
    messages.typing(world, channel, world.bot_id)
    return None


@route("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", status=204)
def add_reaction(world: World, call: Call) -> Answer:
    channel = _channel(world, call, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
    message = _message(world, channel, call.path["message"])
    if all(item.emoji != call.path["emoji"] for item in message.reactions):
        world.require(Permission.ADD_REACTIONS, channel)
    messages.react(world, message, world.bot_id, call.path["emoji"])
    return None


@route("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", status=204)
def remove_reaction(world: World, call: Call) -> Answer:
    message = _message(world, _channel(world, call), call.path["message"])
    messages.unreact(world, message, world.bot_id, call.path["emoji"])
    return None


# Channels, threads, direct messages.


@route("GET", "/channels/{channel}")
def get_channel(world: World, call: Call) -> Answer:
    return world.write.channel(_channel(world, call))


@route("PATCH", "/channels/{channel}")
def edit_channel(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    mine = channel.thread is not None and channel.thread.owner_id == world.bot_id
    if not mine:
        world.require(Permission.MANAGE_THREADS if channel.thread else Permission.MANAGE_CHANNELS, channel)
    return world.write.channel(channels.change(world, channel, call.body))


@route("DELETE", "/channels/{channel}")
def delete_channel(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    world.require(Permission.MANAGE_THREADS if channel.thread else Permission.MANAGE_CHANNELS, channel)
    payload = world.write.channel(channel)
    channels.remove(world, channel)
    return payload


@route("POST", "/channels/{channel}/messages/{message}/threads", status=201)
def create_thread_on_message(world: World, call: Call) -> Answer:
    channel = _channel(world, call, Permission.VIEW_CHANNEL | Permission.CREATE_PUBLIC_THREADS)
    message = _message(world, channel, call.path["message"])
    name = call.body.get("name", "")
    return world.write.channel(channels.start_thread(world, channel, world.bot_id, name, message))


@route("POST", "/channels/{channel}/threads", status=201)
def create_thread(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    if channel.type is not ChannelType.FORUM:
        world.require(Permission.CREATE_PUBLIC_THREADS, channel)
        return world.write.channel(channels.start_thread(world, channel, world.bot_id, call.body.get("name", "")))
    _require_sending(world, channel, call.body.get("message") or {}, call.files)
    post, first = channels.forum_post(world, channel, world.bot_id, call.body, call.files)
    return {**world.write.channel(post), "message": world.write.message(first)}


@route("PUT", "/channels/{channel}/thread-members/@me", status=204)
def join_thread(world: World, call: Call) -> Answer:
    channels.follow(world, _channel(world, call), world.bot_id)
    return None


@route("GET", "/channels/{channel}/thread-members")
def list_thread_members(world: World, call: Call) -> Answer:
    channel = _channel(world, call)
    members = channel.thread.members if channel.thread else ()
    return [world.write.thread_member(channel, user_id) for user_id in members]


@route("POST", "/users/@me/channels")
def create_dm(world: World, call: Call) -> Answer:
    user = world.user(str(call.body.get("recipient_id")))
    if user.id == world.bot_id:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return world.write.channel(channels.direct(world, user.id))


# Guilds and people.


@route("GET", "/guilds/{guild}")
def get_guild(world: World, call: Call) -> Answer:
    return world.write.guild(_guild(world, call))


def _guild(world: World, call: Call) -> Guild:
    guild = world.guild(call.path["guild"])
    if (guild.id, world.bot_id) not in world.members:
        raise missing_access()
    return guild


@route("GET", "/guilds/{guild}/members/{user}")
def get_member(world: World, call: Call) -> Answer:
    _guild(world, call)
    world.user(call.path["user"])
    return world.write.member(world.member(call.path["guild"], call.path["user"]))


@route("GET", "/guilds/{guild}/roles")
def list_roles(world: World, call: Call) -> Answer:
    return [world.write.role(role) for role in world.roles_of(_guild(world, call).id)]


@route("GET", "/guilds/{guild}/channels")
def list_channels(world: World, call: Call) -> Answer:
    return [world.write.channel(item) for item in world.channels_of(_guild(world, call).id)]


@route("GET", "/guilds/{guild}/threads/active")
def list_active_threads(world: World, call: Call) -> Answer:
    seen = [item for item in world.threads_of(_guild(world, call).id) if world.sees(world.bot_id, item)]
    active = [item for item in seen if item.thread and not item.thread.archived]
    mine = [item for item in active if item.thread and world.bot_id in item.thread.members]
    members = [world.write.thread_member(item, world.bot_id) for item in mine]
    return {"threads": [world.write.channel(item) for item in active], "members": members}


@route("GET", "/users/{user}")
def get_user(world: World, call: Call) -> Answer:
    return world.write.user(world.user(call.path["user"]))


# Interactions.


@route("POST", "/interactions/{interaction}/{token}/callback", public=True)
def answer_interaction(world: World, call: Call) -> Answer:
    interaction, token = call.path["interaction"], call.path["token"]
    answered = interactions.answer(world, interaction, token, call.body, call.files)
    return answered if call.query.get("with_response") in ("1", "true") else None


@route("POST", "/webhooks/{application}/{token}", public=True)
def follow_up(world: World, call: Call) -> Answer:
    interaction = interactions.by_token(world, call.path["application"], call.path["token"])
    return world.write.message(interactions.follow_up(world, interaction, call.body, call.files))


@route("GET", "/webhooks/{application}/{token}/messages/{message}", public=True)
def get_follow_up(world: World, call: Call) -> Answer:
    return world.write.message(_followed(world, call))


@route("PATCH", "/webhooks/{application}/{token}/messages/{message}", public=True)
def edit_follow_up(world: World, call: Call) -> Answer:
    return world.write.message(messages.edit(world, _followed(world, call), call.body, call.files))


@route("DELETE", "/webhooks/{application}/{token}/messages/{message}", status=204, public=True)
def delete_follow_up(world: World, call: Call) -> Answer:
    messages.delete(world, _followed(world, call))
    return None


def _followed(world: World, call: Call) -> Message:
    interaction = interactions.by_token(world, call.path["application"], call.path["token"])
    return interactions.message_of(world, interaction, call.path["message"])
