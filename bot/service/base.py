"""The base: what one server sees, ready to be asked and looked up in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.core.entry import Entry, Source
from bot.core.errors import UnknownEntry
from bot.core.pack import KnownQuestion, Pack
from bot.core.revision import Revision
from bot.matching.encoder import Encoding
from bot.matching.index import Index
from bot.matching.normalise import words
from bot.matching.prefix import Prefixes
from bot.service.catalogue import Catalogue

_HANDLE_LETTERS = 10


@dataclass(frozen=True)
class Base:
    """
    What one server sees. Never changed: an edit gives a new one.

    Attributes:
        packs: What it subscribes to, without their entries' texts being of use here: `entry` has them as they stand.
        revisions: The number of each entry's newest revision; 0 where the base was read from files.
        retired: Entries that were retired, by id, as they stood before.
    """

    packs: tuple[Pack, ...]
    index: Index
    revisions: Mapping[str, int]
    retired: frozenset[str] = frozenset()

    @classmethod
    def of_packs(cls, packs: Iterable[Pack], encoding: Encoding | None = None) -> Base:
        """The base that *packs* make as their files stand, its entries found with *encoding* too where there is one."""
        packs = tuple(packs)
        entries = tuple(entry for pack in packs for entry in pack.entries)
        return cls._of(packs, entries, {entry.id: 0 for entry in entries}, frozenset(), encoding)

    @classmethod
    def of_revisions(
        cls, packs: Iterable[Pack], revisions: Iterable[Revision], encoding: Encoding | None = None
    ) -> Base:
        """The base that the newest *revisions* of each entry make, found with *encoding* too where there is one."""
        newest = tuple(revisions)
        entries = tuple(revision.entry for revision in newest if revision.entry)
        retired = frozenset(revision.entry_id for revision in newest if revision.entry is None)
        numbers = {revision.entry_id: revision.number for revision in newest}
        return cls._of(tuple(packs), entries, numbers, retired, encoding)

    @classmethod
    def _of(
        cls,
        packs: tuple[Pack, ...],
        entries: tuple[Entry, ...],
        numbers: Mapping[str, int],
        retired: frozenset[str],
        encoding: Encoding | None,
    ) -> Base:
        index = Index.of(entries, [pack.words for pack in packs], encoding)
        return cls(packs, index, numbers, retired)

    def with_revision(self, revision: Revision) -> Base:
        """This base with the entry as *revision* leaves it."""
        entry, entry_id = revision.entry, revision.entry_id
        return Base(
            self.packs,
            self.index.with_entry(entry) if entry else self.index.without(entry_id),
            {**self.revisions, entry_id: revision.number},
            self.retired - {entry_id} if entry else self.retired | {entry_id},
        )

    def standing_on(self, day: date) -> Base:
        """The base with the entries and claims that could be made on *day*."""
        return Base(self.packs, self.index.standing_on(day), self.revisions, self.retired)

    @property
    def edits(self) -> int:
        """How many entries were added, changed or retired since the index was built whole."""
        return self.index.lexical.edits

    @property
    def has_encoder(self) -> bool:
        """Whether its entries are found with a sentence encoder too."""
        return self.index.encoder is not None

    @cached_property
    def prefixes(self) -> Prefixes:
        """Its entries by the beginnings of their words; made when a list is first asked for."""
        return Prefixes.of_entries(self.entries.values())

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its entries by topic, person, place, year, day and source; made when one first browses."""
        return Catalogue(tuple(self.entries.values()))

    @property
    def questions(self) -> tuple[KnownQuestion, ...]:
        """The known questions of its packs."""
        return tuple(question for pack in self.packs for question in pack.questions)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The entries in force, by id."""
        return self.index.entries

    def entry(self, entry_id: str) -> Entry:
        """
        The entry of that id.

        Raises:
            UnknownEntry: The base does not hold it, or no longer; the text says which.
        """
        if entry_id in self.entries:
            return self.entries[entry_id]
        if entry_id in self.retired:
            raise UnknownEntry(f"The entry {entry_id} was retired and is no longer an answer.")
        raise UnknownEntry("There is no such entry here. Pick one from the list that opens as you type.")

    def chosen(self, typed: str) -> Entry:
        """
        The entry that *typed* stands for: its id, as a list of choices gives it, or words that lead to one entry alone.

        Raises:
            UnknownEntry: There is none, or more than one.
        """
        if typed in self.entries or typed in self.retired:
            return self.entry(typed)
        found = self.prefixes.find(typed) if words(typed) else ()
        return self.entry(found[0] if len(found) == 1 else typed)

    def by_handle(self, entry_handle: str) -> Entry:
        """
        The entry that a button's short handle stands for.

        Raises:
            UnknownEntry: No entry in force has it.
        """
        for entry_id in (*self.entries, *self.retired):
            if handle(entry_id) == entry_handle:
                return self.entry(entry_id)
        raise UnknownEntry("The entry behind this button is not in the base any more. Ask again to see what is.")

    @property
    def sources(self) -> frozenset[Source]:
        """All sources that its entries cite."""
        return frozenset(source for entry in self.entries.values() for source in entry.sources)


def handle(entry_id: str) -> str:
    """A short stand-in for an entry's id, the same in every process: button ids hold 100 characters and several ids."""
    return hashlib.sha256(entry_id.encode()).hexdigest()[:_HANDLE_LETTERS]
