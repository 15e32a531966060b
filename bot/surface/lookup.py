"""Looking up: /fact, /about and /help."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.service.browse import completions, found, found_on
from bot.service.days import read_day
from bot.surface import here, pages, render, why
from bot.surface.ask import LONGEST_DAY
from bot.surface.choosing import choices
from bot.surface.client import Footnote


@app_commands.command(name="fact", description="Look up one entry, or all of a person, a place, a topic or a year")
@app_commands.describe(
    entry="Type a few letters of a question, a person, a place, a topic or a year",
    private="Show what is found to you alone",
    as_of="One entry as the base stands for a day, without what came later: 2018-06-30, June 2018, last year",
)
async def _fact(
    interaction: discord.Interaction[Footnote],
    entry: app_commands.Range[str, 1, 100],
    private: bool = False,
    as_of: app_commands.Range[str, 1, LONGEST_DAY] | None = None,
) -> None:
    client = interaction.client
    day = read_day(as_of, client.today()) if as_of else client.today()
    if day < client.today():
        base, then = await asyncio.to_thread(found_on, here.base(interaction), entry, day)
        await pages.send_entry(interaction, base, then, private=private)
        return
    meant = await asyncio.to_thread(found, here.base(interaction), entry)
    await pages.send_found(interaction, meant, private=private)


@_fact.autocomplete("entry")
async def _complete(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return choices(await asyncio.to_thread(completions, here.base(interaction), typed))


@app_commands.command(name="about", description="What the base holds, how fresh it is and how good it is")
async def _about(interaction: discord.Interaction[Footnote]) -> None:
    client = interaction.client
    embed = render.about(here.base(interaction), client.score, client.today())
    await interaction.response.send_message(embed=embed, ephemeral=True)


@app_commands.command(name="help", description="How to ask")
async def _help(interaction: discord.Interaction[Footnote]) -> None:
    name = interaction.client.user.display_name if interaction.client.user else "me"
    embed = render.help_text(name, to_curator=why.actor(interaction).is_curator)
    await interaction.response.send_message(embed=embed, ephemeral=True)


COMMANDS: tuple[Any, ...] = (_fact, _about, _help)
"""The commands of this module."""
