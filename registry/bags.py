"""Bags for hand-over (BagIt 1.0, RFC 8493): a folder that proves by itself that nothing in it was lost or changed.

Only what the RFC requires and archives ask for: SHA-256 manifests of the payload and of the tag files, and
``bag-info.txt``. The reference library comes as source alone and needs build tools where it is installed.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.errors import ConflictError, InputFileError
from registry.archive import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAYLOAD: Final = "data"
_DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGS, _INFO = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"
_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")
#: Characters that stand encoded in a manifest (RFC 8493, 2.1.3).
_ENCODED = (("%", "%25"), ("\n", "%0A"), ("\r", "%0D"))
#: Names of files that a message tells at most.
_TOLD = 5


def new_payload(folder: Path) -> Path:
    """The folder into which the files of a new bag are written.

    Raises:
        ConflictError: If there is something in the bag's folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConflictError("bag-not-empty", file=str(folder))
    payload = folder / PAYLOAD
    payload.mkdir(parents=True, exist_ok=True)
    return payload


def close_bag(folder: Path, told: Mapping[str, str]) -> None:
    """Make a bag of what was written: every hash in the manifest, the facts in ``bag-info.txt``.

    ``bagit.txt`` comes last, so that an interrupted export is no bag.
    """
    files = _files(folder / PAYLOAD)
    size = sum(path.stat().st_size for path in files)
    facts = {**told, "Payload-Oxum": f"{size}.{len(files)}"}
    info = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts.items())
    write(folder / _INFO, info.encode())
    write(folder / _MANIFEST, _manifest(folder, files))
    write(folder / "bagit.txt", _DECLARATION.encode())
    tags = [folder / name for name in ("bagit.txt", _INFO, _MANIFEST)]
    write(folder / _TAGS, _manifest(folder, tags))


def sound_bag(folder: Path) -> Path:
    """The folder of the files of a bag, after every hash was compared.

    Raises:
        InputFileError: If it is no bag, or a file is missing, too much or changed; the message names the files.
    """
    try:
        declared = (folder / "bagit.txt").read_text(encoding="utf-8-sig")
        stated = _read_manifest(folder / _MANIFEST)
        tags = _read_manifest(folder / _TAGS) if (folder / _TAGS).exists() else {}
    except (OSError, ValueError) as error:
        raise InputFileError("bag-none", file=str(folder)) from error
    if not declared.startswith("BagIt-Version:"):
        raise InputFileError("bag-none", file=str(folder))
    there = {path.relative_to(folder).as_posix() for path in _files(folder / PAYLOAD)}
    wrong = sorted(there ^ stated.keys())
    for name, hashed in {**stated, **tags}.items():
        if name not in wrong and _inside(folder, name) and _sha256(folder / name) != hashed:
            wrong.append(name)
    if wrong:
        raise InputFileError("bag-changed", file=str(folder), names=", ".join(wrong[:_TOLD]))
    return folder / PAYLOAD


def _inside(folder: Path, name: str) -> bool:
    """Whether a name stays in the bag; one that leads out of it is as good as a wrong hash.

    Raises:
        InputFileError: If it does not.
    """
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise InputFileError("bag-changed", file=str(folder), names=name)
    return True


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _manifest(folder: Path, files: Iterable[Path]) -> bytes:
    lines = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        for char, code in _ENCODED:
            name = name.replace(char, code)
        lines.append(f"{_sha256(path)}  {name}\n")
    return "".join(lines).encode()


def _read_manifest(path: Path) -> dict[str, str]:
    stated: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        name = match[2].removeprefix("./")
        for char, code in reversed(_ENCODED):
            name = name.replace(code, char).replace(code.lower(), char)
        stated[name] = match[1].lower()
    return stated


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
