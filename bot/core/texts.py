"""Texts: how long each may be, what none may hold, and when two of them say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# What controls a terminal, turns the reading direction or cannot be seen: a text with it is not what it seems.
_CONTROLS = "\x00-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"
_FORMATS = "\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
UNSEEN = re.compile(f"[{_CONTROLS}{_FORMATS}]")
# Discord would call people, show a name for an id, or hide an address behind words.
_MENTION = re.compile(r"@(?:everyone|here)\b|<(?:@[!&]?|#|/[^:>]+:)\d+>", re.IGNORECASE)
_MASKED_LINK = re.compile(r"\]\(\s*<?\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SUSPECT = re.compile("|".join(pattern.pattern for pattern in (UNSEEN, _MENTION, _MASKED_LINK)), re.IGNORECASE)
# For each character of ASCII itself, or a blank for what is in no word.
_IN_WORDS = "".join(one if one.isalnum() else " " for one in map(chr, range(128)))


def faults(text: str, longest: int) -> Iterator[tuple[str, str]]:
    """
    What is wrong with a *text* of at most *longest* characters that is shown to people, and what to do.

    The first half goes on after the name of the text: ``is empty``, ``has 240 characters``.
    """
    if not text.strip():
        yield "is empty", "write it"
        return
    if len(text) > longest:
        yield f"has {len(text)} characters", f"shorten it to {longest}"
    if text != text.strip():
        yield "begins or ends with a blank", "remove the blank"
    if _SUSPECT.search(text):
        yield from _suspicions(text)


def _suspicions(text: str) -> Iterator[tuple[str, str]]:
    if unseen := UNSEEN.search(text):
        yield f"holds {_named(unseen[0])}", "delete that character; a text is one line of what can be seen"
    if mention := _MENTION.search(text):
        yield f"holds a mention ({mention[0]})", "write the name in plain words"
    if _MASKED_LINK.search(text):
        yield "holds a link behind other words", "write the words alone; addresses belong to the sources"


def _named(character: str) -> str:
    names = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "a control character").lower()
    return names.get(character, f"{code}, {name}")


def whole(text: str) -> str:
    """*text* with a question mark for each half of a surrogate pair: JSON may hold one, and it is no text."""
    return text.encode("utf-8", "replace").decode()


def visible(text: str) -> str:
    """The *text* with escapes in place of what cannot be seen, so that it can be quoted to a person or a terminal."""
    return UNSEEN.sub(escaped, text)


def escaped(unseen: re.Match[str]) -> str:
    """A character that cannot be seen, as YAML and Python write it between double quotes."""
    code = ord(unseen[0])
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def same_words(text: str) -> str:
    """What two texts have in common that differ in case and punctuation alone; empty for a text without a word."""
    if text.isascii():  # most text, in fewer steps
        return " ".join(text.lower().translate(_IN_WORDS).split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(map(_letter, folded)).split())


def _letter(character: str) -> str:
    """Marks stay: in many scripts the vowels are marks."""
    return character if unicodedata.category(character)[0] in "LMN" else " "
