"""Pages: one request, bounded in time and size, that keeps nothing and sends nothing of ours but a name."""

from __future__ import annotations

from importlib.metadata import version
from ssl import SSLCertVerificationError, SSLContext
from types import SimpleNamespace

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.core.texts import visible
from bot.linkcheck.gate import Gate, GuardedResolver, UnsafeAddress
from bot.linkcheck.limits import Limits
from bot.linkcheck.verdict import Answer, Failure, Finding, Verdict, unreachable

# Unpacked, a small page may be a very large one: it is asked for as it is, and never unpacked.
_HEADERS = {
    "User-Agent": f"Footnote/{version('footnote')} (checks that the sources of a fact base can still be opened)",
    "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "identity",
}
_LONG_WORDS = 200


class Pages:
    """
    Asks for pages, each over a connection of its own.

    With no proxy and no password of the environment's, no cookie kept, no redirect followed.

    Args:
        resolver: Looks hosts up; the machine's own if None.
        trust: Says whose certificates are good; the machine does if None.
    """

    def __init__(
        self, gate: Gate, limits: Limits, resolver: AbstractResolver | None = None, trust: SSLContext | None = None
    ) -> None:
        self._gate, self._limits = gate, limits
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(gate, resolver),
                ssl=trust or True,
                use_dns_cache=False,
                force_close=True,
                limit=0,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=limits.request),
            headers=_HEADERS,
            auto_decompress=False,
            trust_env=False,
            trace_configs=[_once()],
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def ask(self, address: str) -> Answer | Failure:
        """What *address* answers, whatever goes wrong; of the page itself, no more is read than shows that it comes."""
        try:
            async with self._session.get(self._gate.opened(address), allow_redirects=False) as response:
                answer = Answer(response.status, response.headers.get("Location"), response.headers.get("Retry-After"))
                if not answer.leads_on:
                    await self._read(response)
                response.close()  # else the rest would be waited for
                return answer
        except UnsafeAddress as error:
            return Failure(Finding(Verdict.UNSAFE, f"the address {error}"))
        except TimeoutError:
            return unreachable(f"no whole answer within {self._limits.request:g} seconds")
        except aiohttp.ClientConnectorCertificateError as error:
            return Failure(Finding(Verdict.BAD_CERTIFICATE, _of_certificate(error.certificate_error)))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return unreachable(_said(error))

    async def _read(self, response: aiohttp.ClientResponse) -> None:
        left = self._limits.body
        while left > 0 and (chunk := await response.content.read(left)):
            left -= len(chunk)


def _once() -> aiohttp.TraceConfig:
    """aiohttp asks again by itself, at once, where a server breaks off: the checker does, when its turn comes."""
    once = aiohttp.TraceConfig()
    once.on_connection_create_start.append(_connect)
    return once


async def _connect(_: aiohttp.ClientSession, request: SimpleNamespace, __: object) -> None:
    if hasattr(request, "is_connected"):
        raise aiohttp.ClientConnectionError("it broke off before it had answered")
    request.is_connected = True


def _of_certificate(error: Exception) -> str:
    return error.verify_message if isinstance(error, SSLCertVerificationError) else _said(error)


def _said(error: BaseException) -> str:
    """What *error* says, which may quote the server."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its host is not found"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, aiohttp.ClientResponseError):
        said = f"it answers what is no HTTP ({error.message})"
    return visible(" ".join(said.split())[:_LONG_WORDS]) or type(error).__name__
