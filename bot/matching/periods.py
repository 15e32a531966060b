"""Periods: which days a question asks about, however they are worded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice

from bot.core.dates import EdtfDate, parse
from bot.core.pack import NamedPeriod
from bot.matching.normalise import plain
from bot.matching.points import Point, dated_in, is_date
from bot.matching.years import spelled_out

# What is meant of a time that has a name, where it is not the whole.
_EDGE = r"(?:(?:the )?(?:(?P<begins>beginning|start|outbreak)|(?P<ends>end|close)) of (?:the )?)?"
_TO = re.compile(r" ?[-–/] ?| (?:to|until|till|through|thru|and|up to) (?:the )?")
# What stands before a time and says how the question stands to it.
_SINCE = r"(?:ever )?since|starting (?:in|from)"
_RELATION = re.compile(
    rf"\b(?:(?P<since>{_SINCE})|(?P<after>after|following|post)|(?P<before>before|prior to|ahead of|earlier than|pre)"
    r"|(?P<until>until|till|up to|up until|to the end of|through|by(?: the)?(?: end of)?)"
    r"|(?P<as_of>as of|as at|as it stood (?:in|on|at))"
    r"|(?P<during>in|on|during|of|from|throughout|within|over|around|about|for|at|between))[ -](?P<article>the )?$"
)
_LONGEST_RELATION = 40
# Times that a text is read to ask about, and forms of them that are looked at: what has more is an essay.
_MOST, _MOST_LOOKED_AT = 12, 200
_ONWARDS = re.compile(r" (?:on|onwards?|and after|and later|or later)\b")


class Relation(StrEnum):
    """How a question stands to a time that it names."""

    DURING = "during"
    SINCE = "since"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"
    AS_OF = "as of"


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A time that a question asks about.

    Attributes:
        period: The days it asks about: ``2018/..`` for "since 2018".
        words: As they stand in the plain text, with those that say how the question stands to it.
        start: Where the words begin in the plain text.
        end: Where they end.
        is_named: Whether it is told by a name, such as the Korean War.
    """

    period: EdtfDate
    relation: Relation
    words: str
    start: int
    end: int
    is_named: bool = False


def plain_times(text: str) -> str:
    """*text* as `asked_periods` counts its places: plain, with the centuries of its years of two digits."""
    return " ".join(plain(spelled_out(text)).split())


def asked_periods(text: str, named: Iterable[NamedPeriod] = ()) -> tuple[Asked, ...]:
    """The times that *text*, plain as `plain_times` makes it, asks about, in order; none reaches into another."""
    points = _points(text, named)
    found: list[Asked] = []
    while points:
        first, *rest = points
        joined = _range(text, first, rest[0]) if rest else None
        found.append(joined or _related(text, first))
        points = rest[1:] if joined else rest
    return tuple(found)


def _points(text: str, named: Iterable[NamedPeriod]) -> list[Point]:
    """The times in *text* by themselves, in order; of two that overlap the one whose form stands further up."""
    taken: list[Point] = []
    for point in islice(chain(_named_in(text, named), dated_in(text)), _MOST_LOOKED_AT):
        if all(point.end <= other.start or point.start >= other.end for other in taken):
            taken.append(point)
    return sorted(taken, key=lambda point: point.start)[:_MOST]


def _named_in(text: str, named: Iterable[NamedPeriod]) -> Iterator[Point]:
    for one in named:
        for name in _plain_names(one.names):
            if name in text:  # few questions name any: most need not look for where
                for match in re.finditer(rf"(?<!\w){_EDGE}{re.escape(name)}(?!\w)", text):
                    yield Point(_edge(one.date.text, match), match.start(), match.end(), is_named=True)


@lru_cache(maxsize=1024)
def _plain_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """*names*, plain, the longest first."""
    return tuple(sorted(filter(None, map(plain, names)), key=len, reverse=True))


def _edge(edtf: str, match: re.Match[str]) -> str:
    """The beginning or the end of a time that has a name, where one of them is meant."""
    start, _, end = edtf.partition("/")
    return (start if match["begins"] else end if match["ends"] else "") or edtf


def _range(text: str, first: Point, last: Point) -> Asked | None:
    """The time from *first* to *last*, if nothing but "to" or "and" stands between them."""
    gap = text[first.end : last.start]
    before = text[: first.start]
    is_between = before.endswith(("between ", "between the "))
    if not _TO.fullmatch(gap) or ("and" in gap and not is_between):
        return None
    edtf = f"{first.first}/{last.last}"
    if not is_date(edtf):
        return None
    relation = _before(text, first)
    start = relation.start() if relation else first.start
    return Asked(parse(edtf), Relation.DURING, text[start : last.end], start, last.end)


def _before(text: str, point: Point) -> re.Match[str] | None:
    """What stands before *point* and says how the question stands to it; places count from the start of *text*."""
    return _RELATION.search(text, max(0, point.start - _LONGEST_RELATION), point.start)


def _related(text: str, point: Point) -> Asked:
    """The time that is asked about, by what stands before *point*."""
    match = _before(text, point)
    relation = next((one for one in Relation if match and match[one.name.lower()]), Relation.DURING)
    onwards = _ONWARDS.match(text, point.end)
    end = onwards.end() if onwards else point.end
    if onwards and relation is Relation.DURING:
        relation = Relation.SINCE
    # "After the 2018 summit": the summit is meant, not the year; and nobody knows on which day the Cold War ended.
    of_a_thing = match is not None and match["article"] is not None and point.edtf.isdecimal()
    is_loose = of_a_thing or (point.is_named and "-" not in point.edtf)
    start = match.start() if match else point.start
    period = _loose(point, relation) if is_loose else _period(point, relation)
    return Asked(period, relation, text[start:end], start, end, point.is_named)


def _loose(point: Point, relation: Relation) -> EdtfDate:
    """The same as `_period`, with the year of *point* itself before it and after it."""
    match relation:
        case Relation.AFTER:
            return parse(f"{point.last}/..")
        case Relation.BEFORE:
            return parse(f"../{point.first}")
    return _period(point, relation)


def _period(point: Point, relation: Relation) -> EdtfDate:
    when = parse(point.edtf)
    match relation:
        case Relation.SINCE:
            return parse(f"{point.first}/..")
        case Relation.UNTIL | Relation.AS_OF:
            return parse(f"../{point.last}")
        case Relation.AFTER if when.latest:
            return parse(f"{_as_partial(when.latest + timedelta(days=1), is_first=True)}/..")
        case Relation.BEFORE if when.earliest and when.earliest > date.min:
            return parse(f"../{_as_partial(when.earliest - timedelta(days=1), is_first=False)}")
    return when


def _as_partial(day: date, *, is_first: bool) -> str:
    """*day* in EDTF, as the year or the month of which it is the first day, or else the last."""
    following = day + timedelta(days=1)
    if (day.month, day.day) == (1, 1) if is_first else (day.month, day.day) == (12, 31):
        return f"{day.year:04}"
    if day.day == 1 if is_first else following.day == 1:
        return f"{day.year:04}-{day.month:02}"
    return day.isoformat()


def without(text: str, asked: Sequence[Asked]) -> str:
    """*text*, plain, less the words of the times *asked*."""
    kept, at = [], 0
    for one in asked:
        kept.append(text[at : one.start])
        at = one.end
    return " ".join(" ".join((*kept, text[at:])).split())
