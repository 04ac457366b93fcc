"""The files of the office: originals by their content, letters and forms by their number."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.errors import InputFileError, NotPermittedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ORIGINALS = "originals"
EVIDENCE = "evidence"
MAILS = "mails"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file that will be written: where in the archive, and what."""

    path: str
    content: bytes
    kind: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


class Archive:
    """The folders of one data directory; every path is relative to it, with "/"."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def is_writable(self) -> bool:
        """Whether files can be kept."""
        return os.access(self._root, os.W_OK | os.X_OK)

    def absolute(self, path: str) -> Path:
        """Where a file of the archive stands on this machine."""
        return self._root / path

    def original(self, source: Path, sha256: str) -> Planned:
        """The plan for filing an original, found by its hash ever after.

        Raises:
            InputFileError: If the file is gone, or is no longer the one that was read.
        """
        try:
            content = source.read_bytes()
        except OSError as error:
            raise InputFileError("file-vanished", file=source.name) from error
        planned = self.taken_out(source.name, content)
        if planned.sha256 != sha256:
            raise InputFileError("file-changed", file=source.name)
        return planned

    def taken_out(self, name: str, content: bytes) -> Planned:
        """The plan for filing an original that was taken out of an archive or a mail."""
        return _by_content(ORIGINALS, name, content, "original")

    def mail(self, content: bytes) -> Planned:
        """The plan for filing a whole mail, as it came."""
        return _by_content(MAILS, "mail.eml", content, "mail")

    def evidence(self, name: str, content: bytes) -> Planned:
        """The plan for filing what came with an answer."""
        return _by_content(EVIDENCE, name, content, "evidence")

    def remove(self, path: str) -> None:
        """Take an original away for good; one that is gone already is no mistake.

        Raises:
            NotPermittedError: If the file may not be removed.
        """
        try:
            self.absolute(path).unlink(missing_ok=True)
        except PermissionError as error:
            raise NotPermittedError("file-not-permitted", file=path) from error

    @contextmanager
    def filed(self, plans: Sequence[Planned]) -> Iterator[None]:
        """All the files written, read-only; those that are new are removed again if the block fails.

        Put the transaction that remembers them inside: what is on file is then what is registered.
        """
        files = {self.absolute(plan.path): plan.content for plan in plans}
        new = [path for path in files if not path.exists()]
        try:
            _write_all(files, mode=0o444)
            yield
        except BaseException:
            for path in new:
                path.unlink(missing_ok=True)
            raise


def _by_content(folder: str, name: str, content: bytes, kind: str) -> Planned:
    """The plan for a file that is found by its hash ever after."""
    sha256 = hashlib.sha256(content).hexdigest()
    suffix = re.sub(r"[^a-z0-9.]", "", Path(name).suffix.lower())
    return Planned(path=f"{folder}/{sha256[:2]}/{sha256}{suffix}", content=content, kind=kind)


def write(path: Path, content: bytes, *, read_only: bool = False, lasting: bool = True) -> None:
    """Write a file so that it is there as a whole or not at all.

    Args:
        path: Where.
        content: What.
        read_only: So that nobody changes it by mistake.
        lasting: Also after a power cut; what is made again from something else need not wait for the disk.
    """
    _write_all({path: content}, mode=0o444 if read_only else 0o644, lasting=lasting)


def _write_all(files: Mapping[Path, bytes], *, mode: int, lasting: bool = True) -> None:
    """Write files, each as a whole or not at all.

    First all are written, then all are made to last: what the disk does for the first does for the others too.
    """
    written: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            written.append((name, path))
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
            except OSError as error:
                # A full disk does not say by itself which file it was.
                error.filename = str(path)
                raise
        if lasting:
            for name, _ in written:
                _fsync(name)
        for name, path in written:
            Path(name).chmod(mode)
            Path(name).replace(path)
    except BaseException:
        for name, _ in written:
            Path(name).unlink(missing_ok=True)
        raise
    if lasting and os.name == "posix":
        for folder in {path.parent for path in files}:
            _fsync(folder)


def _fsync(path: Path | str) -> None:
    # Windows makes only files last that are open for writing, and no folders.
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_name(text: str) -> str:
    """A text as the name of a file: blanks and signs that file systems refuse become "-"."""
    return re.sub(r'[\s/\\:*?"<>|]+', "-", text).strip("-.")
