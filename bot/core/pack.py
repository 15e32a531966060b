"""Packs: folders of knowledge as they were read, with the names they know and the questions that test them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.dates import EdtfDate
from bot.core.entry import Entry


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A time that people call by a name, such as the Korean War; the first name is the one that is shown."""

    names: tuple[str, ...]
    date: EdtfDate


@dataclass(frozen=True, slots=True)
class Words:
    """
    What a pack knows of names.

    Attributes:
        same: Groups of names for one thing, the one that is shown first.
        known: Named things its entries speak of, beyond their people and places.
        elsewhere: Groups of names for things near the subject that the pack does not cover.
        periods: Times that have a name.
    """

    same: tuple[tuple[str, ...], ...] = ()
    known: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, ...], ...] = ()
    periods: tuple[NamedPeriod, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """
    A question of a pack's own test.

    Attributes:
        entry: The id of the entry that answers it; None when a timeline does, or it must be declined.
        why: Why it must be declined, such as ``another country``; None when it is answered.
        also: Ids of other entries that answer it in full.
        period: The days whose timeline answers it; None when an entry does, or it must be declined.
        as_of: The day for which it is asked; None for the present.
        group: What it tests, such as ``time``, if an evaluation shall tell of that by itself.
    """

    text: str
    entry: str | None = None
    why: str | None = None
    also: tuple[str, ...] = ()
    period: EdtfDate | None = None
    as_of: EdtfDate | None = None
    group: str | None = None

    @property
    def has_answer(self) -> bool:
        """Whether an entry or a timeline answers it; else it must be declined."""
        return self.entry is not None or self.period is not None

    def is_answered_by(self, entry_id: str | None) -> bool:
        """Whether the entry of that id answers it in full."""
        return entry_id is not None and entry_id in (self.entry, *self.also)


@dataclass(frozen=True, slots=True)
class Pack:
    """
    A folder of knowledge/, as it was read.

    Attributes:
        language: The BCP 47 tag of its text.
        about: A paragraph for people who ask what it is.
        stale_after: Days that an as-of in it is good for unless somebody checks its entry again; None for ever.
    """

    id: str
    title: str
    language: str
    about: str
    licence: str
    entries: tuple[Entry, ...]
    words: Words = Words()
    questions: tuple[KnownQuestion, ...] = ()
    stale_after: int | None = None
