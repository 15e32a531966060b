"""The sandbox's own HTTP routes: what the page and other processes see and do, and which troubles they make."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.acts import Acts, words_for
from bot.sandbox.deeds import DEEDS, Deed
from bot.sandbox.errors import ApiError, Refused
from bot.sandbox.interactions import ANSWER_WITHIN
from bot.sandbox.model import Event, Guild, Json
from bot.sandbox.sight import Sight
from bot.sandbox.snapshot import snapshot
from bot.sandbox.traffic import Entry

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

MOST_MESSAGES = 100


class Control:
    """Answers the requests under /sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._streams: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        """The routes and who answers them."""
        return [
            web.get("/sandbox/state", self._told(self._state)),
            web.get("/sandbox/channels/{channel}/messages", self._told(self._messages)),
            web.get("/sandbox/events", self._events),
            web.post("/sandbox/act", self._told(self._act)),
            web.post("/sandbox/fault", self._told(self._fault)),
            web.post("/sandbox/reset", self._told(self._reset)),
            web.get("/sandbox/snapshot", self._told(self._snapshot)),
        ]

    def _told(
        self, handler: Callable[[web.Request], Awaitable[Json]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """*handler*, with whatever is refused told in words."""

        async def answer(request: web.Request) -> web.Response:
            try:
                return web.json_response(await handler(request))
            except Refused as error:
                return _refusal(str(error))
            except ApiError as error:
                return _refusal(words_for(error), error.status)
            except KeyError as error:
                return _refusal(f"{error.args[0]} is missing; send it along.")
            except (AttributeError, TypeError, ValueError) as error:
                return _refusal(f"A part of the request is of the wrong kind: {error}.")

        return answer

    def _user(self, user_id: str | None) -> str:
        if user_id is None:
            return next(user.id for user in self._world.users.values() if user.id != self._world.bot_id)
        if user_id not in self._world.users or user_id == self._world.bot_id:
            raise Refused("There is no such person to act as; choose one from the state's people.")
        return user_id

    def _guild(self, guild_id: str | None) -> Guild:
        return next(iter(self._world.guilds.values())) if guild_id is None else self._world.guild(guild_id)

    async def _state(self, request: web.Request) -> Json:
        sight = Sight(self._world, self._user(request.query.get("as")))
        state = sight.state(self._guild(request.query.get("guild")), online=self._sandbox.bot_online)
        welcome = self._sandbox.welcome
        return state if welcome is None else {**state, "welcome": dict(welcome)}

    async def _messages(self, request: web.Request) -> Json:
        sight = Sight(self._world, self._user(request.query.get("as")))
        limit = max(1, min(MOST_MESSAGES, int(request.query.get("limit", 50))))
        return {"messages": sight.messages(request.match_info["channel"], request.query.get("before"), limit)}

    async def _snapshot(self, _: web.Request) -> Json:
        return snapshot(self._world)

    async def _reset(self, _: web.Request) -> Json:
        self._sandbox.reset()
        return {"ok": True}

    async def _fault(self, request: web.Request) -> Json:
        make_fault(self._sandbox, await _body(request))
        return {"ok": True}

    async def _act(self, request: web.Request) -> Json:
        body = await _body(request)
        user_id = self._user(body.get("as"))
        if body.get("do") == "autocomplete":
            return await self._autocomplete(user_id, body)
        deed = DEEDS.get(body.get("do", ""))
        if deed is None:
            raise Refused(
                f"There is nothing called {body.get('do')!r} to do; there is {', '.join(DEEDS)}, autocomplete."
            )
        guild = self._guild(body.get("guild"))
        return deed(Deed(Acts(self._world, user_id), Sight(self._world, user_id), guild), body)

    async def _autocomplete(self, user_id: str, body: Json) -> Json:
        acts = Acts(self._world, user_id)
        interaction = acts.autocomplete(
            body["channel_id"], body["command_id"], body["focused"], body.get("path") or (), body.get("options") or {}
        )
        deadline = asyncio.get_running_loop().time() + ANSWER_WITHIN
        while asyncio.get_running_loop().time() < deadline:
            now = self._world.interactions.get(interaction.id, interaction)
            if now.choices is not None:
                return {"choices": list(now.choices)}
            await asyncio.sleep(0.01)
        raise Refused("Loading options failed: the bot did not answer within 3 seconds.")

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        try:
            sight = Sight(self._world, self._user(request.query.get("as")))
        except Refused as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        self._streams.add(socket)
        try:
            await self._stream(socket, sight)
        finally:
            self._streams.discard(socket)
        return socket

    async def _stream(self, socket: web.WebSocketResponse, sight: Sight) -> None:
        outbox: asyncio.Queue[Json] = asyncio.Queue()

        def hear(event: Event) -> None:
            frame = sight.frame(event)
            if frame is not None:
                outbox.put_nowait(frame)

        def overhear(entry: Entry) -> None:
            outbox.put_nowait({"t": "traffic", "entry": entry.as_json()})

        for entry in self._sandbox.traffic.entries:
            overhear(entry)
        self._world.listen(hear)
        self._sandbox.traffic.listeners.append(overhear)
        writer = asyncio.create_task(_write(socket, outbox))
        try:
            async for _ in socket:
                pass
        finally:
            self._world.unlisten(hear)
            self._sandbox.traffic.listeners.remove(overhear)
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer

    async def close(self) -> None:
        """Close the event streams, as when the server stops."""
        for socket in tuple(self._streams):
            await socket.close(code=1001)


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[Json]) -> None:
    while True:
        frame = await outbox.get()
        with suppress(ConnectionError):
            await socket.send_json(frame)


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except ValueError as error:
        raise Refused("Send JSON.") from error
    if not isinstance(body, dict):
        raise Refused("Send a JSON object.")
    return body


def _refusal(words: str, status: int = 400) -> web.Response:
    return web.json_response({"error": words}, status=status)


def make_fault(sandbox: Sandbox, body: Json) -> None:
    """
    Make the trouble that *body* describes.

    Raises:
        Refused: when there is no such kind of trouble.
    """
    faults = sandbox.faults
    method, route = body.get("method", "*"), body.get("route", "*")
    times, seconds = body.get("times", 1), float(body.get("seconds", 1.0))
    kinds: dict[str, Callable[[], None]] = {
        "status": lambda: faults.status(method, route, int(body.get("status", 500)), times),
        "rate_limit": lambda: faults.rate_limit(route, seconds, times, bool(body.get("everywhere")), method),
        "delay": lambda: faults.delay(method, route, seconds, times),
        "drop": faults.drop_socket,
        "reconnect": faults.reconnect,
        "invalid": lambda: faults.invalid_session(bool(body.get("resumable"))),
        "silence": lambda: faults.silence(seconds),
    }
    if body.get("kind") not in kinds:
        raise Refused(f"There is no trouble called {body.get('kind')!r}; there is {', '.join(kinds)}.")
    kinds[body["kind"]]()
