"""The gateway: the WebSocket that a bot identifies on and hears of events by."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import intents
from bot.sandbox.connection import INVALID_SESSION, RECONNECT, Connection
from bot.sandbox.encodings import encoder
from bot.sandbox.faults import Faults
from bot.sandbox.model import Event, Json
from bot.sandbox.sessions import Session
from bot.sandbox.traffic import Traffic
from bot.sandbox.world import World


class Gateway:
    """
    All of a bot's connections.

    Attributes:
        url: What bots are told to resume at.
        allowed: The intents that the application may use.
        faults: Set by the server once both exist.
    """

    def __init__(self, world: World, traffic: Traffic, token: str) -> None:
        self.world, self.traffic, self.token = world, traffic, token
        self.url = ""
        self.allowed = intents.KNOWN
        self.faults = Faults(self)
        self.sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._was_online = False
        world.listen(self._on_event)

    @property
    def online(self) -> bool:
        """Whether any shard of the bot is there."""
        return any(session.send is not None for session in self.sessions.values())

    def _on_event(self, event: Event) -> None:
        for session in tuple(self.sessions.values()):
            session.tell(event)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(self, socket, request, encoder(request.query.get("compress")))
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)
            self.note_presence()
        return socket

    def forget_away(self, shard: int, shards: int) -> None:
        """Forget sessions of a shard whose bot went away, now that it identifies anew."""
        gone = [
            item
            for item in self.sessions.values()
            if item.send is None and (item.shard, item.shards) == (shard, shards)
        ]
        for session in gone:
            del self.sessions[session.id]

    def note_presence(self) -> None:
        """Tell everybody when the bot came or went."""
        if self.online != self._was_online:
            self._was_online = self.online
            self.world.emit(Event("BOT", {"online": self.online}, to_bot=False))

    def drop(self) -> None:
        """Close the bot's sockets without a word."""
        for connection in tuple(self._connections):
            connection.abort()

    def ask_to_reconnect(self) -> None:
        """Send op 7."""
        self._broadcast({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Send op 9; unless *resumable* the sessions are forgotten."""
        self._broadcast({"op": INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()
            self.note_presence()

    def _broadcast(self, frame: Json) -> None:
        for connection in self._connections:
            connection.send(frame)

    async def close(self) -> None:
        """Close all connections, as when the server stops."""
        self.world.unlisten(self._on_event)
        for connection in tuple(self._connections):
            await connection.close(1001, "Going away")
