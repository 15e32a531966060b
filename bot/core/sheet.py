"""Sheets: what a picture of a timeline tells, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.dates import EdtfDate, Precision
from bot.core.timeline import Event

# As many as are read in a picture that stands by itself, and in a chat, which shows a high one small.
MOST_SHOWN, MOST_IN_CHAT = 12, 6
# From the most exact date to the least; how long something lasted is as good as its day.
_EXACTNESS = {
    precision: rank
    for rank, precision in enumerate(
        (
            Precision.DAY,
            Precision.INTERVAL,
            Precision.MONTH,
            Precision.SEASON,
            Precision.YEAR,
            Precision.DECADE,
            Precision.CENTURY,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    What a picture of a timeline tells.

    Attributes:
        title: What it is a timeline of: a topic, a person, a place, or else the base.
        when: Of what time, in words; None for all of it.
        period: The days outside which nothing is drawn; None where every day was wanted.
        events: Those that are shown, in order.
        total: How many there are, shown or not.
        base: The titles of the packs that they come from.
        sources: How many sources all of them rest on.
        checked: The newest day on which one of them was held against its sources; None if none ever was.
    """

    title: str
    when: str | None
    period: EdtfDate | None
    events: tuple[Event, ...]
    total: int
    base: str
    sources: int
    checked: date | None

    @property
    def left_out(self) -> int:
        """How many events are not shown."""
        return self.total - len(self.events)


def notable(events: Sequence[Event], most: int = MOST_SHOWN) -> tuple[Event, ...]:
    """
    At most so many of *events*, from all of their time alike.

    They are taken apart into as many runs of about one length; of each the event is shown that the most sources bear
    out, of those the one that is dated most exactly, and then the first.
    """
    if len(events) <= most:
        return tuple(events)
    return tuple(min(run, key=_rank) for run in _runs(events, most))


def _runs(events: Sequence[Event], count: int) -> Iterator[Sequence[Event]]:
    for number in range(count):
        yield events[number * len(events) // count : (number + 1) * len(events) // count]


def _rank(event: Event) -> tuple[int, int]:
    return -len(event.entry.sources), _EXACTNESS[event.when.precision]
