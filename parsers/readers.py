"""Which reader takes a file: the content decides, never the suffix, and exactly one may claim it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn, Protocol

from circulars.errors import InputFileError
from parsers import signatures
from parsers.columns import columns
from parsers.contents import files_in
from parsers.docx_reader import DocxReader
from parsers.html_reader import HtmlReader
from parsers.image_reader import ImageReader
from parsers.input_file import InputFile, Limits, OcrSettings, take
from parsers.mail_reader import MailReader
from parsers.office_reader import OFFICE_READERS
from parsers.pdf_reader import PdfReader
from parsers.text_reader import TextReader

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.source import SourceText


class Reader(Protocol):
    """Reads files of one format."""

    @property
    def format(self) -> str:
        """The name of the format, for messages."""

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are of this format, sound or not."""

    def read(self, file: InputFile) -> SourceText:
        """The text of the file.

        Raises:
            InputFileError: If it cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Refusal:
    """A format that is known but not read: the message says what to do instead."""

    format: str
    claims: Callable[[bytes], bool]
    kind: str

    def read(self, file: InputFile) -> NoReturn:
        """Say so."""
        raise InputFileError(self.kind, file=file.name, format=self.format)


READERS: tuple[Reader, ...] = (
    PdfReader(),
    DocxReader(),
    TextReader(),
    ImageReader(),
    HtmlReader(),
    MailReader(),
    *OFFICE_READERS,
    Refusal("DOCX", signatures.is_locked_docx, "docx-locked"),
    Refusal("Office 97–2003", signatures.is_other_ole, "file-is-old-office"),
    Refusal("Office", signatures.is_other_package, "file-is-other-office"),
    Refusal("RAR, 7-Zip", signatures.is_other_archive, "file-is-other-archive"),
)


def read(path: Path, *, limits: Limits | None = None, ocr: OcrSettings | None = None) -> SourceText:
    """The text of a file, with its lines, and on pages the place of each letter.

    Args:
        path: The file; of an archive or a mail that holds one file, that one.
        limits: How much is taken on.
        ocr: How pages are read that are only pictures.

    Raises:
        InputFileError: If the file cannot be read, or holds several; the kind says why.
    """
    first, *more = opened(path, limits=limits, ocr=ocr)
    if more:
        raise InputFileError("file-holds-many", file=path.name, count=str(1 + len(more)))
    return read_file(first)


def opened(
    path: Path, *, limits: Limits | None = None, ocr: OcrSettings | None = None
) -> tuple[InputFile, ...]:
    """The files to read one by one: those of a ZIP archive or sent with a mail, or the file itself.

    Raises:
        InputFileError: If the file cannot be opened; the kind says why.
    """
    return files_in(take(path, limits or Limits(), ocr))


def read_file(file: InputFile) -> SourceText:
    """The text of a file that was opened.

    Raises:
        InputFileError: If it cannot be read; the kind says why.
    """
    if not file.data:
        raise InputFileError("file-empty", file=file.name)
    if signatures.is_archive(file.data):
        files_in(file)  # says what is wrong with it: a sound one has been opened
    source = reader_of(file).read(file)
    tables = sorted((*source.tables, *columns(source)), key=lambda one: one.passage.start)
    return replace(source, issues=(*file.issues, *source.issues), tables=tuple(tables))


def reader_of(file: InputFile) -> Reader:
    """The one reader that claims the file.

    Raises:
        InputFileError: If none claims it, or more than one.
    """
    claims = [reader for reader in READERS if reader.claims(file.data)]
    if not claims:
        raise InputFileError("file-unknown", file=file.name)
    if len(claims) > 1:
        formats = ", ".join(reader.format for reader in claims)
        raise InputFileError("file-ambiguous", file=file.name, formats=formats)
    return claims[0]
