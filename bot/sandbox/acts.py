"""What a person can do in Discord, with that person's own rights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import channels, commands, components, guilds, interactions, messages
from bot.sandbox.errors import ApiError, Refused
from bot.sandbox.forms import Form, check_count
from bot.sandbox.messages import Origin, Upload
from bot.sandbox.model import Channel, ChannelType, Interaction, InteractionType, Json, Message
from bot.sandbox.options import Filling
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World


class Acts:
    """
    Everything that one user can do. Every method but the plainest raises `Refused` when Discord would not let them.

    Attributes:
        user_id: Who does it.
    """

    def __init__(self, world: World, user_id: str) -> None:
        self._world = world
        self.user_id = user_id

    def _channel(self, channel_id: str) -> Channel:
        """A channel that this person sees."""
        channel = self._world.channels.get(channel_id)
        if channel is None or not self._world.sees(self.user_id, channel):
            raise Refused("You cannot see that channel; choose one from the list.")
        return channel

    def _message(self, channel_id: str, message_id: str) -> Message:
        """A message that this person sees."""
        channel = self._channel(channel_id)
        message = self._world.messages.get(channel.id, {}).get(message_id)
        if message is None or message.only_for not in (None, self.user_id):
            raise Refused("That message is gone; load the channel again.")
        return message

    def _awake(self, channel_id: str) -> Channel:
        """A channel that this person sees and that is not an archived thread."""
        channel = self._channel(channel_id)
        if channel.thread is not None and channel.thread.archived:
            raise Refused("This thread is archived; write in it first, which opens it again.")
        return channel

    def _may(self, needed: Permission, channel: Channel, what: str) -> None:
        if not self._world.may(self.user_id, needed, channel):
            raise Refused(f"You may not {what} here; ask somebody who manages this server.")

    def say(self, channel_id: str, content: str, reply_to: str | None = None, files: Sequence[Upload] = ()) -> Message:
        """Write a message; ``@name`` becomes a mention where the name is one of the guild's."""
        channel = self._channel(channel_id)
        if channel.type is ChannelType.FORUM:
            raise Refused("A forum holds posts only; open a post.")
        if not self._world.may_send(self.user_id, channel):
            raise Refused("You may not write in this channel; choose another.")
        if files:
            self._may(Permission.ATTACH_FILES, channel, "attach files")
        payload: Json = {"content": self._with_mentions(channel, content)}
        if reply_to is not None:
            payload["message_reference"] = {"message_id": reply_to}
        channels.wake(self._world, channel)
        message = messages.post(self._world, channel, Origin(self.user_id), payload, files)
        channels.follow(self._world, self._world.channel(channel.id), self.user_id)
        return message

    def _with_mentions(self, channel: Channel, content: str) -> str:
        names = dict(self._names(channel))
        longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        if not longest:
            return content
        pattern = re.compile(rf"(?<![\w<])@({longest})(?!\w)", re.IGNORECASE)
        return pattern.sub(lambda found: names[found[1].lower()], content)

    def _names(self, channel: Channel) -> list[tuple[str, str]]:
        """What can be written after an @ in *channel*, in small letters, and what it becomes."""
        world = self._world
        if channel.guild_id is None:
            users, roles = [world.user(world.bot_id), world.user(self.user_id)], []
        else:
            users = [world.user(member.user_id) for member in world.members_of(channel.guild_id)]
            roles = [
                role for role in world.roles_of(channel.guild_id) if role.id != channel.guild_id and not role.bot_id
            ]
        named = [(role.name.lower(), f"<@&{role.id}>") for role in roles]
        for user in users:
            named += [(name.lower(), f"<@{user.id}>") for name in (user.display_name, user.username)]
        return named

    def edit(self, channel_id: str, message_id: str, content: str) -> Message:
        """Change the text of one's own message."""
        message = self._message(channel_id, message_id)
        if message.author_id != self.user_id:
            raise Refused("You can edit only your own messages.")
        text = self._with_mentions(self._awake(channel_id), content)
        return messages.edit(self._world, message, {"content": text})

    def delete(self, channel_id: str, message_id: str) -> None:
        """Delete one's own message, or another's with the right to."""
        message = self._message(channel_id, message_id)
        if message.author_id != self.user_id and message.only_for is None:
            self._may(Permission.MANAGE_MESSAGES, self._channel(channel_id), "delete other people's messages")
        messages.delete(self._world, message)

    def react(self, channel_id: str, message_id: str, emoji: str) -> None:
        """Put *emoji* under a message."""
        message = self._message(channel_id, message_id)
        self._may(Permission.ADD_REACTIONS, self._awake(channel_id), "react")
        messages.react(self._world, message, self.user_id, emoji)

    def unreact(self, channel_id: str, message_id: str, emoji: str) -> None:
        """Take *emoji* away again."""
        messages.unreact(self._world, self._message(channel_id, message_id), self.user_id, emoji)

    def typing(self, channel_id: str) -> None:
        """Begin to write."""
        messages.typing(self._world, self._channel(channel_id), self.user_id)

    def open_dm(self) -> Channel:
        """One's direct messages with the bot."""
        return channels.direct(self._world, self.user_id)

    def thread(self, channel_id: str, name: str, message_id: str | None = None) -> Channel:
        """Open a thread, on a message or on none."""
        channel = self._channel(channel_id)
        if channel.type is not ChannelType.TEXT:
            raise Refused("Threads can be opened in text channels only.")
        self._may(Permission.CREATE_PUBLIC_THREADS, channel, "open threads")
        message = None if message_id is None else self._message(channel_id, message_id)
        return channels.start_thread(self._world, channel, self.user_id, name, message)

    def forum_post(
        self, channel_id: str, title: str, content: str, tags: Sequence[str] = (), files: Sequence[Upload] = ()
    ) -> tuple[Channel, Message]:
        """Open a forum post; *tags* are ids or names."""
        forum = self._channel(channel_id)
        if forum.type is not ChannelType.FORUM:
            raise Refused("Posts can be opened in forums only.")
        self._may(Permission.SEND_MESSAGES, forum, "open posts")
        ids = {tag.name: tag.id for tag in forum.tags}
        payload: Json = {
            "name": title,
            "applied_tags": [ids.get(tag, tag) for tag in tags],
            "message": {"content": self._with_mentions(forum, content)},
        }
        return channels.forum_post(self._world, forum, self.user_id, payload, files)

    def join(self, guild_id: str) -> None:
        """Become a member of the guild."""
        if (guild_id, self.user_id) in self._world.members:
            raise Refused("You are a member already.")
        guilds.join(self._world, guild_id, self.user_id)

    def leave(self, guild_id: str) -> None:
        """Leave the guild."""
        if (guild_id, self.user_id) not in self._world.members:
            raise Refused("You are not a member.")
        guilds.leave(self._world, guild_id, self.user_id)

    # Interactions.

    def command(self, channel_id: str, command_id: str) -> Json:
        """A command that this person may use in that channel."""
        usable = commands.usable(self._world, self._channel(channel_id), self.user_id)
        found = next((item for item in usable if item["id"] == command_id), None)
        if found is None:
            raise Refused("There is no such command for you here; choose one from the list.")
        return found

    def slash(
        self, channel_id: str, command_id: str, path: Sequence[str] = (), options: Mapping[str, Any] | None = None
    ) -> Interaction:
        """Use a slash command; *path* names its sub-command."""
        command, channel = self.command(channel_id, command_id), self._awake(channel_id)
        data = Filling(self._world, channel.guild_id, channel.id).data(command, path, options or {})
        name = " ".join((command["name"], *path))
        return interactions.begin(self._world, InteractionType.COMMAND, self.user_id, channel.id, data, name=name)

    def autocomplete(
        self,
        channel_id: str,
        command_id: str,
        focused: str,
        path: Sequence[str] = (),
        options: Mapping[str, Any] | None = None,
    ) -> Interaction:
        """Ask the bot how to complete the option *focused*; *options* holds what is typed so far."""
        command, channel = self.command(channel_id, command_id), self._awake(channel_id)
        values = {**(options or {}), focused: (options or {}).get(focused, "")}
        data = Filling(self._world, channel.guild_id, channel.id, focused).data(command, path, values)
        return interactions.begin(self._world, InteractionType.AUTOCOMPLETE, self.user_id, channel.id, data)

    def menu(self, channel_id: str, command_id: str, target_id: str) -> Interaction:
        """Use a menu command on a message or on a user."""
        command, channel = self.command(channel_id, command_id), self._awake(channel_id)
        data: Json = {key: command[key] for key in ("id", "name", "type", "guild_id") if key in command}
        data["target_id"] = target_id
        if command["type"] == commands.Kind.MESSAGE_MENU:
            message = self._message(channel_id, target_id)
            data["resolved"] = {"messages": {message.id: self._world.write.message(message)}}
        else:
            data["resolved"] = self._world.write.resolved(channel.guild_id, {"users": (target_id,)})
        name = command["name"]
        return interactions.begin(self._world, InteractionType.COMMAND, self.user_id, channel.id, data, name=name)

    def press(self, channel_id: str, message_id: str, custom_id: str) -> Interaction:
        """Press a button."""
        message, item = self._component(channel_id, message_id, custom_id)
        if item["type"] != components.Kind.BUTTON:
            raise Refused("That is not a button.")
        return self._use(message, item, {})

    def select(self, channel_id: str, message_id: str, custom_id: str, values: Sequence[str]) -> Interaction:
        """Choose *values* in a select menu; ids for users, roles and channels."""
        message, item = self._component(channel_id, message_id, custom_id)
        if item["type"] not in components.SELECTS:
            raise Refused("That is not a menu to choose from.")
        chosen = list(values)
        form = Form(self._world, self._channel(channel_id).guild_id, channel_id)
        check_count(item, chosen, item.get("placeholder") or "")
        return self._use(message, item, form.selected(item, chosen))

    def _component(self, channel_id: str, message_id: str, custom_id: str) -> tuple[Message, Json]:
        message = self._message(self._awake(channel_id).id, message_id)
        item = components.find(message.components, custom_id)
        if item is None:
            raise Refused("That message has no such button or menu any more; load the channel again.")
        if item.get("disabled"):
            raise Refused("It is switched off.")
        return message, item

    def _use(self, message: Message, item: Json, chosen: Json) -> Interaction:
        data = {"custom_id": item["custom_id"], "component_type": item["type"], "id": item["id"], **chosen}
        return interactions.begin(
            self._world, InteractionType.COMPONENT, self.user_id, message.channel_id, data, message_id=message.id
        )

    def submit(self, interaction_id: str, values: Mapping[str, Any]) -> Interaction:
        """Send off the form that the interaction opened; fields left out keep what the bot put into them."""
        opener = self._world.interactions.get(interaction_id)
        if opener is None or opener.user_id != self.user_id or opener.modal is None:
            raise Refused("That form is not open; do what opened it once more.")
        channel = self._channel(opener.channel_id)
        data = Form(self._world, channel.guild_id, channel.id).data(opener.modal, values)
        return interactions.begin(
            self._world,
            InteractionType.MODAL_SUBMIT,
            self.user_id,
            channel.id,
            data,
            message_id=opener.message_id,
            parent_id=opener.id,
        )


def words_for(error: ApiError) -> str:
    """What a person reads when Discord refuses what they did."""
    details = _details(error.errors)
    return f"Discord would not take that. {' '.join(details)}" if details else f"Discord says: {error.message}"


def _details(errors: Json) -> list[str]:
    found: list[str] = []
    for key, value in errors.items():
        if key == "_errors":
            found += [item["message"] for item in value]
        else:
            found += [f"{key}: {detail}" for detail in _details(value)]
    return found
