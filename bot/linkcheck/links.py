"""Links: the addresses of the sources that entries cite, and what would be left without each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.core.entry import Entry, Source
from bot.core.problem import Path, Place


@dataclass(frozen=True, slots=True)
class Link:
    """
    A source that entries cite, with where it stands.

    Attributes:
        place: Where its address was typed; None if it was not read from a file.
        rest_on_it: Ids of the entries with a claim that cites nothing else, in their order.
    """

    source: Source
    place: Place | None
    rest_on_it: tuple[str, ...]


def links(entries: Iterable[Entry], places: Callable[[Iterable[Path]], Mapping[Path, Place]]) -> tuple[Link, ...]:
    """
    A link for each source that *entries*, of one pack, cite; by place.

    Args:
        places: Tells where paths of the pack stand, of those that stand somewhere.
    """
    resting: dict[Source, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for claim in entry.claims:
            cited = {citation.source for citation in claim.citations}
            for source in cited:
                resting[source].update({entry.id: None} if len(cited) == 1 else {})
    stands = places(_path(source) for source in resting)
    found = (Link(source, stands.get(_path(source)), tuple(ids)) for source, ids in resting.items())
    return tuple(sorted(found, key=lambda link: (link.place or Place("", 0, 0), link.source.id)))


def _path(source: Source) -> Path:
    return "sources", source.id, "url"
