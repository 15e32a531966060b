"""
Dense heads: a vector for each text, compared with a question's by cosine.

The vectors are whitened with the covariance within entries, so that what varies between phrasings of one question
counts less than what tells questions apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.layout import Layout, blocks, fused, starts_of
from bot.matching.scan import FEW, Scan
from bot.matching.vectors import Vectors, sums, unit, units
from bot.matching.weights import SHIPPED, Weights

# Texts of an entry that together tell how near it is: one alone may be near by chance.
_NEAREST = 3
# Texts, or entries, that are worked on at once: what they need stays within a processor's cache.
_AT_ONCE = 512
# Texts that the whitening is worked out from, spread over a larger base: it changes no more with more of them.
_SAMPLED = 50_000


@dataclass(frozen=True, slots=True)
class Compared:
    """
    A question's cosine with each text of some entries, as a head sees them.

    Attributes:
        cosines: Shape (texts,), entry after entry.
        firsts: Shape (entries + 1,): where each entry's texts start.
        crowding: Shape (entries,): what is taken off the score of each for what lies near it.
        best: What an entry's best text counts beside the mean of its texts.
    """

    cosines: NDArray[np.float32]
    firsts: NDArray[np.int64]
    crowding: NDArray[np.float32]
    best: float

    @property
    def scores(self) -> NDArray[np.float32]:
        """The score of each entry: shape (entries,), 0 to 1; what points away counts 0."""
        if not len(self.cosines):
            return np.zeros(len(self.firsts) - 1, np.float32)
        scores: NDArray[np.float32] = fused(self.cosines, np.diff(self.firsts), self.best) - self.crowding
        return scores.clip(0.0, 1.0)

    def nearest(self, at: int, among: int) -> float:
        """The mean cosine of the nearest few of the first *among* texts of the entry in place *at*, -1 to 1."""
        first = int(self.firsts[at])
        nearest = sorted(self.cosines[first : first + among].tolist())[-_NEAREST:]
        return float(sum(nearest)) / min(_NEAREST, among)


@dataclass(frozen=True, slots=True)
class _Edited:
    """The vectors of an entry's texts, and what is taken off its score for what lies near it."""

    vectors: Vectors
    crowding: float


@dataclass(frozen=True)
class Dense:
    """
    A head over vectors. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        layout: The texts of the entries as they stood when the head was built.
        built: A whitened vector of length 1 for each of these texts.
        fresh: The same of each entry that was added or changed since; it stands before one of its id in *built*.
        centre: Shape (dimensions,): the mean of all texts when the head was built.
        whitening: Shape (dimensions, dimensions): of a large base, what tells entries apart most comes first.
        scan: The mean of each entry's vectors, for slots of *layout*.
        crowding: Shape (slots,): what is taken off the score of each, for an entry that others lie near to is near to
            many questions that are theirs: a part of its mean product with the nearest of them, as in cross-domain
            similarity local scaling (Conneau et al. 2018). An edit leaves that of all other entries as it was.
        weights: What an entry's best text counts, and how much crowding does.
    """

    layout: Layout
    built: Vectors
    fresh: Mapping[str, _Edited]
    centre: NDArray[np.float32]
    whitening: NDArray[np.float32]
    scan: Scan
    crowding: NDArray[np.float32]
    weights: Weights

    @classmethod
    def of(cls, layout: Layout, raw: Vectors, weights: Weights = SHIPPED) -> Dense:
        """The head over the entries of *layout*, whose texts have the vectors *raw*, of length 1, or 0 if unknown."""
        slots = np.arange(0, len(layout), max(len(raw) // _SAMPLED, 1))
        some = Vectors.joined([raw[:0], raw[layout.texts(slots)]])
        centre = some.rows().mean(0) if len(some) else np.zeros(raw.dimensions, np.float32)
        whitening = _whitening(layout.picked(slots), some, weights.shrink)
        if len(layout) > FEW:  # of fewer, all dimensions are looked at, in whatever order
            whitening = _turned(_means(layout.picked(slots), _whitened(some, centre, whitening)), whitening)
        built = Vectors.joined([_whitened(raw[few], centre, whitening) for few in blocks(len(raw), _AT_ONCE)])
        scan = Scan.of(_means(layout, built))
        return cls(layout, built, {}, centre, whitening, scan, weights.crowding * scan.crowding(), weights)

    def with_entry(self, entry_id: str, raw: Vectors) -> Dense:
        """This head with the entry's texts, of the vectors *raw*, added or replaced; the whitening stays as it was."""
        vectors = _whitened(raw, self.centre, self.whitening)
        crowding = self.scan.crowding_at(vectors.rows().mean(0), self.layout.slots.get(entry_id))
        return replace(self, fresh={**self.fresh, entry_id: _Edited(vectors, self.weights.crowding * crowding)})

    def without(self, entry_id: str) -> Dense:
        """This head without what was added of the entry; what was built of it is for the lexical head to strike out."""
        return replace(self, fresh={other: kept for other, kept in self.fresh.items() if other != entry_id})

    def placed(self, raw: NDArray[np.float32]) -> NDArray[np.float32]:
        """A question of vector *raw* as the texts are held: shape (dimensions,), of length 1, or 0 if *raw* is."""
        return unit((raw - self.centre) @ self.whitening) if raw.any() else raw

    def near(self, question: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The slots of *layout* most worth comparing, and about what the score of each would be, 0 to 1."""
        slots, cosines = self.scan.near(question)
        return slots, np.maximum(cosines - self.crowding[slots], 0.0)

    def roughly(self, question: NDArray[np.float32], slots: NDArray[np.int64]) -> NDArray[np.float32]:
        """About what the score of each of *slots* would be: shape (n,), 0 to 1."""
        rough: NDArray[np.float32] = self.scan.at(question, slots) - self.crowding[slots]
        return rough.clip(0.0)

    def compared(self, question: NDArray[np.float32], entry_ids: Sequence[str]) -> Compared:
        """*question* with all texts of *entry_ids*."""
        if self.fresh.keys().isdisjoint(entry_ids):  # then all lie in one array
            slots = np.array([self.layout.slots[entry_id] for entry_id in entry_ids], np.int64)
            vectors, sizes = self.built[self.layout.texts(slots)], self.layout.sizes(slots)
            return Compared(vectors.dots(question), starts_of(sizes), self.crowding[slots], self.weights.best)
        each = [self.fresh.get(entry_id) or self._unedited(entry_id) for entry_id in entry_ids]
        cosines = Vectors.joined([self.built[:0], *(one.vectors for one in each)]).dots(question)
        crowding = np.array([one.crowding for one in each], np.float32)
        return Compared(cosines, starts_of([len(one.vectors) for one in each]), crowding, self.weights.best)

    def _unedited(self, entry_id: str) -> _Edited:
        slot = self.layout.slots[entry_id]
        vectors = self.built[self.layout.firsts[slot] : self.layout.firsts[slot + 1]]
        return _Edited(vectors, float(self.crowding[slot]))


def _whitened(raw: Vectors, centre: NDArray[np.float32], whitening: NDArray[np.float32]) -> Vectors:
    known: NDArray[np.bool_] = np.any(raw.parts, axis=1)
    return Vectors.of(units((raw.rows() - centre) @ whitening) * known[:, None])


def _means(layout: Layout, vectors: Vectors) -> NDArray[np.float32]:
    """The mean of the *vectors* of each entry's texts: shape (slots, dimensions)."""
    sizes = np.diff(layout.firsts)
    means = np.empty((len(sizes), vectors.dimensions), np.float32)
    for few in blocks(len(sizes), _AT_ONCE):
        rows = vectors[layout.firsts[few.start] : layout.firsts[few.stop]].rows()
        means[few] = sums(rows, np.arange(len(rows)), sizes[few]) / sizes[few, None]
    return means


def _whitening(layout: Layout, raw: Vectors, shrink: float) -> NDArray[np.float32]:
    """The inverse square root of the shrunk covariance within entries; the identity where nothing varies."""
    means = _means(layout, raw)
    owners = np.repeat(np.arange(len(layout)), np.diff(layout.firsts))
    scatter = np.zeros((raw.dimensions, raw.dimensions), np.float32)
    for few in blocks(len(raw), _AT_ONCE):
        deviations = raw[few].rows() - means[owners[few]]
        scatter += deviations.T @ deviations
    covariance = scatter / max(len(raw), 1)
    variance = float(np.trace(covariance)) / raw.dimensions
    if variance < 1e-9:
        return np.eye(raw.dimensions, dtype=np.float32)
    values, vectors = np.linalg.eigh((1 - shrink) * covariance + shrink * variance * np.eye(raw.dimensions))
    whitening: NDArray[np.float32] = (vectors * values**-0.5 @ vectors.T).astype(np.float32)
    return whitening


def _turned(means: NDArray[np.float32], whitening: NDArray[np.float32]) -> NDArray[np.float32]:
    """*whitening* turned so that the entries' *means* vary most in the first dimensions; no cosine changes by it."""
    _, axes = np.linalg.eigh(means.T @ means)
    turned: NDArray[np.float32] = whitening @ axes[:, ::-1].astype(np.float32)
    return turned
