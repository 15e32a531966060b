"""People in a sandbox, for tests: they write, use commands, press buttons, and say what they saw come of it."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.acts import Acts
from bot.sandbox.components import Kind, find, walk
from bot.sandbox.errors import Refused
from bot.sandbox.messages import Upload
from bot.sandbox.model import Channel, ChannelType, Event, Guild, Interaction, Json
from bot.sandbox.sight import Sight
from bot.sandbox.world import World

QUIET = 0.12
"""Seconds without anything new after which a person takes it that this was all."""

PATIENCE = 2.0
"""Seconds that a person waits for an answer to what they wrote."""

PATIENCE_WITH_COMMANDS = 5.0
"""Seconds that a person waits for an answer to an interaction, which fails after three without a first answer."""


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as one person sees it; *json* is Discord's, with the page's additions."""

    json: Json

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.json["id"])

    @property
    def channel_id(self) -> str:
        """Where it stands."""
        return str(self.json["channel_id"])

    @property
    def content(self) -> str:
        """Its text, without embeds."""
        return str(self.json["content"])

    @property
    def embeds(self) -> list[Json]:
        """Its embeds."""
        return list(self.json["embeds"])

    @property
    def text(self) -> str:
        """Everything in it that can be read, a line each: the text, then the embeds' and the layout's."""
        texts: list[Any] = [self.content]
        for embed in self.embeds:
            texts += [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
            for item in embed.get("fields") or ():
                texts += [item["name"], item["value"]]
            texts.append((embed.get("footer") or {}).get("text"))
        texts += [item.get("content") for item in walk(self.json["components"]) if item["type"] == Kind.TEXT]
        return "\n".join(text for text in texts if text)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        found = (item for item in walk(self.json["components"]) if item["type"] == Kind.BUTTON)
        return [item.get("label") or (item.get("emoji") or {}).get("name") or "" for item in found]

    @property
    def attachments(self) -> list[Json]:
        """Its files."""
        return list(self.json["attachments"])

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees it."""
        return bool(self.json["seen_only_by_you"])

    @property
    def pinged(self) -> Json:
        """Who was really notified: ``everyone``, ``users`` and ``roles``."""
        return dict(self.json["pinged"])

    @property
    def pinged_nobody(self) -> bool:
        """Whether it notified nobody at all."""
        return not any(self.json["pinged"].values())

    def component(self, name: str) -> Json:
        """
        The component of that custom id, or the button of that label, or the menu of that placeholder.

        Raises:
            Refused: when there is none.
        """
        found = find(self.json["components"], name) or next(
            (item for item in walk(self.json["components"]) if name in (item.get("label"), item.get("placeholder"))),
            None,
        )
        if found is None:
            raise Refused(f"There is no {name!r}; there is {', '.join(self.buttons) or 'nothing to press'}.")
        return found


@dataclass(frozen=True, slots=True)
class SeenModal:
    """A form that opened in front of a person."""

    json: Json

    @property
    def interaction_id(self) -> str:
        """The interaction that opened it."""
        return str(self.json["interaction_id"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.json["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """Its inputs by custom id."""
        return {item["custom_id"]: item for item in walk(self.json["components"]) if item.get("custom_id")}

    @property
    def labels(self) -> dict[str, str]:
        """The custom id of each input by its label."""
        found: dict[str, str] = {}
        for item in walk(self.json["components"]):
            inner = item.get("component") or item
            if item.get("label") and inner.get("custom_id"):
                found[item["label"]] = inner["custom_id"]
        return found


@dataclass(slots=True)
class Seen:
    """
    What a person saw come of what they did.

    Attributes:
        sent: Their own message, if they wrote one.
        messages: Messages of others that came or changed, each as it was last, in the order in which they came.
        removed: Ids of messages that went.
        modal: The form that opened.
        failed: What Discord said when nobody answered.
        typing: Whether the bot was seen to write.
        interaction_id: The interaction, if it was one.
    """

    sent: SeenMessage | None = None
    messages: list[SeenMessage] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    modal: SeenModal | None = None
    failed: str | None = None
    typing: bool = False
    interaction_id: str | None = None

    @property
    def message(self) -> SeenMessage:
        """
        The last message seen.

        Raises:
            AssertionError: when nobody said anything.
        """
        if not self.messages:
            raise AssertionError(self.failed or "Nobody answered.")
        return self.messages[-1]

    def __iter__(self) -> Iterator[SeenMessage]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)


Target = SeenMessage | Seen | Mapping[str, Any]
"""A message that something is done to; of a `Seen` its last one."""


class _Watch:
    """Notes what one person sees from now on."""

    def __init__(self, sight: Sight, quiet: float) -> None:
        self._sight, self._quiet = sight, quiet
        self._frames: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()
        self._shown: dict[str, SeenMessage] = {}
        self._answered: set[str] = set()
        self.seen = Seen()

    def hear(self, event: Event) -> None:
        """Take in an event."""
        if event.name == "ANSWERED" and event.only == self._sight.user_id:
            self._frames.put_nowait(("answered", event.data))
        frame = self._sight.frame(event)
        if frame is not None:
            self._frames.put_nowait((frame["t"], frame))

    async def wait(self, seconds: float, is_done: Callable[[_Watch], bool]) -> Seen:
        """What was seen when it is done and quiet, or when *seconds* have passed."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                kind, frame = await asyncio.wait_for(
                    self._frames.get(), min(left, self._quiet if is_done(self) else left)
                )
            except TimeoutError:
                break
            self._take(kind, frame)
        self.seen.messages = list(self._shown.values())
        return self.seen

    def _take(self, kind: str, frame: Json) -> None:
        if kind == "message":
            self._take_message(SeenMessage(frame["message"]))
        elif kind == "message_removed":
            self._shown.pop(frame["id"], None)
            self.seen.removed.append(frame["id"])
        elif kind == "modal":
            self.seen.modal = SeenModal(frame["modal"])
        elif kind == "failed":
            self.seen.failed = frame["words"]
        elif kind == "answered":
            self._answered.add(frame["interaction_id"])
        elif kind == "typing":
            self.seen.typing = self.seen.typing or frame["user"]["bot"]

    def _take_message(self, message: SeenMessage) -> None:
        if message.json["author"]["id"] != self._sight.user_id:
            self._shown[message.id] = message

    def anything(self) -> bool:
        """Whether there is anything to show yet that is not still loading."""
        shown = any(not item.json["pending"] for item in self._shown.values())
        return shown or bool(self.seen.removed)

    def answered(self) -> bool:
        """Whether the interaction has its whole answer."""
        if self.seen.failed or self.seen.modal:
            return True
        loading = any(item.json["pending"] for item in self._shown.values())
        return self.seen.interaction_id in self._answered and not loading


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
    def _watching(self) -> Iterator[_Watch]:
        watch = _Watch(self.sight, self.quiet)
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
        reply = None if reply_to is None else _at(reply_to)[1]
        with self._watching() as watch:
            message = self.acts.say(self.channel(channel).id, content, reply, files)
            watch.seen.sent = SeenMessage(self.sight.message(message))
            return await watch.wait(wait, _Watch.anything)

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
            return await watch.wait(wait, _Watch.anything)

    def thread(self, channel: str, name: str, message: Target | None = None) -> Channel:
        """Open a thread."""
        return self.acts.thread(self.channel(channel).id, name, None if message is None else _at(message)[1])

    async def edit(self, message: Target, content: str, wait: float = PATIENCE) -> Seen:
        """Change one's own message."""
        with self._watching() as watch:
            changed = self.acts.edit(*_at(message), content)
            watch.seen.sent = SeenMessage(self.sight.message(changed))
            return await watch.wait(wait, _Watch.anything)

    async def delete(self, message: Target, wait: float = PATIENCE) -> Seen:
        """Delete a message."""
        with self._watching() as watch:
            self.acts.delete(*_at(message))
            return await watch.wait(wait, _Watch.anything)

    async def react(self, message: Target, emoji: str, wait: float = PATIENCE) -> Seen:
        """Put an emoji under a message."""
        with self._watching() as watch:
            self.acts.react(*_at(message), emoji)
            return await watch.wait(wait, _Watch.anything)

    def join(self) -> None:
        """Become a member of this person's guild."""
        self.acts.join(self.guild.id)

    def leave(self) -> None:
        """Leave this person's guild."""
        self.acts.leave(self.guild.id)

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
            return await watch.wait(wait, _Watch.answered)

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
            await watch.wait(PATIENCE_WITH_COMMANDS, _Watch.answered)
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
            here, target_id = _at(target)
        found = self.command(name, self._world.channel(here))
        return await self._interact(lambda: self.acts.menu(here, found["id"], target_id), wait)

    async def press(self, message: Target, button: str, wait: float = PATIENCE_WITH_COMMANDS) -> Seen:
        """Press a button, by its label or custom id."""
        here, message_id = _at(message)
        item = self._now(here, message_id).component(button)
        if "custom_id" not in item:
            raise Refused(f"{button} is a link to {item.get('url')}.")
        return await self._interact(lambda: self.acts.press(here, message_id, item["custom_id"]), wait)

    async def select(self, message: Target, menu: str, *values: Any, wait: float = PATIENCE_WITH_COMMANDS) -> Seen:
        """Choose in a select menu, named by its custom id or placeholder, by the values or labels of its options."""
        here, message_id = _at(message)
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


def _at(target: Target) -> tuple[str, str]:
    """The channel and the id of a message."""
    if isinstance(target, Seen):
        target = target.message if target.messages or target.sent is None else target.sent
    payload = target.json if isinstance(target, SeenMessage) else target
    return str(payload["channel_id"]), str(payload["id"])


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
