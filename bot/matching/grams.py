"""Grams: what of a reading is compared, each hashed to one of 2**20 places."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from bot.matching.reading import Reading
from bot.matching.weights import SHIPPED, Weights

# 2**20 places: at 100,000 phrasings some 2 % of distinct grams share a place with another.
PLACES = 1 << 20
_SHORTEST, _LONGEST = 3, 4
# Where the hashes of each kind of gram begin. They are the same in every process, which Python's own are not.
_OF_WORDS, _OF_CHARACTERS = zlib.crc32(b"w"), zlib.crc32(b"c")
# A prime that scatters the pair (left, right) away from the pair (right, left) and from either word.
_APART = 1_000_003


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
    """The grams of *reading*, by place."""
    weighed = weighed_places(reading, weights)
    places = np.fromiter(weighed, np.int32, len(weighed))
    order = places.argsort()
    return Grams(places[order], np.fromiter(weighed.values(), np.float32, len(weighed))[order])


def weighed_places(reading: Reading, weights: Weights = SHIPPED) -> dict[int, float]:
    """What each place of *reading* weighs: stems, names, pairs of neighbours, character 3- and 4-grams within words."""
    of_stems = tuple(map(word_place, reading.stems))
    stems: tuple[list[int], list[int]] = ([], [])  # outside names, inside them
    characters: tuple[list[int], list[int]] = ([], [])
    units: list[int] = []
    names: list[int] = []
    for start, end, name in reading.pieces():
        inside = name is not None
        stems[inside].extend(of_stems[start:end])
        for word in reading.words[start:end]:
            characters[inside].extend(_characters(word))
        units.append(word_place(f"={name.shown}") if name else of_stems[start])
        names += units[-1:] if name else ()
    return _heaviest(
        (1.0, stems[False]),
        (weights.inside_name, stems[True]),
        (weights.characters, characters[False]),
        (weights.characters * weights.inside_name, characters[True]),
        (1.0, names),
        (weights.pair, [(left * _APART + right) % PLACES for left, right in itertools.pairwise(units)]),
    )


def _heaviest(*groups: tuple[float, list[int]]) -> dict[int, float]:
    """The places of *groups* with their weight; one that stands in several has its highest."""
    heaviest: dict[int, float] = {}
    for weight, places in sorted(groups, key=itemgetter(0)):
        heaviest.update(dict.fromkeys(places, weight))
    return heaviest


@lru_cache(maxsize=65536)
def _characters(word: str) -> tuple[int, ...]:
    """The places of a word's character grams, which know where it begins and ends."""
    framed = f"<{word}>"
    sizes = range(_SHORTEST, _LONGEST + 1)
    parts = (framed[at : at + size] for size in sizes for at in range(len(framed) - size + 1))
    return tuple(zlib.crc32(part.encode(), _OF_CHARACTERS) % PLACES for part in parts)


@lru_cache(maxsize=65536)
def word_place(unit: str) -> int:
    """The place of a stem, or of a name written ``=Shown``."""
    return zlib.crc32(unit.encode(), _OF_WORDS) % PLACES


def units_of(reading: Reading) -> Iterator[str]:
    """The stems of *reading* in order, with each name in one piece, as ``=Shown``."""
    return (f"={name.shown}" if name else reading.stems[start] for start, _, name in reading.pieces())
