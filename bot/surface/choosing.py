"""Choosing: lists that fill while a person types."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.service.listing import Offer
from bot.surface.markup import CHOICE, shortened


def choices(offered: Iterable[Offer]) -> list[app_commands.Choice[str]]:
    """What is *offered* as a list that fills while a person types shows it."""
    return [app_commands.Choice(name=shortened(offer.name, CHOICE), value=offer.value) for offer in offered]
