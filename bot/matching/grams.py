"""Grams: what of texts is compared, each hashed to one of 2**20 places."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.matching.corpus import Corpus
from bot.matching.english import remembered
from bot.matching.layout import spans, starts_of
from bot.matching.names import Name
from bot.matching.reading import Reading
from bot.matching.weights import SHIPPED, Weights

# 2**20 places: at 100,000 phrasings some 2 % of distinct grams share a place with another.
PLACES = 1 << 20
_SHORTEST, _LONGEST = 3, 4
# Where the hashes of each kind of gram begin. They are the same in every process, which Python's own are not.
_OF_WORDS, _OF_CHARACTERS = zlib.crc32(b"w"), zlib.crc32(b"c")
Places = TypeVar("Places", int, NDArray[np.int64])
# A prime that scatters the pair (left, right) away from the pair (right, left) and from either word.
_APART = 1_000_003
# Grams are sorted as one number each: from the highest bit, the row, the place, the text within the row, the kind.
_KIND_BITS, _TEXT_BITS, _PLACE_BITS = 3, 16, 20
_TEXT_AT, _PLACE_AT, _ROW_AT = _KIND_BITS, _KIND_BITS + _TEXT_BITS, _KIND_BITS + _TEXT_BITS + _PLACE_BITS


@dataclass(frozen=True, slots=True)
class Grams:
    """
    The grams of one text.

    Attributes:
        places: Shape (n,), int32, ascending, each once.
        weights: Shape (n,), float32, above 0; the idf is not in them.
        units: Shape (units,), int32: the places of its stems and names, in the order of the text.
    """

    places: NDArray[np.int32]
    weights: NDArray[np.float32]
    units: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    The grams of many texts, by row, within a row by place, within a place by text; each once.

    Attributes:
        rows: Shape (n,): which row each is of, ascending.
        places: Shape (n,), int32.
        texts: Shape (n,), uint16: which text of the row each is of.
        kinds: Shape (n,), uint8: its place in `kinds`, which says what it weighs.
    """

    rows: NDArray[np.int64]
    places: NDArray[np.int32]
    texts: NDArray[np.uint16]
    kinds: NDArray[np.uint8]


def grams(reading: Reading, weights: Weights = SHIPPED) -> Grams:
    """The grams of *reading*, by place: what `gathered` finds in many texts, without its arrays."""
    inside = {at for mention in reading.mentions for at in range(mention.start, mention.end)}
    stems: tuple[list[int], list[int]] = ([], [])  # outside names, inside them
    characters: tuple[list[int], list[int]] = ([], [])
    for at, (word, stem) in enumerate(zip(reading.words, reading.stems, strict=True)):
        stems[at in inside].append(word_place(stem))
        characters[at in inside].extend(_characters(word))
    units = [word_place(unit) for unit in units_of(reading)]
    heaviest = _heaviest(
        (1.0, stems[False]),
        (weights.inside_name, stems[True]),
        (weights.characters, characters[False]),
        (weights.characters * weights.inside_name, characters[True]),
        (1.0, [word_place(unit_of(mention.name)) for mention in reading.mentions]),
        (weights.pair, [_pair_place(left, right) for left, right in itertools.pairwise(units)]),
    )
    places = np.fromiter(heaviest, np.int32, len(heaviest))
    order = places.argsort()
    heights = np.fromiter(heaviest.values(), np.float32, len(heaviest))
    return Grams(places[order], heights[order], np.array(units, np.int32))


def _heaviest(*groups: tuple[float, list[int]]) -> dict[int, float]:
    """The places of *groups* with their weight; one that stands in several has its highest."""
    heaviest: dict[int, float] = {}
    for weight, places in sorted(groups, key=itemgetter(0)):
        heaviest.update(dict.fromkeys(places, weight))
    return heaviest


def kinds(weights: Weights) -> NDArray[np.float32]:
    """What each kind of gram weighs, ascending: where kinds share a place in a text, the heaviest counts."""
    return np.array(_kinds(weights), np.float32)


@lru_cache(maxsize=8)
def _kinds(weights: Weights) -> tuple[float, ...]:
    plain = (1.0, weights.pair, weights.characters)
    return tuple(sorted({*plain, weights.inside_name, weights.characters * weights.inside_name}))


def gathered(corpus: Corpus, sizes: Sequence[int], weights: Weights = SHIPPED) -> Gathered:
    """
    The grams of *corpus*: stems, names, pairs of neighbours, character 3- and 4-grams within words.

    Args:
        sizes: How many texts each row has, at most 65,536; together all texts of *corpus*.
    """
    keys = np.concatenate([*_keys(corpus, _text_keys(sizes), weights)])
    keys.sort()
    heaviest = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:] >> _TEXT_AT, keys[:-1] >> _TEXT_AT, out=heaviest[:-1])
    keys = keys[heaviest]
    return Gathered(
        keys >> _ROW_AT,
        (keys >> _PLACE_AT & (PLACES - 1)).astype(np.int32),
        (keys >> _TEXT_AT).astype(np.uint16),
        (keys & ((1 << _KIND_BITS) - 1)).astype(np.uint8),
    )


def _text_keys(sizes: Sequence[int]) -> NDArray[np.int64]:
    """For each text, what all its grams' keys have in common."""
    counts = np.array(sizes, np.int64)
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows << _ROW_AT | spans(np.zeros(len(counts), np.int64), counts) << _TEXT_AT


def _keys(corpus: Corpus, of_texts: NDArray[np.int64], weights: Weights) -> Iterator[NDArray[np.int64]]:
    kind = {weight: number for number, weight in enumerate(_kinds(weights))}
    keys = of_texts[corpus.texts]
    stems = np.array([word_place(stem) for stem in corpus.stems], np.int64)
    names = np.array([word_place(unit_of(name)) for name in corpus.names], np.int64)
    inside = corpus.inside
    yield keys | stems[corpus.words] << _PLACE_AT | np.where(inside, kind[weights.inside_name], kind[1.0])
    yield keys[corpus.mentions[:, 0]] | names[corpus.mentions[:, 2]] << _PLACE_AT | kind[1.0]
    kinds = np.where(inside, kind[weights.characters * weights.inside_name], kind[weights.characters])
    yield _character_keys(corpus, keys | kinds)
    numbers, texts = corpus.units()
    units = np.concatenate([stems, names])[numbers]
    yield (of_texts[texts[1:]] | _pair_place(units[:-1], units[1:]) << _PLACE_AT | kind[weights.pair])[
        texts[1:] == texts[:-1]
    ]


def _character_keys(corpus: Corpus, keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The keys of the character grams of each word, which have in common what *keys* says."""
    of_words = [_characters(word) for word in corpus.vocabulary]
    starts = starts_of(list(map(len, of_words)))
    places = np.fromiter(chain.from_iterable(of_words), np.int64, int(starts[-1]))
    counts = np.diff(starts)[corpus.words]
    return np.repeat(keys, counts) | places[spans(starts[corpus.words], counts)] << _PLACE_AT


@remembered
def _characters(word: str) -> tuple[int, ...]:
    """The places of a word's character grams, which know where it begins and ends."""
    framed = f"<{word}>"
    sizes = range(_SHORTEST, _LONGEST + 1)
    parts = (framed[at : at + size] for size in sizes for at in range(len(framed) - size + 1))
    return tuple(zlib.crc32(part.encode(), _OF_CHARACTERS) % PLACES for part in parts)


def unit_of(name: Name) -> str:
    """*name* as one unit, which no stem is like."""
    return f"={name.shown}"


def word_place(unit: str) -> int:
    """The place of a unit: a stem, or a name in one piece."""
    return zlib.crc32(unit.encode(), _OF_WORDS) % PLACES


def _pair_place(left: Places, right: Places) -> Places:
    """The place of each pair of neighbours."""
    return (left * _APART + right) % PLACES


def units_of(reading: Reading) -> Iterator[str]:
    """The stems of *reading* in order, with each name in one piece."""
    return (unit_of(name) if name else reading.stems[start] for start, _, name in reading.pieces)
