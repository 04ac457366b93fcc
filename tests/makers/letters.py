"""The letters of ``tests/letters`` as sources, and how an expected reading is compared with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from circulars.source import SourceText, TextFrom, page_lines

LETTERS = Path(__file__).parents[1] / "letters"
OWN = sorted(path.stem for path in (LETTERS / "own").glob("*.txt"))


def source_of(text: str, name: str = "letter.txt") -> SourceText:
    """A text as the reader of text files gives it; a form feed begins a page."""
    pages = text.split("\f")
    raw, lines = page_lines(pages)
    return SourceText(name=name, sha256="", raw=raw, lines=lines, text_from=(TextFrom.TEXT,) * len(pages))


def own_letter(name: str) -> str:
    return (LETTERS / "own" / f"{name}.txt").read_text(encoding="utf-8")


def own_expected(name: str) -> dict[str, Any]:
    return json.loads((LETTERS / "own" / f"{name}.expected.json").read_text(encoding="utf-8"))


def differences(expected: Any, got: Any, pointer: str = "") -> list[tuple[str, Any, Any]]:
    """Where a value lacks or contradicts what is expected; more may be in it."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return [
            one for key in expected for one in differences(expected[key], got.get(key), f"{pointer}/{key}")
        ]
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        pairs = zip(expected, got, strict=True)
        return [one for at, pair in enumerate(pairs) for one in differences(*pair, pointer=f"{pointer}/{at}")]
    return [] if expected == got else [(pointer, expected, got)]


#: Issues that only repeat what a deadline says of itself.
OF_DEADLINES = {"deadline-doubt", "due-on-holiday"}


def kinds(reading: Any) -> list[str]:
    """The kinds of a reading's issues, those of its deadlines left out."""
    return sorted({issue.kind.value for issue in reading.issues} - OF_DEADLINES)
