"""Likeness of texts letter by letter, where no meaning is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process


def most_like(text: str, others: Sequence[str], least: float) -> tuple[int, float] | None:
    """
    The place of the one of *others* that is most like *text* in whatever order of words, and how like, 0 to 1.

    None where none is as like as *least*.
    """
    found = process.extractOne(text, others, scorer=fuzz.token_sort_ratio, score_cutoff=least * 100)
    return (found[2], found[1] / 100) if found else None
