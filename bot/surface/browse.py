"""Browsing: /topic, /source and /onthisday, in pages."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.service.browse import meant, offers
from bot.service.days import read_month_day
from bot.service.listing import By, Query
from bot.surface import here, pages
from bot.surface.choosing import choices
from bot.surface.client import Footnote

_PRIVATE = "Show the list to you alone"


@app_commands.command(name="topic", description="Browse the entries of one topic, by date")
@app_commands.describe(topic="Type a few letters of a topic, or pick from the list", private=_PRIVATE)
async def _topic(
    interaction: discord.Interaction[Footnote], topic: app_commands.Range[str, 1, 100], private: bool = False
) -> None:
    await _send_meant(interaction, By.TOPIC, topic, private=private)


@_topic.autocomplete("topic")
async def _complete_topic(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return choices(await asyncio.to_thread(offers, here.base(interaction), By.TOPIC, typed))


@app_commands.command(name="source", description="See a source, what rests on it, and where else that is backed")
@app_commands.describe(source="Type a few letters of a publisher, a title or an author, or a year", private=_PRIVATE)
async def _source(
    interaction: discord.Interaction[Footnote], source: app_commands.Range[str, 1, 100], private: bool = False
) -> None:
    await _send_meant(interaction, By.SOURCE, source, private=private)


@_source.autocomplete("source")
async def _complete_source(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return choices(await asyncio.to_thread(offers, here.base(interaction), By.SOURCE, typed))


@app_commands.command(name="onthisday", description="What happened on a day of any year")
@app_commands.describe(date="Such as 11 July or 07-11; today if you leave it out", private=_PRIVATE)
async def _onthisday(
    interaction: discord.Interaction[Footnote], date: app_commands.Range[str, 1, 40] = "today", private: bool = False
) -> None:
    day = read_month_day(date, interaction.client.today())
    await pages.send(interaction, Query(By.DAY, str(day)), private=private)


async def _send_meant(interaction: discord.Interaction[Footnote], by: By, typed: str, *, private: bool) -> None:
    query = await asyncio.to_thread(meant, here.base(interaction), by, typed)
    await pages.send(interaction, query, private=private)


COMMANDS: tuple[Any, ...] = (_topic, _source, _onthisday)
"""The commands of this module."""
