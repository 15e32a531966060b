"""The errors people meet. Each message says what happened and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.problem import Problem


class FootnoteError(Exception):
    """The root of every error that this project raises on purpose; its text is meant for a person."""


class InvalidDate(FootnoteError):
    """A text that is not an EDTF date known to the century, decade, year, month or day, or an interval of such."""


class UnknownEntry(FootnoteError):
    """An entry id that the base does not hold, or holds no longer."""


class StaleRevision(FootnoteError):
    """Someone else changed the entry first. Both texts are kept: open it again and repeat the edit."""


class BadVerification(FootnoteError):
    """A verification with a review day or a note that cannot be kept; the text says what to write."""


class BadEdit(FootnoteError):
    """An edit that cannot be kept as it is; the text names every Problem, a line each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(f"{problem}." for problem in problems))
        self.problems = tuple(problems)


class StoreUnavailable(FootnoteError):
    """The database cannot be opened, read or written."""


class BadSettings(FootnoteError):
    """Settings with faults; the text names all of them at once."""


class BadPack(FootnoteError):
    """A pack with Problems, which is not loaded; the text says how many and how to list them."""


class BadBatch(FootnoteError):
    """A batch of questions that cannot be read; the text names the line."""


class BadExam(FootnoteError):
    """Entries or known questions that cannot be read; the text names the file and, where it is one, the line."""


class NoChart(FootnoteError):
    """What draws pictures is not installed; the text says how to install it."""


class NoPicture(FootnoteError):
    """A picture that could not be drawn, or not in time; what it would have shown is there as text."""


class UnknownName(FootnoteError):
    """A topic, a person or a place that no entry lists; the text names the nearest."""


class NotCurator(FootnoteError):
    """Somebody who is no curator did what only curators may; the text says who is."""


class BadSite(FootnoteError):
    """A folder that a site cannot be written to as it is; the text says what to do."""
