"""A small base that tests of browsing share."""

from __future__ import annotations

from dataclasses import replace

from bot.core.dates import parse
from bot.core.entry import Citation, Entry
from bot.core.pack import Pack
from bot.service.base import Base
from tests.conftest import SOURCE, entries_of

ALMANAC = replace(SOURCE, id="almanac", publisher="The Almanac", title="Days of the year", published=parse("1999"))
LONG = "the-committee-for-the-peaceful-reunification-of-the-peninsula"
ENTRIES = entries_of(f"""
- id: treaty
  question: When was the treaty signed?
  variants: [pact]
  claims: [{{text: They signed it., date: 1961-07-11}}]
  topics: [treaty, {LONG}]
  people: [Kim Il Sung]
- id: force
  question: Is the treaty in force?
  claims: [{{text: The treaty was in force., as_of: 2025-09-04}}]
  topics: [treaty]
- id: overview
  kind: faq
  question: All there is to know of the treaty?
  claims: [{{text: Two states signed it., date: 1961}}]
  topics: [treaty]
- id: ties
  question: When did ties begin?
  variants: [the pact of ties]
  claims: [{{text: Ties began., date: 1949-10-06}}, {{text: Envoys came., date: 1949-11}}]
  topics: [treaty, diplomacy]
  places: [Pyongyang]
- id: death
  question: When did he die?
  claims:
    - {{text: In May., date: 1961-05, reason: So one says.}}
    - {{text: In June., date: 1961-06, reason: So another says.}}
  topics: [succession]
- id: talks
  question: When did they talk?
  claims: [{{text: They talked., date: 1992-07-11}}]
""")


def _also_citing(entry: Entry) -> Entry:
    """*entry* with the almanac as a second source of its first claim."""
    first, *others = entry.claims
    cited = replace(first, citations=(*first.citations, Citation(ALMANAC, "so too")))
    return replace(entry, claims=(cited, *others))


BASE = Base.of_packs(
    [Pack("demo", "Demo", "en", "A demo.", "CC BY 4.0", tuple(map(_also_citing, ENTRIES[:4])) + ENTRIES[4:])]
)
EMPTY = Base.of_packs([])
