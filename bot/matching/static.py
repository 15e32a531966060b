"""
The static head: word vectors distilled from a sentence encoder, averaged over a text and compared by cosine.

It finds what is worded otherwise. The vectors are whitened with the covariance within entries, so that what varies
between phrasings of one question counts less than what tells questions apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from bot.matching.corpus import Corpus
from bot.matching.layout import Layout
from bot.matching.names import words_of
from bot.matching.weights import SHIPPED, Weights

DIMENSIONS = 256
# Texts of an entry that together tell how near it is: one alone may be near by chance.
_NEAREST = 3
# Characters past which a word is nobody's; the vocabulary's own tokeniser has the same bound.
_LONGEST_WORD = 100
# Texts, or entries, that are worked on at once: what they need stays within a processor's cache.
_AT_ONCE = 512
_NOTHING = np.zeros(DIMENSIONS, np.float32)


@dataclass(frozen=True, slots=True)
class Table:
    """
    A vector for each piece of a vocabulary.

    Attributes:
        numbers: The row of each piece; one that goes on a word begins with ``##``.
        rows: Shape (pieces, DIMENSIONS), int8.
        scales: Shape (pieces,), float32: what a row is multiplied by; the piece's commonness is in it.
    """

    numbers: Mapping[str, int]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]

    def pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of *word*, the longest first (WordPiece, Wu et al. 2016); none if some part is in no piece."""
        found: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            ends = range(len(word), start, -1)
            marked = ((end, self.numbers.get(("##" if start else "") + word[start:end])) for end in ends)
            end, number = next(((end, number) for end, number in marked if number is not None), (0, -1))
            if not end:
                return ()
            found.append(number)
            start = end
        return tuple(found)

    def summed(self, word: str) -> NDArray[np.float32]:
        """The sum of the vectors of *word*'s pieces: shape (DIMENSIONS,)."""
        pieces = list(self.pieces(word))
        return self.scales[pieces] @ self.rows[pieces].astype(np.float32)


@cache
def table() -> Table:
    """The table that ships; see data/NOTICE for where it is from and data/make_static.py for how it is made."""
    data = files("bot.matching").joinpath("data")
    pieces = data.joinpath("vocabulary.txt").read_text("utf-8").split()
    numbers = {piece: number for number, piece in enumerate(pieces)}
    with as_file(data.joinpath("static.npy")) as rows, as_file(data.joinpath("scales.npy")) as scales:
        return Table(numbers, np.asarray(np.load(rows, mmap_mode="r")), np.load(scales))


@lru_cache(maxsize=16384)
def _summed(word: str) -> NDArray[np.float32]:
    return table().summed(word)


@dataclass(frozen=True, slots=True)
class Vectors:
    """
    Vectors kept in a quarter of the room, about a percent off. Never changed.

    Attributes:
        parts: Shape (n, DIMENSIONS), int8.
        scales: Shape (n,), float32: what each is multiplied by.
    """

    parts: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> Vectors:
        """The vectors *rows*: shape (n, DIMENSIONS)."""
        scales = np.maximum(np.abs(rows).max(1, initial=0.0), 1e-9) / np.float32(127)
        return cls(np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32))

    @classmethod
    def joined(cls, some: Sequence[Vectors]) -> Vectors:
        """All of *some*, which are at least one, one after another."""
        return cls(np.concatenate([one.parts for one in some]), np.concatenate([one.scales for one in some]))

    def __len__(self) -> int:
        return len(self.scales)

    def __getitem__(self, some: slice | NDArray[np.int64]) -> Vectors:
        return Vectors(self.parts[some], self.scales[some])

    def rows(self) -> NDArray[np.float32]:
        """All of them in full: shape (n, DIMENSIONS)."""
        return self.parts.astype(np.float32) * self.scales[:, None]

    def dots(self, other: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product of each with *other*, a vector: shape (n,)."""
        return (self.parts.astype(np.float32) @ other) * self.scales


def unit_vectors(corpus: Corpus) -> Vectors:
    """
    For each text of *corpus* the direction of the sum of its pieces' vectors, a thing by the name that it is shown by.

    Each is of length 1, or 0 where no piece is known.
    """
    of_words = [_summed(word) for word in corpus.vocabulary]
    of_names = [sum((_summed(word) for word in words_of(name)), _NOTHING) for name in corpus.names]
    vectors = np.array([*of_words, *of_names], np.float32).reshape(-1, DIMENSIONS)
    numbers, texts = corpus.units(of_things=True)
    counts = np.bincount(texts, minlength=len(corpus.firsts) - 1)
    return Vectors.of(_units(_sums(vectors, numbers, counts)))


def _sums(vectors: NDArray[np.float32], numbers: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """
    For each text the sum of its units' *vectors*: shape (texts, DIMENSIONS).

    One unit of each text is added at a time, which is a tenth of the work of `np.add.reduceat` over short spans.

    Args:
        numbers: Which vector each unit has, text after text.
        counts: How many units each text has.
    """
    firsts = np.cumsum(counts) - counts
    longest_first = np.argsort(-counts, kind="stable")
    sums = np.zeros((len(counts), DIMENSIONS), np.float32)
    for block in np.split(longest_first, range(_AT_ONCE, len(counts), _AT_ONCE)):
        summed = np.zeros((len(block), DIMENSIONS), np.float32)
        for at in range(counts[block].max(initial=0)):
            going_on = np.searchsorted(-counts[block], -at)
            summed[:going_on] += vectors[numbers[firsts[block[:going_on]] + at]]
        sums[block] = summed
    return sums


@dataclass(frozen=True)
class Static:
    """
    The static head. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        layout: The texts of the entries as they stood when the head was built.
        built: A whitened vector of length 1 for each of these texts.
        fresh: The same of each entry that was added or changed since; it stands before one of its id in *built*.
        centre: Shape (DIMENSIONS,): the mean of all texts when the head was built.
        whitening: Shape (DIMENSIONS, DIMENSIONS).
        means: Shape (slots of *built*, DIMENSIONS): the mean of each entry's vectors.
        best: What an entry's best text counts beside the mean of its texts.
    """

    layout: Layout
    built: Vectors
    fresh: Mapping[str, Vectors]
    centre: NDArray[np.float32]
    whitening: NDArray[np.float32]
    means: NDArray[np.float32]
    best: float

    @classmethod
    def of(cls, layout: Layout, raw: Vectors, weights: Weights = SHIPPED) -> Static:
        """The head over the entries of *layout*, whose texts have the `unit_vectors` *raw*."""
        centre = sum((some.rows().sum(0) for some in _in_blocks(raw)), _NOTHING) / np.float32(max(len(raw), 1))
        whitening = _whitening(layout, raw, weights.shrink)
        built = Vectors.joined([_whitened(some, centre, whitening) for some in _in_blocks(raw)])
        return cls(layout, built, {}, centre, whitening, _means(layout, built), weights.best)

    def with_entry(self, entry_id: str, raw: Vectors) -> Static:
        """This head with the entry's texts, as `unit_vectors`, added or replaced; the whitening stays as it was."""
        return replace(self, fresh={**self.fresh, entry_id: _whitened(raw, self.centre, self.whitening)})

    def without(self, entry_id: str) -> Static:
        """This head without what was added of the entry; what was built of it is for the lexical head to strike out."""
        return replace(self, fresh={other: kept for other, kept in self.fresh.items() if other != entry_id})

    def vector(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The question of these *words* as texts are held: shape (DIMENSIONS,), of length 1, or 0 if none is known."""
        summed = sum(map(_summed, words), _NOTHING)
        length = float(np.linalg.norm(summed))
        if not length:
            return _NOTHING
        whitened = (summed / np.float32(length) - self.centre) @ self.whitening
        return cast(NDArray[np.float32], whitened / max(float(np.linalg.norm(whitened)), 1e-9))

    def roughly(self, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """About what `scores` would give each slot of *built*: shape (slots,), 0 to 1."""
        cosines: NDArray[np.float32] = np.maximum(self.means @ question, 0.0)
        return cosines

    def nearest(self, question: NDArray[np.float32], entry_id: str, among: int) -> float:
        """The mean cosine of *question* and the nearest few of the entry's first *among* texts, -1 to 1."""
        cosines = np.sort(self._vectors(entry_id)[:among].dots(question))
        return float(cosines[-_NEAREST:].sum()) / min(_NEAREST, among)

    def scores(self, question: NDArray[np.float32], entry_ids: Sequence[str]) -> NDArray[np.float32]:
        """The score of each of *entry_ids*: shape (n,), 0 to 1; what points away counts 0."""
        if not entry_ids:
            return np.zeros(0, np.float32)
        each = [self._vectors(entry_id) for entry_id in entry_ids]
        sizes = np.array([len(one) for one in each])
        firsts = np.cumsum(sizes) - sizes
        cosines = Vectors.joined(each).dots(question)
        means, bests = np.add.reduceat(cosines, firsts) / sizes, np.maximum.reduceat(cosines, firsts)
        fused: NDArray[np.float32] = np.clip((means + self.best * bests) / (1 + self.best), 0.0, 1.0).astype(np.float32)
        return fused

    def _vectors(self, entry_id: str) -> Vectors:
        if entry_id in self.fresh:
            return self.fresh[entry_id]
        slot = self.layout.slots[entry_id]
        return self.built[self.layout.firsts[slot] : self.layout.firsts[slot + 1]]


def _in_blocks(vectors: Vectors) -> Iterator[Vectors]:
    """*vectors* a few at once, at least one block."""
    return (vectors[first : first + _AT_ONCE] for first in range(0, max(len(vectors), 1), _AT_ONCE))


def _whitened(raw: Vectors, centre: NDArray[np.float32], whitening: NDArray[np.float32]) -> Vectors:
    return Vectors.of(_units((raw.rows() - centre) @ whitening))


def _means(layout: Layout, vectors: Vectors) -> NDArray[np.float32]:
    """The mean of the *vectors* of each entry's texts: shape (slots, DIMENSIONS)."""
    sizes = np.diff(layout.firsts)
    means = np.empty((len(sizes), DIMENSIONS), np.float32)
    for first in range(0, len(sizes), _AT_ONCE):
        some = np.arange(first, min(first + _AT_ONCE, len(sizes)))
        texts = layout.texts(some)
        rows = vectors[texts].rows()
        means[some] = _sums(rows, np.arange(len(texts)), sizes[some]) / sizes[some, None]
    return means


def _units(vectors: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    units = (vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)).astype(np.float32)
    return cast(NDArray[np.float32], units)


def _whitening(layout: Layout, raw: Vectors, shrink: float) -> NDArray[np.float32]:
    """The inverse square root of the shrunk covariance within entries; the identity where nothing varies."""
    scatter = np.zeros((DIMENSIONS, DIMENSIONS), np.float32)
    means = _means(layout, raw)
    owners = np.repeat(np.arange(len(layout)), np.diff(layout.firsts))
    for first in range(0, len(raw), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        deviations = raw[some].rows() - means[owners[some]]
        scatter += deviations.T @ deviations
    covariance = scatter / max(len(raw), 1)
    variance = float(np.trace(covariance)) / DIMENSIONS
    if variance < 1e-9:
        return np.eye(DIMENSIONS, dtype=np.float32)
    values, vectors = np.linalg.eigh((1 - shrink) * covariance + shrink * variance * np.eye(DIMENSIONS))
    whitening: NDArray[np.float32] = (vectors * values**-0.5 @ vectors.T).astype(np.float32)
    return whitening
