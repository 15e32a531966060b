"""Verifying: which entries are stale, and that a curator found one still true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core.dates import EdtfDate, Precision, parse
from bot.core.entry import Entry
from bot.core.errors import BadVerification, InvalidDate, StaleRevision
from bot.core.pack import Pack
from bot.core.revision import Scope
from bot.core.staleness import Staleness
from bot.core.texts import UNSEEN
from bot.core.values import LATEST_YEAR, LONGEST
from bot.core.verification import Verification, verified
from bot.service.base import Base
from bot.service.curators import Actor, require_curator
from bot.service.upkeep import Upkeep
from bot.store.base import Store

LONGEST_NOTE = LONGEST["reason"]
"""The most characters of a note."""


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that is stale, and why."""

    entry: Entry
    why: Staleness


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What a curator found of an entry, as they typed it.

    Attributes:
        revision: The number of the revision that they looked at.
        review_by: The day to look again; empty leaves it as far off as it was.
        note: What they looked at; empty if they do not say.
    """

    entry_id: str
    revision: int
    review_by: str = ""
    note: str = ""


def stale(base: Base, today: date) -> tuple[Stale, ...]:
    """The entries of *base* that are stale on *today*, those first that have been so the longest."""
    found = (Stale(entry, why) for entry in base.entries.values() if (why := base.staleness(entry, today)))
    return tuple(sorted(found, key=lambda one: (one.why.since, one.entry.id)))


def require_verifiable(actor: Actor, base: Base, finding: Finding) -> Entry:
    """
    The entry that *actor* may verify as they saw it.

    Raises:
        NotCurator: *actor* is no curator.
        UnknownEntry: The entry is not there any more.
        StaleRevision: Somebody changed it meanwhile.
    """
    require_curator(actor)
    entry, newest = base.entry(finding.entry_id), base.revisions[finding.entry_id]
    if newest != finding.revision:
        raise StaleRevision(
            f"'{entry.id}' was changed by somebody meanwhile: you looked at revision {finding.revision}, "
            f"it is at {newest}. Open it again and look."
        )
    return entry


def verify(upkeep: Upkeep, actor: Actor, finding: Finding, at: datetime) -> Verification:
    """
    Keep that a curator found an entry still true. The entry stays as it is: this is no edit.

    Args:
        at: When, with a time zone.

    Raises:
        NotCurator, UnknownEntry, StaleRevision: As require_verifiable().
        BadVerification: The review day or the note cannot be kept.
    """
    base = upkeep.base_in(actor.server)
    entry = require_verifiable(actor, base, finding)
    act = Verification(base.scopes[entry.id], entry.id, finding.revision, str(actor.user), at)
    return upkeep.verify(replace(act, review_by=_review_day(finding.review_by, act.day), note=_note(finding.note)))


def with_checks(store: Store, pack: Pack) -> Pack:
    """*pack* as *store* holds it, each entry with the days of its last check: what its files shall say."""
    scope = Scope.pack(pack.id)
    acts = {(act.entry_id, act.revision): act for act in store.verifications(scope)}
    standing = ((one.entry, acts.get((one.entry_id, one.number))) for one in store.current(scope))
    return replace(pack, entries=tuple(verified(entry, act) for entry, act in standing if entry))


def _review_day(typed: str, today: date) -> EdtfDate | None:
    text = typed.strip()
    if not text:
        return None
    try:
        day = parse(text)
    except InvalidDate as error:
        raise BadVerification(f"The next review: {error}.") from error
    if day.precision is Precision.INTERVAL or day.latest is None:
        raise BadVerification(f"The next review: '{day}' is an interval; write a day, such as {today.year + 1}-06-30.")
    if day.latest <= today:
        raise BadVerification(f"The next review: '{day}' has come already; write a day after today.")
    if day.latest.year > LATEST_YEAR:
        raise BadVerification(f"The next review: '{day}' lies after {LATEST_YEAR}; correct the year.")
    return day


def _note(typed: str) -> str:
    note = " ".join(UNSEEN.sub(" ", typed).split())
    if len(note) > LONGEST_NOTE:
        raise BadVerification(f"The note has {len(note)} characters; shorten it to {LONGEST_NOTE}.")
    return note
