"""Timelines: /timeline, and the reply to a question that asks what happened."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.core.answer import Timeline
from bot.core.sheet import MOST_IN_CHAT, Sheet
from bot.service.base import Base
from bot.service.by_name import headings_of
from bot.service.listing import By, Query
from bot.service.lookup import MOST_CHOICES
from bot.service.timeline import NOTHING, described, listing, sheet, timeline_of
from bot.service.wanted import encoded, read_wanted
from bot.surface import here, pages, render
from bot.surface.buttons import remove_view
from bot.surface.markup import ALT, CHOICE

if TYPE_CHECKING:
    from bot.surface.client import Footnote

# Seconds that a picture may take: of a reply that is waited for within Discord's three, and of one that is not.
_AT_ONCE, _IN_TIME = 1.5, 15.0
_LONGEST_DATE = 40


async def timeline_reply(
    client: Footnote, base: Base, timeline: Timeline, asker: int, *, private: bool, patience: float = _AT_ONCE
) -> dict[str, Any]:
    """
    The *timeline* of *base* for *asker*, as arguments of discord.py's sending functions.

    It has a picture with words for those who cannot see it, and the same as text, with buttons that turn its pages;
    as of a past day as one list.

    Args:
        patience: Seconds that the picture may take; the text goes without it then.
    """
    listed, told = await asyncio.to_thread(lambda: (listing(base, timeline), sheet(base, timeline, MOST_IN_CHAT)))
    picture = await client.easel.png(told, patience)
    if base.as_of:  # its pages and its menu would be of the base as it is now
        view = discord.ui.View(timeout=None) if private else remove_view(asker)
        text = {"embed": render.timeline(base, timeline, base.as_of), "view": view}
    else:
        turn = pages.Turn(asker, 0, Query(By.TIMELINE, encoded(timeline.wanted)))
        text = pages.page(listed, turn, private=private)
    return {**text, **({"file": _file(picture, told)} if picture else {})}


def _file(picture: bytes, told: Sheet) -> discord.File:
    return discord.File(io.BytesIO(picture), "timeline.png", description=described(told, ALT))


@app_commands.command(name="timeline", description="What happened, in order: a picture, and the same as text in pages")
@app_commands.rename(start="from", end="to")
@app_commands.describe(
    start="The first time: 1950, 1950-10-19, June 2018, early 1950s, last year",
    end="The last time",
    topic="Only this topic: type a few letters",
    person="Only this person: type a few letters",
    private="Show it to you alone",
)
async def _timeline(
    interaction: discord.Interaction[Footnote],
    start: app_commands.Range[str, 1, _LONGEST_DATE] | None = None,
    end: app_commands.Range[str, 1, _LONGEST_DATE] | None = None,
    topic: app_commands.Range[str, 1, CHOICE] | None = None,
    person: app_commands.Range[str, 1, CHOICE] | None = None,
    private: bool = False,
) -> None:
    client = interaction.client
    base = here.base(interaction)
    today = client.today()
    timeline = await asyncio.to_thread(lambda: timeline_of(base, read_wanted(base, today, start, end, topic, person)))
    if not timeline.events:
        await interaction.response.send_message(NOTHING, ephemeral=True)
        return
    await interaction.response.defer(ephemeral=private, thinking=True)
    sent = await timeline_reply(client, base, timeline, interaction.user.id, private=private, patience=_IN_TIME)
    await interaction.followup.send(**allowed(sent, interaction.app_permissions))


def allowed(sent: dict[str, Any], held: discord.Permissions) -> dict[str, Any]:
    """As much of what is *sent* as the bot may send with the permissions *held*."""
    if not held.attach_files:
        sent = {name: value for name, value in sent.items() if name != "file"}
    if not held.embed_links:
        others = {name: value for name, value in sent.items() if name != "embed"}
        sent = {**others, "content": render.as_text(sent["embed"])}
    return sent


@_timeline.autocomplete("topic")
async def _complete_topic(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return await _names(here.base(interaction), By.TOPIC, typed)


@_timeline.autocomplete("person")
async def _complete_person(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return await _names(here.base(interaction), By.PERSON, typed)


async def _names(base: Base, by: By, typed: str) -> list[app_commands.Choice[str]]:
    found = await asyncio.to_thread(lambda: headings_of(base, by).like(typed, MOST_CHOICES))
    return [app_commands.Choice(name=name, value=name) for name in found]


COMMANDS: tuple[Any, ...] = (_timeline,)
"""The commands of this module."""
