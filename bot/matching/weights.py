"""Weights: how much each part of the heads counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """
    How much each part of the heads counts.

    Attributes:
        pair: A pair of neighbouring words, beside a word's 1.
        characters: A character gram, beside a word's 1.
        inside_name: A word or character gram inside a name, beside one outside; the name itself counts 1.
        best: An entry's best text, beside the mean of its texts.
        static: The static head, beside the lexical head's 1.
        shrink: How much of the whitening's covariance is its mean variance alone, 0 to 1.
    """

    pair: float
    characters: float
    inside_name: float
    best: float
    static: float
    shrink: float


# Set 2026-11-25 on questions_val.jsonl of tests/data/hwu64 and the packs with a phrasing left out;
# `python -m bot.calibrate weights` prints what half and double of each would do.
SHIPPED = Weights(pair=0.4, characters=0.5, inside_name=0.5, best=0.5, static=2.25, shrink=0.5)
