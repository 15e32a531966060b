"""
Learning a wording: the message menu that teaches an entry to answer what somebody asked; for curators.

Ids are ``fn:teach.CHANNEL.MESSAGE`` of the form that asks which entry it is for, and ``fn:again.CHANNEL.MESSAGE.SEEN.
ENTRY`` of the button and ``fn:againform…`` of the form that follow where something speaks against it: the message that
it was taken from, the revision that was looked at, and the entry by its handle. The wording itself stands in what the
curator alone sees, and comes back with every form: it is checked anew each time, and so is who presses.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, Label, Modal, Select, TextInput, View

from bot.core.values import LONGEST
from bot.service.base import Base, handle
from bot.service.curate import Findings, Seen, Wish, examine, keep, near_to, require_server, seen, taught, wording_of
from bot.surface import here, revisions, why
from bot.surface.errors import in_words
from bot.surface.forms import custom_id, written
from bot.surface.markup import CHOICE, shortened

if TYPE_CHECKING:
    from bot.surface.client import Footnote

Interaction: TypeAlias = "discord.Interaction[Footnote]"
_FROM = r"\.(?P<channel>[0-9]{1,20})\.(?P<message>[0-9]{1,20})"
_ABOUT = r"(?P<seen>[ps][0-9]{1,9})\.(?P<entry>[0-9a-f]{10})"
_FORM, _AGAIN, _AGAIN_FORM = rf"fn:teach{_FROM}", rf"fn:again{_FROM}\.{_ABOUT}", rf"fn:againform{_FROM}\.{_ABOUT}"
_WORDING, _ENTRY, _REASON = "wording", "entry", "reason"
LONGEST_REASON = 200
"""The most characters of a reason beside which the address of a message stands."""
NO_WORDS = "I can read no words in that message."
"""What to say to whoever would have something taken from a message without any."""
_NOTHING_NEAR = "No entry is near to what that message says, so there is none to teach it to."


@dataclass(frozen=True, slots=True)
class _Lesson:
    """
    What is to be taught to which entry.

    Attributes:
        channel, message: Ids of the message that it was taken from.
        seen: The revision of the entry that was looked at.
    """

    channel: int
    message: int
    seen: Seen
    entry_handle: str

    @classmethod
    def of(cls, match: re.Match[str]) -> _Lesson:
        """What an id that *match* was found in stands for."""
        return cls(int(match["channel"]), int(match["message"]), Seen.parse(match["seen"]), match["entry"])

    @property
    def id(self) -> str:
        """What tells it in an id."""
        return f"{self.channel}.{self.message}.{self.seen}.{self.entry_handle}"


class AgainButton(DynamicItem[Button[View]], template=_AGAIN):
    """Opens the form again with the wording in it, and asks why it is to be taught all the same."""

    def __init__(self, lesson: _Lesson) -> None:
        label = "Change it, or teach it all the same"
        super().__init__(Button(label=label, custom_id=f"fn:again.{lesson.id}", style=discord.ButtonStyle.primary))
        self._lesson = lesson

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], __: Any, match: re.Match[str]) -> Self:
        """The button as it was sent."""
        return cls(_Lesson.of(match))

    @in_words
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Ask for the wording and a reason."""
        require_server(why.actor(interaction))
        wording = revisions.typed_in(interaction.message, revisions.WORDING)
        await interaction.response.send_modal(_form_again(self._lesson, wording))


@app_commands.context_menu(name="Learn this wording")
@app_commands.default_permissions(manage_messages=True)
@app_commands.guild_only()
async def _learn(interaction: discord.Interaction[Footnote], message: discord.Message) -> None:
    require_server(why.actor(interaction))
    base, wording = here.base(interaction), wording_of(message.content)
    if not wording:
        await interaction.response.send_message(NO_WORDS, ephemeral=True)
        return
    near = await asyncio.to_thread(near_to, base, wording)
    if not near:
        await interaction.response.send_message(_NOTHING_NEAR, ephemeral=True)
        return
    options = [_option(base, entry.id, entry.question) for entry in near]
    await interaction.response.send_modal(_form(message, wording, options))


def is_button(custom_id: str) -> bool:
    """Whether a button of that id is one of these."""
    return re.fullmatch(_AGAIN, custom_id) is not None


def is_form(custom_id: str) -> bool:
    """Whether a form of that id is one of these."""
    return any(re.fullmatch(pattern, custom_id) for pattern in (_FORM, _AGAIN_FORM))


@in_words
async def submitted(interaction: Interaction) -> None:
    """Teach what stands in the form that came back; it may be the form of somebody else."""
    typed = written(interaction.data or {})
    lesson = _lesson(custom_id(interaction), typed.get(_ENTRY, ""))
    if lesson is None:
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _teach(interaction, lesson, typed.get(_WORDING, ""), typed.get(_REASON, ""))


def _lesson(form: str, picked: str) -> _Lesson | None:
    """What the form of that id teaches, where *picked* is the entry of the first form; None for any other form."""
    if again := re.fullmatch(_AGAIN_FORM, form):
        return _Lesson.of(again)
    first, about = re.fullmatch(_FORM, form), re.fullmatch(_ABOUT, picked)
    if not first or not about:
        return None
    return _Lesson(int(first["channel"]), int(first["message"]), Seen.parse(about["seen"]), about["entry"])


async def _teach(interaction: Interaction, lesson: _Lesson, wording: str, reason: str) -> None:
    client, base, actor = interaction.client, here.base(interaction), why.actor(interaction)
    server = require_server(actor)
    link = f"https://discord.com/channels/{server}/{lesson.channel}/{lesson.message}"
    wish = taught(base, base.id_of(lesson.entry_handle), lesson.seen, wording, f"{reason.strip()} {link}".strip())
    found = await asyncio.to_thread(examine, base, wish)
    if found.problems or (found.are_grave and not reason.strip()):
        await _show(interaction, lesson, wish, found, wording)
        return
    kept = await client.with_upkeep(keep, actor, wish, client.now())
    base = here.base(interaction)
    embed = client.answer_embed(base, base.entry(kept.entry_id))
    await interaction.followup.send(revisions.learnt(kept, wording), embed=embed, ephemeral=True)


async def _show(interaction: Interaction, lesson: _Lesson, wish: Wish, found: Findings, wording: str) -> None:
    embed = revisions.against(wish, found, wording, revisions.WORDING)
    view = View(timeout=None).add_item(AgainButton(lesson))
    await interaction.followup.send(embed=embed, view=view, ephemeral=True)


def _option(base: Base, entry_id: str, question: str) -> discord.SelectOption:
    value = f"{seen(base, entry_id)}.{handle(entry_id)}"
    return discord.SelectOption(label=shortened(question, CHOICE), value=value)


def _form(message: discord.Message, wording: str, options: list[discord.SelectOption]) -> Modal:
    form = Modal(title="Learn this wording", custom_id=f"fn:teach.{message.channel.id}.{message.id}", timeout=None)
    menu: Select[Modal] = Select(custom_id=_ENTRY, placeholder="Pick the entry", options=options)
    return form.add_item(_wording(wording)).add_item(Label(text="The entry that answers it", component=menu))


def _form_again(lesson: _Lesson, wording: str) -> Modal:
    form = Modal(title="Learn this wording", custom_id=f"fn:againform.{lesson.id}", timeout=None)
    reason: TextInput[Modal] = TextInput(
        custom_id=_REASON, style=discord.TextStyle.paragraph, max_length=LONGEST_REASON, required=False
    )
    asked = "Needed where something speaks against it"
    return form.add_item(_wording(wording)).add_item(
        Label(text="Why all the same", description=asked, component=reason)
    )


def _wording(wording: str) -> Label[Modal]:
    longest = LONGEST["question"]
    field: TextInput[Modal] = TextInput(
        custom_id=_WORDING, style=discord.TextStyle.paragraph, default=wording[:longest], max_length=longest
    )
    return Label(text="The wording, as people ask it", component=field)


COMMANDS: tuple[Any, ...] = (_learn,)
"""The commands of this module."""
