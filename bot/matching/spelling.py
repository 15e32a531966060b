"""Spelling: a word that nobody knows becomes the nearest word that the base knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.deletes import MOST_SLIPS, Deletes
from bot.matching.english import english

# One slip for each four letters, as far as the deletes index reaches: "kroea" is Korea, "kim" is never "him".
_LETTERS_A_SLIP = 4
_LONG_ENOUGH_TO_SPLIT = 6
# English words past this place are too rare to explain a space that slipped.
_COMMON = 4000
# A capital letter on one of the first English words is emphasis, not a name.
_EVERYDAY = 400


class Speller:
    """
    Repairs words against the words of one base.

    Args:
        known: Its words, with how many times each stands there.
    """

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known
        self._fresh: Mapping[str, int] = {}
        self._deletes: list[Deletes] = []  # none, or one that all who know more share

    def knowing(self, words: Mapping[str, int]) -> Speller:
        """This speller, for a base to which *words* were added: they are few, and looked at one by one."""
        fresh = {word: count for word, count in words.items() if word not in self._known}
        if not fresh.keys() - self._fresh.keys():
            return self
        more = copy(self)
        more._fresh = {**self._fresh, **fresh}
        return more

    def knows(self, word: str) -> bool:
        """Whether *word* is the base's own or English, or is not a word at all (a number, a name in another script)."""
        return self._has(word) or word in english() or not word.isascii() or any(map(str.isdigit, word))

    def is_stranger(self, words: Sequence[str]) -> bool:
        """Whether one of *words*, which stood with a capital letter, is a name that the base has no word like."""
        return any(
            not self._has(word) and english().get(word, _COMMON) >= _EVERYDAY and not self._nearest(word)
            for word in words
        )

    def repair(self, words: Sequence[str]) -> tuple[str, ...]:
        """
        *words* with what nobody knows replaced by the nearest word of the base, if one is near.

        A space that slipped is put back first ("ca nyou", "kor ea", "whendid"), so the number of words may change.
        """
        if all(map(self.knows, words)):
            return tuple(words)
        spaced = self._respaced(words)
        return tuple(word if self.knows(word) else self._nearest(word) or word for word in spaced)

    def _respaced(self, words: Sequence[str]) -> tuple[str, ...]:
        found: list[str] = []
        at = 0
        while at < len(words):
            pair = self._pair(words[at], words[at + 1]) if at + 1 < len(words) else None
            found.extend(pair or self._split(words[at]))
            at += 2 if pair else 1
        return tuple(found)

    def _pair(self, left: str, right: str) -> tuple[str, ...] | None:
        """What *left* and *right* were meant to be, if one of them is nobody's word and a moved space explains it."""
        if self.knows(left) and self.knows(right):
            return None
        joined = left + right
        if self._has(joined):
            return (joined,)
        moved = ((joined[:at], joined[at:]) for at in (len(left) - 1, len(left) + 1) if 0 < at < len(joined))
        return next((pair for pair in moved if all(self._is_common(part) for part in pair)), None)

    def _split(self, word: str) -> tuple[str, ...]:
        """*word*, or the two words it is, if it is nobody's word and lost a space."""
        if len(word) < _LONG_ENOUGH_TO_SPLIT or self.knows(word) or self._nearest(word):
            return (word,)
        halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        return next((pair for pair in halves if all(self._is_common(part) for part in pair)), (word,))

    def _is_common(self, word: str) -> bool:
        return self._has(word) or english().get(word, _COMMON) < _COMMON

    def _nearest(self, word: str) -> str | None:
        """The base's word that is the fewest slips away; of several, one that begins alike, then the most used."""
        slips = min(MOST_SLIPS, len(word) // _LETTERS_A_SLIP)
        if slips == 0:
            return None
        near = [known for known in (*self._made_deletes().near(word), *self._fresh) if len(known) > slips + 1]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        ranked = ((distance, one[0] != word[0], -self._count(one), one) for one, distance, _ in found)
        return min(ranked, default=(None,))[-1]

    def _has(self, word: str) -> bool:
        return word in self._known or word in self._fresh

    def _count(self, word: str) -> int:
        return self._known.get(word) or self._fresh[word]

    def _made_deletes(self) -> Deletes:
        """The deletes index, made when the first word comes that nobody knows: most questions hold none."""
        if not self._deletes:
            self._deletes.append(Deletes.of([word for word in self._known if not word.isdigit()]))
        return self._deletes[0]
