"""Counts and words of the present in a claim: what was true on a day, and must say on which."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_TO = r"\s*(?:-|–|—|to|and|or|until|through|,|/)\s*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d{2}|2100)(?![\d,.]*\d)"
_LABEL = (
    r"(?:resolutions?|articles?|paragraphs?|chapters?|sections?|bulletins?|clauses?|rooms?|offices?|bureaus?|numbers?"
    r"|nos?\.|nr\.?|units?|pages?|volumes?|vol\.|versions?|orders?|decrees?|directives?|annex(?:es)?|phases?|points?"
    r"|items?|groups? of|gang of|highway|route|line|flight|camp|document)"
)
# What looks like a count and is none, in the order in which it is taken out.
_NO_COUNTS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b{_LABEL}\s+\d[\d/.()]*(?:{_TO}\d[\d/.()]*)*", re.IGNORECASE),  # Resolution 2270
        (rf"\b{_DAY}(?:{_TO}{_DAY})*(?:\s+of)?\s+{_MONTH}", 0),  # 25-28 March, 8 and 9 June
        (rf"\b{_MONTH}\s+{_DAY}(?:{_TO}{_DAY})*\b(?!\s+\d{{4}}\s+[a-z])", 0),  # March 25-28
        (rf"(?<![\w$€£¥.,-]){_YEAR}(?:s\b|\s*[-–—/]\s*\d{{2,4}}\b)?(?![%\w])", 0),  # 1961, the 1950s, 1966-69
        (r"(?<![\w])(?:the\s+)?\d{2}s\b", 0),  # the 80s
        (r"\b\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?\s?m\b\.?|o['’]clock)", re.IGNORECASE),  # 6 p.m.
        (r"\b\d{1,2}:\d{2}\b", 0),
        (r"\b\d+(?:st|nd|rd|th)\b", 0),  # the 38th parallel
        (r"\b[^\W\d_]+-?[^\W\d_]*[-–]\d[\w-]*", 0),  # Hwasong-15
        (r"\b[^\W\d_]+\d[\w-]*", 0),  # G20
        (r"\b\d+[-–](?:[^\W\d_])[\w-]*", 0),  # 20-year, 38-year-old
    )
)
_SMALL = "two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ROUND = "hundreds? thousands? millions? billions? trillions? dozens? twice"
_NUMBER_WORDS = "|".join(f"{_SMALL} {_TEENS} {_TENS} {_ROUND}".split())
# "the two countries" says which, not how many; "five-year" and "six-party" name a kind, but "twenty-one" is a number;
# "Five" in mid-sentence is a name.
_DEFINITE = "".join(rf"(?<!\b(?i:{word}) )" for word in "the these those both other into first last".split())
_NUMBER = rf"(?:{_NUMBER_WORDS})\b(?!-(?!{'|'.join(_SMALL.split())}|one))"
_NUMBER_WORD = re.compile(rf"{_DEFINITE}\b{_NUMBER}")
_OPENING = re.compile(rf"(?:^|[.!?:]\s+)((?i:{_NUMBER}))")
_DIGITS = re.compile(r"[$€£¥]?\d[\d,.]*\s*(?:%|per cent|percent|[^\W\d_]+)?")

_HOW_OFTEN = rf"(?:{_NUMBER_WORDS}|\d+|many|several|a few|numerous|countless)"
_PRESENT = re.compile(
    r"\b(?:"
    r"currently|at present|presently|nowadays|today|so far(?! as\b)|to this day|as yet"
    r"|to date(?! (?:the|its|it|his|her|their|from|back)\b)"
    r"|now(?!-)"
    r"|(?<!\bwas )(?<!\bwere )(?<!\bhad )still(?!-)(?! (?:was|were|had)\b)"
    r"|(?<!\bthe )(?<!\btheir )(?<!\bhis )(?<!\bher )(?<!\bhuman )(?<!\bmortal )remains(?! of\b)|remain"
    rf"|(?:has|have)\b[^.;:]*?\b(?:{_HOW_OFTEN} times|twice)"
    r"|is (?-i:(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*)['’]s"
    r")\b",
    re.IGNORECASE,
)
_STILL_PAST = re.compile(r"\b(?<!is )(?<!are )(?<!has )(?<!have )still \w+ed\b", re.IGNORECASE)


def count_in(text: str) -> str | None:
    """The first count that *text* states, as it stands there; None if its numbers are dates, ordinals or names."""
    rest = text
    for pattern in _NO_COUNTS:
        rest = pattern.sub(lambda match: "·" * len(match[0]), rest)
    word = _NUMBER_WORD.search(rest) or _OPENING.search(rest)
    found = _DIGITS.search(rest) or word
    return text[found.start() : found.end()].strip(" .:!?,") if found else None


def present_in(text: str) -> str | None:
    """The first words by which *text* speaks of the present, or of a count that goes on; None if there are none."""
    found = _PRESENT.search(_STILL_PAST.sub("", text))
    return found[0] if found else None
