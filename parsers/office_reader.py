"""Reads texts of other word processors: old Word files (.doc), OpenDocument (.odt) and rich text (.rtf)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.docx_reader import DocxReader
from parsers.signatures import is_old_word, is_open_document, is_rtf

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.source import SourceText
    from parsers.input_file import InputFile


class OfficeReader:
    """Files that LibreOffice makes into DOCX, where it is installed."""

    def __init__(self, name: str, suffix: str, claims: Callable[[bytes], bool]) -> None:
        self.format = name
        self.suffix = suffix
        self._claims = claims

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are of the format."""
        return self._claims(data)

    def read(self, file: InputFile) -> SourceText:
        """The text, as of a DOCX.

        Raises:
            InputFileError: If LibreOffice is not installed, takes too long or makes nothing of the file, or if the
                file has no text.
        """
        from parsers.libreoffice import as_docx

        made = replace(file, data=as_docx(file, self.format, self.suffix))
        return replace(DocxReader().read(made), sha256=file.sha256)


OFFICE_READERS = (
    OfficeReader("Word 97–2003 (.doc)", "doc", is_old_word),
    OfficeReader("OpenDocument (.odt)", "odt", is_open_document),
    OfficeReader("Rich Text (.rtf)", "rtf", is_rtf),
)
