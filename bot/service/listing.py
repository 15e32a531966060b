"""Listings: entries that belong together, and the query that says which, short enough for a button's id."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.core.entry import Entry, Source
from bot.core.errors import InvalidDate
from bot.core.texts import UNSEEN
from bot.core.timeline import MonthDay
from bot.service.base import handle
from bot.service.wanted import is_encoded

LONGEST_QUERY = 60
"""The most characters of an encoded query: a button's id holds 100, and who asked for which page as well."""
_LONGEST_ARGUMENT = 48
ALL = "all"
"""The argument of a listing that there is one of."""
_YEAR = re.compile(r"(?!0000)\d{4}", re.ASCII)


class By(StrEnum):
    """How one comes to the entries of a listing. A name stands in buttons for years: it is never given anew."""

    TOPIC = "topic"
    PERSON = "person"
    PLACE = "place"
    YEAR = "year"
    TIMELINE = "timeline"
    STALE = "stale"
    CONFLICTS = "conflicts"
    DAY = "day"
    SOURCE = "source"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Query:
    """
    Which entries a listing shall have.

    Attributes:
        argument: What *by* needs to know, such as the name of a topic, at most 48 characters.
    """

    by: By
    argument: str

    @classmethod
    def named(cls, by: By, name: str) -> Self:
        """The query for what the base calls *name*, however long that is."""
        return cls(by, short(name))

    @classmethod
    def typed(cls, by: By, text: str) -> Self:
        """The query for what somebody typed, as much of it as there is room for."""
        return cls(by, _seen(text)[:_LONGEST_ARGUMENT].rstrip())

    @classmethod
    def decode(cls, text: str) -> Self | None:
        """The query that was encoded as *text*; None if it is nothing that this version knows, whoever sent it."""
        by, colon, argument = text.partition(":")
        if not colon or by not in _KNOWN or len(text) > LONGEST_QUERY:
            return None
        query = cls(By(by), argument)
        return query if query.is_well_formed else None

    @property
    def encoded(self) -> str:
        """The query as a text of at most 60 characters."""
        return f"{self.by}:{self.argument}"

    @property
    def is_well_formed(self) -> bool:
        """Whether the argument has the form that *by* asks for."""
        if self.argument != Query.typed(self.by, self.argument).argument or not self.argument:
            return False
        return _FORMS.get(self.by, _any)(self.argument)


_KNOWN = frozenset(By)


def _any(_: str) -> bool:
    return True


def _is_year(argument: str) -> bool:
    return _YEAR.fullmatch(argument) is not None


def _is_all(argument: str) -> bool:
    return argument == ALL


def _is_day(argument: str) -> bool:
    try:
        MonthDay.parse(argument)
    except InvalidDate:
        return False
    return True


_FORMS: Mapping[By, Callable[[str], bool]] = {
    By.YEAR: _is_year,
    By.DAY: _is_day,
    By.TIMELINE: is_encoded,
    By.STALE: _is_all,
    By.CONFLICTS: _is_all,
}

STALE = Query(By.STALE, ALL)
"""The query for all that is stale, which is one list."""


def short(name: str) -> str:
    """*name* itself, or as much of a long one as there is room for with a mark that tells it from others."""
    seen = _seen(name)
    if seen == name and len(name) <= _LONGEST_ARGUMENT:
        return name
    mark = f"~{handle(name)}"
    return f"{seen[: _LONGEST_ARGUMENT - len(mark)]}{mark}"


def _seen(text: str) -> str:
    """What is to be seen of *text*, in one line."""
    return " ".join(UNSEEN.sub(" ", text).split())


class Mark(StrEnum):
    """How an entry was hit by words that somebody typed."""

    EXACT = "exact"
    KEYWORD = "keyword"
    TEXT = "text"


MEANINGS: Mapping[Mark, str] = {
    Mark.EXACT: "the id, or a phrasing as it stands",
    Mark.KEYWORD: "its words begin so",
    Mark.TEXT: "alike",
}
"""What each mark means, for whoever reads it."""


@dataclass(frozen=True, slots=True)
class Item:
    """
    One entry of a listing.

    Attributes:
        when: A date in words; None where the line has none.
        mark: How it was hit; None where nothing was searched for.
        lines: What is told of it, in plain sentences.
        is_disputed: Whether other accounts differ from the first line.
    """

    entry: Entry
    when: str | None = None
    mark: Mark | None = None
    lines: tuple[str, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Something to choose: an entry, or a listing.

    Attributes:
        value: The id of the entry, or the listing's query as it is encoded.
        name: What it is called, however long.
    """

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """
    Entries that belong together, in their order.

    Attributes:
        source: The source that all of them rest on; None where that is not what they share.
        near: Where there are none, what comes nearest.
    """

    title: str
    items: tuple[Item, ...]
    source: Source | None = None
    near: tuple[Offer, ...] = ()

    @property
    def entries(self) -> int:
        """How many entries it has, each counted once."""
        return len({item.entry.id for item in self.items})
