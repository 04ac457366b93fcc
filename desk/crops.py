"""What is in doubt on a page, cut out of its picture (ภาพตัด) into a folder, one file a finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from circulars.reading import IssueKind, Severity
from parsers.crops import crops, dots
from registry.archive import file_name, write

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.reading import Reading
    from circulars.source import Span
    from desk.reading import OpenedFile
    from parsers.crops import Dot

#: Findings about how letters on the paper were read.
_SEEN = frozenset(
    {IssueKind.DIGIT_DOUBT, IssueKind.LOW_CONFIDENCE, IssueKind.OCR_SLIP, IssueKind.FOREIGN_LETTER}
)

#: Points around digits drawn in dots, beside and above them, and the points of a dot: a digit of 16-point print is then some 13 dots high.
_CLOSE, _DOT = (20.0, 3.0), 0.8


def write_crops(file: OpenedFile, reading: Reading, folder: Path) -> dict[int, Path]:
    """The pictures of the places that a person is asked to compare, by the number of their finding from 0.

    Raises:
        InputFileError: If the file cannot be opened as pictures.
    """
    wanted = _places(reading, _SEEN)
    found: dict[int, Path] = {}
    for number, picture in zip(wanted, crops(file, list(wanted.values())), strict=True):
        if picture is not None:
            path = folder / f"{file_name(Path(file.name).stem)}-{number + 1:03}.png"
            write(path, picture)
            found[number] = path
    return found


def drawn_crops(file: OpenedFile, reading: Reading) -> dict[int, list[list[Dot]]]:
    """The digits that were read in two ways, in rows of dots, by the number of their finding from 0.

    Raises:
        InputFileError: If the file cannot be opened as pictures.
    """
    wanted = _places(reading, {IssueKind.DIGIT_DOUBT})
    pictures = crops(file, list(wanted.values()), _CLOSE)
    return {
        number: dots(picture, _DOT)
        for number, picture in zip(wanted, pictures, strict=True)
        if picture is not None
    }


def _places(reading: Reading, kinds: Collection[IssueKind]) -> dict[int, Span]:
    """Where a person is asked to compare, by the number of the finding."""
    return {
        number: span
        for number, issue in enumerate(reading.issues)
        if issue.kind in kinds
        and issue.severity is not Severity.INFO
        and issue.passage is not None
        and (span := next(iter(reading.source.spans(issue.passage)), None)) is not None
    }
