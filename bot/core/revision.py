"""Revisions: an entry as one edit left it, in a log that only grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.entry import Entry


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Whose revisions these are: a pack's, or one server's own.

    Attributes:
        kind: ``pack`` or ``server``.
        id: The pack's id, or the server's Discord id in decimal.
    """

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def is_server(self) -> bool:
        """Whether it is one server's own."""
        return self.kind == "server"

    @classmethod
    def parse(cls, text: str) -> Scope:
        """The scope that str() made *text* of."""
        kind, _, name = text.partition(":")
        return cls(kind, name)

    @classmethod
    def pack(cls, pack_id: str) -> Scope:
        """The scope of a pack that ships; every server that subscribes to it reads it."""
        return cls("pack", pack_id)

    @classmethod
    def server(cls, server_id: int) -> Scope:
        """The scope of one Discord server; nobody else reads or writes it."""
        return cls("server", str(server_id))


@dataclass(frozen=True, slots=True)
class Revision:
    """
    An entry as one edit left it.

    Attributes:
        number: Counts from 1 within a scope and an entry.
        entry: None when this edit retired the entry.
        author: Who made it, as a Discord id in decimal, or ``sync`` for a pack's files.
        at: When, with a time zone.
        note: Why, in the author's words; empty if they gave none.
    """

    scope: Scope
    entry_id: str
    number: int
    entry: Entry | None
    author: str
    at: datetime
    note: str = ""
