"""The whole world as JSON, to look at or to compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.sandbox.model import Json
from bot.sandbox.snowflakes import stamp
from bot.sandbox.world import World


def snapshot(world: World) -> Json:
    """Everything in *world*; of files only how long they are."""
    nouns: dict[str, Iterable[Any]] = {
        "users": world.users.values(),
        "guilds": world.guilds.values(),
        "roles": world.roles.values(),
        "members": world.members.values(),
        "channels": world.channels.values(),
        "messages": [item for channel in world.messages.values() for item in channel.values()],
        "interactions": world.interactions.values(),
    }
    found: Json = {name: [_plain(asdict(item)) for item in items] for name, items in nouns.items()}
    found["commands"] = {place or "everywhere": list(items) for place, items in world.commands.items()}
    return {"bot_id": world.bot_id, "application_id": world.application_id, **found}


def _plain(value: Any) -> Any:
    """*value* as JSON can hold it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return stamp(value)
    return len(value) if isinstance(value, bytes) else value
