"""The base: what one server sees, ready to be asked and looked up in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.core.dates import EdtfDate
from bot.core.entry import Entry, Source
from bot.core.errors import UnknownEntry
from bot.core.pack import KnownQuestion, Pack
from bot.core.revision import Revision, Scope
from bot.core.staleness import Staleness, staleness
from bot.core.verification import Verification, verified
from bot.matching.encoder import Encoding
from bot.matching.index import Index
from bot.matching.prefix import Prefixes
from bot.service.catalogue import Catalogue
from bot.service.contradictions import Contradiction, contradictions

_HANDLE_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Freshness:
    """
    How an entry stands in a base on a day, beside what it says.

    Attributes:
        as_of: The day for which it stands as it does; None for the present. Of a day in the past nothing below the
            revision is told: it was found out since.
        revision: The number of its newest revision; 0 for an entry straight from a file, which has none.
        checked: The day on which somebody last held it against its sources; None if nobody did.
        by_curator: Whether that was a curator who found it still true, and not whoever wrote it.
        stale: Why it may not be true any more; None if nothing speaks against it.
    """

    revision: int = 0
    checked: EdtfDate | None = None
    by_curator: bool = False
    stale: Staleness | None = None
    as_of: date | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands beside the entry's id: its revision and when it was checked, as far as they are known."""
        revision = f"revision {self.revision}" if self.revision else ""
        by = " by a curator" if self.by_curator else ""
        checked = f"checked {self.checked.in_words()}{by}" if self.checked else ""
        return tuple(note for note in (revision, checked) if note)


class Views:
    """What is worked out of *index* alone, each when it is first asked for; bases of one index share it."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def prefixes(self) -> Prefixes:
        """Its entries by the beginnings of their words."""
        return Prefixes.of_entries(self.index.entries.values())

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its entries by topic, person, place, year, day and source."""
        return Catalogue(tuple(self.index.entries.values()))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Its entries that contradict each other, which takes a second to find out."""
        return contradictions(self.index)


@dataclass(frozen=True)
class Base:
    """
    What one server sees. Never changed: an edit gives a new one.

    Attributes:
        packs: What it subscribes to, without their entries' texts being of use here: `entry` has them as they stand.
        revisions: The number of each entry's newest revision; 0 where the base was read from files.
        retired: Entries that were retired, by id, as they stood before.
        scopes: Whose each entry is.
        verifications: The newest of each entry's newest revision, for those that have one.
        as_of: The day for which it stands as it does; None for the present.
    """

    packs: tuple[Pack, ...]
    index: Index
    revisions: Mapping[str, int]
    retired: frozenset[str] = frozenset()
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    verifications: Mapping[str, Verification] = field(default_factory=dict)
    as_of: date | None = None
    _views: Views | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._views is None or self._views.index is not self.index:
            object.__setattr__(self, "_views", Views(self.index))

    @property
    def views(self) -> Views:
        """What is worked out of its entries alone."""
        assert self._views is not None
        return self._views

    @classmethod
    def of_packs(cls, packs: Iterable[Pack], encoding: Encoding | None = None) -> Base:
        """The base that *packs* make as their files stand, its entries found with *encoding* too where there is one."""
        packs = tuple(packs)
        index = cls._index((entry for pack in packs for entry in pack.entries), packs, encoding)
        scopes = {entry.id: Scope.pack(pack.id) for pack in packs for entry in pack.entries}
        return cls(packs, index, dict.fromkeys(scopes, 0), scopes=scopes)

    @classmethod
    def of_revisions(
        cls,
        packs: Iterable[Pack],
        revisions: Iterable[Revision],
        encoding: Encoding | None = None,
        verifications: Iterable[Verification] = (),
    ) -> Base:
        """
        The base that the newest *revisions* of each entry make, found with *encoding* too where there is one.

        Args:
            verifications: The newest of each entry, of whichever revision.
        """
        # An entry that moved from one pack to another was retired in the first: what is in force comes last and counts.
        packs, newest = tuple(packs), sorted(revisions, key=lambda revision: revision.entry is not None)
        numbers = {revision.entry_id: revision.number for revision in newest}
        index = cls._index((revision.entry for revision in newest if revision.entry), packs, encoding)
        return cls(
            packs,
            index,
            numbers,
            retired=frozenset(numbers.keys() - index.entries.keys()),
            scopes={revision.entry_id: revision.scope for revision in newest},
            verifications={act.entry_id: act for act in verifications if numbers.get(act.entry_id) == act.revision},
        )

    @staticmethod
    def _index(entries: Iterable[Entry], packs: Iterable[Pack], encoding: Encoding | None) -> Index:
        return Index.of(tuple(entries), [pack.words for pack in packs], encoding)

    def with_revision(self, revision: Revision) -> Base:
        """
        This base with the entry as *revision* leaves it; the very same if a pack retires what another pack has.

        A server's revision lies over the packs': it changes, adds or hides the entry, whoever had it.
        """
        entry, entry_id = revision.entry, revision.entry_id
        is_elsewhere = entry_id in self.entries and self.scopes.get(entry_id) != revision.scope
        if entry is None and is_elsewhere and not revision.scope.is_server:
            return self
        acts = self.verifications.values()
        still = (act for act in acts if act.entry_id != entry_id or _is_of(act, revision))
        return Base(
            self.packs,
            self.index.with_entry(entry) if entry else self.index.without(entry_id),
            {**self.revisions, entry_id: revision.number},
            self.retired - {entry_id} if entry else self.retired | {entry_id},
            {**self.scopes, entry_id: revision.scope},
            {act.entry_id: act for act in still},
        )

    def with_verification(self, act: Verification) -> Base:
        """This base with the entry checked as *act* says; the very same if that was of an older revision."""
        if (self.scopes.get(act.entry_id), self.revisions.get(act.entry_id)) != (act.scope, act.revision):
            return self
        return replace(self, verifications={**self.verifications, act.entry_id: act})

    def rebuilt(self, encoding: Encoding | None) -> Base:
        """This base with its index built anew, found with *encoding* too where there is one: no edit waits any more."""
        return replace(self, index=self._index(self.entries.values(), self.packs, encoding))

    def standing_on(self, day: date) -> Base:
        """The base with the entries and claims that could be made on *day*."""
        return replace(self, index=self.index.standing_on(day), as_of=day)

    @property
    def edits(self) -> int:
        """How many entries were added, changed or retired since the index was built whole."""
        return self.index.lexical.edits

    @property
    def has_encoder(self) -> bool:
        """Whether its entries are found with a sentence encoder too."""
        return self.index.encoder is not None

    @property
    def prefixes(self) -> Prefixes:
        """Its entries by the beginnings of their words; made when a list is first asked for."""
        return self.views.prefixes

    @property
    def catalogue(self) -> Catalogue:
        """Its entries by topic, person, place, year, day and source; made when one first browses."""
        return self.views.catalogue

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Its entries that contradict each other; looked for when somebody first asks, which takes a second."""
        return self.views.contradictions

    @property
    def questions(self) -> tuple[KnownQuestion, ...]:
        """The known questions of its packs."""
        return tuple(question for pack in self.packs for question in pack.questions)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The entries in force, by id."""
        return self.index.entries

    def as_checked(self, entry: Entry) -> Entry:
        """*entry*, one of its own, with the days of its last check and its next review, whoever set them."""
        return verified(entry, self.verifications.get(entry.id))

    def staleness(self, entry: Entry, today: date) -> Staleness | None:
        """Why *entry*, one of its own, is stale on *today*; None if it is not, as none is in a base of a past day."""
        if self.as_of:
            return None
        scope = self.scopes[entry.id]
        limit = next((pack.stale_after for pack in self.packs if Scope.pack(pack.id) == scope), None)
        return staleness(self.as_checked(entry), today, limit)

    def freshness(self, entry: Entry, today: date) -> Freshness:
        """How *entry*, one of its own, stands on *today*."""
        if self.as_of:  # when it was checked was found out since
            return Freshness(self.revisions[entry.id], as_of=self.as_of)
        act = self.verifications.get(entry.id)
        return Freshness(
            self.revisions[entry.id],
            self.as_checked(entry).checked,
            by_curator=act is not None and act.counts_for(entry),
            stale=self.staleness(entry, today),
        )

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

    def id_of(self, entry_handle: str) -> str:
        """
        The id of the entry, in force or retired, that a button's short handle stands for.

        Raises:
            UnknownEntry: No entry has it.
        """
        for entry_id in (*self.entries, *self.retired):
            if handle(entry_id) == entry_handle:
                return entry_id
        raise UnknownEntry("The entry behind this button is not in the base any more. Ask again to see what is.")

    def by_handle(self, entry_handle: str) -> Entry:
        """
        The entry that a button's short handle stands for.

        Raises:
            UnknownEntry: No entry in force has it.
        """
        return self.entry(self.id_of(entry_handle))

    @property
    def sources(self) -> frozenset[Source]:
        """All sources that its entries cite."""
        return frozenset(source for entry in self.entries.values() for source in entry.sources)


def _is_of(act: Verification, revision: Revision) -> bool:
    return (act.scope, act.entry_id, act.revision) == (revision.scope, revision.entry_id, revision.number)


def handle(entry_id: str) -> str:
    """A short stand-in for an entry's id, the same in every process: button ids hold 100 characters and several ids."""
    return hashlib.sha256(entry_id.encode()).hexdigest()[:_HANDLE_LETTERS]
