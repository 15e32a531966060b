"""Curating: what speaks against an edit before it is made, making it, and what was edited before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.core.checks import check_among, check_entry
from bot.core.difference import Difference, differences
from bot.core.entry import Claim, Entry
from bot.core.errors import BadEdit, NotCurator, StaleRevision, UnknownEntry
from bot.core.problem import Problem
from bot.core.revision import Revision, Scope
from bot.core.texts import UNSEEN, same_words
from bot.core.values import LONGEST
from bot.matching.index import Index
from bot.matching.likeness import most_like
from bot.service.ask import asked
from bot.service.base import Base
from bot.service.contradictions import Contradiction, contradictions
from bot.service.curators import Actor, require_curator
from bot.service.trial import Asked, ask_all
from bot.service.upkeep import Upkeep
from bot.store.base import Edit

LONGEST_NOTE = LONGEST["reason"]
"""The most characters of what a curator gives as the reason of an edit."""

# Another entry that answers an entry's own question with this confidence, or has a claim so like one of its own (by
# token-sort ratio), is told of as near. Set 2026-11-25 by reading what each tells of the entries that ship.
_NEAR_QUESTION, _NEAR_CLAIM = 0.5, 0.9
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """
    The revision of an entry that a curator looked at. As text it is a letter and the number: ``p3``, ``s1``.

    Attributes:
        is_own: Whether it is their server's own, and not a pack's.
    """

    is_own: bool
    number: int

    def __str__(self) -> str:
        return f"{'s' if self.is_own else 'p'}{self.number}"

    @classmethod
    def parse(cls, text: str) -> Seen:
        """What str() made *text* of."""
        return cls(text.startswith("s"), int(text[1:]))

    @classmethod
    def of(cls, revision: Revision) -> Seen:
        """*revision*, as a curator sees it."""
        return cls(revision.scope.is_server, revision.number)


@dataclass(frozen=True, slots=True)
class Wish:
    """
    An edit that a curator wants to make.

    Attributes:
        entry: The entry as it shall be; None to retire it.
        seen: What they looked at when they wrote it; None for a new entry.
        note: Why, in their words; empty if they gave none.
    """

    entry_id: str
    entry: Entry | None
    seen: Seen | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """An entry that is near to the one that is wished for: what of it is, and how near that is, 0 to 1."""

    entry: Entry
    what: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Turned:
    """A known question as it is asked of the base and of the base as it would be."""

    before: Asked
    after: Asked

    @property
    def found(self) -> tuple[str, str]:
        """What comes first and what would, in words: the id of an entry, a timeline, or nothing."""
        return _first(self.before), _first(self.after)

    @property
    def is_worse(self) -> bool:
        """Whether what came first was right, and would not be any more."""
        return self.before.place == 0 and self.after.place != 0


def _first(asked: Asked) -> str:
    if asked.timeline:
        return f"the timeline of {asked.timeline.in_words()}"
    return asked.matches[0].entry_id if asked.matches else "nothing"


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What speaks against a wish.

    Attributes:
        problems: Rules that the entry breaks; with any of them it cannot be kept.
        near: Entries that are near to it, the nearest first.
        contradictions: Entries that ask when the same was, and say otherwise.
        turned: Known questions that another entry would come first for, those that get worse first.
    """

    problems: tuple[Problem, ...] = ()
    near: tuple[Near, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    turned: tuple[Turned, ...] = ()

    @property
    def worse(self) -> tuple[Turned, ...]:
        """The known questions that would not be answered rightly any more."""
        return tuple(one for one in self.turned if one.is_worse)

    @property
    def are_grave(self) -> bool:
        """Whether a curator should say why they make the edit all the same."""
        return bool(self.near or self.contradictions or self.worse)


@dataclass(frozen=True, slots=True)
class Version:
    """
    A *revision* that a server sees of an entry, a pack's or its own, and what it changed of the one before.

    Attributes:
        is_first: Whether there was none before it.
    """

    revision: Revision
    changed: tuple[Difference, ...]
    is_first: bool = False


def seen(base: Base, entry_id: str) -> Seen | None:
    """What *base* has of the entry now, retired or not; None if it never had it."""
    if entry_id not in base.scopes:
        return None
    return Seen(base.scopes[entry_id].is_server, base.revisions[entry_id])


def examine(base: Base, wish: Wish) -> Findings:
    """
    All that speaks against *wish* in *base*.

    It asks all known questions of the base as it is and as it would be, which takes seconds where they are many.

    Raises:
        StaleRevision: Somebody changed the entry after it was looked at.
        BadEdit: It reads so already.
    """
    _require_news(base, wish)
    problems = problems_of(base, wish.entry) if wish.entry else ()
    if problems:
        return Findings(problems)
    then = _as_wished(base, wish)
    if wish.entry is None:
        return Findings(turned=_turned(base, then))
    return Findings((), _near(base, wish.entry), contradictions(then.index, wish.entry_id), _turned(base, then))


def keep(upkeep: Upkeep, actor: Actor, wish: Wish, at: datetime) -> Revision:
    """
    Make the edit, in the actor's server alone; once this returns, it survives a crash and is answered.

    Args:
        at: When, with a time zone.

    Raises:
        NotCurator: *actor* is no curator of a server.
        StaleRevision: Somebody changed the entry after it was looked at.
        BadEdit: The entry breaks rules, or the note cannot be kept; the text names all of it.
        UnknownEntry: There is nothing to retire.
    """
    server = require_server(actor)
    base = upkeep.base_in(server)
    _require_news(base, wish)
    if wish.entry is None:
        base.entry(wish.entry_id)
    elif problems := problems_of(base, wish.entry):
        raise BadEdit(problems)
    after = wish.seen.number if wish.seen and wish.seen.is_own else 0
    edit = Edit(Scope.server(server), wish.entry_id, wish.entry, str(actor.user), at, _note(wish.note), after)
    return upkeep.append(edit)


def require_server(actor: Actor) -> int:
    """
    The Discord id of the server whose entries *actor* may edit.

    Raises:
        NotCurator: They may edit none here; the text says who may, and where.
    """
    require_curator(actor)
    if actor.server is None:
        raise NotCurator(
            "Entries are edited in a server, for that server. What the packs hold is changed in their files."
        )
    return actor.server


def wording_of(message: str) -> str:
    """What *message* asks, on one line, without mentions; empty where it has no words."""
    said = " ".join(UNSEEN.sub(" ", asked(message)).split())
    return said if same_words(said) else ""


def near_to(base: Base, wording: str) -> tuple[Entry, ...]:
    """The entries of *base* that may answer *wording*, the surest first: five at most."""
    return tuple(base.entries[match.entry_id] for match in base.index.search(wording))


def taught(base: Base, entry_id: str, looked_at: Seen, wording: str, note: str) -> Wish:
    """
    The wish that the entry, which was *looked_at*, answer *wording* too.

    Raises:
        UnknownEntry: It is not there any more.
    """
    entry = base.entry(entry_id)
    return Wish(entry_id, replace(entry, variants=(*entry.variants, wording.strip())), looked_at, note)


def revisions(upkeep: Upkeep, actor: Actor, entry_id: str) -> tuple[Revision, ...]:
    """
    Every revision of the entry that the actor's server sees, oldest first; its own lie over the packs'.

    Raises:
        NotCurator: *actor* is no curator.
        UnknownEntry: There never was such an entry here.
    """
    require_curator(actor)
    found = upkeep.history(entry_id, actor.server)
    if not found:
        raise UnknownEntry("There never was such an entry here. Pick one from the list that opens as you type.")
    return tuple(sorted(found, key=lambda one: one.at))


def history(upkeep: Upkeep, actor: Actor, entry_id: str) -> tuple[Version, ...]:
    """
    The same with what each of them changed.

    Raises:
        NotCurator, UnknownEntry: As revisions().
    """
    return tuple(_versions(revisions(upkeep, actor, entry_id)))


def restored(upkeep: Upkeep, actor: Actor, entry_id: str, to: Seen) -> Wish:
    """
    The wish that the entry be again as the revision *to* left it.

    Raises:
        NotCurator, UnknownEntry: As revisions(); there is no such revision, or it retired the entry.
    """
    for revision in revisions(upkeep, actor, entry_id):
        if Seen.of(revision) == to and revision.entry:
            return Wish(entry_id, revision.entry, seen(upkeep.base_in(actor.server), entry_id))
    raise UnknownEntry(f"'{entry_id}' has no revision of that number that could be restored. Open its history again.")


def last_standing(upkeep: Upkeep, actor: Actor, entry_id: str) -> Seen:
    """
    The newest revision that an entry which is retired could be restored to.

    Raises:
        NotCurator, UnknownEntry: As revisions(); or the entry is not retired, as the text then says.
    """
    found = revisions(upkeep, actor, entry_id)
    if entry_id not in upkeep.base_in(actor.server).retired:
        raise UnknownEntry(f"'{entry_id}' is not retired. Its history restores older revisions: /entry history.")
    standing = [revision for revision in found if revision.entry]
    if not standing:
        raise UnknownEntry(f"'{entry_id}' never stood; there is nothing to restore.")
    return Seen.of(standing[-1])


def _as_wished(base: Base, wish: Wish) -> Base:
    """*base* as it would be."""
    number = base.revisions.get(wish.entry_id, 0) + 1
    return base.with_revision(Revision(_TRIAL, wish.entry_id, number, wish.entry, "", _NO_TIME))


# Whose and when the revision is that is only tried.
_TRIAL, _NO_TIME = Scope.server(0), datetime.min.replace(tzinfo=UTC)


def _require_news(base: Base, wish: Wish) -> None:
    newest = seen(base, wish.entry_id)
    if newest == wish.seen:
        if wish.entry and wish.entry == base.entries.get(wish.entry_id):
            raise BadEdit((Problem((), f"'{wish.entry_id}' reads so already", "there is nothing to change"),))
        return
    if wish.seen is None:
        raise StaleRevision(f"There is an entry '{wish.entry_id}' already. Give yours another id, or edit that one.")
    raise StaleRevision(
        f"'{wish.entry_id}' was changed by somebody after you opened it. Open it again; what you wrote is kept."
    )


def problems_of(base: Base, entry: Entry) -> tuple[Problem, ...]:
    """All that keeps *entry* from being one of *base*; paths begin below it."""
    return (*check_entry(entry), *check_among(entry, (one for one in base.entries.values() if one.id != entry.id)))


def _near(base: Base, entry: Entry) -> tuple[Near, ...]:
    """The entries that answer what *entry* is asked anew, or say almost what it says anew, without its knowing them."""
    before, others = base.entries.get(entry.id), base.index.without(entry.id)
    texts = [text for text in entry.phrasings if before is None or text not in before.phrasings]
    claims = [claim for claim in entry.claims if before is None or claim not in before.claims]
    surest = sorted(
        (*_near_questions(others, texts), *_near_claims(others.entries, claims)), key=lambda one: -one.likeness
    )
    found: dict[str, Near] = {}
    for near in surest:
        if near.entry.id not in entry.see_also:
            found.setdefault(near.entry.id, near)
    return tuple(found.values())[:_MOST_NEAR]


def _near_questions(others: Index, texts: Iterable[str]) -> Iterator[Near]:
    for text in texts:
        for match in others.search(text):
            if match.confidence >= _NEAR_QUESTION:
                yield Near(others.entries[match.entry_id], f"answers “{text}”", match.confidence)


def _near_claims(others: Mapping[str, Entry], claims: Iterable[Claim]) -> Iterator[Near]:
    told = [(other, claim.text) for other in others.values() for claim in other.claims]
    texts = [text for _, text in told]
    for claim in claims:
        best = most_like(claim.text, texts, _NEAR_CLAIM)
        if best:
            yield Near(told[best[0]][0], "says almost the same", best[1])


def _turned(base: Base, then: Base) -> tuple[Turned, ...]:
    asked = (ask_all(one.index, base.questions) for one in (base, then))
    every = (Turned(*pair) for pair in zip(*asked, strict=True))
    turned = (one for one in every if one.found[0] != one.found[1])
    return tuple(sorted(turned, key=lambda one: not one.is_worse))


def _versions(found: Sequence[Revision]) -> Iterator[Version]:
    """Each with what it changed, of its own scope's before; a server's first, of the pack's then."""
    newest: dict[Scope, Entry | None] = {}
    last: Entry | None = None
    for revision in found:
        before = newest.get(revision.scope, last)
        yield Version(revision, differences(before, revision.entry), is_first=not newest)
        last = newest[revision.scope] = revision.entry


def _note(typed: str) -> str:
    note = " ".join(UNSEEN.sub(" ", typed).split())
    if len(note) > LONGEST_NOTE:
        what = f"the reason has {len(note)} characters"
        raise BadEdit((Problem((), what, f"shorten it to {LONGEST_NOTE}"),))
    return note
