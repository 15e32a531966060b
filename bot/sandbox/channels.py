"""Direct messages, threads and forum posts: opening, changing and closing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox import messages
from bot.sandbox.errors import ApiError, Problems
from bot.sandbox.messages import Origin, Upload
from bot.sandbox.model import Channel, ChannelType, Event, Json, Message, Thread
from bot.sandbox.world import World

NAME, TAGS_OF_A_POST = 100, 5


def direct(world: World, user_id: str) -> Channel:
    """The bot's direct messages with the user, opened if need be."""
    found = next((item for item in world.channels.values() if item.recipient_id == user_id), None)
    if found is not None:
        return found
    bot = world.user(world.bot_id)
    channel = Channel(world.ids.next(), ChannelType.DM, bot.display_name, None, recipient_id=user_id)
    world.channels[channel.id] = channel
    world.emit(Event("CHANNEL_CREATE", world.write.channel(channel), None, channel.id, to_bot=False, only=user_id))
    return channel


def _check_name(name: object) -> None:
    problems = Problems()
    problems.length("name", name, 1, NAME)
    problems.raise_any()


def start_thread(world: World, parent: Channel, owner_id: str, name: str, message: Message | None = None) -> Channel:
    """
    Open a thread in *parent*, on *message* if there is one.

    Raises:
        ApiError: 50035 for a bad name, 160004 when the message has a thread.
    """
    _check_name(name)
    if message is not None and message.thread_id is not None:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread_id = world.ids.next() if message is None else message.id
    about = Thread(owner_id, world.clock.now(), (owner_id,))
    thread = Channel(thread_id, ChannelType.THREAD, name, parent.guild_id, parent.id, thread=about)
    _open(world, thread)
    if message is not None:
        messages.link_thread(world, message, thread.id)
    return thread


def _open(world: World, thread: Channel) -> None:
    world.channels[thread.id] = thread
    _announce(world, "THREAD_CREATE", thread, {**world.write.channel(thread), "newly_created": True})


def forum_post(
    world: World, forum: Channel, owner_id: str, payload: Json, files: Sequence[Upload] = ()
) -> tuple[Channel, Message]:
    """
    Open a post in *forum*; *payload* has the name, the tags and the first message.

    Raises:
        ApiError: 50035 for a bad name, unknown or too many tags, or a message that Discord would not take.
    """
    _check_name(payload.get("name"))
    about = Thread(owner_id, world.clock.now(), (owner_id,), applied_tags=_tags(forum, payload))
    post_id = world.ids.next()
    post = Channel(post_id, ChannelType.THREAD, payload["name"], forum.guild_id, forum.id, thread=about)
    first = messages.compose(world, post, Origin(owner_id), payload.get("message") or {}, files, message_id=post_id)
    _open(world, post)
    message = messages.deliver(world, first)
    _tell_page(world, post)
    return post, message


def _tell_page(world: World, post: Channel) -> None:
    """Bots hear of a post before its message; the page would go on showing it as empty."""
    world.emit(Event("THREAD_UPDATE", world.write.channel(post), post.guild_id, post.id, to_bot=False))


def _tags(forum: Channel, payload: Json) -> tuple[str, ...]:
    tags = tuple(str(tag) for tag in payload.get("applied_tags") or ())
    problems = Problems()
    if len(tags) > TAGS_OF_A_POST:
        problems.add("applied_tags", "BASE_TYPE_MAX_LENGTH", f"Must be {TAGS_OF_A_POST} or fewer in length.")
    if not set(tags) <= {tag.id for tag in forum.tags}:
        problems.add("applied_tags", "INVALID_FORUM_TAG", "Unknown tag")
    problems.raise_any()
    return tags


def change(world: World, channel: Channel, payload: Json) -> Channel:
    """
    Change a channel's name or topic, and whether a thread is archived or locked, with which tags.

    Raises:
        ApiError: 50035 for a bad name or tag.
    """
    if "name" in payload:
        _check_name(payload["name"])
    changed = replace(channel, name=payload.get("name", channel.name), topic=payload.get("topic", channel.topic))
    if channel.thread is not None and channel.parent_id is not None:
        about = channel.thread
        tags = _tags(world.channel(channel.parent_id), payload) if "applied_tags" in payload else about.applied_tags
        archived, locked = (bool(payload.get(key, getattr(about, key))) for key in ("archived", "locked"))
        changed = replace(changed, thread=replace(about, archived=archived, locked=locked, applied_tags=tags))
    return _keep(world, changed)


def _keep(world: World, channel: Channel) -> Channel:
    world.channels[channel.id] = channel
    name = "CHANNEL_UPDATE" if channel.thread is None else "THREAD_UPDATE"
    _announce(world, name, channel, world.write.channel(channel))
    return channel


def wake(world: World, channel: Channel) -> Channel:
    """Take *channel* out of the archive if it is in it, as a message does."""
    if channel.thread is None or not channel.thread.archived:
        return channel
    return _keep(world, replace(channel, thread=replace(channel.thread, archived=False)))


def follow(world: World, channel: Channel, user_id: str) -> None:
    """Make the user a member of the thread."""
    if channel.thread is None or user_id in channel.thread.members:
        return
    members = (*channel.thread.members, user_id)
    world.channels[channel.id] = replace(channel, thread=replace(channel.thread, members=members))


def remove(world: World, channel: Channel) -> None:
    """Delete a channel or a thread with all that is in it."""
    name = "CHANNEL_DELETE" if channel.thread is None else "THREAD_DELETE"
    for thread in [item for item in world.channels.values() if item.parent_id == channel.id]:
        remove(world, thread)
    _announce(world, name, channel, world.write.channel(channel))
    world.channels.pop(channel.id)
    world.messages.pop(channel.id, None)


def _announce(world: World, name: str, channel: Channel, data: Json) -> None:
    world.emit(Event(name, data, channel.guild_id, channel.id, world.sees(world.bot_id, channel)))
