"""Folders of the development set's form and trials that tests of measuring share."""

from __future__ import annotations

from pathlib import Path

from bot.core.answer import Match
from bot.core.pack import KnownQuestion
from bot.service.trial import Asked

BASE = """\
{"entry": "treaty", "phrasings": ["when was the treaty signed", "year of the treaty"]}
{"entry": "river", "phrasings": ["how wide is the river"]}
"""
QUESTIONS = """\
{"q": "when was the treaty signed", "noisy": "when wsa the treaty signed", "entry": "treaty"}
{"q": "how wide is the river", "entry": "river"}
"""
UNKNOWN = """\
{"q": "best pizza in town"}
"""


def write(
    folder: Path, base: str = BASE, questions: str = QUESTIONS, unknown: str = UNKNOWN, before: str | None = None
) -> Path:
    """*folder*, with its files written; unknown_val.jsonl only if there is something for it."""
    for name, text in (("base", base), ("questions", questions), ("unknown", unknown), ("unknown_val", before)):
        if text is not None:
            (folder / f"{name}.jsonl").write_bytes(text.encode("utf-8"))
    return folder


def asked(right: str | None, *found: tuple[str, float], text: str = "when?") -> Asked:
    """A question that *right* answers, for which entries were found, each with a confidence."""
    return Asked(KnownQuestion(text, right), tuple(Match(entry_id, confidence) for entry_id, confidence in found))
