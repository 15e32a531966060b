"""Drafts: an entry as somebody is writing it, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.revision import Scope


@dataclass(frozen=True, slots=True)
class Draft:
    """
    An entry as somebody is writing it. Nothing of it need be right yet.

    Attributes:
        id: Told to nobody but its author.
        scope: Whose entry it is to be.
        author: Who writes it, as a Discord id in decimal.
        at: When it was last written to, with a time zone.
        looked_at: The revision that it began from, as its author sees it; empty for a new entry.
        typed: What was typed, in the form of the YAML files with every value a text: ``entry``, and new ``sources`` by
            their ids; ``taken_from`` is the address of the message that it began with.
    """

    id: str
    scope: Scope
    entry_id: str
    author: str
    at: datetime
    looked_at: str
    typed: Mapping[str, Any]
