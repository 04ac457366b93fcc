"""The files that are to be read one by one: those in a ZIP archive or an e-CMS letter, those sent with a mail, or the file itself."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from parsers.ecms import ecms_files, is_ecms
from parsers.signatures import is_archive, is_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.input_file import InputFile

#: What systems leave in archives of their own accord.
_LEFTOVERS = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?![./\\])|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
#: The flag of an entry whose name is UTF-8, and of one that is locked (APPNOTE.TXT 4.4.4).
_UTF8, _LOCKED = 0x800, 0x1
#: What is wrong with one archive among other files, and no reason to refuse those.
_ITS_OWN_FAULT = frozenset({"zip-damaged", "zip-locked", "zip-empty", "mail-damaged"})
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    IndexError,
    OverflowError,
)


@dataclass(slots=True)
class _Budget:
    """How much may still be unpacked, of one file and all within it."""

    files: int
    size: int


def files_in(file: InputFile) -> tuple[InputFile, ...]:
    """The files to read; a file that holds no others is itself the only one.

    A ZIP archive gives its files, a mail those sent with it, also those that lie in archives and mails within; each
    is named by its way there (``a.zip/b.pdf``). Nothing is written anywhere, so that no name can lead astray.

    Raises:
        InputFileError: If an archive is damaged, locked or empty, or holds more than letters do: too many files,
            archives within archives, an unlikely size when unpacked.
    """
    budget = _Budget(file.limits.files, file.limits.archive_megabytes * 1_000_000)
    return tuple(_files_in(file, budget, file.limits.depth))


def _files_in(file: InputFile, budget: _Budget, depth: int) -> Iterator[InputFile]:
    if is_archive(file.data):
        if not depth:
            raise InputFileError("zip-too-deep", file=file.name, limit=str(file.limits.depth))
        found = [_within(file, name, data) for name, data in _unpacked(file, budget)]
    elif is_ecms(file.data):
        found = [_within(file, name, data) for name, data in ecms_files(file.data, file.name)]
    else:
        found = _sent_with(file, budget, depth) if is_mail(file.data) else []
    if not found:
        yield file
    for one in found:
        yield from _or_itself(one, budget, depth - 1)


def _or_itself(file: InputFile, budget: _Budget, depth: int) -> list[InputFile]:
    """The files within one of several; if that one cannot be opened, itself, so that reading it says why."""
    try:
        return list(_files_in(file, budget, depth))
    except InputFileError as error:
        if error.kind in _ITS_OWN_FAULT:
            return [file]
        raise


def _within(file: InputFile, name: str, data: bytes) -> InputFile:
    """A file in another one, named by its way there."""
    parts = [part for part in re.split(r"[/\\]+", name) if part.strip(". ")]
    plain = "".join(char for char in "/".join(parts) if char.isprintable())
    return replace(file, name=f"{file.name}/{plain or '1'}", data=data)


def _unpacked(file: InputFile, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file of an archive."""
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            entries = [
                one for one in archive.infolist() if not one.is_dir() and not _LEFTOVERS.search(one.filename)
            ]
            if not entries:
                raise InputFileError("zip-empty", file=file.name)
            budget.files -= len(entries)
            if budget.files < 0:
                raise InputFileError("zip-too-many", file=file.name, limit=str(file.limits.files))
            for entry in entries:
                if entry.flag_bits & _LOCKED:
                    raise InputFileError("zip-locked", file=file.name)
                yield _name(entry), _content(archive, entry, file, budget)
    except _DAMAGE as error:
        raise InputFileError("zip-damaged", file=file.name) from error


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: InputFile, budget: _Budget) -> bytes:
    """The bytes of an entry; the size that it states is not believed."""
    with archive.open(entry) as stream:
        data = stream.read(budget.size + 1)
    budget.size -= len(data)
    if budget.size < 0:
        raise InputFileError("zip-too-heavy", file=file.name, limit=str(file.limits.archive_megabytes))
    return data


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Thai Windows writes it in its own encoding and does not say so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        data = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for codec in ("utf-8", "cp874"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _sent_with(file: InputFile, budget: _Budget, depth: int) -> list[InputFile]:
    """The files sent with a mail, each with the finding that it came so."""
    from parsers.mail import attached, came_by, message

    mail = message(file)
    found = [(name, data) for name, data in attached(mail) if data]
    if found and not depth:
        raise InputFileError("zip-too-deep", file=file.name, limit=str(file.limits.depth))
    budget.files -= len(found)
    budget.size -= sum(len(data) for _, data in found)
    if budget.files < 0:
        raise InputFileError("zip-too-many", file=file.name, limit=str(file.limits.files))
    if budget.size < 0:
        raise InputFileError("zip-too-heavy", file=file.name, limit=str(file.limits.archive_megabytes))
    issue = came_by(mail) if found else None
    return [
        replace(one, issues=(*file.issues, issue)) if issue else one
        for one in (_within(file, name, data) for name, data in found)
    ]
