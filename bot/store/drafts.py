"""Drafts in the database: written over as often as their authors like, and dropped when they are old."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from bot.core.draft import Draft
from bot.core.revision import Scope
from bot.store import schema

DAYS = 30
"""After so many days without a word a draft is dropped, when the next one is written to."""

_DRAFT = schema.draft.c


def keep(connection: Connection, draft: Draft) -> None:
    """Write *draft* in place of what it was, and drop those that are too old by then."""
    oldest = (draft.at - timedelta(days=DAYS)).isoformat(timespec="microseconds")
    connection.execute(delete(schema.draft).where((_DRAFT.id == draft.id) | (_DRAFT.at < oldest)))
    row = {
        "id": draft.id,
        "scope": str(draft.scope),
        "entry_id": draft.entry_id,
        "author": draft.author,
        "at": draft.at.isoformat(timespec="microseconds"),
        "looked_at": draft.looked_at,
        "typed": json.dumps(draft.typed),
    }
    connection.execute(insert(schema.draft).values(row))


def read(connection: Connection, where: ColumnElement[bool]) -> tuple[Draft, ...]:
    """The drafts *where* that is so, those last written to first."""
    rows = connection.execute(select(schema.draft).where(where).order_by(_DRAFT.at.desc(), _DRAFT.id))
    return tuple(map(_draft, rows))


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    at, typed = datetime.fromisoformat(row.at), json.loads(row.typed)
    return Draft(row.id, Scope.parse(row.scope), row.entry_id, row.author, at, row.looked_at, typed)
