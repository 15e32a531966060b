"""The fonts that pictures are drawn with, and how much room their letters take: resvg does not tell."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# The families in which a letter is looked for, in this order, which letters.bin follows.
FAMILIES = ("Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Thai")
_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
)
_PLANE, _ALL = 0x10000, (1 << len(FAMILIES)) - 1


class Face(NamedTuple):
    """A size in pixels and a weight of text."""

    size: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Letters:
    """
    What is known of each code point of the first plane.

    Attributes:
        regular: Its widest advance, in thousandths of the size of the text.
        bold: The same in semi-bold, where that is drawn.
        families: Which families have it: the first if the lowest bit is set, and so on.
    """

    regular: array[int]
    bold: array[int]
    families: bytes


def paths() -> list[str]:
    """Where the fonts are."""
    folder = files("bot.drawing.data")
    return [str(folder.joinpath(name)) for name in _FILES]


def has(character: str) -> bool:
    """Whether some font draws *character*."""
    return _families(character) > 0


def runs(text: str, *, to_left: bool = False) -> Iterator[tuple[str, str]]:
    """
    *text* in runs that resvg shapes well, each with the family that has all of its letters.

    It takes a run for one of the script of its first letter: Hindi after a Latin word would fall apart. In one that
    goes *to_left* it tells them apart itself, and must, for it puts them in their order.
    """
    run, common = "", _ALL
    for letter in text:
        families = _families(letter)
        if letter.isalpha() and families & 1 and not to_left:
            families = 1
        if run and not common & families:
            yield _first(common), run
            run, common = "", _ALL
        run, common = run + letter, common & families
    if run:
        yield _first(common), run


def _families(letter: str) -> int:
    return _letters().families[ord(letter)] if ord(letter) < _PLANE else 0


def _first(families: int) -> str:
    """The first of the *families* whose bits are set; the first of all where none is."""
    return next((name for bit, name in enumerate(FAMILIES) if families >> bit & 1), FAMILIES[0])


def width(text: str, face: Face) -> float:
    """
    The pixels that *text* takes in one line, or a little more.

    Letters that are drawn together, as some of Arabic and Hindi are, take less than the sum of their own.
    """
    advances = _letters().bold if face.bold else _letters().regular
    return sum(advances[ord(one)] for one in text if ord(one) < _PLANE) * face.size / 1000


@cache
def _letters() -> _Letters:
    tables = zlib.decompress(files("bot.drawing.data").joinpath("letters.bin").read_bytes())
    return _Letters(_numbers(tables[: 2 * _PLANE]), _numbers(tables[2 * _PLANE : 4 * _PLANE]), tables[4 * _PLANE :])


def _numbers(table: bytes) -> array[int]:
    numbers = array("H", table)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
