"""The client: one connection to Discord, with the base it answers from."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import discord
from discord import app_commands

from bot.core.answer import Answer, DidYouMean, Policy, Timeline
from bot.core.entry import Entry
from bot.service.ask import Reply, ask
from bot.service.base import Base
from bot.service.threshold import measured
from bot.service.trial import Score
from bot.service.upkeep import Upkeep
from bot.surface import buttons, drafting, editing, pages, render, revert, teach, verify, why
from bot.surface.easel import Easel
from bot.surface.errors import apologise
from bot.surface.forms import custom_id
from bot.surface.timeline import timeline_reply

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)
# How often the store is asked whether another process, or `footnote sync`, has changed it.
_FOLLOW_SECONDS = 1.0
# After a failure to build the base anew, which takes a processor a while, seconds until the next try at most.
_LONGEST_WAIT = 60.0
# How many times as long as it took to measure the base it is left alone, however often it changes.
_RESTS = 4.0
# Discord's codes for a channel where the bot lacks a permission, and where it may not reply for want of its history.
_NO_PERMISSION, _NO_HISTORY = 50013, 160002


def intents() -> discord.Intents:
    """What Discord must send: guilds, messages that mention the bot, direct messages. None of it is privileged."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    return wanted


class Footnote(discord.Client):
    """
    The bot.

    Args:
        upkeep: Keeps the base in step with the store.
        policy: When to answer, until the base is measured, which moves it.
        today: The day it is, asked anew for each reply.
        now: The moment it is, with a time zone, asked anew for whatever is kept.
        commands: What people can use, beyond talking to it.
        on_alive: Called every second while the gateway is connected; None if nobody watches.
        guild_ready_timeout: Seconds to wait for another server before being ready.
        site: Where the public site stands, which answers link to; None where there is none.

    Attributes:
        policy: When to answer.
        score: How good the base is on its own questions; None until that is measured.
        sharing: The ids of the private answers that are being shared just now.
        easel: Draws what is sent.
    """

    def __init__(
        self,
        upkeep: Upkeep,
        policy: Policy,
        today: Callable[[], date],
        commands: Iterable[Any] = (),
        on_alive: Callable[[], None] | None = None,
        guild_ready_timeout: float = 2.0,
        site: str | None = None,
        *,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            guild_ready_timeout=guild_ready_timeout,
        )
        self._upkeep, self.today, self.now, self._on_alive = upkeep, today, now, on_alive
        self._start = self.policy = policy
        self._site = site
        self._leaving = threading.Event()  # for work in threads, which cannot be cancelled
        self.score: Score | None = None
        self.sharing: set[int] = set()
        self.easel = Easel()
        self.tree = Commands(self)
        for command in commands:
            self.tree.add_command(command)
        self._tasks: list[asyncio.Task[None]] = []

    def base_in(self, server: int | None) -> Base:
        """What *server*, a Discord id, sees now; outside of servers what the packs hold."""
        return self._upkeep.base_in(server)

    async def setup_hook(self) -> None:
        """Once, before the first connection: buttons of old messages, commands, the store's changes."""
        self.add_dynamic_items(buttons.ReplyButton, why.WhyButton, pages.PageButton, pages.OpenMenu)
        self.add_dynamic_items(verify.VerifyButton, editing.EditButton, editing.HistoryButton, editing.RestoreMenu)
        self.add_dynamic_items(teach.AgainButton, revert.RevertButton, drafting.DraftButton, drafting.PartMenu)
        await self.tree.sync()
        work = [self._follow(), self._merge(), self._keep_measured()]
        if self._on_alive:
            work.append(self._tell_alive(self._on_alive))
        self._tasks = [asyncio.create_task(one) for one in work]

    async def close(self) -> None:
        """Leave Discord and stop following the store."""
        self._leaving.set()
        for task in self._tasks:
            task.cancel()
        self.easel.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await super().close()

    def forget(self) -> None:
        """Let go of the store, once closed."""
        self._upkeep.close()

    async def _follow(self) -> None:
        """Take up what others change in the store."""
        lost = "The base stays as it is, for it could not be brought up to date."
        await _again_and_again(lambda: asyncio.to_thread(self._upkeep.refresh), lost)

    async def _merge(self) -> None:
        """Have the base built anew where it has fallen behind, while the store is followed and questions answered."""
        lost = "The base stays as it is, for it could not be built anew."
        await _again_and_again(lambda: asyncio.to_thread(self._upkeep.merge_if_behind), lost, _LONGEST_WAIT)

    async def _tell_alive(self, on_alive: Callable[[], None]) -> None:
        """Tell whoever watches that the gateway is connected, as long as it is."""
        said = ""
        while True:
            try:
                if self.is_ready() and self.ws is not None and self.ws.open:
                    on_alive()
            except OSError as error:
                if said != str(error):
                    _log.warning("Nobody can be told that I am connected: %s", error)
                said = str(error)
            await asyncio.sleep(_FOLLOW_SECONDS)

    async def _keep_measured(self) -> None:
        """Measure what is served whenever it has changed, for a small part of the time."""
        last: Base | None = None
        while True:
            base, began = self._upkeep.base, time.monotonic()
            if base is not last:
                last = base
                await self._measure(base)
            await asyncio.sleep(max(_FOLLOW_SECONDS, _RESTS * (time.monotonic() - began)))

    async def _measure(self, base: Base) -> None:
        """From which confidence on *base* answers, and how good it is on its own questions, for /about."""
        try:
            found = await asyncio.to_thread(measured, base, self._start, self.today(), self._leaving.is_set)
        except Exception as error:  # it answers from where the policy starts, and /about does without
            _log.warning("The base could not be measured.", exc_info=error)
            return
        if found:
            self.policy, self.score = found.policy, found.score

    async def with_upkeep(self, work: Callable[Concatenate[Upkeep, P], T], *told: P.args, **named: P.kwargs) -> T:
        """Do *work* with what keeps the bases and with what it is *told*, in a thread: the database may be slow."""
        return await asyncio.to_thread(work, self._upkeep, *told, **named)

    def answer_embed(
        self,
        base: Base,
        entry: Entry,
        *,
        confidence: float | None = None,
        part: str | None = None,
    ) -> discord.Embed:
        """*entry* of *base* as an answer of today; see `render.answer`."""
        embed = render.answer(entry, base.freshness(entry, self.today()), confidence=confidence, part=part)
        if self._site and not base.scopes[entry.id].is_server:  # the site has what the packs say
            embed.url = f"{self._site}/e/{entry.id}"
        return embed

    async def reply(
        self, typed: str, asker: int, server: int | None, *, private: bool, as_of: date | None = None
    ) -> dict[str, Any]:
        """What to send to *asker* in *server* for *typed*, as arguments of discord.py's sending functions."""
        # An encoder takes milliseconds. The base is read once: another may take its place at any time.
        reply = await asyncio.to_thread(ask, self.base_in(server), typed, self.policy, self.today(), as_of)
        if isinstance(reply.outcome, Timeline):
            return await timeline_reply(self, reply.base, reply.outcome, asker, private=private)
        return self._rendered(reply, asker, private=private)

    def _rendered(self, reply: Reply, asker: int, *, private: bool) -> dict[str, Any]:
        entries, as_of = reply.base.entries, reply.as_of
        match reply.outcome:
            case Answer(best, others):
                entry = entries[best.entry_id]
                near = [entries[other.entry_id] for other in others]
                view = buttons.reply_buttons(entry, near, asker, private=private, as_of=as_of)
                part, confidence = reply.answers_part, best.confidence
                embed = self.answer_embed(reply.base, entry, confidence=confidence, part=part)
                return {"embed": embed, "view": view}
            case DidYouMean(matches):
                offered = [entries[match.entry_id] for match in matches]
                view = buttons.offer_buttons(offered, asker, as_of)
                return {"content": render.offer(len(offered), as_of), "view": view}
        return {"content": render.NO_ANSWER if reply.question else render.nothing_asked(reply.base)}

    async def on_message(self, message: discord.Message) -> None:
        """Answer a person who mentions the bot, replies to it, or writes to it directly."""
        if not self._is_asked(message):
            return
        reference = message.to_reference(fail_if_not_exists=False)
        try:
            server = message.guild.id if message.guild else None
            sent = await self.reply(message.content, message.author.id, server, private=False)
            await _send(message.channel, {**sent, "reference": reference, "mention_author": False})
        except discord.Forbidden:
            _log.info("Asked in channel %s, where I may not write.", message.channel.id)
        except Exception as error:  # a broken line raises what discord.py does not wrap
            _log.warning("A reply in channel %s was lost.", message.channel.id, exc_info=error)

    def _is_asked(self, message: discord.Message) -> bool:
        """Whether a person wrote *message*, and to the bot."""
        if self.user is None or message.author.bot or message.webhook_id is not None:
            return False
        if message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return False
        return message.guild is None or self.user in message.mentions

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Forms, which discord.py forgets in a restart, and words for a button that no version of today knows."""
        pressed_id = custom_id(interaction)
        if interaction.type is discord.InteractionType.modal_submit:
            await _form(pressed_id)(interaction)
        pressed = interaction.type is discord.InteractionType.component
        if pressed and not _is_known(pressed_id):
            await interaction.response.send_message(render.STALE_BUTTON, ephemeral=True)


def _is_known(pressed_id: str) -> bool:
    """Whether this version knows what a button or a menu of that id does."""
    known = (
        buttons.is_known,
        pages.is_known,
        why.is_button,
        verify.is_button,
        editing.is_known,
        drafting.is_known,
        teach.is_button,
        revert.is_button,
    )
    return any(is_known(pressed_id) for is_known in known)


def _form(sent_id: str) -> Callable[[discord.Interaction[Any]], Awaitable[None]]:
    """What takes up a form of that id that came back."""
    if sent_id == why.FORM:
        return why.submitted
    ours = (teach, drafting, editing)
    return next((one.submitted for one in ours if one.is_form(sent_id)), verify.submitted)


async def _again_and_again(work: Callable[[], Awaitable[object]], lost: str, longest: float = _FOLLOW_SECONDS) -> None:
    """Do *work* every second for ever; after a failure wait twice as long, up to *longest*, and say *lost* once."""
    said, wait = "", _FOLLOW_SECONDS
    while True:
        try:
            await work()
            said, wait = "", _FOLLOW_SECONDS
        except Exception as error:  # whatever it is, the next change must still be taken up
            if said != str(error):
                _log.warning(lost, exc_info=error)
            said, wait = str(error), min(2 * wait, longest)
        await asyncio.sleep(wait)


async def _send(channel: discord.abc.Messageable, sent: dict[str, Any]) -> None:
    """Send as much as the bot may in *channel*: an embed where it may show one, a reply where it may read back."""
    try:
        await channel.send(**sent)
    except discord.HTTPException as error:
        less = _with_less(sent, error.code)
        if less is None:
            raise
        if "file" in less:
            less["file"].reset()  # it was read to its end
        await _send(channel, less)


def _with_less(sent: dict[str, Any], code: int) -> dict[str, Any] | None:
    """What may pass where *sent* was refused with Discord's *code*; None if there is nothing to leave out."""
    if code == _NO_HISTORY and "reference" in sent:
        return {name: value for name, value in sent.items() if name not in ("reference", "mention_author")}
    if code == _NO_PERMISSION and "file" in sent:
        return {name: value for name, value in sent.items() if name != "file"}
    if code == _NO_PERMISSION and "embed" in sent:
        others = {name: value for name, value in sent.items() if name != "embed"}
        return {**others, "content": render.as_text(sent["embed"])}
    return None


class Commands(app_commands.CommandTree[Footnote]):
    """The commands, and the words for what goes wrong in them."""

    async def on_error(self, interaction: discord.Interaction[Footnote], error: app_commands.AppCommandError) -> None:
        """Say what went wrong in words; log what nobody expected."""
        await apologise(interaction, getattr(error, "original", error))
