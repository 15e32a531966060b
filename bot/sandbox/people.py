"""People in a sandbox, for tests: they write, use commands, press buttons, and say what they saw come of it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from bot.sandbox import guilds
from bot.sandbox.acts import Acts
from bot.sandbox.errors import Refused
from bot.sandbox.messages import Upload
from bot.sandbox.model import Channel, ChannelType, Guild, Interaction, Json
from bot.sandbox.seen import Seen, SeenMessage, SeenModal, Target, place_of
from bot.sandbox.sight import Sight
from bot.sandbox.watch import Watch
from bot.sandbox.world import World

QUIET = 0.12
"""Seconds without anything new after which a person takes it that this was all."""

PATIENCE = 2.0
"""Seconds that a person waits for an answer to what they wrote."""

PATIENCE_WITH_COMMANDS = 5.0
"""Seconds that a person waits for an answer to an interaction, which fails after three without a first answer."""


class Person:
    """
    Somebody in the sandbox, acting in one guild.

    Attributes:
        quiet: Seconds without news after which this person takes it that nothing more comes.
    """

    def __init__(self, world: World, user_id: str, guild: Guild) -> None:
        self._world, self.guild = world, guild
        self.id = user_id
        self.acts, self.sight = Acts(world, user_id), Sight(world, user_id)
        self.quiet = QUIET

    @property
    def mention(self) -> str:
        """How a message mentions this person."""
        return f"<@{self.id}>"

    def channel(self, name: str | Channel) -> Channel:
        """
        The channel or thread of that name or id in this person's guild; ``dm`` is the direct messages with the bot.

        Raises:
            Refused: when this person sees none such.
        """
        if isinstance(name, Channel):
            return self._world.channel(name.id)
        if name == "dm":
            return self.acts.open_dm()
        seen = [item for item in self.sight.channels(self.guild) if item.type is not ChannelType.DM or item.id == name]
        found = next((item for item in seen if name.removeprefix("#") in (item.id, item.name)), None)
        if found is None:
            raise Refused(f"You see no channel {name}; there is {', '.join(item.name for item in seen)}.")
        return found

    @contextmanager
    def _watching(self) -> Iterator[Watch]:
        watch = Watch(self.sight, self.quiet)
        self._world.listen(watch.hear)
        try:
            yield watch
        finally:
            self._world.unlisten(watch.hear)

    async def say(
        self,
        channel: str | Channel,
        content: str,
        reply_to: Target | None = None,
        wait: float = PATIENCE,
        files: Sequence[Upload] = (),
    ) -> Seen:
        """Write in a channel; wait for an answer, at most *wait* seconds."""
        reply = None if reply_to is None else place_of(reply_to)[1]
        with self._watching() as watch:
            message = self.acts.say(self.channel(channel).id, content, reply, files)
            watch.seen.sent = SeenMessage(self.sight.message(message))
            return await watch.wait(wait, Watch.anything)

    async def dm(self, content: str, wait: float = PATIENCE, files: Sequence[Upload] = ()) -> Seen:
        """Write to the bot directly."""
        return await self.say("dm", content, wait=wait, files=files)

    async def forum_post(
        self, forum: str, title: str, content: str, tags: Sequence[str] = (), wait: float = PATIENCE
    ) -> Seen:
        """Open a forum post."""
        with self._watching() as watch:
            _, message = self.acts.forum_post(self.channel(forum).id, title, content, tags)
            watch.seen.sent = SeenMessage(self.sight.message(message))
            return await watch.wait(wait, Watch.anything)

    def thread(self, channel: str, name: str, message: Target | None = None) -> Channel:
        """Open a thread."""
        return self.acts.thread(self.channel(channel).id, name, None if message is None else place_of(message)[1])

    async def edit(self, message: Target, content: str, wait: float = PATIENCE) -> Seen:
        """Change one's own message."""
        with self._watching() as watch:
            changed = self.acts.edit(*place_of(message), content)
            watch.seen.sent = SeenMessage(self.sight.message(changed))
            return await watch.wait(wait, Watch.anything)

    async def delete(self, message: Target, wait: float = PATIENCE) -> Seen:
        """Delete a message."""
        with self._watching() as watch:
            self.acts.delete(*place_of(message))
            return await watch.wait(wait, Watch.anything)

    async def react(self, message: Target, emoji: str, wait: float = PATIENCE) -> Seen:
        """Put an emoji under a message."""
        with self._watching() as watch:
            self.acts.react(*place_of(message), emoji)
            return await watch.wait(wait, Watch.anything)

    def join(self) -> None:
        """Become a member of this person's guild."""
        self.acts.join(self.guild.id)

    def leave(self) -> None:
        """Leave this person's guild."""
        self.acts.leave(self.guild.id)

    def give(self, role: str) -> None:
        """Get the guild's role of that name."""
        guilds.give(self._world, self.guild.id, self.id, guilds.role_named(self._world, self.guild.id, role))

    def take(self, role: str) -> None:
        """Lose the role of that name."""
        guilds.take(self._world, self.guild.id, self.id, guilds.role_named(self._world, self.guild.id, role))

    def close_dms(self) -> None:
        """Take no more direct messages from the bot."""
        self._world.closed_to_dms.add(self.id)

    def reads(self, channel: str | Channel) -> list[SeenMessage]:
        """The messages of a channel that this person sees, oldest first."""
        return [SeenMessage(item) for item in self.sight.messages(self.channel(channel).id)]

    # Interactions.

    def command(self, name: str, channel: str | Channel = "general") -> Json:
        """
        The command or menu of that name that this person may use in that channel.

        Raises:
            Refused: when there is none.
        """
        usable = self.commands(channel)
        found = next((item for item in usable if item["name"] == name), None)
        if found is None:
            raise Refused(f"You have no command {name} here; you have {', '.join(item['name'] for item in usable)}.")
        return found

    def commands(self, channel: str | Channel = "general") -> list[Json]:
        """The commands and menus that this person may use in that channel."""
        seen = self.sight.commands(self.guild)
        here = self.channel(channel).id
        return [item for item in seen if self._may_use(here, item["id"])]

    def _may_use(self, channel_id: str, command_id: str) -> bool:
        try:
            self.acts.command(channel_id, command_id)
        except Refused:
            return False
        return True

    async def _interact(self, begin: Callable[[], Interaction], wait: float) -> Seen:
        with self._watching() as watch:
            watch.seen.interaction_id = begin().id
            return await watch.wait(wait, Watch.answered)

    async def slash(
        self,
        name: str,
        /,
        channel: str | Channel = "general",
        wait: float = PATIENCE_WITH_COMMANDS,
        options: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Seen:
        """
        Use a slash command, whose sub-command stands behind it as in ``entry add``.

        Args:
            options: The options by name, together with *more*; people, roles and channels by name, id or as themselves.
        """
        command, *path = name.split()
        here = self.channel(channel).id
        found, values = self.command(command, channel), self._values({**(options or {}), **more})
        return await self._interact(lambda: self.acts.slash(here, found["id"], path, values), wait)

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _value(value) for name, value in values.items() if value is not None}

    async def autocomplete(
        self, name: str, option: str, typed: str, /, channel: str | Channel = "general", **others: Any
    ) -> list[Json]:
        """
        What the bot offers for *option* when this much is *typed* and *others* are filled in.

        Raises:
            Refused: when the bot does not answer within 3 seconds.
        """
        command, *path = name.split()
        here, found = self.channel(channel).id, self.command(command, channel)
        values = {**self._values(others), option: typed}
        with self._watching() as watch:
            interaction = self.acts.autocomplete(here, found["id"], option, path, values)
            watch.seen.interaction_id = interaction.id
            await watch.wait(PATIENCE_WITH_COMMANDS, Watch.answered)
        choices = self._world.interactions[interaction.id].choices
        if choices is None:
            raise Refused("Loading options failed.")
        return list(choices)

    async def menu(
        self,
        name: str,
        target: Target | Person,
        channel: str | Channel | None = None,
        wait: float = PATIENCE_WITH_COMMANDS,
    ) -> Seen:
        """Use a menu command on a message or on a person."""
        if isinstance(target, Person):
            here, target_id = self.channel(channel or "general").id, target.id
        else:
            here, target_id = place_of(target)
        found = self.command(name, self._world.channel(here))
        return await self._interact(lambda: self.acts.menu(here, found["id"], target_id), wait)

    async def press(self, message: Target, button: str, wait: float = PATIENCE_WITH_COMMANDS) -> Seen:
        """Press a button, by its label or custom id."""
        here, message_id = place_of(message)
        item = self._now(here, message_id).component(button)
        if "custom_id" not in item:
            raise Refused(f"{button} is a link to {item.get('url')}.")
        return await self._interact(lambda: self.acts.press(here, message_id, item["custom_id"]), wait)

    async def select(self, message: Target, menu: str, *values: Any, wait: float = PATIENCE_WITH_COMMANDS) -> Seen:
        """Choose in a select menu, named by its custom id or placeholder, by the values or labels of its options."""
        here, message_id = place_of(message)
        item = self._now(here, message_id).component(menu)
        labels = {option["label"]: option["value"] for option in item.get("options") or ()}
        chosen = [labels.get(value, value) if isinstance(value, str) else _value(value) for value in values]
        return await self._interact(lambda: self.acts.select(here, message_id, item["custom_id"], chosen), wait)

    def _now(self, channel_id: str, message_id: str) -> SeenMessage:
        """The message as it is now."""
        return SeenMessage(self.sight.message(self._world.message(channel_id, message_id)))

    async def submit(
        self, modal: SeenModal | Seen, values: Mapping[str, Any], wait: float = PATIENCE_WITH_COMMANDS
    ) -> Seen:
        """Send off a form, filled in by custom ids or labels; fields left out keep what the bot put into them."""
        form = modal.modal if isinstance(modal, Seen) else modal
        if form is None:
            raise Refused("No form is open.")
        named = {form.labels.get(name, name): _value(value) for name, value in values.items()}
        return await self._interact(lambda: self.acts.submit(form.interaction_id, named), wait)


def _value(value: Any) -> Any:
    """An option's value as the form takes it."""
    if isinstance(value, (Person, Channel)):
        return value.id
    if isinstance(value, Upload):
        return upload_as_json(value)
    return [_value(item) for item in value] if isinstance(value, (list, tuple)) else value


def upload_as_json(file: Upload) -> Json:
    """*file* as the control API takes it."""
    encoded = base64.b64encode(file.data).decode()
    return {"filename": file.filename, "base64": encoded, "content_type": file.content_type}
