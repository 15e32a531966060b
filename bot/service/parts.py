"""Parts: a question that asks two things at once, taken apart so that one of them can be answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.matching.english import is_telling
from bot.matching.index import Index
from bot.matching.normalise import words
from bot.matching.reading import Reading

# Parts that are asked by themselves, and places where a question may be cut: what has more of them is an essay.
_MOST_PARTS, _MOST_JOINTS = 3, 30
# Characters after a cut that are looked at: a question shows within them that it is one.
_LOOKED_AT = 200

_VERB = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
_BEFORE = "by|in|at|on|for|to|from|with|of|under|until|since|after|before|and|or|but|also|so"
_MEASURE = "many|much|often|long|old|far|big|large|tall|high|deep|wide|fast|soon|come"
# The end of a sentence, or a place within one where another question may begin.
_JOINT = re.compile(
    r"(?P<end>[?!.]\s+|;\s*)|(?P<comma>,\s+)(?!(?:and|or|but)\b)|,?\s+(?:and|or|but|&)\s+(?:(?:also|then)\s+)?",
    re.IGNORECASE,
)
# When, where, why and how begin a clause that asks nothing ("when Kim was young") unless the verb comes next.
_ASKS = re.compile(
    rf"(?:(?:{_BEFORE})\s+)*(?:(?:who|whom|whose|what|which)(?:['’]?s)?\b"
    rf"|(?:when|where|why|how)(?:['’]?s|\s+(?:{_VERB}))\b|how\s+(?:{_MEASURE})\b"
    rf"|(?:{_VERB})(?:n['’]?t)?\b)",
    re.IGNORECASE,
)
# A verb with whom it is said of: "was it", not "was received by Xi", which goes on with what another was.
_SUBJECT = re.compile(
    rf"(?:{_VERB})(?:n['’]?t)?\s+(?:(?:it|he|she|they|we|you|i|there|this|that|these|those|the|a|an|any|both|all"
    r"|its|his|her|their)\b|(?-i:[A-Z]))",
    re.IGNORECASE,
)
_STARTS_WITH_VERB = re.compile(rf"(?:{_VERB})(?:n['’]?t)?\b", re.IGNORECASE)
# After a comma these go on with what was said: "the treaty, which was signed in 1961".
_RELATIVE = re.compile(r"(?:which|whose|whom)\b", re.IGNORECASE)
_POINTING = frozenset(
    "it its itself he him his himself she her hers they them their theirs this that these those there then one ones"
    " same such former latter both".split()
)
_ASKING = frozenset(
    f"who whom whose whos what whats which when where why how not {_VERB} {_BEFORE} {_MEASURE}".replace(
        "|", " "
    ).split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """
    One of the things that a question asks.

    Attributes:
        text: As it was typed.
        searched: The same with the names and years of the question that it leans on.
    """

    text: str
    searched: str


def parts(question: str, index: Index) -> tuple[Part, ...]:
    """
    The parts of *question* that can be asked by themselves, at most three; none where it asks one thing.

    A part that names nothing of its own ("who signed it") is searched with the names of the rest. Where there are none
    and it leans on the rest all the same, it is left out, for whatever it found might be about something else.
    """
    texts = tuple(split(question))
    if len(texts) < 2:
        return ()
    whole = index.reader.read_question(question)
    found = (_part(text, whole, index, is_first=at == 0) for at, text in enumerate(texts))
    return tuple(part for part in found if part)


def split(question: str) -> Iterator[str]:
    """
    *question* cut at the ends of its sentences, and at "and", "or" and commas, where both sides are questions.

    It comes back whole where it asks one thing.
    """
    start, cuts = 0, 0
    for joint in islice(_JOINT.finditer(question), _MOST_JOINTS):
        left, right = question[start : joint.start()], question[joint.end() : joint.end() + _LOOKED_AT]
        if cuts < _MOST_PARTS - 1 and _is_question(left) and _is_question(right) and _begins_anew(right, joint):
            yield _trimmed(left)
            start, cuts = joint.end(), cuts + 1
    yield _trimmed(question[start:])


def _is_question(text: str) -> bool:
    """Whether *text* begins as a question does, and has a word that tells what it is about."""
    return _ASKS.match(text.lstrip()) is not None and any(
        is_telling(word) for word in words(text) if word not in _ASKING and word not in _POINTING
    )


def _begins_anew(right: str, joint: re.Match[str]) -> bool:
    """Whether *right*, a question by its looks, is one after *joint* too, and does not go on with the one before."""
    if joint["end"]:
        return True
    if _STARTS_WITH_VERB.match(right):
        return _SUBJECT.match(right) is not None
    return not (joint["comma"] and _RELATIVE.match(right))


def _trimmed(text: str) -> str:
    return text.strip().rstrip("?!.,; ")


def _part(text: str, whole: Reading, index: Index, *, is_first: bool) -> Part | None:
    """*text* as a part of the question read as *whole*; None where it cannot be asked without the rest."""
    reading = index.reader.read_question(text)
    points = not _POINTING.isdisjoint(reading.words)
    if not points and (is_first or reading.things - index.subject):
        return Part(text, text)
    names = sorted(thing.shown for thing in whole.things - index.subject - reading.things)
    if not names:
        stands = reading.things and not points and "the" not in reading.words
        return Part(text, text) if stands else None
    told = {one.period for one in reading.asked}
    times = (one.words for one in whole.asked if one.period not in told)
    return Part(text, " ".join((text, *names, *(time for time in times if time not in " ".join(names)))))
