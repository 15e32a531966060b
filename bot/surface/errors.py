"""What a person reads when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

import discord
from discord import app_commands

from bot.core.errors import FootnoteError
from bot.surface import render

P = ParamSpec("P")
_log = logging.getLogger(__name__)
# Discord goes on offering commands that a newer version took away or changed, until people reload it.
_STALE = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)


def in_words(work: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, Coroutine[Any, Any, None]]:
    """*work*, whose last argument is an interaction, but that the person is told in words whatever goes wrong."""

    @wraps(work)
    async def told(*args: P.args, **named: P.kwargs) -> None:
        try:
            await work(*args, **named)
        except Exception as error:  # whatever it is
            interaction: Any = args[-1]
            await apologise(interaction, error)

    return told


async def apologise(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person what went wrong: the error's own words if it is one of ours, else a number to quote."""
    words = _words(interaction, error)
    send = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    try:
        await send(words, ephemeral=True)
    except Exception:  # a broken line raises what discord.py does not wrap
        _log.info("Interaction %s was gone before I could say so.", interaction.id, exc_info=True)


def _words(interaction: discord.Interaction[Any], error: BaseException) -> str:
    if isinstance(error, FootnoteError):
        return str(error)
    if isinstance(error, _STALE):
        return render.STALE_COMMAND
    _log.error("Interaction %s failed.", interaction.id, exc_info=error)
    return f"Something went wrong on my side (number {interaction.id}). Please try again."
