"""The sandbox as a server on this machine: Discord's addresses, the control routes and the page."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox import guilds, interactions
from bot.sandbox.control import Control
from bot.sandbox.errors import Refused
from bot.sandbox.faults import Faults
from bot.sandbox.gateway import Gateway
from bot.sandbox.intents import Intent
from bot.sandbox.model import Channel, Event, Guild
from bot.sandbox.pages import page_file, page_without_key
from bot.sandbox.people import Person
from bot.sandbox.rest import LARGEST_REQUEST, PREFIX, Rest
from bot.sandbox.seed import Seed, plant
from bot.sandbox.snowflakes import Clock
from bot.sandbox.traffic import Traffic
from bot.sandbox.world import World

LOOPBACK = "127.0.0.1"
KEY_HEADER = "X-Sandbox-Key"
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
SHOWN_IN_PLACE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Attachments that a browser may show; all others it must save."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sandbox:
    """
    A stand-in for Discord on this machine, for as long as it is entered with ``async with``.

    Attributes:
        world: Everything there is.
        clock: Its time, which can be moved.
        key: What every control request must bear.
        token: The only bot token it takes.
        faults: Troubles to make.
        traffic: What went to and from the bot.
        welcome: What the page greets newcomers with: ``title``, ``text`` and ``examples``; None for nothing.
    """

    def __init__(
        self,
        seed: Seed | None = None,
        port: int = 0,
        *,
        privileged_intents: bool = True,
        welcome: Mapping[str, object] | None = None,
    ) -> None:
        """
        Args:
            seed: How the world begins; None for the demo guild.
            port: The port of 127.0.0.1 to listen on; 0 for any free one.
            privileged_intents: Whether the bot is allowed members, presences and message content.
            welcome: See the attribute.
        """
        self._seed = seed or Seed.demo()
        self._port = port
        self.welcome = welcome
        self.clock = Clock()
        self.world = World(self.clock)
        plant(self._seed, self.world)
        self.key = secrets.token_urlsafe(24)
        self.token = f"{base64.b64encode(self.world.bot_id.encode()).decode()}.sandbox.{secrets.token_urlsafe(20)}"
        self.traffic = Traffic(self.clock)
        self._gateway = Gateway(self.world, self.traffic, self.token)
        if not privileged_intents:
            self._gateway.allowed &= ~PRIVILEGED
        self.faults: Faults = self._gateway.faults
        self._rest = Rest(self.world, self.traffic, self.faults, self.token)
        self._control = Control(self)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """The addresses that it really listens at."""
        return [] if self._runner is None else [(host, port) for host, port, *_ in self._runner.addresses]

    @property
    def page_url(self) -> str:
        """The page's address, with the key."""
        return f"{self.url}/?key={self.key}"

    @property
    def rest_base(self) -> str:
        """What the bot takes for Discord's REST address."""
        return self.url + PREFIX

    @property
    def gateway_url(self) -> str:
        """What the bot takes for Discord's gateway address."""
        return f"ws://{LOOPBACK}:{self._port}/gateway"

    @property
    def bot_user_id(self) -> int:
        """The user that the bot is."""
        return int(self.world.bot_id)

    @property
    def application_id(self) -> int:
        """The application that the bot belongs to."""
        return int(self.world.application_id)

    @property
    def bot_online(self) -> bool:
        """Whether the bot is connected."""
        return self._gateway.online

    @property
    def guild(self) -> Guild:
        """The first guild."""
        return next(iter(self.world.guilds.values()))

    def person(self, username: str, guild: str | None = None) -> Person:
        """
        Somebody by username, acting in the guild of that name, or in the first one.

        Raises:
            Refused: when there is no such person or guild.
        """
        user = next((item for item in self.world.users.values() if item.username == username), None)
        place = next((item for item in self.world.guilds.values() if guild in (None, item.name, item.id)), None)
        if user is None or place is None or user.id == self.world.bot_id:
            people = ", ".join(item.username for item in self.world.users.values() if item.id != self.world.bot_id)
            raise Refused(f"There is no {username} in {guild or 'the first guild'}; there is {people}.")
        return Person(self.world, user.id, place)

    def add_channel(self, name: str) -> Channel:
        """A new text channel in the first guild."""
        return guilds.add_channel(self.world, self.guild.id, name)

    def remove_bot(self, guild: Guild | None = None) -> None:
        """Put the bot out of *guild*, by default the first one."""
        guilds.remove_bot(self.world, guild or self.guild)

    def invite_bot(self, guild: Guild | None = None) -> None:
        """Take the bot into *guild* again, by default the first one."""
        guilds.invite_bot(self.world, guild or self.guild)

    def reset(self) -> None:
        """Begin anew from the seed; the bot has to identify again, and keeps its commands."""
        self.world.clear()
        plant(self._seed, self.world)
        self.faults.clear()
        self._gateway.invalidate(resumable=False)
        self.world.emit(Event("RESET", {}, to_bot=False))

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guard], client_max_size=LARGEST_REQUEST)
        app.router.add_get("/gateway", self._gateway.handle)
        app.router.add_get("/gateway/", self._gateway.handle)
        app.router.add_route("*", "/api/{rest:.*}", self._rest.handle)
        app.router.add_get("/attachments/{channel}/{id}/{name}", self._attachment)
        app.router.add_routes(self._control.routes())
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name}", self._static)
        app.router.add_get("/{name}", self._static)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, self._port).start()
        self._port = self.addresses[0][1]
        self.world.write.base = self.url
        self._gateway.url = self._rest.gateway_url = self.gateway_url
        self.world.listen(self._time_interactions)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.unlisten(self._time_interactions)
        await self._gateway.close()
        await self._control.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _time_interactions(self, event: Event) -> None:
        """See that an interaction fails in time if nobody answers it."""
        if event.name == "INTERACTION_CREATE":
            loop, interaction_id = asyncio.get_running_loop(), event.data["id"]
            loop.call_later(interactions.ANSWER_WITHIN, interactions.fail_if_unanswered, self.world, interaction_id)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Keep other sites that are open in the same browser out."""
        if not self._is_from_here(request):
            return web.Response(status=403, text="The sandbox answers only to requests from its own address.")
        if request.path.startswith("/sandbox") and not self._has_key(request):
            return web.json_response({"error": "The key is missing or wrong; it is printed at the start."}, status=403)
        return await handler(request)

    def _is_from_here(self, request: web.Request) -> bool:
        hosts = {f"{LOOPBACK}:{self._port}", f"localhost:{self._port}"}
        origin = request.headers.get("Origin")
        return request.headers.get("Host") in hosts and origin in (None, f"http://{request.headers.get('Host')}")

    def _has_key(self, request: web.Request) -> bool:
        given = request.headers.get(KEY_HEADER) or request.query.get("key") or ""
        return secrets.compare_digest(given.encode(), self.key.encode())

    async def _index(self, request: web.Request) -> web.Response:
        if not self._has_key(request):
            return page_without_key()
        return page_file("index.html")

    async def _static(self, request: web.Request) -> web.Response:
        return page_file(request.match_info["name"])

    async def _attachment(self, request: web.Request) -> web.Response:
        channel_id, file_id = request.match_info["channel"], request.match_info["id"]
        file = self.world.attachment(channel_id, file_id)
        if file is None or not secrets.compare_digest(file.secret, request.query.get("hm", "")):
            raise web.HTTPNotFound
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
        if file.content_type in SHOWN_IN_PLACE:
            return web.Response(body=file.data, headers={**headers, "Content-Type": file.content_type})
        headers["Content-Disposition"] = "attachment"
        return web.Response(body=file.data, headers={**headers, "Content-Type": "application/octet-stream"})
