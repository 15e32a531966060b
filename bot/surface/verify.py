"""
Verifying: a button that says an entry is still true, and the form that it opens; for curators.

Ids are ``fn:still.REVISION.ENTRY``: which revision was looked at, and the entry by its handle. They come back over the
network, after a restart too: who presses is checked each time, and so is whether that revision still stands.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord.ui import Button, DynamicItem, Modal, TextInput, View

from bot.core.entry import Entry
from bot.core.verification import next_review
from bot.service.base import handle
from bot.service.verify import LONGEST_NOTE, Finding, require_verifiable, verify
from bot.surface import here, render, why
from bot.surface.errors import in_words
from bot.surface.forms import returned

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_SEEN = r"\.(?P<revision>[0-9]{1,9})\.(?P<entry>[0-9a-f]{10})"
_BUTTON, _FORM = rf"fn:still{_SEEN}", rf"fn:stillform{_SEEN}"
_REVIEW, _NOTE = "review", "note"
# The longest EDTF date there is, an interval; the service says that it is to be a day.
_LONGEST_DAY = 32


class VerifyButton(DynamicItem[Button[View]], template=_BUTTON):
    """Opens the form for saying that an entry is still true."""

    def __init__(self, revision: int, entry_handle: str) -> None:
        custom_id = f"fn:still.{revision}.{entry_handle}"
        super().__init__(Button(label="Still true (checked today)", custom_id=custom_id))
        self._revision, self._handle = revision, entry_handle

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], __: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(int(match["revision"]), match["entry"])

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Ask for the day of the next review and for a note."""
        entry, finding = _found(interaction, self._revision, self._handle)
        require_verifiable(why.actor(interaction), here.base(interaction), finding)
        await interaction.response.send_modal(_form(entry, finding, interaction.client.today()))


def add_button(view: View, interaction: Interaction, entry: Entry) -> None:
    """Add the button to the *view* of a stale *entry* that one curator alone sees."""
    client, base = interaction.client, here.base(interaction)
    if why.actor(interaction).is_curator and base.staleness(entry, client.today()):
        view.add_item(VerifyButton(base.revisions[entry.id], handle(entry.id)))


def is_button(custom_id: str) -> bool:
    """Whether a button of that id is one of these."""
    return re.fullmatch(_BUTTON, custom_id) is not None


@in_words
async def submitted(interaction: Interaction) -> None:
    """Keep what a curator wrote into the form; it may be the form of somebody else."""
    if found := returned(interaction, _FORM):
        seen, written = found
        await _keep(interaction, int(seen["revision"]), seen["entry"], written)


async def _keep(interaction: Interaction, revision: int, entry_handle: str, written: dict[str, str]) -> None:
    """The database may be held by somebody: that it is being kept is said before it is."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    client = interaction.client
    entry, _ = _found(interaction, revision, entry_handle)
    finding = Finding(entry.id, revision, written.get(_REVIEW, ""), written.get(_NOTE, ""))
    await client.with_upkeep(verify, why.actor(interaction), finding, client.now())
    base = here.base(interaction)
    entry = base.entry(entry.id)
    said = render.verified(base.as_checked(entry), revision)
    await interaction.followup.send(said, embed=client.answer_embed(base, entry), ephemeral=True)


def _found(interaction: Interaction, revision: int, entry_handle: str) -> tuple[Entry, Finding]:
    entry = here.base(interaction).by_handle(entry_handle)
    return entry, Finding(entry.id, revision)


def _form(entry: Entry, finding: Finding, today: date) -> Modal:
    form = Modal(title="Still true", custom_id=f"fn:stillform.{finding.revision}.{handle(entry.id)}", timeout=None)
    following = next_review(entry, today)
    review: TextInput[Modal] = TextInput(
        label="Look again by",
        custom_id=_REVIEW,
        default=following.text if following else None,
        placeholder="2027-06-30, 2027-06 or 2027",
        max_length=_LONGEST_DAY,
        required=False,
    )
    note: TextInput[Modal] = TextInput(
        label="Note: what you looked at",
        custom_id=_NOTE,
        style=discord.TextStyle.paragraph,
        max_length=LONGEST_NOTE,
        required=False,
    )
    return form.add_item(review).add_item(note)
