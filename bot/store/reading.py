"""One pack being read: its values so far, and all that is wrong with its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path as File

from bot.core.checks import check_pack, check_source
from bot.core.dates import parse
from bot.core.entry import Entry, Source
from bot.core.pack import KnownQuestion, Pack, Words
from bot.core.problem import Path, Place, Problem
from bot.store import located, textfile
from bot.store.located import Document
from bot.store.origins import Origins
from bot.store.shapes import AboutShape, AnyShape, EntryShape, QuestionsShape, SourceShape, WordsShape, fit

ABOUT, SOURCES, WORDS, QUESTIONS, ENTRIES = "pack.yaml", "sources.yaml", "words.yaml", "questions.yaml", "entries"
# These two stand in for what could not be read, so that the rest is checked all the same.
_ABOUT = AboutShape(id="unread", title="Unread", language="en", about="Unread", licence="Unread")
_SOURCE = Source("unread", "Unread", "Unread", "https://unread.example", published=parse("2000"))


class Reading:
    """
    Reads the pack in a folder.

    Attributes:
        pack: What was read. Never handed out while there are Problems: stand-ins fill its holes.
        problems: All that is wrong, by place.
    """

    def __init__(self, folder: File) -> None:
        self._folder = folder
        self._found: list[Problem] = []
        self._origins = Origins()
        self._unread: set[str] = set()
        self.pack = self._read()
        self._found += check_pack(self.pack, unread=frozenset(self._unread))
        self.problems = self._origins.placed(self._found)

    def place(self, path: Path) -> Place | None:
        """Where *path* of the pack stands."""
        (problem,) = self._origins.placed([Problem(path, "", "")])
        return problem.place

    def _read(self) -> Pack:
        about = self._about()
        sources = self._sources()
        words = self._words()
        questions = self._questions()
        entries = self._entries(sources)
        self._find_strays()
        return Pack(
            about.id, about.title, about.language, about.about, about.licence, entries, words=words, questions=questions
        )

    def _about(self) -> AboutShape:
        document = self._document(self._folder / ABOUT)
        for name in AboutShape.model_fields:
            self._note_origin((name,), document, (name,))
        return self._fitted(AboutShape, document) or _ABOUT

    def _words(self) -> Words:
        document = self._document(self._folder / WORDS, needed=False)
        self._note_origin(("words",), document)
        shape = self._fitted(WordsShape, document)
        return shape.words() if shape else Words()

    def _questions(self) -> tuple[KnownQuestion, ...]:
        document = self._document(self._folder / QUESTIONS, needed=False)
        shape = self._fitted(QuestionsShape, document) or QuestionsShape()
        stated = tuple(shape.questions())
        for at, (path, _) in enumerate(stated):
            self._note_origin(("questions", at), document, path)
        return tuple(question for _, question in stated)

    def _sources(self) -> dict[str, Source]:
        """The sources by id, with stand-ins for those that could not be read."""
        document = self._document(self._folder / SOURCES)
        sources: dict[str, Source] = {}
        for at, source_id, shape in self._items(SourceShape, document):
            if source_id in sources:
                what = f"there is another source with the id '{source_id}'"
                rival = ("sources", source_id, "id")
                self._found.append(Problem((_file(document), at, "id"), what, "rename one of them", rival=rival))
                continue
            self._note_origin(("sources", source_id), document, (at,))
            sources[source_id] = shape.source() if shape else _SOURCE
        return sources

    def _entries(self, sources: dict[str, Source]) -> tuple[Entry, ...]:
        """The entries by id, so that it makes no difference which file holds which."""
        read: list[tuple[str, Path, Document, EntryShape]] = []
        for document in self._entry_documents():
            for at, entry_id, shape in self._items(EntryShape, document):
                if shape:
                    read.append((entry_id, (at,), document, shape))
                else:
                    self._unread.add(entry_id)
        read.sort(key=lambda item: item[0])
        for number, (_, inside, document, shape) in enumerate(read):
            self._note_origin(("entries", number), document, inside)
            self._find_unknown_sources(("entries", number), shape, sources)
        cited = defaultdict(lambda: _SOURCE, sources)
        entries = tuple(shape.entry(cited) for *_, shape in read)
        self._check_uncited(sources, entries)
        return entries

    def _check_uncited(self, sources: Mapping[str, Source], entries: Iterable[Entry]) -> None:
        """The others are checked with the pack."""
        cited = {citation.source.id for entry in entries for claim in entry.claims for citation in claim.citations}
        for source_id in sources.keys() - cited:
            self._found += (_below(("sources", source_id), found) for found in check_source(sources[source_id]))

    def _entry_documents(self) -> Iterator[Document]:
        folder = self._folder / ENTRIES
        if not folder.is_dir():
            self._found.append(textfile.problem(folder, "there is no such folder", "create it, with a file a topic"))
            return
        for file in _visible(folder):
            if file.suffix == ".yaml" and (document := self._document(file)):
                yield document

    def _find_unknown_sources(self, path: Path, shape: EntryShape, sources: dict[str, Source]) -> None:
        for inside, source_id in shape.cited():
            if source_id not in sources:
                close = get_close_matches(source_id, sources, n=1)
                remedy = f"did you mean '{close[0]}'?" if close else f"add it to {SOURCES}"
                what = f"there is no source '{source_id[:60]}' in {SOURCES}"
                self._found.append(Problem(path + inside, what, remedy))

    def _find_strays(self) -> None:
        """What looks like a part of the pack but would not be read."""
        known = {ABOUT, SOURCES, WORDS, QUESTIONS}
        for file in _visible(self._folder):
            if file.suffix in (".yaml", ".yml") and file.name not in known:
                self._found.append(_stray(file, file.with_suffix(".yaml").name, known))
        for file in _visible(self._folder / ENTRIES):
            if file.suffix == ".yml" or file.is_dir():
                what, remedy = "it would not be read", f"put it into {ENTRIES}/ as a file that ends in .yaml"
                self._found.append(textfile.problem(file, what, remedy))

    def _document(self, file: File, *, needed: bool = True) -> Document | None:
        if not needed and not file.exists() and not file.is_symlink():
            return None
        text = textfile.read(file, self._folder)
        parsed = (text,) if isinstance(text, Problem) else located.parse(file.as_posix(), text)
        if not isinstance(parsed, Document):
            self._found += parsed
            return None
        self._origins.add((parsed.file,), parsed)
        return parsed

    def _note_origin(self, path: Path, document: Document | None, inside: Path = ()) -> None:
        if document:
            self._origins.add(path, document, inside)

    def _fitted(self, shape: type[AnyShape], document: Document | None) -> AnyShape | None:
        return self._fit(shape, document.value, (document.file,)) if document else None

    def _items(self, shape: type[AnyShape], document: Document | None) -> Iterator[tuple[int, str, AnyShape | None]]:
        """The items of the list in *document*: index, id and value; None for one that does not fit."""
        if document is None:
            return
        if not isinstance(document.value, list):
            what = "the file is not a list"
            self._found.append(Problem((document.file,), what, "begin each item with '- id: '"))
            return
        for at, value in enumerate(document.value):
            item_id = value.get("id") if isinstance(value, dict) else None
            yield at, item_id if isinstance(item_id, str) else "", self._fit(shape, value, (document.file, at))

    def _fit(self, shape: type[AnyShape], value: located.Value, path: Path) -> AnyShape | None:
        outcome = fit(shape, value)
        if not isinstance(outcome, tuple):
            return outcome
        self._found += (_below(path, problem) for problem in outcome)
        return None


def _below(path: Path, problem: Problem) -> Problem:
    return replace(problem, path=path + problem.path)


def _file(document: Document | None) -> str:
    return document.file if document else ""


def _visible(folder: File) -> list[File]:
    """What is in *folder*, by name; editors leave hidden files about."""
    return sorted(file for file in folder.glob("*") if not file.name.startswith("."))


def _stray(file: File, name: str, known: set[str]) -> Problem:
    close = get_close_matches(name, sorted(known), n=1)
    remedy = f"did you mean {close[0]}?" if close else f"move its entries into {ENTRIES}/, or remove it"
    return textfile.problem(file, "it is no part of a pack", remedy)
