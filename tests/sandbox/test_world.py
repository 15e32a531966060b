"""Finding things in the world."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Event
from bot.sandbox.world import World
from tests.sandbox.demo import refusal


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (lambda world: world.channel("1"), 10003),
        (lambda world: world.guild("1"), 10004),
        (lambda world: world.member(next(iter(world.guilds)), "1"), 10007),
        (lambda world: world.message("1", "1"), 10008),
        (lambda world: world.role("1"), 10011),
        (lambda world: world.user("1"), 10013),
    ],
)
def test_what_is_not_there_is_unknown_by_discords_code(
    world: World, look: Callable[[World], object], code: int
) -> None:
    with pytest.raises(ApiError) as caught:
        look(world)
    assert refusal(caught) == (404, code)


def test_who_stopped_listening_hears_nothing(world: World) -> None:
    heard: list[Event] = []
    world.listen(heard.append)
    world.unlisten(heard.append)

    world.emit(Event("RESET", {}))

    assert heard == []
