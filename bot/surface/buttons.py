"""
The buttons under a reply. All they need is in their ids, so that they outlive a restart and no question is kept.

An id is ``fn:DEED:ASKER:ENTRIES``: who asked, as a Discord id, and entries by their handles; with ``:DAY`` behind them
where it was asked as of a day. What stands in it came back over the network: who presses is checked again each time,
and an entry is looked up as the base now is, or as it now stands for that day.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord.ui import Button, DynamicItem, View

from bot.core.accounts import accounts
from bot.core.entry import Entry
from bot.core.errors import UnknownEntry
from bot.service.base import Base, handle
from bot.surface import here, render
from bot.surface.differing import differing
from bot.surface.errors import in_words

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_TEMPLATE = r"fn:(?P<deed>[a-z]{1,10}):(?P<asker>[0-9]{1,20}):(?P<entries>[0-9a-f.]{0,60})(?::(?P<day>[0-9-]{10}))?"


class Deed(StrEnum):
    """What a button does."""

    SOURCES = "sources"
    DIFFER = "differ"
    OTHERS = "others"
    PICK = "pick"
    NONE = "none"
    REMOVE = "remove"
    SHARE = "share"


_LABELS = {
    Deed.SOURCES: "Sources",
    Deed.DIFFER: "Sources differ",
    Deed.OTHERS: "Not what I asked",
    Deed.NONE: "None of these",
    Deed.REMOVE: "Remove",
    Deed.SHARE: "Share",
}
_FOR_ASKER_ALONE = frozenset({Deed.NONE, Deed.REMOVE, Deed.SHARE})


@dataclass(frozen=True, slots=True)
class Order:
    """
    What a button says when it is pressed.

    Attributes:
        deed: As it stands in the id; it may be none that this version knows.
        asker: The Discord id of whoever asked.
        entries: Handles of the entries it is about.
        day: The day for which it was asked; None for the present.
    """

    deed: str
    asker: int
    entries: tuple[str, ...] = ()
    day: date | None = None

    @property
    def custom_id(self) -> str:
        """The id of a button with this order, at most 100 characters with three entries."""
        day = f":{self.day.isoformat()}" if self.day else ""
        return f"fn:{self.deed}:{self.asker}:{'.'.join(self.entries)}{day}"


class ReplyButton(DynamicItem[Button[View]], template=_TEMPLATE):
    """A button of any deed, made again from its id when it is pressed."""

    def __init__(self, order: Order, label: str, row: int | None = None) -> None:
        super().__init__(Button(label=label, custom_id=order.custom_id), row=row)
        self._order = order

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        entries = tuple(part for part in match["entries"].split(".") if part)
        return cls(Order(match["deed"], int(match["asker"]), entries, _read_day(match["day"])), item.label or "…")

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Do what the order says, in words if it cannot be done."""
        await _obey(interaction, self._order)


def _read_day(text: str | None) -> date | None:
    """The day in an id; None where there is none, and where somebody made one up."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def reply_buttons(
    entry: Entry, others: Sequence[Entry], asker: int, *, private: bool, as_of: date | None = None
) -> View:
    """The buttons under an answer *as_of* a day: *asker* alone may remove it or, where it is *private*, share it."""
    view = sources_buttons(entry, asker, as_of)
    view.add_item(_button(Deed.OTHERS, asker, *others, as_of=as_of))
    view.add_item(_button(Deed.SHARE, asker, entry, as_of=as_of) if private else _button(Deed.REMOVE, asker))
    return view


def offer_buttons(entries: Sequence[Entry], asker: int, as_of: date | None = None) -> View:
    """A button for each of *entries*, one below the other, and one for none of them."""
    view = View(timeout=None)
    for row, entry in enumerate(entries):
        order = Order(Deed.PICK, asker, (handle(entry.id),), as_of)
        view.add_item(ReplyButton(order, render.button_label(entry), row))
    view.add_item(ReplyButton(Order(Deed.NONE, asker), _LABELS[Deed.NONE], len(entries)))
    return view


def remove_button(asker: int) -> ReplyButton:
    """The button with which *asker* alone takes a reply away."""
    return _button(Deed.REMOVE, asker)


def remove_view(asker: int) -> View:
    """That button alone."""
    return View(timeout=None).add_item(remove_button(asker))


def _button(deed: Deed, asker: int, *entries: Entry, as_of: date | None = None) -> ReplyButton:
    return ReplyButton(Order(deed, asker, tuple(handle(entry.id) for entry in entries), as_of), _LABELS[deed])


def is_known(custom_id: str) -> bool:
    """Whether this version knows what a button of that id does."""
    match = re.fullmatch(_TEMPLATE, custom_id)
    return match is not None and match["deed"] in set(Deed)


async def _obey(interaction: Interaction, order: Order) -> None:
    deed = _DEEDS.get(order.deed)
    if deed is None:
        return  # the client has words for it: see Footnote.on_interaction
    if order.deed in _FOR_ASKER_ALONE and not is_asker(interaction, order.asker):
        await interaction.response.send_message(render.NOT_YOURS, ephemeral=True)
        return
    await deed(interaction, order)


async def _sources(interaction: Interaction, order: Order) -> None:
    base = _base(interaction, order)
    entry = base.by_handle(_only(order))
    fresh = base.freshness(entry, interaction.client.today())
    await interaction.response.send_message(embed=render.sources(entry, fresh), ephemeral=True)


async def _differ(interaction: Interaction, order: Order) -> None:
    entry = _base(interaction, order).by_handle(_only(order))
    if accounts(entry):
        await interaction.response.send_message(embed=differing(entry), ephemeral=True)
    else:
        await interaction.response.send_message(render.NO_LONGER_DIFFER, ephemeral=True)


async def _others(interaction: Interaction, order: Order) -> None:
    """The runners-up, to the presser alone; those retired meanwhile are left out."""
    base = _base(interaction, order)
    entries = [entry for part in order.entries if (entry := _if_there(base, part))]
    if not entries:
        await interaction.response.send_message(render.NO_OTHERS, ephemeral=True)
        return
    view = offer_buttons(entries, interaction.user.id, order.day)
    await interaction.response.send_message(render.offer(len(entries)), view=view, ephemeral=True)


async def _pick(interaction: Interaction, order: Order) -> None:
    """The answer in place of the offer for the asker; for anyone else to see alone."""
    base = _base(interaction, order)
    entry = base.by_handle(_only(order))
    embed = interaction.client.answer_embed(base, entry)
    mine = is_asker(interaction, order.asker)
    private = not mine or is_private(interaction)
    view = reply_buttons(entry, (), interaction.user.id, private=private, as_of=order.day)
    if mine:
        await interaction.response.edit_message(content=None, embed=embed, view=view)
    else:
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)


async def _none(interaction: Interaction, _: Order) -> None:
    await interaction.response.edit_message(content=render.NO_ANSWER, embed=None, view=None)


async def _remove(interaction: Interaction, _: Order) -> None:
    """Through the interaction, which works where the bot may not read the channel."""
    await interaction.response.defer()
    try:
        await interaction.delete_original_response()
    except discord.NotFound:  # pressed twice
        await interaction.followup.send(render.REMOVED_ALREADY, ephemeral=True)


async def _share(interaction: Interaction, order: Order) -> None:
    """The entry as it now stands, for all to see, once however fast the button is pressed."""
    private, sharing = interaction.message.id if interaction.message else 0, interaction.client.sharing
    if private in sharing:
        await interaction.response.send_message(render.SHARED_ALREADY, ephemeral=True)
        return
    sharing.add(private)
    try:
        await _share_now(interaction, order)
    finally:
        sharing.discard(private)


async def _share_now(interaction: Interaction, order: Order) -> None:
    """The button goes when the answer is there for all, so that it can be pressed again where that failed."""
    base = _base(interaction, order)
    entry = base.by_handle(_only(order))
    view = reply_buttons(entry, (), interaction.user.id, private=False, as_of=order.day)
    embed = interaction.client.answer_embed(base, entry)
    await interaction.response.defer()
    await interaction.followup.send(render.shared_by(interaction.user.display_name), embed=embed, view=view)
    await interaction.edit_original_response(view=sources_buttons(entry, order.asker, order.day))


def sources_buttons(entry: Entry, asker: int, as_of: date | None = None) -> View:
    """The buttons that tell more of what *entry* rests on, *as_of* a day; where sources differ, one for that."""
    view = View(timeout=None)
    view.add_item(_button(Deed.SOURCES, asker, entry, as_of=as_of))
    if accounts(entry):
        view.add_item(_button(Deed.DIFFER, asker, entry, as_of=as_of))
    return view


_DEEDS: dict[str, Callable[[Interaction, Order], Awaitable[None]]] = {
    Deed.SOURCES: _sources,
    Deed.DIFFER: _differ,
    Deed.OTHERS: _others,
    Deed.PICK: _pick,
    Deed.NONE: _none,
    Deed.REMOVE: _remove,
    Deed.SHARE: _share,
}


def _only(order: Order) -> str:
    return order.entries[0] if order.entries else ""


def _base(interaction: Interaction, order: Order) -> Base:
    """The base as it now is, or as it now stands for the day of *order*."""
    base = here.base(interaction)
    return base.standing_on(order.day) if order.day else base


def _if_there(base: Base, entry_handle: str) -> Entry | None:
    try:
        return base.by_handle(entry_handle)
    except UnknownEntry:
        return None


def is_asker(interaction: Interaction, asker: int) -> bool:
    """Whether the presser is *asker*, by the button's id and, where there is one, Discord's note of who asked."""
    noted = interaction.message.interaction_metadata if interaction.message else None
    if noted is not None and noted.user.id != interaction.user.id:
        return False
    return interaction.user.id == asker


def is_private(interaction: Interaction) -> bool:
    """Whether what was pressed stands under a message that its asker alone sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
