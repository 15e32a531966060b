"""The page's files, and how a browser may use them."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from aiohttp import web

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
"""The kinds of file that the page is made of."""

NO_KEY = (
    "This page needs the sandbox's key. Open the address that was printed when the sandbox was started; "
    "it ends in ?key= and the key."
)


def page_without_key() -> web.Response:
    """What somebody gets who comes without the key."""
    return web.Response(status=403, text=NO_KEY, headers=PAGE_HEADERS)


def page_file(name: str) -> web.Response:
    """A file of the page; nothing else can be asked for."""
    found = next((item for item in _page_folder().iterdir() if item.name == name), None)
    suffix = name[name.rfind(".") :] if "." in name else ""
    if found is None or suffix not in TYPES or not found.is_file():
        raise web.HTTPNotFound
    return web.Response(body=found.read_bytes(), content_type=TYPES[suffix], charset="utf-8", headers=PAGE_HEADERS)


def _page_folder() -> Traversable:
    return resources.files("bot.sandbox").joinpath("page")
