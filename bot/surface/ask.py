"""Asking: /ask and the message menu "Check the facts"."""

from __future__ import annotations

from datetime import date
from typing import Any

import discord
from discord import app_commands

from bot.service.days import read_day
from bot.surface import why
from bot.surface.client import Footnote
from bot.surface.timeline import allowed

# The longest question a slash command takes; more than this is an essay.
_LONGEST_QUESTION = 300
LONGEST_DAY = 40
"""The longest day that a command's option takes, in characters."""


@app_commands.command(name="ask", description="Ask the fact base; the answer comes with its sources and dates")
@app_commands.describe(
    question="What you want to know",
    private="Show the answer to you alone",
    as_of="Answer as the base stands for a day, without what came later: 2018-06-30, June 2018, last year",
)
async def _ask(
    interaction: discord.Interaction[Footnote],
    question: app_commands.Range[str, 1, _LONGEST_QUESTION],
    private: bool = False,
    as_of: app_commands.Range[str, 1, LONGEST_DAY] | None = None,
) -> None:
    day = read_day(as_of, interaction.client.today()) if as_of else None
    await _reply(interaction, question, private=private, as_of=day)


@app_commands.context_menu(name="Check the facts")
async def _check(interaction: discord.Interaction[Footnote], message: discord.Message) -> None:
    await _reply(interaction, message.content, private=True)


async def _reply(
    interaction: discord.Interaction[Footnote], typed: str, *, private: bool, as_of: date | None = None
) -> None:
    client = interaction.client
    sent = await client.reply(typed, interaction.user.id, interaction.guild_id, private=private, as_of=as_of)
    if private and why.actor(interaction).is_curator:  # nobody else sees the button, and the menu has no hold here
        sent = why.with_button(sent)
    if "file" in sent:
        sent = allowed(sent, interaction.app_permissions)
    await interaction.response.send_message(ephemeral=private, **sent)


COMMANDS: tuple[Any, ...] = (_ask, _check)
"""The commands of this module."""
