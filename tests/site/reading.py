"""A site as a browser reads it: every page parsed by the rules of HTML, and what it leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

# Where an element names something that a browser fetches by itself.
_FETCHED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "object": "data"}
_WITHIN_A_LINE, _UNREAD = ("a", "b", "em", "span", "time"), ("head", "script")


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page of a site.

    Attributes:
        path: The path of its file.
        root: Its html element.
    """

    path: str
    root: Element

    def all(self, *names: str) -> list[Element]:
        """Its elements of those *names*, in order; all if there are none."""
        return [one for one in self.root.iter() if isinstance(one.tag, str) and (not names or one.tag in names)]

    @property
    def ids(self) -> list[str]:
        """The ids of its elements."""
        return [one.attrib["id"] for one in self.all() if "id" in one.attrib]

    @property
    def text(self) -> str:
        """What can be read on it, with single blanks."""
        return text_of(self.root)

    @property
    def links(self) -> list[str]:
        """Where it leads."""
        return [one.attrib["href"] for one in self.all("a") if "href" in one.attrib]

    @property
    def fetched(self) -> list[str]:
        """What a browser fetches for it."""
        found = ((one, _FETCHED[one.tag]) for one in self.all(*_FETCHED))
        return [one.attrib[key] for one, key in found if key in one.attrib and one.get("rel") != "canonical"]


def text_of(element: Element) -> str:
    """What can be read in *element*, with single blanks, and one between what stands on lines of its own."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    edge = "" if element.tag in _WITHIN_A_LINE else " "
    yield edge
    if element.tag not in _UNREAD:
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
    yield edge


def faults(body: bytes) -> list[str]:
    """What in *body* is against the rules of HTML, with its line and column."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(body, transport_encoding="utf-8")
    return [f"{at[0]}:{at[1]}: {code} {more}" for at, code, more in parser.errors]


def read(path: str, body: bytes) -> Page:
    """The page in *body*."""
    return Page(path, html5lib.parse(body, namespaceHTMLElements=False, transport_encoding="utf-8"))


def pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The pages among *files*."""
    return ((path, body) for path, body in files.items() if path.endswith(".html"))


def target(page: Page, link: str, base: str) -> tuple[str, str] | None:
    """The file and the anchor that *link* on *page* leads to; None if that is not of the site at *base*."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page.path, unquote(parts.fragment)
    folder = "/" if parts.path.startswith("/") else f"/{posixpath.dirname(page.path)}"
    path = parts.path.removeprefix(base) if parts.path.startswith("/") else parts.path
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/"))).lstrip("/"), unquote(parts.fragment)
