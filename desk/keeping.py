"""Backing up an office's data (สำรองข้อมูล) and bringing it back (กู้คืน), from one engine to the other if need be.

A backup is a folder that stands for itself: the registry as a SQLite file, every file of the office, and a
manifest with their hashes and the head of the audit.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from circulars.errors import ConflictError, InputFileError, NotFoundError, SarabanError
from circulars.thai_calendar import BUDDHIST_ERA
from desk.checking import Checked, check_data, file_sha256
from desk.office_desk import Desk
from desk.settings import DATABASE, Settings
from registry.archive import write
from registry.database import Database

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

MANIFEST = "backup.json"
SCHEMA = "saraban.backup/1"
#: What can be made again, or is copied in its own way.
LEFT_OUT = ("cache", DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A backup that was made."""

    folder: Path
    files: int
    size: int  #: bytes
    head: str  #: of the audit


def back_up(
    settings: Settings,
    database: Database,
    place: Path,
    now: dt.datetime,
    *,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> BackedUp:
    """Copy everything an office has into a new folder, named by the day and time, inside a place.

    Work can go on meanwhile: the registry is copied first and as of one moment, and files are only ever added.

    Args:
        settings: Where the office's data is.
        database: Its registry.
        place: Where backups are kept; made if it is not there.
        now: Bangkok wall clock.
        progress: Told how many files are copied, and of how many.

    Raises:
        ConflictError: If the place lies in the data directory, or has a backup of that minute.
        NotFoundError: If a file that the registry names vanishes meanwhile.
        SarabanError: If there is too little room.
    """
    if place.resolve().is_relative_to(settings.data.resolve()):
        raise ConflictError("backup-inside", file=str(place))
    folder = place / f"saraban-{now.year + BUDDHIST_ERA}{now:-%m-%d-%H%M}"
    if folder.exists():
        raise ConflictError("backup-exists", file=str(folder))
    place.mkdir(parents=True, exist_ok=True)
    _refuse_too_little_room(place, settings.data)
    # Under another name until it is whole: what bears the name of a backup is one.
    part = Path(mkdtemp(dir=place, prefix=".part-"))
    try:
        database.copy_to(part / DATABASE)
        head, named = _of_copy(part / DATABASE)
        # Listed only now: whatever the copied registry names is there by this time.
        listed = sorted(_files(settings.data))
        files = []
        for number, name in enumerate(listed, start=1):
            if _copied(settings.data, part, name, needed=name in named):
                files.append(name)
            progress(number, len(listed))
        hashes = {name: file_sha256(part / name) for name in [DATABASE, *files]}
        manifest = {"schema": SCHEMA, "made": now.isoformat(), "audit_head": head, "files": hashes}
        write(part / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
        part.chmod(0o755)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    size = sum((folder / name).stat().st_size for name in hashes)
    return BackedUp(folder=folder, files=len(hashes), size=size, head=head)


def restore(
    backup: Path,
    data: Path,
    *,
    database: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Checked:
    """Bring a backup back into an empty data directory, and look through all of it.

    Args:
        backup: The folder that `back_up` made.
        data: The data directory; it must be empty or not there.
        database: Address of an empty PostgreSQL database to put the registry in; None: a file.
        progress: Told how many files are copied, and of how many.

    Raises:
        NotFoundError: If there is no backup.
        InputFileError: If a file of the backup is gone or is not the one that was backed up.
        ConflictError: If the data directory or the database is not empty, or the backup is of a newer program.
    """
    manifest = read_manifest(backup)
    if data.exists() and any(data.iterdir()):
        raise ConflictError("restore-not-empty", file=str(data))
    data.parent.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(dir=data.parent, prefix=".part-"))
    try:
        names = list(manifest["files"])
        for number, name in enumerate(names, start=1):
            _copy_known(backup, part, name, manifest["files"][name])
            progress(number, len(names))
        settings = Settings.of(part, database)
        checked = _filled(settings, part / DATABASE, manifest["audit_head"])
        part.chmod(0o755)
        if data.exists():
            data.rmdir()
        part.rename(data)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return checked


def read_manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself.

    Raises:
        NotFoundError: If there is no backup.
        InputFileError: If its manifest cannot be read.
    """
    path = backup / MANIFEST
    if not path.is_file():
        raise NotFoundError("no-backup", file=str(backup))
    try:
        manifest: dict[str, Any] = json.loads(path.read_bytes())
        known = manifest["schema"] == SCHEMA and DATABASE in manifest["files"] and "audit_head" in manifest
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise InputFileError("backup-damaged", file=str(path))
    return manifest


def _filled(settings: Settings, copy: Path, head: str) -> Checked:
    """The registry where it is wanted, looked through."""
    if settings.database_address is not None:
        target = Database.create(settings.database_address)
        try:
            with target.reading() as store:
                if store.audit.verify().rows:
                    raise ConflictError("restore-database-not-empty")
            target.fill_from(copy)
        finally:
            target.close()
        for path in copy.parent.glob(f"{DATABASE}*"):
            path.unlink()
    desk = Desk.open(settings)
    try:
        return check_data(desk, known_head=head)
    finally:
        desk.database.close()


def _files(data: Path) -> Iterator[str]:
    for folder, _, names in os.walk(data):
        for name in names:
            path = (Path(folder) / name).relative_to(data)
            if path.parts[0] not in LEFT_OUT and not name.endswith(".tmp"):
                yield path.as_posix()


def _refuse_too_little_room(place: Path, data: Path) -> None:
    registry = data / DATABASE
    paths = [registry, *(data / name for name in _files(data))]
    needed = sum(_size(path) for path in paths)
    if shutil.disk_usage(place).free < needed:
        raise SarabanError("database-disk-full", file=str(place))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _copied(data: Path, part: Path, name: str, *, needed: bool) -> bool:
    """Whether a file was copied: a draft, or what a refused act took back, may vanish while work goes on."""
    try:
        _copy(data / name, part / name)
    except FileNotFoundError as error:
        if needed:
            raise NotFoundError("check-file-gone", file=name) from error
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _copy_known(backup: Path, data: Path, name: str, sha256: str) -> None:
    source = backup / name
    if not (data / name).resolve().is_relative_to(data.resolve()):
        raise InputFileError("backup-damaged", file=str(backup / MANIFEST))
    if not source.is_file() or file_sha256(source) != sha256:
        raise InputFileError("backup-file-changed", file=str(source))
    _copy(source, data / name)


def _of_copy(copy: Path) -> tuple[str, set[str]]:
    """The head of the audit of a copied registry, and the files that it names."""
    database = Database.open(copy)
    try:
        with database.reading() as store:
            return store.audit.verify().head, {one.path for one in store.soundness.files()}
    finally:
        database.close()
