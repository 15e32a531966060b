"""Faults of YAML's syntax, in words for the person who typed them."""

from __future__ import annotations

import re

import yaml

from bot.core.problem import Place, Problem
from bot.store.textfile import position

# What YAML 1.1 calls printable, turned round.
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = ("a quotation mark that is never closed", "close it on this line")
_BRACKET = ("a bracket that is not closed, or a comma that is missing", "write [one, two], or a list with '- '")
_COLON = ("': ' within an unquoted text, or a line that is indented too far", "put the text in quotes")
_INDENT = ("a line that fits neither the indent nor the list or group above it", "line it up with its neighbours")
_TAB = ("a tab where only blanks may stand", "indent with blanks")
_AFTER_QUOTE = (
    "something after a closed quotation mark or bracket",
    "put the whole text in quotes; write '' for a ' in it",
)
_COLONLESS = ("a line without a colon", "write it as 'key: value', or put the text above in quotes")
# The parser sees these only when it is well past them.
_SEEN_LATE = (_QUOTE, _BRACKET, _COLONLESS)
_WORDS = {
    "found unexpected end of stream": _QUOTE,
    "found unexpected document indicator": _QUOTE,
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "mapping values are not allowed in this context": _COLON,
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _INDENT,
    "block sequence entries are not allowed in this context": _INDENT,
    "did not find expected node content": (
        "a value is missing between brackets or commas",
        "write it, or put it in quotes",
    ),
    "could not find expected ':'": _COLONLESS,
    "found unknown escape character": (
        "a backslash that means nothing here",
        "use single quotes, or write two of them",
    ),
    "did not find expected <document start>": ("something before the first key, or after the end", "remove it"),
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    "found undefined tag handle": ("a '!' at the start of a value", "put the value in quotes"),
}


def unprintable(file: str, text: str) -> Problem | None:
    """The first character of *text* that may not stand in YAML; None if there is none."""
    bad = _UNPRINTABLE.search(text)
    if bad is None:
        return None
    place = Place(file, *position(text[: bad.start()]))
    return Problem((), f"a control character (U+{ord(bad[0]):04X})", "delete it", place=place)


def explained(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    """What the parser says is wrong with *text*, as a Problem at the place where a person would look for it."""
    words = _WORDS.get(error.problem or "", (f"it is not YAML ({error.problem})", "correct it here"))
    mark = error.problem_mark
    if mark is None or words in _SEEN_LATE:
        mark = error.context_mark or mark
    elif error.problem == "found character that cannot start any token":
        words = _strange(text[mark.index : mark.index + 1])
    elif words is _INDENT and text[mark.index - mark.column : mark.index].strip():
        words = _AFTER_QUOTE
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    return Problem((), *words, place=place)


def _strange(character: str) -> tuple[str, str]:
    return _TAB if character == "\t" else (f"a value that begins with {character!r}", "put the value in quotes")
