"""One socket of a bot on the gateway: reading its frames, keeping it to the rules, writing to it."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from bot.sandbox import intents
from bot.sandbox.encodings import Encode
from bot.sandbox.intents import Intent
from bot.sandbox.model import Json, Member
from bot.sandbox.sessions import Session
from bot.sandbox.world import World

if TYPE_CHECKING:
    from bot.sandbox.gateway import Gateway

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11
ACK_AFTER = 0.02
"""Seconds until a heartbeat is acknowledged: no line is quicker, and discord.py takes an acknowledgement that comes
before it has noted its own heartbeat for one that is a whole interval late."""

NAMES = {
    HEARTBEAT: "HEARTBEAT",
    IDENTIFY: "IDENTIFY",
    PRESENCE: "PRESENCE",
    VOICE: "VOICE",
    RESUME: "RESUME",
    RECONNECT: "RECONNECT",
    REQUEST_MEMBERS: "REQUEST_MEMBERS",
    INVALID_SESSION: "INVALID_SESSION",
    HELLO: "HELLO",
    HEARTBEAT_ACK: "HEARTBEAT_ACK",
}
UNKNOWN_OP, DECODE_ERROR, NOT_IDENTIFIED, BAD_TOKEN, TWICE = 4001, 4002, 4003, 4004, 4005
TOO_FAST, BAD_SHARD, BAD_INTENTS, FORBIDDEN_INTENTS = 4008, 4010, 4013, 4014
"""Discord's close codes."""

GOODBYE = (1000, 1001)
"""The close codes after which a session cannot be resumed."""

INTERVAL_MS = 41250
FRAMES_A_MINUTE = 120
LONGEST_FRAME = 4096


class Closed(Exception):
    """The bot broke a rule of the gateway; *code* is what its socket is closed with."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Connection:
    """One socket of the bot."""

    def __init__(self, gateway: Gateway, socket: web.WebSocketResponse, request: web.Request, encode: Encode) -> None:
        self._gateway, self._socket, self._request, self._encode = gateway, socket, request, encode
        self._outbox: asyncio.Queue[Json] = asyncio.Queue()
        self._arrivals: deque[float] = deque(maxlen=FRAMES_A_MINUTE)
        self._session: Session | None = None

    def send(self, frame: Json) -> None:
        """Put *frame* into the line of what is to be written."""
        self._outbox.put_nowait(frame)

    def abort(self) -> None:
        """Cut the line."""
        self._leave()
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self, code: int, reason: str) -> None:
        """Close the socket properly."""
        self._leave()
        await self._socket.close(code=code, message=reason.encode())

    def _leave(self) -> None:
        if self._session is not None and self._session.send == self.send:
            self._session.send = None

    async def run(self) -> None:
        """Serve the connection until it ends."""
        self.send({"op": HELLO, "d": {"heartbeat_interval": INTERVAL_MS, "_trace": []}})
        writer = asyncio.create_task(self._write())
        try:
            await self._read()
        except Closed as error:
            await self.close(error.code, str(error))
        finally:
            self._leave()
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
        self._end_session()

    def _end_session(self) -> None:
        """Forget the session if the bot said goodbye, and has not gone on with it elsewhere."""
        session = self._session
        if session is not None and session.send is None and self._socket.close_code in GOODBYE:
            self._gateway.sessions.pop(session.id, None)

    async def _write(self) -> None:
        while True:
            frame = await self._outbox.get()
            await asyncio.sleep(self._gateway.faults.silent_for())
            written = self._encode(frame)
            name = frame.get("t") or NAMES[frame["op"]]
            self._gateway.traffic.gateway("out", name, frame["d"])
            with suppress(ConnectionError):
                await (self._socket.send_str(written) if isinstance(written, str) else self._socket.send_bytes(written))

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            self._count()
            try:
                self._on_frame(_decoded(message.data))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise Closed(DECODE_ERROR, "Decode error") from error

    def _count(self) -> None:
        now = time.monotonic()
        if len(self._arrivals) == FRAMES_A_MINUTE and now - self._arrivals[0] < 60:
            raise Closed(TOO_FAST, "Rate limited")
        self._arrivals.append(now)

    def _on_frame(self, frame: Json) -> None:
        op, data = frame.get("op"), frame.get("d")
        if op not in NAMES:
            raise Closed(UNKNOWN_OP, "Unknown opcode")
        self._gateway.traffic.gateway("in", NAMES[op], _without_token(data))
        if op == HEARTBEAT:
            asyncio.get_running_loop().call_later(ACK_AFTER, self.send, {"op": HEARTBEAT_ACK, "d": None})
        elif op == IDENTIFY:
            self._identify(data or {})
        elif op == RESUME:
            self._resume(data or {})
        elif self._session is None:
            raise Closed(NOT_IDENTIFIED, "Not authenticated")
        elif op == REQUEST_MEMBERS:
            self._send_members(self._session, data or {})

    def _identify(self, data: Json) -> None:
        if self._session is not None:
            raise Closed(TWICE, "Already authenticated")
        self._check_token(data)
        wanted = data.get("intents")
        if not isinstance(wanted, int) or wanted & ~intents.KNOWN:
            raise Closed(BAD_INTENTS, "Invalid intent(s)")
        if wanted & ~self._gateway.allowed:
            raise Closed(FORBIDDEN_INTENTS, "Disallowed intent(s)")
        shard, shards = data.get("shard") or (0, 1)
        if not 0 <= shard < shards:
            raise Closed(BAD_SHARD, "Invalid shard")
        self._gateway.forget_away(shard, shards)
        self._session = Session(wanted, shard, shards, self.send)
        self._gateway.sessions[self._session.id] = self._session
        self._welcome(self._session)
        self._gateway.note_presence()

    def _check_token(self, data: Json) -> None:
        if data.get("token") != self._gateway.token:
            raise Closed(BAD_TOKEN, "Authentication failed")

    def _welcome(self, session: Session) -> None:
        world = self._gateway.world
        guilds = [guild for guild in world.guilds_of(world.bot_id) if session.concerns(guild.id)]
        ready = {
            "v": 10,
            "user": {
                **world.write.user(world.user(world.bot_id)),
                "verified": True,
                "mfa_enabled": True,
                "email": None,
            },
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "private_channels": [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._gateway.url,
            "shard": [session.shard, session.shards],
            "application": {"id": world.application_id, "flags": 1 << 19},
        }
        session.dispatch("READY", ready)
        if not session.intents & Intent.GUILDS:
            return
        for guild in guilds:
            with_members = bool(session.intents & Intent.GUILD_MEMBERS and session.intents & Intent.GUILD_PRESENCES)
            session.dispatch("GUILD_CREATE", world.write.guild_create(guild, with_members=with_members))

    def _resume(self, data: Json) -> None:
        self._check_token(data)
        session = self._gateway.sessions.get(str(data.get("session_id")))
        if session is None or not session.resume(self.send, int(data.get("seq") or 0)):
            self.send({"op": INVALID_SESSION, "d": False})
            return
        self._session = session
        self._gateway.note_presence()

    def _send_members(self, session: Session, data: Json) -> None:
        world = self._gateway.world
        guild_id = str(data.get("guild_id"))
        found = [
            world.write.member(member) for member in world.members_of(guild_id) if _is_asked_for(member, data, world)
        ]
        chunk: Json = {"guild_id": guild_id, "members": found, "chunk_index": 0, "chunk_count": 1, "not_found": []}
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)


def _is_asked_for(member: Member, data: Json, world: World) -> bool:
    ids = data.get("user_ids")
    if ids is not None:
        return member.user_id in map(str, ids if isinstance(ids, list) else [ids])
    return world.user(member.user_id).username.startswith(str(data.get("query") or ""))


def _decoded(data: str | bytes) -> Json:
    try:
        frame = json.loads(data)
    except ValueError as error:
        raise Closed(DECODE_ERROR, "Decode error") from error
    if not isinstance(frame, dict) or len(data) > LONGEST_FRAME:
        raise Closed(DECODE_ERROR, "Decode error")
    return frame


def _without_token(data: object) -> object:
    return {**data, "token": "..."} if isinstance(data, dict) and "token" in data else data
