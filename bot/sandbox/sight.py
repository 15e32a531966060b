"""What one person sees of the world, as the page and the people's Python calls get it."""

from __future__ import annotations

from bot.sandbox import commands
from bot.sandbox.model import Channel, ChannelType, Event, Guild, Json, Message, MessageFlag, Reaction, User
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World

CHANNEL_CAME = frozenset({"CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"})
CHANNEL_WENT = frozenset({"CHANNEL_DELETE", "THREAD_DELETE"})
MESSAGE_CAME = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"})


class Sight:
    """The world as one user sees it."""

    def __init__(self, world: World, user_id: str) -> None:
        self._world = world
        self.user_id = user_id

    def state(self, guild: Guild, *, online: bool) -> Json:
        """Everything but the messages, as the page asks for it first."""
        world = self._world
        people = [self.member(guild, item) for item in world.users.values() if item.id != world.bot_id]
        return {
            "bot": self.user(world.user(world.bot_id)),
            "me": self.member(guild, world.user(self.user_id)),
            "people": people,
            "guild": {"id": guild.id, "name": guild.name},
            "guilds": [{"id": item.id, "name": item.name} for item in world.guilds.values()],
            "channels": [self.channel(item) for item in self.channels(guild)],
            "commands": self.commands(guild),
            "bot_online": online,
        }

    def user(self, user: User) -> Json:
        """A user."""
        return {
            "id": user.id,
            "username": user.username,
            "display_name": user.display_name,
            "bot": user.bot,
            "avatar_color": user.avatar_color,
        }

    def member(self, guild: Guild, user: User) -> Json:
        """A user with the roles they have in the guild."""
        found = self._world.members.get((guild.id, user.id))
        held = [role for role in self._world.roles_of(guild.id) if found and role.id in found.roles]
        roles = [{"id": role.id, "name": role.name, "color": f"#{role.color:06x}"} for role in held]
        return {**self.user(user), "roles": roles, "member": found is not None}

    def channels(self, guild: Guild) -> list[Channel]:
        """The channels of the guild that this person sees, and their direct messages."""
        every = self._world.channels.values()
        return [item for item in every if item.guild_id in (guild.id, None) and self._world.sees(self.user_id, item)]

    def channel(self, channel: Channel) -> Json:
        """A channel."""
        payload: Json = {
            "id": channel.id,
            "name": channel.name,
            "type": int(channel.type),
            "topic": channel.topic,
            "parent_id": channel.parent_id,
            "can_send": self._world.may_send(self.user_id, channel),
        }
        if channel.type is ChannelType.FORUM:
            payload["tags"] = [{"id": tag.id, "name": tag.name} for tag in channel.tags]
        if channel.thread is not None:
            payload["archived"], payload["locked"] = channel.thread.archived, channel.thread.locked
            payload["message_count"] = len(self._world.messages.get(channel.id, {}))
            payload["applied_tags"] = list(channel.thread.applied_tags)
        return payload

    def commands(self, guild: Guild) -> list[Json]:
        """The commands that this person may use somewhere in the guild, or in direct messages with the bot."""
        found: dict[str, Json] = {}
        for channel in self.channels(guild):
            found.update({item["id"]: item for item in commands.usable(self._world, channel, self.user_id)})
        return list(found.values())

    def sees(self, message: Message) -> bool:
        """Whether this person sees *message*."""
        channel = self._world.channels.get(message.channel_id)
        mine = message.only_for in (None, self.user_id)
        return mine and channel is not None and self._world.sees(self.user_id, channel)

    def messages(self, channel_id: str, before: str | None = None, limit: int = 50) -> list[Json]:
        """The last messages of a channel, or the last *before* an id, oldest first."""
        channel = self._world.channel(channel_id)
        if not self._world.may(self.user_id, Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY, channel):
            return []
        every = sorted(self._world.messages.get(channel_id, {}).values(), key=lambda item: int(item.id))
        seen = [item for item in every if self.sees(item) and (before is None or int(item.id) < int(before))]
        return [self.message(item) for item in seen[-limit:]]

    def message(self, message: Message) -> Json:
        """A message: Discord's JSON and what a page needs to show it."""
        payload = self._world.write.message(message)
        replied = payload.get("referenced_message")
        if replied is not None:
            payload["referenced_message"] = {**replied, "author": self._author(replied)}
        pings = message.pings
        return {
            "referenced_message": None,
            "interaction_metadata": None,
            **payload,
            "reactions": [self._reaction(item) for item in message.reactions],
            "author": self._author(payload),
            "seen_only_by_you": message.only_for is not None,
            "pending": bool(message.flags & MessageFlag.LOADING),
            "pinged": {"everyone": pings.everyone, "users": list(pings.users), "roles": list(pings.roles)},
        }

    def _reaction(self, item: Reaction) -> Json:
        """An emoji under a message; ``me`` means this person."""
        return {**self._world.write.reaction(item), "me": self.user_id in item.users}

    def _author(self, payload: Json) -> Json:
        user_id = payload["author"]["id"]
        return {**payload["author"], **self.user(self._world.user(user_id))}

    def frame(self, event: Event) -> Json | None:
        """What the page hears of *event*; None when it hears nothing."""
        if event.only not in (None, self.user_id):
            return None
        if event.name == "RESET":
            return {"t": "reset"}
        if event.name == "BOT":
            return {"t": "bot", "online": event.data["online"]}
        if event.name == "COMMANDS":
            return self._commands_frame(event)
        if event.name == "MODAL":
            return {"t": "modal", "modal": event.data}
        if event.name == "FAILED":
            return {"t": "failed", **event.data}
        return self._frame_of_channel(event)

    def _commands_frame(self, event: Event) -> Json:
        guilds = self._world.guilds
        guild = guilds.get(event.guild_id or "") or next(iter(guilds.values()))
        return {"t": "commands", "commands": self.commands(guild)}

    def _frame_of_channel(self, event: Event) -> Json | None:
        """What the page hears of something that happened in a channel."""
        channel = self._world.channels.get(event.channel_id or "")
        if channel is None or not self._world.sees(self.user_id, channel):
            return None
        if event.name in CHANNEL_CAME:
            return {"t": "channel", "channel": self.channel(channel)}
        if event.name in CHANNEL_WENT:
            return {"t": "channel_removed", "id": channel.id}
        if event.name == "MESSAGE_DELETE":
            return {"t": "message_removed", "channel_id": channel.id, "id": event.data["id"]}
        if event.name == "TYPING_START":
            user = self._world.user(event.data["user_id"])
            return {"t": "typing", "channel_id": channel.id, "user": self.user(user)}
        return self._message_frame(event, channel) if event.name in MESSAGE_CAME else None

    def _message_frame(self, event: Event, channel: Channel) -> Json | None:
        message_id = event.data["message_id"] if "REACTION" in event.name else event.data["id"]
        message = self._world.messages.get(channel.id, {}).get(message_id)
        if message is None or not self.sees(message):
            return None
        return {"t": "message", "message": self.message(message)}
