"""Which timeline is wanted: as people ask for it, and in the few characters that a button's id holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.core.dates import EdtfDate, parse
from bot.core.errors import InvalidDate, UnknownName
from bot.core.texts import same_words, visible
from bot.core.timeline import MonthDay, Wanted
from bot.core.values import nearest
from bot.service.base import Base, handle
from bot.service.catalogue import Catalogue, Headings
from bot.service.days import read_period

# Characters of a name that nobody knows, as it is quoted.
_SHOWN = 60
# Characters that stand for a name in a button's id, in which there is room for three and the longest period.
_HANDLE = 7
_ALWAYS, _EVERY_YEAR = "..", "--"
_ENCODED = re.compile(
    r"(?P<when>\.\.|--\d{2}-\d{2}|[0-9X~?%./-]{4,23}?)"
    r"(?:t(?P<topic>[0-9a-f]{7}))?(?:p(?P<person>[0-9a-f]{7}))?(?:l(?P<place>[0-9a-f]{7}))?",
    re.ASCII,
)
_HEADINGS: Mapping[str, Callable[[Catalogue], Headings]] = {
    "topic": lambda catalogue: catalogue.topics,
    "person": lambda catalogue: catalogue.people,
    "place": lambda catalogue: catalogue.places,
}
_SIGNS = {"topic": "t", "person": "p", "place": "l"}


def read_wanted(
    base: Base,
    today: date,
    start: str | None = None,
    end: str | None = None,
    topic: str | None = None,
    person: str | None = None,
    place: str | None = None,
) -> Wanted:
    """
    The timeline that somebody asks for in their own spelling of names and of times; see `bot.service.days`.

    Args:
        today: What "last year" counts from.
        start: The first date that is wanted, whole; all before it too if None.
        end: The last date that is wanted, whole; all after it too if None.

    Raises:
        InvalidDate: A time is none, or the end comes before the start.
        UnknownName: No entry lists that topic, person or place; the text names the nearest.
    """
    named = {"topic": topic, "person": person, "place": place}
    topic, person, place = (_listed(kind, typed, base) if typed else None for kind, typed in named.items())
    return Wanted(between(start, end, today), topic=topic, person=person, place=place)


def between(start: str | None, end: str | None, today: date) -> EdtfDate | None:
    """
    From *start* to *end*, both whole; None if neither is given.

    Raises:
        InvalidDate: One is no time, or the end comes before the start.
    """
    first, last = (read_period(text, today) if text else None for text in (start, end))
    if first is None and last is None:
        return None
    if first == last:
        return first
    begins = first.text.partition("/")[0] if first else ".."
    ends = last.text.rpartition("/")[2] if last else ".."
    return parse(f"{begins}/{ends}")


def _listed(kind: str, typed: str, base: Base) -> str:
    """The name as entries list it that *typed* is, in whatever case, or by another name of the same thing."""
    known = {same_words(name): name for name in sorted(_HEADINGS[kind](base.catalogue).held)}
    found = next((known[name] for name in _names(typed, base) if name in known), None)
    if found is None:
        advice = nearest(typed, known.values(), "names stand in the entries' topics, people and places")
        raise UnknownName(f"No entry lists the {kind} '{visible(typed[:_SHOWN])}'; {advice}")
    return found


def _names(typed: str, base: Base) -> list[str]:
    """*typed*, and what else the packs call the same thing."""
    said = same_words(typed)
    groups = ({same_words(name) for name in group} for pack in base.packs for group in pack.words.same)
    return [said, *sorted(name for group in groups if said in group for name in group)]


def encoded(wanted: Wanted) -> str:
    """
    *wanted* in at most 48 characters, its names by short stand-ins that are the same in every process.

    Nobody asks for a period and for a day of every year at once.
    """
    names = {"topic": wanted.topic, "person": wanted.person, "place": wanted.place}
    told = (f"{_SIGNS[kind]}{handle(name)[:_HANDLE]}" for kind, name in names.items() if name)
    return "".join((_when(wanted), *told))


def _when(wanted: Wanted) -> str:
    if wanted.day:
        return f"{_EVERY_YEAR}{wanted.day}"
    return wanted.period.text if wanted.period else _ALWAYS


def is_encoded(text: str) -> bool:
    """Whether *text*, whoever sent it, stands for some timeline."""
    match = _ENCODED.fullmatch(text)
    try:
        return match is not None and _times(match["when"]) is not None
    except InvalidDate:
        return False


def decoded(base: Base, text: str) -> Wanted:
    """
    The timeline that *text*, which is encoded, stands for in *base*.

    Raises:
        UnknownName: A name in it has left the base.
    """
    match = _ENCODED.fullmatch(text)
    assert match is not None
    topic, person, place = (_standing_for(kind, match[kind], base) if match[kind] else None for kind in _HEADINGS)
    period, day = _times(match["when"])
    return Wanted(period, day, topic, person, place)


def _times(text: str) -> tuple[EdtfDate | None, MonthDay | None]:
    """
    The period that *text* stands for, or the day of every year.

    Raises:
        InvalidDate: It is in no calendar.
    """
    if text == _ALWAYS:
        return None, None
    if text.startswith(_EVERY_YEAR):
        return None, MonthDay.parse(text.removeprefix(_EVERY_YEAR))
    return parse(text), None


def _standing_for(kind: str, short: str, base: Base) -> str:
    for name in _HEADINGS[kind](base.catalogue).held:
        if handle(name).startswith(short):
            return name
    raise UnknownName(f"No entry lists that {kind} any more. Ask for the timeline anew.")
