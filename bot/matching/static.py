"""Static vectors: each word's own, distilled from a sentence encoder and summed over a text, whatever its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.matching.corpus import Corpus
from bot.matching.english import remembered
from bot.matching.names import words_of
from bot.matching.vectors import Vectors, sums, unit, units

DIMENSIONS = 256
# Characters past which a word is nobody's; the vocabulary's own tokeniser has the same bound.
_LONGEST_WORD = 100


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

    def summed(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        """The sum of the vectors of *pieces*, which are rows of it: shape (DIMENSIONS,)."""
        some = np.array(pieces, np.int64)
        return self.scales[some] @ self.rows[some].astype(np.float32)

    def each_summed(self, of_words: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The sum of the vectors of each word's pieces: shape (words, DIMENSIONS)."""
        counts = np.array(list(map(len, of_words)), np.int64)
        pieces = np.fromiter(chain.from_iterable(of_words), np.int64, int(counts.sum()))
        vectors = self.rows[pieces].astype(np.float32) * self.scales[pieces, None]
        return sums(vectors, np.arange(len(pieces)), counts)


@cache
def table() -> Table:
    """The table that ships; see data/NOTICE for where it is from and data/make_static.py for how it is made."""
    data = files("bot.matching").joinpath("data")
    pieces = data.joinpath("vocabulary.txt").read_text("utf-8").split()
    numbers = {piece: number for number, piece in enumerate(pieces)}
    with as_file(data.joinpath("static.npy")) as rows, as_file(data.joinpath("scales.npy")) as scales:
        return Table(numbers, np.asarray(np.load(rows, mmap_mode="r")), np.load(scales))


@remembered
def _pieces(word: str) -> tuple[int, ...]:
    return table().pieces(word)


def unit_vectors(corpus: Corpus) -> Vectors:
    """
    For each text of *corpus* the direction of the sum of its pieces' vectors, a thing by the name that it is shown by.

    Each is of length 1, or 0 where no piece is known.
    """
    of_words = [_pieces(word) for word in corpus.vocabulary]
    of_names = [_pieces_of(words_of(name)) for name in corpus.names]
    vectors = table().each_summed([*of_words, *of_names])
    numbers, texts = corpus.units(of_things=True)
    counts = np.bincount(texts, minlength=len(corpus.firsts) - 1)
    return Vectors.of(units(sums(vectors, numbers, counts)))


def direction(words: Sequence[str]) -> NDArray[np.float32]:
    """The direction of the sum of the vectors of *words*: shape (DIMENSIONS,), of length 1, or 0 if none is known."""
    return unit(table().summed(_pieces_of(words)))


def _pieces_of(words: Sequence[str]) -> list[int]:
    return [piece for word in words for piece in _pieces(word)]
