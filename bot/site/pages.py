"""The pages: a base and its history turned into the files of a site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.core import webaddress
from bot.core.dates import parse
from bot.core.entry import Entry, Rank, Source, SourceKind
from bot.core.pack import Pack
from bot.core.texts import UNSEEN
from bot.core.timeline import events
from bot.service.archive import Archive, Recorded
from bot.service.lookup import last_checked_of, size_of
from bot.site import data, feed
from bot.site.search import index_script
from bot.site.shelves import Shelf, by_time, shelves
from bot.site.shown import accounts, by_decade, said, stated, told, topic

# The language of the pages' own words.
_LANGUAGE = "en"
_INDEX = "assets/search-index.js"
# What a page says of itself to search engines; they show about as much.
_LONGEST_DESCRIPTION = 160
_LATEST = 5
_RANKS = {
    Rank.PREFERRED: "Preferred account",
    Rank.NORMAL: "Another account",
    Rank.DEPRECATED: "Deprecated account",
}
_KINDS = {
    SourceKind.NEWS: "news",
    SourceKind.ANALYSIS: "analysis",
    SourceKind.OFFICIAL: "official",
    SourceKind.STATE_MEDIA: "state media: evidence of what a government said",
    SourceKind.REFERENCE: "reference",
    SourceKind.ACADEMIC: "academic",
}


def site_files(archive: Archive, today: date, address: str | None) -> dict[str, bytes]:
    """
    The files of the site of *archive* as it is on *today*, by their paths below its folder.

    Args:
        address: Where it will stand, without a slash at its end; None if that is not known.
    """
    return dict(_Site(archive, today, address).files())


class _Site:
    def __init__(self, archive: Archive, today: date, address: str | None) -> None:
        self.archive, self.today, self.address = archive, today, address
        self.entries = archive.entries
        self.topics = shelves(self.entries, "topics", lambda entry: entry.topics, topic)
        self.people = shelves(self.entries, "people", lambda entry: entry.people, str)
        self.places = shelves(self.entries, "places", lambda entry: entry.places, str)
        self.sources = shelves(self.entries, "sources", lambda entry: entry.sources, lambda source: source.id)

    @property
    def title(self) -> str:
        """What the site is called: as its pack, if it has one alone."""
        return self.archive.packs[0].title if len(self.archive.packs) == 1 else "Footnote"

    def tongue(self, entry: Entry) -> Markup:
        """The attribute that says in which language the texts of *entry* are, where that is not the pages' own."""
        return self.tongue_of(self.archive.records[entry.id].pack)

    def tongue_of(self, pack: Pack) -> Markup:
        """The same of the texts of *pack*."""
        return Markup("") if pack.language == _LANGUAGE else Markup(' lang="{}"').format(pack.language)

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """Style, script and icon, and the search index."""
        folder = resources.files("bot.site").joinpath("assets")
        made = {f"assets/{file.name}": file.read_bytes() for file in folder.iterdir() if file.is_file()}
        return {**made, _INDEX: index_script(self.entries, told).encode("utf-8", "replace")}

    def asset(self, path: str) -> str:
        """*path* with what changes when the file does: browsers keep files for long."""
        return f"{path}?{hashlib.sha256(self.assets[path]).hexdigest()[:8]}"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by its path."""
        yield from self.assets.items()
        yield from ((path, body) for path, body in self._pages())
        yield "feed.xml", feed.feed(self.archive, self.title, self.today, self.address)
        yield "robots.txt", feed.robots(self.address).encode()
        if self.address:
            yield "sitemap.xml", feed.sitemap(self._mapped(), self.address)

    def _pages(self) -> Iterator[tuple[str, bytes]]:
        differing = tuple(record for record in self.archive.in_force if accounts(record.entry))
        stale = [record for record in self.archive.in_force if record.staleness(self.today)]
        decades = by_decade(events(self.entries))
        yield self._page(
            "start",
            "",
            size=size_of(self.entries, stale=len(stale)),
            checked=last_checked_of(self.entries),
            changes=feed.changes(self.archive)[:_LATEST],
            differing=differing,
            decades=decades,
        )
        yield self._page("timeline", "timeline/", decades=decades)
        yield self._page("differ", "differ/", differing=differing)
        yield self._page("search", "search/")
        yield self._page("about", "about/")
        yield self._page("shelf", "entries/", name="All entries", kind="", entries=by_time(self.entries))
        yield from self._shelves()
        yield from (self._entry(record) for record in self.archive.records.values())
        yield "404.html", self._page("404", "", root=f"{urlsplit(self.address or '').path}/")[1]

    def _shelves(self) -> Iterator[tuple[str, bytes]]:
        for title, kind, made, name in (
            ("Topics", "Topic", self.topics, topic),
            ("People", "Person", self.people, str),
            ("Places", "Place", self.places, str),
        ):
            yield self._page("shelves", f"{title.lower()}/", title=title, shelves=made.values(), named=name)
            for shelf in made.values():
                yield self._page("shelf", shelf.path, name=name(shelf.of), kind=kind, entries=shelf.entries)
        yield self._page("sources", "sources/", shelves=sorted(self.sources.values(), key=_by_publisher))
        for work in self.sources.values():
            yield self._page("source", work.path, source=work.of, resting=work.entries)

    def _entry(self, record: Recorded) -> tuple[str, bytes]:
        path = f"e/{record.entry.id}/"
        if record.retired:
            return self._page("retired", path, record=record, entry=record.entry, at=record.retired)
        place = f"{self.address}/{path}" if self.address else None
        return self._page(
            "entry",
            path,
            record=record,
            entry=record.entry,
            stale=record.staleness(self.today),
            data=data.entry_data(record.entry, record.pack, place),
            see_also=[self.archive.records[one].entry for one in record.entry.see_also if self._holds(one)],
        )

    def _holds(self, entry_id: str) -> bool:
        return entry_id in self.archive.records and self.archive.records[entry_id].retired is None

    def _page(self, template: str, folder: str, **given: Any) -> tuple[str, bytes]:
        root = "../" * folder.count("/") or "./"
        values = {"site": self, "today": self.today, "root": root, "folder": folder, **given}
        text = _TEMPLATES.get_template(f"{template}.html").render(values)
        return f"{folder}index.html", text.encode("utf-8", "replace")

    def _mapped(self) -> dict[str, date | None]:
        """The pages for search engines, each with the day of its last change."""
        of_entries = {f"e/{one.entry.id}/": _last_change(one) for one in self.archive.in_force}
        made = (self.topics, self.people, self.places, self.sources)
        paths = ("", "timeline/", "differ/", "about/", "entries/", "topics/", "people/", "places/", "sources/")
        return {**dict.fromkeys((*paths, *(one.path for kind in made for one in kind.values()))), **of_entries}


def _by_publisher(shelf: Shelf[Source]) -> tuple[str, str, str]:
    return shelf.of.publisher.casefold(), shelf.of.title.casefold(), shelf.of.id


def _last_change(record: Recorded) -> date | None:
    if record.revisions:
        return record.revisions[-1].at.astimezone(UTC).date()
    return record.entry.checked.latest if record.entry.checked else None


def _link(url: str) -> str | None:
    """*url* if it is the address of a public page, which alone is linked."""
    return None if webaddress.fault(url) else url


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _moment_in_words(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{_day(utc.date())}, {utc:%H:%M} UTC"


def _day(day: date) -> str:
    return parse(day.isoformat()).in_words()


def _short(texts: Iterable[str]) -> str:
    """*texts* as one, cut at a word to what a search engine shows."""
    text = " ".join(texts)
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return f"{text[:_LONGEST_DESCRIPTION].rpartition(' ')[0] or text[:_LONGEST_DESCRIPTION]} …"


def _grouped(number: int) -> str:
    return f"{number:,}"


def _seen(value: object) -> object:
    """*value* without characters that cannot be seen, which control a reader's screen and are not allowed in HTML."""
    return UNSEEN.sub("", value) if type(value) is str else value


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    filters: Mapping[str, Any] = {
        "accounts": accounts,
        "cut": _short,
        "day": _day,
        "deed": feed.deed,
        "grouped": _grouped,
        "iso": data.iso,
        "link": _link,
        "moment": _moment,
        "moment_in_words": _moment_in_words,
        "said": said,
        "stated": stated,
        "told": told,
        "topic": topic,
    }
    made.filters.update(filters)
    made.globals |= {"RANKS": _RANKS, "KINDS": _KINDS, "UNDECIDED": data.UNDECIDED, "author": feed.author}
    return made


_TEMPLATES = _environment()
