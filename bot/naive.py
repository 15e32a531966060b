"""The naive bot: what a first version does, to be measured beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from bot.core.answer import Match
from bot.core.entry import Entry

SCORERS: dict[str, Callable[..., float]] = {"WRatio": fuzz.WRatio, "token_set_ratio": fuzz.token_set_ratio}
# Questions that are compared at once: with 100,000 phrasings that takes 80 MB.
_AT_ONCE = 100
# Matches of each question; a policy looks at no more.
_MATCHES = 5


class Naive:
    """
    rapidfuzz over all phrasings: the best phrasing's entry is the answer, its score / 100 the confidence.

    It answers what `process.extractOne` would; this way it also has the next entries, and takes half the time. Case and
    punctuation are taken off, which does it good.
    """

    def __init__(self, entries: Iterable[Entry], scorer: str) -> None:
        """Search *entries*, which have phrasings, by the one of SCORERS that has that name."""
        kept = tuple(entries)
        self._ids = [entry.id for entry in kept]
        self._phrasings = [utils.default_process(text) for entry in kept for text in entry.phrasings]
        self._starts = np.cumsum([0, *(len(entry.phrasings) for entry in kept)])[:-1]
        self._scorer = SCORERS[scorer]

    def search_all(self, questions: Sequence[str]) -> Iterator[tuple[Match, ...]]:
        """The entries nearest to each of *questions*, best first; of equals the one that the base has first."""
        for first in range(0, len(questions), _AT_ONCE):
            some = map(utils.default_process, questions[first : first + _AT_ONCE])
            for scores in self._scores(list(some)):
                yield tuple(self._match(scores, at) for at in np.argsort(-scores, kind="stable")[:_MATCHES])

    def _scores(self, questions: Sequence[str]) -> NDArray[np.float64]:
        """How near the nearest phrasing of each entry is: shape (questions, entries), 0 to 1."""
        near = process.cdist(questions, self._phrasings, scorer=self._scorer, dtype=np.float64, workers=-1)
        best: NDArray[np.float64] = np.maximum.reduceat(near, self._starts, axis=1) / 100
        return best

    def _match(self, scores: NDArray[np.float64], at: int) -> Match:
        return Match(self._ids[at], float(scores[at]))
