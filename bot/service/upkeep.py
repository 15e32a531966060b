"""Upkeep: packs into the store, and the base in step with the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from bot.core.errors import BadPack, StoreUnavailable
from bot.core.pack import Pack
from bot.core.revision import Revision, Scope
from bot.core.verification import Verification
from bot.matching.encoder import NoEncoder
from bot.service.base import Base
from bot.service.embeddings import Embeddings, Versioned
from bot.service.overlays import Overlays
from bot.store.base import Change, Edit, Store, Synced
from bot.store.files import read_packs

# Edits that are taken up one by one; of more at once the base is read anew.
_FEW = 50
# Edits that wait beside the heads before these are built anew with them.
_MERGED_AFTER = 20


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
    Holds the bases that are served and replaces them when the store has moved on.

    A few edits are taken up one by one, at once; taking them into the heads for good, and having a new base's texts
    encoded, is for `merge_if_behind`, which takes its time while the base is asked.

    Args:
        served: Ids of the packs to serve; the store may hold others, of another folder or another time.
        encoder: None where there is none; its vectors are kept in the store.

    Attributes:
        base: What the packs hold.
        store: Where it is kept. What is kept there is served once `refresh` has taken it up.
    """

    def __init__(self, store: Store, served: Collection[str], encoder: Versioned | None = None) -> None:
        self.store, self._served = store, frozenset(served)
        self._embeddings = Embeddings(encoder, store) if encoder else None
        self._one_at_a_time = Lock()
        self._sequence = store.sequence()
        self._overlays = Overlays(store)
        self.base = self._read()

    def base_in(self, server: int | None) -> Base:
        """What *server*, a Discord id, sees: the packs, with its own entries and edits laid over them."""
        return self._overlays.base(server, self.base)

    def refresh(self) -> bool:
        """Take up what changed in the store since the last time; whether anything had."""
        with self._one_at_a_time:
            sequence = self.store.sequence()
            if sequence == self._sequence:
                return False
            changes = self._changes(self._sequence, sequence)
            try:
                self.base = self._brought_up(self.base, changes, sequence - self._sequence) or self._read()
            except NoEncoder:  # an edit must not wait for the encoder: it is served without, until it is encoded
                self.base = self._read()
            self._overlays.take_up(changes)
            self._overlays.lay(self.base)
            self._sequence = sequence
        self.base.prefixes  # noqa: B018 - made here, so that nobody who types waits for it
        return True

    def verify(self, act: Verification) -> Verification:
        """
        Keep *act* and serve the base with it, at once in this process.

        Raises:
            StaleRevision: As Store.verify.
        """
        kept = self.store.verify(act)
        with suppress(StoreUnavailable):  # it is kept, whatever comes now; whoever follows the store takes it up
            self.refresh()
        return kept

    def append(self, edit: Edit) -> Revision:
        """
        Keep *edit* and serve the base with it, at once in this process.

        Raises:
            StaleRevision: As Store.append.
        """
        kept = self.store.append(edit)
        with suppress(StoreUnavailable):  # as in verify
            self.refresh()
        return kept

    def history(self, entry_id: str, server: int | None) -> tuple[Revision, ...]:
        """Every revision of the entry in the packs that are served and in *server*, oldest first within each."""
        scopes = [Scope.pack(pack_id) for pack_id in sorted(self._served)]
        scopes += [Scope.server(server)] if server else []
        return tuple(revision for scope in scopes for revision in self.store.history(scope, entry_id))

    def merge_if_behind(self) -> bool:
        """
        Build anew each base where edits wait beside the heads, or that the encoder has not read; whether there was one.

        Raises:
            NoEncoder: The encoder cannot read it; it is served as it was.
        """
        unencoded = self._embeddings is not None and not self.base.has_encoder
        merged = (unencoded or self.base.edits > _MERGED_AFTER) and self._merged()
        return self._overlays.merge(self.base, _MERGED_AFTER, self._embeddings) or merged

    def _merged(self) -> bool:
        """Whether the base built anew could take the place of the other: not if too much changed meanwhile."""
        if self._embeddings:
            self._embeddings.begin_anew()
        began = self.store.sequence()
        built = self._read(self._embeddings)
        with self._one_at_a_time:
            caught_up = self._brought_up(built, self._changes(began, self._sequence), self._sequence - began)
            if caught_up is None:
                return False
            self.base = caught_up
            if self._embeddings:  # while nobody else has anything encoded
                self._embeddings.drop_stale()
        self.base.prefixes  # noqa: B018 - as in refresh
        return True

    def close(self) -> None:
        """Let go of the store."""
        if self._embeddings:
            self._embeddings.stop()
        self.store.close()

    def _changes(self, since: int, until: int) -> Sequence[Change]:
        return [change for change in self.store.changes(since) if change.sequence <= until]

    def _brought_up(self, base: Base, changes: Sequence[Change], steps: int) -> Base | None:
        """*base* with *changes*, by which the sequence went on so many *steps*; None if they are more than a few."""
        if len(changes) != max(steps, 0) or len(changes) > _FEW:  # a pack's words count without a Change
            return None
        scopes = {Scope.pack(pack_id) for pack_id in self._served}
        for scope, entry_id, is_verification in dict.fromkeys(map(_what, changes)):
            if scope in scopes and is_verification:
                base = base.with_verification(self.store.verified(scope, entry_id)[-1])
            elif scope in scopes:
                base = base.with_revision(self.store.history(scope, entry_id)[-1])
        return base

    def _read(self, embeddings: Embeddings | None = None) -> Base:
        packs = [pack for pack in self.store.packs() if pack.id in self._served]
        revisions = [one for pack in packs for one in self.store.current(Scope.pack(pack.id))]
        acts = [one for pack in packs for one in self.store.verifications(Scope.pack(pack.id))]
        return Base.of_revisions(packs, revisions, embeddings, acts)


def _what(change: Change) -> tuple[Scope, str, bool]:
    return change.scope, change.entry_id, change.is_verification
