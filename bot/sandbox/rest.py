"""Discord's REST API over HTTP: reading requests, the token, made-up troubles, errors and headers."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import DELAY, Faults, Rule, error_of
from bot.sandbox.messages import Upload
from bot.sandbox.model import Json
from bot.sandbox.routes import Call, Route, match
from bot.sandbox.traffic import Traffic
from bot.sandbox.world import World

PREFIX = "/api/v10"
LARGEST_REQUEST = 120 * 1024 * 1024

log = logging.getLogger(__name__)


class Rest:
    """Answers the bot's requests."""

    def __init__(self, world: World, traffic: Traffic, faults: Faults, token: str) -> None:
        self._world, self._traffic, self._faults, self._token = world, traffic, faults, token
        self.gateway_url = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request; whatever goes wrong becomes Discord's JSON."""
        path = request.raw_path.partition("?")[0].removeprefix(PREFIX)
        name, sent = f"{request.method} {path}", None
        headers = _headers(limit=50, remaining=49, after=1.0)
        try:
            sent, files = await _read(request)
            status, answer = await self._answer(request, path, sent, files)
        except _Limited as limited:
            status, answer, headers = 429, limited.body(), limited.headers()
        except ApiError as error:
            status, answer = error.status, error.body()
        except (KeyError, TypeError, ValueError, AttributeError):
            log.exception("The stand-in for Discord cannot make sense of %s", name)
            status, answer = 400, {"message": "Invalid Form Body", "code": 50035}
        self._traffic.rest(name, status, {"request": sent, "answer": answer})
        return _response(status, answer, headers)

    async def _answer(
        self, request: web.Request, path: str, sent: Any, files: tuple[Upload, ...]
    ) -> tuple[int, object]:
        found = match(request.method, path)
        if found is None:
            log.error("The stand-in for Discord has no route %s %s", request.method, path)
            raise ApiError(404, 0, "404: Not Found")
        route, parts = found
        self._check_token(request, route)
        await _befall(self._faults.take(request.method, path))
        items = tuple(sent) if isinstance(sent, list) else ()
        body = sent if isinstance(sent, dict) else {}
        answer = route.handler(self._world, Call(parts, request.query, body, items, files, self.gateway_url))
        return (204, None) if answer is None else (route.status, answer)

    def _check_token(self, request: web.Request, route: Route) -> None:
        if not route.public and request.headers.get("Authorization") != f"Bot {self._token}":
            raise ApiError(401, 0, "401: Unauthorized")


async def _befall(rule: Rule | None) -> None:
    if rule is None:
        return
    if rule.status == 429:
        raise _Limited(rule)
    if rule.status != DELAY:
        raise error_of(rule)
    await asyncio.sleep(rule.seconds)


class _Limited(Exception):
    """A request that a rule answers with 429."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self._rule = rule

    def body(self) -> Json:
        """What the answer says."""
        seconds, everywhere = self._rule.seconds, self._rule.everywhere
        return {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}

    def headers(self) -> dict[str, str]:
        """The headers that go with it."""
        extra = {"Retry-After": str(max(1, round(self._rule.seconds)))}
        if self._rule.everywhere:
            return {**extra, "X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
        return {**_headers(limit=5, remaining=0, after=self._rule.seconds), **extra, "X-RateLimit-Scope": "user"}


async def _read(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """The JSON of a request and its files."""
    if request.content_type == "multipart/form-data":
        return await _read_parts(request)
    text = await request.text()
    try:
        return (json.loads(text) if text else {}), ()
    except ValueError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error


async def _read_parts(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = {}
    files: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.name == "payload_json":
            body = json.loads(await part.text())
        elif part.name.startswith("files["):
            number = int(part.name.removeprefix("files[").removesuffix("]"))
            kind = part.headers.get("Content-Type")
            files[number] = Upload(part.filename or "file", bytes(await part.read()), kind)
    return body, tuple(files[number] for number in sorted(files))


def _response(status: int, answer: object, headers: Mapping[str, str]) -> web.Response:
    """
    An answer as Discord sends it.

    The type is exactly ``application/json``, since discord.py takes anything else for text; ``Via`` is there
    because it takes a 429 without it for a ban.
    """
    sent = {"Via": "1.1 sandbox", **headers}
    if answer is None:
        return web.Response(status=status, headers=sent)
    sent["Content-Type"] = "application/json"
    return web.Response(status=status, body=json.dumps(answer).encode(), headers=sent)


def _headers(limit: int, remaining: int, after: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{time.time() + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": "sandbox",
    }
