"""A sandbox for each test, with the real discord.py pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest
import yarl

from bot.sandbox import Sandbox, Seed
from bot.sandbox.seed import plant
from bot.sandbox.snowflakes import Clock
from bot.sandbox.world import World
from tests.sandbox.trial import Bots, TrialBot


@pytest.fixture
def world() -> World:
    """The demo guild, without a server around it."""
    found = World(Clock())
    plant(Seed.demo(), found)
    return found


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox on a port of its own."""
    async with Sandbox() as running:
        yield running


@pytest.fixture
def pointed(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox, with discord.py pointed at it."""
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.rest_base)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(sandbox.gateway_url))
    monkeypatch.setattr(discord.asset.Asset, "BASE", sandbox.url)
    return sandbox


@pytest.fixture
async def bots(pointed: Sandbox) -> AsyncIterator[Bots]:
    """What starts bots on the sandbox."""
    found = Bots(pointed)
    yield found
    await found.stop()


@pytest.fixture
async def client(bots: Bots) -> TrialBot:
    """A bot that is ready, without privileged intents."""
    return await bots.start()
