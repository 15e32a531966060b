"""Batches: many questions in, one JSON object a line out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from bot.core.answer import Answer, DidYouMean, Policy, Timeline
from bot.core.dates import parse
from bot.core.entry import Entry, Source
from bot.core.errors import BadBatch, InvalidDate
from bot.core.texts import whole
from bot.service.ask import Reply, ask
from bot.service.base import Base
from bot.service.explanation import MEANINGS, Explanation, Weighed, explain_reply

_CANDIDATES = 5
_DIGITS = 4


class Asking(NamedTuple):
    """A question of a batch, and the day for which it is asked; None for the present."""

    text: str
    as_of: date | None = None


def read_batch(lines: Iterable[str]) -> Iterator[Asking]:
    """
    The questions of JSON Lines, each an object with ``q`` and perhaps ``as_of``; empty lines are passed over.

    Raises:
        BadBatch: A line is no such object; the text names it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _asking(number, line)


def _asking(number: int, line: str) -> Asking:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadBatch(
            f'Line {number} of the batch is not JSON; write one object a line, such as {{"q": "..."}}'
        ) from error
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise BadBatch(f'Line {number} of the batch has no text under "q"; write {{"q": "..."}}')
    return Asking(whole(row["q"]), _day(number, row["as_of"]) if row.get("as_of") is not None else None)


def _day(number: int, given: object) -> date:
    try:
        day = parse(given).latest if isinstance(given, str) else None
    except InvalidDate:
        day = None
    if day is None:
        fault = f'Line {number} of the batch has no day under "as_of"'
        raise BadBatch(f"{fault}; write one such as 2018-06-30, or leave it out")
    return day


def answered(
    base: Base, question: str, policy: Policy, today: date, *, as_of: date | None = None, explain: bool = False
) -> dict[str, Any]:
    """What came of *question*, under the names of the design's "The command line"; to *explain* it, "why" as well."""
    started = time.perf_counter()
    reply = ask(base, question, policy, today, as_of)
    spent = (time.perf_counter() - started) * 1000
    more = {"why": _why(explain_reply(reply, policy))} if explain else {}
    return {**row(question, reply, spent), **more}


def _why(told: Explanation) -> dict[str, Any]:
    """Why a question had its outcome; `bot.service.explanation` says what is what."""
    return {
        "because": told.because,
        "part": told.answers_part,
        "searched": told.searched,
        "read": [{"typed": typed, "read": read} for typed, read in told.repairs],
        "names": [{"words": spelt, "name": name} for spelt, name in told.names],
        "asks": list(told.asks),
        "entries": [_how(one) for one in told.weighed],
        "features": dict(MEANINGS),
    }


def _how(one: Weighed) -> dict[str, Any]:
    return {
        "entry": one.entry_id,
        "heads": {name: round(given, _DIGITS) for name, given in one.heads.items()},
        "features": {name: round(value, _DIGITS) for name, value in one.features._asdict().items()},
        "before_guards": round(one.trusted, _DIGITS),
        "guards": [{"says": str(objection.ground), "word": objection.word} for objection in one.objections],
        "confidence": round(one.confidence, _DIGITS),
        "word_for_word": one.is_typed_so,
    }


def row(question: str, reply: Reply, ms: float) -> dict[str, Any]:
    """
    One line of a batch's answers.

    Args:
        ms: Milliseconds that finding it took.
    """
    entry = reply.base.entries[reply.outcome.match.entry_id] if isinstance(reply.outcome, Answer) else None
    timeline = reply.outcome if isinstance(reply.outcome, Timeline) else None
    candidates = [
        {"entry": match.entry_id, "confidence": round(match.confidence, _DIGITS)}
        for match in reply.matches[:_CANDIDATES]
    ]
    return {
        "q": question,
        "outcome": _name(reply),
        "entry": entry.id if entry else None,
        "confidence": 1.0 if timeline else candidates[0]["confidence"] if candidates else 0.0,
        "candidates": candidates,
        **(_told(timeline) if timeline else _shown(entry)),
        "entries": [event.entry.id for event in timeline.events] if timeline else [],
        "ms": round(ms, 3),
    }


def _name(reply: Reply) -> str:
    match reply.outcome:
        case Answer():
            return "answer"
        case DidYouMean():
            return "did_you_mean"
        case Timeline():
            return "timeline"
    return "no_answer"


def _shown(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"title": None, "text": None, "date": None, "as_of": None, "sources": []}
    dates = [claim.date.text for claim in entry.leading_claims if claim.date]
    as_ofs = [claim.as_of.text for claim in entry.leading_claims if claim.as_of]
    return {
        "title": entry.question,
        "text": " ".join(claim.text for claim in entry.leading_claims),
        "date": dates[0] if dates else None,
        "as_of": as_ofs[0] if as_ofs else None,
        "sources": [_source(source) for source in entry.sources],
    }


def _told(timeline: Timeline) -> dict[str, Any]:
    """A timeline's period as its date, and an event a line as its text."""
    sources = dict.fromkeys(citation.source for event in timeline.events for citation in event.claim.citations)
    period = timeline.wanted.period
    return {
        "title": timeline.wanted.in_words(),
        "text": "\n".join(f"{event.when.in_words()}: {event.claim.text}" for event in timeline.events),
        "date": period.text if period else None,
        "as_of": None,
        "sources": [_source(source) for source in sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": source.published.text if source.published else None,
    }
