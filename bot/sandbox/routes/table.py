"""The table of REST routes, and what a handler is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.sandbox.messages import Upload
from bot.sandbox.model import Json
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """
    One request of the bot.

    Attributes:
        path: The parts of the route that vary, by name.
        body: The JSON of it; of a multipart request its ``payload_json``.
        items: The JSON of it when that is a list.
    """

    path: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    items: Sequence[Json] = ()
    files: Sequence[Upload] = ()
    gateway_url: str = ""


Answer = object
"""What is sent back as JSON; None is an empty answer (204)."""

Handler = Callable[[World, Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A route; *public* ones carry their own token in the path and need no other."""

    method: str
    pattern: re.Pattern[str]
    handler: Handler
    status: int
    public: bool


ROUTES: list[Route] = []


def route(method: str, path: str, *, status: int = 200, public: bool = False) -> Callable[[Handler], Handler]:
    """Register the handler of a route; ``{name}`` in *path* stands for one part."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def register(handler: Handler) -> Handler:
        ROUTES.append(Route(method, pattern, handler, status, public))
        return handler

    return register


def match(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The route for a request and its varying parts, or None."""
    for item in ROUTES:
        found = item.pattern.fullmatch(path) if item.method == method else None
        if found is not None:
            return item, {key: unquote(value) for key, value in found.groupdict().items()}
    return None
