"""The feed of changes, the map and what robots are told."""

from __future__ import annotations

import datetime
from xml.etree.ElementTree import Element, fromstring

import pytest

from bot.core.dates import parse
from bot.service.archive import Archive
from bot.site.feed import MOST_CHANGES, changes, feed, robots, sitemap
from tests.site.bases import ADDRESS, TODAY, archive, entry, hostile, recorded, revision

ATOM = "{http://www.w3.org/2005/Atom}"


def told(of: Archive, address: str | None = ADDRESS) -> Element:
    return fromstring(feed(of, "Demo", TODAY, address))


def texts(of: Element, name: str) -> list[str]:
    return [one.text or "" for one in of.iter(f"{ATOM}{name}")]


def test_every_revision_is_told_newest_first() -> None:
    of = recorded(revision(1, entry()), revision(2, None, "42"), revision(3, entry(), "42", "It holds after all."))

    assert [(one.what, one.at.hour) for one in changes(of)] == [
        ("restored by a curator", 3),
        ("retired by a curator", 2),
        ("added by sync", 1),
    ]


def test_without_revisions_the_days_of_checking_are_told() -> None:
    of = archive(entry("old", checked=parse("2026-11-23")), entry("new", checked=parse("2026-11-25")), entry("never"))

    assert [(one.record.entry.id, one.what) for one in changes(of)] == [
        ("new", "checked against its sources"),
        ("old", "checked against its sources"),
    ]


def test_no_more_are_told_than_a_reader_wants() -> None:
    of = archive(*(entry(f"entry-{at}", checked=parse("2026-11-25")) for at in range(MOST_CHANGES + 1)))

    assert len(changes(of)) == MOST_CHANGES


def test_nobody_who_edits_is_named() -> None:
    body = feed(recorded(revision(1, entry(), "4711")), "Demo", TODAY, ADDRESS)

    assert b"4711" not in body


@pytest.mark.parametrize("address", [ADDRESS, None])
@pytest.mark.parametrize("of", [archive(), archive(entry(checked=parse("2026-11-25"))), hostile()])
def test_a_feed_has_all_that_atom_asks_for(of: Archive, address: str | None) -> None:
    root = told(of, address)

    for one in (root, *root.findall(f"{ATOM}entry")):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        datetime.datetime.strptime(one.findtext(f"{ATOM}updated") or "", "%Y-%m-%dT%H:%M:%SZ").replace(
            tzinfo=datetime.UTC
        )
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert len(set(texts(root, "id"))) == len(texts(root, "id"))


def test_ids_are_addresses_of_the_site_that_stay_the_same_when_more_is_changed() -> None:
    first, second = revision(1, entry()), revision(2, entry(question="When?"), "42")

    before, after = texts(told(recorded(first)), "id"), texts(told(recorded(first, second)), "id")

    assert before == [f"{ADDRESS}/", f"{ADDRESS}/e/treaty/#r1"]
    assert after == [f"{ADDRESS}/", f"{ADDRESS}/e/treaty/#r2", f"{ADDRESS}/e/treaty/#r1"]


def test_without_an_address_ids_are_uuids_that_stay_the_same() -> None:
    ids = texts(told(recorded(revision(1, entry())), None), "id")

    assert all(one.startswith("urn:uuid:") for one in ids)
    assert ids == texts(told(recorded(revision(1, entry())), None), "id")


def test_a_change_tells_its_note_and_what_was_claimed_then() -> None:
    of = recorded(revision(1, entry()), revision(2, None, "42", "It was wrong."))

    assert texts(told(of), "summary") == ["Retired by a curator. Note: It was wrong.", "Added by sync. It was signed."]


def test_the_map_names_every_page_with_its_last_change() -> None:
    root = fromstring(sitemap({"": None, "e/treaty/": datetime.date(2026, 11, 25)}, ADDRESS))

    assert [[child.text for child in url] for url in root] == [
        [f"{ADDRESS}/"],
        [f"{ADDRESS}/e/treaty/", "2026-11-25"],
    ]


def test_robots_may_read_everything_and_are_shown_the_map_where_there_is_one() -> None:
    assert robots(ADDRESS) == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}/sitemap.xml\n"
    assert robots(None) == "User-agent: *\nAllow: /\n"
