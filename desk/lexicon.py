"""The office's lexicon (พจนานุกรมแก้คำ): words that are misread again and again, and what they should be."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from circulars.codec import from_plain, to_plain
from circulars.errors import InputFileError, NotFoundError, UsageError
from circulars.text import common_head
from parsers.words import line_parts
from registry.archive import write

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Clerk
    from parsers.corrections import OfficeWords

FILE_NAME = "lexicon.toml"
#: A shorter word stands in too many others.
LEAST = 4
#: A text of more words than this that is changed from end to end was written anew.
_FEW_PARTS = 3
_MARK = re.compile("[ัิ-ฺ็-๎]")
_THAI_WORD = re.compile(r"[ก-๎ฯ. ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconWord:
    """A word as it is misread, what was meant, and who noted it on which day."""

    seen: str
    meant: str
    by: str
    on: str  #: ISO date


def entries(data: Path) -> tuple[LexiconWord, ...]:
    """The words noted in a data directory, in the order of noting.

    Raises:
        InputFileError: If the file is damaged; it can be mended with any editor.
    """
    path = data / FILE_NAME
    if not path.is_file():
        return ()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("word", [])
        return tuple(from_plain(LexiconWord, one) for one in found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputFileError("lexicon-damaged", file=str(path)) from error


def office_words(data: Path) -> OfficeWords:
    """What later readings put right, for `parsers.parse`."""
    return tuple((_bare(one.seen), one.meant) for one in entries(data))


def add(data: Path, seen: str, meant: str, clerk: Clerk) -> LexiconWord:
    """Note a word; noted before, it gets its new meaning.

    Raises:
        UsageError: If the word is too short to be known again, is no Thai word, or nothing would change.
    """
    seen, meant = " ".join(seen.split()), " ".join(meant.split())
    if not (_THAI_WORD.fullmatch(seen) and meant):
        raise UsageError("lexicon-no-word", word=seen)
    if len(_bare(seen)) < LEAST:
        raise UsageError("lexicon-word-short", word=seen, least=str(LEAST))
    if _bare(seen) == _bare(meant):
        raise UsageError("lexicon-word-same", word=seen)
    entry = LexiconWord(seen=seen, meant=meant, by=clerk.name, on=clerk.today.isoformat())
    kept = [one for one in entries(data) if _bare(one.seen) != _bare(seen)]
    _store(data, (*kept, entry))
    return entry


def changed_word(before: object, after: object) -> tuple[str, str]:
    """The word that a correction changed, as misread and as meant; a short one with what stands beside it.

    Raises:
        UsageError: If not a word of a text was changed, but a date, a choice or all of it.
    """
    before, after = _text(before), _text(after)
    if not before or not after:
        raise UsageError("lexicon-no-one-word")
    head = common_head(before, after)
    rest = min(len(before), len(after)) - head
    tail = min(common_head(before[::-1], after[::-1]), rest)
    ends = [0, *accumulate(map(len, line_parts(after)))]
    first = max(end for end in ends if end <= head)
    last = min(end for end in ends if end >= len(after) - tail)
    behind = [end for end in ends if end > last]

    def seen() -> str:
        return before[first : len(before) - (len(after) - last)]

    while first and _MARK.match(seen()):
        first = max(end for end in ends if end < first)
    while len(_bare(seen())) < LEAST and behind:
        last = behind.pop(0)
    if not seen().strip() or (first == 0 and last == len(after) and len(ends) > _FEW_PARTS):
        raise UsageError("lexicon-no-one-word")
    return seen().strip(), after[first:last].strip()


def _text(value: object) -> str:
    """A value as it stands on the paper; "" if it is none that does."""
    text = value.get("text") if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""


def remove(data: Path, seen: str) -> LexiconWord:
    """Take a word out.

    Raises:
        NotFoundError: If it is not there.
    """
    known = entries(data)
    gone = next((one for one in known if _bare(one.seen) == _bare(seen)), None)
    if gone is None:
        raise NotFoundError("lexicon-word-unknown", word=seen)
    _store(data, tuple(one for one in known if one is not gone))
    return gone


def _store(data: Path, words: tuple[LexiconWord, ...]) -> None:
    rows = "\n".join(
        "[[word]]\n"
        + "".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in to_plain(one).items()
        )
        for one in words
    )
    data.mkdir(parents=True, exist_ok=True)
    write(data / FILE_NAME, rows.encode())


def _bare(word: str) -> str:
    return "".join(word.split())
