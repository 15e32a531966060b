"""The rules of content: everything that keeps an entry, a source or a pack from being loaded, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.core import texts
from bot.core.entry import Entry, Source
from bot.core.entry_checks import (
    cited_problems,
    entry_problems,
    see_also_problems,
    shared_source_problems,
    source_problems,
)
from bot.core.pack import KnownQuestion, Pack, Words
from bot.core.problem import Path, Place, Problem
from bot.core.values import LONGEST, below, date_problems, id_problems, language_problems, nearest, text_problems

__all__ = ["WHY", "Place", "Problem", "check_among", "check_entry", "check_pack", "check_source"]

# Why a known question must be declined; "not recorded" is of a thing, "unrecorded attribute" of an entry that it names.
WHY = (
    "another country",
    "another year",
    "not recorded",
    "unrecorded attribute",
    "false premise",
    "negation",
    "chatter",
    "hostile",
    "off topic",
)
# A hundred years of days: what is good for longer cannot change, and has no as-of.
_LONGEST_LIMIT = 36_500


def check_entry(entry: Entry) -> tuple[Problem, ...]:
    """All that is wrong with *entry* alone and with the sources it cites; paths begin below the entry."""
    return (*entry_problems(entry), *cited_problems(entry))


def check_among(entry: Entry, others: Iterable[Entry]) -> tuple[Problem, ...]:
    """All that is wrong with *entry* beside *others*, none of which has its id; paths begin below the entry."""
    every = (*others, entry)
    own = (one for one in _repeated(every, {}) if one.path[1] == len(every) - 1)
    known = frozenset(one.id for one in every)
    return (*(replace(one, path=one.path[2:], rival=None) for one in own), *see_also_problems(entry, known))


def check_source(source: Source) -> tuple[Problem, ...]:
    """All that is wrong with *source*; paths begin below it."""
    return tuple(source_problems(source))


def check_pack(pack: Pack, *, unread: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """
    All that is wrong with *pack*, its entries and their sources; paths begin at the pack.

    Args:
        unread: Ids of entries that the pack has but that could not be read: whoever names them is right to.
    """
    return tuple(_check_pack(pack, frozenset(entry.id for entry in pack.entries) | unread))


def _check_pack(pack: Pack, known: frozenset[str]) -> Iterator[Problem]:
    yield from _check_about(pack)
    yield from shared_source_problems(pack.entries)
    for at, entry in enumerate(pack.entries):
        yield from below(("entries", at), entry_problems(entry))
        yield from below(("entries", at), see_also_problems(entry, known))
    yield from _check_ids(pack.entries)
    yield from _check_phrasings(pack)
    yield from _check_words(pack.words)
    for at, asked in enumerate(pack.questions):
        yield from below(("questions", at), _check_question(asked, known))


def _check_about(pack: Pack) -> Iterator[Problem]:
    yield from id_problems(("id",), pack.id)
    yield from text_problems(("title",), "the title", pack.title, LONGEST["title"])
    yield from language_problems(pack.language)
    yield from text_problems(("about",), "the text about the pack", pack.about, LONGEST["about"])
    yield from text_problems(("licence",), "the licence", pack.licence, LONGEST["licence"])
    if pack.stale_after is not None and not 0 < pack.stale_after <= _LONGEST_LIMIT:
        what = f"'stale_after' is {str(pack.stale_after)[:20]}"
        yield Problem(("stale_after",), what, f"write a number of days from 1 to {_LONGEST_LIMIT}, or leave it out")


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
    yield from _repeated(pack.entries, seen)
    for at, asked in enumerate(pack.questions):
        path = ("questions", at, "q")
        first, owner = seen.setdefault(texts.same_words(asked.text) or str(path), (path, ""))
        if first != path:
            where = f"a phrasing of '{owner[:60]}'" if owner else "asked"
            what = f"'{asked.text[:80]}' is already {where}"
            yield Problem(path, what, "ask it in other words, or remove it", first)


def _repeated(entries: Iterable[Entry], seen: dict[str, tuple[Path, str]]) -> Iterator[Problem]:
    """Phrasings that stood there before; *seen* gets each text with the path and the entry that had it first."""
    for path, owner, text in _phrasings(entries):
        first, first_owner = seen.setdefault(texts.same_words(text) or str(path), (path, owner))
        if first != path:
            whose = "this entry" if owner == first_owner else f"'{first_owner[:60]}'"
            what = f"'{text[:80]}' is already a phrasing of {whose}"
            yield Problem(path, what, "keep one of them; case and punctuation make no difference", first)


def _phrasings(entries: Iterable[Entry]) -> Iterator[tuple[Path, str, str]]:
    for at, entry in enumerate(entries):
        yield ("entries", at, "question"), entry.id, entry.question
        for number, variant in enumerate(entry.variants):
            yield ("entries", at, "variants", number), entry.id, variant


def _check_question(asked: KnownQuestion, known: frozenset[str]) -> Iterator[Problem]:
    if not 0 < len(asked.text) <= LONGEST["asked"]:  # what people type may otherwise be anything, hostile questions too
        yield Problem(("q",), f"the question has {len(asked.text)} characters", f"write 1 to {LONGEST['asked']}")
    if sum(way is not None for way in (asked.entry, asked.period, asked.why)) != 1:
        what = "the question must say which entry or which period answers it, or why it is declined"
        yield Problem((), what, "give one of 'entry', 'period' and 'why'")
    if asked.entry is not None and asked.entry not in known:
        what = f"there is no entry '{asked.entry[:60]}'"
        yield Problem(("entry",), what, nearest(asked.entry, known, "name one that the pack has"))
    yield from _check_also(asked, known)
    yield from date_problems(("period",), asked.period)
    yield from _check_as_of(asked)
    if asked.group is not None:
        yield from id_problems(("group",), asked.group, "a group")
    if asked.why is not None and asked.why not in WHY:
        yield Problem(("why",), f"'{asked.why[:60]}' is no reason to decline", f"write one of {', '.join(WHY)}")


def _check_also(asked: KnownQuestion, known: frozenset[str]) -> Iterator[Problem]:
    for at, other in enumerate(asked.also):
        if other not in known:
            what = f"there is no entry '{other[:60]}'"
            yield Problem(("also", at), what, nearest(other, known, "name one that the pack has"))
        if other in (asked.entry, *asked.also[:at]):
            yield Problem(("also", at), f"'{other[:60]}' stands there already", "name each entry once")
    if asked.also and asked.entry is None:
        yield Problem(("also",), "the question has other entries, but none that answers it", "give 'entry' too")


def _check_as_of(asked: KnownQuestion) -> Iterator[Problem]:
    yield from date_problems(("as_of",), asked.as_of)
    if asked.as_of is not None and asked.as_of.latest is None:
        yield Problem(("as_of",), f"'{asked.as_of}' has no last day", "write the day for which it is asked")
    if asked.as_of is not None and asked.entry is None:
        yield Problem(("as_of",), "the question is asked as of a day, but no entry answers it", "give 'entry' too")


def _check_words(words: Words) -> Iterator[Problem]:
    for at, period in enumerate(words.periods):
        yield from date_problems(("words", "periods", at, "date"), period.date)
    for path, name in _names(words):
        yield from text_problems(("words", *path), "a name", name, LONGEST["name"])
    for path in _empty_groups(words):
        yield Problem(("words", *path), "the group has no name in it", "add the names, or remove it")
    seen: dict[str, Path] = {}
    for path, name in _names(words):
        first = seen.setdefault(texts.same_words(name) or str(path), ("words", *path))
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
    for at, period in enumerate(words.periods):
        for number, name in enumerate(period.names):
            yield ("periods", at, "names", number), name


def _empty_groups(words: Words) -> Iterator[Path]:
    for key, groups in (("same", words.same), ("elsewhere", words.elsewhere)):
        yield from ((key, at) for at, group in enumerate(groups) if not group)
    yield from (("periods", at, "names") for at, period in enumerate(words.periods) if not period.names)


def _clash(path: Path, first: Path) -> bool:
    """Whether the same name at both paths means two things; only ``same`` says what a name means."""
    return first[1] == "same" and path[1] in ("same", "elsewhere") and path[:3] != first[:3]
