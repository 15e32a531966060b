"""What tells others of changes: the Atom feed, the map for search engines, and what they may read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.core.revision import Revision
from bot.core.texts import UNSEEN
from bot.service.archive import Archive, Recorded

MOST_CHANGES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Change:
    """
    A change of an entry, as readers are told of it.

    Attributes:
        at: When; the day on which the entry was checked, where there are no revisions.
        revision: None where the base was read from files.
        what: Such as ``added by sync``.
        is_retired: Whether it took the entry out of the base.
    """

    record: Recorded
    at: datetime
    revision: Revision | None
    what: str

    @property
    def is_retired(self) -> bool:
        return self.revision is not None and self.revision.entry is None


def changes(archive: Archive) -> tuple[Change, ...]:
    """The newest changes of *archive*, newest first."""
    found = (change for record in archive.records.values() for change in _changes(record))
    return tuple(sorted(found, key=_newest_first)[:MOST_CHANGES])


def _newest_first(change: Change) -> tuple[float, str, int]:
    return -change.at.timestamp(), change.record.entry.id, -(change.revision.number if change.revision else 0)


def _changes(record: Recorded) -> Iterator[Change]:
    before: Revision | None = None
    for revision in record.revisions:
        yield Change(record, revision.at, revision, f"{deed(revision, before)} by {author(revision)}")
        before = revision
    checked = record.entry.checked.latest if record.entry.checked and not record.revisions else None
    if checked:
        yield Change(record, datetime.combine(checked, time(), UTC), None, "checked against its sources")


def deed(revision: Revision, before: Revision | None) -> str:
    """What *revision* did to the entry that *before* left."""
    if revision.entry is None:
        return "retired"
    if before is None:
        return "added"
    return "changed" if before.entry else "restored"


def author(revision: Revision) -> str:
    """Who made *revision*, without naming a person."""
    return "sync" if revision.author == "sync" else "a curator"


def feed(archive: Archive, title: str, today: date, address: str | None) -> bytes:
    """
    The newest changes of *archive* as Atom.

    The ids are addresses of the site, which readers know it by; without one they are UUIDs of what was changed.
    """
    newest = changes(archive)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "title", title)
    _add(root, "id", f"{address}/" if address else _urn("feed", title))
    _add(root, "updated", _moment(newest[0].at if newest else datetime.combine(today, time(), UTC)))
    _add(SubElement(root, "author"), "name", title)
    if address:
        SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{address}/feed.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{address or '.'}/"})
    for change in newest:
        _add_change(root, change, address)
    return _written(root)


def _add_change(root: Element, change: Change, address: str | None) -> None:
    entry, revision = change.record.entry, change.revision
    number = revision.number if revision else 0
    mark = f"#r{number}" if revision else f"#checked-{change.at.date().isoformat()}"
    told = SubElement(root, "entry")
    _add(told, "title", entry.question)
    _add(told, "id", f"{address}/e/{entry.id}/{mark}" if address else _urn(change.record.pack.id, entry.id, mark))
    _add(told, "updated", _moment(change.at))
    href = f"{address}/e/{entry.id}/" if address else f"e/{entry.id}/index.html"
    SubElement(told, "link", {"rel": "alternate", "type": "text/html", "href": href})
    _add(told, "summary", " ".join(_summary(change)))


def _summary(change: Change) -> Iterator[str]:
    yield f"{change.what[0].upper()}{change.what[1:]}."
    if change.revision and change.revision.note:
        yield f"Note: {change.revision.note}"
    if not change.is_retired:
        shown = change.revision.entry if change.revision and change.revision.entry else change.record.entry
        yield from (claim.text for claim in shown.leading_claims)


def sitemap(pages: dict[str, date | None], address: str) -> bytes:
    """Where each of *pages* stands, with the day of its last change where that is known."""
    root = Element("urlset", {"xmlns": _SITEMAP})
    for path, day in sorted(pages.items()):
        url = SubElement(root, "url")
        _add(url, "loc", f"{address}/{path}")
        if day:
            _add(url, "lastmod", day.isoformat())
    return _written(root)


def robots(address: str | None) -> str:
    """Everybody may read everything; where the map is."""
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {address}/sitemap.xml\n" if address else "")


def _add(parent: Element, name: str, text: str) -> None:
    """A child with *text*, less what XML cannot hold."""
    SubElement(parent, name).text = UNSEEN.sub("", text)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _urn(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("footnote", *parts))).urn


def _written(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
