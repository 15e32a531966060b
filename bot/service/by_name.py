"""Listings under one name: a topic, a person, a place, a year, a day of every year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from bot.core.dates import parse
from bot.core.entry import Claim, Entry, Kind
from bot.core.timeline import Event, MonthDay, Wanted, events
from bot.service.base import Base
from bot.service.catalogue import Catalogue, Headings
from bot.service.listing import By, Item, Listing, Offer, Query, short

_HEADINGS: Mapping[By, Callable[[Catalogue], Headings]] = {
    By.TOPIC: lambda catalogue: catalogue.topics,
    By.PERSON: lambda catalogue: catalogue.people,
    By.PLACE: lambda catalogue: catalogue.places,
    By.YEAR: lambda catalogue: catalogue.years,
    By.DAY: lambda catalogue: catalogue.days,
    By.SOURCE: lambda catalogue: catalogue.sources,
}
# Names that are offered where a listing has nothing; and of years and days, which have an order, those on either side.
_MOST_NEAR, _MOST_BESIDE = 8, 2
_IN_ORDER = (By.YEAR, By.DAY)


def under(base: Base, by: By, name: str) -> Listing:
    """All entries under *name*, as a query has it: what is dated first, in its order."""
    headings = headings_of(base, by)
    held = full_name(headings, name)
    if held is None:
        return nothing(base, by, name)
    return Listing(called(base, by, held), tuple(in_order(headings.held[held])))


def in_year(base: Base, year: str) -> Listing:
    """What happened in *year*, of four digits, in its order."""
    held = base.catalogue.years.held.get(year, ())
    found = events(held, Wanted(parse(year)))
    return (
        Listing(called(base, By.YEAR, year), tuple(map(item_of_event, found)))
        if found
        else nothing(base, By.YEAR, year)
    )


def on_day(base: Base, day: str, today: date) -> Listing:
    """What happened on *day* of any year, such as ``07-11``, the oldest first, with how long ago it was."""
    found = events(base.catalogue.days.held.get(day, ()), Wanted(day=MonthDay.parse(day)))
    if not found:
        return nothing(base, By.DAY, day)
    return Listing(called(base, By.DAY, day), tuple(_anniversary(event, today) for event in found))


def _anniversary(event: Event, today: date) -> Item:
    assert event.when.earliest is not None
    item, years = item_of_event(event), today.year - event.when.earliest.year
    return Item(item.entry, f"{event.when.in_words()}, {_ago(years)}", lines=item.lines, is_disputed=item.is_disputed)


def _ago(years: int) -> str:
    if years == 0:
        return "this year"
    told = f"{abs(years)} year{'s' if abs(years) > 1 else ''}"
    return f"{told} ago" if years > 0 else f"in {told}"


def headings_of(base: Base, by: By) -> Headings:
    """Where *base* holds its entries by what they share."""
    return _HEADINGS[by](base.catalogue)


def full_name(headings: Headings, name: str) -> str | None:
    """The one of *headings* that stands as *name* in a query; None if it has left the base."""
    if name in headings.held:
        return name
    return next((held for held in headings.held if short(held) == name), None)


def called(base: Base, by: By, name: str) -> str:
    """What a listing under *name* is called."""
    match by:
        case By.YEAR:
            return f"All of {parse(name).in_words()}"
        case By.DAY:
            return f"On {MonthDay.parse(name).in_words()}"
        case By.SOURCE:
            source = base.catalogue.by_source_id.get(name)
            return f"Source: {source.publisher}" if source else f"Source: {name}"
    return f"{by.capitalize()}: {name}"


def counted(entries: int) -> str:
    """The number of *entries* in words: ``1 entry``, ``12 entries``."""
    return f"{entries} {'entry' if entries == 1 else 'entries'}"


def offer(base: Base, by: By, name: str) -> Offer:
    """The listing under *name*, to choose, with how many entries it has."""
    size = counted(len(headings_of(base, by).held[name]))
    told = f"{called(base, by, name)} ({size})"
    if by is By.SOURCE:
        source = base.catalogue.by_source_id[name]
        year = f", {source.published.in_words()}" if source.published else ""
        told = f"{source.publisher}{year} ({size}): {source.title}"
    return Offer(Query.named(by, name).encoded, told)


def nothing(base: Base, by: By, name: str) -> Listing:
    """A listing without entries under *name*, with what is near it."""
    return Listing(called(base, by, name), (), near=tuple(offer(base, by, held) for held in _near(base, by, name)))


def _near(base: Base, by: By, name: str) -> Sequence[str]:
    headings = headings_of(base, by)
    if by in _IN_ORDER:
        return _beside(name, sorted(headings.held), goes_round=by is By.DAY)
    return headings.near(name, _MOST_NEAR) or headings.find("")[:_MOST_NEAR]


def _beside(name: str, held: Sequence[str], *, goes_round: bool) -> Sequence[str]:
    """The nearest of *held*, which are in order, before and after *name*: days go round with the year, years do not."""
    before, after = [one for one in held if one < name], [one for one in held if one > name]
    if goes_round:
        before, after = after + before, after + before
    near = (*before[-_MOST_BESIDE:], *after[:_MOST_BESIDE])
    return tuple(dict.fromkeys(near))


def in_order(entries: Sequence[Entry]) -> Iterator[Item]:
    """Each of *entries* once: what happened, by its day, then what has no day, facts before what sums them up."""
    dated = events(entries)
    yield from map(item_of_event, dated)
    shown = {event.entry.id for event in dated}
    rest = (entry for entry in entries if entry.id not in shown)
    yield from map(item_of, sorted(rest, key=lambda entry: (entry.kind is Kind.FAQ, entry.question)))


def item_of_event(event: Event) -> Item:
    """The entry of *event* with what it says happened."""
    return _item(event.entry, event.claim)


def item_of(entry: Entry) -> Item:
    """*entry* with the first of the claims that we stand by."""
    return _item(entry, entry.leading_claims[0])


def _item(entry: Entry, claim: Claim) -> Item:
    return Item(entry, when(claim), lines=(claim.text,), is_disputed=entry.is_undecided or bool(entry.rival_claims))


def when(claim: Claim) -> str | None:
    """When *claim* happened, and as of when it was true, in words; once where that is the same."""
    happened = claim.date if claim.date != claim.as_of else None
    told = ((happened, "{}"), (claim.as_of, "as of {}"))
    return ", ".join(form.format(day.in_words()) for day, form in told if day) or None
