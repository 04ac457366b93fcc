"""The files that came with an answer (หลักฐาน), told by their bytes: what is handed out, and what is kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.errors import NotFoundError, NotPermittedError
from parsers.signatures import (
    is_docx,
    is_open_document,
    is_other_package,
    is_pdf,
    is_picture,
    is_rtf,
)
from registry.entries import Evidence

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office_desk import Desk

#: Bytes at each end of a file that tell what it is: its mark, and the directory of a package.
ENDS: Final = 1_000_000
#: The part of an Office file that runs by itself.
MACROS: Final = b"vbaProject.bin"


class EvidenceKind(StrEnum):
    """What a file is by its bytes, whatever its name says."""

    PDF = "pdf"
    PICTURE = "picture"
    DOCUMENT = "document"  #: of Word or LibreOffice
    SHEET = "sheet"  #: of Excel and its like
    APART = "apart"  #: anything else: kept in the archive, and handed out to no browser

    @classmethod
    def of(cls, data: bytes) -> EvidenceKind:
        """What the bytes are; what could run is kept apart whatever else it is."""
        if MACROS in data:
            return cls.APART
        return next((kind for kind, is_kind in _KINDS if is_kind(data)), cls.APART)


_KINDS = (
    (EvidenceKind.PDF, is_pdf),
    (EvidenceKind.PICTURE, is_picture),
    (EvidenceKind.DOCUMENT, lambda data: is_docx(data) or is_open_document(data) or is_rtf(data)),
    (EvidenceKind.SHEET, is_other_package),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledEvidence:
    """A file of an answer, and what it is."""

    filed: Evidence
    kind: EvidenceKind
    size: int  #: bytes

    @property
    def is_apart(self) -> bool:
        """Whether it is kept in the archive and handed out to no browser."""
        return self.kind is EvidenceKind.APART


def evidence_of(desk: Desk, task: int) -> tuple[FiledEvidence, ...]:
    """The files that came with the answers to a task, oldest first; what is gone from the archive is left out."""
    with desk.database.reading() as store:
        filed = store.follow_up.evidence(task)
    places = [(one, desk.archive.absolute(one.path)) for one in filed]
    return tuple(
        FiledEvidence(filed=one, kind=EvidenceKind.of(_ends(path)), size=path.stat().st_size)
        for one, path in places
        if path.is_file()
    )


def evidence_file(desk: Desk, task: int, number: int) -> tuple[Path, str]:
    """Where a file of an answer stands, and the name that its sender gave it.

    Args:
        desk: The office's desk.
        task: The task that was answered.
        number: Which file, from 1.

    Raises:
        NotFoundError: If there is none, or it is gone.
        NotPermittedError: If it is kept apart.
    """
    files = evidence_of(desk, task)
    if not 1 <= number <= len(files):
        raise NotFoundError("no-page")
    found = files[number - 1]
    if found.is_apart:
        raise NotPermittedError("evidence-apart", file=found.filed.name, place=found.filed.path)
    return desk.archive.absolute(found.filed.path), found.filed.name


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(ENDS)
        rest = path.stat().st_size - len(head)
        if rest <= 0:
            return head
        file.seek(-min(rest, ENDS), 2)
        return head + file.read()
