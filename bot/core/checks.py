"""The rules of content: everything that keeps an entry, a source or a pack from being loaded, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from bot.core import counts, texts, webaddress
from bot.core.dates import EdtfDate, Precision
from bot.core.entry import Claim, Entry, Rank, Source
from bot.core.pack import KnownQuestion, Pack, Words
from bot.core.problem import Path, Place, Problem

__all__ = [
    "LONGEST",
    "MOST_CLAIMS",
    "MOST_VARIANTS",
    "WHY",
    "Place",
    "Problem",
    "check_entry",
    "check_pack",
    "check_source",
]

# The most characters of each text. Discord shows 256 of a title and 1024 of a field; a choice has 100.
LONGEST = {
    "question": 200,
    "variant": 200,
    "claim": 600,
    "says": 300,
    "where": 200,
    "reason": 300,
    "publisher": 150,
    "title": 300,
    "author": 200,
    "name": 100,
    "about": 2000,
    "licence": 100,
}
MOST_VARIANTS = 60
MOST_CLAIMS = 20
MOST_CITATIONS = 20
MOST_NAMES = 30
# Why a known question must be declined.
WHY = (
    "another country",
    "another year",
    "unrecorded attribute",
    "false premise",
    "negation",
    "chatter",
    "hostile",
    "off topic",
)
_LATEST_YEAR = 2100
# Comparing a misspelled id with more than this many takes too long, when there are many to compare.
_MOST_COMPARED = 2000
_ID = re.compile(r"(?=.{3,60}\Z)[a-z0-9]+(?:-+[a-z0-9]+)*", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def check_entry(entry: Entry) -> tuple[Problem, ...]:
    """All that is wrong with *entry* alone and with the sources it cites; paths begin below the entry."""
    return (*_check_entry(entry), *_check_cited(entry))


def check_source(source: Source) -> tuple[Problem, ...]:
    """All that is wrong with *source*; paths begin below it."""
    return tuple(_check_source(source))


def check_pack(pack: Pack, *, unread: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """
    All that is wrong with *pack*, its entries and their sources; paths begin at the pack.

    Args:
        unread: Ids of entries that the pack has but that could not be read: whoever names them is right to.
    """
    return tuple(_check_pack(pack, frozenset(entry.id for entry in pack.entries) | unread))


def _check_pack(pack: Pack, known: frozenset[str]) -> Iterator[Problem]:
    yield from _check_about(pack)
    yield from _check_sources(pack.entries)
    for at, entry in enumerate(pack.entries):
        yield from _below(("entries", at), _check_entry(entry))
        yield from _below(("entries", at), _check_see_also(entry, known))
    yield from _check_ids(pack.entries)
    yield from _check_phrasings(pack)
    yield from _check_words(pack.words)
    for at, asked in enumerate(pack.questions):
        yield from _below(("questions", at), _check_question(asked, known))


def _below(prefix: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        rival = None if problem.rival is None else prefix + problem.rival
        yield Problem(prefix + problem.path, problem.what, problem.remedy, rival)


def _check_about(pack: Pack) -> Iterator[Problem]:
    yield from _check_id(("id",), pack.id)
    yield from _check_text(("title",), "the title", pack.title, LONGEST["title"])
    yield from _check_language(pack.language)
    yield from _check_text(("about",), "the text about the pack", pack.about, LONGEST["about"])
    yield from _check_text(("licence",), "the licence", pack.licence, LONGEST["licence"])


# Sources


def _check_source(source: Source) -> Iterator[Problem]:
    yield from _check_id(("id",), source.id)
    yield from _check_text(("publisher",), "the publisher", source.publisher, LONGEST["publisher"])
    yield from _check_text(("title",), "the title", source.title, LONGEST["title"])
    if source.author is not None:
        yield from _check_text(("author",), "the author", source.author, LONGEST["author"])
    yield from _check_url(source.url)
    yield from _check_language(source.language)
    if source.published is None and source.accessed is None:
        what = "the source has neither 'published' nor 'accessed'"
        yield Problem((), what, "add the day it appeared, or the day you read it")
    for name, day in (("published", source.published), ("accessed", source.accessed)):
        yield from _check_date((name,), day)


def _check_url(url: str) -> Iterator[Problem]:
    if len(url) > webaddress.LONGEST:
        yield Problem(("url",), f"the address has {len(url)} characters", f"use one of at most {webaddress.LONGEST}")
    if fault := webaddress.fault(url):
        yield Problem(
            ("url",), f"the address {fault}", "write the address of a public page, such as https://example.org/page"
        )


def _check_cited(entry: Entry) -> Iterator[Problem]:
    seen: dict[str, Source] = {}
    for path, source in _cited(entry):
        first = seen.setdefault(source.id, source)
        if first is source:
            yield from _below(path, _check_source(source))
        elif first != source:
            yield _two_sources(path, source.id)


def _check_sources(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Each source of a pack once, wherever it is cited."""
    seen: dict[str, Source] = {}
    for at, entry in enumerate(entries):
        for path, source in _cited(entry):
            first = seen.setdefault(source.id, source)
            if first is not source and first != source:
                yield _two_sources(("entries", at, *path), source.id)
    for source in seen.values():
        yield from _below(("sources", source.id), _check_source(source))


def _cited(entry: Entry) -> Iterator[tuple[Path, Source]]:
    for at, claim in enumerate(entry.claims):
        for number, citation in enumerate(claim.citations):
            yield ("claims", at, "sources", number, "source"), citation.source


def _two_sources(path: Path, source_id: str) -> Problem:
    return Problem(path, f"two different sources have the id '{source_id[:60]}'", "give one of them another id")


# Entries


def _check_entry(entry: Entry) -> Iterator[Problem]:
    yield from _check_id(("id",), entry.id)
    yield from _check_question_text(("question",), "the question", entry.question)
    yield from _check_number(("variants",), "variants", entry.variants, MOST_VARIANTS)
    for at, variant in enumerate(entry.variants):
        yield from _check_question_text(("variants", at), "a variant", variant)
    if not entry.claims:
        yield Problem((), "the entry has no claim", "add at least one, with its source")
    yield from _check_number(("claims",), "claims", entry.claims, MOST_CLAIMS)
    for number, claim in enumerate(entry.claims):
        yield from _below(("claims", number), _check_claim(claim))
    yield from _check_labels(entry)
    for name, day in (("checked", entry.checked), ("review_by", entry.review_by)):
        yield from _check_date((name,), day)
        if day and day.precision is Precision.INTERVAL:
            yield Problem((name,), f"'{name}' is an interval", "write a day, such as 2026-11-23")


def _check_question_text(path: Path, name: str, text: str) -> Iterator[Problem]:
    yield from _check_text(path, name, text, LONGEST["question"])
    if text.strip() and not texts.same_words(text):
        yield Problem(path, f"{name} has no word in it", "write it in words")


def _check_labels(entry: Entry) -> Iterator[Problem]:
    yield from _check_number(("topics",), "topics", entry.topics, MOST_NAMES)
    for at, topic in enumerate(entry.topics):
        yield from _check_id(("topics", at), topic, "topic")
    for key, name, names in (("people", "a person", entry.people), ("places", "a place", entry.places)):
        yield from _check_number((key,), key, names, MOST_NAMES)
        for at, text in enumerate(names):
            yield from _check_text((key, at), f"the name of {name}", text, LONGEST["name"])


def _check_see_also(entry: Entry, known: frozenset[str]) -> Iterator[Problem]:
    for at, other in enumerate(entry.see_also):
        if other == entry.id:
            yield Problem(("see_also", at), "the entry points to itself", "remove it")
        elif other not in known:
            yield Problem(("see_also", at), f"there is no entry '{other[:60]}'", _nearest(other, known, "remove it"))


def _check_claim(claim: Claim) -> Iterator[Problem]:
    yield from _check_text(("text",), "the claim", claim.text, LONGEST["claim"])
    for name, day in (("date", claim.date), ("as_of", claim.as_of)):
        yield from _check_date((name,), day)
    yield from _check_when(claim)
    if claim.rank is not Rank.NORMAL and claim.reason is None:
        yield Problem(("rank",), f"the claim is {claim.rank.value} without a reason", "add 'reason', one sentence")
    if claim.reason is not None:
        yield from _check_text(("reason",), "the reason", claim.reason, LONGEST["reason"])
    if not claim.citations:
        yield Problem((), "the claim has no source", "add at least one below 'sources'")
    yield from _check_number(("sources",), "sources", claim.citations, MOST_CITATIONS)
    for at, citation in enumerate(claim.citations):
        yield from _check_text(("sources", at, "says"), "what the source says", citation.says, LONGEST["says"])
        if citation.where is not None:
            yield from _check_text(("sources", at, "where"), "the place in it", citation.where, LONGEST["where"])


def _check_when(claim: Claim) -> Iterator[Problem]:
    """What was true on a day says on which."""
    if claim.as_of is not None:
        return
    if present := counts.present_in(claim.text):
        what = f"the claim speaks of the present or of a running count ('{present}') without 'as_of'"
        yield Problem(("text",), what, "add the day on which it was true as 'as_of'")
    elif claim.date is None and (count := counts.count_in(claim.text)):
        what = f"the claim states a number ('{count}') without 'date' or 'as_of'"
        yield Problem(("text",), what, "add the day of what happened as 'date', or of the count as 'as_of'")


# What an entry shares with the others


def _check_ids(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, entry in enumerate(entries):
        first = seen.setdefault(entry.id, at)
        if first != at:
            what = f"another entry has the id '{entry.id[:60]}'"
            yield Problem(("entries", at, "id"), what, "rename one of them", ("entries", first, "id"))


def _check_phrasings(pack: Pack) -> Iterator[Problem]:
    """No two phrasings are the same, and no known question is a phrasing: it would test nothing."""
    seen: dict[str, tuple[Path, str]] = {}
    for path, owner, text in _phrasings(pack.entries):
        first, first_owner = seen.setdefault(texts.same_words(text), (path, owner))
        if first != path:
            whose = "this entry" if owner == first_owner else f"'{first_owner[:60]}'"
            what = f"'{text[:80]}' is already a phrasing of {whose}"
            yield Problem(path, what, "keep one of them; case and punctuation make no difference", first)
    for at, asked in enumerate(pack.questions):
        path = ("questions", at, "q")
        first, owner = seen.setdefault(texts.same_words(asked.text), (path, ""))
        if first != path:
            where = f"a phrasing of '{owner[:60]}'" if owner else "asked"
            what = f"'{asked.text[:80]}' is already {where}"
            yield Problem(path, what, "ask it in other words, or remove it", first)


def _phrasings(entries: Iterable[Entry]) -> Iterator[tuple[Path, str, str]]:
    for at, entry in enumerate(entries):
        yield ("entries", at, "question"), entry.id, entry.question
        for number, variant in enumerate(entry.variants):
            yield ("entries", at, "variants", number), entry.id, variant


def _check_question(asked: KnownQuestion, known: frozenset[str]) -> Iterator[Problem]:
    yield from _check_question_text(("q",), "the question", asked.text)
    if (asked.entry is None) == (asked.why is None):
        what = "the question says neither or both of which entry answers it and why it is declined"
        yield Problem((), what, "give 'entry' or 'why'")
    if asked.entry is not None and asked.entry not in known:
        what = f"there is no entry '{asked.entry[:60]}'"
        yield Problem(("entry",), what, _nearest(asked.entry, known, "name one that the pack has"))
    if asked.why is not None and asked.why not in WHY:
        yield Problem(("why",), f"'{asked.why[:60]}' is no reason to decline", f"write one of {', '.join(WHY)}")


# Names


def _check_words(words: Words) -> Iterator[Problem]:
    for path, name in _names(words):
        yield from _check_text(("words", *path), "a name", name, LONGEST["name"])
    for path in _empty_groups(words):
        yield Problem(("words", *path), "the group has no name in it", "add the names, or remove it")
    seen: dict[str, Path] = {}
    for path, name in _names(words):
        first = seen.setdefault(texts.same_words(name), ("words", *path))
        if _clash(("words", *path), first):
            yield Problem(
                ("words", *path), f"'{name[:80]}' stands for something else too", "keep it in one group", first
            )


def _names(words: Words) -> Iterator[tuple[Path, str]]:
    for key, groups in (("same", words.same), ("elsewhere", words.elsewhere)):
        for at, group in enumerate(groups):
            for number, name in enumerate(group):
                yield (key, at, number), name
    for at, name in enumerate(words.known):
        yield ("known", at), name


def _empty_groups(words: Words) -> Iterator[Path]:
    for key, groups in (("same", words.same), ("elsewhere", words.elsewhere)):
        yield from ((key, at) for at, group in enumerate(groups) if not group)


def _clash(path: Path, first: Path) -> bool:
    """Whether the same name at both paths means two things; only ``same`` says what a name means."""
    return first[1] == "same" and path[1] in ("same", "elsewhere") and path[:3] != first[:3]


# Single values


def _check_text(path: Path, name: str, text: str, longest: int) -> Iterator[Problem]:
    for what, remedy in texts.faults(text, longest):
        yield Problem(path, f"{name} {what}", remedy)


def _check_id(path: Path, text: str, name: str = "id") -> Iterator[Problem]:
    if not _ID.fullmatch(text):
        remedy = "use a-z, 0-9 and - between them, 3 to 60 characters"
        yield Problem(path, f"'{text[:60]}' cannot be {'an id' if name == 'id' else 'a topic'}", remedy)


def _check_language(text: str) -> Iterator[Problem]:
    if not _LANGUAGE.fullmatch(text):
        yield Problem(("language",), f"'{text[:60]}' is no language tag", "write one such as en, ko or zh-Hans")


def _check_date(path: Path, day: EdtfDate | None) -> Iterator[Problem]:
    ends = (day.earliest, day.latest) if day else ()
    if any(end and end.year > _LATEST_YEAR for end in ends):
        yield Problem(path, f"'{day}' lies after {_LATEST_YEAR}", "correct the year")


def _check_number(path: Path, name: str, items: Sequence[object], most: int) -> Iterator[Problem]:
    if len(items) > most:
        yield Problem(path, f"there are {len(items)} {name}", f"keep at most {most}")


def _nearest(text: str, known: Iterable[str], otherwise: str) -> str:
    candidates = tuple(known)
    close = get_close_matches(text[:60], candidates, n=1) if len(candidates) <= _MOST_COMPARED else ()
    return f"did you mean '{close[0]}'?" if close else otherwise
