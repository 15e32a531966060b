"""Who looks after a base."""

from __future__ import annotations

import pytest

from bot.core.errors import NotCurator
from bot.service.curators import Actor, require_curator


@pytest.mark.parametrize(
    ("actor", "is_curator"),
    [
        (Actor(42, 7, manages=True, owns_bot=False), True),
        (Actor(42, 7, manages=False, owns_bot=False), False),
        (Actor(42, 7, manages=False, owns_bot=True), False),
        (Actor(42, None, manages=False, owns_bot=True), True),
        (Actor(42, None, manages=True, owns_bot=False), False),
    ],
)
def test_a_server_is_its_moderators_and_direct_messages_are_the_owners(actor: Actor, is_curator: bool) -> None:
    assert actor.is_curator is is_curator


def test_whoever_is_no_curator_is_told_who_is() -> None:
    with pytest.raises(NotCurator, match=r"members who may manage messages or the server\.$"):
        require_curator(Actor(42, 7, manages=False, owns_bot=False))
