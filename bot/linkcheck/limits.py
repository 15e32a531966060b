"""Limits: how much is asked, and how long is waited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How much is asked, and how long is waited. Times are in seconds.

    Attributes:
        body: Bytes of a page that are read at most: enough to see that it comes.
        redirects: Steps that an address may lead on.
        tries: How often one address is asked, if it fails in a way that may pass.
        hosts: How many are asked at once; each by itself one thing at a time.
        pause: Between two requests to one host.
        backoff: Before the second try, doubled before each next; up to as much again by chance.
        longest_wait: What a host may make us wait; where it wants more, it is not asked again.
        request: For one request, the page included.
        in_all: After which nothing more is begun.
    """

    body: int = 65_536
    redirects: int = 5
    tries: int = 3
    hosts: int = 8
    pause: float = 1.0
    backoff: float = 2.0
    longest_wait: float = 60.0
    request: float = 20.0
    in_all: float = 1800.0


SHIPPED = Limits()
"""What ``footnote check --links`` keeps to."""
