"""What a person fills in for a modal, checked as Discord's own form does, as Discord hands it to the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.components import INPUTS, SELECTS, Kind, walk
from bot.sandbox.errors import Refused
from bot.sandbox.messages import attach
from bot.sandbox.model import Json
from bot.sandbox.options import read_upload
from bot.sandbox.world import World

LISTS = SELECTS | {Kind.FILE_UPLOAD, Kind.CHECKBOX_GROUP}
"""Inputs whose value is a list."""

PLACES = {Kind.USER_SELECT: "users", Kind.ROLE_SELECT: "roles", Kind.CHANNEL_SELECT: "channels"}


@dataclass(slots=True)
class Form:
    """One modal being sent off by one person."""

    world: World
    guild_id: str | None
    channel_id: str
    wanted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: Json = field(default_factory=dict)

    def data(self, modal: Json, values: Mapping[str, Any]) -> Json:
        """
        The interaction's ``data`` for *modal*, filled in with *values* by custom id.

        Raises:
            Refused: when Discord's own form would not send it.
        """
        inputs = {item["custom_id"] for item in walk(modal["components"]) if item.get("type") in INPUTS}
        extra = next((name for name in values if name not in inputs), None)
        if extra is not None:
            raise Refused(f"This form has no field {extra}; it has {', '.join(sorted(inputs))}.")
        data: Json = {"custom_id": modal["custom_id"]}
        data["components"] = [self._part(item, values, "") for item in modal["components"]]
        resolved = self.world.write.resolved(self.guild_id, self.wanted)
        if self.files:
            resolved["attachments"] = self.files
        return {**data, "resolved": resolved} if resolved else data

    def _part(self, item: Json, values: Mapping[str, Any], label: str) -> Json:
        part: Json = {"type": item["type"], "id": item.get("id", 0)}
        if item["type"] == Kind.ROW:
            return {**part, "components": [self._part(child, values, label) for child in item["components"]]}
        if item["type"] == Kind.LABEL:
            return {**part, "component": self._part(item["component"], values, item["label"])}
        if item["type"] not in INPUTS:
            return part
        return {**part, "custom_id": item["custom_id"], **self._input(item, values, item.get("label") or label)}

    def _input(self, item: Json, values: Mapping[str, Any], label: str) -> Json:
        if item["type"] in LISTS:
            return {"values": self._list(item, values, label)}
        if item["type"] == Kind.CHECKBOX:
            return {"value": bool(values.get(item["custom_id"], item.get("default", False)))}
        if item["type"] == Kind.RADIO_GROUP:
            return {"value": self._radio(item, values, label)}
        return {"value": _text(item, values, label)}

    def _radio(self, item: Json, values: Mapping[str, Any], label: str) -> str | None:
        chosen = next((option["value"] for option in item["options"] if option.get("default")), None)
        value: str | None = values.get(item["custom_id"], chosen)
        if value is None and item.get("required", True):
            raise Refused(f"{label}: choose one.")
        if value is not None and value not in [option["value"] for option in item["options"]]:
            raise Refused(f"{label} has no choice {value}.")
        return value

    def _list(self, item: Json, values: Mapping[str, Any], label: str) -> list[str]:
        given = values.get(item["custom_id"])
        if given is None:
            given = [option["value"] for option in item.get("options") or () if option.get("default")]
        chosen: list[Any] = [given] if isinstance(given, (str, dict)) else list(given)
        if chosen or item.get("required", True):
            check_count(item, chosen, label)
        if item["type"] == Kind.FILE_UPLOAD:
            return [self._file(value) for value in chosen]
        return self._chosen(item, chosen, label)

    def _chosen(self, item: Json, chosen: list[str], label: str) -> list[str]:
        if item["type"] in (Kind.STRING_SELECT, Kind.CHECKBOX_GROUP):
            check_options(item, chosen, label)
        else:
            place = PLACES.get(item["type"], "users")
            self.wanted[place] = (*self.wanted.get(place, ()), *chosen)
        return chosen

    def selected(self, item: Json, chosen: list[str]) -> Json:
        """What a message's select menu adds to the interaction's ``data``."""
        self._chosen(item, chosen, item.get("placeholder") or "")
        resolved = self.world.write.resolved(self.guild_id, self.wanted)
        return {"values": chosen, "resolved": resolved} if resolved else {"values": chosen}

    def _file(self, value: Json) -> str:
        file = attach(self.world, read_upload(value))
        self.world.loose_files[file.id] = (self.channel_id, file)
        self.files[file.id] = self.world.write.attachment(self.channel_id, file)
        return file.id


def check_count(item: Json, chosen: list[str], label: str) -> None:
    """
    See that as many were chosen as *item* wants.

    Raises:
        Refused: when it is too few or too many.
    """
    least, most = item.get("min_values", 1), item.get("max_values") or 1
    if not least <= len(chosen) <= most:
        raise Refused(f"{label or item['custom_id']}: choose {least} to {most}.")


def check_options(item: Json, chosen: list[str], label: str) -> None:
    """
    See that *item* offers what was *chosen*.

    Raises:
        Refused: when it does not.
    """
    offered = [option["value"] for option in item.get("options") or ()]
    for value in chosen:
        if value not in offered:
            raise Refused(f"{label or item['custom_id']} has no choice {value}; it has {', '.join(offered)}.")


def _text(item: Json, values: Mapping[str, Any], label: str) -> str:
    value = str(values.get(item["custom_id"], item.get("value") or ""))
    if not value and item.get("required", True):
        raise Refused(f"{label}: this field is required.")
    least, most = item.get("min_length") or 0, item.get("max_length") or 4000
    if value and not least <= len(value) <= most:
        raise Refused(f"{label}: write {least} to {most} characters; these are {len(value)}.")
    return value
