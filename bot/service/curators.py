"""Curators: who looks after the base of a server."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.errors import NotCurator


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Whoever does something in Discord, as Discord vouches for them when they do it.

    Attributes:
        user: Their Discord id.
        server: The Discord id of the server where they do it; None in direct messages.
        manages: Whether they may manage the messages, or the whole, of that server.
        owns_bot: Whether the bot is theirs.
    """

    user: int
    server: int | None
    manages: bool
    owns_bot: bool

    @property
    def is_curator(self) -> bool:
        """Whether the base is theirs to look after: a server's moderators; elsewhere whoever runs the bot."""
        return self.owns_bot if self.server is None else self.manages


def require_curator(actor: Actor) -> None:
    """
    See that *actor* is a curator.

    Raises:
        NotCurator: They are not; the text says who is.
    """
    if actor.is_curator:
        return
    if actor.server is not None:
        raise NotCurator("Only curators can do that here: members who may manage messages or the server.")
    raise NotCurator("In direct messages only whoever runs me can do that. In a server its curators can.")
