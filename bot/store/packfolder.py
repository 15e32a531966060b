"""The folder of one pack: its files opened and fitted to their shapes, with all that is wrong noted down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as File
from typing import Generic

from bot.core.problem import Path, Problem
from bot.core.values import below
from bot.store import located, textfile
from bot.store.located import Document, Parsed
from bot.store.origins import Origins
from bot.store.shapes import AnyShape, fit

ABOUT, SOURCES, WORDS, QUESTIONS, ENTRIES = "pack.yaml", "sources.yaml", "words.yaml", "questions.yaml", "entries"

# Nobody reads more than this, and a file of a million misfits would take a minute.
_MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Item(Generic[AnyShape]):
    """
    A group of a file, or a whole file that is a group.

    Attributes:
        inside: Its path within *document*.
        id: Its id as it was typed, whether or not the rest is right; empty if it has none.
        shape: None if it does not fit; the Problems are noted.
    """

    document: Document
    inside: Path
    id: str
    shape: AnyShape | None


class PackFolder:
    """
    Opens the files of a pack.

    Attributes:
        found: What is wrong so far. The path of a Problem with a shape begins with the path of its file.
        origins: Where what was read stands.
    """

    def __init__(self, folder: File) -> None:
        self.found: list[Problem] = []
        self.origins = Origins()
        self._folder = folder

    def group(self, name: str, shape: type[AnyShape], *, needed: bool = True) -> Item[AnyShape] | None:
        """The file *name* as a group; None if it could not be read, or is not *needed* and not there."""
        parsed = self._parsed(self._folder / name, needed=needed)
        return self._item(parsed.document, (), parsed.value, shape) if parsed else None

    def items(self, name: str, shape: type[AnyShape]) -> Iterator[Item[AnyShape]]:
        """The groups of the file *name*, which is a list."""
        parsed = self._parsed(self._folder / name)
        if parsed and isinstance(parsed.value, list):
            for at, value in enumerate(parsed.value):
                yield self._item(parsed.document, (at,), value, shape)
        elif parsed:
            what = "the file is not a list"
            self.found.append(textfile.problem(self._folder / name, what, "begin each item with '- id: '"))

    def entry_files(self) -> list[str]:
        """The names of the files of entries."""
        folder = self._folder / ENTRIES
        if not folder.is_dir():
            self.found.append(textfile.problem(folder, "there is no such folder", "create it, with a file a topic"))
        return [f"{ENTRIES}/{file.name}" for file in _visible(folder) if file.suffix == ".yaml"]

    def find_strays(self) -> None:
        """Note what looks like a part of the pack but would not be read."""
        for file in _visible(self._folder):
            if file.suffix in (".yaml", ".yml") and file.name not in (ABOUT, SOURCES, WORDS, QUESTIONS):
                self.found.append(_stray(file))
        for file in _visible(self._folder / ENTRIES):
            if file.suffix == ".yml" or (file.is_dir() and file.suffix != ".yaml"):
                remedy = f"put it into {ENTRIES}/ as a file that ends in .yaml"
                self.found.append(textfile.problem(file, "it would not be read", remedy))

    def _parsed(self, file: File, *, needed: bool = True) -> Parsed | None:
        if not needed and not file.exists() and not file.is_symlink():
            return None
        text = textfile.read(file, self._folder)
        parsed = (text,) if isinstance(text, Problem) else located.parse(file.as_posix(), text)
        if isinstance(parsed, Parsed):
            self.origins.add((file.as_posix(),), parsed.document)
            return parsed
        self.found += parsed
        return None

    def _item(self, document: Document, inside: Path, value: located.Value, shape: type[AnyShape]) -> Item[AnyShape]:
        item_id = value.get("id", "") if isinstance(value, dict) else ""
        fitted = self._fitted((document.file, *inside), value, shape)
        return Item(document, inside, item_id if isinstance(item_id, str) else "", fitted)

    def _fitted(self, path: Path, value: located.Value, shape: type[AnyShape]) -> AnyShape | None:
        if len(self.found) > _MOST_PROBLEMS:
            return None
        outcome = fit(shape, value)
        if not isinstance(outcome, tuple):
            return outcome
        self.found += below(path, outcome)
        if len(self.found) > _MOST_PROBLEMS:
            self.found.append(Problem(path, "nothing from here on was looked at", "correct what comes before it first"))
        return None


def _visible(folder: File) -> list[File]:
    """What is in *folder*, by name; editors leave hidden files about."""
    return sorted(file for file in folder.glob("*") if not file.name.startswith("."))


def _stray(file: File) -> Problem:
    close = get_close_matches(file.with_suffix(".yaml").name, (ABOUT, SOURCES, WORDS, QUESTIONS), n=1)
    remedy = f"did you mean {close[0]}?" if close else f"move its entries into {ENTRIES}/, or remove it"
    return textfile.problem(file, "it is no part of a pack", remedy)
