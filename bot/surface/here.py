"""Here: what is served where somebody does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.service.base import Base

if TYPE_CHECKING:
    from bot.surface.client import Footnote


def base(interaction: discord.Interaction[Footnote]) -> Base:
    """What the server sees that *interaction* comes from; in direct messages what the packs hold."""
    return interaction.client.base_in(interaction.guild_id)
