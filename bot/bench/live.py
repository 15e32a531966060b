"""The bot as it is installed here: its command line, its match, and its replies in the sandbox."""

from __future__ import annotations

import asyncio
import gc
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.app import build
from bot.bench.times import Times, seconds
from bot.config import Config
from bot.run import config_inside
from bot.sandbox import Sandbox
from bot.service.base import Base
from bot.service.upkeep import load_packs
from bot.surface.client import Footnote

_COLD_RUNS, _MENTIONS = 7, 50
_QUESTION = "when did china and n korea sign their treaty?"


def measure(config: Config, questions: int) -> Iterator[str]:
    """A line for each figure: a cold ask, start to ready, a match beside rapidfuzz's, a mention answered."""
    yield f"footnote ask, cold, whole process: median {statistics.median(_cold(config)):.2f} s of {_COLD_RUNS}"
    base = Base.of_packs(load_packs(config.knowledge))
    gc.freeze()  # as bot.app.build does
    asked = list(itertools.islice(itertools.cycle(_questions(base)), questions))
    yield _line("one match", _timed(base.index.find, asked))
    yield _line("rapidfuzz WRatio over all phrasings", _timed(_naive(base), asked))
    ready, mentions = asyncio.run(_served(config))
    yield f"start to ready, base and sandbox: {ready:.2f} s"
    yield _line("mention to reply, client and sandbox", mentions)


def _cold(config: Config) -> list[float]:
    command = [sys.executable, "-m", "bot.cli", "ask", "--knowledge", str(config.knowledge), _QUESTION]
    return [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(_COLD_RUNS)]  # noqa: S603


def _questions(base: Base) -> list[str]:
    """The packs' known questions; the entries' own where they have none."""
    known = [question.text for question in base.questions]
    return known or [entry.question for entry in base.entries.values()]


def _timed(work: Callable[[str], object], asked: list[str]) -> list[float]:
    for text in asked:  # a bot has answered before: what is worked out once is not timed
        work(text)
    return [seconds(lambda text=text: work(text)) for text in asked]  # type: ignore[misc]


def _naive(base: Base) -> Callable[[str], object]:
    phrasings = [phrasing for entry in base.entries.values() for phrasing in entry.phrasings]
    return lambda text: process.extractOne(text, phrasings, scorer=fuzz.WRatio)


def _line(name: str, taken: list[float]) -> str:
    times = Times.of(taken)
    return f"{name}: median {times.median:.2f} ms, p99 {times.p99:.2f} ms of {times.count}"


async def _served(config: Config) -> tuple[float, list[float]]:
    async with Sandbox() as sandbox:
        with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
            inside = config_inside(config, sandbox, Path(folder))
            started = time.perf_counter()
            async with _ready(build(inside, guild_ready_timeout=0.2), sandbox.token):
                return time.perf_counter() - started, await _mentions(sandbox)


@asynccontextmanager
async def _ready(client: Footnote, token: str) -> AsyncIterator[None]:
    running = asyncio.create_task(client.start(token))
    try:
        while not client.is_ready():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        yield
    finally:
        await client.close()
        await asyncio.gather(running, return_exceptions=True)
        client.forget()


async def _mentions(sandbox: Sandbox) -> list[float]:
    """Seconds from a mention to the moment its reply is seen."""
    ada = sandbox.person("ada")
    ada.quiet = 0.0
    taken = []
    for _ in range(_MENTIONS):
        started = time.perf_counter()
        await ada.say("general", f"@Footnote {_QUESTION}")
        taken.append(time.perf_counter() - started)
    return taken
