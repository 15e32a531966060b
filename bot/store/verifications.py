"""Verifications in the database: read, and written where the revision that was verified still stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select

from bot.core.dates import parse
from bot.core.revision import Scope
from bot.core.verification import Verification
from bot.store import schema

_ACT = schema.verification.c
_LOG = schema.revision.c


def read_acts(connection: Connection, scope: Scope, entry_id: str | None = None) -> tuple[Verification, ...]:
    """The verifications of *scope*, or of one entry in it, oldest first."""
    of = _ACT.scope == str(scope)
    return _acts(connection, of if entry_id is None else and_(of, _ACT.entry_id == entry_id))


def keep_act(connection: Connection, act: Verification, sequence: int) -> None:
    """Write *act*, whose place in the order of all that is kept is *sequence*."""
    row = {
        "sequence": sequence,
        "scope": str(act.scope),
        "entry_id": act.entry_id,
        "revision": act.revision,
        "author": act.author,
        "at": act.at.isoformat(timespec="microseconds"),
        "review_by": act.review_by.text if act.review_by else None,
        "note": act.note,
    }
    connection.execute(insert(schema.verification).values(row))


def stands(connection: Connection, act: Verification) -> bool:
    """Whether the revision that was verified is the newest of its entry, and holds it."""
    of_entry = and_(_LOG.scope == str(act.scope), _LOG.entry_id == act.entry_id)
    is_retired = _LOG.body.is_(None).label("is_retired")
    newest = select(_LOG.number, is_retired).where(of_entry).order_by(_LOG.number.desc()).limit(1)
    row = connection.execute(newest).first()
    return row is not None and row.number == act.revision and not row.is_retired


def _acts(connection: Connection, of: ColumnElement[bool]) -> tuple[Verification, ...]:
    rows = connection.execute(select(schema.verification).where(of).order_by(_ACT.sequence))
    return tuple(_act(row) for row in rows)


def _act(row: Row[*tuple[Any, ...]]) -> Verification:
    at = datetime.fromisoformat(row.at)
    review_by = parse(row.review_by) if row.review_by is not None else None
    return Verification(Scope.parse(row.scope), row.entry_id, row.revision, row.author, at, review_by, row.note)
