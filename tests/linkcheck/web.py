"""A web of its own on this machine: hosts by name, pages by what their server says, to the byte."""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.linkcheck.checker import LinkChecker
from bot.linkcheck.limits import Limits
from bot.linkcheck.verdict import Finding

HERE = "127.0.0.1"
CERTIFICATE = Path(__file__).with_name("self_made.pem")  # of nobody, for a name that is nobody's
QUICK = Limits(request=5)

Speech: TypeAlias = "bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]"


def says(status: str, body: bytes = b"A page.", **headers: str) -> bytes:
    """A whole answer of HTTP."""
    sent = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


PAGE = says("200 OK")


class Names(AbstractResolver):
    """
    Looks every host up as this machine, but those that *known* has: the answers to the first look-up, the next, …

    Attributes:
        asked: The hosts that were looked up, in order.
    """

    def __init__(self, **known: list[list[str]]) -> None:
        self.known = {host.replace("_", "."): answers for host, answers in known.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        del family  # all is on this machine
        self.asked.append(host)
        answers = self.known.get(host, [[HERE]])
        found = answers[min(self.asked.count(host), len(answers)) - 1]
        if not found:
            raise OSError("no such host")
        return [
            ResolveResult(hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0) for one in found
        ]

    async def close(self) -> None:
        """Nothing is held."""


class Watch:
    """
    A clock that time passes on only while somebody sleeps.

    Attributes:
        slept: What was waited for, in seconds, less what was no wait.
    """

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._seconds = 0.0

    def seconds(self) -> float:
        return self._seconds

    def moment(self) -> datetime.datetime:
        return datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC) + datetime.timedelta(seconds=self._seconds)

    async def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
            self._seconds += seconds
        await asyncio.sleep(0)


class Web:
    """
    Serves pages by their paths, whatever the host; the answers to the first request, the next, …

    Attributes:
        asked: The host and the path of each request, in order.
        heads: What was sent with each.
        most_at_once: How many requests each host had to answer at one time.
    """

    def __init__(self, **pages: Sequence[Speech]) -> None:
        self.pages: dict[str, Sequence[Speech]] = {f"/{path}": answers for path, answers in pages.items()}
        self.asked: list[tuple[str, str]] = []
        self.heads: list[str] = []
        self.most_at_once: Counter[str] = Counter()
        self.names, self.clock = Names(), Watch()
        self._speaking: list[asyncio.Task[None]] = []
        self._now: defaultdict[str, int] = defaultdict(int)

    async def __aenter__(self) -> Web:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self._servers = [
            await asyncio.start_server(self._connected, HERE, 0),
            await asyncio.start_server(self._connected, HERE, 0, ssl=context),
        ]
        self.port, self.tls_port = (server.sockets[0].getsockname()[1] for server in self._servers)
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()
        for speaking in self._speaking:
            speaking.cancel()
        await asyncio.gather(*self._speaking, return_exceptions=True)

    def url(self, path: str = "page", host: str = "a.example") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}/{path}"

    def tls_url(self, path: str = "page", host: str = "self-made.example") -> str:
        """The address of a page over TLS; the certificate is for that host alone."""
        return f"https://{host}:{self.tls_port}/{path}"

    async def found(
        self, *addresses: str, limits: Limits = QUICK, chance: float = 0.0, trusting: bool = False
    ) -> dict[str, Finding]:
        """What *addresses* came to, for somebody *trusting* the certificate or not."""
        trust = ssl.create_default_context(cafile=CERTIFICATE) if trusting else None
        allowed = [(HERE, self.port), (HERE, self.tls_port)]
        checker = LinkChecker(
            allowed, limits=limits, resolver=self.names, trust=trust, clock=self.clock, chance=lambda: chance
        )
        return await checker.check(addresses)

    async def finding(self, address: str, limits: Limits = QUICK) -> Finding:
        """What *address* came to."""
        return (await self.found(address, limits=limits))[address]

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._speaking.append(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                await self._hear(reader, writer)
        finally:
            writer.close()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.read(65_536)).decode("latin-1")
        if head.startswith("GET "):
            host = next(line[6:] for line in head.splitlines() if line.lower().startswith("host: ")).partition(":")[0]
            path = head.split(" ")[1]
            self.asked.append((host, path))
            self.heads.append(head)
            self._now[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._now[host])
            try:
                await self._speak(writer, path)
            finally:
                self._now[host] -= 1

    async def _speak(self, writer: asyncio.StreamWriter, path: str) -> None:
        answers = self.pages.get(path, [PAGE])
        speech = answers[min(sum(asked == path for _, asked in self.asked), len(answers)) - 1]
        if isinstance(speech, bytes):
            writer.write(speech)
            await writer.drain()
        else:
            await speech(writer)
