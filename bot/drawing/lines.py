"""Lines: any text cut to what a column of a picture holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.core.texts import UNSEEN
from bot.drawing.fonts import Face, has, width

# What a text is shown as that is mostly in letters of no font.
NO_LETTERS = "In letters that a picture cannot show; see the list."
# Stands for a letter that no font has.
_BOX = "□"
_ELLIPSIS = "…"
# Characters of a text that are looked at: more than the longest column holds.
_LOOKED_AT = 400
# No line begins with these, and none ends with those, where there are no blanks to break at.
_NOT_FIRST = frozenset(
    "、。，．・：；？！」』）］｝〉》】〕…ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ%!?,.:;)]}»”’ะาำๅๆฯ"
)
_NOT_LAST = frozenset("「『（［｛〈《【〔([{«“‘$€£¥เแโใไ")
_VIRAMAS = frozenset("्")
_AFTER_THESE = frozenset("-–—/")


def clean(text: str) -> str:
    """
    *text* with nothing in it that cannot be drawn.

    What controls or cannot be seen goes, and so do emoji and other signs without a letter in our fonts; letters without
    one become a box, and a text that is mostly boxes says so instead.
    """
    composed = unicodedata.normalize("NFC", UNSEEN.sub(" ", text))
    kept = "".join(one if has(one) else _instead(one) for one in composed)
    letters = [one for one in kept if not one.isspace()]
    if letters.count(_BOX) > len(letters) / 2 or not letters:
        return NO_LETTERS
    return " ".join(kept.split())


def _instead(character: str) -> str:
    """A box for a letter, a mark or a number that no font has; nothing for any other sign."""
    if character.isspace():
        return " "
    return _BOX if unicodedata.category(character)[0] in "LN" else ""


def wrap(text: str, face: Face, room: float, most: int) -> tuple[str, ...]:
    """
    *text*, which is clean, in at most so many lines of *room* pixels; an ellipsis ends what is cut.

    It breaks between words; where words are written together, between letters; and within a word that fills a line.
    """
    shortened = text[:_LOOKED_AT]
    lines = list(_lines(shortened, face, room, most + 1))
    kept = lines[:most]
    if len(lines) > most or len(shortened) < len(text):
        kept[-1] = _cut(kept[-1], face, room)
    return tuple(kept)


def _lines(text: str, face: Face, room: float, most: int) -> Iterator[str]:
    """The first lines of *text*, at most so many."""
    line, told = "", 0
    for piece in _pieces(text, face, room):
        if line and width((line + piece).rstrip(), face) > room:
            yield line.rstrip()
            line, told = "", told + 1
            if told == most:
                return
        line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, face: Face, room: float) -> Iterator[str]:
    """*text* in pieces that no line break divides, a blank at their ends; none is wider than *room*."""
    piece = ""
    for cluster in _clusters(text):
        too_long = width(piece + cluster.rstrip(), face) > room
        if piece and (too_long or _may_break(piece[-1], cluster[0])):
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def _clusters(text: str) -> Iterator[str]:
    """Each letter with the marks on it, and with what a virama joins to it."""
    cluster = ""
    for character in text:
        joined = unicodedata.category(character)[0] == "M" or cluster[-1:] in _VIRAMAS
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _may_break(before: str, after: str) -> bool:
    if before.isspace():
        return not after.isspace()
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before in _AFTER_THESE or _is_written_together(before) or _is_written_together(after)


def _is_written_together(character: str) -> bool:
    """Whether it is of a script without blanks between words, in which a line may break at any letter."""
    if "\u0e00" <= character <= "\u0e7f":
        return True
    is_hangul = "\uac00" <= character <= "\ud7a3"  # Korean has blanks
    return unicodedata.east_asian_width(character) in "WF" and not is_hangul


def _cut(line: str, face: Face, room: float) -> str:
    """*line* with an ellipsis at its end, at the end of a word where that leaves most of it."""
    clusters = list(_clusters(line.rstrip(" ,;:.-–—")))
    while clusters and width("".join(clusters) + _ELLIPSIS, face) > room:
        clusters.pop()
    kept = "".join(clusters)
    at_word = kept.rpartition(" ")[0] if len(kept) < len(line.rstrip(" ,;:.-–—")) else kept
    shown = at_word if len(at_word) > len(kept) / 2 else kept
    return shown.rstrip(" ,;:.-–—") + _ELLIPSIS


def runs_right_to_left(line: str) -> bool:
    """Whether the first letter of *line* with a direction is one of those that run to the left."""
    directions = (unicodedata.bidirectional(character) for character in line)
    first = next((one for one in directions if one in ("L", "R", "AL")), "L")
    return first != "L"
