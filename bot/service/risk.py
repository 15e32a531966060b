"""Risk: what a confidence is worth, whatever policy is set by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.service.trial import Asked


@dataclass(frozen=True, slots=True)
class Point:
    """
    What it comes to when every question is answered whose best match has at least some confidence.

    Attributes:
        confidence: From which on is answered, 0 to 1.
        right: Questions answered with the entry that answers them.
        wrong: Questions answered with another.
        anyway: Questions answered that no entry answers.
        coverage: The share of the answerable questions that is answered, 0 to 1.
    """

    confidence: float
    right: int
    wrong: int
    anyway: int
    coverage: float

    @property
    def answers(self) -> int:
        """All that is answered, rightly or not."""
        return self.right + self.wrong + self.anyway

    @property
    def risk(self) -> float:
        """The share of the answers that is wrong, 0 to 1; any answer to a question that no entry answers is."""
        return (self.wrong + self.anyway) / self.answers


def curve(known: Sequence[Asked], unknown: Sequence[Asked] = ()) -> tuple[Point, ...]:
    """
    The risk at each coverage, from the surest answers to all of them (Geifman & El-Yaniv 2017).

    There is a point for each confidence that a question of *known* has: what is equally sure is answered together, as
    no policy could tell it apart. Margins are left aside. Of *known*, those for which nothing was found count as
    answered wrongly at confidence 0, so that every curve runs to a coverage of 1; of *unknown* they are never answered.
    """
    sure = np.array([asked.confidence for asked in known])
    is_right = np.array([asked.place == 0 for asked in known], bool)
    others = np.sort([asked.confidence for asked in unknown if asked.matches])
    levels, level = np.unique(-sure, return_inverse=True)
    answered = np.bincount(level).cumsum()
    right = np.bincount(level, is_right).cumsum().astype(int)
    anyway = len(others) - others.searchsorted(-levels)
    return tuple(
        Point(confidence, rights, some - rights, added, some / len(known))
        for confidence, rights, some, added in zip(
            (-levels).tolist(), right.tolist(), answered.tolist(), anyway.tolist(), strict=True
        )
    )


def area(points: Sequence[Point]) -> float:
    """
    The area under the curve of *points* (AURC), which are some: 0 to 1, the less the better.

    It is the mean, over the answerable questions, of the risk at the confidence that just answers each.
    """
    gained = np.diff([point.coverage for point in points], prepend=0.0)
    return float(gained @ np.array([point.risk for point in points]))


def reaching(points: Sequence[Point], coverage: float) -> Point | None:
    """The first of *points* that answers at least the share *coverage* of those answerable; None if there are none."""
    return next((point for point in points if point.coverage >= coverage), None)


def auroc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often one of *right* is above one of *wrong*, ties counted half: 0 to 1 (Hanley & McNeil 1982)."""
    both = np.concatenate([right, wrong])
    _, where, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    above = ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2
    return float(above / (len(right) * len(wrong)))


def bar(unknown: Sequence[Asked], share: float) -> float:
    """The confidence above which at most *share* of *unknown* are; they must be some."""
    highest = sorted((asked.confidence for asked in unknown), reverse=True)
    return highest[min(int(share * len(highest)), len(highest) - 1)]
