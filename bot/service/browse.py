"""Browsing: the ways to come to entries other than by asking, each of them to a listing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.dates import parse
from bot.core.entry import Claim, Entry, Kind
from bot.core.timeline import Event, Wanted, events
from bot.service.base import Base
from bot.service.catalogue import Catalogue, Shelf
from bot.service.conflicts import conflicts
from bot.service.curators import Actor, require_curator
from bot.service.listing import By, Item, Listing, Offer, Query, short
from bot.service.timeline import heading
from bot.service.verify import stale
from bot.service.wanted import decoded

# Names that are offered where a listing has nothing.
_MOST_NEAR = 8


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


def offers(base: Base, by: By, typed: str, most: int) -> tuple[Offer, ...]:
    """What to offer while the name of a listing is typed: the *most* names that begin so, or are spelt nearly so."""
    shelf = _shelf(base, by)
    found = shelf.find(typed)[:most] or shelf.near(typed, most)
    return tuple(_offer(base, by, name) for name in found)


def meant(base: Base, by: By, typed: str) -> Query:
    """The query that *typed* stands for: an offer that was chosen, a name, or words that nothing is called by."""
    chosen = Query.decode(typed)
    if chosen and chosen.by is by:
        return chosen
    name = _shelf(base, by).meant(typed)
    return Query.typed(by, typed) if name is None else Query.named(by, name)


def opened(base: Base, value: str) -> Entry | Query:
    """
    What the *value* of an offer stands for.

    Raises:
        UnknownEntry: The base does not hold it, or no longer.
    """
    return Query.decode(value) or base.entry(value)


_SHELVES: Mapping[By, Callable[[Catalogue], Shelf]] = {
    By.TOPIC: lambda catalogue: catalogue.topics,
    By.PERSON: lambda catalogue: catalogue.people,
    By.PLACE: lambda catalogue: catalogue.places,
    By.YEAR: lambda catalogue: catalogue.years,
}
_CALLED: Mapping[By, str] = {
    By.TOPIC: "Topic: {}",
    By.PERSON: "Person: {}",
    By.PLACE: "Place: {}",
    By.YEAR: "All of {}",
}


def _shelf(base: Base, by: By) -> Shelf:
    return _SHELVES[by](base.catalogue)


def _offer(base: Base, by: By, name: str) -> Offer:
    called = _CALLED[by].format(name)
    return Offer(Query.named(by, name).encoded, f"{called} ({counted(len(_shelf(base, by).held[name]))})")


def counted(entries: int) -> str:
    """The number of *entries* in words: ``1 entry``, ``12 entries``."""
    return f"{entries} {'entry' if entries == 1 else 'entries'}"


def _under(by: By) -> Callable[[Base, str, date], Listing]:
    """The listing of all entries under one name, what is dated first, in its order."""

    def lists(base: Base, argument: str, _: date) -> Listing:
        shelf = _shelf(base, by)
        name = _name(shelf, argument)
        if name is None:
            return _empty(base, by, argument)
        return Listing(_CALLED[by].format(name), tuple(_in_order(shelf.held[name])))

    return lists


def _in_year(base: Base, argument: str, _: date) -> Listing:
    held = base.catalogue.years.held.get(argument)
    if held is None:
        return _empty(base, By.YEAR, argument)
    found = events(held, Wanted(parse(argument)))
    return Listing(_CALLED[By.YEAR].format(int(argument)), tuple(map(_item_of_event, found)))


def _stale(base: Base, _: str, today: date) -> Listing:
    """What may have changed, with why; what waits longest first."""
    items = (Item(one.entry, lines=(one.why.reasons,)) for one in stale(base, today))
    return Listing("What may have changed", tuple(items))


def _timeline(base: Base, argument: str, _: date) -> Listing:
    wanted = decoded(base, argument)
    return Listing(heading(base, wanted), tuple(map(_item_of_event, events(base.entries.values(), wanted))))


def _empty(base: Base, by: By, argument: str) -> Listing:
    shelf = _shelf(base, by)
    near = shelf.near(argument, _MOST_NEAR) or shelf.find("")[:_MOST_NEAR]
    return Listing(_CALLED[by].format(argument), (), near=tuple(_offer(base, by, name) for name in near))


def _name(shelf: Shelf, argument: str) -> str | None:
    """The name on *shelf* that a query's *argument* stands for; None if it has left the base."""
    if argument in shelf.held:
        return argument
    return next((name for name in shelf.held if short(name) == argument), None)


def _in_order(entries: Sequence[Entry]) -> Iterator[Item]:
    """Each of *entries* once: what happened, by its day, then what has no day, facts before what sums them up."""
    dated = events(entries)
    yield from map(_item_of_event, dated)
    shown = {event.entry.id for event in dated}
    rest = (entry for entry in entries if entry.id not in shown)
    yield from map(item_of, sorted(rest, key=lambda entry: (entry.kind is Kind.FAQ, entry.question)))


def _item_of_event(event: Event) -> Item:
    return Item(event.entry, _when(event.claim), lines=(event.claim.text,), is_disputed=event.is_disputed)


def item_of(entry: Entry) -> Item:
    """*entry* with the first of the claims that we stand by."""
    claim = entry.leading_claims[0]
    return Item(entry, _when(claim), lines=(claim.text,), is_disputed=entry.is_undecided)


def _when(claim: Claim) -> str | None:
    """When it happened, and as of when it was true, in words."""
    told: Iterable[str] = (
        *([claim.date.in_words()] if claim.date else []),
        *([f"as of {claim.as_of.in_words()}"] if claim.as_of else []),
    )
    return ", ".join(told) or None


_WAYS: Mapping[By, Way] = {
    By.TOPIC: Way(_under(By.TOPIC)),
    By.PERSON: Way(_under(By.PERSON)),
    By.PLACE: Way(_under(By.PLACE)),
    By.YEAR: Way(_in_year),
    By.TIMELINE: Way(_timeline),
    By.STALE: Way(_stale, for_curators=True),
    By.CONFLICTS: Way(conflicts, for_curators=True),
}
