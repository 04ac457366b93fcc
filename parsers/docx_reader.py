"""Reads DOCX: everything that the paper shows, in the order of the file, and nothing that it does not.

Shown are tables, text boxes, headers and footers, footnotes, the numbers that
Word makes itself, and insertions that were not yet accepted; not shown are
deletions, hidden text, the codes of fields, and page numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from circulars.source import SourceText, TextFrom, page_lines
from parsers.cells import placed_tables
from parsers.codes import codes_of_picture
from parsers.signatures import is_docx
from parsers.text_layer import text_issues

if TYPE_CHECKING:
    from parsers.input_file import InputFile


class DocxReader:
    """Files of Word 2007 and later; the whole file is one page, for only Word knows where pages break."""

    format = "DOCX"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are a DOCX, sound or not."""
        return is_docx(data)

    def read(self, file: InputFile) -> SourceText:
        """The text, a line a paragraph, the cells of a table's row divided by tabs.

        Raises:
            InputFileError: If the file is damaged, unpacks to an unlikely size, or has no text.
        """
        from parsers.docx_letter import letter_text
        from parsers.docx_package import Package

        package = Package.open(file)
        shown, tables = letter_text(package)
        raw = "\n".join(shown)
        if not raw.strip():
            raise InputFileError(
                "docx-is-pictures" if package.has_pictures() else "file-empty", file=file.name
            )
        raw, lines = page_lines([raw])
        return SourceText(
            name=file.name,
            sha256=file.sha256,
            raw=raw,
            lines=lines,
            text_from=(TextFrom.DOCX,),
            issues=text_issues(raw, lines),
            tables=placed_tables(tables, raw),
            codes=tuple(code for one in package.pictures() for code in codes_of_picture(one)),
        )
