"""The index: what is searched when a question comes, replaced whole when an entry changes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.core.answer import Match
from bot.core.entry import Entry
from bot.core.pack import Words
from bot.matching.confidence import Features, Model, fitted
from bot.matching.corpus import Corpus
from bot.matching.grams import Grams, grams, units_of, word_place
from bot.matching.guards import Objection, left, objections
from bot.matching.held import Held, held
from bot.matching.lexical import Lexical
from bot.matching.names import Name, Names
from bot.matching.reading import Reader, Reading
from bot.matching.rows import Rows
from bot.matching.spelling import rarity
from bot.matching.static import Static, Vectors, unit_vectors
from bot.matching.weights import SHIPPED, Weights

T = TypeVar("T")

# Candidates that the heads score exactly.
CANDIDATES = 8
# Matches that are weighed for one question; the rest of the candidates only say how much these stand out.
WEIGHED = 5
_NEXT = 5
# A question of more words is no surer for being longer still.
_LONG = 20
# Names that more than this share of the entries hold are what the base is about.
_SUBJECT_SHARE = 0.5
# Entries that are read at once when an index is built.
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A match with how it was found, which the calibration learns from.

    Attributes:
        features: What the confidence was made of.
        objections: What the guards said against it.
    """

    match: Match
    features: Features
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Index:
    """
    Entries, ready to be searched. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        entries: What is served, by id.
        subject: Things that the base is about.
    """

    entries: Mapping[str, Entry]
    reader: Reader
    lexical: Lexical
    static: Static
    subject: frozenset[Name]
    model: Model = field(default_factory=fitted)
    weights: Weights = SHIPPED
    _known_held: dict[str, Held] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        vocabulary: Iterable[Words] = (),
        model: Model | None = None,
        weights: Weights = SHIPPED,
    ) -> Index:
        """An index of *entries*, which speak of things by the names in *vocabulary*."""
        kept = {entry.id: entry for entry in entries}
        reader = Reader(Names(vocabulary, kept.values()))
        parts = [_Part.of(some, reader, weights) for some in _batches(tuple(kept.values()))]
        rows = Rows.joined([part.rows for part in parts])
        vectors = Vectors.joined([part.vectors for part in parts])
        return cls(
            entries=kept,
            reader=reader.over(sum((part.words for part in parts), Counter())),
            lexical=Lexical.of(rows, weights.best),
            static=Static.of(rows.layout, vectors, weights),
            subject=_subject((part.things for part in parts), len(kept)),
            model=model or fitted(),
            weights=weights,
        )

    def with_entry(self, entry: Entry) -> Index:
        """This index with *entry* added or replaced."""
        reader = self.reader.naming(entry)
        part = _Part.of([entry], reader, self.weights)
        return replace(
            self,
            entries={**self.entries, entry.id: entry},
            reader=reader.knowing(part.words),
            lexical=self.lexical.with_row(part.rows),
            static=self.static.with_entry(entry.id, part.vectors),
            _known_held=_less(self._known_held, entry.id),
        )

    def without(self, entry_id: str) -> Index:
        """This index without the entry; an equal one, if it never held it."""
        return replace(
            self,
            entries=_less(self.entries, entry_id),
            lexical=self.lexical.without(entry_id),
            static=self.static.without(entry_id),
            _known_held=_less(self._known_held, entry_id),
        )

    def held(self, entry_id: str) -> Held:
        """What the entry holds. Worked out when first asked for, so that one question of a cold start pays for few."""
        known = self._known_held.get(entry_id)
        if known is None:
            entry = self.entries[entry_id]
            known = self._known_held[entry_id] = held(entry, _readings(entry, self.reader), self.reader)
        return known

    def search(self, question: str) -> tuple[Match, ...]:
        """The entries that may answer *question*, each once, the most confident first."""
        return tuple(finding.match for finding in self.find(question))

    def find(self, question: str) -> tuple[Finding, ...]:
        """The same as `search`, each match with how it was found."""
        asked = self._asked(self.reader.read_question(question))
        candidates, scores = self._scored(asked)
        order = np.argsort(-scores, kind="stable")
        best = [self.entries[candidates[at]] for at in order[:WEIGHED]]
        ranks = scores[order].tolist()
        features = list(self._features(asked, best, ranks))
        trusted = self.model.confidences(features).tolist() if features else []
        found = zip(best, features, trusted, strict=True)
        findings = [self._finding(asked.reading, entry, *how) for entry, *how in found]
        return tuple(sorted(findings, key=lambda finding: -finding.match.confidence))

    def _asked(self, reading: Reading) -> _Asked:
        places = np.array([word_place(unit) for unit in units_of(reading)], np.int32)
        telling = (self.lexical.idf(places) * np.array(list(_rarity_of_units(reading)), np.float32)).astype(np.float32)
        made = grams(reading, self.weights)
        return _Asked(reading, made, self.lexical.idf(made.places), self.static.vector(reading.shown), places, telling)

    def _scored(self, asked: _Asked) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """The candidates of all heads, and the heads' scores of each, added and brought to 0 to 1."""
        candidates = self._candidates(asked)
        lexical = self.lexical.scores(asked.grams, asked.idf, candidates)
        static = self.static.scores(asked.vector, candidates)
        return candidates, ((lexical + self.weights.static * static) / (1 + self.weights.static)).astype(np.float32)

    def _candidates(self, asked: _Asked) -> tuple[str, ...]:
        """The entries most worth scoring exactly, and every one that was edited since the heads were built."""
        rough = self.lexical.roughly(asked.grams, asked.idf) + self.weights.static * self.static.roughly(asked.vector)
        rough[self.lexical.gone] = 0.0
        most = min(CANDIDATES, len(rough))
        best = np.argpartition(-rough, most - 1)[:most] if most else ()
        found = (self.lexical.built.layout.entry_ids[slot] for slot in best if rough[slot] > 0)
        return (*found, *sorted(self.lexical.fresh.layout.slots))

    def _features(self, asked: _Asked, best: Sequence[Entry], ranks: Sequence[float]) -> Iterator[Features]:
        typed = " ".join(sorted(asked.reading.words))
        spread = _spread(ranks)
        for at, entry in enumerate(best):
            held = self.held(entry.id)
            yield Features(
                score=ranks[at],
                lead=_lead(ranks, at),
                standing=_standing(ranks, at),
                coverage=_coverage(asked, held),
                missing=_missing(asked, held),
                nearest=self.static.nearest(asked.vector, entry.id, len(entry.phrasings)),
                likeness=_likeness(typed, held.phrasings),
                manner=_manner(asked.reading, held),
                length=math.log1p(min(len(asked.reading.words), _LONG)),
                spread=spread,
            )

    def _finding(self, reading: Reading, entry: Entry, features: Features, trusted: float) -> Finding:
        held = self.held(entry.id)
        against = tuple(objections(reading, held, self.subject))
        sure = 1.0 if " ".join(reading.words) in held.typed else trusted * left(against)
        return Finding(Match(entry.id, sure), features, against)


def _less(kept: Mapping[str, T], entry_id: str) -> dict[str, T]:
    return {other: value for other, value in kept.items() if other != entry_id}


def _readings(entry: Entry, reader: Reader) -> list[Reading]:
    """Its phrasings, then its claims, then all that its sources say: people ask with words of the answer too."""
    said = " ".join(citation.says for claim in entry.claims for citation in claim.citations)
    texts = (*entry.phrasings, *(claim.text for claim in entry.claims), said)
    return [reader.read(text) for text in texts if text]


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """*entries* in parts, at least one; what a part needs while it is read is let go before the next."""
    for first in range(0, max(len(entries), 1), _AT_ONCE):
        yield entries[first : first + _AT_ONCE]


@dataclass(frozen=True, slots=True)
class _Part:
    """
    Some entries as the heads take them.

    Attributes:
        words: How many times each word stands in them.
        things: How many of them name each thing.
    """

    rows: Rows
    vectors: Vectors
    words: Counter[str]
    things: Counter[Name]

    @classmethod
    def of(cls, entries: Sequence[Entry], reader: Reader, weights: Weights) -> _Part:
        readings = {entry.id: _readings(entry, reader) for entry in entries}
        corpus = Corpus.of([reading for some in readings.values() for reading in some])
        rows = Rows.of({entry_id: len(some) for entry_id, some in readings.items()}, corpus, weights)
        things = Counter(thing for some in readings.values() for thing in _things(some))
        return cls(rows, unit_vectors(corpus), corpus.counts(), things)


def _things(readings: Iterable[Reading]) -> set[Name]:
    mentions = (mention for reading in readings for mention in reading.mentions)
    return {mention.name for mention in mentions if mention.name.is_thing}


def _subject(parts: Iterable[Counter[Name]], entries: int) -> frozenset[Name]:
    counts = sum(parts, Counter())
    return frozenset(
        thing for thing, count in counts.items() if count > _SUBJECT_SHARE * entries and not thing.elsewhere
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """
    What of a question is held against each entry.

    Attributes:
        idf: Shape (grams,): that of the places of its grams.
        vector: Shape (DIMENSIONS,): as the static head holds texts.
        places: Shape (units,): the places of its stems and names.
        telling: Shape (units,): how telling each is, 0 or more.
    """

    reading: Reading
    grams: Grams
    idf: NDArray[np.float32]
    vector: NDArray[np.float32]
    places: NDArray[np.int32]
    telling: NDArray[np.float32]


def _rarity_of_units(reading: Reading) -> Iterator[float]:
    """How telling each unit of *reading* is in English at large, 0 to 1; a name tells in full."""
    return (1.0 if name else rarity(reading.words[start]) for start, _, name in reading.pieces())


def _coverage(asked: _Asked, entry: Held) -> float:
    """The share of the question's units, each as it is telling, that *entry* holds, 0 to 1."""
    total = float(asked.telling.sum())
    return float(asked.telling @ _among(entry.words, asked.places)) / total if total else 0.0


def _missing(asked: _Asked, entry: Held) -> float:
    """The most telling unit of the question that no phrasing of *entry* has, beside the most telling of all, 0 to 1."""
    most = float(asked.telling.max(initial=0.0))
    return float(asked.telling.max(initial=0.0, where=~_among(entry.asked, asked.places))) / most if most else 0.0


def _among(held: NDArray[np.int32], places: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of *places* are in *held*, which is ascending: shape (places,)."""
    if not len(held):
        return np.zeros(len(places), np.bool_)
    found: NDArray[np.bool_] = held.take(held.searchsorted(places), mode="clip") == places
    return found


def _likeness(typed: str, phrasings: Sequence[str]) -> float:
    """The best token-sort ratio; both sides have their words in order already, so that a plain ratio is one."""
    best = process.extractOne(typed, phrasings, scorer=fuzz.ratio)
    return best[1] / 100 if best else 0.0


def _manner(reading: Reading, entry: Held) -> float:
    if not reading.manner or not entry.manners:
        return 1.0
    return entry.manners.count(reading.manner) / len(entry.manners)


def _lead(ranks: Sequence[float], at: int) -> float:
    if at:
        return ranks[at] - ranks[0]
    return ranks[0] - ranks[1] if len(ranks) > 1 else ranks[0]


def _standing(ranks: Sequence[float], at: int) -> float:
    following = ranks[at + 1 : at + 1 + _NEXT]
    return ranks[at] - sum(following) / len(following) if following else ranks[at]


def _spread(ranks: Sequence[float]) -> float:
    best = [rank for rank in ranks[:WEIGHED] if rank > 0]
    if len(best) < 2:
        return 0.0
    total = sum(best)
    return -sum(rank / total * math.log(rank / total) for rank in best) / math.log(len(best))
