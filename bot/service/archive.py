"""The archive: a base as its public site shows it, every entry with all that became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.entry import Entry
from bot.core.pack import Pack
from bot.core.revision import Revision, Scope
from bot.core.staleness import Staleness, staleness
from bot.core.verification import verified
from bot.store.base import Store


@dataclass(frozen=True, slots=True)
class Recorded:
    """
    An entry with its history.

    Attributes:
        pack: The pack that it is of.
        entry: As it stands, with the days on which it was last checked and is to be looked at again; as it last stood,
            if it was retired.
        revisions: All of them, oldest first; none where the base was read from files.
    """

    pack: Pack
    entry: Entry
    revisions: tuple[Revision, ...] = ()

    @property
    def retired(self) -> datetime | None:
        """When it was retired; None while it is in force."""
        newest = self.revisions[-1] if self.revisions else None
        return newest.at if newest and newest.entry is None else None

    def staleness(self, today: date) -> Staleness | None:
        """Why it is stale on *today*; None if it is not."""
        return staleness(self.entry, today, self.pack.stale_after)

    @property
    def number(self) -> int:
        """The number of its newest revision; 0 where the base was read from files."""
        return self.revisions[-1].number if self.revisions else 0


@dataclass(frozen=True, slots=True)
class Archive:
    """
    A base with its history.

    Attributes:
        packs: What it is made of.
        records: Every entry by its id, the retired ones among them.
    """

    packs: tuple[Pack, ...]
    records: Mapping[str, Recorded]

    @classmethod
    def of_packs(cls, packs: Iterable[Pack]) -> Archive:
        """The archive of *packs* as their files stand, which have no history."""
        packs = tuple(packs)
        return cls(packs, {one.entry.id: one for pack in packs for one in _as_read(pack)})

    @classmethod
    def of_store(cls, store: Store, packs: Iterable[Pack]) -> Archive:
        """The archive of *packs* as *store* has them; of those that it has not, as their files stand."""
        kept = {pack.id: pack for pack in store.packs()}
        found = [(kept.get(pack.id, pack), pack.id in kept) for pack in packs]
        recorded = (one for pack, is_kept in found for one in (_kept(store, pack) if is_kept else _as_read(pack)))
        # An entry that moved from one pack to another was retired in the first: what is in force comes last and counts.
        in_turn = sorted(recorded, key=lambda one: one.retired is None)
        return cls(tuple(pack for pack, _ in found), {one.entry.id: one for one in in_turn})

    @property
    def in_force(self) -> tuple[Recorded, ...]:
        """The entries that answer, by their ids."""
        return tuple(one for _, one in sorted(self.records.items()) if one.retired is None)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The same, without their history."""
        return tuple(one.entry for one in self.in_force)


def _as_read(pack: Pack) -> Iterator[Recorded]:
    return (Recorded(pack, entry) for entry in pack.entries)


def _kept(store: Store, pack: Pack) -> Iterator[Recorded]:
    scope = Scope.pack(pack.id)
    acts = {act.entry_id: act for act in store.verifications(scope)}
    for newest in store.current(scope):
        revisions = store.history(scope, newest.entry_id)
        last = next((one.entry for one in reversed(revisions) if one.entry), None)
        if last:  # one that was retired before it ever stood has nothing to show
            act = acts.get(newest.entry_id)
            yield Recorded(pack, verified(last, act if act and act.revision == newest.number else None), revisions)
