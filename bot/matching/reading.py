"""Readings: a text as the engine sees it, once for each phrasing and once for each question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from bot.core.entry import Entry
from bot.core.pack import NamedPeriod
from bot.matching.english import is_telling
from bot.matching.names import Mention, Name, Names, words_of
from bot.matching.normalise import stem, words
from bot.matching.periods import Asked, asked_periods, plain_times
from bot.matching.spelling import Speller
from bot.matching.years import is_year, spelled_out

_CAPITALISED = re.compile(r"(?<=[a-z,;0-9] )[A-Z][a-z]+")
# "the 2 leaders", "on the 9th", "5 times": small numbers are said in passing; 2270 and 14000 are what is asked about.
_TELLING_DIGITS = 3
_ASKING = {word: word for word in ("when", "who", "where", "why", "what")} | {
    "whom": "who",
    "whose": "who",
    "which": "what",
    "whats": "what",
}
_AUXILIARIES = frozenset("is are was were do does did has have had can could will would should to come".split())
_OF_TIME = frozenset("year date day month time".split())
_OF_COUNTS = frozenset("many much often".split())
# What "how" asks the measure of; "how China reacted", "how exactly", "how come" ask for no measure.
_MEASURES = frozenset(
    "old tall long short far near big large small high low deep wide broad thick heavy fast quick slow loud hot cold"
    " warm rich poor expensive cheap strong bright young early late soon".split()
)
# The same asked with a noun: what is the depth of …, border length.
_MEASURE_NOUNS = {
    "age": "old",
    "height": "tall",
    "length": "long",
    "distance": "far",
    "size": "big",
    "depth": "deep",
    "width": "wide",
    "breadth": "wide",
    "thickness": "thick",
    "weight": "heavy",
    "speed": "fast",
    "temperature": "hot",
}
_OF_THE_WHOLE = frozenset(
    "timeline chronology steps stages overview summary summarise summarize story history list".split()
)
_NEGATIONS = frozenset(
    "not never no nobody none nor neither without cannot cant wont dont doesnt didnt isnt arent wasnt werent"
    " hasnt havent hadnt wouldnt couldnt shouldnt refuse refused refuses fail failed fails".split()
)


@dataclass(frozen=True)
class Reading:
    """
    A text as the engine sees it.

    Attributes:
        text: As it was typed, with its years spelled out.
        words: Its words, repaired.
        stems: Their stems, in step with *words*.
        mentions: The names in it, by place among the words.
        strangers: Words with a capital letter that are neither the base's nor, small, common English.
        asked: The times that it asks about, if it is a question.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    mentions: tuple[Mention, ...]
    strangers: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its other numbers of three digits or more."""
        return numbers_in(self.words)

    @cached_property
    def negated(self) -> bool:
        """Whether it says not, never, without …"""
        return is_negated(self.words)

    @cached_property
    def tells(self) -> bool:
        """Whether any of its words tells what it is about."""
        return any(map(is_telling, self.words))

    @cached_property
    def manner(self) -> str:
        """How it asks: ``when``, ``who``, ``count``, ``how wide``, ``overview`` …; empty for bare keywords."""
        return manner(self.words)

    @cached_property
    def things(self) -> frozenset[Name]:
        """The persons, places, treaties … that it names."""
        return frozenset(mention.name for mention in self.mentions if mention.name.is_thing)

    @property
    def shown(self) -> tuple[str, ...]:
        """Its words, with each thing by the words of the name it is shown by."""
        shown: list[str] = []
        for start, end, name in self.pieces:
            shown += words_of(name) if name and name.is_thing else self.words[start:end]
        return tuple(shown)

    @cached_property
    def pieces(self) -> tuple[tuple[int, int, Name | None], ...]:
        """Its words in order, those of a name together: where each piece starts and ends, its name if it is one."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[tuple[int, int, Name | None]]:
        starts = {mention.start: mention for mention in self.mentions}
        at = 0
        while at < len(self.words):
            mention = starts.get(at)
            end = mention.end if mention else at + 1
            yield at, end, mention.name if mention else None
            at = end


class _Stems(dict[str, str]):
    """The stems of a base's words, each worked out once; of what people ask nothing is kept here."""

    def __missing__(self, word: str) -> str:
        found = self[word] = stem(word)
        return found


class Reader:
    """
    Reads texts as one base understands them.

    Attributes:
        names: What the base calls things.
        periods: Times that it has names for.

    Args:
        known: The base's words, with how many times each stands there, for spelling; those of its names come on top.
        periods: Times that the base has names for.
    """

    def __init__(
        self, names: Names, known: Mapping[str, int] = MappingProxyType({}), periods: Sequence[NamedPeriod] = ()
    ) -> None:
        self.names, self.periods = names, tuple(periods)
        self._stems = _Stems()
        self._speller = Speller({**dict.fromkeys(names.spellings, 1), **known})

    def over(self, known: Mapping[str, int]) -> Reader:
        """This reader, for a base that has the words *known*, with how many times each stands there."""
        return Reader(self.names, known, self.periods)

    def naming(self, entry: Entry) -> Reader:
        """This reader, for a base to which *entry* was added: its people and places are names from now on."""
        names, new = self.names.with_entry(entry)
        return self._but(names, self._speller.knowing(dict.fromkeys(new, 1)))

    def knowing(self, words: Mapping[str, int]) -> Reader:
        """This reader, for a base to which *words* were added, with how many times each."""
        return self._but(self.names, self._speller.knowing(words))

    def _but(self, names: Names, speller: Speller) -> Reader:
        reader = copy(self)
        reader.names, reader._speller = names, speller
        return reader

    def read(self, text: str) -> Reading:
        """*text* as it stands: a phrasing or a claim, whose spelling is the base's own."""
        spelled = spelled_out(text)
        found = words(spelled)
        stems = tuple(map(self._stems.__getitem__, found))
        return Reading(spelled, found, stems, self.names.find(stems))

    def read_question(self, text: str) -> Reading:
        """*text* as a question: what nobody spells so is read as the nearest word of the base."""
        spelled = spelled_out(text)
        found = self._speller.repair(words(spelled))
        stems = tuple(map(stem, found))
        asked = asked_periods(plain_times(text), self.periods)
        return Reading(spelled, found, stems, self.names.find(stems), self._strangers(text), asked)

    def _strangers(self, text: str) -> tuple[str, ...]:
        """Capitals tell a name only where small letters are used as well, and not in a sentence's first word."""
        capitals = _CAPITALISED.findall(text)
        if len(capitals) * 2 > len(text.split()):
            return ()
        return tuple(word for word in capitals if self._speller.is_stranger(words(word)))


def numbers_in(found: Iterable[str]) -> frozenset[str]:
    """The numbers of three digits or more among these words that are no years."""
    digits = (word for word in found if word.isdecimal() and len(word) >= _TELLING_DIGITS)
    return frozenset(word for word in digits if not is_year(word))


def is_negated(found: Sequence[str]) -> bool:
    """Whether a text of these words says not, never, without …"""
    return not _NEGATIONS.isdisjoint(found)


def manner(found: Sequence[str]) -> str:
    """How a text of these words asks, by its first question word; ``which year`` asks as ``when`` does."""
    if not _OF_THE_WHOLE.isdisjoint(found):
        return "overview"
    measures = [_MEASURE_NOUNS[word] for word in found if word in _MEASURE_NOUNS]
    for word, following in itertools.pairwise((*found, "")):
        if word == "how":
            return _how(following)
        if measures and _ASKING.get(word) == "what":
            return f"how {measures[0]}"
        if word in ("what", "which") and following in _OF_TIME:
            return "when"
        if word in _ASKING:
            return _ASKING[word]
    return "yes or no" if found and found[0] in _AUXILIARIES else ""


def _how(following: str) -> str:
    if following in _OF_COUNTS:
        return "count"
    return f"how {following}" if following in _MEASURES else "how"
