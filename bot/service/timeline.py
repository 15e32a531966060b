"""Timelines: what the picture and the text of one that is wanted tell."""

from __future__ import annotations

from bot.core.answer import Timeline
from bot.core.sheet import MOST_SHOWN, Sheet, notable
from bot.core.timeline import Event, Wanted, events
from bot.service.base import Base
from bot.service.by_name import item_of_event
from bot.service.listing import Listing

NOTHING = "No entry of the base is dated so. Ask for a longer time, or for another topic or person."
DISPUTED = "sources differ"


def timeline_of(base: Base, wanted: Wanted) -> Timeline:
    """The *wanted* timeline of *base*; it may have no event."""
    return Timeline(wanted, events(base.entries.values(), wanted))


def listing(base: Base, timeline: Timeline) -> Listing:
    """The *timeline* of *base* as a listing."""
    return Listing(heading(base, timeline.wanted), tuple(map(item_of_event, timeline.events)))


def sheet(base: Base, timeline: Timeline, most: int = MOST_SHOWN) -> Sheet:
    """What the picture of the *timeline* of *base* tells, of at most so many events."""
    wanted, happened = timeline.wanted, timeline.events
    # As of a past day: when an entry was checked was found out since.
    days = () if base.as_of else (base.as_checked(event.entry).checked for event in happened)
    checked = [day.latest for day in days if day and day.latest]
    return Sheet(
        title=title(base, wanted),
        when=_when(wanted),
        period=wanted.period,
        events=notable(happened, most),
        total=len(happened),
        base=_titles(base),
        sources=len({source for event in happened for source in event.entry.sources}),
        checked=max(checked, default=None),
    )


def title(base: Base, wanted: Wanted) -> str:
    """What it is a timeline of, apart from when: a topic, a person, a place, or else the whole base."""
    topic = wanted.topic.replace("-", " ").capitalize() if wanted.topic else None
    return " · ".join(name for name in (topic, wanted.person, wanted.place) if name) or _titles(base)


def heading(base: Base, wanted: Wanted) -> str:
    """What it is a timeline of, and when."""
    return f"Timeline: {', '.join(filter(None, (title(base, wanted), _when(wanted))))}"


def _when(wanted: Wanted) -> str | None:
    """When it is a timeline of, in words: a day of every year, or a period; None for all that is dated."""
    asked = wanted.day or wanted.period
    return asked.in_words() if asked else None


def _titles(base: Base) -> str:
    return " · ".join(pack.title for pack in base.packs)


def described(told: Sheet, longest: int) -> str:
    """The picture of *told* in words, for whoever cannot see it: as many whole events as *longest* characters hold."""
    lines = [_head(told), *(event_line(event) for event in told.events)]
    for shown in range(len(lines), 0, -1):
        left = told.total - (shown - 1)
        ending = [f"And {left} more."] if left and shown > 1 else []
        text = " ".join([*lines[:shown], *ending])
        if len(text) <= longest:
            return text
    return lines[0][:longest]


def _head(told: Sheet) -> str:
    when = f", {told.when}" if told.when else ""
    shown = f"{len(told.events)} of {told.total}" if told.left_out else str(told.total)
    return f"Timeline of {told.title}{when}: {shown} event{'' if told.total == 1 else 's'} on a rail that is to scale."


def event_line(event: Event) -> str:
    """*event* in one line: when, whether sources differ, and what."""
    disputed = f" ({DISPUTED})" if event.is_disputed else ""
    return f"{event.when.in_words()}{disputed}: {event.claim.text}"
