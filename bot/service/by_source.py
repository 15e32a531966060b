"""The listing of a source: every claim that rests on it, and where else each is backed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.entry import Claim, Entry
from bot.service.base import Base
from bot.service.by_name import called, full_name, in_order, nothing, when
from bot.service.listing import By, Item, Listing

ALONE = "Rests on this source alone."
# Other sources of a claim that are named.
_MOST_NAMED = 3


def of_source(base: Base, name: str) -> Listing:
    """The claims that rest on the source of that id, as a query has it, entry by entry in their order."""
    headings = base.catalogue.sources
    source_id = full_name(headings, name)
    if source_id is None:
        return nothing(base, By.SOURCE, name)
    entries = [item.entry for item in in_order(headings.held[source_id])]
    items = tuple(item for entry in entries for item in _items(entry, source_id))
    return Listing(called(base, By.SOURCE, source_id), items, base.catalogue.by_source_id[source_id])


def _items(entry: Entry, source_id: str) -> Iterator[Item]:
    for claim in (*entry.leading_claims, *entry.rival_claims, *entry.earlier_claims):
        if any(citation.source.id == source_id for citation in claim.citations):
            yield Item(entry, when(claim), lines=(claim.text, _backing(claim, source_id)), is_disputed=claim.is_rival)


def _backing(claim: Claim, source_id: str) -> str:
    """Where else *claim* is backed than by that source."""
    others = dict.fromkeys(citation.source for citation in claim.citations if citation.source.id != source_id)
    if not others:
        return ALONE
    named = [f"{one.publisher} ({one.published.in_words()})" if one.published else one.publisher for one in others]
    more = [f"{len(named) - _MOST_NAMED} more"] if len(named) > _MOST_NAMED else []
    return f"Also backed by {'; '.join([*named[:_MOST_NAMED], *more])}."
