"""The real bot on a sandbox, over HTTP and WebSocket, with a real database under it."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import COMMANDS, redirect
from bot.config import Config
from bot.core.entry import Entry
from bot.core.pack import KnownQuestion, Pack, Words
from bot.core.policies import NORMAL
from bot.core.revision import Revision, Scope
from bot.sandbox import Sandbox
from bot.sandbox.model import Overwrite
from bot.sandbox.people import Person
from bot.sandbox.permissions import Permission
from bot.service.upkeep import Upkeep
from bot.store.base import Edit
from bot.store.migrations import migrate
from bot.store.sql import SqlStore
from bot.surface.client import Footnote
from tests.conftest import entries_of

TODAY = datetime.date(2026, 11, 24)
AT = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
ENTRIES = entries_of("""
- id: friendship-treaty-1961
  question: When did China and North Korea sign their friendship treaty?
  variants: [year of the 1961 mutual aid treaty, when was the friendship pact concluded]
  claims: [{text: China and North Korea signed their treaty of friendship in Beijing., date: 1961-07-11}]
  people: [Kim Il Sung]
  topics: [treaty]
- id: treaty-in-force
  question: Is the friendship treaty between China and North Korea still in force?
  variants: [has the treaty expired, is the pact of friendship still valid]
  claims: [{text: The treaty was still in force., as_of: 2025-09-04}]
  topics: [treaty]
- id: diplomatic-ties-1949
  question: When did China and North Korea establish diplomatic relations?
  variants: [first embassies, start of official ties]
  claims: [{text: China and North Korea took up diplomatic relations., date: 1949-10-06}]
- id: kim-train-2018
  question: How did Kim Jong Un travel to Beijing in March 2018?
  variants: [armoured train to China, kim special train]
  claims: [{text: Kim Jong Un came by an armoured train., date: 2018-03}]
  people: [Kim Jong Un]
""")
WORDS = Words(
    same=(("North Korea", "DPRK", "n korea"), ("China", "PRC"), ("sign", "ink", "conclude")),
    elsewhere=(("Vietnam", "Hanoi"),),
)
QUESTIONS = (KnownQuestion("treaty year", "friendship-treaty-1961"), KnownQuestion("best pizza", None, "off topic"))
PACK = Pack("demo", "Demo pack", "en", "A small pack for trying.", "CC BY 4.0", ENTRIES, WORDS, QUESTIONS)
SCOPE = Scope.pack("demo")


class Served:
    """A sandbox with the bot on it; the database outlives the bot, so that it can be started again."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self._url = f"sqlite:///{folder / 'store.sqlite3'}"
        migrate(self._url)
        self.store = SqlStore(self._url)
        self.store.sync(PACK, AT)
        self._running: asyncio.Task[None] | None = None

    async def start(self, site: str | None = None) -> None:
        """Start the bot, which links to *site* if there is one, and wait until it is ready."""
        upkeep, timeout = Upkeep(SqlStore(self._url), {PACK.id}), 0.2
        self.client = Impatient(
            upkeep, NORMAL, lambda: TODAY, COMMANDS, guild_ready_timeout=timeout, site=site, now=lambda: AT
        )
        self._running = asyncio.create_task(self._run(self.client))
        async with asyncio.timeout(15):
            await self.client.ready.wait()

    async def _run(self, client: Footnote) -> None:
        async with client:
            await client.start(self.sandbox.token)

    async def stop(self) -> None:
        """Stop the bot."""
        await self.client.close()
        if self._running:
            await asyncio.gather(self._running, return_exceptions=True)
        self.client.forget()

    async def restart(self, site: str | None = None) -> None:
        """Stop the bot and start it again, as after an update or with a *site* set."""
        await self.stop()
        await self.start(site)

    def person(self, name: str = "ada") -> Person:
        """Somebody of the demo server."""
        return self.sandbox.person(name)

    def deny(self, channel: str, *permissions: Permission) -> None:
        """Take *permissions* from the bot, and from nobody else, in that channel."""
        world = self.sandbox.world
        [changed] = [found for found in world.channels.values() if found.name == channel]
        [role] = [found for found in world.roles.values() if found.bot_id == world.bot_id]
        denied = Overwrite(role.id, is_member=False, allow=0, deny=sum(permissions))
        world.channels[changed.id] = replace(changed, overwrites=(*changed.overwrites, denied))

    async def edit(self, entry_id: str, entry: Entry | None) -> Revision:
        """Another process keeps an edit; wait until the bot has taken it up."""
        newest = self.store.history(SCOPE, entry_id)[-1]
        kept = self.store.append(Edit(SCOPE, entry_id, entry, "42", AT, after=newest.number))
        async with asyncio.timeout(5):
            while self.client.base_in(None).revisions[entry_id] != kept.number:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return kept


class Impatient(Footnote):
    """The bot, without discord.py's five seconds before a second identify."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.ready = asyncio.Event()
        self.resumed = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nobody: the sandbox has no queue."""

    async def on_ready(self) -> None:
        """Let the test go on."""
        self.ready.set()

    async def on_resumed(self) -> None:
        """Let the test go on."""
        self.resumed.set()


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """The bot, ready, on a sandbox of its own."""
    async with Sandbox(privileged_intents=False) as sandbox:
        redirect(Config(discord_api=sandbox.rest_base, discord_gateway=sandbox.gateway_url))
        served = Served(sandbox, tmp_path)
        try:
            await served.start()
            yield served
        finally:
            await served.stop()
            served.store.close()
            redirect(Config())


def reworded(entry_id: str, text: str) -> Entry:
    """The entry of that id with another text for its only claim."""
    entry = next(entry for entry in ENTRIES if entry.id == entry_id)
    return replace(entry, claims=(replace(entry.claims[0], text=text),))
