"""The stand-in's world: who and what there is, and who may see and do what. It does no input or output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.sandbox import permissions
from bot.sandbox.errors import missing_access, missing_permissions, unknown
from bot.sandbox.model import (
    Attachment,
    Channel,
    ChannelType,
    Event,
    Guild,
    Interaction,
    Json,
    Member,
    Message,
    Role,
    User,
)
from bot.sandbox.payloads import Payloads
from bot.sandbox.permissions import Permission
from bot.sandbox.snowflakes import Clock, Snowflakes

Listener = Callable[[Event], None]


class World:
    """
    Everything there is, and whom to tell when it changes.

    Attributes:
        bot_id: The user that the bot is.
        application_id: The application that the bot belongs to.
        commands: What the bot uploaded, by guild; under None what works everywhere.
        write: How the nouns are written for the bot.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ids = Snowflakes(clock.now)
        self.write = Payloads(self)
        self.bot_id = self.application_id = ""
        self.commands: dict[str | None, tuple[Json, ...]] = {}
        self._listeners: list[Listener] = []
        self.clear()

    def clear(self) -> None:
        """Forget everything but who listens and what the bot uploaded."""
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.roles: dict[str, Role] = {}
        self.members: dict[tuple[str, str], Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.interactions: dict[str, Interaction] = {}
        self.closed_to_dms: set[str] = set()
        self.loose_files: dict[str, tuple[str, Attachment]] = {}

    def listen(self, listener: Listener) -> None:
        """Call *listener* with every event from now on."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Call *listener* no more."""
        self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell everybody who listens of *event*."""
        for listener in tuple(self._listeners):
            listener(event)

    # Finding things. Each raises Discord's "Unknown ..." when there is no such thing.

    def user(self, user_id: str) -> User:
        """The user of that id."""
        if user_id not in self.users:
            raise unknown("User")
        return self.users[user_id]

    def guild(self, guild_id: str) -> Guild:
        """The guild of that id."""
        if guild_id not in self.guilds:
            raise unknown("Guild")
        return self.guilds[guild_id]

    def member(self, guild_id: str, user_id: str) -> Member:
        """That user as a member of that guild."""
        if (guild_id, user_id) not in self.members:
            raise unknown("Member")
        return self.members[guild_id, user_id]

    def role(self, role_id: str) -> Role:
        """The role of that id."""
        if role_id not in self.roles:
            raise unknown("Role")
        return self.roles[role_id]

    def channel(self, channel_id: str) -> Channel:
        """The channel or thread of that id."""
        if channel_id not in self.channels:
            raise unknown("Channel")
        return self.channels[channel_id]

    def message(self, channel_id: str, message_id: str) -> Message:
        """The message of that id, whoever may see it."""
        found = self.messages.get(channel_id, {}).get(message_id)
        if found is None:
            raise unknown("Message")
        return found

    def attachment(self, channel_id: str, attachment_id: str) -> Attachment | None:
        """A file of a message, or one given to a command or a form; None if there is none."""
        channel, file = self.loose_files.get(attachment_id, (None, None))
        if channel == channel_id:
            return file
        every = (file for message in self.messages.get(channel_id, {}).values() for file in message.attachments)
        return next((file for file in every if file.id == attachment_id), None)

    def roles_of(self, guild_id: str) -> tuple[Role, ...]:
        """The guild's roles, the one of everyone first."""
        found = (role for role in self.roles.values() if role.guild_id == guild_id)
        return tuple(sorted(found, key=lambda role: role.position))

    def members_of(self, guild_id: str) -> tuple[Member, ...]:
        """The guild's members, in the order in which they joined."""
        return tuple(member for (guild, _), member in self.members.items() if guild == guild_id)

    def channels_of(self, guild_id: str) -> tuple[Channel, ...]:
        """The guild's channels without its threads."""
        return tuple(item for item in self.channels.values() if item.guild_id == guild_id and not item.thread)

    def threads_of(self, guild_id: str) -> tuple[Channel, ...]:
        """The guild's threads and forum posts."""
        return tuple(item for item in self.channels.values() if item.guild_id == guild_id and item.thread)

    def guilds_of(self, user_id: str) -> Iterator[Guild]:
        """The guilds that the user is a member of."""
        return (self.guilds[guild] for guild, user in self.members if user == user_id)

    # Who may do what.

    def permissions_in(self, guild_id: str, user_id: str) -> int:
        """What the user may do in the guild as a whole; nothing when not a member."""
        member = self.members.get((guild_id, user_id))
        if member is None:
            return 0
        if self.guilds[guild_id].owner_id == user_id:
            return permissions.ALL
        return permissions.in_guild(member, self.roles_of(guild_id), self.roles[guild_id])

    def permissions_at(self, channel: Channel, user_id: str) -> int:
        """What the user may do in *channel*; a thread takes it from its parent."""
        if channel.guild_id is None:
            mine = user_id in (self.bot_id, channel.recipient_id)
            return permissions.IN_DIRECT_MESSAGES if mine else 0
        if channel.parent_id is not None:
            return self.permissions_at(self.channel(channel.parent_id), user_id)
        member = self.members.get((channel.guild_id, user_id))
        if member is None:
            return 0
        return permissions.in_channel(self.permissions_in(channel.guild_id, user_id), member, channel)

    def may(self, user_id: str, needed: Permission, channel: Channel) -> bool:
        """Whether the user may do all of *needed* in *channel*."""
        return self.permissions_at(channel, user_id) & needed == needed

    def sees(self, user_id: str, channel: Channel) -> bool:
        """Whether the user can see *channel*."""
        return self.may(user_id, Permission.VIEW_CHANNEL, channel)

    def may_send(self, user_id: str, channel: Channel) -> bool:
        """Whether the user may write in *channel*; in a forum that means to open a post."""
        if channel.type is ChannelType.THREAD:
            locked = channel.thread is not None and channel.thread.locked
            if locked and not self.may(user_id, Permission.MANAGE_THREADS, channel):
                return False
            return self.may(user_id, Permission.SEND_MESSAGES_IN_THREADS, channel)
        return self.may(user_id, Permission.SEND_MESSAGES, channel)

    def require(self, needed: Permission, channel: Channel) -> None:
        """
        See that the bot may do *needed* in *channel*.

        Raises:
            ApiError: 50001 when it does not see the channel, 50013 when it may not.
        """
        if not self.sees(self.bot_id, channel):
            raise missing_access()
        if not self.may(self.bot_id, needed, channel):
            raise missing_permissions()

    # Changing things, without a word to anybody.

    def keep(self, message: Message) -> Message:
        """Put *message* in place of the one of its id, if there was one."""
        self.messages.setdefault(message.channel_id, {})[message.id] = message
        return message

    def note(self, interaction: Interaction, **changes: object) -> Interaction:
        """Put *interaction* with *changes* in place of the one of its id."""
        changed = replace(interaction, **changes)  # type: ignore[arg-type]
        self.interactions[changed.id] = changed
        return changed
