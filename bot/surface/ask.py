"""Asking: /ask and the message menu "Check the facts"."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.surface import why
from bot.surface.client import Footnote

# The longest question a slash command takes; more than this is an essay.
_LONGEST_QUESTION = 300


@app_commands.command(name="ask", description="Ask the fact base; the answer comes with its sources and dates")
@app_commands.describe(question="What you want to know", private="Show the answer to you alone")
async def _ask(
    interaction: discord.Interaction[Footnote],
    question: app_commands.Range[str, 1, _LONGEST_QUESTION],
    private: bool = False,
) -> None:
    await _reply(interaction, question, private=private)


@app_commands.context_menu(name="Check the facts")
async def _check(interaction: discord.Interaction[Footnote], message: discord.Message) -> None:
    await _reply(interaction, message.content, private=True)


async def _reply(interaction: discord.Interaction[Footnote], typed: str, *, private: bool) -> None:
    client = interaction.client
    sent = await client.reply(typed, interaction.user.id, private=private)
    if private and why.actor(interaction).is_curator:  # nobody else sees the button, and the menu has no hold here
        sent = why.with_button(sent)
    await interaction.response.send_message(ephemeral=private, **sent)


COMMANDS: tuple[Any, ...] = (_ask, _check)
"""The commands of this module."""
