"""Upkeep: packs into the store, and the base in step with the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from bot.core.errors import BadPack
from bot.core.pack import Pack
from bot.core.revision import Scope
from bot.service.base import Base
from bot.store.base import Store, Synced
from bot.store.files import read_packs


def load_packs(folder: Path) -> tuple[Pack, ...]:
    """
    Every pack in *folder*.

    Raises:
        BadPack: Some have Problems; the text says how many and how to list them.
    """
    packs, problems = read_packs(folder)
    if problems:
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise BadPack(f"{problems[0]}{more}; list them all with: footnote check {folder}")
    return packs


def sync(store: Store, packs: Iterable[Pack], at: datetime) -> dict[str, Synced]:
    """Write what changed in *packs* into *store* as revisions; what each pack came to, by its id."""
    return {pack.id: store.sync(pack, at) for pack in packs}


class Upkeep:
    """
    Holds the base that is served and replaces it when the store has moved on.

    Args:
        served: Ids of the packs to serve; the store may hold others, of another folder or another time.
    """

    def __init__(self, store: Store, served: Collection[str]) -> None:
        self._store, self._served = store, frozenset(served)
        self._sequence = store.sequence()
        self.base = self._read()

    def refresh(self) -> bool:
        """Take up what changed in the store since the last time; whether anything had."""
        sequence = self._store.sequence()
        if sequence == self._sequence:
            return False
        self.base = self._read()
        self._sequence = sequence
        return True

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _read(self) -> Base:
        packs = [pack for pack in self._store.packs() if pack.id in self._served]
        revisions = (one for pack in packs for one in self._store.current(Scope.pack(pack.id)))
        base = Base.of_revisions(packs, revisions)
        base.prefixes  # noqa: B018 - made here, so that nobody who types waits for it
        return base
