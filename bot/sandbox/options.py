"""What a person fills in for a slash command, as Discord hands it to the bot."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.commands import GROUPS, OptionKind
from bot.sandbox.errors import Refused
from bot.sandbox.messages import Upload, attach
from bot.sandbox.model import Json
from bot.sandbox.world import World

STRING_LENGTH = 6000
"""The most characters of a text option."""

RESOLVED = {OptionKind.USER: "users", OptionKind.ROLE: "roles", OptionKind.CHANNEL: "channels"}


@dataclass(slots=True)
class Filling:
    """
    One command being filled in by one person.

    Attributes:
        guild_id: None in direct messages.
        focused: The option that the person is typing; None when they are done.
    """

    world: World
    guild_id: str | None
    channel_id: str
    focused: str | None = None
    wanted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: Json = field(default_factory=dict)

    def data(self, command: Json, path: Sequence[str], values: Mapping[str, Any]) -> Json:
        """
        The interaction's ``data``: *command*, its sub-command by *path*, and the *values* of its options.

        Raises:
            Refused: when Discord's own form would not send it.
        """
        data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        data["options"] = self._level(command, tuple(path), values)
        resolved = {} if self.focused else self.world.write.resolved(self.guild_id, self.wanted)
        if self.files:
            resolved["attachments"] = self.files
        return {**data, "resolved": resolved} if resolved else data

    def _level(self, command: Json, path: tuple[str, ...], values: Mapping[str, Any]) -> list[Json]:
        options = command.get("options") or []
        if any(option["type"] in GROUPS for option in options):
            return [self._sub_command(command, path, values)]
        if path:
            raise Refused(f"/{command['name']} has no part called {path[0]}.")
        names = {option["name"] for option in options}
        extra = next((name for name in values if name not in names), None)
        if extra is not None:
            raise Refused(f"{command['name']} has no option {extra}; it has {', '.join(sorted(names)) or 'none'}.")
        return [self._option(option, values[option["name"]]) for option in options if self._is_given(option, values)]

    def _sub_command(self, command: Json, path: tuple[str, ...], values: Mapping[str, Any]) -> Json:
        names = [option["name"] for option in command["options"]]
        if not path or path[0] not in names:
            raise Refused(f"Say which part of {command['name']} you mean: {', '.join(names)}.")
        option = next(item for item in command["options"] if item["name"] == path[0])
        return {"name": option["name"], "type": option["type"], "options": self._level(option, path[1:], values)}

    def _is_given(self, option: Json, values: Mapping[str, Any]) -> bool:
        if values.get(option["name"]) is not None:
            return True
        if option.get("required") and self.focused is None:
            raise Refused(f"Fill in {option['name']}: this command needs it.")
        return False

    def _option(self, option: Json, value: Any) -> Json:
        filled: Json = {"name": option["name"], "type": option["type"]}
        if option["name"] == self.focused:
            return {**filled, "value": str(value), "focused": True}
        return {**filled, "value": self._value(option, value)}

    def _value(self, option: Json, value: Any) -> Any:
        kind = OptionKind(option["type"])
        if kind is OptionKind.STRING:
            return _text(option, str(value))
        if kind in (OptionKind.INTEGER, OptionKind.NUMBER):
            return _number(option, value, int if kind is OptionKind.INTEGER else float)
        if kind is OptionKind.BOOLEAN:
            return value if isinstance(value, bool) else str(value).lower() == "true"
        return self._attachment(value) if kind is OptionKind.ATTACHMENT else self._thing(option, kind, str(value))

    def _thing(self, option: Json, kind: OptionKind, value: str) -> str:
        """The id of a user, a role or a channel, given by id or name, which the interaction then describes."""
        place = RESOLVED.get(kind) or ("roles" if value in self.world.roles else "users")
        found = self._named(place).get(value.lstrip("@#"), value)
        if found not in self._ids(place):
            raise Refused(f"{option['name']}: there is no {value} here; choose one from the list.")
        self.wanted[place] = (*self.wanted.get(place, ()), found)
        return found

    def _ids(self, place: str) -> Container[str]:
        world = self.world
        return world.users if place == "users" else world.roles if place == "roles" else world.channels

    def _named(self, place: str) -> dict[str, str]:
        """The ids of what the guild has, by name."""
        world, guild_id = self.world, self.guild_id or ""
        if place == "users":
            users = (world.user(member.user_id) for member in world.members_of(guild_id))
            return {user.username: user.id for user in users}
        things = world.roles_of(guild_id) if place == "roles" else world.channels_of(guild_id)
        return {thing.name: thing.id for thing in things}

    def _attachment(self, value: Json) -> str:
        file = attach(self.world, read_upload(value))
        self.world.loose_files[file.id] = (self.channel_id, file)
        self.files[file.id] = self.world.write.attachment(self.channel_id, file)
        return file.id


def _text(option: Json, value: str) -> str:
    least, most = option.get("min_length") or 0, option.get("max_length") or STRING_LENGTH
    if not least <= len(value) <= most:
        raise Refused(f"{option['name']} takes {least} to {most} characters.")
    _check_choice(option, value)
    return value


def _number(option: Json, value: Any, kind: type[int] | type[float]) -> int | float:
    try:
        number = kind(value)
    except (TypeError, ValueError) as error:
        raise Refused(f"{option['name']} takes a number.") from error
    least, most = option.get("min_value"), option.get("max_value")
    if (least is not None and number < least) or (most is not None and number > most):
        raise Refused(f"{option['name']} takes a number {_range(least, most)}.")
    _check_choice(option, number)
    return number


def _range(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return f"of at most {most}" if least is None else f"of at least {least}"
    return f"from {least} to {most}"


def _check_choice(option: Json, value: object) -> None:
    choices = option.get("choices") or []
    if choices and value not in [choice["value"] for choice in choices]:
        names = ", ".join(str(choice["value"]) for choice in choices)
        raise Refused(f"{option['name']} takes one of: {names}.")


def read_upload(value: Json) -> Upload:
    """
    A file as the control API takes it: ``filename``, ``base64`` and maybe ``content_type``.

    Raises:
        Refused: when it is not that.
    """
    try:
        data = base64.b64decode(value["base64"], validate=True)
        return Upload(str(value["filename"]), data, value.get("content_type"))
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise Refused('A file is written {"filename": ..., "base64": ...}; send it again so.') from error
