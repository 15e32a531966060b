"""Answers as plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.answer import Answer, DidYouMean
from bot.core.dates import most_exact
from bot.core.entry import Claim, Entry, Source
from bot.service.ask import Reply
from bot.service.base import Base


def reply_text(base: Base, reply: Reply, today: date) -> str:
    """What came of a question, in words."""
    match reply.outcome:
        case Answer(best):
            return "\n".join(_answer(base.entries[best.entry_id], today))
        case DidYouMean(matches):
            offered = (f"  - {base.entries[match.entry_id].question}" for match in matches)
            return "\n".join(["I am not sure. Did you mean:", *offered])
    return "I have no sourced answer to that."


def _answer(entry: Entry, today: date) -> Iterator[str]:
    yield entry.question
    if entry.is_undecided:
        yield "Sources differ, and none is clearly better:"
    for claim in entry.leading_claims:
        yield f"{_claim(entry, claim)} {claim.reason}" if claim.is_rival and claim.reason else _claim(entry, claim)
    yield from _dates(entry)
    for number, source in enumerate(entry.sources, 1):
        yield f"{'Sources' if number == 1 else '':<8} {number} {_source(source)}"
    for claim in entry.rival_claims:
        yield f"Sources differ: {_claim(entry, claim)} {claim.reason or ''}".rstrip()
    if entry.review_due(today) and entry.review_by:
        yield f"Review due since {entry.review_by.in_words()}."
    yield " · ".join([entry.id, *([f"checked {entry.checked.in_words()}"] if entry.checked else [])])


def _claim(entry: Entry, claim: Claim) -> str:
    return f"{claim.text} [{', '.join(map(str, entry.numbers(claim)))}]"


def _dates(entry: Entry) -> Iterator[str]:
    for name, dates in (
        ("When", [claim.date for claim in entry.leading_claims]),
        ("As of", [claim.as_of for claim in entry.leading_claims]),
    ):
        shown = "; ".join(when.in_words() for when in most_exact(dates))
        if shown:
            yield f"{name:<8} {shown}"


def _source(source: Source) -> str:
    when = source.published.in_words() if source.published else "undated"
    return f'{source.publisher}, "{source.title}", {when}\n           {source.url}'
