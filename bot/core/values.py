"""Rules for the single values of content: texts, ids, dates, numbers of things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from bot.core import texts
from bot.core.dates import EdtfDate
from bot.core.problem import Path, Problem

# The most characters of each text. Discord shows 256 of a title and 1024 of a field; a choice has 100.
LONGEST = {
    "question": 200,
    "asked": 500,
    "claim": 600,
    "says": 300,
    "where": 200,
    "reason": 300,
    "publisher": 150,
    "title": 300,
    "author": 200,
    "name": 100,
    "about": 2000,
    "licence": 100,
}
LATEST_YEAR = 2100
# Comparing a misspelled id with more than this many takes too long, when there are many to compare.
_MOST_COMPARED = 2000
_ID = re.compile(r"(?=.{3,60}\Z)[a-z0-9]+(?:-+[a-z0-9]+)*", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def text_problems(path: Path, name: str, text: str, longest: int) -> Iterator[Problem]:
    """What is wrong with a text of at most *longest* characters, which messages call *name*."""
    for what, remedy in texts.faults(text, longest):
        yield Problem(path, f"{name} {what}", remedy)


def is_id(text: str) -> bool:
    """Whether *text* has the form of an id."""
    return _ID.fullmatch(text) is not None


def id_problems(path: Path, text: str, name: str = "an id") -> Iterator[Problem]:
    """What is wrong with an id, or with a topic, which has the same form: it names a file."""
    if not is_id(text):
        remedy = "use a-z, 0-9 and - between them, 3 to 60 characters"
        yield Problem(path, f"'{text[:60]}' cannot be {name}", remedy)


def language_problems(text: str) -> Iterator[Problem]:
    """What is wrong with a BCP 47 tag."""
    if not _LANGUAGE.fullmatch(text):
        yield Problem(("language",), f"'{text[:60]}' is no language tag", "write one such as en, ko or zh-Hans")


def date_problems(path: Path, day: EdtfDate | None) -> Iterator[Problem]:
    """What is wrong with a date that can be read."""
    ends = (day.earliest, day.latest) if day else ()
    if any(end and end.year > LATEST_YEAR for end in ends):
        yield Problem(path, f"'{day}' lies after {LATEST_YEAR}", "correct the year")


def number_problems(path: Path, name: str, items: Sequence[object], most: int) -> Iterator[Problem]:
    """Whether there are more than *most* of the *items*."""
    if len(items) > most:
        yield Problem(path, f"there are {len(items)} {name}", f"keep at most {most}")


def nearest(text: str, known: Iterable[str], otherwise: str) -> str:
    """Advice on a misspelled id: the *known* one that is meant, or else what *otherwise* says."""
    candidates = tuple(known)
    close = get_close_matches(text[:60], candidates, n=1) if len(candidates) <= _MOST_COMPARED else ()
    return f"did you mean '{close[0]}'?" if close else otherwise


def below(prefix: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The *problems* of a part, as those of the whole in which it stands at *prefix*."""
    for problem in problems:
        rival = None if problem.rival is None else prefix + problem.rival
        yield Problem(prefix + problem.path, problem.what, problem.remedy, rival)
