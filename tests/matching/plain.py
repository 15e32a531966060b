"""The heads written plainly: no postings, no first look, no rounding, no blocks. The fast ones must agree."""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.grams import PLACES, Grams, units_of, word_place
from bot.matching.reading import Reading
from bot.matching.static import direction
from bot.matching.weights import Weights


def score(question: Grams, entry: Sequence[Grams], base: Mapping[str, Sequence[Grams]]) -> float:
    """The mean cosine of *entry*'s phrasings with *question*, plus half the best, over 1.5."""
    cosines = [_cosine(_weighed(question, base), _weighed(phrasing, base)) for phrasing in entry]
    return (sum(cosines) / len(cosines) + 0.5 * max(cosines)) / 1.5


def _weighed(text: Grams, base: Mapping[str, Sequence[Grams]]) -> dict[int, float]:
    pairs = zip(text.places.tolist(), text.weights.tolist(), strict=True)
    return {place: weight * _idf(place, base) for place, weight in pairs}


def _idf(place: int, base: Mapping[str, Sequence[Grams]]) -> float:
    holders = sum(any(place in phrasing.places for phrasing in entry) for entry in base.values())
    return math.log((1 + len(base)) / (holders + 0.5))


def _cosine(one: dict[int, float], other: dict[int, float]) -> float:
    dot = sum(weight * other.get(place, 0.0) for place, weight in one.items())
    return dot / max(_norm(one) * _norm(other), 1e-9)


def _norm(text: dict[int, float]) -> float:
    return math.sqrt(sum(weight**2 for weight in text.values()))


def weighed(reading: Reading, weights: Weights) -> dict[int, float]:
    """What each place of *reading* weighs; where kinds of gram share a place, the heaviest counts."""
    heaviest: dict[int, float] = {}
    for place, weight in _grams(reading, weights):
        heaviest[place] = max(weight, heaviest.get(place, 0.0))
    return heaviest


def _grams(reading: Reading, weights: Weights) -> Iterator[tuple[int, float]]:
    inside = {at for mention in reading.mentions for at in range(mention.start, mention.end)}
    for at, (word, stem) in enumerate(zip(reading.words, reading.stems, strict=True)):
        share = weights.inside_name if at in inside else 1.0
        yield word_place(stem), share
        framed = f"<{word}>"
        for size, first in itertools.product((3, 4), range(len(framed))):
            if first + size <= len(framed):
                part = framed[first : first + size].encode()
                yield zlib.crc32(part, zlib.crc32(b"c")) % PLACES, share * weights.characters
    yield from ((word_place(f"={mention.name.shown}"), 1.0) for mention in reading.mentions)
    for left, right in itertools.pairwise(word_place(unit) for unit in units_of(reading)):
        yield (left * 1_000_003 + right) % PLACES, weights.pair


def dense_scores(base: Mapping[str, Sequence[Sequence[str]]], question: Sequence[str]) -> dict[str, float]:
    """
    What the static head gives each entry of *base* for *question*, all texts in words: in full precision, text by text.

    The vectors are whitened with the covariance within entries, half of it shrunk to its mean variance. 0.35 of the
    mean product of an entry's mean with the nearest five of the others is taken off its score.
    """
    vectors = {entry_id: [direction(text).astype(float) for text in texts] for entry_id, texts in base.items()}
    every = [vector for texts in vectors.values() for vector in texts]
    deviations = [vector - np.mean(texts, axis=0) for texts in vectors.values() for vector in texts]
    covariance = np.sum([np.outer(one, one) for one in deviations], axis=0) / len(every)
    variance = float(np.trace(covariance)) / len(covariance)
    values, axes = np.linalg.eigh((covariance + variance * np.eye(len(covariance))) / 2)
    whitening = axes / np.sqrt(values) @ axes.T if variance >= 1e-9 else np.eye(len(covariance))
    centre = np.mean(every, axis=0)

    def placed(vector: NDArray[np.float64]) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = (vector - centre) @ whitening
        return moved / max(float(np.linalg.norm(moved)), 1e-9) if vector.any() else moved * 0

    asked = placed(direction(question).astype(float))
    stand = {entry_id: [placed(text) for text in texts] for entry_id, texts in vectors.items()}
    means = {entry_id: np.mean(texts, axis=0) for entry_id, texts in stand.items()}
    cosines = {entry_id: [float(text @ asked) for text in texts] for entry_id, texts in stand.items()}
    scores = {entry_id: (sum(some) / len(some) + 0.5 * max(some)) / 1.5 for entry_id, some in cosines.items()}
    return {entry_id: max(score - 0.35 * _crowding(entry_id, means), 0.0) for entry_id, score in scores.items()}


def _crowding(entry_id: str, means: Mapping[str, NDArray[np.float64]]) -> float:
    nearest = sorted(float(means[entry_id] @ mean) for other, mean in means.items() if other != entry_id)[-5:]
    return sum(max(product, 0.0) for product in nearest) / 5
