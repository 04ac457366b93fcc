"""Reads plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from circulars.source import SourceText, TextFrom, page_lines
from parsers.encodings import decoded
from parsers.signatures import is_known
from parsers.text_layer import text_issues

if TYPE_CHECKING:
    from parsers.input_file import InputFile

_LINE_END = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")


class TextReader:
    """Plain text, a form feed beginning a new page."""

    format = "text"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are text and bear no other format's mark."""
        return not is_known(data) and decoded(data) is not None

    def read(self, file: InputFile) -> SourceText:
        """The text as it is; only line ends are made one.

        Raises:
            InputFileError: If the file holds no character that shows.
        """
        return text_source(file, decoded(file.data) or "", TextFrom.TEXT)


def text_source(file: InputFile, text: str, text_from: TextFrom) -> SourceText:
    """The source that a text is; a form feed begins a new page.

    Raises:
        InputFileError: If it holds no character that shows.
    """
    if not text.strip():
        raise InputFileError("file-empty", file=file.name)
    pages = _LINE_END.sub("\n", text).split("\f")
    raw, lines = page_lines(pages)
    return SourceText(
        name=file.name,
        sha256=file.sha256,
        raw=raw,
        lines=lines,
        text_from=(text_from,) * len(pages),
        issues=text_issues(raw, lines),
    )
