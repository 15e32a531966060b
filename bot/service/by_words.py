"""The listing of words that somebody typed: what they hit, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.entry import Entry
from bot.core.texts import same_words
from bot.matching.normalise import words
from bot.service.base import Base
from bot.service.by_name import headings_of, item_of, offer
from bot.service.listing import By, Item, Listing, Mark, Offer
from bot.service.lookup import alike

NAMED = (By.PERSON, By.PLACE, By.TOPIC, By.YEAR)
"""What words may be the name of."""
# Where words hit this many entries, those that are merely alike are no help.
_ENOUGH = 8
_NEAR_NAMES = 2


def for_words(base: Base, typed: str) -> Listing:
    """What *typed* hits in *base*: exactly, by the beginnings of its words, then by likeness where that is little."""
    items = tuple(_items(base, typed))
    is_hit = any(item.mark is not Mark.TEXT for item in items)
    return Listing(f"Entries for “{typed}”", items, near=() if is_hit else tuple(_near(base, typed)))


def hits(base: Base, typed: str) -> tuple[tuple[Entry, Mark], ...]:
    """The entries with words that begin as those of *typed* do, those first that it is the id or a phrasing of."""
    found = [base.entries[entry_id] for entry_id in base.prefixes.find(typed)] if words(typed) else []
    marked = [(entry, Mark.EXACT if _is_exact(entry, typed) else Mark.KEYWORD) for entry in found]
    return tuple(sorted(marked, key=lambda hit: hit[1] is not Mark.EXACT))


def _is_exact(entry: Entry, typed: str) -> bool:
    said = same_words(typed)
    return entry.id == typed or any(same_words(phrasing) == said for phrasing in entry.phrasings)


def _items(base: Base, typed: str) -> Iterator[Item]:
    found = hits(base, typed)
    yield from (replace(item_of(entry), mark=mark) for entry, mark in found)
    if len(found) < _ENOUGH and words(typed):
        shown = {entry.id for entry, _ in found}
        yield from (replace(item_of(entry), mark=Mark.TEXT) for entry in alike(base, typed) if entry.id not in shown)


def _near(base: Base, typed: str) -> Iterator[Offer]:
    """The names that come nearest to words which hit nothing; where there are none, those with the most entries."""
    all_headings = {by: headings_of(base, by) for by in NAMED}
    spelt_so = [(by, name) for by, headings in all_headings.items() for name in headings.near(typed, _NEAR_NAMES)]
    most = [(by, name) for by, headings in all_headings.items() for name in headings.find("")[:_NEAR_NAMES]]
    yield from (offer(base, by, name) for by, name in spelt_so or most)
