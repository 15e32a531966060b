"""Confidence: how likely it is that an entry answers a question, from how it was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
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
        missing: The most telling word of the question that none of its phrasings has, beside the most telling of all,
            0 to 1.
        nearest: The mean cosine of the question and the three nearest phrasings, -1 to 1, by the encoder where there
            is one, else by the static head.
        likeness: The best token-sort ratio of a phrasing and the question, 0 to 1.
        manner: The share of the entry's phrasings that ask as the question does, 0 to 1; 1 for bare keywords.
        length: log(1 + words of the question, 20 at most).
        spread: Entropy of the best scores over log of their number: 0 one stands out, 1 all alike.
    """

    score: float
    lead: float
    standing: float
    coverage: float
    missing: float
    nearest: float
    likeness: float
    manner: float
    length: float
    spread: float


# The penalty that `python -m bot.calibrate` fits with. Set 2026-11-25: 1, 3, 10 and 30 were tried on tuning.jsonl, and
# differed by less than chance.
RIDGE = 10.0
# The names of the two models in data/confidence.json.
WITHOUT, WITH_ENCODER = "without encoder", "with encoder"


def terms(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    The features of each row, then the product of each two of them: what one is worth hangs on the others.

    Args:
        rows: Shape (n, features), in the order of `Features`.

    Returns:
        Shape (n, TERMS): squares are among the products.
    """
    return np.concatenate([rows, rows[:, _ONE] * rows[:, _OTHER]], axis=1)


_WIDTH = len(Features._fields)
_ONE, _OTHER = np.triu_indices(_WIDTH)
# How many terms there are.
TERMS = _WIDTH + len(_ONE)


@dataclass(frozen=True)
class Model:
    """A logistic model: a weight for each of `terms`, in order, and a constant."""

    weights: tuple[float, ...]
    constant: float

    def confidences(self, found: Sequence[Features]) -> NDArray[np.float64]:
        """The probability, 0 to 1, that each entry *found* so is the right one: shape (n,)."""
        rows = np.array(found, np.float64).reshape(len(found), _WIDTH)
        return _sigmoid(terms(rows) @ self._array + self.constant)

    @cached_property
    def _array(self) -> NDArray[np.float64]:
        return np.array(self.weights)


@cache
def fitted(*, with_encoder: bool = False) -> Model:
    """The model that ships, for an index with or without an encoder; `python -m bot.calibrate` makes both."""
    kept = json.loads(files("bot.matching").joinpath("data/confidence.json").read_text("utf-8"))
    name = WITH_ENCODER if with_encoder else WITHOUT
    return Model(tuple(kept[name]["weights"]), kept[name]["constant"])


def fit(rows: Sequence[Features], right: Sequence[bool], ridge: float = RIDGE) -> Model:
    """
    The logistic model of the terms of *rows* by iteratively reweighted least squares, Bishop (2006), section 4.3.3.

    Args:
        ridge: The penalty on squared weights of standardised terms, the constant left free.
    """
    plain = terms(np.array(rows, np.float64))
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
    shares: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(value, -40, 40)))
    return shares
