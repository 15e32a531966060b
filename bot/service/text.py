"""Answers as plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten

from bot.core.accounts import Account, Standing, accounts
from bot.core.answer import Answer, DidYouMean, Timeline
from bot.core.dates import most_exact, parse
from bot.core.entry import Claim, Entry, Source
from bot.core.texts import visible
from bot.service.ask import Reply
from bot.service.base import Base
from bot.service.explanation import MEANINGS, Explanation, Weighed, cut, figure, guard_words
from bot.service.timeline import event_line

# What is shown of a claim that stands in full above.
_REMINDER = 80


def reply_text(reply: Reply, today: date) -> str:
    """What came of a question, in words."""
    return "\n".join([*([as_it_stood(reply.as_of)] if reply.as_of else []), *_outcome(reply, today)])


def as_it_stood(day: date) -> str:
    """What to say above an answer as of a *day* that has passed."""
    return f"As the base stands for {parse(day.isoformat()).in_words()}, without what came later:"


def _outcome(reply: Reply, today: date) -> Iterator[str]:
    entries = reply.base.entries
    match reply.outcome:
        case Answer(best):
            if reply.answers_part:
                yield answers_part(visible(reply.answers_part))
            yield from _answer(reply.base, entries[best.entry_id], today)
        case DidYouMean(matches):
            yield "I am not sure. Did you mean:"
            yield from (f"  - {entries[match.entry_id].question}" for match in matches)
        case Timeline() as timeline:
            yield from timeline_lines(timeline)
        case _:
            yield "I have no sourced answer to that."


def timeline_lines(timeline: Timeline) -> Iterator[str]:
    """A timeline as plain text: what it is of, then an event a line, each with its entry's id."""
    count = len(timeline.events)
    yield f"{timeline.wanted.in_words()}: {count} event{'' if count == 1 else 's'}"
    yield from (f"  {event_line(event)} ({event.entry.id})" for event in timeline.events)


def answers_part(part: str) -> str:
    """What to say above an answer to one *part* of what was asked; the part is to be harmless where it is shown."""
    return f'Answers: "{part}" · ask the rest by itself'


def _answer(base: Base, entry: Entry, today: date) -> Iterator[str]:
    yield entry.question
    found = accounts(entry)
    undecided = [one for one in found if one.standing is Standing.OPEN]
    for claim in entry.leading_claims:
        if all(claim is not one.claim for one in undecided):
            yield _claim(entry, claim)
    yield from _blocks(entry, "Sources differ, and none is clearly better:", undecided)
    yield from _dates(entry)
    for number, source in enumerate(entry.sources, 1):
        yield f"{'Sources' if number == 1 else '':<8} {number} {_source(source)}"
    for claim in entry.earlier_claims:
        yield f"{'Earlier':<8} {_claim(entry, claim)} (as of {claim.as_of.in_words() if claim.as_of else 'no day'})"
    yield from _blocks(entry, f"{accounts_heading(found)}:", [one for one in found if one not in undecided])
    fresh = base.freshness(entry, today)
    if fresh.stale:
        yield fresh.stale.sentence
    yield " · ".join([entry.id, *fresh.notes])


def _blocks(entry: Entry, heading: str, told: Sequence[Account]) -> Iterator[str]:
    """Accounts below *heading*: each with what, when, who says so, and why it stands as it does."""
    if told:
        yield heading
    for one in told:
        head = "-" if one.standing is Standing.OPEN else f"{one.standing.capitalize()}:"
        yield f"  {head} {told_again(entry, one)} {_cited(entry, one.claim)}"
        yield f"    {' · '.join([*one.when, ', '.join(one.claim.publishers)])}"
        yield from [f"    {one.claim.reason}"] if one.claim.reason else []


def accounts_heading(found: Sequence[Account]) -> str:
    """What to say above those accounts of *found* that the answer does not open with."""
    more = sum(one.standing is not Standing.OPEN for one in found)
    if more == len(found):
        return f"Sources differ ({more} accounts)"
    return f"Sources differ ({more} more account{'s' if more > 1 else ''})"


def told_again(entry: Entry, account: Account) -> str:
    """What *account* says, in short where it leads and so stands in full above; open ones stand nowhere else."""
    text = account.claim.text
    if not account.leads or account.standing is Standing.OPEN:
        return text
    if len(entry.leading_claims) == 1:
        return "as above"
    return shorten(text, _REMINDER, placeholder=" …")


def _claim(entry: Entry, claim: Claim) -> str:
    return f"{claim.text} {_cited(entry, claim)}"


def _cited(entry: Entry, claim: Claim) -> str:
    return f"[{', '.join(map(str, entry.numbers(claim)))}]"


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


def explanation_text(why: Explanation) -> str:
    """*why* in words and figures, the best entry's beside the runner-up's."""
    lines = [f"Why: {why.because}", *_read(why), *_figures(why.weighed), *_guards(why.weighed)]
    return "\n".join(visible(line).rstrip() for line in lines)


def _read(why: Explanation) -> Iterator[str]:
    """How the question was read, as far as there is anything to tell."""
    if why.searched != why.question:
        yield f"  searched  {why.searched}"
    for name, told in why.read_as("->"):
        yield f"  {name:<9} {'; '.join(told)}"


def _figures(weighed: Sequence[Weighed]) -> Iterator[str]:
    for place, one in zip(("best", "next"), weighed, strict=False):
        yield f"  {place:<9} {one.entry_id}{' (a phrasing word for word)' if one.is_typed_so else ''}"
    if not weighed:
        return
    yield f"  {'':<14} {'best':>6} {'next':>6}"
    for head in weighed[0].heads:
        yield _row(head, [figure(one.heads[head]) for one in weighed], "what this head gives")
    for name, meaning in MEANINGS.items():
        yield _row(name, [figure(getattr(one.features, name)) for one in weighed], meaning)
    yield _row("before guards", [cut(one.trusted) for one in weighed], "confidence by the figures above")
    yield _row("confidence", [cut(one.confidence) for one in weighed], "after the guards")


def _row(name: str, figures: Sequence[str], meaning: str) -> str:
    return f"  {name:<14} {' '.join(f'{figure:>6}' for figure in figures):<13}  {meaning}"


def _guards(weighed: Sequence[Weighed]) -> Iterator[str]:
    for place, one in zip(("best", "next"), weighed, strict=False):
        said = [guard_words(objection) for objection in one.objections] or ["no guard spoke"]
        yield from (f"  {place:<9} {words}" for words in said)
