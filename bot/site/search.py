"""The search index: every word of every entry, so small that a page can fetch it when somebody begins to type."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.core.entry import Entry

# What a word in each part of an entry weighs, as its place in this list; assets/search.js has the weights.
_QUESTION, _NAMED, _ASKED, _CLAIMED = range(4)
_PARTS = 4
# Digits of a number: five bits each, the sixth says that more follow.
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_WORD = re.compile(r"[^\W_]+")
_LONGEST_SHARE = 35


def index_script(entries: Sequence[Entry], date: Callable[[Entry], str]) -> str:
    """
    A script that hands the index of *entries* to the page's own: a page opened from a disk may load no data.

    Args:
        date: What to show as the date of an entry.
    """
    found = _found(entries)
    words = sorted(found, key=lambda word: word.encode("utf-16-be"))  # as JavaScript compares them
    index = {
        "entries": [[entry.id, entry.question, date(entry)] for entry in entries],
        "words": "\n".join(_front_coded(words)),
        "places": " ".join(_coded(found[word]) for word in words),
    }
    return f"footnoteSearch({json.dumps(index, ensure_ascii=False, separators=(',', ':'))});\n"


def words_of(text: str) -> list[str]:
    """The words of *text* as search.js takes them: small, without marks, of letters and digits."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(one for one in plain if unicodedata.category(one)[0] != "M").lower())


def _found(entries: Iterable[Entry]) -> dict[str, dict[int, int]]:
    """For each word the entries that have it, by their places, each with the part of it that weighs most."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for at, entry in enumerate(entries):
        for part, text in _texts(entry):
            for word in words_of(text):
                found[word][at] = min(part, found[word].get(at, part))
    return found


def _texts(entry: Entry) -> Iterator[tuple[int, str]]:
    yield _QUESTION, entry.question
    yield from ((_NAMED, text) for text in (entry.id, *entry.topics, *entry.people, *entry.places))
    yield from ((_ASKED, text) for text in entry.variants)
    for claim in entry.claims:
        yield _CLAIMED, claim.text
        yield from ((_ASKED, when.in_words()) for when in (claim.date, claim.as_of) if when)


def _front_coded(words: Iterable[str]) -> Iterator[str]:
    """Each word less what it begins with as the one before it does, after a digit of base 36 for how much that is."""
    before = ""
    for word in words:
        shared = next((at for at, (one, other) in enumerate(zip(before, word, strict=False)) if one != other), None)
        length = min(len(before), len(word), _LONGEST_SHARE) if shared is None else min(shared, _LONGEST_SHARE)
        yield f"{_DIGITS_36[length]}{word[length:]}"
        before = word


_DIGITS_36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def _coded(places: dict[int, int]) -> str:
    """Where a word is: for each entry how much further on it stands, with the part of it, as one number."""
    digits, before = [], 0
    for place in sorted(places):
        digits.append(_number((place - before) * _PARTS + places[place]))
        before = place
    return "".join(digits)


def _number(value: int) -> str:
    digits = ""
    while value > 31:
        digits += _DIGITS[32 + value % 32]
        value //= 32
    return digits + _DIGITS[value]
