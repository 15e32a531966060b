"""Packs written as folders of YAML, which read back as the same packs."""

from __future__ import annotations

import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bot.core.entry import Citation, Claim, Entry, Rank, Source
from bot.core.errors import BadPack
from bot.core.pack import KnownQuestion, NamedPeriod, Pack, Words
from bot.core.values import is_id
from bot.store.packfolder import ABOUT, ENTRIES, QUESTIONS, SOURCES, WORDS
from bot.store.yamltext import Inline, Node, written

# Where an entry without a topic goes.
_GENERAL = "general"


def write_pack(pack: Pack, folder: Path) -> None:
    """
    Write *pack* as *folder*, in place of the pack that is there: whole, or not at all.

    Equal packs give equal files. Files of other kinds that lie in the folder stay.

    Raises:
        BadPack: The files' form cannot hold it, or *folder* is something else than a pack; the text says what to do.
        OSError: The disk refuses. What was there before is still there.
    """
    _refuse_other_folders(folder)
    texts = _texts(pack)
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.parent / f".{target.name}.{secrets.token_hex(4)}.new"
    try:
        _fill(fresh, texts, target)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_other_folders(folder: Path) -> None:
    taken = folder.exists() and not (folder.is_dir() and ((folder / ABOUT).is_file() or not any(folder.iterdir())))
    if taken:
        raise BadPack(f"{folder} is there and is not a pack; name a new folder, or that of the pack")


def _fill(fresh: Path, texts: dict[str, str], old: Path) -> None:
    (fresh / ENTRIES).mkdir(parents=True)
    for name, text in texts.items():
        with (fresh / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    if old.is_dir():
        shutil.copytree(old, fresh, symlinks=True, dirs_exist_ok=True, ignore=_parts_of_packs)


def _parts_of_packs(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith((".yaml", ".yml"))]


def _swap(fresh: Path, target: Path) -> None:
    """No system call that Python has swaps two folders: between the two renames, the old pack has another name."""
    if not target.exists():
        fresh.rename(target)
        return
    old = fresh.with_suffix(".old")
    target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _texts(pack: Pack) -> dict[str, str]:
    """The text of each file, by its path in the folder."""
    texts = {
        ABOUT: written(_about(pack)),
        SOURCES: written([source_node(source) for source in _sources(pack)]),
        WORDS: written(_words(pack.words)),
        QUESTIONS: written(_questions(pack.questions)),
    }
    for topic, entries in sorted(_by_topic(pack.entries).items()):
        texts[f"{ENTRIES}/{topic}.yaml"] = written([entry_node(entry) for entry in entries])
    return texts


def _sources(pack: Pack) -> list[Source]:
    """The cited sources by id, of which each must stand for one."""
    by_id: dict[str, Source] = {}
    for source in (source for entry in pack.entries for source in entry.sources):
        if by_id.setdefault(source.id, source) != source:
            raise BadPack(f"two different sources have the id '{source.id}'; give one of them another id")
    return [by_id[source_id] for source_id in sorted(by_id)]


def _by_topic(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """A topic that would make no file name goes without a file of its own."""
    topics: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        topic = entry.topics[0] if entry.topics and is_id(entry.topics[0]) else _GENERAL
        topics[topic].append(entry)
    return topics


def _about(pack: Pack) -> Node:
    return _filled(
        {
            "id": pack.id,
            "title": pack.title,
            "language": pack.language,
            "about": pack.about,
            "licence": pack.licence,
            "stale_after": pack.stale_after,
        }
    )


def source_node(source: Source) -> Node:
    """*source* as sources.yaml has it."""
    return _filled(
        {
            "id": source.id,
            "publisher": source.publisher,
            "title": source.title,
            "author": source.author,
            "url": source.url,
            "published": source.published,
            "accessed": source.accessed,
            "kind": source.kind.value,
            "language": source.language,
        }
    )


def _words(words: Words) -> Node:
    return _filled(
        {
            "same": [Inline(group) for group in words.same],
            "known": words.known,
            "elsewhere": [Inline(group) for group in words.elsewhere],
            "periods": [_period(period) for period in words.periods] or None,
        }
    )


def _period(period: NamedPeriod) -> Node:
    return {"names": Inline(period.names), "date": period.date}


def _questions(questions: Iterable[KnownQuestion]) -> Node:
    asked = tuple(questions)
    if any(question.has_answer == (question.why is not None) for question in asked):
        raise BadPack("a known question has neither an answer nor a reason to decline, or both; give one of them")
    return _filled(
        {
            "answer": [_question(question) for question in asked if question.entry is not None],
            "timeline": [_question(question) for question in asked if question.period is not None] or None,
            "decline": [_question(question) for question in asked if question.why is not None],
        }
    )


def _question(question: KnownQuestion) -> Node:
    return _filled(
        {
            "q": question.text,
            "entry": question.entry,
            "also": Inline(question.also) or None,
            "period": question.period,
            "why": question.why,
            "as_of": question.as_of,
            "group": question.group,
        }
    )


def entry_node(entry: Entry) -> Node:
    """*entry* as the files of entries/ have it."""
    return _filled(
        {
            "id": entry.id,
            "kind": entry.kind.value,
            "question": entry.question,
            "variants": entry.variants or None,
            "claims": [_claim(claim) for claim in entry.claims],
            "topics": Inline(entry.topics) or None,
            "people": Inline(entry.people) or None,
            "places": Inline(entry.places) or None,
            "see_also": Inline(entry.see_also) or None,
            "checked": entry.checked,
            "review_by": entry.review_by,
        }
    )


def _claim(claim: Claim) -> Node:
    return _filled(
        {
            "text": claim.text,
            "date": claim.date,
            "as_of": claim.as_of,
            "rank": None if claim.rank is Rank.NORMAL else claim.rank.value,
            "reason": claim.reason,
            "series": claim.series,
            "sources": [_citation(citation) for citation in claim.citations],
        }
    )


def _citation(citation: Citation) -> Node:
    return _filled({"source": citation.source.id, "says": citation.says, "where": citation.where})


def _filled(pairs: dict[str, Node | None]) -> Node:
    return {key: value for key, value in pairs.items() if value is not None}
