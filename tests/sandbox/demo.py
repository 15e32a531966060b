"""Finding one's way in the demo guild by names."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Channel, Event, Json
from bot.sandbox.world import World


def user(world: World, name: str) -> str:
    """The id of the user of that name."""
    return next(item.id for item in world.users.values() if item.username == name)


def channel(world: World, name: str) -> Channel:
    """The channel of that name."""
    return next(item for item in world.channels.values() if item.name == name)


def events(world: World) -> list[Event]:
    """A list that grows with everything that happens from now on."""
    heard: list[Event] = []
    world.listen(heard.append)
    return heard


def refusal(caught: pytest.ExceptionInfo[ApiError]) -> tuple[int, int]:
    """The status and the code of an error."""
    return caught.value.status, caught.value.code


def problems(errors: Json, place: str = "") -> dict[str, str]:
    """The code of each problem in Discord's nested errors, by its place."""
    found: dict[str, str] = {}
    for key, value in errors.items():
        if key == "_errors":
            found[place] = value[0]["code"]
        else:
            found |= problems(value, f"{place}.{key}".lstrip("."))
    return found


def button(**more: Any) -> Json:
    """A button that Discord takes."""
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **more}


def row(*items: Json) -> Json:
    """A row of components."""
    return {"type": 1, "components": list(items)}
