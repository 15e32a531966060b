"""What an entry says, for machines: schema.org's vocabulary as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from bot.core.dates import EdtfDate
from bot.core.entry import Claim, Entry, Source
from bot.core.pack import Pack

# The dates of EDTF that are dates of ISO 8601 too, as schema.org wants them; a season looks like a month and is none.
_ISO = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", re.ASCII)
# What ends a script, begins a comment in one, or ends a line for some readers: JSON has another way to write each.
_UNSAFE = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})
UNDECIDED = "Sources differ, and none is clearly better:"
"""What stands above rivals of which none is preferred."""


def iso(when: EdtfDate | None) -> str | None:
    """*when* as ISO 8601 has it; None where that cannot say as much."""
    return when.text if when and _ISO.fullmatch(when.text) else None


def entry_data(entry: Entry, pack: Pack, address: str | None) -> Markup:
    """
    The page of *entry* as an FAQPage with one Question, ready to stand in a script element.

    Args:
        address: Where the page stands; None if nobody knows.
    """
    page = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": address,
        "inLanguage": pack.language,
        "license": {"@type": "CreativeWork", "name": pack.licence},
        "isPartOf": {"@type": "WebSite", "name": pack.title},
        "lastReviewed": iso(entry.checked),
        "temporalCoverage": _coverage(entry.leading_claims),
        "keywords": ", ".join((*entry.topics, *entry.people, *entry.places)) or None,
        "mainEntity": _question(entry),
    }
    return Markup(json.dumps(_given(page), ensure_ascii=False).translate(_UNSAFE))  # noqa: S704 - no < is left in it


def _question(entry: Entry) -> dict[str, Any]:
    lead = [UNDECIDED] if entry.is_undecided else []
    texts = (*lead, *(claim.text for claim in entry.leading_claims))
    rivals = [_answer(claim.text, [claim]) for claim in entry.rival_claims]
    return _given(
        {
            "@type": "Question",
            "name": entry.question,
            "answerCount": 1 + len(rivals),
            "acceptedAnswer": _answer(" ".join(texts), entry.leading_claims),
            "suggestedAnswer": rivals or None,
        }
    )


def _answer(text: str, claims: Iterable[Claim]) -> dict[str, Any]:
    sources = dict.fromkeys(citation.source for claim in claims for citation in claim.citations)
    return {"@type": "Answer", "text": text, "citation": [_work(source) for source in sources]}


def _work(source: Source) -> dict[str, Any]:
    return _given(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "author": [{"@type": "Person", "name": name} for name in source.author.split("; ")]
            if source.author
            else None,
            "datePublished": iso(source.published),
            "inLanguage": source.language,
        }
    )


def _coverage(claims: Iterable[Claim]) -> str | None:
    """The time that *claims* are about: one date or interval that they share; None if there is no such."""
    told = list(dict.fromkeys(filter(None, map(_interval, claims))))
    return told[0] if len(told) == 1 else None


def _interval(claim: Claim) -> str | None:
    parts = claim.date.text.split("/") if claim.date else []
    return "/".join(parts) if parts and all(part == ".." or _ISO.fullmatch(part) for part in parts) else None


def _given(pairs: dict[str, Any]) -> dict[str, Any]:
    return dict(_pairs(pairs))


def _pairs(pairs: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in pairs.items() if value is not None)
