"""The rules for an entry alone and for the sources it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core import counts, texts, webaddress
from bot.core.dates import Precision
from bot.core.entry import Claim, Entry, Rank, Source
from bot.core.problem import Path, Problem
from bot.core.values import (
    LONGEST,
    below,
    date_problems,
    id_problems,
    language_problems,
    nearest,
    number_problems,
    text_problems,
)

MOST_VARIANTS = 60
MOST_CLAIMS = 20
MOST_CITATIONS = 20
MOST_NAMES = 30


def source_problems(source: Source) -> Iterator[Problem]:
    """What is wrong with *source* alone."""
    yield from id_problems(("id",), source.id)
    yield from text_problems(("publisher",), "the publisher", source.publisher, LONGEST["publisher"])
    yield from text_problems(("title",), "the title", source.title, LONGEST["title"])
    if source.author is not None:
        yield from text_problems(("author",), "the author", source.author, LONGEST["author"])
    yield from _check_url(source.url)
    yield from language_problems(source.language)
    if source.published is None and source.accessed is None:
        what = "the source has neither 'published' nor 'accessed'"
        yield Problem((), what, "add the day it appeared, or the day you read it")
    for name, day in (("published", source.published), ("accessed", source.accessed)):
        yield from date_problems((name,), day)


def _check_url(url: str) -> Iterator[Problem]:
    if len(url) > webaddress.LONGEST:
        yield Problem(("url",), f"the address has {len(url)} characters", f"use one of at most {webaddress.LONGEST}")
    if fault := webaddress.fault(url):
        yield Problem(
            ("url",), f"the address {fault}", "write the address of a public page, such as https://example.org/page"
        )


def cited_problems(entry: Entry) -> Iterator[Problem]:
    """What is wrong with the sources that *entry* cites, at the first citation of each."""
    seen: dict[str, Source] = {}
    for path, source in _cited(entry):
        if source.id not in seen:
            yield from below(path, source_problems(source))
        elif source != seen[source.id]:
            yield _two_sources(path, source.id)
        seen.setdefault(source.id, source)


def shared_source_problems(entries: Iterable[Entry]) -> Iterator[Problem]:
    """What is wrong with the sources of a pack, each once wherever it is cited; paths begin at the pack."""
    seen: dict[str, Source] = {}
    for at, entry in enumerate(entries):
        for path, source in _cited(entry):
            first = seen.setdefault(source.id, source)
            if first is not source and first != source:
                yield _two_sources(("entries", at, *path), source.id)
    for source in seen.values():
        yield from below(("sources", source.id), source_problems(source))


def _cited(entry: Entry) -> Iterator[tuple[Path, Source]]:
    for at, claim in enumerate(entry.claims):
        for number, citation in enumerate(claim.citations):
            yield ("claims", at, "sources", number, "source"), citation.source


def _two_sources(path: Path, source_id: str) -> Problem:
    return Problem(path, f"two different sources have the id '{source_id[:60]}'", "give one of them another id")


def entry_problems(entry: Entry) -> Iterator[Problem]:
    """What is wrong with *entry* alone, its sources aside."""
    yield from id_problems(("id",), entry.id)
    yield from question_problems(("question",), "the question", entry.question)
    yield from number_problems(("variants",), "variants", entry.variants, MOST_VARIANTS)
    for at, variant in enumerate(entry.variants):
        yield from question_problems(("variants", at), "a variant", variant)
    if not entry.claims:
        yield Problem((), "the entry has no claim", "add at least one, with its source")
    yield from number_problems(("claims",), "claims", entry.claims, MOST_CLAIMS)
    for number, claim in enumerate(entry.claims):
        yield from below(("claims", number), _check_claim(claim))
    yield from _check_labels(entry)
    for name, day in (("checked", entry.checked), ("review_by", entry.review_by)):
        yield from date_problems((name,), day)
        if day and day.precision is Precision.INTERVAL:
            yield Problem((name,), f"'{name}' is an interval", "write a day, such as 2026-11-23")


def question_problems(path: Path, name: str, text: str) -> Iterator[Problem]:
    """What is wrong with *text* as something that people ask."""
    yield from text_problems(path, name, text, LONGEST["question"])
    if text.strip() and not texts.same_words(text):
        yield Problem(path, f"{name} has no word in it", "write it in words")


def _check_labels(entry: Entry) -> Iterator[Problem]:
    yield from number_problems(("topics",), "topics", entry.topics, MOST_NAMES)
    for at, topic in enumerate(entry.topics):
        yield from id_problems(("topics", at), topic, "a topic")
    for key, name, names in (("people", "a person", entry.people), ("places", "a place", entry.places)):
        yield from number_problems((key,), key, names, MOST_NAMES)
        for at, text in enumerate(names):
            yield from text_problems((key, at), f"the name of {name}", text, LONGEST["name"])


def see_also_problems(entry: Entry, known: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with the entries that *entry* points to, of which the *known* exist."""
    for at, other in enumerate(entry.see_also):
        if other == entry.id:
            yield Problem(("see_also", at), "the entry points to itself", "remove it")
        elif other not in known:
            yield Problem(("see_also", at), f"there is no entry '{other[:60]}'", nearest(other, known, "remove it"))


def _check_claim(claim: Claim) -> Iterator[Problem]:
    yield from text_problems(("text",), "the claim", claim.text, LONGEST["claim"])
    for name, day in (("date", claim.date), ("as_of", claim.as_of)):
        yield from date_problems((name,), day)
    yield from _check_when(claim)
    if claim.rank is not Rank.NORMAL and claim.reason is None:
        yield Problem(("rank",), f"the claim is {claim.rank.value} without a reason", "add 'reason', one sentence")
    if claim.reason is not None:
        yield from text_problems(("reason",), "the reason", claim.reason, LONGEST["reason"])
    yield from _check_series(claim)
    if not claim.citations:
        yield Problem((), "the claim has no source", "add at least one below 'sources'")
    yield from number_problems(("sources",), "sources", claim.citations, MOST_CITATIONS)
    for at, citation in enumerate(claim.citations):
        yield from text_problems(("sources", at, "says"), "what the source says", citation.says, LONGEST["says"])
        if citation.where is not None:
            yield from text_problems(("sources", at, "where"), "the place in it", citation.where, LONGEST["where"])


def _check_series(claim: Claim) -> Iterator[Problem]:
    if claim.series is None:
        return
    yield from id_problems(("series",), claim.series, "a series")
    if claim.as_of is None or claim.as_of.latest is None:
        yield Problem(("series",), "a count of a series needs the day it was taken", "add 'as_of'")


def _check_when(claim: Claim) -> Iterator[Problem]:
    """What was true on a day says on which."""
    if claim.as_of is not None or len(claim.text) > LONGEST["claim"]:  # looking takes the square of the length
        return
    if present := counts.present_in(claim.text):
        what = f"the claim speaks of the present or of a running count ('{present}') without 'as_of'"
        yield Problem(("text",), what, "add the day on which it was true as 'as_of'")
    elif claim.date is None and (count := counts.count_in(claim.text)):
        what = f"the claim states a number ('{count}') without 'date' or 'as_of'"
        yield Problem(("text",), what, "add the day of what happened as 'date', or of the count as 'as_of'")
