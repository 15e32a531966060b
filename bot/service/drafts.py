"""Drafts: writing an entry part by part. Nothing that was typed is lost, right or wrong, until it is saved."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from bot.core.dates import EdtfDate
from bot.core.draft import Draft
from bot.core.entry import Entry, Kind, Source
from bot.core.errors import UnknownEntry
from bot.core.problem import Problem
from bot.core.revision import Revision, Scope
from bot.core.values import below
from bot.matching.normalise import words
from bot.service.base import Base
from bot.service.curate import Seen, Wish, keep, problems_of, require_server, seen
from bot.service.curators import Actor
from bot.service.upkeep import Upkeep
from bot.store.export import entry_node
from bot.store.shapes import EntryShape, SourceShape, fit

_LONGEST_ID, _SHORTEST_ID = 48, 3
# Sources that are named where what was typed names none alone.
_MOST_NEAR = 3
# What stands between the items of a list in one field: names may have commas and blanks in them, ids have none.
_BETWEEN = {
    "topics": re.compile(r"[\s,;]+"),
    "people": re.compile(r"\s*\n\s*"),
    "places": re.compile(r"\s*\n\s*"),
    "see_also": re.compile(r"[\s,;]+"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a draft comes to.

    Attributes:
        entry: The entry that it states; None where it cannot be read as one.
        problems: All that keeps it from being saved.
    """

    entry: Entry | None
    problems: tuple[Problem, ...]


class Part(Protocol):
    """A part of a draft that one form shows."""

    def fields(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """What stands in its fields now, as it was typed."""
        ...

    def fill(self, typed: dict[str, Any], written: Mapping[str, str], base: Base, today: date) -> None:
        """Put what was *written* into its fields into *typed*."""
        ...


@dataclass(frozen=True, slots=True)
class Wordings:
    """
    The question and its variants, a line each, in as many fields as they fill: ``variants``, ``variants2`` …

    Attributes:
        longest: The most characters that a field takes.
    """

    longest: int

    def fields(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """As Part.fields."""
        entry = typed["entry"]
        texts = [""]
        for line in entry.get("variants", ()):
            if texts[-1] and len(texts[-1]) + len(line) >= self.longest:
                texts.append("")
            texts[-1] += f"\n{line}" if texts[-1] else line
        named = {f"variants{number if number > 1 else ''}": text for number, text in enumerate(texts, 1)}
        return {"question": entry.get("question", ""), **named}

    def fill(self, typed: dict[str, Any], written: Mapping[str, str], base: Base, today: date) -> None:  # noqa: ARG002
        """As Part.fill."""
        texts = (text for name, text in written.items() if name.startswith("variants"))
        lines = [line.strip() for text in texts for line in text.split("\n")]
        typed["entry"] |= {"question": written.get("question", ""), "variants": [line for line in lines if line]}


@dataclass(frozen=True, slots=True)
class Labels:
    """Topics, people, places and entries that say more, one on a line, and the day to look again."""

    def fields(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """As Part.fields."""
        entry = typed["entry"]
        listed = {name: "\n".join(entry.get(name, ())) for name in _BETWEEN}
        return {**listed, "review_by": entry.get("review_by", "")}

    def fill(self, typed: dict[str, Any], written: Mapping[str, str], base: Base, today: date) -> None:  # noqa: ARG002
        """As Part.fill."""
        items = {name: between.split(written.get(name, "").strip()) for name, between in _BETWEEN.items()}
        listed = {name: [one for one in some if one] for name, some in items.items()}
        typed["entry"] |= {**listed, "review_by": written.get("review_by", "").strip()}


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """The claim in place *at*, from 0; one past the last is a new one, and one without a text is taken out."""

    at: int

    NAMES = ("text", "date", "as_of", "rank", "reason")

    def fields(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """As Part.fields."""
        claims = typed["entry"]["claims"]
        claim = claims[self.at] if self.at < len(claims) else {}
        return {name: claim.get(name, "") for name in self.NAMES}

    def fill(self, typed: dict[str, Any], written: Mapping[str, str], base: Base, today: date) -> None:  # noqa: ARG002
        """As Part.fill."""
        claims = typed["entry"]["claims"]
        told = {name: written.get(name, "").strip() for name in self.NAMES}
        if self.at >= len(claims):
            claims.append({"sources": []})
        if told["text"]:
            claims[min(self.at, len(claims) - 1)] |= told
        else:
            del claims[min(self.at, len(claims) - 1)]


@dataclass(frozen=True, slots=True)
class CitationPart:
    """
    A citation of the claim in place *claim*: the one in place *at*, from 0, or a new one past the last.

    Its source is named by its id, or by words that find it alone. One without what it says is taken out.
    """

    claim: int
    at: int

    NAMES = ("source", "says", "where")

    def fields(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """As Part.fields."""
        cited = _told(typed, self.claim)
        citation = cited[self.at] if self.at < len(cited) else {}
        return {name: citation.get(name, "") for name in self.NAMES}

    def fill(self, typed: dict[str, Any], written: Mapping[str, str], base: Base, today: date) -> None:  # noqa: ARG002
        """As Part.fill."""
        cited = _cited(typed, self.claim)
        told = {name: written.get(name, "").strip() for name in self.NAMES}
        told["source"] = _meant(told["source"], typed, base)
        if self.at >= len(cited):
            cited.append({})
        if told["says"] or told["source"]:
            cited[min(self.at, len(cited) - 1)] = told
        else:
            del cited[min(self.at, len(cited) - 1)]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A source that is new to the base, which the claim in place *claim* cites; *id* is that of one typed before."""

    claim: int
    id: str = ""

    NAMES = ("publisher", "title", "url", "published")

    def fields(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """As Part.fields."""
        source = typed["sources"].get(self.id, {})
        said = [one.get("says", "") for one in _told(typed, self.claim) if one.get("source") == self.id]
        return {name: source.get(name, "") for name in self.NAMES} | {"says": "".join(said[:1])}

    def fill(self, typed: dict[str, Any], written: Mapping[str, str], base: Base, today: date) -> None:
        """As Part.fill."""
        told = {name: written.get(name, "").strip() for name in self.NAMES}
        taken = base.catalogue.by_source_id.keys() | typed["sources"].keys()
        source_id = self.id or _free(_slug(f"{told['publisher']} {told['published'] or told['title']}"), taken)
        typed["sources"][source_id] = {**told, "accessed": today.isoformat()}
        cited = [one for one in _cited(typed, self.claim) if one.get("source") == source_id]
        if not cited:
            cited = [{"source": source_id}]
            _cited(typed, self.claim).extend(cited)
        cited[0]["says"] = written.get("says", "").strip()


def begin(upkeep: Upkeep, actor: Actor, entry_id: str, at: datetime) -> Draft:
    """
    A draft of the entry as it stands; or the one that the actor has of it already.

    Raises:
        NotCurator: *actor* is no curator of a server.
        UnknownEntry: There is no such entry.
    """
    scope = Scope.server(require_server(actor))
    base = upkeep.base_in(actor.server)
    entry = base.entry(entry_id)
    for draft in upkeep.store.drafts(scope, str(actor.user)):
        if draft.entry_id == entry_id:
            return draft
    typed = {"entry": plain(entry), "sources": {}}
    return _kept(upkeep, Draft(_new_id(), scope, entry_id, str(actor.user), at, str(seen(base, entry_id)), typed))


def begin_new(
    upkeep: Upkeep, actor: Actor, question: str, at: datetime, *, kind: Kind = Kind.FACT, taken_from: str = ""
) -> Draft:
    """
    A draft of a new entry that asks *question*; its id is made of that.

    Args:
        taken_from: The address of the message that it was taken from, for the history; empty if from none.

    Raises:
        NotCurator: *actor* is no curator of a server.
    """
    scope = Scope.server(require_server(actor))
    base, author = upkeep.base_in(actor.server), str(actor.user)
    taken = {*base.entries, *base.retired, *(one.entry_id for one in upkeep.store.drafts(scope, author))}
    entry_id = _free(_slug(question), taken)
    entry: dict[str, Any] = {"id": entry_id, "kind": kind.value, "question": question, "claims": []}
    typed = {"entry": entry, "sources": {}, "taken_from": taken_from}
    return _kept(upkeep, Draft(_new_id(), scope, entry_id, author, at, "", typed))


def opened(upkeep: Upkeep, actor: Actor, draft_id: str) -> Draft:
    """
    The draft of that id, for whoever writes it, in their server.

    Raises:
        NotCurator: *actor* is no curator of a server.
        UnknownEntry: It is not there any more, or somebody else's.
    """
    scope = Scope.server(require_server(actor))
    draft = upkeep.store.draft(draft_id)
    if draft is None or (draft.scope, draft.author) != (scope, str(actor.user)):
        raise UnknownEntry(
            "This draft was saved or thrown away, or it rested for a month. Begin again: /entry edit or add."
        )
    return draft


def theirs(upkeep: Upkeep, actor: Actor) -> tuple[Draft, ...]:
    """
    What *actor* is writing in their server, the last first.

    Raises:
        NotCurator: *actor* is no curator of a server.
    """
    return upkeep.store.drafts(Scope.server(require_server(actor)), str(actor.user))


def write(upkeep: Upkeep, actor: Actor, draft_id: str, part: Part, written: Mapping[str, str], at: datetime) -> Draft:
    """
    The draft with what was *written* into the fields of *part*, kept as it was typed.

    Raises:
        NotCurator, UnknownEntry: As opened().
    """
    draft = opened(upkeep, actor, draft_id)
    typed = deepcopy(dict(draft.typed))
    part.fill(typed, written, upkeep.base_in(actor.server), at.date())
    return _kept(upkeep, replace(draft, typed=typed, at=at))


def cite(
    upkeep: Upkeep, actor: Actor, draft_id: str, claim: int, written: Mapping[str, str], at: datetime
) -> tuple[Draft, int]:
    """
    The draft with one more citation of its claim number *claim*, from 1, or of its last; and its place, from 0.

    Args:
        written: As the fields of CitationPart.

    Raises:
        NotCurator, UnknownEntry: As opened().
    """
    typed = opened(upkeep, actor, draft_id).typed
    place = max(min(claim, len(typed["entry"]["claims"])), 1) - 1
    part = CitationPart(place, len(_told(typed, place)))
    return write(upkeep, actor, draft_id, part, written, at), place


def read(draft: Draft, base: Base) -> Reading:
    """What *draft* comes to in *base*: the entry, and all that is wrong with it."""
    sources = dict(base.catalogue.by_source_id)
    problems: list[Problem] = []
    for source_id, typed in draft.typed["sources"].items():
        shape = fit(SourceShape, _given({"id": source_id, **typed}))
        if isinstance(shape, tuple):
            problems += below(("sources", source_id), shape)
        else:
            sources[source_id] = shape.source()
    entry = fit(EntryShape, _given(draft.typed["entry"]))
    if isinstance(entry, tuple):
        return Reading(None, (*problems, *entry))
    unknown = tuple(_unknown(entry, sources, base))
    if unknown:
        return Reading(None, (*problems, *unknown))
    stated = entry.entry(sources)
    return Reading(stated, (*problems, *problems_of(base, stated)))


def wish(draft: Draft, entry: Entry, reason: str) -> Wish:
    """What its author wishes with *draft*, which states *entry*; the message that it was taken from is noted."""
    note = f"{reason.strip()} {draft.typed.get('taken_from', '')}".strip()
    return Wish(draft.entry_id, entry, Seen.parse(draft.looked_at) if draft.looked_at else None, note)


def save(upkeep: Upkeep, actor: Actor, draft: Draft, entry: Entry, reason: str, at: datetime) -> Revision:
    """
    Keep *entry*, which *draft* states, and drop the draft.

    Raises:
        NotCurator, StaleRevision, BadEdit: As bot.service.curate.keep(); the draft is then kept.
    """
    kept = keep(upkeep, actor, wish(draft, entry, reason), at)
    upkeep.store.drop_draft(draft.id)
    return kept


def renewed(upkeep: Upkeep, actor: Actor, draft_id: str, at: datetime) -> Draft:
    """
    The draft as if it had begun from the newest revision, whatever that changed; what was typed stays.

    Raises:
        NotCurator, UnknownEntry: As opened().
    """
    draft = opened(upkeep, actor, draft_id)
    newest = seen(upkeep.base_in(actor.server), draft.entry_id)
    return _kept(upkeep, replace(draft, looked_at=str(newest) if newest else "", at=at))


def drop(upkeep: Upkeep, actor: Actor, draft_id: str) -> None:
    """
    Throw the draft away.

    Raises:
        NotCurator, UnknownEntry: As opened().
    """
    upkeep.store.drop_draft(opened(upkeep, actor, draft_id).id)


def _kept(upkeep: Upkeep, draft: Draft) -> Draft:
    upkeep.store.keep_draft(draft)
    return draft


def _new_id() -> str:
    return secrets.token_hex(6)


def _cited(typed: Mapping[str, Any], claim: int) -> list[dict[str, str]]:
    """The citations of the claim in that place; those of a new one, where it was taken out meanwhile."""
    claims: list[dict[str, Any]] = typed["entry"]["claims"]
    if claim >= len(claims):
        claims.append({})
    cited: list[dict[str, str]] = claims[min(claim, len(claims) - 1)].setdefault("sources", [])
    return cited


def _told(typed: Mapping[str, Any], claim: int) -> Sequence[dict[str, str]]:
    """The same, without making anything of it."""
    claims: Sequence[dict[str, Any]] = typed["entry"]["claims"]
    return claims[claim].get("sources", ()) if claim < len(claims) else ()


def _meant(named: str, typed: Mapping[str, Any], base: Base) -> str:
    """The id of the one source that *named* names; *named* itself where none or several are meant."""
    if named in typed["sources"]:
        return named
    return base.catalogue.sources.meant(named) or named


def _unknown(entry: EntryShape, sources: Mapping[str, Source], base: Base) -> Iterator[Problem]:
    for path, named in entry.cited():
        if named not in sources:
            near = base.catalogue.sources.near(named, _MOST_NEAR)
            advice = f"write one of {', '.join(near)}, or cite a new source" if near else "cite it as a new source"
            yield Problem(path, f"'{named[:60]}' is not the name of one source alone", advice)


def _given(typed: Any) -> Any:
    """*typed* without what was left empty, at any depth."""
    if isinstance(typed, Mapping):
        return {key: _given(value) for key, value in typed.items() if value not in ("", None)}
    return [_given(one) for one in typed] if isinstance(typed, list) else typed


def plain(entry: Entry) -> dict[str, Any]:
    """*entry* as the files of a pack have it, in texts, lists and groups alone."""
    found: dict[str, Any] = _plain(entry_node(entry))
    return found


def _plain(node: Any) -> Any:
    if isinstance(node, EdtfDate):
        return node.text
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    return node if isinstance(node, str) else [_plain(one) for one in node]


def _slug(text: str) -> str:
    """An id made of the words of *text*, as far as they are letters and digits."""
    folded = unicodedata.normalize("NFKD", " ".join(words(text))).encode("ascii", "ignore").decode()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", folded):
        if len(slug) + len(word) < _LONGEST_ID:
            slug = f"{slug}-{word}" if slug else word
    return slug if len(slug) >= _SHORTEST_ID else f"entry-{slug or 'new'}"


def _free(wanted: str, taken: Any) -> str:
    """*wanted*, or with a number behind it, so that it is none of those *taken*."""
    if wanted not in taken:
        return wanted
    return next(name for number in range(2, 10_000) if (name := f"{wanted}-{number}") not in taken)
