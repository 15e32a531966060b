"""The index: what is searched when a question comes, replaced whole when an entry changes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import compress
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.core.answer import Match
from bot.core.entry import Entry
from bot.core.pack import Words
from bot.matching.confidence import Features, Model, fitted
from bot.matching.corpus import Corpus
from bot.matching.dense import Compared, Dense
from bot.matching.encoder import Encoding, NoEncoder
from bot.matching.english import rarity
from bot.matching.grams import Grams, grams
from bot.matching.guards import Objection, in_question, left, objections
from bot.matching.held import Held, texts_of
from bot.matching.layout import blocks, distinct
from bot.matching.lexical import Lexical
from bot.matching.names import Name, Names
from bot.matching.reading import Reader, Reading
from bot.matching.rows import Rows
from bot.matching.scan import FEW, highest
from bot.matching.static import direction, unit_vectors
from bot.matching.vectors import Vectors
from bot.matching.weights import SHIPPED, WITH_ENCODER, Weights

T = TypeVar("T")

# Candidates that the heads score exactly.
CANDIDATES = 8
# Matches that are weighed for one question; the rest of the candidates only say how much these stand out.
WEIGHED = 5
# Of a large base, what each head finds nearest at first sight, and all heads then look at.
_LOOKED_AT = 64
_NEXT = 5
# Entries that were weighed lately, whose holdings are remembered; indexes that come of each other share them.
_REMEMBERED = 2_000
# A question of more words is no surer for being longer still.
_LONG = 20
# Names that more than this share of the entries hold are what the base is about.
_SUBJECT_SHARE = 0.5
# Entries that are read at once when an index is built.
_AT_ONCE = 1000


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


@dataclass(frozen=True, slots=True)
class Working:
    """
    How a question was read and what was found for it, with the working shown.

    Attributes:
        findings: As `Index.find` gives them.
        trusted: The confidence of each before the guards spoke, 0 to 1.
        heads: By the name of each head what it gave each of them, 0 to 1.
    """

    reading: Reading
    findings: tuple[Finding, ...]
    trusted: tuple[float, ...]
    heads: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Index:
    """
    Entries, ready to be searched. Never changed: an edit gives a new one that shares all but the edited entry.

    Attributes:
        entries: What is served, by id.
        encoder: The head of the sentence encoder; None where there is none.
        subject: Things that the base is about.
        encoding: What makes the encoder's vectors of questions and texts; None where *encoder* is.
        cut: Ids of entries that stand here with fewer claims than the heads know of.
    """

    entries: Mapping[str, Entry]
    reader: Reader
    lexical: Lexical
    static: Dense
    encoder: Dense | None
    subject: frozenset[Name]
    model: Model
    weights: Weights
    encoding: Encoding | None = None
    cut: frozenset[str] = frozenset()
    _known_held: dict[str, Held] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        vocabulary: Iterable[Words] = (),
        encoding: Encoding | None = None,
        model: Model | None = None,
        weights: Weights | None = None,
    ) -> Index:
        """An index of *entries*, which speak of things by the names in *vocabulary*."""
        kept = {entry.id: entry for entry in entries}
        weights = weights or (WITH_ENCODER if encoding else SHIPPED)
        vocabulary = tuple(vocabulary)
        periods = [period for known in vocabulary for period in known.periods]
        reader = Reader(Names(vocabulary, kept.values()), periods=periods)
        every = tuple(kept.values())
        # What a part needs while it is read is let go before the next.
        parts = [_Part.of(every[some], reader, weights, encoding) for some in blocks(len(every), _AT_ONCE)]
        rows = Rows.joined([part.rows for part in parts])
        encoded = [part.encoded for part in parts if part.encoded is not None]
        return cls(
            entries=kept,
            reader=reader.over(_summed(part.words for part in parts)),
            lexical=Lexical.of(rows, weights.best),
            static=Dense.of(rows.layout, Vectors.joined([part.vectors for part in parts]), weights),
            encoder=Dense.of(rows.layout, Vectors.joined(encoded), weights) if encoded else None,
            subject=_subject((part.things for part in parts), len(kept)),
            model=model or fitted(with_encoder=encoding is not None),
            weights=weights,
            encoding=encoding,
        )

    def with_entry(self, entry: Entry) -> Index:
        """This index with *entry* added or replaced."""
        reader = self.reader.naming(entry)
        part = _Part.of([entry], reader, self.weights, self.encoding)
        encoder = self.encoder
        if encoder is not None and part.encoded is not None:
            encoder = encoder.with_entry(entry.id, part.encoded)
        return replace(
            self,
            entries={**self.entries, entry.id: entry},
            reader=reader.knowing(part.words),
            lexical=self.lexical.with_row(part.rows),
            static=self.static.with_entry(entry.id, part.vectors),
            encoder=encoder,
            # Where there are new names, all that an entry holds must be read anew.
            _known_held=self._known_held if reader.names is self.reader.names else {},
        )

    def without(self, entry_id: str) -> Index:
        """This index without the entry; an equal one, if it never held it."""
        return replace(
            self,
            entries=_less(self.entries, entry_id),
            lexical=self.lexical.without(entry_id),
            static=self.static.without(entry_id),
            encoder=self.encoder and self.encoder.without(entry_id),
        )

    def standing_on(self, day: date) -> Index:
        """
        This index with the entries and claims that could be made on *day*.

        It is quick to make, for entries are found by all their words, those of later claims too; what an entry is then
        asked for it must hold in the claims that are left.
        """
        then = {entry_id: entry.standing_on(day) for entry_id, entry in self.entries.items()}
        standing = {entry_id: entry for entry_id, entry in then.items() if entry}
        return replace(
            self,
            entries=standing,
            lexical=self.lexical.hiding(self.entries.keys() - standing.keys()),
            cut=frozenset(one for one, entry in standing.items() if len(entry.claims) < len(self.entries[one].claims)),
            _known_held={},
        )

    def held(self, entry_id: str) -> Held:
        """What the entry holds."""
        entry = self.entries[entry_id]
        known = self._known_held.get(entry_id)
        if known is None or known.entry is not entry:
            if len(self._known_held) >= _REMEMBERED:
                self._known_held.clear()
            known = self._known_held[entry_id] = Held(entry, self.reader, *self._row(entry))
        return known

    def _row(self, entry: Entry) -> tuple[NDArray[np.int32], str]:
        """The places and the words of *entry* as it stands here, as `Lexical.row` gives them."""
        if entry.id not in self.cut:
            return self.lexical.row(entry.id)
        rows = _Part.of([entry], self.reader, self.weights, None).rows
        return rows.distinct(0), rows.lines[0]

    def search(self, question: str) -> tuple[Match, ...]:
        """The entries that may answer *question*, each once, the most confident first."""
        return tuple(finding.match for finding in self.find(question))

    def find(self, question: str) -> tuple[Finding, ...]:
        """The same as `search`, each match with how it was found."""
        return self._found(self._asked(self.reader.read_question(question)))

    def work(self, question: str) -> Working:
        """What `find` finds with the working shown, for whoever asks why: it is worked out anew, and costs more."""
        asked = self._asked(self.reader.read_question(question))
        findings = self._found(asked)
        trusted = self.model.confidences([finding.features for finding in findings]).tolist() if findings else []
        return Working(asked.reading, findings, tuple(trusted), dict(self._heads(asked, findings)))

    def _heads(self, asked: _Asked, findings: Sequence[Finding]) -> Iterator[tuple[str, tuple[float, ...]]]:
        """The name of each head, and what it gives the entry of each of *findings*, 0 to 1."""
        found = [finding.match.entry_id for finding in findings]
        yield "lexical", tuple(self.lexical.scores(asked.grams, asked.idf, found).tolist())
        for name, placed in zip(("static", "encoder"), asked.placed, strict=False):
            yield name, tuple(placed.compared(found).scores.tolist())

    def _found(self, asked: _Asked) -> tuple[Finding, ...]:
        scored = self._scored(asked)
        best = [self.entries[scored.candidates[at]] for at in scored.order[:WEIGHED]]
        features = list(self._features(asked, best, scored))
        trusted = self.model.confidences(features).tolist() if features else []
        things = in_question(asked.reading, self.subject)
        found = zip(best, features, trusted, strict=True)
        findings = [self._finding(asked.reading, things, entry, *how) for entry, *how in found]
        return tuple(sorted(findings, key=lambda finding: -finding.match.confidence))

    def _asked(self, reading: Reading) -> _Asked:
        made = grams(reading, self.weights)
        idf = self.lexical.idf(made.places)
        telling = idf[made.places.searchsorted(made.units)] * np.array(list(_rarity_of_units(reading)), np.float32)
        return _Asked(reading, made, idf, tuple(self._placed(reading)), telling)

    def _placed(self, reading: Reading) -> Iterator[_Placed]:
        yield _Placed(self.static, self.weights.static, self.static.placed(direction(reading.shown)))
        if self.encoder and self.encoding:
            try:
                vector = self.encoding.question(" ".join(reading.shown))
            except NoEncoder:  # the other heads can still answer
                return
            yield _Placed(self.encoder, self.weights.encoder, self.encoder.placed(vector))

    def _scored(self, asked: _Asked) -> _Scored:
        candidates = self._candidates(asked)
        scores = self.weights.lexical * self.lexical.scores(asked.grams, asked.idf, candidates)
        compared = [placed.compared(candidates) for placed in asked.placed]
        for placed, one in zip(asked.placed, compared, strict=True):
            scores += placed.weight * one.scores
        scores /= self.weights.lexical + sum(placed.weight for placed in asked.placed)
        return _Scored(candidates, scores, compared[-1])

    def _candidates(self, asked: _Asked) -> tuple[str, ...]:
        """The entries most worth scoring exactly, and every one that was edited since the heads were built."""
        rough = self.weights.lexical * self.lexical.roughly(asked.grams, asked.idf)
        if len(rough) <= FEW:
            slots = np.arange(len(rough))
        else:
            slots = distinct(np.concatenate([highest(rough, _LOOKED_AT), *map(_near, asked.placed)]))
        total = rough[slots]
        for placed in asked.placed:
            total += placed.weight * placed.head.roughly(placed.vector, slots)
        total[self.lexical.gone[slots]] = 0.0
        best = slots[highest(total, CANDIDATES)]
        found = (self.lexical.built.layout.entry_ids[slot] for slot in best.tolist())
        return (*found, *sorted(self.lexical.fresh.layout.slots))

    def _features(self, asked: _Asked, best: Sequence[Entry], scored: _Scored) -> Iterator[Features]:
        typed = " ".join(sorted(asked.reading.words))
        ranks = scored.scores[scored.order].tolist()
        spread = _spread(ranks)
        telling = asked.telling.tolist()
        in_texts, in_phrasings = (some.tolist() for some in self.lexical.holding(best, asked.grams.units))
        for at, entry in enumerate(best):
            held = self.held(entry.id)
            yield Features(
                score=ranks[at],
                lead=_lead(ranks, at),
                standing=_standing(ranks, at),
                coverage=_coverage(telling, in_texts[at]),
                missing=_missing(telling, in_phrasings[at]),
                nearest=scored.compared.nearest(scored.order[at], len(entry.phrasings)),
                likeness=_likeness(typed, held.phrasings),
                manner=_manner(asked.reading, held),
                length=math.log1p(min(len(asked.reading.words), _LONG)),
                spread=spread,
            )

    def _finding(
        self, reading: Reading, things: Sequence[Name], entry: Entry, features: Features, trusted: float
    ) -> Finding:
        held = self.held(entry.id)
        against = tuple(objections(reading, things, held))
        sure = 1.0 if " ".join(reading.words) in held.typed else trusted * left(against)
        return Finding(Match(entry.id, sure), features, against)


def _less(kept: Mapping[str, T], entry_id: str) -> dict[str, T]:
    return {other: value for other, value in kept.items() if other != entry_id}


@dataclass(frozen=True, slots=True)
class _Part:
    """
    Some entries as the heads take them.

    Attributes:
        encoded: None where there is no encoder.
        words: How many times each word stands in them.
        things: How many of them name each thing.
    """

    rows: Rows
    vectors: Vectors
    encoded: Vectors | None
    words: Counter[str]
    things: Counter[Name]

    @classmethod
    def of(cls, entries: Sequence[Entry], reader: Reader, weights: Weights, encoding: Encoding | None) -> _Part:
        readings = {entry.id: [reader.read(text) for text in texts_of(entry)] for entry in entries}
        corpus = Corpus.of([reading for some in readings.values() for reading in some])
        rows = Rows.of({entry_id: len(some) for entry_id, some in readings.items()}, corpus, weights)
        things = Counter(thing for some in readings.values() for thing in _things(some))
        shown = [" ".join(reading.shown) for some in readings.values() for reading in some] if encoding else []
        encoded = Vectors.of(encoding.texts(shown)) if encoding else None
        return cls(rows, unit_vectors(corpus), encoded, corpus.counts(), things)


def _things(readings: Iterable[Reading]) -> set[Name]:
    mentions = (mention for reading in readings for mention in reading.mentions)
    return {mention.name for mention in mentions if mention.name.is_thing}


def _summed(parts: Iterable[Counter[T]]) -> Counter[T]:
    """All *parts* in one; adding two at a time would copy what is there for each of them."""
    summed: Counter[T] = Counter()
    for part in parts:
        summed.update(part)
    return summed


def _subject(parts: Iterable[Counter[Name]], entries: int) -> frozenset[Name]:
    return frozenset(
        thing for thing, count in _summed(parts).items() if count > _SUBJECT_SHARE * entries and not thing.elsewhere
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A question as a dense *head* holds texts, and what the head counts."""

    head: Dense
    weight: float
    vector: NDArray[np.float32]

    def compared(self, entry_ids: Sequence[str]) -> Compared:
        """The question with all texts of *entry_ids*."""
        return self.head.compared(self.vector, entry_ids)


def _near(placed: _Placed) -> NDArray[np.int64]:
    """The slots that the head finds nearest, at first sight."""
    slots, cosines = placed.head.near(placed.vector)
    return slots[highest(cosines, _LOOKED_AT)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """
    What of a question is held against each entry.

    Attributes:
        idf: Shape (grams,): that of the places of its grams.
        placed: By each dense head.
        telling: Shape (units,): how telling each of its stems and names is, 0 or more.
    """

    reading: Reading
    grams: Grams
    idf: NDArray[np.float32]
    placed: tuple[_Placed, ...]
    telling: NDArray[np.float32]


@dataclass(frozen=True)
class _Scored:
    """
    The candidates of all heads.

    Attributes:
        scores: Shape (candidates,): the heads' scores of each, added and brought to 0 to 1.
        compared: By the last dense head, each with the question.
    """

    candidates: tuple[str, ...]
    scores: NDArray[np.float32]
    compared: Compared

    @cached_property
    def order(self) -> list[int]:
        """The places of the candidates, the best first."""
        order: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return order


def _rarity_of_units(reading: Reading) -> Iterator[float]:
    """How telling each unit of *reading* is in English at large, 0 to 1; a name tells in full."""
    return (1.0 if name else rarity(reading.words[start]) for start, _, name in reading.pieces)


def _coverage(telling: Sequence[float], among: Sequence[bool]) -> float:
    """The share of the question's units, each as it is *telling*, that are *among* an entry's, 0 to 1."""
    total = sum(telling)
    return sum(compress(telling, among)) / total if total else 0.0


def _missing(telling: Sequence[float], among: Sequence[bool]) -> float:
    """The most telling unit of the question that is not *among* an entry's, beside the most telling of all, 0 to 1."""
    most = max(telling, default=0.0)
    return max((one for one, held in zip(telling, among, strict=True) if not held), default=0.0) / most if most else 0.0


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
