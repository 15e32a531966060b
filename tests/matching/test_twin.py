"""The index beside the same search written plainly, over generated bases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.entry import Entry, Kind
from bot.matching.grams import grams
from bot.matching.index import CANDIDATES, Index
from bot.matching.names import Names
from bot.matching.reading import Reader
from bot.matching.weights import SHIPPED
from tests.matching import plain

READER = Reader(Names([], []))
WORDS = (
    "china korea treaty sign signed visit train parade nuclear test oil pact war river border trade embassy leader when"
    " who where why how many did the of in and 1961 2018"
).split()
# What eight bits and a coarser sum may be off by.
NEAR = 0.02

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
phrasings = st.lists(texts, min_size=1, max_size=5, unique=True)


def bases(entries: int) -> st.SearchStrategy[dict[str, list[str]]]:
    """Bases of at most so many entries, each with up to five phrasings."""
    return st.dictionaries(st.integers(0, 99).map("entry-{}".format), phrasings, min_size=1, max_size=entries)


def index_of(base: Mapping[str, Sequence[str]]) -> Index:
    return Index.of(Entry(entry_id, Kind.FACT, some[0], (), tuple(some[1:])) for entry_id, some in base.items())


def plain_scores(base: Mapping[str, Sequence[str]], question: str) -> dict[str, float]:
    """The weighted mean of what both heads give each entry."""
    lexical = {entry_id: [grams(READER.read(text)) for text in some] for entry_id, some in base.items()}
    words = {entry_id: [READER.read(text).words for text in some] for entry_id, some in base.items()}
    asked = READER.read(question)
    dense = plain.dense_scores(words, asked.words)
    total = SHIPPED.lexical + SHIPPED.static
    return {
        entry_id: (SHIPPED.lexical * plain.score(grams(asked), some, lexical) + SHIPPED.static * dense[entry_id])
        / total
        for entry_id, some in lexical.items()
    }


def scores(base: Mapping[str, Sequence[str]], question: str) -> dict[str, float]:
    return {finding.match.entry_id: finding.features.score for finding in index_of(base).find(question)}


@given(bases(CANDIDATES), texts)
def test_what_is_found_scores_as_in_the_plain_search(base: dict[str, list[str]], question: str) -> None:
    wanted = plain_scores(base, question)

    assert all(score == pytest.approx(wanted[entry_id], abs=NEAR) for entry_id, score in scores(base, question).items())


@given(bases(40), texts)
def test_what_the_plain_search_puts_clearly_first_is_found(base: dict[str, list[str]], question: str) -> None:
    first, *others = sorted(plain_scores(base, question).items(), key=lambda scored: -scored[1])
    found = scores(base, question)

    if first[1] > max((score for _, score in others), default=0.0) + 2 * NEAR:
        assert max(found, key=lambda entry_id: found[entry_id]) == first[0]
