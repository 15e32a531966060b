"""Confidence: how likely it is that an entry answers a question, from how it was found."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Features(NamedTuple):
    """
    How one entry was found for one question.

    Attributes:
        score: The heads' score, 0 to 1.
        lead: The score less the best other entry's; negative for a runner-up.
        standing: The score less the mean of the next five entries'.
        coverage: The share of the question's telling words that the entry holds, 0 to 1.
        likeness: The best token-sort ratio of a phrasing and the question, 0 to 1.
        manner: The share of the entry's phrasings that ask as the question does, 0 to 1; 1 for bare keywords.
        length: log(1 + words of the question, 20 at most).
        spread: Entropy of the best scores over log of their number: 0 one stands out, 1 all alike.
    """

    score: float
    lead: float
    standing: float
    coverage: float
    likeness: float
    manner: float
    length: float
    spread: float


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: a weight for each feature, in order, and a constant."""

    weights: tuple[float, ...]
    constant: float

    def confidence(self, features: Features) -> float:
        """The probability, 0 to 1, that the entry found so is the right one."""
        log_odds = sum(weight * value for weight, value in zip(self.weights, features, strict=True)) + self.constant
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, log_odds))))


@cache
def fitted() -> Model:
    """The model that ships; `python -m bot.calibrate` makes it and says by what figures."""
    kept = json.loads(files("bot.matching").joinpath("data/confidence.json").read_text("utf-8"))
    return Model(tuple(kept["weights"]), kept["constant"])


def fit(rows: Sequence[Features], right: Sequence[bool], ridge: float = 1.0) -> Model:
    """
    The logistic model of *rows* by iteratively reweighted least squares, Bishop (2006), section 4.3.3.

    Args:
        ridge: The penalty on squared weights of standardised features, the constant left free.
    """
    plain = np.array(rows)
    mean, scale = plain.mean(0), np.maximum(plain.std(0), 1e-9)
    design = np.column_stack([(plain - mean) / scale, np.ones(len(rows))])
    penalty = np.diag([ridge] * plain.shape[1] + [0.0])
    weights = _reweighted(design, np.array(right, float), penalty)
    unscaled = weights[:-1] / scale
    return Model(tuple(unscaled.tolist()), float(weights[-1] - unscaled @ mean))


def _reweighted(
    design: NDArray[np.float64], right: NDArray[np.float64], penalty: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        expected = _sigmoid(design @ weights)
        slope = design.T @ (expected - right) + penalty @ weights
        bend = (design * (expected * (1 - expected))[:, None]).T @ design + penalty
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def _sigmoid(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(value, -40, 40)))
