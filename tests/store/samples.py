"""The entry and the pack that the store's tests are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Source
from bot.core.pack import KnownQuestion, Pack, Words
from bot.core.revision import Scope
from bot.core.verification import Verification
from bot.store.base import Edit

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GUILD = Scope.server(80351110224678912)

SOURCE = Source(
    id="bs-2025-09-04",
    publisher="Business Standard",
    title="What history says about the ties",
    url="https://www.example.org/ties",
    published=parse("2025-09-04"),
)
TREATY = Entry(
    id="friendship-treaty-1961",
    kind=Kind.FACT,
    question="When was the friendship treaty signed?",
    claims=(
        Claim(
            text="They signed it in Beijing.",
            citations=(Citation(SOURCE, "dates the treaty to July 1961"),),
            date=parse("1961-07-11"),
        ),
    ),
)
VISIT = replace(TREATY, id="visit-2019", question="When did Xi Jinping visit Pyongyang?")
PACK = Pack(
    id="china-north-korea",
    title="China and North Korea",
    language="en",
    about="What is known of their relations.",
    licence="CC BY 4.0",
    entries=(TREATY, VISIT),
    words=Words(same=(("North Korea", "DPRK"),), elsewhere=(("Vietnam", "Hanoi"),)),
    questions=(KnownQuestion("1961 treaty?", TREATY.id), KnownQuestion("who won?", why="off topic")),
)


def asked(entry: Entry, question: str) -> Entry:
    """The *entry* with another question."""
    return replace(entry, question=question)


def edit(entry: Entry | None = TREATY, entry_id: str = TREATY.id, *, after: int = 0, note: str = "") -> Edit:
    """An edit by one curator of one server."""
    return Edit(GUILD, entry.id if entry else entry_id, entry, "175928847299117063", NOON, note, after)


def act(
    revision: int = 1, entry_id: str = TREATY.id, *, scope: Scope = GUILD, review_by: str = "", note: str = ""
) -> Verification:
    """A verification by one curator of one server."""
    day = parse(review_by) if review_by else None
    return Verification(scope, entry_id, revision, "175928847299117063", NOON, day, note)
