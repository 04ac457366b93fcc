"""Taking in many files: whole folders, and a folder that is watched; nothing twice, and no file without an answer."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.errors import InputFileError, SarabanError
from desk.indexing import brought_up, index_of
from desk.reading import FileText, ReadingWay
from desk.receive import Ready, Received, entered, made_ready
from parsers.input_file import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desk.office_desk import Clerk, Desk

#: Files that are read and registered before the index is brought up to them.
_BATCH: Final = 200
#: Files that are entered in one transaction: a disk takes as long for one as for all of them.
_TOGETHER: Final = 40
#: How long one that was read waits for others, at most; and then for one that is being read.
_LONGEST_WAIT: Final = dt.timedelta(seconds=10)
#: Names of files that are no letters: of systems, and of downloads that are not whole.
_PASSED: Final = (".", "~$", "Thumbs.db", "desktop.ini")
_UNFINISHED: Final = (".part", ".crdownload", ".tmp", ".download")
#: Where a watched folder's files go.
DONE, QUARANTINE = "received", "quarantine"


class Outcome(StrEnum):
    """What became of a file."""

    RECEIVED = "received"  #: ลงรับ
    KNOWN = "known"  #: ลงรับไว้แล้ว
    FAILED = "failed"  #: รับไม่ได้


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file, or one within it, and what became of it."""

    name: str
    outcome: Outcome
    received: Received | None = None
    failure: SarabanError | None = None


def files_under(folder: Path) -> tuple[Path, ...]:
    """Every file under a folder in the order of names; links to folders are not followed, so none leads in a circle.

    Raises:
        InputFileError: If the folder is not there or may not be read, or there is no file in it.
    """

    def refuse(error: OSError) -> None:
        raise InputFileError("folder-unreadable", file=str(folder), reason=error.strerror or "") from error

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        found += [Path(parent, name) for name in sorted(names) if _may_be_letter(name)]
    files = tuple(path for path in found if path.is_file())
    if not files:
        raise InputFileError("folder-empty", file=folder.name)
    return files


def _may_be_letter(name: str) -> bool:
    return not name.startswith(_PASSED) and not name.endswith(_UNFINISHED)


def take_in(
    desk: Desk, paths: Sequence[Path], clerk: Callable[[], Clerk], way: ReadingWay, *, anyway: bool = False
) -> Iterator[Taken]:
    """Register many files; those registered before are not even read, so an interrupted call can be repeated.

    Who receives is asked for every file: the time of a long call is not that of its beginning.
    """
    for at in range(0, len(paths), _BATCH):
        known, new = _sorted_out(desk, paths[at : at + _BATCH])
        yield from known
        yield from taken(
            desk, way.texts(new) if len(new) > 1 else _alone(way, new), clerk, way, anyway=anyway
        )
        brought_up(desk, index_of(desk))


def _alone(way: ReadingWay, paths: Sequence[Path]) -> Iterator[FileText]:
    for path in paths:
        yield from way.texts([path])


def _sorted_out(desk: Desk, paths: Sequence[Path]) -> tuple[list[Taken], list[Path]]:
    known, new = [], []
    with desk.database.reading() as store:
        for path in paths:
            entry = store.incoming.by_sha256(_sha256(path))
            if entry is None:
                new.append(path)
            else:
                received = Received(entry=entry, known=True)
                known.append(Taken(name=shown_name(path), outcome=Outcome.KNOWN, received=received))
    return known, new


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        # Reading it will say what is wrong.
        return ""


def taken(
    desk: Desk,
    texts: Iterable[FileText],
    clerk: Callable[[], Clerk],
    way: ReadingWay,
    *,
    anyway: bool = False,
) -> Iterator[Taken]:
    """Register files that were read, or say why that cannot be; in their order, each told once it is in the register.

    Files that are read quickly are entered together, and at one time; none waits long for the next one.
    """
    together: list[FileText] = []
    since = clerk().now
    for text in texts:
        now = clerk().now
        if together and (len(together) == _TOGETHER or now - since > _LONGEST_WAIT):
            yield from _entered(desk, together, clerk(), way, anyway=anyway)
            together, since = [], now
        together.append(text)
    if together:
        yield from _entered(desk, together, clerk(), way, anyway=anyway)


def _entered(
    desk: Desk, texts: Sequence[FileText], clerk: Clerk, way: ReadingWay, *, anyway: bool
) -> Iterator[Taken]:
    together = [_ready(desk, text, clerk, way, anyway=anyway) for text in texts]
    new = [one for one in together if not isinstance(one, Taken)]
    try:
        answers = iter(entered(desk, [ready for _, ready in new]) if new else ())
    except SarabanError as failure:
        yield from (one if isinstance(one, Taken) else _failed(one[0], failure) for one in together)
        return
    yield from (one if isinstance(one, Taken) else _answer(one[0], next(answers)) for one in together)


def _ready(
    desk: Desk, text: FileText, clerk: Clerk, way: ReadingWay, *, anyway: bool
) -> Taken | tuple[str, Ready]:
    name = text.file.name if text.file else ""
    try:
        source = text.text()
        if text.file is None:
            raise InputFileError("file-missing", file=name)
        ready = made_ready(desk, text.file, clerk, anyway=anyway, way=way, source=source)
    except SarabanError as failure:
        return _failed(name, failure)
    return _answer(name, ready) if isinstance(ready, Received) else (name, ready)


def _failed(name: str, failure: SarabanError) -> Taken:
    return Taken(name=failure.file or name, outcome=Outcome.FAILED, failure=failure)


def _answer(name: str, received: Received) -> Taken:
    outcome = Outcome.KNOWN if received.known else Outcome.RECEIVED
    return Taken(name=name, outcome=outcome, received=received)


@dataclass(slots=True)
class WatchedFolder:
    """A folder into which others put letters (โฟลเดอร์รับหนังสือ).

    A file is taken when it is the same twice in a row: who copies it has finished. What was registered goes to
    ``received``, what cannot be to ``quarantine`` with its reason beside it. A round that is killed anywhere is
    repeated by the next: the file is still there, and known.
    """

    folder: Path
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)  #: size and time of each file, last time

    def whole(self) -> tuple[Path, ...]:
        """The files that have not changed since they were last looked at.

        Raises:
            InputFileError: If the folder is not there or may not be read.
        """
        try:
            paths = [Path(one.path) for one in os.scandir(self.folder) if one.is_file()]
        except OSError as error:
            raise InputFileError(
                "folder-unreadable", file=str(self.folder), reason=error.strerror or ""
            ) from error
        now = {path.name: self._state(path) for path in sorted(paths) if _may_be_letter(path.name)}
        whole = [name for name, state in now.items() if state is not None and self.seen.get(name) == state]
        self.seen = {name: state for name, state in now.items() if state is not None}
        return tuple(self.folder / name for name in whole)

    def _state(self, path: Path) -> tuple[int, int] | None:
        try:
            stat = path.stat()
        except OSError:
            return None
        return (stat.st_size, stat.st_mtime_ns) if stat.st_size else None

    def round(self, desk: Desk, clerk: Callable[[], Clerk], way: ReadingWay) -> Iterator[Taken]:
        """Take what is whole, and put it where it belongs."""
        for path in self.whole():
            answers = list(take_in(desk, [path], clerk, way))
            failures = [one for one in answers if one.failure is not None]
            if failures:
                self._quarantine(path, failures)
            else:
                _moved(path, self.folder / DONE)
            yield from answers

    def _quarantine(self, path: Path, failures: Sequence[Taken]) -> None:
        reasons = [
            f"{one.name}\n{one.failure.message('th')}\n{one.failure.message('en')}\n"
            for one in failures
            if one.failure is not None
        ]
        # The reason first: a file is never in quarantine without one.
        target = _free(self.folder / QUARANTINE, path.name)
        target.parent.mkdir(exist_ok=True)
        target.with_name(target.name + ".reason.txt").write_text("\n".join(reasons), encoding="utf-8")
        path.rename(target)


def _moved(path: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    path.rename(_free(folder, path.name))


def _free(folder: Path, name: str) -> Path:
    """A name in a folder that no file has yet."""
    target, count = folder / name, 1
    while target.exists():
        count += 1
        target = folder / f"{Path(name).stem}-{count}{Path(name).suffix}"
    return target
