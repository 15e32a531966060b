"""Archives that tests of the site share: a plain one, and one whose every text means harm."""

from __future__ import annotations

import datetime

from bot.core.dates import parse
from bot.core.entry import Citation, Claim, Entry, Kind, Rank, Source, SourceKind
from bot.core.pack import Pack
from bot.core.revision import Revision, Scope
from bot.service.archive import Archive, Recorded

TODAY = datetime.date(2026, 11, 25)
ADDRESS = "https://facts.example/base"
SOURCE = Source("gazette", "The Gazette", "A day in Beijing", "https://gazette.example/day", parse("2025-09-04"))


def claim(text: str = "It was signed.", **more: object) -> Claim:
    """A claim of *text*; *more* goes over its other attributes."""
    given = {"citations": (Citation(SOURCE, "says so", "paragraph 2"),), **more}
    return Claim(text, **given)  # type: ignore[arg-type]


def entry(entry_id: str = "treaty", *claims: Claim, **more: object) -> Entry:
    """An entry with *claims*, or with a dated one; *more* goes over its other attributes."""
    given = {"kind": Kind.FACT, "question": "When was it signed?", **more}
    return Entry(entry_id, claims=claims or (claim(date=parse("1961-07-11")),), **given)  # type: ignore[arg-type]


def pack(*entries: Entry, **more: str) -> Pack:
    """A pack of *entries*."""
    given = {"id": "demo", "title": "Demo", "language": "en", "about": "A demo.", "licence": "CC BY 4.0", **more}
    return Pack(**given, entries=entries)  # type: ignore[arg-type]


def archive(*entries: Entry) -> Archive:
    """An archive of *entries* as files have them."""
    return Archive.of_packs([pack(*entries)])


def revision(number: int, of: Entry | None, author: str = "sync", note: str = "", entry_id: str = "treaty") -> Revision:
    """The revision of that *number*, made in the hour of that number; None for *of* retires the entry."""
    at = datetime.datetime(2026, 11, 20, number, tzinfo=datetime.UTC)
    return Revision(Scope.pack("demo"), entry_id, number, of, author, at, note)


def recorded(*revisions: Revision) -> Archive:
    """An archive of one entry with those *revisions*."""
    last = next(one.entry for one in reversed(revisions) if one.entry)
    of = pack(*[one.entry for one in revisions[-1:] if one.entry])
    return Archive((of,), {last.id: Recorded(of, last, revisions)})


HARM = (
    "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>--> \"><b onclick='alert(1)'>"
    " ]]> {{ 7 * 7 }} {% raw %} ${alert(1)} &lt; &copy \\u003c \u2028"
)
LONG = "donaudampfschifffahrtsgesellschaft" * 15
RIGHT_TO_LEFT = "متى وقّعت الصين \u202eوكوريا\u202c الشمالية معاهدة الصداقة؟"


def hostile() -> Archive:
    """An archive with markup in every field, words without end, and text that runs from right to left."""
    bad = Source(
        "bad", HARM, HARM, "javascript:alert(1)", parse("195X"), author=HARM, kind=SourceKind.STATE_MEDIA, language="ar"
    )
    quoted = Source("quoted", LONG, RIGHT_TO_LEFT, 'https://x.example/?a=1&copy="><script>', None, parse("2026-11-24"))
    cited = (Citation(bad, HARM, HARM), Citation(quoted, RIGHT_TO_LEFT), Citation(SOURCE, LONG))
    rivals = tuple(
        Claim(text, cited, parse("1950/.."), parse("2025-09-04"), rank, HARM)
        for text, rank in ((HARM, Rank.PREFERRED), (LONG, Rank.NORMAL), (RIGHT_TO_LEFT, Rank.DEPRECATED))
    )
    named = {
        "topics": ("ill-topic",),
        "people": (HARM, "../../etc", "كيم", "con"),
        "places": (LONG, "a/b", "A B"),
        "variants": (HARM, LONG),
    }
    overdue = {"checked": parse("2024"), "review_by": parse("2025-01-01")}
    first = entry("harm", *rivals, question=HARM, see_also=("right-to-left", "nobody"), **named, **overdue)
    undecided = (claim(LONG, rank=Rank.NORMAL, reason=HARM), claim(HARM, rank=Rank.NORMAL, reason=LONG))
    second = entry("right-to-left", *undecided, question=RIGHT_TO_LEFT, kind=Kind.FAQ)
    gone = entry("gone", question=HARM, topics=("ill-topic",))
    of = pack(first, second, title=HARM, about=HARM, licence=HARM)
    records = {
        "harm": Recorded(
            of, first, (revision(1, first, "4711", HARM, "harm"), revision(2, first, "sync", LONG, "harm"))
        ),
        "right-to-left": Recorded(of, second),
        "gone": Recorded(of, gone, (revision(1, gone, entry_id="gone"), revision(2, None, "4711", HARM, "gone"))),
    }
    return Archive((of,), records)
