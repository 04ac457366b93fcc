"""What the index keeps of a letter.

Words and skeleton come in ready made: the index itself knows no Thai. Whatever is changed here, or in how
letters are folded and cut into words, raises `FORMAT`: an index of another format is made anew.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import tantivy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Goes up whenever the same letter would be indexed differently.
FORMAT: Final = 7
#: The name of the folder of an index: what it was made by.
VERSION: Final = f"{FORMAT}-tantivy-{version('tantivy')}"
#: Words in sequence: the whole letter, and parts of it that can be asked for alone.
WORD_FIELDS: Final = ("text", "subject", "sender", "addressee", "directive", "person")
#: Values that are compared as a whole.
KEY_FIELDS: Final = ("number", "cites", "receipt", "days", "secrecy", "topics", "files", "tags")
#: Values that are compared as a whole and counted.
FACETS: Final = ("agency", "urgency", "form", "register", "district", "topic", "file", "tag")
#: Days as ordinals, years of the Christian era.
NUMBER_FIELDS: Final = ("dated", "received", "due")
COUNTED_NUMBERS: Final = ("year",)
#: The day by which letters are ordered: of the letter, or when it came.
DAY: Final = "day"
_WORDS, _BONES = "words", "bones"
#: The field that phrases of the whole letter are found by: every two neighbouring words as one, for the words of
#: compounds are in half of all letters, and two of them beside each other in few.
PAIRS: Final = "pairs"
_JOINT = "+"
#: Characters that a skeleton is cut into.
GRAM: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedLetter:
    """One letter as the index takes it."""

    key: str  #: "in:12", "out:3"
    text: str  #: what is shown of it
    bones: str
    day: dt.date
    words: Mapping[str, Iterable[str]] = field(default_factory=dict)  #: by `WORD_FIELDS`
    keys: Mapping[str, Iterable[str]] = field(default_factory=dict)  #: by `KEY_FIELDS` and `FACETS`
    numbers: Mapping[str, Iterable[int]] = field(default_factory=dict)

    def as_json(self) -> str:
        """The letter as the writer takes it."""
        row: dict[str, object] = {
            "key": self.key,
            "shown": b64encode(self.text.encode()).decode(),
            _BONES: self.bones,
            DAY: self.day.toordinal(),
        }
        words = {name: list(found) for name, found in self.words.items()}
        row |= {name: " ".join(found) for name, found in words.items()}
        row[PAIRS] = " ".join(pairs(words.get("text", [])))
        row |= {name: list(values) for name, values in self.keys.items()}
        row |= {name: list(values) for name, values in self.numbers.items()}
        return json.dumps(row, ensure_ascii=False)


def pairs(words: Sequence[str]) -> list[str]:
    """Every two neighbouring words as one."""
    return list(map(_JOINT.join, pairwise(words)))


@cache
def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("shown", stored=True)
    builder.add_text_field(_BONES, stored=True, tokenizer_name=_BONES, index_option="freq")
    for name in WORD_FIELDS:
        # Where the words of a whole letter stand, their pairs know.
        option = "freq" if name == "text" else "position"
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option=option)
    builder.add_text_field(PAIRS, tokenizer_name=_WORDS)
    for name in KEY_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBER_FIELDS:
        builder.add_integer_field(name, indexed=True)
    for name in COUNTED_NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field(DAY, fast=True)
    return builder.build()


def open_index(folder: str) -> tantivy.Index:
    """The index in a folder, made if there is none."""
    index = tantivy.Index(schema(), folder)
    index.register_tokenizer(_WORDS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    grams = tantivy.Tokenizer.ngram(min_gram=GRAM, max_gram=GRAM, prefix_only=False)
    index.register_tokenizer(_BONES, tantivy.TextAnalyzerBuilder(grams).build())
    return index
