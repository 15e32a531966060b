"""Grams: what of a reading is compared, each hashed to one of 2**20 places."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.matching.reading import Reading
from bot.matching.weights import SHIPPED, Weights

# 2**20 places: at 100,000 phrasings some 2 % of distinct grams share a place with another.
PLACES = 1 << 20
_SHORTEST, _LONGEST = 3, 4


@dataclass(frozen=True, slots=True)
class Grams:
    """
    The grams of one text.

    Attributes:
        places: Shape (n,), int32, ascending, each once.
        weights: Shape (n,), float32, above 0; the idf is not in them.
    """

    places: NDArray[np.int32]
    weights: NDArray[np.float32]


def grams(reading: Reading, weights: Weights = SHIPPED) -> Grams:
    """The grams of *reading*: stems, names, pairs of neighbours, and character 3- and 4-grams within words."""
    inside = {at for mention in reading.mentions for at in range(mention.start, mention.end)}
    of_words = (
        _word_grams(word, stem, weights.inside_name if at in inside else 1.0, weights.characters)
        for at, (word, stem) in enumerate(zip(reading.words, reading.stems, strict=True))
    )
    units = tuple(units_of(reading))
    names = ((word_place(unit), 1.0) for unit in units if unit.startswith("="))
    pairs = ((_hashed("p", f"{left} {right}"), weights.pair) for left, right in itertools.pairwise(units))
    return _together(itertools.chain(*of_words, names, pairs))


def _together(parts: Iterable[tuple[int, float]]) -> Grams:
    """*parts* in order of their places; a place that stands there several times has its highest weight."""
    heaviest: dict[int, float] = {}
    for place, weight in parts:
        if weight > heaviest.get(place, 0.0):
            heaviest[place] = weight
    places = sorted(heaviest)
    return Grams(np.array(places, np.int32), np.array([heaviest[place] for place in places], np.float32))


@lru_cache(maxsize=65536)
def _word_grams(word: str, stem: str, share: float, characters: float) -> tuple[tuple[int, float], ...]:
    """The places and weights of a word's stem and of its character grams."""
    framed = f"<{word}>"
    sizes = range(_SHORTEST, _LONGEST + 1)
    inner = (_hashed("c", framed[at : at + size]) for size in sizes for at in range(len(framed) - size + 1))
    return ((word_place(stem), share), *((place, characters * share) for place in inner))


def word_place(unit: str) -> int:
    """The place of a stem, or of a name written ``=Shown``."""
    return _hashed("w", unit)


def units_of(reading: Reading) -> Iterator[str]:
    """The stems of *reading* in order, with each name in one piece, as ``=Shown``."""
    return (f"={name.shown}" if name else reading.stems[start] for start, _, name in reading.pieces())


@lru_cache(maxsize=1 << 18)
def _hashed(kind: str, text: str) -> int:
    """A place that is the same in every process: Python's own hash is not."""
    return zlib.crc32(f"{kind}{text}".encode()) % PLACES
