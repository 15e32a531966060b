"""Exams: the known questions that a base is measured by, of packs or of a folder of the development set's form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.entry import Entry, Kind
from bot.core.errors import BadExam
from bot.core.pack import KnownQuestion, Pack
from bot.core.texts import visible, whole

# The files of a folder, and what a line of each looks like.
_FORMS = {
    "base.jsonl": '{"entry": "...", "phrasings": ["..."]}',
    "questions.jsonl": '{"q": "...", "entry": "..."}',
    "unknown.jsonl": '{"q": "..."}',
}
_OBJECT = '{"q": "..."}'


@dataclass(frozen=True, slots=True)
class Exam:
    """
    Known questions.

    Attributes:
        known: Those that an entry answers.
        noisy: The same with slips of the keyboard, of those that were given with them.
        unknown: Those that must be declined.
        before: Others that must be declined, to choose a confidence by; there may be none.
    """

    known: tuple[KnownQuestion, ...]
    noisy: tuple[KnownQuestion, ...] = ()
    unknown: tuple[KnownQuestion, ...] = ()
    before: tuple[KnownQuestion, ...] = ()

    @classmethod
    def of_packs(cls, packs: Sequence[Pack]) -> Exam:
        """
        The questions of *packs*.

        Raises:
            BadExam: They have none.
        """
        questions = [question for pack in packs for question in pack.questions]
        if not questions:
            raise BadExam("The packs have no known questions; write some in the questions.yaml of one")
        return cls(
            known=tuple(question for question in questions if question.has_answer),
            unknown=tuple(question for question in questions if not question.has_answer),
        )

    @classmethod
    def read(cls, folder: Path, entries: Sequence[Entry]) -> Exam:
        """
        The questions of *folder*, whose base holds *entries*; unknown_val.jsonl may be missing.

        Raises:
            BadExam: A file is missing or empty, or a line is not what it must be.
        """
        ids = {entry.id for entry in entries}
        rows = tuple(_rows(folder / "questions.jsonl"))
        before = folder / "unknown_val.jsonl"
        return cls(
            known=tuple(KnownQuestion(row.text("q"), row.entry_in(ids)) for row in rows),
            noisy=tuple(KnownQuestion(row.text("noisy"), row.entry_in(ids)) for row in rows if "noisy" in row.fields),
            unknown=_unknown(folder / "unknown.jsonl"),
            before=_unknown(before) if before.exists() else (),
        )


def is_exam(folder: Path) -> bool:
    """Whether *folder* means to be of the development set's form, sound or not."""
    return any((folder / name).exists() for name in _FORMS)


def read_entries(file: Path) -> tuple[Entry, ...]:
    """
    The entries of a base.jsonl, a line each: ``entry``, ``phrasings``; they have no claims.

    Raises:
        BadExam: The file is missing or empty, or a line is not what it must be.
    """
    entries: dict[str, Entry] = {}
    for row in _rows(file):
        entry_id, phrasings = row.text("entry"), row.texts("phrasings")
        if entry_id in entries:
            raise row.wrong(f"the entry '{entry_id}' stands further up too", "put its phrasings into one line")
        entries[entry_id] = Entry(entry_id, Kind.FACT, phrasings[0], (), phrasings[1:])
    return tuple(entries.values())


def read_questions(file: Path) -> tuple[KnownQuestion, ...]:
    """
    The questions of a .jsonl, a line each: ``q``, and ``entry`` where one answers it.

    Raises:
        BadExam: The file is missing or empty, or a line is not what it must be.
    """
    return tuple(
        KnownQuestion(row.text("q"), row.text("entry") if row.fields.get("entry") else None) for row in _rows(file)
    )


def _unknown(file: Path) -> tuple[KnownQuestion, ...]:
    return tuple(KnownQuestion(row.unanswered()) for row in _rows(file))


@dataclass(frozen=True, slots=True)
class _Row:
    """
    A line of a file.

    Attributes:
        line: Counts from 1.
    """

    file: Path
    line: int
    fields: dict[str, Any]

    def text(self, key: str) -> str:
        """What stands under *key*."""
        if not _is_text(self.fields.get(key)):
            raise self.wrong(f'there is no text under "{key}"', f"write {_form(self.file)}")
        return whole(self.fields[key])

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts under *key*, at least one."""
        some = self.fields.get(key)
        if not isinstance(some, list) or not some or not all(map(_is_text, some)):
            raise self.wrong(f'there is no list of texts under "{key}"', f"write {_form(self.file)}")
        return tuple(map(whole, some))

    def entry_in(self, ids: set[str]) -> str:
        """The entry that answers it, one of *ids*."""
        entry_id = self.text("entry")
        if entry_id not in ids:
            raise self.wrong(f"base.jsonl has no entry '{entry_id}'", "name one it has, or add that one")
        return entry_id

    def unanswered(self) -> str:
        """The question, which names no entry."""
        if self.fields.get("entry"):
            raise self.wrong("it names an entry that answers it", "move it to the questions that have an answer")
        return self.text("q")

    def wrong(self, what: str, remedy: str) -> BadExam:
        """The error that says so of this line."""
        return BadExam(visible(f"{self.file}:{self.line}: {what}; {remedy}"))


def _rows(file: Path) -> Iterator[_Row]:
    """The lines of *file* that are not blank."""
    # JSON may hold line ends of Unicode in a text: only the plain one ends a line.
    lines = [(number, line) for number, line in enumerate(_read(file).split("\n"), 1) if line.strip()]
    if not lines:
        raise BadExam(visible(f"{file}: it is empty; write lines of {_form(file)}"))
    return (_Row(file, number, _fields(file, number, line)) for number, line in lines)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise BadExam(visible(f"{file}: there is no such file; write it, with lines of {_form(file)}")) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadExam(visible(f"{file}:{line}: it is not UTF-8; save the file as UTF-8")) from error


def _fields(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise BadExam(visible(f"{file}:{number}: it is no object of JSON; write {_form(file)}"))
    return fields


def _form(file: Path) -> str:
    return _FORMS.get(file.name, _OBJECT)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
