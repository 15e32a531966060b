"""Conflicts: /conflicts, for curators."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.service.listing import ALL, By, Query
from bot.surface import pages
from bot.surface.client import Footnote


@app_commands.command(
    name="conflicts", description="Entries that contradict each other, and those whose sources differ"
)
@app_commands.default_permissions(manage_messages=True)
async def _conflicts(interaction: discord.Interaction[Footnote]) -> None:
    await interaction.response.defer(ephemeral=True)  # the first look at a base takes a second, or more in a large one
    await pages.send(interaction, Query(By.CONFLICTS, ALL), private=True)


COMMANDS: tuple[Any, ...] = (_conflicts,)
"""The commands of this module."""
