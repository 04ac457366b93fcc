"""Reads web pages as they are shown, by themselves: nothing is fetched, no script is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from circulars.source import SourceText, TextFrom
from parsers.encodings import decoded_as
from parsers.signatures import is_html
from parsers.text_reader import text_source

if TYPE_CHECKING:
    from parsers.input_file import InputFile

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)


class HtmlReader:
    """Web pages."""

    format = "HTML"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are a web page."""
        return is_html(data)

    def read(self, file: InputFile) -> SourceText:
        """The text that the page shows, a line a paragraph, the cells of a table's row divided by tabs.

        Raises:
            InputFileError: If its text cannot be told, or it shows none.
        """
        named = _CHARSET.search(file.data[:4096])
        markup = decoded_as(file.data, named[1].decode("ascii") if named else None)
        if markup is None:
            raise InputFileError("html-damaged", file=file.name)
        return html_source(file, markup)


def html_source(file: InputFile, markup: str) -> SourceText:
    """The source that the markup of a web page is.

    Raises:
        InputFileError: If it shows no text, or is made to exhaust its reader.
    """
    from dataclasses import replace

    from parsers.cells import placed_tables
    from parsers.html_text import shown

    try:
        lines, tables = shown(markup)
    except ValueError as error:
        raise InputFileError("html-damaged", file=file.name) from error
    source = text_source(file, "\n".join(lines), TextFrom.HTML)
    return replace(source, tables=placed_tables(tables, source.raw))
