"""Differences: what one edit changed of an entry, part by part, in words for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.core.entry import Citation, Claim, Entry, Rank, Source


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One part of an entry as it was and as it is.

    Attributes:
        part: What is told of: "question", "claim 2" …
        before: How it read; empty where it was not there.
        after: How it reads; empty where it is there no more.
    """

    part: str
    before: str
    after: str


def differences(before: Entry | None, after: Entry | None) -> tuple[Difference, ...]:
    """What turns *before* into *after*, in the order of an entry's parts; None is an entry that is not there."""
    return tuple(_differences(before, after))


def _differences(before: Entry | None, after: Entry | None) -> Iterator[Difference]:
    for part, one, other in zip(_PARTS, _single(before), _single(after), strict=True):
        if one != other:
            yield Difference(part, one, other)
    yield from _listed("wording", _variants(before), _variants(after))
    yield from _claims(before.claims if before else (), after.claims if after else ())
    old, new = _sources(before), _sources(after)
    for source_id in sorted(old.keys() & new.keys()):
        if old[source_id] != new[source_id]:
            yield Difference(f"source {source_id}", _source(old[source_id]), _source(new[source_id]))


_PARTS = ("question", "kind", "topics", "people", "places", "see also", "checked", "review by")


def _single(entry: Entry | None) -> tuple[str, ...]:
    """The parts of *entry* that are one text each, in the order of `_PARTS`."""
    if entry is None:
        return ("",) * len(_PARTS)
    names = (entry.topics, entry.people, entry.places, entry.see_also)
    days = (entry.checked, entry.review_by)
    return (
        entry.question,
        entry.kind.value,
        *(", ".join(some) for some in names),
        *(day.text if day else "" for day in days),
    )


def _variants(entry: Entry | None) -> tuple[str, ...]:
    return entry.variants if entry else ()


def _listed(part: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """What left a list of texts, then what came to it; their order is no part of them."""
    yield from (Difference(part, text, "") for text in before if text not in after)
    yield from (Difference(part, "", text) for text in after if text not in before)


def _claims(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[Difference]:
    """Claims that read alike aside, the first that is left of the one is held against the first of the other."""
    old, new = (list(map(_claim_in_words, claims)) for claims in (before, after))
    left = [(number, text) for number, text in enumerate(old, 1) if text not in new]
    come = [(number, text) for number, text in enumerate(new, 1) if text not in old]
    for one, other in zip_longest(left, come):
        part = f"claim {other[0]}" if other else f"claim {one[0]} of before"
        yield Difference(part, one[1] if one else "", other[1] if other else "")


def _claim_in_words(claim: Claim) -> str:
    """*claim* with all that belongs to it, as one text."""
    when = [f"when {claim.date}" if claim.date else "", f"as of {claim.as_of}" if claim.as_of else ""]
    rank = f"{claim.rank.value}: {claim.reason}" if claim.reason else claim.rank.value
    how = [
        rank if claim.reason or claim.rank is not Rank.NORMAL else "",
        f"series {claim.series}" if claim.series else "",
    ]
    beside = "; ".join(part for part in (*when, *how) if part)
    told = "; ".join(map(_citation, claim.citations))
    return f"{claim.text}{f' ({beside})' if beside else ''} [{told}]"


def _citation(citation: Citation) -> str:
    where = f", {citation.where}" if citation.where else ""
    return f"{citation.source.id}{where}: {citation.says}"


def _sources(entry: Entry | None) -> dict[str, Source]:
    return {source.id: source for source in entry.sources} if entry else {}


def _source(source: Source) -> str:
    days = (("published", source.published), ("accessed", source.accessed))
    told = ", ".join(f"{name} {day}" for name, day in days if day)
    return f"{source.publisher}, “{source.title}”, {told}, {source.url}"
