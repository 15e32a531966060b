"""Grams: what of a reading is compared, each hashed to one of 2**20 places."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.matching.reading import Reading

# 2**20 places: at 100,000 phrasings some 2 % of distinct grams share a place with another.
PLACES = 1 << 20
# Weights of a gram beside a word's 1.0; see docs/decisions/0003-matching.md.
PAIR = 0.4
CHARACTERS = 0.5
INSIDE_NAME = 0.5
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


def grams(reading: Reading) -> Grams:
    """The grams of *reading*: stems, names, pairs of neighbours, and character 3- and 4-grams within words."""
    weights: dict[int, float] = {}
    for place, weight in _weighed(reading):
        weights[place] = max(weight, weights.get(place, 0.0))
    places = np.array(sorted(weights), np.int32)
    return Grams(places, np.array([weights[place] for place in places.tolist()], np.float32))


def _weighed(reading: Reading) -> Iterator[tuple[int, float]]:
    inside = {at for mention in reading.mentions for at in range(mention.start, mention.end)}
    for at, (word, stem) in enumerate(zip(reading.words, reading.stems, strict=True)):
        share = INSIDE_NAME if at in inside else 1.0
        yield word_place(stem), share
        for place in _character_grams(word):
            yield place, CHARACTERS * share
    units = tuple(units_of(reading))
    for unit in units:
        if unit.startswith("="):
            yield word_place(unit), 1.0
    for left, right in itertools.pairwise(units):
        yield _hashed("p", f"{left} {right}"), PAIR


def word_place(unit: str) -> int:
    """The place of a stem, or of a name written ``=Shown``."""
    return _hashed("w", unit)


def units_of(reading: Reading) -> Iterator[str]:
    """The stems of *reading* in order, with each name in one piece, as ``=Shown``."""
    starts = {mention.start: mention for mention in reading.mentions}
    at = 0
    while at < len(reading.stems):
        mention = starts.get(at)
        yield f"={mention.name.shown}" if mention else reading.stems[at]
        at = mention.end if mention else at + 1


@lru_cache(maxsize=65536)
def _character_grams(word: str) -> tuple[int, ...]:
    framed = f"<{word}>"
    lengths = range(_SHORTEST, _LONGEST + 1)
    return tuple(_hashed("c", framed[at : at + size]) for size in lengths for at in range(len(framed) - size + 1))


@lru_cache(maxsize=1 << 18)
def _hashed(kind: str, text: str) -> int:
    """A place that is the same in every process: Python's own hash is not."""
    return zlib.crc32(f"{kind}{text}".encode()) % PLACES
