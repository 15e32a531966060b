"""What a person reads when something goes wrong."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.core.errors import FootnoteError

_log = logging.getLogger(__name__)


async def apologise(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person what went wrong: the error's own words if it is one of ours, else a number to quote."""
    if isinstance(error, FootnoteError):
        words = str(error)
    else:
        _log.error("Interaction %s failed.", interaction.id, exc_info=error)
        words = f"Something went wrong on my side (number {interaction.id}). Please try again."
    send = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    try:
        await send(words, ephemeral=True)
    except Exception:  # a broken line raises what discord.py does not wrap
        _log.info("Interaction %s was gone before I could say so.", interaction.id, exc_info=True)
