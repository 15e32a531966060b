"""Text as words: what people type, less how they typed it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from bot.matching.english import remembered

# Words, numbers with their digits together, and the scripts that are written without spaces a character at a time.
_UNSPACED = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3\u0e00-\u0e7f"  # Han, kana, Hangul, Thai
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_APOSTROPHE, _MARK = re.compile("['’‘ʼ`´]"), re.compile("[,\u202f]")
_APOSTROPHES = re.compile("(?<=\\w)['’‘ʼ`´](?=\\w)")
_GROUPED_DIGITS = re.compile(r"(?<=\d)[,\u202f](?=\d{3}\b)")
_CONTROLS = dict.fromkeys((*range(32), 127), " ")
# A question longer than this is cut: the limit of a slash command's option is far below it.
LONGEST = 4000
_STEMMER = Stemmer.Stemmer("english", 0)  # without its own cache, which would keep what people type


def words(text: str) -> tuple[str, ...]:
    """
    The words of *text* in order, lower case and without accents, apostrophes closed up.

    A character of a script without spaces is a word of its own; its neighbours come in again as word pairs.
    """
    return tuple(_WORD.findall(plain(text)))


def plain(text: str) -> str:
    """*text* folded to lower case and ASCII digits, without accents, marks of direction, zero-width or controls."""
    if text.isascii():  # most text, ten times as fast
        folded = text[:LONGEST].lower()
        return _closed_up(folded if folded.isprintable() else folded.translate(_CONTROLS))
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()[:LONGEST]  # one ligature can be 18 letters
    kept = "".join(_kept(character) for character in decomposed)
    recomposed = unicodedata.normalize("NFKC", kept)  # Hangul syllables come apart above
    return _closed_up(recomposed)


def _closed_up(text: str) -> str:
    """*text* without the apostrophes within words and the marks within numbers; looked for first, for few have any."""
    bare = _APOSTROPHES.sub("", text) if _APOSTROPHE.search(text) else text
    return _GROUPED_DIGITS.sub("", bare) if _MARK.search(bare) else bare


@lru_cache(maxsize=65536)
def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return " " if category[0] in "CZ" else character


@remembered
def stem(word: str) -> str:
    """The stem of an English word (Snowball); what is not English comes back as it is, or nearly."""
    return str(_STEMMER.stemWord(word))
