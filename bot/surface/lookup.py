"""Looking up: /fact, /about and /help."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.service.lookup import complete
from bot.surface import buttons, render, why
from bot.surface.client import Footnote


@app_commands.command(name="fact", description="Look up one entry of the base")
@app_commands.describe(entry="Type a few letters of a question, a person, a place or a year")
async def _fact(interaction: discord.Interaction[Footnote], entry: app_commands.Range[str, 1, 100]) -> None:
    base = interaction.client.base
    found = base.chosen(entry)
    view = buttons.reply_buttons(found, (), interaction.user.id, private=False)
    await interaction.response.send_message(embed=interaction.client.answer_embed(base, found), view=view)


@_fact.autocomplete("entry")
async def _complete(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    found = complete(interaction.client.base, typed)
    return [app_commands.Choice(name=render.choice_name(entry), value=entry.id) for entry in found]


@app_commands.command(name="about", description="What the base holds, how fresh it is and how good it is")
async def _about(interaction: discord.Interaction[Footnote]) -> None:
    client = interaction.client
    embed = render.about(client.base, client.score, client.today())
    await interaction.response.send_message(embed=embed, ephemeral=True)


@app_commands.command(name="help", description="How to ask")
async def _help(interaction: discord.Interaction[Footnote]) -> None:
    name = interaction.client.user.display_name if interaction.client.user else "me"
    embed = render.help_text(name, to_curator=why.actor(interaction).is_curator)
    await interaction.response.send_message(embed=embed, ephemeral=True)


COMMANDS: tuple[Any, ...] = (_fact, _about, _help)
"""The commands of this module."""
