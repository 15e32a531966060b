"""The gate: which addresses may be asked for, and which machines may be asked."""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import ip_address

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.core import webaddress
from bot.core.errors import FootnoteError
from bot.linkcheck.addresses import is_public

# Behind any other port there may be what is no web server, and what nobody wants to have knocked at.
PORTS = frozenset({80, 443})
Endpoint = tuple[str, int]
"""An IP address and a port."""


class UnsafeAddress(FootnoteError):
    """An address that is not of the open web; the text goes on after "the address"."""


class Gate:
    """
    Lets through what is of the open web.

    Args:
        allowed: Endpoints that may be asked whatever they are.
    """

    def __init__(self, allowed: Collection[Endpoint] = ()) -> None:
        self._allowed = frozenset(allowed)
        self._ports = PORTS | {port for _, port in self._allowed}

    def opened(self, address: str) -> URL:
        """
        *address* as it may be asked for, as far as that can be told before its host is looked up.

        Raises:
            UnsafeAddress: It may not.
        """
        if fault := webaddress.fault(address):
            raise UnsafeAddress(fault)
        try:
            url = URL(address)
            port = url.port
        except ValueError as error:  # what one reader of addresses takes, another may not
            raise UnsafeAddress("cannot be read") from error
        if port not in self._ports:
            raise UnsafeAddress(f"names a port that is not the web's ({port})")
        if url.host and _looks_literal(url.host):  # nobody looks it up, so the resolver would not see it
            self.require(url.host, port)
        return url

    def require(self, machine: str, port: int) -> None:
        """
        See that the IP address *machine* may be asked at *port*.

        Raises:
            UnsafeAddress: It may not.
        """
        if (machine, port) in self._allowed:
            return
        try:
            public = is_public(ip_address(machine))
        except ValueError:
            public = False
        if not public or port not in PORTS:
            raise UnsafeAddress(f"leads to a machine that is not on the open web ({machine})")


def _looks_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


class GuardedResolver(AbstractResolver):
    """
    Looks hosts up and holds what comes against the gate.

    The connection is made to the very addresses that are given out here, and to be made again it asks again: a name
    that changes its mind in between is no way in.
    """

    def __init__(self, gate: Gate, inner: AbstractResolver | None = None) -> None:
        self._gate, self._inner = gate, inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """
        The addresses of *host*.

        Raises:
            UnsafeAddress: One of them may not be asked: no public site has such.
        """
        found = await self._inner.resolve(host, port, family)
        for one in found:
            self._gate.require(one["host"], one["port"])
        return found

    async def close(self) -> None:
        """Let go of the resolver inside."""
        await self._inner.close()
