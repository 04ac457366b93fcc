"""Paper to circular: one reader a format, one grammar a part of the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.thai_calendar import OfficeCalendar

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from circulars.reading import Reading
    from circulars.source import SourceText
    from parsers.corrections import OfficeWords
    from parsers.input_file import InputFile, OcrSettings
    from parsers.shown import ShownLine


def read(path: Path, *, ocr: OcrSettings | None = None) -> SourceText:
    """The text of a file, with its lines and, on pages, the place of each letter.

    Args:
        path: The file.
        ocr: How pages are read that are only pictures: the engine, a folder that keeps
            pages that were read, and how many pages at once.

    Raises:
        InputFileError: If the file cannot be read; the kind says why and the message what to do.
    """
    from parsers.readers import read as read_file

    return read_file(path, ocr=ocr)


def opened(path: Path, *, ocr: OcrSettings | None = None) -> tuple[InputFile, ...]:
    """The files to read one by one: those of a ZIP archive or sent with a mail, or the file itself.

    Args:
        path: The file.
        ocr: How pages are read that are only pictures.

    Raises:
        InputFileError: If the file cannot be opened; the kind says why.
    """
    from parsers.readers import opened as opened_file

    return opened_file(path, ocr=ocr)


def read_file(file: InputFile) -> SourceText:
    """The text of a file that was opened.

    Raises:
        InputFileError: If it cannot be read; the kind says why.
    """
    from parsers.readers import read_file as read_opened

    return read_opened(file)


def shown_lines(source: SourceText) -> tuple[ShownLine, ...]:
    """The repaired lines of all pages, each part with its place and its confidence."""
    from parsers.shown import shown_lines as lines_of

    return lines_of(source)


def picture_sizes(file: InputFile) -> list[tuple[float, float]] | None:
    """Width and height of each page of a picture in points; None if the file is no picture.

    Raises:
        InputFileError: If the picture is damaged or too large.
    """
    from parsers.image_reader import page_sizes
    from parsers.signatures import is_picture

    return page_sizes(file) if is_picture(file.data) else None


def parse(
    source: SourceText,
    *,
    received: dt.datetime | dt.date | None = None,
    calendar: OfficeCalendar | None = None,
    office_words: OfficeWords = (),
) -> Reading:
    """The reading of a source text; never raises because of what a letter says.

    Args:
        source: What a reader took from the file.
        received: When the office received it; deadlines counted from receipt need it.
        calendar: The office's working days; the shipped calendar where none is given.
        office_words: Misread words and what was meant, as the office noted them.
    """
    from parsers.circular import read_circular

    return read_circular(source, received, calendar or OfficeCalendar.shipped(), office_words)
