"""Corpora: readings as numbers, so that what is done with every word of a base is done with all of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.matching.layout import spans, starts_of
from bot.matching.names import Name
from bot.matching.reading import Reading


@dataclass(frozen=True, slots=True)
class Corpus:
    """
    Readings as numbers.

    Attributes:
        vocabulary: The distinct words, by number.
        stems: The stem of each of them.
        names: The distinct names, by number.
        words: Shape (words,): the number of each word, text after text.
        firsts: Shape (texts + 1,): where each text's words start.
        mentions: Shape (mentions, 3): the word that each starts at, the one that it ends before, and its name.
    """

    vocabulary: tuple[str, ...]
    stems: tuple[str, ...]
    names: tuple[Name, ...]
    words: NDArray[np.int64]
    firsts: NDArray[np.int64]
    mentions: NDArray[np.int64]

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Corpus:
        """The corpus of *readings*, a text each."""
        numbers: dict[str, int] = {}
        names: dict[Name, int] = {}
        stems: dict[str, str] = {}
        firsts = starts_of([len(reading.words) for reading in readings])
        found = (numbers.setdefault(word, len(numbers)) for reading in readings for word in reading.words)
        words = np.fromiter(found, np.int64, int(firsts[-1]))
        for reading in readings:
            stems.update(zip(reading.words, reading.stems, strict=True))
        mentions = np.array([*_mentions(readings, firsts.tolist(), names)], np.int64).reshape(-1, 3)
        return cls(tuple(numbers), tuple(stems[word] for word in numbers), tuple(names), words, firsts, mentions)

    @property
    def texts(self) -> NDArray[np.int64]:
        """Which text each word is of: shape (words,)."""
        return np.repeat(np.arange(len(self.firsts) - 1), np.diff(self.firsts))

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Which words stand inside a name: shape (words,)."""
        return self._inside(self.mentions)

    def lines(self, sizes: Iterable[int]) -> tuple[str, ...]:
        """The words of each row's texts, a line each, where rows have so many texts, one after another."""
        words = [self.vocabulary[number] for number in self.words.tolist()]
        texts = (" ".join(words[first:end]) for first, end in pairwise(self.firsts.tolist()))
        return tuple("\n".join(islice(texts, size)) for size in sizes)

    def counts(self) -> Counter[str]:
        """How many times each word stands in it."""
        return Counter(dict(zip(self.vocabulary, np.bincount(self.words).tolist(), strict=True)))

    def units(self, *, of_things: bool = False) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """
        The texts as units: words, with each name in one piece, or each name of a thing alone.

        Returns:
            The number of each unit, a name's by that of words beyond the vocabulary; and which text each is of.
        """
        mentions = self.mentions
        if of_things:
            mentions = mentions[np.array([name.is_thing for name in self.names], np.bool_)[mentions[:, 2]]]
        numbers = self.words.copy()
        numbers[mentions[:, 0]] = mentions[:, 2] + len(self.vocabulary)
        kept = ~self._inside(mentions)
        kept[mentions[:, 0]] = True
        return numbers[kept], self.texts[kept]

    def _inside(self, mentions: NDArray[np.int64]) -> NDArray[np.bool_]:
        inside = np.zeros(len(self.words), np.bool_)
        inside[spans(mentions[:, 0], mentions[:, 1] - mentions[:, 0])] = True
        return inside


def _mentions(
    readings: Sequence[Reading], firsts: Sequence[int], names: dict[Name, int]
) -> Iterator[tuple[int, int, int]]:
    """The mentions of all *readings*, whose words start at *firsts*; names not met before are numbered."""
    for first, reading in zip(firsts, readings, strict=False):
        for mention in reading.mentions:
            yield first + mention.start, first + mention.end, names.setdefault(mention.name, len(names))
