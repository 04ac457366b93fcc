"""What is in doubt on a page, cut out of its picture (ภาพตัด) into a folder, one file a finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from circulars.reading import IssueKind, Severity
from parsers.crops import crops
from registry.archive import file_name, write

if TYPE_CHECKING:
    from circulars.reading import Issue, Reading
    from desk.reading import OpenedFile

#: Findings about how letters on the paper were read.
_SEEN = frozenset(
    {IssueKind.DIGIT_DOUBT, IssueKind.LOW_CONFIDENCE, IssueKind.OCR_SLIP, IssueKind.FOREIGN_LETTER}
)


def write_crops(file: OpenedFile, reading: Reading, folder: Path) -> dict[int, Path]:
    """The pictures of the places that a person is asked to compare, by the number of their finding from 0.

    Raises:
        InputFileError: If the file cannot be opened as pictures.
    """
    wanted = [
        (number, span)
        for number, issue in enumerate(reading.issues)
        if _is_to_compare(issue)
        and issue.passage is not None
        and (span := next(iter(reading.source.spans(issue.passage)), None)) is not None
    ]
    found: dict[int, Path] = {}
    for (number, _), picture in zip(wanted, crops(file, [span for _, span in wanted]), strict=True):
        if picture is not None:
            path = folder / f"{file_name(Path(file.name).stem)}-{number + 1:03}.png"
            write(path, picture)
            found[number] = path
    return found


def _is_to_compare(issue: Issue) -> bool:
    return issue.kind in _SEEN and issue.severity is not Severity.INFO
