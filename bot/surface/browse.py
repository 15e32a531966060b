"""Browsing: /topic, in pages."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.service.browse import meant, offers
from bot.service.listing import By, Offer
from bot.service.lookup import MOST_CHOICES
from bot.surface import pages
from bot.surface.client import Footnote
from bot.surface.markup import CHOICE, shortened

_PRIVATE = "Show the list to you alone"


@app_commands.command(name="topic", description="Browse the entries of one topic, by date")
@app_commands.describe(topic="Type a few letters of a topic, or pick from the list", private=_PRIVATE)
async def _topic(
    interaction: discord.Interaction[Footnote], topic: app_commands.Range[str, 1, 100], private: bool = False
) -> None:
    await pages.send(interaction, meant(interaction.client.base, By.TOPIC, topic), private=private)


@_topic.autocomplete("topic")
async def _complete_topic(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return list(map(choice, offers(interaction.client.base, By.TOPIC, typed, MOST_CHOICES)))


def choice(offer: Offer) -> app_commands.Choice[str]:
    """*offer* as a list that fills while a person types shows it."""
    return app_commands.Choice(name=shortened(offer.name, CHOICE), value=offer.value)


COMMANDS: tuple[Any, ...] = (_topic,)
"""The commands of this module."""
