"""A letter that was read, as a PDF that can be searched: its own pages, and behind them the repaired text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import ConflictError, InputFileError
from circulars.source import TextFrom
from generator.pdf_searchable import pdf_of_pictures, searchable
from parsers import picture_sizes, shown_lines
from registry.archive import write

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.source import SourceText
    from desk.reading import OpenedFile
    from generator.pdf_searchable import TextPage


def write_searchable(file: OpenedFile, out: Path, source: SourceText) -> Path:
    """Write the file as a PDF that can be searched.

    Args:
        file: A PDF or a picture.
        out: Where to; a file that stands there is replaced, but never the letter itself.
        source: What was read of it.

    Raises:
        InputFileError: If the file has no pages (a Word file, a text), or the folder is not there.
        ConflictError: If the letter itself would be overwritten.
    """
    if not out.parent.is_dir():
        raise InputFileError("folder-missing", file=str(out.parent))
    if out.exists() and out.read_bytes() == file.data:
        raise ConflictError("pdf-is-source", file=str(out))
    if any(one not in {TextFrom.TEXT_LAYER, TextFrom.OCR} for one in source.text_from):
        raise InputFileError("pdf-needs-pages", file=file.name)
    sizes = picture_sizes(file)
    pdf = file.data if sizes is None else pdf_of_pictures(file.data, sizes, file.name)
    write(out, searchable(pdf, _pages(source), file.name))
    return out


def _pages(source: SourceText) -> list[TextPage]:
    """The text of each page, line by line, each part with its place."""
    lines = shown_lines(source)
    return [
        [[(piece.text, piece.box) for piece in line.pieces] for line in lines if line.page == number]
        for number in range(1, source.pages + 1)
    ]
