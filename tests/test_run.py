"""`footnote run`: the bot as a process of its own, against a sandbox in the test."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest

from bot.app import build, redirect
from bot.config import Config, load
from bot.core.errors import BadSettings
from bot.run import serve
from bot.sandbox import Sandbox
from tests.conftest import environment

ROOT = Path(__file__).parents[1]


def given(sandbox: Sandbox, folder: Path, **changed: str) -> dict[str, str]:
    """What `footnote sandbox --no-bot` says to export, with a database in *folder*."""
    return environment(
        **{
            "DISCORD_TOKEN": sandbox.token,
            "FOOTNOTE_DISCORD_API": sandbox.rest_base,
            "FOOTNOTE_DISCORD_GATEWAY": sandbox.gateway_url,
            "FOOTNOTE_DATABASE": f"sqlite:///{folder / 'store.sqlite3'}",
            "FOOTNOTE_HEALTH_FILE": str(folder / "health"),
            **changed,
        }
    )


@asynccontextmanager
async def running(variables: dict[str, str], *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`footnote` with *words* as a process, killed at the end if it still runs."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", *words, cwd=ROOT, env=variables, stdout=pipe, stderr=pipe
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """The exit code and what was said on stderr, once it has ended."""
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, errors.decode()


async def connected(sandbox: Sandbox) -> None:
    """Wait until the bot is there."""
    async with asyncio.timeout(60):
        while not sandbox.bot_online:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_a_bot_of_its_own_process_answers_and_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    async with Sandbox() as sandbox, running(given(sandbox, tmp_path), "run") as bot:
        await connected(sandbox)
        seen = await sandbox.person("ada").say(
            "general", "@Footnote when did china and n korea sign their treaty?", wait=20
        )
        bot.send_signal(signal.SIGTERM)
        code, errors = await ended(bot)

    assert "11 July 1961" in seen.message.text
    assert (code, "Traceback" in errors) == (0, False)


async def test_neither_a_token_nor_what_people_type_is_in_anything_that_a_process_says(tmp_path: Path) -> None:
    async with Sandbox() as sandbox:
        variables = given(sandbox, tmp_path, FOOTNOTE_LOG_LEVEL="DEBUG")
        async with running(variables, "run") as bot:
            await connected(sandbox)
            await sandbox.person("ada").slash("ask", question="a secret of mine", wait=20)
            await sandbox.person("ada").say("general", "@Footnote another of mine", wait=20)
            bot.send_signal(signal.SIGTERM)
            _, errors = await ended(bot)

        assert "of mine" not in errors
        assert sandbox.token not in errors
        assert not any(interaction.token in errors for interaction in sandbox.world.interactions.values())


async def test_health_tells_whether_the_bot_is_connected(tmp_path: Path) -> None:
    async with Sandbox() as sandbox:
        variables = given(sandbox, tmp_path)
        async with running(variables, "run"):
            await connected(sandbox)
            async with asyncio.timeout(30):
                while not (tmp_path / "health").exists():  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
            async with running(variables, "health") as health:
                assert (await ended(health))[0] == 0


async def test_a_token_that_discord_refuses_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    async with Sandbox() as sandbox:
        variables = given(sandbox, tmp_path, DISCORD_TOKEN="wrong", FOOTNOTE_LOG_LEVEL="ERROR")
        async with running(variables, "run") as bot:
            code, errors = await ended(bot)

    assert (code, errors) == (
        2,
        "footnote: Discord refuses the token; copy it again from the developer portal into DISCORD_TOKEN\n",
    )


async def test_an_intent_that_discord_refuses_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Close code 4014; no version of today asks for such an intent."""
    monkeypatch.setattr("bot.surface.client.intents", discord.Intents.all)
    async with Sandbox(privileged_intents=False) as sandbox:
        config = load(given(sandbox, tmp_path))
        try:
            with pytest.raises(BadSettings) as refused:
                await serve(build(config), config)
        finally:
            redirect(Config())

    assert str(refused.value) == "Discord refuses an intent; switch it on under Bot in the developer portal"


@pytest.mark.parametrize("database", ["sqlite:////proc/nowhere/store.sqlite3", "sqlite:///{folder}"])
async def test_a_database_that_cannot_be_opened_is_one_line_and_exit_code_2(tmp_path: Path, database: str) -> None:
    async with Sandbox() as sandbox:
        where = database.format(folder=tmp_path)
        async with running(given(sandbox, tmp_path, FOOTNOTE_DATABASE=where), "run") as bot:
            code, errors = await ended(bot)

    assert (code, errors.count("\n"), errors.startswith("footnote: ")) == (2, 1, True)
