"""
Pages: any listing, ten entries at a time, with buttons to turn them and a menu that opens an entry.

All they need is in their ids, so that they outlive a restart: ``fn:page:ASKER:PAGE:QUERY`` and ``fn:open:ASKER``. What
stands in them came back over the network: the query is read and listed anew at each press, for whoever presses.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord.ui import Button, DynamicItem, Select, View

from bot.core.entry import Entry
from bot.service.base import Base
from bot.service.browse import is_for_curators, listed_to, opened
from bot.service.by_name import counted
from bot.service.listing import MEANINGS, Item, Listing, Offer, Query
from bot.surface import buttons, here, render, verify, why
from bot.surface.errors import in_words
from bot.surface.markup import CHOICE, COLOUR, DESCRIPTION, TITLE, fitting, safe_within, shortened

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
SIZE = 8
"""Items on a page."""
_PAGE = r"fn:page:(?P<asker>[0-9]{1,20}):(?P<page>[0-9]{1,5}):(?P<query>.{1,60})"
_OPEN = r"fn:open:(?P<asker>[0-9]{1,20})"
# What is shown of an entry's question, and of each line below it, before it is escaped.
_LONG_QUESTION, _LONG_LINE = 160, 220
_MOST_OPTIONS = 25
_NOTHING = "Nothing in the base."
_INSTEAD, _BESIDES = "What there is instead:", "What there is besides:"


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A page to turn to.

    Attributes:
        asker: The Discord id of whoever asked for the listing.
        page: From 0; one that the listing does not have any more stands for its last.
    """

    asker: int
    page: int
    query: Query

    @property
    def custom_id(self) -> str:
        """The id of a button that turns there, at most 100 characters."""
        return f"fn:page:{self.asker}:{self.page}:{self.query.encoded}"

    @classmethod
    def decode(cls, custom_id: str) -> Self | None:
        """The turn that a button's id stands for; None if this version knows none such."""
        match = re.fullmatch(_PAGE, custom_id)
        query = Query.decode(match["query"]) if match else None
        return cls(int(match["asker"]), int(match["page"]), query) if match and query else None


class PageButton(DynamicItem[Button[View]], template=_PAGE):
    """Turns to a page, made again from its id when it is pressed."""

    def __init__(self, custom_id: str, label: str, *, disabled: bool = False) -> None:
        super().__init__(Button(label=label, custom_id=custom_id, disabled=disabled))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, __: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(item.custom_id, item.label or "…")

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Turn the page, in words if it cannot be done."""
        turn = Turn.decode(self.custom_id)
        if turn is None:
            return  # the client has words for it: see Footnote.on_interaction
        await _turn(interaction, turn)


class OpenMenu(DynamicItem[Select[View]], template=_OPEN):
    """Opens one of the entries on a page, or a listing that is near, made again from its id when it is used."""

    def __init__(self, asker: int, placeholder: str, options: list[discord.SelectOption]) -> None:
        super().__init__(Select(custom_id=f"fn:open:{asker}", placeholder=placeholder, options=options))
        self._asker = asker

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The menu as it was sent."""
        return cls(int(match["asker"]), item.placeholder or "…", item.options)

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Show what was chosen, in words if it cannot be done."""
        await _open(interaction, self._asker, self.item.values[0])


def is_known(custom_id: str) -> bool:
    """Whether this version knows what a button or menu of that id does."""
    return Turn.decode(custom_id) is not None or re.fullmatch(_OPEN, custom_id) is not None


async def send(interaction: Interaction, query: Query, *, private: bool) -> None:
    """Reply with the first page of what *query* leads to; to the asker alone where it is *private*, or is nothing."""
    listing = await _listed(interaction, query)
    private = private or is_for_curators(query) or not listing.items
    sent = page(listing, Turn(interaction.user.id, 0, query), private=private)
    if interaction.response.is_done():  # what takes its time was put off first
        await interaction.followup.send(ephemeral=private, **sent)
    else:
        await interaction.response.send_message(ephemeral=private, **sent)


async def send_found(interaction: Interaction, found: Entry | Query, *, private: bool) -> None:
    """Reply with the entry or the listing that was *found*; to the asker alone where it is *private*, or is nothing."""
    match found:
        case Query() as query:
            await send(interaction, query, private=private)
        case entry:
            await send_entry(interaction, here.base(interaction), entry, private=private)


async def send_entry(interaction: Interaction, base: Base, entry: Entry, *, private: bool) -> None:
    """Reply with *entry* of *base*; to the asker alone where it is *private*."""
    embed = interaction.client.answer_embed(base, entry)
    view = buttons.reply_buttons(entry, (), interaction.user.id, private=private, as_of=base.as_of)
    if private and base.as_of is None:
        verify.add_button(view, interaction, entry)
    await interaction.response.send_message(embed=embed, view=view, ephemeral=private)


async def _listed(interaction: Interaction, query: Query) -> Listing:
    client = interaction.client
    return await asyncio.to_thread(listed_to, why.actor(interaction), here.base(interaction), query, client.today())


async def _turn(interaction: Interaction, turn: Turn) -> None:
    """The page in place of the last for the asker; for anyone else to see alone."""
    listing = await _listed(interaction, turn.query)
    private = buttons.is_private(interaction)
    mine = buttons.is_asker(interaction, turn.asker) and (private or not is_for_curators(turn.query))
    sent = page(listing, Turn(interaction.user.id, turn.page, turn.query), private=private or not mine)
    if mine:
        await interaction.response.edit_message(**sent)
    else:
        await interaction.response.send_message(ephemeral=True, **sent)


async def _open(interaction: Interaction, asker: int, value: str) -> None:
    match opened(here.base(interaction), value):
        case Query() as query:
            await _turn(interaction, Turn(asker, 0, query))
        case entry:
            await send_entry(interaction, here.base(interaction), entry, private=True)


def page(listing: Listing, turn: Turn, *, private: bool) -> dict[str, Any]:
    """A page of *listing* as arguments of discord.py's sending functions; its last where it is shorter than that."""
    pages = max(1, -(-len(listing.items) // SIZE))
    at = min(turn.page, pages - 1)
    items = listing.items[at * SIZE : (at + 1) * SIZE]
    view = View(timeout=None)
    if pages > 1:
        for label, to in (("Back", at - 1), ("Next", at + 1)):
            there = Turn(turn.asker, to % (pages + 1), turn.query)
            view.add_item(PageButton(there.custom_id, label, disabled=not 0 <= to < pages))
    if not private:
        view.add_item(buttons.remove_button(turn.asker))
    options = [*_options(items, at * SIZE), *map(_option, listing.near)][:_MOST_OPTIONS]
    if options:
        view.add_item(OpenMenu(turn.asker, "Open one of these", options))
    return {"embed": _embed(listing, items, at, pages), "view": view}


def _embed(listing: Listing, items: Sequence[Item], page: int, pages: int) -> discord.Embed:
    embed = discord.Embed(title=safe_within(listing.title, TITLE), colour=COLOUR)
    lead = f"{render.source(listing.source)}\n\n" if listing.source else ""
    room = DESCRIPTION - len(lead)
    shown = [*_shown(items, page * SIZE, room), *_beside(listing)]
    if len("\n".join(shown)) > room:
        shown = [*_shown(items, page * SIZE, room // SIZE), *_beside(listing)]
    embed.description = lead + fitting(shown, room, "… and {} more that do not fit here")
    embed.set_footer(text=" · ".join(_footing(listing, page, pages)))
    return embed


def _footing(listing: Listing, page: int, pages: int) -> Iterator[str]:
    if pages > 1:
        yield f"Page {page + 1} of {pages}"
    if listing.items:
        yield counted(listing.entries)
    if len(listing.items) > listing.entries:
        yield f"{len(listing.items)} claims"
    marks = dict.fromkeys(item.mark for item in listing.items if item.mark)
    yield from (f"{mark}: {MEANINGS[mark]}" for mark in marks)


def _shown(items: Sequence[Item], before: int, room: int) -> Iterator[str]:
    """Each item with its number, in about *room* characters; a question that was just shown is not shown again."""
    last = ""
    for number, item in enumerate(items, before + 1):
        question = shortened(item.entry.question, _LONG_QUESTION) if item.entry.id != last else ""
        head = [f"**{number} {safe_within(question, room // 2)}**"] if question else []
        below = _below(item, (room - sum(map(len, head))) // (len(item.lines) + 1))
        yield "\n".join(head or [f"**{number}** {next(below, '')}"]) + "".join(f"\n{line}" for line in below)
        last = item.entry.id


def _below(item: Item, room: int) -> Iterator[str]:
    """The lines of *item*, each in about *room* characters; then, small, when it was, how it was hit and disputed."""
    yield from (safe_within(shortened(line, _LONG_LINE), max(1, room)) for line in item.lines)
    told = (item.when, item.mark, "sources differ" if item.is_disputed else None)
    if any(told):
        yield f"-# {' · '.join(part for part in told if part)}"


def _beside(listing: Listing) -> Iterator[str]:
    """That there is nothing, where there is nothing; and what is near."""
    if not listing.items:
        yield _NOTHING
    if listing.near:
        yield _BESIDES if listing.items else _INSTEAD
    yield from (f"• {safe_within(offer.name, _LONG_QUESTION)}" for offer in listing.near)


def _options(items: Sequence[Item], before: int) -> Iterator[discord.SelectOption]:
    """An option for each entry, once, with the number it has on the page."""
    shown: set[str] = set()
    for number, item in enumerate(items, before + 1):
        if item.entry.id not in shown:
            label = shortened(f"{number}. {item.entry.question}", CHOICE)
            yield discord.SelectOption(
                label=label, value=item.entry.id, description=shortened(item.when, CHOICE) if item.when else None
            )
        shown.add(item.entry.id)


def _option(offer: Offer) -> discord.SelectOption:
    return discord.SelectOption(label=shortened(offer.name, CHOICE), value=offer.value)
