"""Opens PDF files and draws their pages, whatever state they are in."""

from __future__ import annotations

import itertools
import logging
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, int_value, resolve1
from pdfminer.psexceptions import PSException

from circulars.errors import InputFileError
from parsers.font_program import EmbeddedFonts
from parsers.pdf_bounds import bounded
from parsers.pdf_device import LetterDevice

if TYPE_CHECKING:
    from parsers.input_file import InputFile
    from parsers.pdf_device import DrawnPage

# What pdfminer notes about damaged files is said in our own words, and not into the middle of an answer.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

#: Of so many pages, each takes a moment that one may wait for.
_MANY = 20
#: What pdfminer raises over files that are not as they should be.
DAMAGE = (
    PSException,
    PDFException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    struct.error,
    zlib.error,
)


def draw_pages(file: InputFile) -> list[DrawnPage | None]:
    """What each page of the file draws; None for a page whose content is damaged.

    Raises:
        InputFileError: If the file is locked, damaged or incomplete, or has more pages than any letter.
    """
    try:
        with bounded():
            document = _open(file)
            pages = _pages(document, file)
            device = LetterDevice(EmbeddedFonts())
            drawn: list[DrawnPage | None] = []
            for number, page in enumerate(pages, start=1):
                drawn.append(_drawn(device, page))
                if file.ocr.progress is not None and len(pages) >= _MANY:
                    file.ocr.progress(number, len(pages))
            return drawn
    except InputFileError as error:
        raise InputFileError(error.kind, **{"file": file.name, **error.facts}) from error


def _open(file: InputFile) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(BytesIO(file.data)))
    except PDFPasswordIncorrect as error:
        raise InputFileError("pdf-locked", file=file.name) from error
    except DAMAGE as error:
        raise InputFileError("pdf-damaged", file=file.name) from error


def _pages(document: PDFDocument, file: InputFile) -> list[PDFPage]:
    limit = file.limits.pages
    try:
        # The pages themselves are counted: the number that the file states may be a lie.
        pages = list(itertools.islice(PDFPage.create_pages(document), limit + 1))
        tree = dict_value(resolve1(document.catalog.get("Pages")) or {})
        stated = int_value(resolve1(tree.get("Count", 0)))
    except DAMAGE as error:
        raise InputFileError("pdf-damaged", file=file.name) from error
    if len(pages) > limit:
        raise InputFileError("pdf-too-many-pages", file=file.name, limit=str(limit))
    if not pages:
        raise InputFileError("pdf-damaged", file=file.name)
    if len(pages) < stated:
        facts = {"found": str(len(pages)), "pages": str(stated)}
        raise InputFileError("pdf-incomplete", file=file.name, **facts)
    return pages


def _drawn(device: LetterDevice, page: PDFPage) -> DrawnPage | None:
    try:
        return device.draw(page)
    except DAMAGE:
        return None
