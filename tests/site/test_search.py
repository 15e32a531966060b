"""The search index; that it finds is for test_assets.py to say, with the script that reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from bot.core.pack import Pack
from bot.site.search import index_script, words_of
from tests import strategies
from tests.site.bases import HARM, claim, entry


def unpacked(script: str) -> dict[str, dict[int, int]]:
    """For each word its entries' places with the part of it, read as assets/site.js reads it."""
    packed: dict[str, Any] = json.loads(script.removeprefix("footnoteSearch(").removesuffix(");\n"))
    found: dict[str, dict[int, int]] = {}
    before = ""
    coded = packed["words"].split("\n") if packed["words"] else []
    for one, places in zip(coded, packed["places"].split(), strict=True):
        before = before[: int(one[0], 36)] + one[1:]
        found[before] = _places(places)
    return found


def _places(coded: str) -> dict[int, int]:
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    found, at, value, scale = {}, 0, 0, 1
    for digit in coded:
        number = digits.index(digit)
        value, scale = value + number % 32 * scale, scale * 32
        if number < 32:
            at += value // 4
            found[at] = value % 4
            value, scale = 0, 1
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim's trip, 2018", ["kim", "s", "trip", "2018"]),
        ("Málaga İstanbul", ["malaga", "istanbul"]),
        ("朝鲜 ①", ["朝鲜", "1"]),
        ("snake_case -- !", ["snake", "case"]),
    ],
)
def test_words_are_small_and_without_marks(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_counts_by_the_best_part_of_an_entry_that_has_it() -> None:
    of = entry("pact", claim("The pact was signed."), question="When was the pact?", variants=("signed when",))

    found = unpacked(index_script([of], lambda _: ""))

    assert (found["pact"], found["signed"], found["the"]) == ({0: 0}, {0: 2}, {0: 0})


def test_a_rare_word_far_on_is_found_at_its_place() -> None:
    entries = [entry(f"entry-{at}") for at in range(500)] + [entry("needle", question="Haystack?")]

    assert unpacked(index_script(entries, lambda _: ""))["haystack"] == {500: 0}


@given(strategies.packs())
def test_every_word_of_every_question_is_in_the_index(pack: Pack) -> None:
    found = unpacked(index_script(pack.entries, lambda _: ""))

    for at, one in enumerate(pack.entries):
        assert all(found[word][at] == 0 for word in words_of(one.question))


def test_the_index_is_one_call_whatever_its_texts_hold() -> None:
    script = index_script([entry(question=HARM)], lambda _: HARM)

    assert json.loads(script.removeprefix("footnoteSearch(").removesuffix(");\n"))["entries"] == [
        ["treaty", HARM, HARM]
    ]
