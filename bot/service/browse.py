"""Browsing: the ways to come to entries other than by asking, each of them to a listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.core.dates import parse
from bot.core.entry import Entry
from bot.core.errors import UnknownEntry
from bot.matching.normalise import words
from bot.service.base import Base
from bot.service.by_name import headings_of, in_year, offer, on_day, under
from bot.service.by_source import of_source
from bot.service.by_words import NAMED, for_words, hits
from bot.service.conflicts import conflicts
from bot.service.curators import Actor, require_curator
from bot.service.listing import By, Item, Listing, Offer, Query
from bot.service.lookup import MOST_CHOICES, complete
from bot.service.timeline import listing, timeline_of
from bot.service.verify import stale
from bot.service.wanted import decoded

# Of the choices while somebody types, those that are names; and of one kind of name.
_MOST_NAMES, _MOST_OF_A_KIND = 8, 3


@dataclass(frozen=True, slots=True)
class Way:
    """
    One way to come to entries.

    Attributes:
        lists: The listing for a query's argument, which is well formed, on a day.
        for_curators: Whether curators alone may see it.
    """

    lists: Callable[[Base, str, date], Listing]
    for_curators: bool = False


def _stale(base: Base, _: str, today: date) -> Listing:
    """What may have changed, with why; what waits longest first."""
    items = (Item(one.entry, lines=(one.why.reasons,)) for one in stale(base, today))
    return Listing("What may have changed", tuple(items))


def _timeline(base: Base, argument: str, _: date) -> Listing:
    return listing(base, timeline_of(base, decoded(base, argument)))


_WAYS: Mapping[By, Way] = {
    By.TOPIC: Way(lambda base, topic, _: under(base, By.TOPIC, topic)),
    By.PERSON: Way(lambda base, person, _: under(base, By.PERSON, person)),
    By.PLACE: Way(lambda base, place, _: under(base, By.PLACE, place)),
    By.YEAR: Way(lambda base, year, _: in_year(base, year)),
    By.DAY: Way(on_day),
    By.SOURCE: Way(lambda base, source, _: of_source(base, source)),
    By.WORDS: Way(lambda base, typed, _: for_words(base, typed)),
    By.TIMELINE: Way(_timeline),
    By.STALE: Way(_stale, for_curators=True),
    By.CONFLICTS: Way(conflicts, for_curators=True),
}


def listed(base: Base, query: Query, today: date) -> Listing:
    """What *query* leads to in *base*; a listing without items, but with what is near, where that is nothing."""
    return _WAYS[query.by].lists(base, query.argument, today)


def listed_to(actor: Actor, base: Base, query: Query, today: date) -> Listing:
    """
    The same as `listed`, for *actor*.

    Raises:
        NotCurator: It is for curators, and *actor* is none.
    """
    if is_for_curators(query):
        require_curator(actor)
    return listed(base, query, today)


def is_for_curators(query: Query) -> bool:
    """Whether curators alone may see what *query* leads to."""
    return _WAYS[query.by].for_curators


def opened(base: Base, value: str) -> Entry | Query:
    """
    What the *value* of an offer stands for.

    Raises:
        UnknownEntry: The base does not hold it, or no longer.
    """
    return Query.decode(value) or base.entry(value)


def found(base: Base, typed: str) -> Entry | Query:
    """
    What *typed* leads to: what was offered, the entry that its words lead to alone, what it names, or all it hits.

    Raises:
        UnknownEntry: It is the id of an entry that was retired.
    """
    if typed in base.entries or typed in base.retired:
        return base.entry(typed)
    if chosen := Query.decode(typed):
        return chosen
    hit = hits(base, typed)
    if len(hit) == 1:
        return hit[0][0]
    return next(_named(base, typed, is_hit=bool(hit)), Query.typed(By.WORDS, typed))


def found_on(base: Base, typed: str, day: date) -> tuple[Base, Entry]:
    """
    The base as it stands for *day*, and the one entry of it that *typed* leads to.

    Raises:
        UnknownEntry: It leads to more than one entry, to none, or to one of which nothing could be said on that day.
    """
    meant = found(base, typed)
    if isinstance(meant, Query):
        raise UnknownEntry("As of a day I open one entry at a time. Pick one from the list that opens as you type.")
    then = base.standing_on(day)
    if meant.id not in then.entries:
        when = parse(day.isoformat()).in_words()
        raise UnknownEntry(f"The base holds nothing on that for {when}: all that {meant.id} says is of later.")
    return then, then.entries[meant.id]


def _named(base: Base, typed: str, *, is_hit: bool) -> Iterator[Query]:
    """What *typed* is the name of; a year in which nothing happened too, if it hits nothing else."""
    for by in NAMED:
        if name := headings_of(base, by).named(typed):
            yield Query.named(by, name)
    if not is_hit and (year := Query(By.YEAR, typed.strip())).is_well_formed:
        yield year


def meant(base: Base, by: By, typed: str) -> Query:
    """The query that *typed* stands for: an offer that was chosen, a name, or words that nothing is called by."""
    chosen = Query.decode(typed)
    if chosen and chosen.by is by:
        return chosen
    name = headings_of(base, by).meant(typed)
    return Query.typed(by, typed) if name is None else Query.named(by, name)


def offers(base: Base, by: By, typed: str, most: int = MOST_CHOICES) -> tuple[Offer, ...]:
    """What to offer while the name of a listing is typed: the names that begin so, or else are spelt nearly so."""
    headings = headings_of(base, by)
    return tuple(offer(base, by, name) for name in headings.like(typed, most))


def completions(base: Base, typed: str) -> tuple[Offer, ...]:
    """What to offer while an entry or a name is typed: entries, then what the words are the beginning of a name of."""
    named = tuple(islice(_names(base, typed), _MOST_NAMES)) if words(typed) else ()
    entries = complete(base, typed)[: MOST_CHOICES - len(named)]
    return (*(Offer(entry.id, entry.question) for entry in entries), *named)


def _names(base: Base, typed: str) -> Iterator[Offer]:
    for by in NAMED:
        names = headings_of(base, by).find(typed)[:_MOST_OF_A_KIND]
        yield from (offer(base, by, name) for name in names)
