"""Overlays: what each server has laid over the packs that all share, and the base that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.revision import Revision, Scope
from bot.core.verification import Verification
from bot.matching.encoder import NoEncoder
from bot.service.base import Base
from bot.service.embeddings import Embeddings
from bot.store.base import Change, Store


@dataclass(frozen=True, slots=True)
class _Overlay:
    """
    What one server wrote itself, by the ids of the entries. Never changed.

    Attributes:
        revisions: The newest of each entry; one that retires an entry hides the packs' too.
        verifications: The newest of each entry that has one.
    """

    revisions: Mapping[str, Revision]
    verifications: Mapping[str, Verification] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Laid:
    """*overlay* laid over the base *over* of the packs."""

    over: Base
    overlay: _Overlay
    base: Base


class Overlays:
    """
    What every server of a store has laid over the packs.

    A server's base shares the packs' index and is made when the server first asks, or is about to: see `lay`. Threads
    may share this: what is held is replaced whole, and what was made of something older is made again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        scopes = (scope for scope in store.scopes() if scope.is_server)
        self._overlays = {scope: _read(store, scope) for scope in scopes}
        self._laid: dict[Scope, _Laid] = {}

    def base(self, server: int | None, over: Base) -> Base:
        """What *server*, a Discord id, sees where the packs make the base *over*; outside of servers that alone."""
        scope = Scope.server(server) if server else None
        overlay = self._overlays.get(scope) if scope else None
        if scope is None or overlay is None:
            return over
        laid = self._laid.get(scope)
        if laid is None or laid.over is not over or laid.overlay is not overlay:
            laid = self._laid[scope] = _lay(overlay, over, laid)
        return laid.base

    def take_up(self, changes: Iterable[Change]) -> None:
        """Read anew the entries of servers that are among *changes*."""
        for scope, entry_id in dict.fromkeys((one.scope, one.entry_id) for one in changes if one.scope.is_server):
            before = self._overlays.get(scope, _Overlay({}))
            acts = {act.entry_id: act for act in self._store.verified(scope, entry_id)[-1:]}
            newest = self._store.history(scope, entry_id)[-1]
            revisions = {**before.revisions, entry_id: newest}
            self._overlays[scope] = _Overlay(revisions, {**before.verifications, **acts})

    def lay(self, over: Base) -> None:
        """Make the base of each server that was asked before, so that nobody who asks waits for it."""
        for scope in tuple(self._laid):
            self.base(int(scope.id), over)

    def merge(self, over: Base, most: int, embeddings: Embeddings | None) -> bool:
        """
        Build the index of each server anew by whose base more than *most* edits wait; whether any was.

        Raises:
            NoEncoder: The encoder cannot read one; it is served as it was.
        """
        behind = [scope for scope, laid in tuple(self._laid.items()) if laid.base.edits - over.edits > most]
        for scope in behind:
            base, overlay = self.base(int(scope.id), over), self._overlays[scope]
            self._laid[scope] = _Laid(over, overlay, base.rebuilt(embeddings if over.has_encoder else None))
        return bool(behind)


def _read(store: Store, scope: Scope) -> _Overlay:
    revisions = {one.entry_id: one for one in store.current(scope)}
    return _Overlay(revisions, {act.entry_id: act for act in store.verifications(scope)})


def _lay(overlay: _Overlay, over: Base, last: _Laid | None) -> _Laid:
    """*overlay* over *over*, from where the *last* one left off if that lay over the same."""
    try:
        return _Laid(over, overlay, _laid_over(overlay, over, last if last and last.over is over else None))
    except NoEncoder:  # an edit must not wait for the encoder: the server is served without
        plain = over.rebuilt(None)
        return _Laid(over, overlay, _laid_over(overlay, plain, None))


def _laid_over(overlay: _Overlay, over: Base, last: _Laid | None) -> Base:
    base = last.base if last else over
    known = last.overlay if last else _Overlay({})
    for entry_id, revision in overlay.revisions.items():
        if known.revisions.get(entry_id) != revision:
            base = base.with_revision(revision)
    for entry_id, act in overlay.verifications.items():
        if known.verifications.get(entry_id) != act:
            base = base.with_verification(act)
    return base
