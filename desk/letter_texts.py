"""The whole text of every letter received, with its places on the pages: kept beside the originals, made again from them."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from circulars.errors import InputFileError
from circulars.source import Line, SourceText, TextFrom, Word
from parsers import read
from registry.archive import write

if TYPE_CHECKING:
    from pathlib import Path

    from registry.archive import Archive
    from registry.entries import Incoming

#: Goes up whenever a text would be kept differently.
_FORM: Final = 1
#: Level of zlib: beyond it texts get hardly smaller.
_LEVEL: Final = 3


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """The texts in a folder, by the hash of the original that each was read from."""

    folder: Path

    def keep(self, source: SourceText) -> None:
        """Keep the text of an original."""
        plain = {
            "form": _FORM,
            "name": source.name,
            "raw": source.raw,
            "lines": [(one.page, one.number, one.start, one.end) for one in source.lines],
            "text_from": [one.value for one in source.text_from],
            "words": [(one.start, one.end, one.box, one.confidence) for one in source.words],
        }
        packed = zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), _LEVEL)
        write(self._path(source.sha256), packed, lasting=False)

    def of(self, entry: Incoming, archive: Archive) -> SourceText:
        """The text of a letter; read again from its original where it was not kept.

        Raises:
            InputFileError: If the original is gone or cannot be read.
        """
        kept = self.kept(entry.sha256)
        if kept is None:
            kept = read(archive.absolute(entry.original))
            self.keep(kept)
        return kept

    def text(self, entry: Incoming, archive: Archive) -> str | None:
        """The raw text of a letter alone; None if it can no longer be read."""
        try:
            return self.of(entry, archive).raw
        except InputFileError:
            return None

    def kept(self, sha256: str) -> SourceText | None:
        """The text that is kept; None if none is, or it is of another form or damaged."""
        try:
            plain = json.loads(zlib.decompress(self._path(sha256).read_bytes()))
            return _source(plain, sha256) if plain["form"] == _FORM else None
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def drop(self, sha256: str) -> None:
        """Keep the text of an original no longer."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.json.z"


def _source(plain: dict[str, Any], sha256: str) -> SourceText:
    return SourceText(
        name=plain["name"],
        sha256=sha256,
        raw=plain["raw"],
        lines=tuple(
            Line(page=page, number=number, start=start, end=end)
            for page, number, start, end in plain["lines"]
        ),
        text_from=tuple(map(TextFrom, plain["text_from"])),
        words=tuple(
            Word(start=start, end=end, box=tuple(box) if box else None, confidence=sure)
            for start, end, box, sure in plain["words"]
        ),
    )
