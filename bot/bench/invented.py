"""Invented bases: as many entries as asked for, and questions on them, the same ones whenever they are made."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.core.entry import Entry, Kind
from bot.core.pack import KnownQuestion
from bot.matching.english import english

PHRASINGS_AN_ENTRY = 5
# The ways of asking for one thing; the topic stands in the braces.
_FRAMES = {
    "when": (
        "When did the {} take place?",
        "When was the {}?",
        "What year was the {}?",
        "On which date did the {} happen?",
        "Do you know when the {} was?",
        "how long ago was the {}",
        "{} date",
        "date of the {}",
    ),
    "who": (
        "Who was behind the {}?",
        "Who led the {}?",
        "Which people took part in the {}?",
        "Can you tell me who was in charge of the {}?",
        "Whose idea was the {}?",
        "{} leader",
        "who runs the {}",
    ),
    "where": (
        "Where is the {}?",
        "Where can I find the {}?",
        "In what place was the {} held?",
        "What is the location of the {}?",
        "Does anyone know where the {} is?",
        "{} where",
        "place of the {}",
    ),
    "count": (
        "How many were in the {}?",
        "How many people did the {} have?",
        "What is the number of the {}?",
        "How big was the {} in total?",
        "Tell me how many there are in the {}",
        "{} total number",
        "size of the {}",
    ),
    "why": (
        "Why did the {} happen?",
        "Why was there a {}?",
        "What was the reason for the {}?",
        "What caused the {}?",
        "I wonder why the {} came about",
        "{} cause",
        "reason behind the {}",
    ),
    "what": (
        "What is the {}?",
        "What does the {} do?",
        "Can you explain the {}?",
        "What should I know about the {}?",
        "Tell me about the {}",
        "{} meaning",
        "how does the {} work",
    ),
}
# The words before this place say nothing of a topic; from there on words are drawn by Zipf's law, as Mandelbrot bent
# it, so that the most common stands in some 4 of 100 topics.
_FIRST_WORD, _BEND = 120, 10
_WORDS_OF_A_TOPIC = (2, 3, 3, 4)
_NAMED, _DATED = 0.6, 0.15
_SYLLABLES = (
    "ba be bor da dan del do fa fen gar go han hol il jo ka kel kor la lem lo lu ma mar mi mon na ner no or pa pel ra"
    " rin ro sa sel shi ta tem tor u va vel vo wen ya zan"
).split()
# How a phrasing strays from its topic: a word left out, another put for it, the order turned.
_LEFT_OUT, _OTHER, _TURNED = 0.12, 0.2, 0.25
# How a question is typed: in small letters, with a slip of the keyboard.
_SMALL, _SLIPPED = 0.5, 0.3
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG_ENOUGH_TO_SLIP = 4


@dataclass(frozen=True, slots=True)
class _Topic:
    """
    What an entry is about.

    Attributes:
        frames: The ways of asking for it.
        words: Each with another that people use for it.
        name: An invented name, among *words* as well; None where it has none.
    """

    frames: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    name: str | None

    def phrasing(self, draw: random.Random) -> str:
        """One way in which somebody may ask for it."""
        kept = [pair for pair in self.words if draw.random() > _LEFT_OUT]
        words = [pair[draw.random() < _OTHER] for pair in (kept if len(kept) > 1 else self.words)]
        if draw.random() < _TURNED:
            turn = draw.randrange(len(words))
            words = words[turn:] + words[:turn]
        return draw.choice(self.frames).format(" ".join(words))

    def phrasings(self, draw: random.Random) -> Iterator[str]:
        """Ways in which somebody may ask for it, without end; now and then one comes again."""
        while True:
            yield self.phrasing(draw)


@dataclass(frozen=True, slots=True)
class Invented:
    """
    A base of entries without claims that were drawn by lot. A larger one holds the entries of a smaller.

    Attributes:
        size: Its phrasings, at least 1.
        seed: Of another seed comes another base.
    """

    size: int
    seed: int = 20261125

    def __len__(self) -> int:
        return -(-self.size // PHRASINGS_AN_ENTRY)

    def entries(self) -> tuple[Entry, ...]:
        """Its entries; the last has as many phrasings as are left for it."""
        entries = tuple(map(self.entry, range(len(self))))
        left = self.size - (len(self) - 1) * PHRASINGS_AN_ENTRY
        return (*entries[:-1], replace(entries[-1], variants=entries[-1].variants[: left - 1]))

    def entry(self, number: int, edition: int = 0) -> Entry:
        """The entry of that *number*, which may lie past those of the base; another *edition* has other phrasings."""
        topic = self._topic(number)
        draw = self._draw(f"entry {number} {edition}")
        phrasings = tuple(itertools.islice(_distinct(topic.phrasings(draw)), PHRASINGS_AN_ENTRY))
        names = (topic.name,) if topic.name else ()
        people, places = (names, ()) if number % 2 else ((), names)
        return Entry(f"entry-{number}", Kind.FACT, phrasings[0], (), phrasings[1:], people=people, places=places)

    def questions(self, count: int) -> tuple[KnownQuestion, ...]:
        """So many questions; each is a rephrasing of an entry's topic that the entry does not have."""
        return tuple(map(self._question, range(count)))

    def edits(self, count: int) -> tuple[Entry, ...]:
        """So many entries to add, every other one in place of one that the base has."""
        places = self._draw("edits").choices(range(len(self)), k=count)
        return tuple(
            self.entry(place, edition=at + 1) if at % 2 else self.entry(len(self) + at)
            for at, place in enumerate(places)
        )

    def _question(self, number: int) -> KnownQuestion:
        draw = self._draw(f"question {number}")
        of = draw.randrange(len(self))
        asked = self.entry(of)
        text = next(text for text in self._topic(of).phrasings(draw) if text not in asked.phrasings)
        return KnownQuestion(_typed(text, draw), asked.id)

    def _topic(self, number: int) -> _Topic:
        draw = self._draw(f"topic {number}")
        words = [_pair(draw) for _ in range(draw.choice(_WORDS_OF_A_TOPIC))]
        name = "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 3, 3)))).capitalize()
        named, dated = draw.random() < _NAMED, draw.random() < _DATED
        more = [name] * named + [str(draw.randint(1850, 2025))] * dated
        for one in more:
            words.insert(draw.randint(0, len(words)), (one, one))
        return _Topic(_FRAMES[draw.choice(tuple(_FRAMES))], tuple(words), name if named else None)

    def _draw(self, what: str) -> random.Random:
        return random.Random(f"{self.seed} {what}")  # noqa: S311 - a seeded draw that can be repeated is the point


def _distinct(texts: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if text not in seen:
            seen.add(text)
            yield text


@cache
def _vocabulary() -> tuple[Sequence[str], Sequence[float]]:
    """The words that topics are made of, and how likely a word is one of those up to each."""
    words = list(english())[_FIRST_WORD:]
    return words, list(itertools.accumulate(1 / (_BEND + rank) for rank in range(1, len(words) + 1)))


def _pair(draw: random.Random) -> tuple[str, str]:
    words, likely = _vocabulary()
    word, other = draw.choices(words, cum_weights=likely, k=2)
    return word, other


def _typed(text: str, draw: random.Random) -> str:
    """*text* as somebody in a hurry may type it."""
    small = text.lower() if draw.random() < _SMALL else text
    return _slipped(small, draw) if draw.random() < _SLIPPED else small


def _slipped(text: str, draw: random.Random) -> str:
    """*text* with one slip of the keyboard inside one of its longer words."""
    words = text.split()
    long = [at for at, word in enumerate(words) if word.isalpha() and len(word) >= _LONG_ENOUGH_TO_SLIP]
    if not long:
        return text
    at = draw.choice(long)
    words[at] = _misspelt(words[at], draw)
    return " ".join(words)


def _misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    before, letter, following, after = word[:at], word[at], word[at + 1], word[at + 2 :]
    slips = (following + letter, following, letter * 2 + following, _beside(letter, draw) + following)
    return before + draw.choice(slips) + after


def _beside(letter: str, draw: random.Random) -> str:
    """The key to the left or right of that of *letter*, a small letter."""
    row = next(row for row in _KEYBOARD if letter in row)
    at = row.index(letter)
    return draw.choice([row[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(row)])
