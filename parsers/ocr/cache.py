"""Pages that were read before, kept in a folder by the hash of their picture."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from parsers.ocr.lines import OcrCharacter, OcrDoubt, OcrLine
from parsers.ocr.page import OcrPage, Stamp, Unread

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: Goes up whenever pages would be read differently.
READING: Final = 8


@dataclass(frozen=True, slots=True)
class PageCache:
    """Finished pages in a folder; what is damaged there is as good as missing."""

    folder: Path

    def key(self, picture: npt.NDArray[np.uint8], unit: float, engine: str) -> str:
        """The name of a page: what it looks like, at what scale, and who reads it."""
        digest = hashlib.sha256(f"{READING} {engine} {picture.shape} {unit:.6f} ".encode())
        digest.update(picture.tobytes())
        return digest.hexdigest()

    def get(self, key: str) -> OcrPage | None:
        """The page, if it was read before."""
        try:
            return _page(json.loads(self._path(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, page: OcrPage) -> None:
        """Keep a page; pages that an engine failed on are not kept, and a full disk only costs time."""
        if page.unread is Unread.ENGINE:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(page), file, ensure_ascii=False)
            Path(name).replace(self._path(key))
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _page(kept: dict[str, Any]) -> OcrPage:
    lines = tuple(
        OcrLine(
            characters=tuple(OcrCharacter(text, _box(box), sure) for text, box, sure in line["characters"]),
            doubts=tuple(OcrDoubt(*doubt) for doubt in line["doubts"]),
            box=tuple(line["box"]),
        )
        for line in kept["lines"]
    )
    return OcrPage(
        lines=lines,
        stamps=tuple(Stamp(text, tuple(box), sure) for text, box, sure in kept["stamps"]),
        confidence=kept["confidence"],
        unread=None if kept["unread"] is None else Unread(kept["unread"]),
        dropped=kept["dropped"],
    )


def _box(kept: list[float] | None) -> Any:
    return None if kept is None else tuple(kept)
