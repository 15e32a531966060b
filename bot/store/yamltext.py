"""YAML as this project writes it: one form for one value, quiet in a diff, the same for every reader of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from bot.core.dates import EdtfDate
from bot.core.texts import UNSEEN, visible

Node: TypeAlias = "str | int | EdtfDate | Inline | Sequence[Node] | Mapping[str, Node]"

# What YAML 1.1 would not take for text, had nobody put it in quotes.
_NOT_TEXT = frozenset("true false yes no on off y n null".split())
_PLAIN = re.compile(r"(?:\d+ )?[^\W\d_](?:(?!: | #).)*(?<![:\s])")
_FOLD_FROM = 100


class Inline(tuple[str, ...]):
    """A short list that is written on one line."""

    __slots__ = ()


def written(value: Node) -> str:
    """The text of a file that holds *value*; the items of its outermost list stand apart."""
    if isinstance(value, Mapping) or not value:
        return "\n".join(_block(value)) + "\n"
    assert isinstance(value, Sequence)
    return "\n".join("\n".join(_item(item)) + "\n" for item in value)


def _block(value: Node) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _led(f"{key}:", inner)
    elif isinstance(value, str | int | EdtfDate | Inline) or not value:
        yield _on_one_line(value)
    else:
        for item in value:
            yield from _item(item)


def _led(lead: str, value: Node) -> Iterator[str]:
    if isinstance(value, str) and _folds(value):
        yield f"{lead} >-"
        yield from (f"  {line}" for line in _folded(value))
    elif isinstance(value, str | int | EdtfDate | Inline) or not value:
        yield f"{lead} {_on_one_line(value)}"
    else:
        yield lead
        yield from (f"  {line}" for line in _block(value))


def _item(value: Node) -> Iterator[str]:
    if isinstance(value, str):
        yield from _led("-", value)
        return
    first, *rest = _block(value)
    yield f"- {first}"
    yield from (f"  {line}" for line in rest)


def _on_one_line(value: Node) -> str:
    if isinstance(value, EdtfDate):
        return value.text
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, int):
        return str(value)
    return f"[{', '.join(_scalar(str(item), inline=True) for item in value)}]"


def _scalar(text: str, *, inline: bool = False) -> str:
    if UNSEEN.search(text):
        return '"' + visible(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    if not plain or (inline and re.search(r"[,\[\]{}?:]", text)):
        return "'" + text.replace("'", "''") + "'"
    return text


def _folds(text: str) -> bool:
    """Folding keeps every blank only where they come singly, between words."""
    return (
        len(text) > _FOLD_FROM
        and " " in text
        and "  " not in text
        and text == text.strip(" ")
        and not UNSEEN.search(text)
    )


def _folded(text: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= _FOLD_FROM:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip(" ")
    yield line
