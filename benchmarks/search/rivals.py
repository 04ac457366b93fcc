"""How others search the same letters: SQLite's tokenizers, and the analysers of paperless-ngx rebuilt.

paperless-ngx (src/documents/search/_tokenizer.py, 2026) analyses contents with tantivy's simple tokenizer,
remove_long(65), lower case and ASCII folding, and beside it with bigrams for scripts without blanks.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import tantivy

if TYPE_CHECKING:
    from collections.abc import Iterable


class Rival(Protocol):
    """Another way to search."""

    name: str

    def build(self, letters: Iterable[tuple[int, str]]) -> None:
        """Take letters in, by number and text."""

    def all(self, text: str) -> set[int]:
        """The numbers of all letters that match what was typed."""

    def best(self, text: str) -> list[int]:
        """The twenty best."""

    def size(self) -> int:
        """Bytes on disk."""


class Fts5:
    """SQLite's full-text index with one of its tokenizers; what is typed is a phrase."""

    def __init__(self, name: str, tokenizer: str) -> None:
        self.name = name
        self._folder = tempfile.mkdtemp()
        self._path = Path(self._folder) / "fts.db"
        self._database = sqlite3.connect(self._path)
        self._database.execute(
            f"CREATE VIRTUAL TABLE letter USING fts5(text, content='', tokenize='{tokenizer}')"
        )

    def build(self, letters: Iterable[tuple[int, str]]) -> None:
        """Take letters in."""
        self._database.executemany("INSERT INTO letter(rowid, text) VALUES (?, ?)", letters)
        self._database.commit()

    def all(self, text: str) -> set[int]:
        """All that match."""
        found = self._database.execute("SELECT rowid FROM letter WHERE letter MATCH ?", (_quoted(text),))
        return {row[0] for row in found}

    def best(self, text: str) -> list[int]:
        """The twenty best."""
        found = self._database.execute(
            "SELECT rowid FROM letter WHERE letter MATCH ? ORDER BY rank LIMIT 20", (_quoted(text),)
        )
        return [row[0] for row in found]

    def size(self) -> int:
        """Bytes on disk."""
        return self._path.stat().st_size


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


class Paperless:
    """The index of paperless-ngx: its text field, or its field of bigrams; what is typed is a phrase."""

    def __init__(self, name: str, *, bigrams: bool) -> None:
        self.name = name
        self._folder = tempfile.mkdtemp()
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("content", tokenizer_name="analyser")
        self._index = tantivy.Index(builder.build(), self._folder)
        self._index.register_tokenizer("analyser", _bigrams() if bigrams else _simple())

    def build(self, letters: Iterable[tuple[int, str]]) -> None:
        """Take letters in."""
        writer = self._index.writer(64_000_000, 1)
        for number, text in letters:
            document = tantivy.Document()
            document.add_integer("id", number)
            document.add_text("content", text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def all(self, text: str) -> set[int]:
        """All that match."""
        return set(self._found(text, max(self._index.searcher().num_docs, 1)))

    def best(self, text: str) -> list[int]:
        """The twenty best."""
        return self._found(text, 20)

    def _found(self, text: str, limit: int) -> list[int]:
        query = self._index.parse_query(_quoted(text), ["content"], conjunction_by_default=True)
        searcher = self._index.searcher()
        return [int(searcher.doc(address)["id"][0]) for _, address in searcher.search(query, limit).hits]

    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in Path(self._folder).rglob("*") if path.is_file())


def _simple() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (tantivy.Filter.remove_long(65), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(one)
    return builder.build()


def _bigrams() -> tantivy.TextAnalyzer:
    grams = tantivy.Tokenizer.ngram(min_gram=2, max_gram=2, prefix_only=False)
    return tantivy.TextAnalyzerBuilder(grams).filter(tantivy.Filter.lowercase()).build()


def rivals() -> list[Rival]:
    """All of them, empty."""
    return [
        Fts5("SQLite unicode61", "unicode61"),
        Fts5("SQLite trigram", "trigram"),
        Paperless("paperless-ngx text", bigrams=False),
        Paperless("paperless-ngx bigrams", bigrams=True),
    ]
