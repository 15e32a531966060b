"""The lexical head written plainly: no postings, no hashing of places apart, no numpy. The fast one must agree."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.matching.grams import Grams


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
