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
from bot.core.errors import BadSettings
from bot.service.upkeep import load_packs
from bot.surface.client import Footnote

_log = logging.getLogger(__name__)
# After a crash, seconds to wait before the next start: doubled each time up to the last, forgotten after a good run.
_FIRST_WAIT, _LONGEST_WAIT, _GOOD_RUN = 1.0, 60.0, 300.0


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
    """An exception in any of discord.py's parsers ends its client, and a first dial that fails does too."""
    wait = _FIRST_WAIT
    while True:
        started = time.monotonic()
        try:
            await serve(build(config), config)
            return
        except (discord.DiscordException, OSError, AttributeError, KeyError, TypeError, ValueError) as error:
            if time.monotonic() - started > _GOOD_RUN:
                wait = _FIRST_WAIT
            _log.error("The connection to Discord ended; starting again in %.0f s.", wait, exc_info=error)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


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
    from bot.sandbox import Sandbox

    with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
        async with Sandbox(port=port, welcome=_welcome(config)) as sandbox:
            print(f"Open {sandbox.page_url}", flush=True)
            if not with_bot:
                print(f"export DISCORD_TOKEN={sandbox.token}")
                print(f"export FOOTNOTE_DISCORD_API={sandbox.rest_base} FOOTNOTE_DISCORD_GATEWAY={sandbox.gateway_url}")
                print("Then, in that shell: footnote run. Stop with Ctrl-C.", flush=True)
                await asyncio.Event().wait()
            inside = replace(
                config,
                token=sandbox.token,
                database=f"sqlite:///{Path(folder) / 'sandbox.sqlite3'}",
                discord_api=sandbox.rest_base,
                discord_gateway=sandbox.gateway_url,
                health_file=Path(folder) / "health",
            )
            print("The bot is starting; stop with Ctrl-C.", flush=True)
            await serve(build(inside, guild_ready_timeout=0.2), inside)


def _welcome(config: Config) -> dict[str, Any]:
    """What the page tells a newcomer: what this is, and questions to try, the last of which is declined."""
    packs = load_packs(config.knowledge)
    entries = [entry.question for pack in packs for entry in pack.entries]
    declined = [known.text for pack in packs for known in pack.questions if known.entry is None]
    tried = [*entries[:: max(1, len(entries) // 2)][:2], *declined[:1]]
    return {
        "title": "A Discord with nobody in it but you",
        "text": (
            "Footnote answers questions from a fact base that people curate, with a source and a date on every answer; "
            "what the base does not hold, it declines. Everything here runs on your machine: write, press, try /ask."
        ),
        "examples": [f"@Footnote {question}" for question in tried],
    }
