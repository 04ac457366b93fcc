"""A file as it lies on the disk, taken whole and once, so that it cannot change while it is read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circulars.reading import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a reader takes on; what is more is no letter."""

    megabytes: int = 200
    pages: int = 300
    unpacked_megabytes: int = 64  #: of a DOCX, whose parts are packed
    archive_megabytes: int = 400  #: of all files of a ZIP archive or a mail together
    files: int = 100  #: in a ZIP archive or a mail
    depth: int = 3  #: of archives within archives


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrSettings:
    """How pages are read that are only pictures."""

    engine: str = "tesseract"  #: see `parsers.ocr.engine.engine_of`
    cache: Path | None = None  #: a folder in which read pages are kept; None keeps none
    workers: int | None = None  #: how many pages at once; None: one a core
    progress: Callable[[int, int], None] | None = None  #: told how many pages are read, and of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """The name and the bytes of a file."""

    name: str
    data: bytes
    limits: Limits
    ocr: OcrSettings = OcrSettings()
    issues: tuple[Issue, ...] = ()  #: what is known of the file before it is read

    @property
    def sha256(self) -> str:
        """The checksum by which the file is known."""
        return hashlib.sha256(self.data).hexdigest()


def take(path: Path, limits: Limits, ocr: OcrSettings | None = None) -> InputFile:
    """The whole file.

    Raises:
        InputFileError: If it is missing, a folder, empty, too large or must not be read.
    """
    name = shown_name(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputFileError("file-is-folder", file=name)
        if size > limits.megabytes * 1_000_000:
            facts = {"size": f"{size / 1_000_000:.0f}", "limit": str(limits.megabytes)}
            raise InputFileError("file-too-large", file=name, **facts)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputFileError("file-missing", file=name) from error
    except OSError as error:
        raise InputFileError("file-unreadable", file=name) from error
    if not data:
        raise InputFileError("file-empty", file=name)
    return InputFile(name=name, data=data, limits=limits, ocr=ocr or OcrSettings())


def shown_name(path: Path) -> str:
    """The name of a file for people; of names in TIS-620, as old systems wrote them, the Thai letters."""
    raw = os.fsencode(path.name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("tis-620", errors="replace")
