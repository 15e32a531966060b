"""
Why: the message menu "Why this answer", and a button where only a curator sees it.

No question is kept. It is read again from the message that was answered; where that cannot be read, a form asks for it.
Ids carry nothing but what they do, so that button and form outlive a restart, and who uses them is checked each time.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, View

from bot.service.curators import Actor, require_curator
from bot.service.explanation import explain_to
from bot.surface import here, render
from bot.surface.errors import in_words
from bot.surface.forms import written

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
BUTTON, FORM = "fn:why", "fn:whyform"
"""The ids of the button and of the form, by which they are known after a restart."""
_QUESTION = "question"
_LONGEST_QUESTION = 1000
# Seconds for reading the question again: a form must open within three of the press, and cannot follow a deferral.
_PATIENCE = 1.5


class WhyButton(DynamicItem[Button[View]], template=BUTTON):
    """Opens the form that asks for a question; for curators."""

    def __init__(self, label: str = "Why", row: int | None = None) -> None:
        super().__init__(Button(label=label, custom_id=BUTTON), row=row)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, __: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(item.label or "Why")

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Ask for the question's words."""
        require_curator(actor(interaction))
        await interaction.response.send_modal(_form())


@app_commands.context_menu(name="Why this answer")
@app_commands.default_permissions(manage_messages=True)
async def _why(interaction: Interaction, message: discord.Message) -> None:
    require_curator(actor(interaction))
    typed = await _question_of(interaction, message)
    if typed is None:
        await interaction.response.send_modal(_form())
    else:
        await _tell(interaction, typed)


def actor(interaction: discord.Interaction[Any]) -> Actor:
    """Whoever did it, as Discord vouches for them in this very interaction."""
    held = interaction.permissions
    return Actor(
        user=interaction.user.id,
        server=interaction.guild_id,
        manages=held.manage_messages or held.manage_guild,
        owns_bot=interaction.user.id in _owners(interaction.client.application),
    )


def is_button(custom_id: str) -> bool:
    """Whether a button of that id is this one."""
    return custom_id == BUTTON


def with_button(sent: dict[str, Any]) -> dict[str, Any]:
    """A reply that one curator alone sees, *sent* as arguments of discord.py's sending functions, with the button."""
    view = sent.get("view") or View(timeout=None)
    rows = [item.row for item in view.children if item.row is not None]
    return {**sent, "view": view.add_item(WhyButton(row=max(rows, default=None)))}


@in_words
async def submitted(interaction: Interaction) -> None:
    """Explain the question that a curator wrote into the form."""
    await _tell(interaction, written(interaction.data or {}).get(_QUESTION, ""))


async def _tell(interaction: Interaction, typed: str) -> None:
    client = interaction.client
    told = await asyncio.to_thread(
        explain_to, actor(interaction), here.base(interaction), typed, client.policy, client.today()
    )
    view = View(timeout=None).add_item(WhyButton("Another question"))
    await interaction.response.send_message(embed=render.why(told), view=view, ephemeral=True)


async def _question_of(interaction: Interaction, message: discord.Message) -> str | None:
    """What *message* answers, or asks if it is not the bot's own; None where that cannot be read."""
    if interaction.client.user is None or message.author.id != interaction.client.user.id:
        return message.content or None
    answered = message.reference.message_id if message.reference else None
    if answered is None:
        return None
    channel = interaction.client.get_partial_messageable(message.channel.id)
    try:
        return (await asyncio.wait_for(channel.fetch_message(answered), _PATIENCE)).content or None
    except Exception:  # deleted, forbidden, too slow, or a broken line that discord.py does not wrap
        return None


def _form() -> discord.ui.Modal:
    form = discord.ui.Modal(title="Why", custom_id=FORM, timeout=None)
    words: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        label="The question, as it was asked",
        custom_id=_QUESTION,
        max_length=_LONGEST_QUESTION,
        placeholder="I keep no questions",
    )
    return form.add_item(words)


def _owners(application: discord.AppInfo | None) -> frozenset[int]:
    """The ids of whoever runs the bot: its owner, or the members of the team that owns it."""
    if application is None:
        return frozenset()
    if application.team is None:
        return frozenset({application.owner.id})
    joined = (one for one in application.team.members if one.membership_state is discord.TeamMembershipState.accepted)
    return frozenset(one.id for one in joined if one.role is not discord.TeamMemberRole.read_only)


COMMANDS: tuple[Any, ...] = (_why,)
"""The commands of this module."""
