"""
What is stale, in pages, for curators: /stale.

Ids are ``fn:stale.PAGE``: nothing else is kept, so that pages outlive a restart and are always of the base as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, Select, View

from bot.service.base import handle
from bot.service.curators import require_curator
from bot.service.verify import Stale, stale_for
from bot.surface import render, verify, why
from bot.surface.errors import apologise

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_PAGE, _OPEN = r"fn:stale\.(?P<page>[0-9]{1,6})", "fn:staleopen"
PER_PAGE = 10
"""How many entries a page lists."""


class StalePage(DynamicItem[Button[View]], template=_PAGE):
    """Turns to another page."""

    def __init__(self, page: int, label: str, *, disabled: bool = False) -> None:
        super().__init__(Button(label=label, custom_id=f"fn:stale.{page}", disabled=disabled, row=1))
        self._page = page

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(int(match["page"]), item.label or "…")

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Show that page of what is stale now."""
        try:
            await interaction.response.edit_message(**_page(interaction, self._page))
        except Exception as error:  # whatever it is, the person gets words
            await apologise(interaction, error)


class StaleChoice(DynamicItem[Select[View]], template=_OPEN):
    """Opens one of the entries of a page."""

    def __init__(self, listed: Sequence[Stale] = ()) -> None:
        options = [
            discord.SelectOption(label=render.choice_name(one.entry), value=handle(one.entry.id)) for one in listed
        ]
        super().__init__(Select(custom_id=_OPEN, placeholder="Open one", options=options, row=0))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], __: Any, ___: re.Match[str]) -> Self:
        """The menu, whatever it offered."""
        return cls()

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Show the chosen entry to the curator alone."""
        try:
            require_curator(why.actor(interaction))
            data: Any = interaction.data or {}
            entry = interaction.client.base.by_handle("".join(map(str, data.get("values", ()))))
            await interaction.response.send_message(ephemeral=True, **verify.with_buttons(interaction, entry))
        except Exception as error:  # whatever it is, the person gets words
            await apologise(interaction, error)


def is_known(custom_id: str) -> bool:
    """Whether a button or a menu of that id is one of these."""
    return re.fullmatch(rf"{_PAGE}|{_OPEN}", custom_id) is not None


@app_commands.command(name="stale", description="What in the base may have changed, what waits longest first")
@app_commands.default_permissions(manage_messages=True)
async def _stale(interaction: Interaction) -> None:
    await interaction.response.send_message(ephemeral=True, **_page(interaction, 0))


def _page(interaction: Interaction, page: int) -> dict[str, Any]:
    """A page of what is stale now, or the last there is, as arguments of discord.py's functions."""
    client = interaction.client
    found = stale_for(why.actor(interaction), client.base, client.today())
    last = max(0, (len(found) - 1) // PER_PAGE)
    page = min(page, last)
    listed = found[page * PER_PAGE :][:PER_PAGE]
    view = View(timeout=None)
    if listed:
        view.add_item(StaleChoice(listed))
    if last:
        view.add_item(StalePage(max(page - 1, 0), "Previous", disabled=page == 0))
        view.add_item(StalePage(page + 1, "Next", disabled=page == last))
    return {"embed": render.stale(found, page * PER_PAGE, listed), "view": view}


COMMANDS: tuple[Any, ...] = (_stale,)
"""The commands of this module."""
