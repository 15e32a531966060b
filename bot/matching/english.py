"""English at large: its words, how common each is, and what is worth remembering of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache, wraps
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")

# A word as rare in English as the 5,000th tells in full.
_FULL_WEIGHT_FROM = 5000
# As telling as the 70th word of English: "what is this", "who are you" are below it, "china" and "war" above.
_TELLING = 0.5
# Of the vocabulary's tokens; single letters other than these stand there as well.
_WHOLE_WORD = re.compile(r"[a-z]{2,}|[ai]")


@cache
def english() -> dict[str, int]:
    """English words and how common they are: 0 for the most common. See data/NOTICE for where they are from."""
    tokens = files("bot.matching").joinpath("data/vocabulary.txt").read_text("utf-8").split()
    return {word: place for place, word in enumerate(filter(_WHOLE_WORD.fullmatch, tokens))}


def rarity(word: str) -> float:
    """How telling *word* is in English at large, 0 to 1: "the" hardly at all, an unknown word in full."""
    return min(1.0, math.log1p(english().get(word, _FULL_WEIGHT_FROM)) / math.log1p(_FULL_WEIGHT_FROM))


def is_telling(word: str) -> bool:
    """Whether *word* tells what a text is about."""
    return rarity(word) >= _TELLING


def remembered(work: Callable[[str], T]) -> Callable[[str], T]:
    """
    *work*, which makes something of a word, done once for each English word.

    Other words are not remembered: what people type may be a name or a password, and there is no end to it.
    """
    known: dict[str, T] = {}

    @wraps(work)
    def looked_up(word: str) -> T:
        if word in known:
            return known[word]
        made = work(word)
        if word in english():
            known[word] = made
        return made

    return looked_up
