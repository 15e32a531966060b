"""Web addresses of sources: public pages that a reader can open, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import inet_aton
from urllib.parse import SplitResult, urlsplit

LONGEST = 1000
_FORBIDDEN = re.compile(r"[\s\x00-\x20\x7f<>\"\\]")
_NUMERIC_END = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$", re.ASCII)
_LOCAL = ("localhost", "local", "internal", "lan", "home.arpa")


def fault(url: str) -> str | None:
    """What keeps *url* from being the address of a public page, as in ``the address <fault>``; None for nothing."""
    if _FORBIDDEN.search(url):
        return "holds a blank or a character that no address holds"
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises on what is no port
    except ValueError:
        return "cannot be read"
    return _fault_of(parts)


def _fault_of(parts: SplitResult) -> str | None:
    if parts.scheme not in ("http", "https"):
        return "does not begin with http:// or https://"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or a password"
    host = unicodedata.normalize("NFKC", parts.hostname or "").lower().rstrip(".")
    if not host:
        return "has no host"
    return None if _is_public(host) else f"leads to a host that is not public ({host})"


def _is_public(host: str) -> bool:
    literal = _literal(host)
    if literal is not None:
        mapped = literal.ipv4_mapped if isinstance(literal, IPv6Address) else None
        return (mapped or literal).is_global
    local = any(host == name or host.endswith(f".{name}") for name in _LOCAL)
    return "." in host and not local and not _NUMERIC_END.search(host)


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that *host* is; browsers read 2130706433, 0x7f.1 and 127.1 as 127.0.0.1."""
    try:
        if ":" in host:
            return ip_address(host.partition("%")[0])
        return IPv4Address(inet_aton(host)) if _NUMERIC_END.search(host) else None
    except (ValueError, OSError):
        return None
