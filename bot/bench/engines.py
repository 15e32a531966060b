"""Engines: ours, and what else one may search a base with, each asked for the entry it puts first."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any, Protocol

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from bot.config import load
from bot.core.entry import Entry
from bot.matching.encoder import Encoder, Encoding
from bot.matching.index import Index
from bot.service.embeddings import Embeddings

# A misspelt word. Ours makes what it repairs spelling with when the first one comes; that counts as building.
_MISSPELT = "whihc"
# What tantivy may hold before it writes, in bytes.
_TANTIVY_HEAP = 100_000_000


class Engine(Protocol):
    """Something that searches a base and takes edits."""

    def first(self, question: str) -> str | None:
        """The id of the entry that it puts first; None if it finds nothing."""

    def put(self, entry: Entry) -> None:
        """Add *entry*, or replace the one of its id; when this returns, questions find it."""


@dataclass(frozen=True, slots=True)
class Known:
    """
    An engine that can be measured.

    Attributes:
        name: As tables show it.
        make: Builds it over a base.
        needs: The package it is from; None where the bot itself has it.
        most: Phrasings beyond which building it takes too long to be worth it; None where it never does.
    """

    name: str
    make: Callable[[Sequence[Entry]], Engine]
    needs: str | None = None
    most: int | None = None

    @property
    def is_missing(self) -> bool:
        """Whether its package is not installed."""
        return self.needs is not None and find_spec(self.needs) is None


class Ours:
    """The index that the bot answers from."""

    def __init__(self, entries: Sequence[Entry], encoding: Encoding | None = None) -> None:
        self._index = Index.of(entries, encoding=encoding)
        self.first(_MISSPELT)

    def first(self, question: str) -> str | None:
        found = self._index.find(question)
        return found[0].match.entry_id if found else None

    def put(self, entry: Entry) -> None:
        self._index = self._index.with_entry(entry)


def encoded(entries: Sequence[Entry]) -> Ours:
    """
    The index with the sentence encoder that the settings name.

    Raises:
        NoEncoder: There is none, or it cannot be used.
    """
    return Ours(entries, Embeddings(Encoder(load(os.environ).model)))


class _Owners:
    """Whose each phrasing is, for engines that know phrasings only: they are numbered from 0, in order of arrival."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers: dict[str, range] = {}

    def __getitem__(self, number: int) -> str:
        return self._ids[number]

    def put(self, entry: Entry) -> tuple[range, range]:
        """The numbers that *entry*'s phrasings had, none if it is new, and those that they have now."""
        before = self._numbers.get(entry.id, range(0))
        now = range(len(self._ids), len(self._ids) + len(entry.phrasings))
        self._ids += [entry.id] * len(now)
        self._numbers[entry.id] = now
        return before, now


class Scorer:
    """rapidfuzz over a list of all phrasings, one after another, with one of its scorers."""

    def __init__(self, entries: Sequence[Entry], scorer: Callable[..., float]) -> None:
        self._scorer = scorer
        self._texts: list[str | None] = []
        self._owners = _Owners()
        for entry in entries:
            self.put(entry)

    def first(self, question: str) -> str | None:
        found = process.extractOne(default_process(question), self._texts, scorer=self._scorer)
        return self._owners[found[2]] if found else None

    def put(self, entry: Entry) -> None:
        before, _ = self._owners.put(entry)
        for number in before:
            self._texts[number] = None  # which rapidfuzz passes over
        self._texts += map(default_process, entry.phrasings)


class Fts5:
    """SQLite's full-text search in memory: a row for each phrasing, any of the question's words, by bm25."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._db.execute("CREATE VIRTUAL TABLE phrasings USING fts5(text, tokenize='porter unicode61')")
        self._owners = _Owners()
        self._put(entries)

    def first(self, question: str) -> str | None:
        wanted = " OR ".join(f'"{word}"' for word in _words(question))
        if not wanted:
            return None
        best = "SELECT rowid FROM phrasings WHERE phrasings MATCH ? ORDER BY rank LIMIT 1"
        found = self._db.execute(best, (wanted,)).fetchone()
        return self._owners[found[0]] if found else None

    def put(self, entry: Entry) -> None:
        self._put([entry])

    def _put(self, entries: Iterable[Entry]) -> None:
        self._db.execute("BEGIN")
        for entry in entries:
            before, now = self._owners.put(entry)
            self._db.executemany("DELETE FROM phrasings WHERE rowid = ?", [(number,) for number in before])
            rows = zip(now, entry.phrasings, strict=True)
            self._db.executemany("INSERT INTO phrasings(rowid, text) VALUES (?, ?)", rows)
        self._db.execute("COMMIT")


class Bm25s:
    """bm25s, with English stop words left out and stems. It takes no edits: each is a rebuild."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        import Stemmer

        self._stemmer = Stemmer.Stemmer("english")
        self._entries = {entry.id: entry for entry in entries}
        self._build()

    def first(self, question: str) -> str | None:
        found, scores = self._retriever.retrieve(self._tokens([question]), k=1, show_progress=False)
        return self._owners[int(found[0, 0])] if scores[0, 0] > 0 else None

    def put(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        self._build()

    def _build(self) -> None:
        import bm25s

        texts = [text for entry in self._entries.values() for text in entry.phrasings]
        self._owners = _Owners()
        for entry in self._entries.values():
            self._owners.put(entry)
        self._retriever = bm25s.BM25()
        self._retriever.index(self._tokens(texts), show_progress=False)

    def _tokens(self, texts: list[str]) -> Any:
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)


class Tantivy:
    """tantivy in memory, with English stems: a document for each phrasing, any of the question's words, by bm25."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        import tantivy

        fields = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="en_stem")
        schema = fields.add_text_field("entry", stored=True, tokenizer_name="raw").build()
        self._document = tantivy.Document
        self._index = tantivy.Index(schema)
        self._writer = self._index.writer(_TANTIVY_HEAP, 1)
        for entry in entries:
            self._add(entry)
        self._commit()

    def first(self, question: str) -> str | None:
        query, _ = self._index.parse_query_lenient(" ".join(_words(question)), ["text"])
        searcher = self._index.searcher()
        found = searcher.search(query, 1, count=False).hits
        return str(searcher.doc(found[0][1])["entry"][0]) if found else None

    def put(self, entry: Entry) -> None:
        self._writer.delete_documents_by_term("entry", entry.id)
        self._add(entry)
        self._commit()

    def _add(self, entry: Entry) -> None:
        for phrasing in entry.phrasings:
            self._writer.add_document(self._document(text=phrasing, entry=entry.id))

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()


def _words(question: str) -> list[str]:
    """The words of *question*, free of what a query language would read as its own."""
    return re.findall(r"\w+", question.lower())


# By the names that a command line knows them by.
ENGINES = {
    "footnote": Known("Footnote", Ours),
    "encoder": Known("Footnote with encoder", encoded, needs="onnxruntime", most=100_000),
    "wratio": Known("rapidfuzz WRatio", partial(Scorer, scorer=fuzz.WRatio)),
    "token_set": Known("rapidfuzz token_set_ratio", partial(Scorer, scorer=fuzz.token_set_ratio)),
    "fts5": Known("SQLite FTS5 porter", Fts5),
    "bm25s": Known("bm25s", Bm25s, needs="bm25s"),
    "tantivy": Known("tantivy", Tantivy, needs="tantivy"),
}
