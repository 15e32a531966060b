"""
Writing entries: /entry add and edit; for curators.

A draft is shown to its author alone, as the entry that it would be and with all that is wrong with it. Buttons and
menus open a form for each part; whatever a form brings is kept as it was typed before it is looked at, so that it comes
back in the next form, after a restart too. Ids are ``fn:draft.DRAFT.DEED`` of buttons, ``fn:draftpart.DRAFT.ROW`` of
menus and ``fn:draftform.DRAFT.PART`` of forms; whose draft it is, and whether they are still a curator, is checked each
time.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, Label, Modal, Select, TextInput, View

from bot.core import webaddress
from bot.core.draft import Draft
from bot.core.entry import Kind, Rank
from bot.core.entry_checks import MOST_CITATIONS, MOST_CLAIMS
from bot.core.errors import StaleRevision
from bot.core.values import LONGEST
from bot.service import drafts
from bot.service.base import Base, Freshness
from bot.service.by_name import called
from bot.service.curate import Findings, examine, require_server, wording_of
from bot.service.drafts import CitationPart, ClaimPart, Labels, Part, Reading, SourcePart, Wordings
from bot.service.listing import By, Offer
from bot.service.lookup import MOST_CHOICES
from bot.surface import editing, here, render, revisions, why
from bot.surface.choosing import choices
from bot.surface.errors import in_words
from bot.surface.forms import returned
from bot.surface.markup import (
    CHOICE,
    COLOUR,
    DESCRIPTION,
    EMBED,
    LONGEST_FIELD,
    TITLE,
    fitting,
    safe,
    safe_within,
    shortened,
)
from bot.surface.teach import LONGEST_REASON, NO_WORDS

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_DRAFT = r"(?P<draft>[0-9a-f]{12})"
_BUTTON, _MENU = rf"fn:draft\.{_DRAFT}\.(?P<deed>[a-z]{{1,10}})", rf"fn:draftpart\.{_DRAFT}\.(?P<row>[12])"
_FORM = rf"fn:draftform\.{_DRAFT}\.(?P<part>[a-z0-9.-]{{1,70}})"
_REASON = "reason"
_SAVE, _ANYWAY, _AGAIN, _DROP, _WORDINGS, _LABELS = "save", "anyway", "again", "drop", "wordings", "labels"
_LONG_DATE = 40
_LONGEST_QUESTION, _LONGEST_SAYS, _LONGEST_WHERE = LONGEST["question"], LONGEST["says"], LONGEST["where"]


class DraftButton(DynamicItem[Button[View]], template=_BUTTON):
    """Does something with a draft."""

    def __init__(self, draft_id: str, deed: str, label: str = "…", row: int | None = None) -> None:
        style = {_SAVE: discord.ButtonStyle.success, _DROP: discord.ButtonStyle.danger}
        custom_id = f"fn:draft.{draft_id}.{deed}"
        super().__init__(
            Button(label=label, custom_id=custom_id, style=style.get(deed, discord.ButtonStyle.secondary)), row=row
        )
        self._draft, self._deed = draft_id, deed

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(match["draft"], match["deed"], item.label or "…")

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Do it, in words if it cannot be done."""
        if deed := _DEEDS.get(self._deed):
            await deed(interaction, self._draft)


class PartMenu(DynamicItem[Select[View]], template=_MENU):
    """Opens the form of the claim, the citation or the source that is picked."""

    def __init__(self, draft_id: str, row: int, placeholder: str, options: list[discord.SelectOption]) -> None:
        menu: Select[View] = Select(
            custom_id=f"fn:draftpart.{draft_id}.{row}", placeholder=placeholder, options=options, row=row
        )
        super().__init__(menu, row=row)
        self._draft = draft_id

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str]) -> Self:
        """The menu as it was sent."""
        return cls(match["draft"], int(match["row"]), item.placeholder or "…", item.options)

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Open it, in words if that cannot be done."""
        await _picked(interaction, self._draft, self.item.values[0])


def is_known(custom_id: str) -> bool:
    """Whether a button or a menu of that id is one of these."""
    button = re.fullmatch(_BUTTON, custom_id)
    return (button is not None and button["deed"] in _DEEDS) or re.fullmatch(_MENU, custom_id) is not None


def is_form(custom_id: str) -> bool:
    """Whether a form of that id is one of these."""
    return re.fullmatch(_FORM, custom_id) is not None


@in_words
async def submitted(interaction: Interaction) -> None:
    """Keep what stands in the form that came back; it may be the form of somebody else."""
    found = returned(interaction, _FORM)
    if found is None:
        return
    match, written = found
    await interaction.response.defer()
    if match["part"] == _ANYWAY:
        await _save(interaction, match["draft"], written.get(_REASON, ""))
        return
    part = part_of(match["part"])
    if part:
        client, actor = interaction.client, why.actor(interaction)
        draft = await client.with_upkeep(drafts.write, actor, match["draft"], part, written, client.now())
        focus = part.claim if isinstance(part, CitationPart | SourcePart) else None
        await interaction.edit_original_response(**await _panel(interaction, draft, focus=focus))


def part_of(name: str) -> Part | None:
    """The part of a draft that *name* stands for, as it stands in ids: ``claim.0``, ``cite.0.1``, ``source.0``."""
    kind, *places = name.split(".")
    numbers = [int(place) for place in places if place.isdecimal() and len(place) < 3]
    match kind, numbers:
        case "wordings", []:
            return Wordings(LONGEST_FIELD)
        case "labels", []:
            return Labels()
        case "claim", [at]:
            return ClaimPart(at)
        case "cite", [claim, at]:
            return CitationPart(claim, at)
        case "source", [claim, *_]:
            return SourcePart(claim, places[1] if len(places) > 1 else "")
    return None


@editing.group.command(name="add", description="Write a new entry of this server")
@app_commands.describe(
    question="What it answers, as it is to be shown", kind="faq for what sums up or is no single fact; fact if left out"
)
async def _add(
    interaction: discord.Interaction[Footnote],
    question: app_commands.Range[str, 1, _LONGEST_QUESTION],
    kind: Kind = Kind.FACT,
) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    client = interaction.client
    draft = await client.with_upkeep(drafts.begin_new, why.actor(interaction), question, client.now(), kind=kind)
    await interaction.followup.send(ephemeral=True, **await _panel(interaction, draft))


@app_commands.context_menu(name="Make this an entry")
@app_commands.default_permissions(manage_messages=True)
@app_commands.guild_only()
async def _make(interaction: discord.Interaction[Footnote], message: discord.Message) -> None:
    require_server(why.actor(interaction))
    question = wording_of(message.content)[:_LONGEST_QUESTION]
    if not question:
        await interaction.response.send_message(NO_WORDS, ephemeral=True)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    client, actor, link = interaction.client, why.actor(interaction), message.jump_url
    draft = await client.with_upkeep(drafts.begin_new, actor, question, client.now(), taken_from=link)
    await interaction.followup.send(ephemeral=True, **await _panel(interaction, draft))


@editing.group.command(name="edit", description="Change an entry for this server, or go on with what you began")
@app_commands.describe(entry="Type a few letters of a question; what you are writing comes first")
async def _edit(interaction: discord.Interaction[Footnote], entry: app_commands.Range[str, 1, 100]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    client, actor = interaction.client, why.actor(interaction)
    if entry.startswith(_OF_DRAFT):
        draft = await client.with_upkeep(drafts.opened, actor, entry.removeprefix(_OF_DRAFT))
    else:
        draft = await client.with_upkeep(drafts.begin, actor, entry, client.now())
    await interaction.followup.send(ephemeral=True, **await _panel(interaction, draft))


# How a choice names a draft, and no id of an entry can begin.
_OF_DRAFT = "draft:"


@editing.group.command(name="cite", description="Cite a source of the base in what you are writing")
@app_commands.describe(
    draft="What you are writing",
    source="Type a few letters of a publisher, a title or an author, or a year",
    says="What it says, in your own words",
    claim="The number of the claim; the first if you leave it out",
    where="Where in it: a page, a paragraph",
)
async def _cite(
    interaction: discord.Interaction[Footnote],
    draft: app_commands.Range[str, 1, 20],
    source: app_commands.Range[str, 1, 100],
    says: app_commands.Range[str, 1, _LONGEST_SAYS],
    claim: app_commands.Range[int, 1, MOST_CLAIMS] = 1,
    where: app_commands.Range[str, 1, _LONGEST_WHERE] | None = None,
) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    client, told = interaction.client, {"source": source, "says": says, "where": where or ""}
    kept, focus = await client.with_upkeep(
        drafts.cite, why.actor(interaction), draft.removeprefix(_OF_DRAFT), claim, told, client.now()
    )
    await interaction.followup.send(ephemeral=True, **await _panel(interaction, kept, focus=focus))


@_cite.autocomplete("source")
async def _complete_source(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    base = here.base(interaction)
    found = await asyncio.to_thread(base.catalogue.sources.like, typed, MOST_CHOICES)
    return choices(Offer(one, called(base, By.SOURCE, one)) for one in found)


@_cite.autocomplete("draft")
async def _complete_draft(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    return (await _begun(interaction, typed))[:MOST_CHOICES]


@_edit.autocomplete("entry")
async def _complete(interaction: discord.Interaction[Footnote], typed: str) -> list[app_commands.Choice[str]]:
    own = await _begun(interaction, typed)
    return [*own, *(await asyncio.to_thread(editing.listed, here.base(interaction), typed))][:MOST_CHOICES]


async def _begun(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What whoever types is writing, as far as it has what they *typed* in its question."""
    begun = await interaction.client.with_upkeep(drafts.theirs, why.actor(interaction))
    named = [(draft, str(draft.typed["entry"].get("question") or draft.entry_id)) for draft in begun]
    wanted = ((draft, name) for draft, name in named if typed.lower() in name.lower())
    return choices(Offer(f"{_OF_DRAFT}{draft.id}", f"Go on with: {name}") for draft, name in wanted)


async def _open_form(interaction: Interaction, draft_id: str, name: str) -> None:
    draft = await interaction.client.with_upkeep(drafts.opened, why.actor(interaction), draft_id)
    part = part_of(name)
    if part:
        await interaction.response.send_modal(_form(draft, name, part))


async def _picked(interaction: Interaction, draft_id: str, value: str) -> None:
    """Open the form that was picked, or show the sources of the claim that was."""
    of_claim = re.fullmatch(r"sources\.(-|[0-9]{1,2})", value)
    if of_claim is None:
        await _open_form(interaction, draft_id, value)
        return
    await interaction.response.defer()
    await _show(interaction, draft_id, None if of_claim[1] == "-" else int(of_claim[1]))


async def _show(interaction: Interaction, draft_id: str, focus: int | None = None) -> None:
    draft = await interaction.client.with_upkeep(drafts.opened, why.actor(interaction), draft_id)
    await interaction.edit_original_response(**await _panel(interaction, draft, focus=focus))


async def _save_now(interaction: Interaction, draft_id: str) -> None:
    await interaction.response.defer()
    await _save(interaction, draft_id, "")


async def _save(interaction: Interaction, draft_id: str, reason: str) -> None:
    """Save the draft, or show what keeps it from being saved."""
    client, actor, base = interaction.client, why.actor(interaction), here.base(interaction)
    draft = await client.with_upkeep(drafts.opened, actor, draft_id)
    reading = await asyncio.to_thread(drafts.read, draft, base)
    if reading.entry is None or reading.problems:
        await interaction.edit_original_response(**await _panel(interaction, draft))
        return
    try:
        found = await asyncio.to_thread(examine, base, drafts.wish(draft, reading.entry, reason))
        if found.are_grave and not reason.strip():
            await interaction.edit_original_response(**await _panel(interaction, draft, found))
            return
        kept = await client.with_upkeep(drafts.save, actor, draft, reading.entry, reason, client.now())
    except StaleRevision as error:
        await interaction.edit_original_response(**await _panel(interaction, draft, overtaken=str(error)))
        return
    base = here.base(interaction)
    embed = client.answer_embed(base, base.entry(kept.entry_id))
    await interaction.edit_original_response(content=revisions.kept(kept), embeds=[embed], view=None)


async def _ask_why(interaction: Interaction, draft_id: str) -> None:
    await interaction.client.with_upkeep(drafts.opened, why.actor(interaction), draft_id)
    form = Modal(title="Save it all the same", custom_id=f"fn:draftform.{draft_id}.{_ANYWAY}", timeout=None)
    field: TextInput[Modal] = TextInput(
        custom_id=_REASON, style=discord.TextStyle.paragraph, max_length=LONGEST_REASON, required=True
    )
    await interaction.response.send_modal(
        form.add_item(Label(text="Why, for those who read its history", component=field))
    )


async def _renew(interaction: Interaction, draft_id: str) -> None:
    await interaction.response.defer()
    client = interaction.client
    await client.with_upkeep(drafts.renewed, why.actor(interaction), draft_id, client.now())
    await _show(interaction, draft_id)


async def _drop(interaction: Interaction, draft_id: str) -> None:
    await interaction.response.defer()
    await interaction.client.with_upkeep(drafts.drop, why.actor(interaction), draft_id)
    await interaction.edit_original_response(content="Thrown away; nothing was changed.", embeds=[], view=None)


_DEEDS: Mapping[str, Callable[[Interaction, str], Awaitable[None]]] = {
    _WORDINGS: lambda interaction, draft_id: _open_form(interaction, draft_id, _WORDINGS),
    _LABELS: lambda interaction, draft_id: _open_form(interaction, draft_id, _LABELS),
    _SAVE: _save_now,
    _ANYWAY: _ask_why,
    _AGAIN: _renew,
    _DROP: _drop,
}


async def _panel(
    interaction: Interaction,
    draft: Draft,
    found: Findings | None = None,
    overtaken: str = "",
    focus: int | None = None,
) -> dict[str, Any]:
    """
    *draft* with what is wrong with it and what can be done, as arguments of discord.py's sending functions.

    Args:
        found: What speaks against saving it; None where nobody has looked.
        overtaken: What to say where somebody changed the entry meanwhile.
        focus: The claim whose sources are listed, from 0; None for a list of claims.
    """
    base = here.base(interaction)
    reading = await asyncio.to_thread(drafts.read, draft, base)
    view = View(timeout=None)
    for deed, label in _deeds(found, overtaken):
        view.add_item(DraftButton(draft.id, deed, label, row=0))
    view.add_item(PartMenu(draft.id, 1, "Claims", list(_claims(draft))))
    sources = list(_sources_of(draft, focus))
    if sources:
        view.add_item(PartMenu(draft.id, 2, "Sources" if focus is None else f"Sources of claim {focus + 1}", sources))
    embeds = [_state(draft, reading, overtaken)]
    for more in _beside(base, draft, reading, found):
        if sum(map(len, embeds)) + len(more) <= EMBED:  # Discord counts all of them together
            embeds.append(more)
    return {"embeds": embeds, "view": view}


def _beside(base: Base, draft: Draft, reading: Reading, found: Findings | None) -> Iterator[discord.Embed]:
    """What speaks against the entry that was written, and how it would be answered."""
    entry = reading.entry
    if entry and found:
        yield revisions.against(drafts.wish(draft, entry, ""), found, "")
    if entry and not reading.problems:  # an address that breaks the rules is no link
        yield render.answer(entry, Freshness(base.revisions.get(entry.id, 0), entry.checked))


def _deeds(found: Findings | None, overtaken: str) -> Iterator[tuple[str, str]]:
    yield _WORDINGS, "Question and wordings"
    yield _LABELS, "Topics and names"
    if overtaken:
        yield _AGAIN, "Go on from the newest revision"
    elif found:
        yield _ANYWAY, "Save it all the same"
    else:
        yield _SAVE, "Save"
    yield _DROP, "Throw away"


def _claims(draft: Draft) -> Iterator[discord.SelectOption]:
    """Each claim, then a new one where there may be more."""
    claims = draft.typed["entry"]["claims"]
    for at, claim in enumerate(claims[:MOST_CLAIMS]):
        yield _option(f"{at + 1}. {claim.get('text', '')}", f"claim.{at}")
    if len(claims) < MOST_CLAIMS:
        yield _option("Add a claim", f"claim.{len(claims)}")


def _sources_of(draft: Draft, focus: int | None) -> Iterator[discord.SelectOption]:
    """The claims to see the sources of; or those of one claim, what can be added to them, and the way back."""
    claims = draft.typed["entry"]["claims"]
    if focus is None or focus >= len(claims):
        for at, claim in enumerate(claims[:MOST_CLAIMS]):
            count = len(claim.get("sources", ()))
            yield _option(f"Sources of claim {at + 1} ({count})", f"sources.{at}")
        return
    cited = claims[focus].get("sources", [])[:MOST_CITATIONS]
    for place, citation in enumerate(cited):
        source = str(citation.get("source", ""))
        yield _option(f"{place + 1}. {source}: {citation.get('says', '')}", f"cite.{focus}.{place}")
    yield _option("Cite a source of the base", f"cite.{focus}.{len(cited)}")
    yield _option("Cite a new source", f"source.{focus}")
    for source in [one for one in draft.typed["sources"] if any(one == each.get("source") for each in cited)][:2]:
        yield _option(f"About the new source {source}", f"source.{focus}.{source}")
    yield _option("The other claims", "sources.-")


def _option(label: str, value: str) -> discord.SelectOption:
    return discord.SelectOption(label=shortened(label, CHOICE), value=value)


def _state(draft: Draft, reading: Reading, overtaken: str) -> discord.Embed:
    shown = discord.Embed(title=safe_within(f"Draft of {draft.entry_id}", TITLE), colour=COLOUR)
    lines = [f"- {safe(f'{problem}.')}" for problem in reading.problems]
    head = "Nothing keeps it from being saved." if not lines else "What must be mended before it can be saved:"
    body = [safe(overtaken)] if overtaken else [head, *lines]
    shown.description = fitting(body, DESCRIPTION // 2, "… and {} more")
    shown.set_footer(text="Kept as you typed it, for you alone; /entry edit opens it again")
    return shown


def _form(draft: Draft, name: str, part: Part) -> Modal:
    form = Modal(title=_titles(name), custom_id=f"fn:draftform.{draft.id}.{name}", timeout=None)
    for field, value in part.fields(draft.typed).items():
        form.add_item(_field(field, value))
    return form


def _titles(name: str) -> str:
    kind, *places = name.split(".")
    number = f" {int(places[0]) + 1}" if places else ""
    titles = {
        _WORDINGS: "Question and wordings",
        _LABELS: "Topics and names",
        "claim": f"Claim{number}",
        "cite": f"A source of claim{number}",
        "source": f"A new source of claim{number}",
    }
    return titles[kind]


# What each field is called, what it is for, and how long it may be; paragraphs first of all are those over 300.
_FIELDS: Mapping[str, tuple[str, str, int]] = {
    "question": ("The question", "As it is shown", LONGEST["question"]),
    "variants": ("Other wordings", "One on a line", LONGEST_FIELD),
    "topics": ("Topics", "One on a line: cold-war", LONGEST_FIELD),
    "people": ("People", "One on a line", LONGEST_FIELD),
    "places": ("Places", "One on a line", LONGEST_FIELD),
    "see_also": ("Entries that say more", "Their ids, one on a line", LONGEST_FIELD),
    "review_by": ("Look again by", "2027-06-30, 2027-06 or 2027", _LONG_DATE),
    "text": ("The claim", "One statement; leave it empty to take the claim out", LONGEST["claim"]),
    "date": ("When it happened", "1961-07-11, 1961-07, 1961, 195X, 1950/1953", _LONG_DATE),
    "as_of": ("As of", "The day on which a count or a state was true", _LONG_DATE),
    "reason": ("Why it has its rank", "Needed where sources differ", LONGEST["reason"]),
    "source": ("The source", "Its id, or words of its publisher and title", 200),
    "says": ("What it says", "In your own words; empty, with no source, takes it out", LONGEST["says"]),
    "where": ("Where in it", "A page, a paragraph", LONGEST["where"]),
    "publisher": ("Publisher", "Yonhap, Ministry of Foreign Affairs", LONGEST["publisher"]),
    "title": ("Title", "", LONGEST["title"]),
    "url": ("Address", "https://…", webaddress.LONGEST),
    "published": ("Published", "2025-09-04; empty if nobody knows", _LONG_DATE),
}
_LONG = 300


def _field(name: str, value: str) -> Label[Modal]:
    if name == "rank":
        return Label(text="Rank", description="Beside accounts that differ", component=_ranks(value))
    label, hint, longest = _FIELDS[name.rstrip("0123456789")]
    style = discord.TextStyle.paragraph if longest >= _LONG else discord.TextStyle.short
    field: TextInput[Modal] = TextInput(
        custom_id=name, style=style, default=value[:longest] or None, max_length=longest, required=False
    )
    return Label(text=label, description=hint or None, component=field)


def _ranks(value: str) -> Select[Modal]:
    chosen = value or Rank.NORMAL.value
    options = [discord.SelectOption(label=rank.value, value=rank.value, default=rank.value == chosen) for rank in Rank]
    return Select(custom_id="rank", options=options)


COMMANDS: tuple[Any, ...] = (_make,)
"""The commands of this module that stand by themselves; the others stand below /entry."""
