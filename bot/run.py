"""Running: the bot under a supervisor, and the sandbox with the bot in it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import tempfile
import time
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord

from bot.app import build, start_logging
from bot.config import Config
from bot.core.errors import BadSettings, FootnoteError
from bot.sandbox import Sandbox
from bot.service.upkeep import load_packs
from bot.surface.client import Footnote

_log = logging.getLogger(__name__)
# After a crash, seconds to wait before the next start: doubled each time up to the last, forgotten after a good run.
# Discord takes a token away that identifies a thousand times in a day; at five minutes it is 288.
_FIRST_WAIT, _LONGEST_WAIT, _GOOD_RUN = 1.0, 300.0, 600.0


def run(config: Config) -> None:
    """
    Serve until told to stop (Ctrl-C or SIGTERM), starting again after whatever is not a fault of the settings.

    Raises:
        FootnoteError: What must be put right first: no or a wrong token, a pack with Problems, no database.
    """
    start_logging(config)
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_until_told(_supervise(config)))


async def _until_told(work: Awaitable[None]) -> None:
    """Do *work*, until SIGTERM if not before: as the first process of a container nothing else would end it."""
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError):  # Windows has no SIGTERM to hear
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await work


async def _supervise(config: Config) -> None:
    """
    Whatever ends the client but a fault of the settings is survived.

    An exception in any of discord.py's parsers ends its client, and so does a first dial that fails.
    """
    wait = _FIRST_WAIT
    client = build(config)
    while True:
        started = time.monotonic()
        try:
            await serve(client, config)
            return
        except BadSettings:
            raise
        except Exception as error:
            wait = _FIRST_WAIT if time.monotonic() - started > _GOOD_RUN else wait
            _log.error("The connection to Discord ended; starting again in %.0f s.", wait, exc_info=error)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)
        client = await _built_again(config)


async def _built_again(config: Config) -> Footnote:
    """A new client; a database that is away for now, or a pack being edited, is waited for."""
    while True:
        try:
            return build(config)
        except FootnoteError as error:
            _log.error("The bot cannot be started again yet: %s", error)
            await asyncio.sleep(_LONGEST_WAIT)


async def serve(client: Footnote, config: Config) -> None:
    """
    Run *client* until it is closed.

    Raises:
        BadSettings: Discord refuses the token, or an intent.
    """
    try:
        async with client:
            await client.start(config.token or "")
    except discord.LoginFailure as error:
        raise BadSettings(
            "Discord refuses the token; copy it again from the developer portal into DISCORD_TOKEN"
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise BadSettings("Discord refuses an intent; switch it on under Bot in the developer portal") from error
    finally:
        client.forget()


def run_sandbox(config: Config, port: int, *, with_bot: bool) -> None:
    """Serve the stand-in for Discord until Ctrl-C, with the bot in it or for one that is started elsewhere."""
    start_logging(replace(config, log_level="WARNING" if config.log_level == "INFO" else config.log_level))
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_until_told(_sandbox(config, port, with_bot)))


async def _sandbox(config: Config, port: int, with_bot: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
        async with Sandbox(port=port, welcome=_welcome(config)) as sandbox:
            print(f"Open {sandbox.page_url}", flush=True)
            if not with_bot:
                print(f"export DISCORD_TOKEN={sandbox.token}")
                print(f"export FOOTNOTE_DISCORD_API={sandbox.rest_base} FOOTNOTE_DISCORD_GATEWAY={sandbox.gateway_url}")
                print("Then, in that shell: footnote run. Stop with Ctrl-C.", flush=True)
                await asyncio.Event().wait()
            print("The bot is starting; stop with Ctrl-C.", flush=True)
            served = config_inside(config, sandbox, Path(folder))
            await serve(build(served, guild_ready_timeout=0.2), served)


def config_inside(config: Config, sandbox: Sandbox, folder: Path) -> Config:
    """*config* for a bot on *sandbox* that keeps what it writes in *folder*."""
    return replace(
        config,
        token=sandbox.token,
        database=f"sqlite:///{folder / 'store.sqlite3'}",
        discord_api=sandbox.rest_base,
        discord_gateway=sandbox.gateway_url,
        health_file=folder / "health",
    )


def _welcome(config: Config) -> dict[str, Any]:
    """What the page tells a newcomer: what this is, and questions to try, the last of which is declined."""
    packs = load_packs(config.knowledge)
    entries = [entry.question for pack in packs for entry in pack.entries]
    declined = [known.text for pack in packs for known in pack.questions if not known.has_answer]
    tried = [*entries[:: max(1, len(entries) // 2)][:2], *declined[:1]]
    return {
        "title": "A Discord with nobody in it but you",
        "text": (
            "Footnote answers questions from a fact base that people curate, with a source and a date on every answer; "
            "what the base does not hold, it declines. Everything here runs on your machine: write, press, try /ask."
        ),
        "examples": [f"@Footnote {question}" for question in tried],
    }
