"""
Entries and packs as JSON, and back.

The shape follows the dataclasses of bot.core: a field is a key, and a field that holds its default has none, so that
bodies stay short and a new field with a default leaves old bodies as they are. A key that no field bears is refused:
the body was written by a version that knew more, and reading on would lose what it said.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.core.dates import EdtfDate, parse
from bot.core.entry import Entry
from bot.core.errors import InvalidDate, StoreUnavailable
from bot.core.pack import Pack
from bot.core.texts import visible

_Reader = Callable[[object, str], Any]


class UnreadableBody(StoreUnavailable):
    """A stored text that this version cannot read; the message names the place in it."""


def encode(value: Entry | Pack) -> str:
    """
    Canonical JSON: equal values give equal text.

    It is ASCII throughout, so that no character that somebody typed (a NUL, half a surrogate pair) upsets a database.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"))


def decode(text: str) -> Entry:
    """
    Read what encode() made of an entry.

    Raises:
        UnreadableBody: *text* is not JSON, or not of an entry as this version knows it.
    """
    entry: Entry = _reader(Entry)(_parsed(text), "entry")
    return entry


def decode_pack(text: str) -> Pack:
    """
    Read what encode() made of a pack.

    Raises:
        UnreadableBody: As decode().
    """
    pack: Pack = _reader(Pack)(_parsed(text), "pack")
    return pack


def _plain(value: Any) -> Any:
    if isinstance(value, EdtfDate):
        return value.text
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        there = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(item) for field, item in there if item != field.default}
    return value


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableBody(f"it is not JSON ({error})") from error


@cache
def _reader(hint: Any) -> _Reader:
    """How to read a value of the type *hint*, given its JSON and its place."""
    if get_origin(hint) is UnionType:
        return _optional(hint)
    if get_origin(hint) is tuple:
        return _list_of(_reader(get_args(hint)[0]))
    if hint is EdtfDate:
        return _date
    if hint is str:
        return _text
    if hint is int:
        return _number
    return _choice(hint) if issubclass(hint, StrEnum) else _object(hint)


def _optional(hint: Any) -> _Reader:
    (inner,) = (_reader(part) for part in get_args(hint) if part is not NoneType)
    return lambda value, place: None if value is None else inner(value, place)


def _list_of(reader: _Reader) -> _Reader:
    def read(value: object, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise UnreadableBody(f"{place} is not a list")
        return tuple(reader(item, f"{place}[{index}]") for index, item in enumerate(value))

    return read


def _object(kind: type) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING}

    def read(value: object, place: str) -> Any:
        if not isinstance(value, dict):
            raise UnreadableBody(f"{place} is not an object")
        _check_keys(value.keys(), readers.keys(), needed, place)
        return kind(**{key: readers[key](item, f"{place}.{key}") for key, item in value.items()})

    return read


def _check_keys(found: Any, known: Any, needed: set[str], place: str) -> None:
    if unknown := sorted(found - known):
        raise UnreadableBody(f"{place} has '{visible(unknown[0])}', which this version does not know")
    if missing := sorted(needed - found):
        raise UnreadableBody(f"{place} lacks '{missing[0]}'")


def _choice(kind: type[StrEnum]) -> _Reader:
    def read(value: object, place: str) -> StrEnum:
        try:
            return kind(_text(value, place))
        except ValueError as error:
            raise UnreadableBody(f"{place} is '{visible(str(value))}', which this version does not know") from error

    return read


def _date(value: object, place: str) -> EdtfDate:
    try:
        return parse(_text(value, place))
    except InvalidDate as error:
        raise UnreadableBody(f"{place}: {error}") from error


def _number(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnreadableBody(f"{place} is not a whole number")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise UnreadableBody(f"{place} is not text")
    return value
