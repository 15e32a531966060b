"""Searching: what the engine finds for a question, and the times in it that decide what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from bot.core.answer import Match, Outcome, Policy, Timeline, choose
from bot.core.entry import Entry
from bot.core.timeline import Event, MonthDay, Wanted, events
from bot.matching.index import Finding, Index
from bot.matching.names import Name
from bot.matching.periods import Asked, Relation, asked_periods, plain_times, without
from bot.matching.points import month_days
from bot.matching.reading import Reading

# Courtesy, and how people begin when they want to be told something; none of it says what.
_COURTESY = re.compile(
    r"\b(?:please|pls|plz|hey|hi|hello|ok|okay|so|well|and|bot|yo"
    r"|(?:can|could|would|will) (?:you|u)(?: please)?|(?:i|we)(?:d| would) like(?: to know)?|i (?:want to|wanna) know"
    r"|(?:give|show|tell|get|send) (?:me|us)|gimme|let me know|(?:what )?(?:do|can) (?:you|u)(?: have| know| tell)?"
    r"|summari[sz]e|sum up|describe|explain|list|recount|im curious|i wonder)\b"
)
# What is said around a time when nothing but the time is asked about.
_FRAME = frozenset(
    # words of grammar
    " a about all also am an and any are as at back be been between both but by did do does during each else ever"
    " every few for from full go goes gone had has have i if in into is it its just kindly know later main major"
    " me most my now of off on only or other our out quick quickly really short so some than that the their them"
    " then there these they this those through to too u up us very was we well were what whats which while whole with"
    " you your"
    # what is asked for of a time
    " anything changed chronological chronologically chronology course dates detail details development"
    " developments down during event events everything facts going happen happened happening happens history"
    " important info information key like look news notable noteworthy occur occurred order outline overview"
    " past picture place quick record relation relations relationship significant story summary take thing"
    " things ties timeline took up went what"
    # times in general, and the two sides in general
    " centuries century countries country day days decade decades era month months once period periods side"
    " sides span time times today two year years".split()
)
# What asks for all that happened in a time.
_ASKS_FOR_ALL = re.compile(
    r"\b(?:happen\w*|events?|timeline|chronology|history|(?:took|take) place|going on|went (?:on|down)|occur\w*"
    r"|everything|anything|things|developments?|overview|summary|outline|story|news|facts|on record|know about"
    r"|what(?:s| is| was) (?:up|there)|what (?:all )?did \w.* do|was up|doing|relations?|ties|relationship|changed)\b"
)
# A question that can be answered by yes or no, or by a number, asks for no timeline, whatever it is about.
_YES_OR_NO = re.compile(r"(?:did|do|does|is|are|was|were|has|have|had|should)\b(?!.*\b(?:any|some)thing\b)")
# How a question asks that wants one thing, and what may stand beside a time that is asked about without any other word.
_OF_ONE = frozenset({"who", "where", "why", "count"})
_BARE = frozenset("a an and the of in on at from for about all us me what year years then".split())
_SEASONAL = "spring|summer|autumn|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LATEST = re.compile(
    rf"\b(?:latest|newest|most recent(?:ly)?|last(?! (?:long|for|until|year|month|week|century|decade|{_SEASONAL})))\b"
)
_FIRST = re.compile(r"\b(?:first|earliest|oldest)\b")
# How sure a match must be beside the best for its date to put it first. Set 2026-11-25: at 0.5 it did the known
# questions of the pack that ships more harm than good, at 0.8 it left them as they were: that pack has entries of their
# own for the latest. It is for bases that have a row of like entries, one a year: of all words in the questions of two
# of them, so many are in both.
_RIVAL, _ALIKE = 0.8, 0.7
# What is left of a confidence that hangs on the words for the day.
_UNSURE = 0.45


@dataclass(frozen=True, slots=True)
class Timed:
    """
    A text, plain, and the times that it asks about.

    Attributes:
        asked: In order; none reaches into another.
    """

    plain: str
    asked: tuple[Asked, ...]

    @classmethod
    def read(cls, text: str, index: Index) -> Timed:
        """*text* with the times in it, among them those that *index* has a name for."""
        plain = plain_times(text)
        return cls(plain, asked_periods(plain, index.reader.periods))

    @property
    def rest(self) -> str:
        """The text less its times."""
        return without(self.plain, self.asked)


@dataclass(frozen=True, slots=True)
class Found:
    """
    What was found for a question.

    Attributes:
        findings: Best first.
        wanted: What it asks the timeline of, if it asks for one; None for other questions.
        events: What happened then; it may be nothing.
    """

    findings: tuple[Finding, ...]
    wanted: Wanted | None = None
    events: tuple[Event, ...] = ()

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches that may answer it, best first: none where it asks what happened in a time."""
        return () if self.wanted else tuple(finding.match for finding in self.findings)

    def outcome(self, policy: Policy) -> Outcome:
        """What *policy* does with it; a timeline without an event is no answer."""
        if self.wanted and self.events:
            return Timeline(self.wanted, self.events)
        return choose(self.matches, policy)


def search(index: Index, question: str, as_of: date | None = None) -> Found:
    """
    What *index* holds on *question*.

    Times in it count against entries that do not hold them (see `bot.matching.guards`); a time alone gives a timeline;
    "latest" and "first" choose by date among entries that are nearly as sure as the best.

    Args:
        as_of: The day for which *index* stands as it does; words that say so do not make the best entry less sure.
    """
    timed = Timed.read(question, index)
    findings = _surer(index, question, timed, as_of) if as_of else index.find(question)
    findings = _by_date(index, timed, findings)
    wanted = wants(index, timed)
    if wanted is None:
        return Found(findings)
    wanted = wanted.until(as_of) if as_of else wanted
    happened = events(index.entries.values(), wanted) if wanted else ()
    is_narrowed = wanted is not None and wanted != Wanted(wanted.period, wanted.day)
    if is_narrowed and len(happened) < 2:  # an entry has more to say of one event of a person or a place
        return Found(findings)
    if not happened and not (wanted and wanted.day):  # what looks like a year may be a number
        return Found(findings)
    return Found(findings, wanted, happened)


def _surer(index: Index, question: str, timed: Timed, as_of: date) -> tuple[Finding, ...]:
    """
    What is found for *question*, or without its words for that day if that finds the same entry, and surer.

    Where it finds another, it was the day that led there, and nothing is answered outright.
    """
    found = index.find(question)
    said = [one for one in timed.asked if one.period.latest == as_of]
    again = index.find(without(timed.plain, said)) if said else ()
    if not found or not again:
        return found
    if _best(found) == _best(again):
        return max((found, again), key=_confidence)
    return tuple(replace(one, match=Match(one.match.entry_id, _UNSURE * one.match.confidence)) for one in found)


def _best(findings: Sequence[Finding]) -> str:
    return findings[0].match.entry_id


def _confidence(findings: Sequence[Finding]) -> float:
    return findings[0].match.confidence


def as_of_day(index: Index, question: str) -> date | None:
    """The day for which *question* asks by its own words, "as of", or "how many … by"; None for the present."""
    asked = Timed.read(question, index).asked
    said = next((one for one in asked if one.relation is Relation.AS_OF), None)
    counted = next((one for one in asked if one.relation in (Relation.UNTIL, Relation.BEFORE)), None)
    if said is None and counted is not None and index.reader.read_question(question).manner == "count":
        said = counted
    return said.period.latest if said else None


def wants(index: Index, timed: Timed) -> Wanted | None:
    """The timeline that a question asks for, apart from as of when; None if it asks for something else."""
    if not timed.asked:
        return _any_year(index, timed.plain)
    asked = [one for one in timed.asked if one.relation is not Relation.AS_OF]
    if len(asked) != 1:
        return None
    rest = index.reader.read_question(_COURTESY.sub(" ", timed.rest))
    things = rest.things - index.subject
    if not _is_frame(rest, timed.plain):
        return None
    if not things:
        return Wanted(asked[0].period)
    return _narrowed(asked[0], things, index) if _ASKS_FOR_ALL.search(timed.plain) else None


def _any_year(index: Index, plain: str) -> Wanted | None:
    """What happened on a day of any year, if *plain* asks for that and names the one day."""
    days = tuple(islice(month_days(plain), 2))
    if len(days) != 1:
        return None
    month, day, start, end = days[0]
    rest = index.reader.read_question(_COURTESY.sub(" ", f"{plain[:start]} {plain[end:]}"))
    asks = _is_frame(rest, plain) and not rest.things - index.subject
    return Wanted(day=MonthDay(month, day)) if asks else None


def _is_frame(rest: Reading, plain: str) -> bool:
    """
    Whether a question asks for all there is.

    Nothing is left of it but names and words that say nothing else, and it asks for all in so many words, or in none.

    Args:
        rest: The question less its times and courtesy.
        plain: The whole of it.
    """
    named = {at for mention in rest.mentions if mention.name.is_thing for at in range(mention.start, mention.end)}
    left = [word for at, word in enumerate(rest.words) if at not in named]
    if any(word not in _FRAME for word in left) or rest.manner in _OF_ONE or rest.manner.startswith("how "):
        return False
    if _YES_OR_NO.match(" ".join(rest.words)):
        return False
    return _ASKS_FOR_ALL.search(plain) is not None or all(word in _BARE for word in left)


def _narrowed(asked: Asked, things: Iterable[Name], index: Index) -> Wanted | None:
    """The timeline of the one person or place that is named, as entries list it; None if there are more, or none."""
    names = [thing.shown for thing in things]
    if len(names) != 1 or any(thing.elsewhere for thing in things):
        return None
    entries = index.entries.values()
    if any(names[0] in entry.people for entry in entries):
        return Wanted(asked.period, person=names[0])
    if any(names[0] in entry.places for entry in entries):
        return Wanted(asked.period, place=names[0])
    return None


def _by_date(index: Index, timed: Timed, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """*findings* with the latest, or the first, of the surest in front where a question asks for it."""
    is_latest, is_first = (word.search(timed.plain) is not None for word in (_LATEST, _FIRST))
    if is_latest is is_first or not findings:
        return tuple(findings)
    least = _RIVAL * findings[0].match.confidence
    near = (one for one in findings if one.match.confidence >= least and _is_alike(one, findings[0], index))
    rivals = [one for one in near if _days(index.entries[one.match.entry_id])]
    if len(rivals) < 2:
        return tuple(findings)
    choose = max if is_latest else min
    chosen = choose(rivals, key=lambda one: choose(_days(index.entries[one.match.entry_id])))
    return (chosen, *(one for one in findings if one is not chosen))


def _is_alike(one: Finding, other: Finding, index: Index) -> bool:
    """Whether the entries of both are asked the same, but for the time: the parade of 2023, the parade of 2025."""
    asked, also = (_asked_of(index, finding.match.entry_id) for finding in (one, other))
    return len(asked & also) >= _ALIKE * len(asked | also)


def _asked_of(index: Index, entry_id: str) -> frozenset[str]:
    """The stems of the question of the entry, less its times."""
    return frozenset(index.reader.read(Timed.read(index.entries[entry_id].question, index).rest).stems)


def _days(entry: Entry) -> list[date]:
    """The days on which what its leading claims date ended; none for what has no date."""
    days = (claim.date.latest or claim.date.earliest for claim in entry.leading_claims if claim.date)
    return [day for day in days if day]
