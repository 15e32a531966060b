"""Scales: where on a picture's rail a day is, and which days are marked on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.dates import EdtfDate

# A shorter time is drawn as part of one of so many days; one of at most so many begins and ends with whole months.
_SHORTEST, _IN_MONTHS = 90, 1400
# The least pixels from one marked day to the next.
_PITCH = 64.0
# From one marked day to the next, in months.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200, 2400, 6000, 12000, 24000, 60000)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Tick:
    """
    A marked day, the first of a month.

    Attributes:
        y: In pixels from the top of the picture.
    """

    y: float
    year: int
    month: int

    @property
    def is_year(self) -> bool:
        """Whether a year begins with it."""
        return self.month == 1

    @property
    def label(self) -> str:
        """The year that begins with it, or else the month."""
        return str(self.year) if self.is_year else _MONTHS[self.month - 1]


@dataclass(frozen=True, slots=True)
class Scale:
    """
    A length of time on a length of rail; days are counted as `date.toordinal` does.

    Attributes:
        first: The first day.
        end: The day after the last.
        top: Where the first begins, in pixels.
        bottom: Where the last ends.
    """

    first: int
    end: int
    top: float
    bottom: float

    def y(self, day: int) -> float:
        """Where *day* begins; days before and after the scale are at its ends."""
        held = min(max(day, self.first), self.end)
        return self.top + (held - self.first) * (self.bottom - self.top) / (self.end - self.first)

    def ticks(self) -> tuple[Tick, ...]:
        """The days that are marked: beginnings of months or years, as close as they can be read."""
        per_month = (self.bottom - self.top) / (self.end - self.first) * 30.4
        step = next((step for step in _STEPS if step * per_month >= _PITCH), _STEPS[-1])
        return tuple(self._marked(step))

    def _marked(self, step: int) -> Iterator[Tick]:
        first = date.fromordinal(self.first)
        month = -(-((first.year * 12) + first.month - 1) // step) * step
        while month < 10000 * 12 and (start := _month_start(month)) <= self.end:
            if start >= self.first:
                yield Tick(self.y(start), month // 12, month % 12 + 1)
            month += step


def spanning(dates: list[EdtfDate], period: EdtfDate | None, top: float, bottom: float) -> Scale:
    """The scale, from *top* to *bottom*, of all *dates* as far as they are in *period*."""
    bounds = [day.toordinal() for when in dates for day in (when.earliest, when.latest) if day]
    first, last = _within(min(bounds), max(bounds), period)
    missing = _SHORTEST - (last - first)
    if missing > 0:
        first, last = max(first - missing // 2, 1), min(last + missing // 2, date.max.toordinal())
    whole = 1 if last - first <= _IN_MONTHS else 12
    return Scale(_floor(first, whole), _floor(last, whole, up=True), top, bottom)


def _within(first: int, last: int, period: EdtfDate | None) -> tuple[int, int]:
    if period and period.earliest:
        first = max(first, period.earliest.toordinal())
    if period and period.latest:
        last = min(last, period.latest.toordinal())
    return min(first, last), max(first, last)


def _floor(day: int, months: int, *, up: bool = False) -> int:
    """The first day of the month, or of the year for twelve *months*, that *day* is in; if *up*, of the next one."""
    of = date.fromordinal(day)
    month = (of.year * 12 + of.month - 1) // months * months
    return _month_start(month + months if up else month)


def _month_start(month: int) -> int:
    """The first day of a *month* counted from the year 0; that of the year 10000, which no date holds, too."""
    if month >= 10000 * 12:
        return date.max.toordinal() + 1
    return date(max(month // 12, 1), month % 12 + 1, 1).toordinal()
