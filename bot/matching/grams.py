"""Grams: what of a reading is compared, each hashed to one of 2**20 places."""

from __future__ import annotations

import itertools
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    places: defaultdict[float, list[int]] = defaultdict(list)
    for at, (word, stem) in enumerate(zip(reading.words, reading.stems, strict=True)):
        share = weights.inside_name if at in inside else 1.0
        places[share].append(word_place(stem))
        places[weights.characters * share] += _characters(word)
    units = tuple(units_of(reading))
    places[1.0] += (word_place(unit) for unit in units if unit.startswith("="))
    places[weights.pair] += (_hashed("p", f"{left} {right}") for left, right in itertools.pairwise(units))
    return _together(places)


def _together(places: Mapping[float, Sequence[int]]) -> Grams:
    """The places of each weight, in order; one that stands there several times has its highest weight."""
    heaviest: dict[int, float] = {}
    for weight in sorted(places):
        heaviest |= dict.fromkeys(places[weight], weight)
    found = np.fromiter(heaviest, np.int32, len(heaviest))
    order = found.argsort()
    return Grams(found[order], np.fromiter(heaviest.values(), np.float32, len(heaviest))[order])


@lru_cache(maxsize=65536)
def _characters(word: str) -> tuple[int, ...]:
    """The places of a word's character grams, which know where it begins and ends."""
    framed = f"<{word}>"
    sizes = range(_SHORTEST, _LONGEST + 1)
    return tuple(_hashed("c", framed[at : at + size]) for size in sizes for at in range(len(framed) - size + 1))


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
