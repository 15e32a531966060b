"""One pack being read: its values, and all that is wrong with them and with its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path as File

from bot.core.checks import check_pack, check_source
from bot.core.dates import parse
from bot.core.entry import Entry, Source
from bot.core.pack import KnownQuestion, Pack, Words
from bot.core.problem import Path, Place, Problem
from bot.core.values import below, nearest
from bot.store.located import Document
from bot.store.packfolder import ABOUT, QUESTIONS, SOURCES, WORDS, Item, PackFolder
from bot.store.shapes import AboutShape, EntryShape, QuestionsShape, SourceShape, WordsShape

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
        self._folder = PackFolder(folder)
        self._origins = self._folder.origins
        self._unread: set[str] = set()
        self.pack = self._read()
        found = self._folder.found + list(check_pack(self.pack, unread=frozenset(self._unread)))
        self.problems = self._origins.placed(found)

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """*problems* of the pack with their places, by place."""
        return self._origins.placed(problems)

    def place(self, path: Path) -> Place | None:
        """Where *path* of the pack stands."""
        return self.places([path]).get(path)

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Where each of *paths* of the pack stands, less those that stand nowhere."""
        return self._origins.places(paths)

    def _read(self) -> Pack:
        about = self._about()
        sources = self._sources()
        entries = self._entries(sources)
        self._check_uncited(sources, entries)
        words, questions = self._words(), self._questions()
        self._folder.find_strays()
        return Pack(
            about.id,
            about.title,
            about.language,
            about.about,
            about.licence,
            entries,
            words=words,
            questions=questions,
            stale_after=about.stale_after,
        )

    def _about(self) -> AboutShape:
        item = self._folder.group(ABOUT, AboutShape)
        if item is None:
            return _ABOUT
        for name in AboutShape.model_fields:
            self._origins.add((name,), item.document, (name,))
        return item.shape or _ABOUT

    def _words(self) -> Words:
        item = self._folder.group(WORDS, WordsShape, needed=False)
        if item is None or item.shape is None:
            return Words()
        self._origins.add(("words",), item.document)
        return item.shape.words()

    def _questions(self) -> tuple[KnownQuestion, ...]:
        item = self._folder.group(QUESTIONS, QuestionsShape, needed=False)
        if item is None or item.shape is None:
            return ()
        stated = tuple(item.shape.questions())
        for at, (path, _) in enumerate(stated):
            self._origins.add(("questions", at), item.document, path)
        return tuple(question for _, question in stated)

    def _sources(self) -> dict[str, Source]:
        """The sources by id, with stand-ins for those that could not be read."""
        sources: dict[str, Source] = {}
        for item in self._folder.items(SOURCES, SourceShape):
            if item.id and item.id in sources:
                what = f"there is another source with the id '{item.id[:60]}'"
                self._note(item, ("id",), what, "rename one of them", ("sources", item.id, "id"))
                continue
            self._origins.add(("sources", item.id), item.document, item.inside)
            sources[item.id] = item.shape.source() if item.shape else _SOURCE
        return sources

    def _check_uncited(self, sources: Mapping[str, Source], entries: Iterable[Entry]) -> None:
        """The others are checked with the pack."""
        cited = {citation.source.id for entry in entries for claim in entry.claims for citation in claim.citations}
        for source_id in sources.keys() - cited:
            self._folder.found += below(("sources", source_id), check_source(sources[source_id]))

    def _entries(self, sources: Mapping[str, Source]) -> tuple[Entry, ...]:
        """The entries by id, so that it makes no difference which file holds which."""
        cited = defaultdict(lambda: _SOURCE, sources)
        read: list[tuple[Entry, Document, Path]] = []
        for name in self._folder.entry_files():
            for item in self._folder.items(name, EntryShape):
                if item.shape is None:
                    self._unread.add(item.id)
                else:
                    self._find_unknown_sources(item, item.shape, sources)
                    read.append((item.shape.entry(cited), item.document, item.inside))
        read.sort(key=lambda found: found[0].id)
        for number, (_, document, inside) in enumerate(read):
            self._origins.add(("entries", number), document, inside)
        return tuple(entry for entry, _, _ in read)

    def _find_unknown_sources(self, item: Item[EntryShape], shape: EntryShape, sources: Mapping[str, Source]) -> None:
        """Where sources.yaml has no source that could be read, that is what is wrong."""
        for path, source_id in shape.cited():
            if sources and source_id not in sources:
                what = f"there is no source '{source_id[:60]}' in {SOURCES}"
                self._note(item, path, what, nearest(source_id, sources, f"add it to {SOURCES}"))

    def _note(
        self, item: Item[EntryShape] | Item[SourceShape], path: Path, what: str, remedy: str, rival: Path | None = None
    ) -> None:
        problem = Problem((item.document.file, *item.inside, *path), what, remedy, rival)
        self._folder.found.append(problem)
