"""The beginning of a world, as text that people can edit, and how it becomes a world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from bot.sandbox.model import (
    Channel,
    ChannelType,
    Guild,
    Json,
    Member,
    Message,
    Overwrite,
    Role,
    Tag,
    User,
)
from bot.sandbox.permissions import bits
from bot.sandbox.snowflakes import TIME_SHIFT, Snowflakes, time_of
from bot.sandbox.world import World

BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""When seeded worlds begin. Their ids are made of it, so that they stay the same when a world is reset."""

KINDS = {"text": ChannelType.TEXT, "forum": ChannelType.FORUM}
COLOURS = ("#5865f2", "#3ba55d", "#c27c0e", "#a84300", "#9b59b6", "#1abc9c", "#e91e63")


@dataclass(frozen=True, slots=True)
class Seed:
    """A world's beginning, as `data/demo.json` writes it."""

    text: Mapping[str, Any]

    @classmethod
    def demo(cls) -> Seed:
        """The demo guild, "History Corner"."""
        return cls(json.loads(resources.files("bot.sandbox").joinpath("data/demo.json").read_text("utf-8")))

    @classmethod
    def read(cls, path: Path) -> Seed:
        """The seed in the file *path*."""
        return cls(json.loads(path.read_text("utf-8")))


def plant(seed: Seed, world: World) -> None:
    """Fill the empty *world* from *seed*."""
    _Planting(seed.text, world).run()


class _Planting:
    """Turns names into ids while a seed becomes a world."""

    def __init__(self, text: Mapping[str, Any], world: World) -> None:
        self._text = text
        self._world = world
        self._ids = Snowflakes(lambda: BEGAN, step=1 << TIME_SHIFT)
        self._users: dict[str, User] = {}

    def run(self) -> None:
        self._world.application_id = self._ids.next()
        self._world.bot_id = self._user({**self._text["bot"], "bot": True}).id
        for person in self._text["people"]:
            self._user(person)
        for guild in self._text["guilds"]:
            self._guild(guild)

    def _user(self, text: Json) -> User:
        name: str = text["username"]
        colour = COLOURS[len(self._users) % len(COLOURS)]
        user = User(self._ids.next(), name, text.get("display_name", name), text.get("bot", False), colour)
        self._users[name] = self._world.users[user.id] = user
        return user

    def _guild(self, text: Json) -> None:
        guild_id, nobody = self._ids.next(), self._ids.next()
        owner = self._users[text["owner"]].id if "owner" in text else nobody
        self._world.guilds[guild_id] = Guild(guild_id, text["name"], owner)
        roles = self._roles(guild_id, text)
        for name, held in {self._text["bot"]["username"]: (), **text["members"]}.items():
            self._member(guild_id, name, tuple(roles[role].id for role in held))
        for position, channel in enumerate(text["channels"]):
            self._channel(guild_id, position, channel, roles)

    def _roles(self, guild_id: str, text: Json) -> dict[str, Role]:
        everyone = Role(guild_id, guild_id, "@everyone", bits(text["everyone"]))
        bot = Role(
            self._ids.next(),
            guild_id,
            self._text["bot"]["display_name"],
            bits(text["bot_permissions"]),
            position=1,
            bot_id=self._world.bot_id,
        )
        found = {"@everyone": everyone, "@bot": bot}
        for position, role in enumerate(text["roles"], start=2):
            found[role["name"]] = Role(
                self._ids.next(),
                guild_id,
                role["name"],
                bits(role.get("permissions", ())),
                int(role.get("color", "#000000").lstrip("#"), 16),
                position,
                role.get("mentionable", False),
            )
        self._world.roles.update({role.id: role for role in found.values()})
        return found

    def _member(self, guild_id: str, name: str, held: tuple[str, ...]) -> None:
        user = self._users[name]
        bots = tuple(role.id for role in self._world.roles_of(guild_id) if role.bot_id == user.id)
        self._world.members[guild_id, user.id] = Member(guild_id, user.id, bots + held, BEGAN)

    def _channel(self, guild_id: str, position: int, text: Json, roles: Mapping[str, Role]) -> None:
        overwrites = tuple(
            Overwrite(
                roles[name].id, is_member=False, allow=bits(rule.get("allow", ())), deny=bits(rule.get("deny", ()))
            )
            for name, rule in text.get("overwrites", {}).items()
        )
        channel = Channel(
            self._ids.next(),
            KINDS[text.get("type", "text")],
            text["name"],
            guild_id,
            position=position,
            topic=text.get("topic"),
            overwrites=overwrites,
            tags=tuple(Tag(self._ids.next(), tag) for tag in text.get("tags", ())),
        )
        self._world.channels[channel.id] = channel
        for message in text.get("messages", ()):
            self._message(channel, message)

    def _message(self, channel: Channel, text: Json) -> None:
        message_id = self._ids.next()
        author = self._users[text["author"]]
        self._world.keep(Message(message_id, channel.id, author.id, text["content"], time_of(message_id)))
