"""Conflicts: entries that contradict each other, and entries whose sources differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten

from bot.core.accounts import Account, Standing, accounts
from bot.core.entry import Entry
from bot.service.base import Base
from bot.service.contradictions import Contradiction, dates_in_words
from bot.service.listing import Item, Listing

# Accounts of an entry that a list tells of; whoever opens the entry sees all.
_SHOWN = 3
# What is shown of the names of those who say so.
_LONG = 80


def conflicts(base: Base, _: str, __: date) -> Listing:
    """
    What does not agree in *base*: entries that contradict each other first, then those whose sources differ.

    Of the latter those come first of which no account is preferred: they wait for somebody to decide.
    """
    return Listing("Conflicts", (*_contradicting(base), *_differing(base)))


def _contradicting(base: Base) -> Iterator[Item]:
    """Both entries of each pair, one after the other, so that either can be opened."""
    for pair in base.contradictions:
        yield _against(pair, pair.first, pair.second)
        yield _against(pair, pair.second, pair.first)


def _against(pair: Contradiction, entry: Entry, other: Entry) -> Item:
    against = f"{other.id} ({dates_in_words(other)})"
    line = f"Asks when the same was as {against}, alike to {pair.likeness:.0%}; no day is in both."
    return Item(entry, dates_in_words(entry), lines=(line,))


def _differing(base: Base) -> Iterator[Item]:
    found = ((entry, told) for entry in base.entries.values() if (told := accounts(entry)))
    for entry, told in sorted(found, key=lambda one: (not one[0].is_undecided, one[0].question)):
        yield Item(entry, lines=tuple(_lines(entry, told)))


def _lines(entry: Entry, told: Sequence[Account]) -> Iterator[str]:
    yield f"{len(told)} accounts, {'none clearly better' if entry.is_undecided else 'decided'}"
    yield from map(_line, told[:_SHOWN])
    if len(told) > _SHOWN:
        yield f"• and {len(told) - _SHOWN} more"


def _line(account: Account) -> str:
    """How an account stands, when it was, who says so, and why it stands so; what it says is for whoever opens it."""
    claim = account.claim
    standing = () if account.standing is Standing.OPEN else (account.standing.capitalize(),)
    told = " · ".join((*standing, *account.when, shorten(", ".join(claim.publishers), _LONG, placeholder=" …")))
    return f"• {told}{f': {claim.reason}' if claim.reason else ''}"
