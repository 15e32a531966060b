"""The store in a database, by way of SQLAlchemy Core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    and_,
    delete,
    false,
    func,
    insert,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.core.draft import Draft
from bot.core.entry import Entry
from bot.core.errors import StaleRevision, StoreUnavailable
from bot.core.pack import Pack
from bot.core.revision import Revision, Scope
from bot.core.verification import Verification, verified
from bot.store import drafts, schema
from bot.store.base import Change, Edit, Synced
from bot.store.codec import UnreadableBody, decode, decode_pack, encode
from bot.store.database import Database
from bot.store.verifications import keep_act, read_acts, stands

SYNC: Final = "sync"
"""The author of the revisions that a pack's files make."""

_SEQUENCE: Column[int] = schema.counter.c.value
_LOG = schema.revision.c
_ACT = schema.verification.c
_VECTOR = schema.vector.c
# Fewer than the parameters that any SQLite takes in one statement.
_AT_ONCE = 500
_BODY = (_LOG.scope, _LOG.entry_id, _LOG.number, _LOG.body, _LOG.author, _LOG.at, _LOG.note)


class SqlStore:
    """A Store in an SQLite file or a PostgreSQL database that migrate() has prepared."""

    def __init__(self, url: str) -> None:
        """
        Open the database at *url*.

        Raises:
            StoreUnavailable: It cannot be opened, or its tables are not those of this version.
        """
        self._database = Database(url)
        try:
            self._database.require_file()
            with self._database.reading() as connection:
                _check_version(connection, self._database.name)
        except StoreUnavailable:
            self._database.close()
            raise

    def current(self, scope: Scope) -> tuple[Revision, ...]:
        """As Store.current."""
        with self._database.reading() as connection:
            return _current(connection, scope)

    def scopes(self) -> tuple[Scope, ...]:
        """As Store.scopes."""
        with self._database.reading() as connection:
            names = connection.scalars(select(_LOG.scope).distinct()).all()
        return tuple(map(Scope.parse, sorted(names)))

    def history(self, scope: Scope, entry_id: str) -> tuple[Revision, ...]:
        """As Store.history."""
        of_entry = and_(_LOG.scope == str(scope), _LOG.entry_id == entry_id)
        with self._database.reading() as connection:
            return _revisions(connection.execute(select(*_BODY).where(of_entry).order_by(_LOG.number)))

    def append(self, edit: Edit) -> Revision:
        """As Store.append."""
        kept = _as_revision(edit)
        with self._database.writing() as connection:
            sequence = _lock(connection)
            try:
                _keep(connection, [kept], sequence)
            except IntegrityError as error:
                raise StaleRevision(_stale(edit)) from error
            _advance(connection, sequence + 1)
        return kept

    def verify(self, act: Verification) -> Verification:
        """As Store.verify."""
        kept = replace(act, at=_in_utc(act.at), note=schema.keepable(act.note))
        with self._database.writing() as connection:
            sequence = _lock(connection) + 1
            if not stands(connection, act):
                raise StaleRevision(_overtaken(act))
            keep_act(connection, kept, sequence)
            _advance(connection, sequence)
        return kept

    def verifications(self, scope: Scope) -> tuple[Verification, ...]:
        """As Store.verifications."""
        with self._database.reading() as connection:
            newest = {act.entry_id: act for act in read_acts(connection, scope)}
        return tuple(newest[entry_id] for entry_id in sorted(newest))

    def verified(self, scope: Scope, entry_id: str) -> tuple[Verification, ...]:
        """As Store.verified."""
        with self._database.reading() as connection:
            return read_acts(connection, scope, entry_id)

    def sync(self, pack: Pack, at: datetime) -> Synced:
        """As Store.sync."""
        scope = Scope.pack(pack.id)
        with self._database.writing() as connection:
            sequence = _lock(connection)
            before = {revision.entry_id: revision for revision in _current(connection, scope)}
            synced = _compared(before, read_acts(connection, scope), pack)
            kept = _synced_revisions(before, pack, synced, _in_utc(at))
            _keep(connection, kept, sequence)
            _advance(connection, sequence + len(kept) + _keep_pack(connection, pack))
        return synced

    def packs(self) -> tuple[Pack, ...]:
        """As Store.packs."""
        with self._database.reading() as connection:
            bodies = connection.scalars(select(schema.pack.c.body)).all()
            packs = (_with_entries(connection, decode_pack(body)) for body in bodies)
            return tuple(sorted(packs, key=lambda pack: pack.id))

    def changes(self, since: int) -> tuple[Change, ...]:
        """As Store.changes."""
        edits = select(_LOG.sequence, _LOG.scope, _LOG.entry_id, _LOG.number, false().label("is_verification"))
        acts = select(_ACT.sequence, _ACT.scope, _ACT.entry_id, _ACT.revision, true())
        later = union_all(edits.where(_LOG.sequence > since), acts.where(_ACT.sequence > since))
        with self._database.reading() as connection:
            return tuple(_change(row) for row in connection.execute(later.order_by("sequence")))

    def sequence(self) -> int:
        """As Store.sequence."""
        with self._database.reading() as connection:
            return _read_sequence(connection, select(_SEQUENCE))

    def vectors(self, encoder: str) -> dict[str, bytes]:
        """As Store.vectors."""
        kept = select(_VECTOR.digest, _VECTOR.body).where(_VECTOR.encoder == encoder)
        with self._database.reading() as connection:
            return {row.digest: bytes(row.body) for row in connection.execute(kept)}

    def keep_vectors(self, encoder: str, made: Mapping[str, bytes], dropped: Collection[str] = ()) -> None:
        """As Store.keep_vectors."""
        rows = [{"encoder": encoder, "digest": digest, "body": body} for digest, body in made.items()]
        with self._database.writing() as connection:
            _lock(connection)
            connection.execute(delete(schema.vector).where(_VECTOR.encoder != encoder))
            for digests in _batched([*made, *dropped], _AT_ONCE):
                connection.execute(delete(schema.vector).where(_VECTOR.digest.in_(digests)))
            if rows:
                connection.execute(insert(schema.vector), rows)

    def keep_draft(self, draft: Draft) -> None:
        """As Store.keep_draft."""
        kept = replace(draft, at=_in_utc(draft.at))
        with self._database.writing() as connection:
            drafts.keep(connection, kept)

    def draft(self, draft_id: str) -> Draft | None:
        """As Store.draft."""
        with self._database.reading() as connection:
            return next(iter(drafts.read(connection, schema.draft.c.id == draft_id)), None)

    def drafts(self, scope: Scope, author: str) -> tuple[Draft, ...]:
        """As Store.drafts."""
        theirs = and_(schema.draft.c.scope == str(scope), schema.draft.c.author == author)
        with self._database.reading() as connection:
            return drafts.read(connection, theirs)

    def drop_draft(self, draft_id: str) -> None:
        """As Store.drop_draft."""
        with self._database.writing() as connection:
            connection.execute(delete(schema.draft).where(schema.draft.c.id == draft_id))

    def close(self) -> None:
        """As Store.close."""
        self._database.close()


def _batched(items: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """*items* in parts of at most so many; none, if there are none."""
    return (items[first : first + most] for first in range(0, len(items), most))


def _check_version(connection: Connection, name: str) -> None:
    found = connection.execute(select(schema.version.c.version_num)).scalar()
    if found is not None and found > schema.HEAD:
        raise schema.newer(name, found)
    if found != schema.HEAD:
        raise StoreUnavailable(f"The database {name} has the tables of an older Footnote; run: footnote migrate")


def _lock(connection: Connection) -> int:
    """Make this the only transaction that writes; return the sequence so far."""
    # SQLite's BEGIN IMMEDIATE has done so already, and its dialect leaves FOR UPDATE out.
    return _read_sequence(connection, select(_SEQUENCE).with_for_update())


def _read_sequence(connection: Connection, query: Select[int]) -> int:
    return connection.execute(query).scalar_one()


def _advance(connection: Connection, sequence: int) -> None:
    connection.execute(update(schema.counter).values(value=sequence))


def _current(connection: Connection, scope: Scope) -> tuple[Revision, ...]:
    newest = (
        select(_LOG.entry_id, func.max(_LOG.number).label("number"))
        .where(_LOG.scope == str(scope))
        .group_by(_LOG.entry_id)
        .subquery()
    )
    of_newest = and_(_LOG.entry_id == newest.c.entry_id, _LOG.number == newest.c.number)
    rows = connection.execute(select(*_BODY).join(newest, of_newest).where(_LOG.scope == str(scope)))
    # Sorted here: databases differ in how they order text.
    return tuple(sorted(_revisions(rows), key=lambda revision: revision.entry_id))


def _keep(connection: Connection, revisions: Sequence[Revision], sequence: int) -> None:
    """Write *revisions*, in the order that *sequence* has led up to."""
    if revisions:
        rows = [_row(revision, place) for place, revision in enumerate(revisions, sequence + 1)]
        connection.execute(insert(schema.revision), rows)


def _keep_pack(connection: Connection, pack: Pack) -> bool:
    """Write what a pack is beside its entries; whether that was news."""
    body = encode(replace(pack, entries=()))
    this = schema.pack.c.id == pack.id
    kept = connection.scalar(select(schema.pack.c.body).where(this))
    if kept is None:
        connection.execute(insert(schema.pack).values(id=pack.id, body=body))
    elif kept != body:
        connection.execute(update(schema.pack).where(this).values(body=body))
    return kept != body


def _with_entries(connection: Connection, pack: Pack) -> Pack:
    current = _current(connection, Scope.pack(pack.id))
    return replace(pack, entries=tuple(revision.entry for revision in current if revision.entry))


def _compared(before: Mapping[str, Revision], acts: Iterable[Verification], pack: Pack) -> Synced:
    standing = _standing(before, acts)
    there = {entry.id for entry in pack.entries}
    return Synced(
        added=tuple(entry.id for entry in pack.entries if entry.id not in standing),
        changed=tuple(entry.id for entry in pack.entries if entry not in standing.get(entry.id, [entry])),
        retired=tuple(entry_id for entry_id in standing if entry_id not in there),
        unchanged=tuple(entry.id for entry in pack.entries if entry in standing.get(entry.id, [])),
    )


def _standing(before: Mapping[str, Revision], acts: Iterable[Verification]) -> dict[str, list[Entry]]:
    """The entries in force by id: as their revisions have them, and as each verification of these left their days."""
    of_newest: dict[str, list[Verification]] = defaultdict(list)
    for act in acts:
        if act.entry_id in before and before[act.entry_id].number == act.revision:
            of_newest[act.entry_id].append(act)
    return {
        entry_id: [revision.entry, *(verified(revision.entry, act) for act in of_newest[entry_id])]
        for entry_id, revision in before.items()
        if revision.entry
    }


def _synced_revisions(before: Mapping[str, Revision], pack: Pack, synced: Synced, at: datetime) -> list[Revision]:
    scope = Scope.pack(pack.id)
    numbers = {entry_id: revision.number for entry_id, revision in before.items()}
    renewed = {*synced.added, *synced.changed}
    to_keep: list[tuple[str, Entry | None]] = [(entry.id, entry) for entry in pack.entries if entry.id in renewed]
    to_keep += [(entry_id, None) for entry_id in synced.retired]
    return [Revision(scope, entry_id, numbers.get(entry_id, 0) + 1, entry, SYNC, at) for entry_id, entry in to_keep]


def _as_revision(edit: Edit) -> Revision:
    if edit.entry is not None and edit.entry.id != edit.entry_id:
        raise ValueError(f"an edit of '{edit.entry_id}' carries the entry '{edit.entry.id}'")
    note = schema.keepable(edit.note)
    return Revision(edit.scope, edit.entry_id, edit.after + 1, edit.entry, edit.author, _in_utc(edit.at), note)


def _stale(edit: Edit) -> str:
    seen = f"revision {edit.after}" if edit.after else "you began"
    return f"'{edit.entry_id}' was changed by somebody else after {seen}; open it again and repeat your edit."


def _overtaken(act: Verification) -> str:
    return f"'{act.entry_id}' was changed by somebody meanwhile, after revision {act.revision}; open it again and look."


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("what is kept needs a time with a time zone")
    return at.astimezone(UTC)


def _row(revision: Revision, sequence: int) -> dict[str, object]:
    return {
        "scope": str(revision.scope),
        "entry_id": revision.entry_id,
        "number": revision.number,
        "follows": revision.number - 1 or None,
        "sequence": sequence,
        "body": encode(revision.entry) if revision.entry else None,
        "author": revision.author,
        "at": revision.at.isoformat(timespec="microseconds"),
        "note": revision.note,
    }


def _revisions(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Revision, ...]:
    return tuple(_revision(row) for row in rows)


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    try:
        entry = decode(row.body) if row.body is not None else None
    except UnreadableBody as error:
        what = f"Revision {row.number} of '{row.entry_id}' in {row.scope} cannot be read: {error}"
        raise StoreUnavailable(f"{what}. Start the version of Footnote that wrote it, or restore a backup.") from error
    at = datetime.fromisoformat(row.at)
    return Revision(Scope.parse(row.scope), row.entry_id, row.number, entry, row.author, at, row.note)


def _change(row: Row[*tuple[Any, ...]]) -> Change:
    return Change(row.sequence, Scope.parse(row.scope), row.entry_id, row.number, bool(row.is_verification))
