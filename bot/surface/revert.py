"""
Reverting what a curator did: /entry revert, which first shows what it would do.

The id of its button is ``fn:revert.USER.SINCE.ENTRIES``: whose edits, since which second, and how many entries were
shown. What it does is found out anew when it is pressed, by whoever presses it, and shown anew where it is not that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, View

from bot.service.revert import Culprit, Undo, revert, undoes
from bot.surface import editing, why
from bot.surface.errors import in_words
from bot.surface.markup import COLOUR, DESCRIPTION, fitting

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_BUTTON = r"fn:revert\.(?P<user>[0-9]{1,20})\.(?P<since>[0-9]{1,11})\.(?P<entries>[0-9]{1,6})"
# A quarter of a year.
_LONGEST_HOURS = 2_160


class RevertButton(DynamicItem[Button[View]], template=_BUTTON):
    """Reverts what was shown."""

    def __init__(self, culprit: Culprit, entries: int) -> None:
        custom_id = f"fn:revert.{culprit.user}.{int(culprit.since.timestamp())}.{entries}"
        super().__init__(Button(label="Revert them", custom_id=custom_id, style=discord.ButtonStyle.danger))
        self._culprit, self._entries = culprit, entries

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], __: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        since = datetime.fromtimestamp(int(match["since"]), UTC)
        return cls(Culprit(int(match["user"]), since), int(match["entries"]))

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Do it, unless it is not what was shown any more."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        client, actor = interaction.client, why.actor(interaction)
        found = await client.with_upkeep(undoes, actor, self._culprit)
        if sum(not undo.is_left for undo in found) != self._entries:
            await _show(interaction, self._culprit, found)
            return
        done = await client.with_upkeep(revert, actor, self._culprit, client.now())
        await interaction.followup.send(embed=_embed(self._culprit, done, is_done=True), ephemeral=True)


def is_button(custom_id: str) -> bool:
    """Whether a button of that id is one of these."""
    return re.fullmatch(_BUTTON, custom_id) is not None


@editing.group.command(name="revert", description="Undo all that one curator did lately; shows first what it would do")
@app_commands.describe(curator="Whose edits", hours="Those of the last so many hours")
async def _revert(
    interaction: discord.Interaction[Footnote],
    curator: discord.User,
    hours: app_commands.Range[int, 1, _LONGEST_HOURS],
) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    since = (interaction.client.now() - timedelta(hours=hours)).replace(microsecond=0)
    culprit = Culprit(curator.id, since)
    await _show(interaction, culprit, await interaction.client.with_upkeep(undoes, why.actor(interaction), culprit))


async def _show(interaction: Interaction, culprit: Culprit, found: Sequence[Undo]) -> None:
    entries = sum(not undo.is_left for undo in found)
    view = View(timeout=None)
    if entries:
        view.add_item(RevertButton(culprit, entries))
    await interaction.followup.send(embed=_embed(culprit, found, is_done=False), view=view, ephemeral=True)


def _embed(culprit: Culprit, found: Sequence[Undo], *, is_done: bool) -> discord.Embed:
    title = "Reverted" if is_done else "This would be reverted; nothing is yet"
    shown = discord.Embed(title=title if found else "There is nothing to revert", colour=COLOUR)
    lead = f"What <@{culprit.user}> did here since {culprit.since.day} {culprit.since:%b %Y, %H:%M} UTC:"
    shown.description = fitting([lead, *map(_line, found)], DESCRIPTION, "… and {} more entries")
    return shown


def _line(undo: Undo) -> str:
    edits = f"{undo.edits} edit{'' if undo.edits == 1 else 's'}"
    if undo.is_left:
        return f"- `{undo.entry_id}`, {edits}: left as it is, for somebody else edited it since"
    becomes = "as it was before" if undo.entry else "retired, as before or because they added it"
    return f"- `{undo.entry_id}`, {edits}: {becomes}"
