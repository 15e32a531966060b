"""Reverting: all that one curator did in a server since a moment, for when one goes wild; and history as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.entry import Entry
from bot.core.revision import Revision, Scope
from bot.service.curate import Seen, Wish, keep, require_server, revisions, seen
from bot.service.curators import Actor
from bot.service.upkeep import Upkeep
from bot.store.codec import encode


@dataclass(frozen=True, slots=True)
class Culprit:
    """Whose edits are reverted, by their Discord id, and since when, with a time zone."""

    user: int
    since: datetime

    def made(self, revision: Revision) -> bool:
        """Whether *revision* is one of those edits."""
        return revision.scope.is_server and revision.author == str(self.user) and revision.at >= self.since


@dataclass(frozen=True, slots=True)
class Undo:
    """
    An entry that the culprit edited.

    Attributes:
        edits: How many of its revisions are theirs.
        entry: What it would be again; None where they added it, or it was retired before.
        seen: The revision that it is at.
        is_left: Whether somebody else edited it since, so that it is left as it is.
    """

    entry_id: str
    edits: int
    entry: Entry | None
    seen: Seen
    is_left: bool


def undoes(upkeep: Upkeep, actor: Actor, culprit: Culprit) -> tuple[Undo, ...]:
    """
    What reverting all that *culprit* did in the actor's server would come to, by entry id. It changes nothing.

    Raises:
        NotCurator: *actor* is no curator of a server.
    """
    scope = Scope.server(require_server(actor))
    return tuple(_undoes(upkeep, actor, culprit, scope))


def revert(upkeep: Upkeep, actor: Actor, culprit: Culprit, at: datetime) -> tuple[Undo, ...]:
    """
    Do it, an entry at a time; what was left is among what is returned.

    Raises:
        NotCurator: As undoes().
        StaleRevision: Somebody edited one of them meanwhile; those before it, by id, are reverted.
    """
    found = undoes(upkeep, actor, culprit)
    for undo in found:
        if not undo.is_left and undo.entry != upkeep.base_in(actor.server).entries.get(undo.entry_id):
            note = f"reverted what one curator did since {culprit.since:%Y-%m-%d %H:%M} UTC"
            keep(upkeep, actor, Wish(undo.entry_id, undo.entry, undo.seen, note), at)
    return found


def as_file(upkeep: Upkeep, actor: Actor, entry_id: str) -> bytes:
    """
    The history of an entry as JSON, oldest revision first, each with its entry as the database has it.

    Raises:
        NotCurator, UnknownEntry: As bot.service.curate.revisions().
    """
    told = [_plain(revision) for revision in revisions(upkeep, actor, entry_id)]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _undoes(upkeep: Upkeep, actor: Actor, culprit: Culprit, scope: Scope) -> Iterator[Undo]:
    for newest in upkeep.store.current(scope):
        found = revisions(upkeep, actor, newest.entry_id)
        theirs = [revision for revision in found if culprit.made(revision)]
        now = seen(upkeep.base_in(actor.server), newest.entry_id)
        if theirs and now:
            yield Undo(newest.entry_id, len(theirs), _before(found, culprit), now, not culprit.made(newest))


def _before(found: Sequence[Revision], culprit: Culprit) -> Entry | None:
    """What stood before the edits: the server's last that is not one of them, else what the pack has now."""
    others = [revision for revision in found if not culprit.made(revision)]
    own = [revision for revision in others if revision.scope.is_server]
    last = next(reversed(own or others), None)
    return last.entry if last else None


def _plain(revision: Revision) -> dict[str, object]:
    return {
        "scope": str(revision.scope),
        "number": revision.number,
        "author": revision.author,
        "at": revision.at.isoformat(),
        "note": revision.note,
        "entry": json.loads(encode(revision.entry)) if revision.entry else None,
    }
