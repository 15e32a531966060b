"""
Editing entries: /entry history, export, retire and restore; for curators.

What speaks against an edit is shown before it is made, with a button to make it all the same. Ids are
``fn:edit.WISH.SEEN.ENTRY``: what is wished for (``x`` to retire, else the revision to restore), the revision that was
looked at, and the entry by its handle. They come back over the network, after a restart too: who presses is checked
each time, and so is whether that revision still stands.
"""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, Modal, Select, TextInput, View

from bot.core.errors import UnknownEntry
from bot.service.base import Base, handle
from bot.service.curate import (
    LONGEST_NOTE,
    Seen,
    Version,
    Wish,
    examine,
    history,
    keep,
    last_standing,
    require_server,
    restored,
    seen,
)
from bot.service.listing import Offer
from bot.service.lookup import MOST_CHOICES, complete
from bot.service.revert import as_file
from bot.surface import here, revisions, why
from bot.surface.choosing import choices
from bot.surface.errors import in_words
from bot.surface.forms import returned
from bot.surface.markup import CHOICE, shortened

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_WISH = r"\.(?P<wish>x|[ps][0-9]{1,9})\.(?P<seen>[ps][0-9]{1,9})\.(?P<entry>[0-9a-f]{10})"
_BUTTON, _FORM = rf"fn:edit{_WISH}", rf"fn:editform{_WISH}"
_PAGE, _RESTORE = r"fn:history\.(?P<page>[0-9]{1,5})\.(?P<entry>[0-9a-f]{10})", r"fn:restore\.(?P<entry>[0-9a-f]{10})"
_RETIRE, _REASON = "x", "reason"
_REASON_OPTION = app_commands.Range[str, 1, LONGEST_NOTE]
_ENTRY_OPTION = app_commands.Range[str, 1, 100]


@dataclass(frozen=True, slots=True)
class _Order:
    """
    An edit that a button or a menu stands for.

    Attributes:
        to: The revision to restore; None to retire the entry.
        seen: The revision that was looked at.
    """

    to: Seen | None
    seen: Seen
    entry_handle: str

    @classmethod
    def of(cls, match: re.Match[str]) -> _Order:
        """What an id that *match* was found in stands for."""
        to = None if match["wish"] == _RETIRE else Seen.parse(match["wish"])
        return cls(to, Seen.parse(match["seen"]), match["entry"])

    @property
    def id(self) -> str:
        """What tells it in an id."""
        return f"{self.to or _RETIRE}.{self.seen}.{self.entry_handle}"


class EditButton(DynamicItem[Button[View]], template=_BUTTON):
    """Makes an edit all the same, with a reason."""

    def __init__(self, order: _Order) -> None:
        label = "Restore it all the same" if order.to else "Retire it all the same"
        super().__init__(Button(label=label, custom_id=f"fn:edit.{order.id}", style=discord.ButtonStyle.danger))
        self._order = order

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], __: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(_Order.of(match))

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Ask for the reason, with what was given for one before."""
        require_server(why.actor(interaction))
        await interaction.response.send_modal(
            _form(self._order, revisions.typed_in(interaction.message, revisions.REASON))
        )


class HistoryButton(DynamicItem[Button[View]], template=_PAGE):
    """Turns to a page of an entry's history."""

    def __init__(self, page: int, entry_handle: str, label: str = "…", *, disabled: bool = False) -> None:
        super().__init__(Button(label=label, custom_id=f"fn:history.{page}.{entry_handle}", disabled=disabled))
        self._page, self._handle = page, entry_handle

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(int(match["page"]), match["entry"], item.label or "…")

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Show the page in place of the one before."""
        entry_id = here.base(interaction).id_of(self._handle)
        await interaction.response.edit_message(**await _page(interaction, entry_id, self._page))


class RestoreMenu(DynamicItem[Select[View]], template=_RESTORE):
    """Restores the revision that is picked."""

    def __init__(self, entry_handle: str, options: list[discord.SelectOption]) -> None:
        menu: Select[View] = Select(
            custom_id=f"fn:restore.{entry_handle}", placeholder="Restore one of these", options=options
        )
        super().__init__(menu)
        self._handle = entry_handle

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The menu as it was sent."""
        return cls(match["entry"], item.options)

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Restore it, unless something speaks against that."""
        picked = re.fullmatch(r"(?P<wish>[ps][0-9]{1,9})\.(?P<seen>[ps][0-9]{1,9})", self.item.values[0])
        if picked:
            order = _Order(Seen.parse(picked["wish"]), Seen.parse(picked["seen"]), self._handle)
            await _examine(interaction, order, "")


def is_known(custom_id: str) -> bool:
    """Whether a button or a menu of that id is one of these."""
    return any(re.fullmatch(pattern, custom_id) for pattern in (_BUTTON, _PAGE, _RESTORE))


def is_form(custom_id: str) -> bool:
    """Whether a form of that id is the one that asks for a reason."""
    return re.fullmatch(_FORM, custom_id) is not None


@in_words
async def submitted(interaction: Interaction) -> None:
    """Make the edit of the form that came back; it may be the form of somebody else."""
    if found := returned(interaction, _FORM):
        match, written = found
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _keep(interaction, _Order.of(match), written.get(_REASON, ""))


group: app_commands.Group = app_commands.Group(
    name="entry",
    description="Edit the entries of this server",
    guild_only=True,
    default_permissions=discord.Permissions(manage_messages=True),
)
"""What all commands for editing stand below."""


@group.command(name="history", description="Who changed an entry, when, what and why; restore any revision")
@app_commands.describe(entry="Type a few letters of a question")
async def _history(interaction: discord.Interaction[Footnote], entry: _ENTRY_OPTION) -> None:
    sent = await _page(interaction, _id_of(here.base(interaction), entry), 0)
    await interaction.response.send_message(ephemeral=True, **sent)


@group.command(name="retire", description="Take an entry out of the answers of this server; it can be restored")
@app_commands.describe(entry="Type a few letters of a question", reason="Why, for those who read its history")
async def _retire(
    interaction: discord.Interaction[Footnote], entry: _ENTRY_OPTION, reason: _REASON_OPTION | None = None
) -> None:
    base = here.base(interaction)
    entry_id = base.entry(_id_of(base, entry)).id
    await _examine(interaction, _Order(None, _seen(base, entry_id), handle(entry_id)), reason or "")


@group.command(name="restore", description="Bring a retired entry back as it last stood")
@app_commands.describe(entry="Pick one of the retired entries", reason="Why, for those who read its history")
async def _restore(
    interaction: discord.Interaction[Footnote], entry: _ENTRY_OPTION, reason: _REASON_OPTION | None = None
) -> None:
    base = here.base(interaction)
    entry_id = _id_of(base, entry)
    to = await interaction.client.with_upkeep(last_standing, why.actor(interaction), entry_id)
    await _examine(interaction, _Order(to, _seen(base, entry_id), handle(entry_id)), reason or "")


@group.command(name="export", description="The whole history of an entry as a file")
@app_commands.describe(entry="Type a few letters of a question")
async def _export(interaction: discord.Interaction[Footnote], entry: _ENTRY_OPTION) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    entry_id = _id_of(here.base(interaction), entry)
    content = await interaction.client.with_upkeep(as_file, why.actor(interaction), entry_id)
    file = discord.File(io.BytesIO(content), f"{entry_id}.json", description=f"The history of {entry_id}")
    await interaction.followup.send(file=file, ephemeral=True)


@_export.autocomplete("entry")
@_history.autocomplete("entry")
async def _complete_any(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    base = here.base(interaction)
    retired = _retired(base, typed)[: MOST_CHOICES // 2]
    return [*(await asyncio.to_thread(listed, base, typed))[: MOST_CHOICES - len(retired)], *retired]


@_retire.autocomplete("entry")
async def _complete_standing(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return await asyncio.to_thread(listed, here.base(interaction), typed)


@_restore.autocomplete("entry")
async def _complete_retired(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return _retired(here.base(interaction), typed)


async def _page(interaction: Interaction, entry_id: str, page: int) -> dict[str, Any]:
    """A page of the entry's history as arguments of discord.py's sending functions."""
    versions = await interaction.client.with_upkeep(history, why.actor(interaction), entry_id)
    base = here.base(interaction)
    newest, pages = _seen(base, entry_id), revisions.pages(versions)
    at = min(page, pages - 1)
    shown = revisions.on_page(versions, at)
    view = View(timeout=None)
    if pages > 1:
        for label, to in (("Newer", at - 1), ("Older", at + 1)):
            view.add_item(HistoryButton(max(to, 0), handle(entry_id), label, disabled=not 0 <= to < pages))
    options = [_option(version, newest) for version in shown if _can_be_restored(base, version)]
    if options:
        view.add_item(RestoreMenu(handle(entry_id), options))
    return {"embed": revisions.embed(entry_id, shown, at, pages), "view": view}


def _can_be_restored(base: Base, version: Version) -> bool:
    """Whether the entry stood at *version*, and does not stand like that now."""
    entry = version.revision.entry
    return entry is not None and entry != base.entries.get(entry.id)


def _option(version: Version, newest: Seen) -> discord.SelectOption:
    label = shortened(revisions.title(version.revision), CHOICE)
    return discord.SelectOption(label=label, value=f"{Seen.of(version.revision)}.{newest}")


async def _examine(interaction: Interaction, order: _Order, reason: str) -> None:
    """Make the edit if nothing speaks against it; else show what does, with a button to make it all the same."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    wish = await _wish(interaction, order, reason)
    found = await asyncio.to_thread(examine, here.base(interaction), wish)
    if not found.problems and not found.are_grave:
        await _keep(interaction, order, reason)
        return
    view = View(timeout=None) if found.problems else View(timeout=None).add_item(EditButton(order))
    await interaction.followup.send(embed=revisions.against(wish, found, reason), view=view, ephemeral=True)


async def _wish(interaction: Interaction, order: _Order, reason: str) -> Wish:
    actor, entry_id = why.actor(interaction), here.base(interaction).id_of(order.entry_handle)
    require_server(actor)
    if order.to is None:
        return Wish(entry_id, None, order.seen, reason)
    wish = await interaction.client.with_upkeep(restored, actor, entry_id, order.to)
    return replace(wish, seen=order.seen, note=reason)


async def _keep(interaction: Interaction, order: _Order, reason: str) -> None:
    client, wish = interaction.client, await _wish(interaction, order, reason)
    kept = await client.with_upkeep(keep, why.actor(interaction), wish, client.now())
    said = revisions.kept(kept)
    if kept.entry is None:
        await interaction.followup.send(said, ephemeral=True)
    else:
        base = here.base(interaction)
        await interaction.followup.send(
            said, embed=client.answer_embed(base, base.entry(kept.entry_id)), ephemeral=True
        )


def _form(order: _Order, reason: str) -> Modal:
    title = "Restore it all the same" if order.to else "Retire it all the same"
    field: TextInput[Modal] = TextInput(
        label="Why, for those who read its history",
        custom_id=_REASON,
        style=discord.TextStyle.paragraph,
        default=reason or None,
        max_length=LONGEST_NOTE,
    )
    return Modal(title=title, custom_id=f"fn:editform.{order.id}", timeout=None).add_item(field)


def _id_of(base: Base, typed: str) -> str:
    """The id that was picked, of an entry in force or retired."""
    return typed if typed in base.retired else base.entry(typed).id


def _seen(base: Base, entry_id: str) -> Seen:
    newest = seen(base, entry_id)
    if newest is None:
        raise UnknownEntry(f"There is no entry '{entry_id}' here any more.")
    return newest


def _retired(base: Base, typed: str) -> list[app_commands.Choice[str]]:
    """The retired entries whose id has what is *typed* in it."""
    found = sorted(one for one in base.retired if typed.strip().lower() in one)
    return choices(Offer(one, f"{one} (retired)") for one in found[:MOST_CHOICES])


def listed(base: Base, typed: str) -> list[app_commands.Choice[str]]:
    """The entries to offer for what is *typed*."""
    return choices(Offer(entry.id, entry.question) for entry in complete(base, typed))


COMMANDS: tuple[Any, ...] = (group,)
"""The commands of this module."""
