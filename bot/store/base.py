"""What every store does: it keeps revisions and verifications, and never loses or rewrites one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.draft import Draft
from bot.core.entry import Entry
from bot.core.pack import Pack
from bot.core.revision import Revision, Scope
from bot.core.verification import Verification


@dataclass(frozen=True, slots=True)
class Edit:
    """
    An edit that somebody wants to make.

    Attributes:
        entry: The entry as it shall be; None retires it.
        author: A Discord id in decimal.
        at: When, with a time zone.
        note: Why, in the author's words; empty if they gave none.
        after: The number of the revision that the author saw; 0 for an entry that its scope does not hold yet.
    """

    scope: Scope
    entry_id: str
    entry: Entry | None
    author: str
    at: datetime
    note: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Synced:
    """
    What a sync did, as ids of entries.

    Attributes:
        added: New ones, and ones that had been retired and are back.
        retired: Those that the pack holds no longer.
        unchanged: Those that needed no revision.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """
    A revision or a verification that was kept, for those who follow the store.

    Attributes:
        sequence: Goes up in the order in which they became visible, across all scopes.
        number: The revision's own number, or that of the revision that was verified.
        is_verification: Whether it left the entry as it is.
    """

    sequence: int
    scope: Scope
    entry_id: str
    number: int
    is_verification: bool = False


class Store(Protocol):
    """
    An append-only log of revisions and verifications. Threads may share it; a call waits for the disk or the network.

    Every method raises StoreUnavailable when the database cannot be read or written; an edit, a verification or a sync
    that raises has kept nothing.
    """

    def current(self, scope: Scope) -> tuple[Revision, ...]:
        """The newest revision of each entry of *scope*, by entry id; retired entries are among them."""
        ...

    def scopes(self) -> tuple[Scope, ...]:
        """Every scope that holds a revision, in the order of their names."""
        ...

    def history(self, scope: Scope, entry_id: str) -> tuple[Revision, ...]:
        """Every revision of one entry, oldest first; empty when *scope* never held it."""
        ...

    def append(self, edit: Edit) -> Revision:
        """
        Keep *edit* as the next revision; once this returns, the revision survives a crash.

        Raises:
            StaleRevision: The entry's newest revision is not the one that the author saw.
            ValueError: Its time has no time zone, or its entry has another id.
        """
        ...

    def verify(self, act: Verification) -> Verification:
        """
        Keep *act*, which is returned as it was kept; once this returns, it survives a crash.

        Raises:
            StaleRevision: The entry's newest revision is not the one that was verified, or retires it.
            ValueError: Its time has no time zone.
        """
        ...

    def verifications(self, scope: Scope) -> tuple[Verification, ...]:
        """The newest verification of each entry of *scope* that ever had one, by entry id; of whichever revision."""
        ...

    def verified(self, scope: Scope, entry_id: str) -> tuple[Verification, ...]:
        """Every verification of one entry, oldest first; empty when there is none."""
        ...

    def sync(self, pack: Pack, at: datetime) -> Synced:
        """
        Make the scope of *pack* hold what its files hold, all of it or nothing; the author is ``sync``.

        An entry that differs from what is held in nothing but the days that a verification of it left, as files have it
        that were exported since, is unchanged.

        Raises:
            ValueError: *at* has no time zone.
        """
        ...

    def packs(self) -> tuple[Pack, ...]:
        """Every synced pack by its id, with the entries that are not retired, by theirs."""
        ...

    def changes(self, since: int) -> tuple[Change, ...]:
        """What was kept after the sequence *since*, oldest first; 0 for everything."""
        ...

    def sequence(self) -> int:
        """
        Goes up whenever something was kept; 0 for an empty store.

        A sync that changes no entry but a pack's words or questions counts too, though changes() has no Change for it.
        """
        ...

    def vectors(self, encoder: str) -> dict[str, bytes]:
        """What *encoder*, a version, made of texts, as it was kept, by the texts' digests."""
        ...

    def keep_vectors(self, encoder: str, made: Mapping[str, bytes], dropped: Collection[str] = ()) -> None:
        """Keep what *encoder* made, by the texts' digests; drop those of texts *dropped*, and of any other encoder."""
        ...

    def keep_draft(self, draft: Draft) -> None:
        """
        Keep *draft* in place of what was kept of it; once this returns, it survives a crash.

        Drafts that nobody wrote to for 30 days before it are dropped.

        Raises:
            ValueError: Its time has no time zone.
        """
        ...

    def draft(self, draft_id: str) -> Draft | None:
        """The draft of that id; None if there is none, or no more."""
        ...

    def drafts(self, scope: Scope, author: str) -> tuple[Draft, ...]:
        """What that author is writing in *scope*, what was last written to first."""
        ...

    def drop_draft(self, draft_id: str) -> None:
        """Forget the draft of that id, if there is one."""
        ...

    def close(self) -> None:
        """Let go of the database; closing twice is harmless."""
        ...
