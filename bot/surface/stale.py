"""What is stale, for curators: /stale."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.service.listing import STALE
from bot.surface import pages
from bot.surface.client import Footnote


@app_commands.command(name="stale", description="What in the base may have changed, what waits longest first")
@app_commands.default_permissions(manage_messages=True)
async def _stale(interaction: discord.Interaction[Footnote]) -> None:
    await pages.send(interaction, STALE, private=True)


COMMANDS: tuple[Any, ...] = (_stale,)
"""The commands of this module."""
