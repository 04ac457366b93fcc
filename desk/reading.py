"""Reading files (อ่าน): how an office reads, and many files read side by side."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from circulars.errors import InputFileError, SarabanError
from desk.lexicon import office_words
from parsers import parse, read
from parsers.input_file import OcrSettings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from circulars.reading import Reading
    from circulars.source import SourceText
    from circulars.thai_calendar import OfficeCalendar
    from parsers.corrections import OfficeWords

#: In an office's data directory: pages that were read before.
PAGES = "cache/pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWay:
    """How files are read: the engine for pictures, pages kept from before, the office's own words."""

    ocr: OcrSettings = field(default_factory=OcrSettings)
    words: OfficeWords = ()

    @classmethod
    def of(
        cls, data: Path, *, engine: str | None = None, progress: Callable[[int, int], None] | None = None
    ) -> ReadingWay:
        """The way of the office in a data directory; where none was set up nothing is kept.

        Raises:
            InputFileError: If the office's lexicon is damaged.
        """
        ocr = OcrSettings(
            engine=engine or OcrSettings().engine,
            cache=data / PAGES if data.is_dir() else None,
            progress=progress,
        )
        return cls(ocr=ocr, words=office_words(data))

    def source(self, path: Path) -> SourceText:
        """The text of a file.

        Raises:
            InputFileError: If it cannot be read.
        """
        return read(path, ocr=self.ocr)

    def reading(
        self,
        source: SourceText,
        calendar: OfficeCalendar,
        received: dt.datetime | dt.date | None = None,
    ) -> Reading:
        """What the text says."""
        return parse(source, received=received, calendar=calendar, office_words=self.words)

    def sources(self, paths: Sequence[Path]) -> Iterator[SourceText | SarabanError]:
        """The texts of files in their order, or why one cannot be read; several files are read at once."""
        workers = min(self.ocr.workers or os.cpu_count() or 1, len(paths))
        if workers < 2:
            yield from (_read(path, self.ocr) for path in paths)
            return
        alone = replace(self.ocr, workers=1, progress=None)
        done = 0
        try:
            with ProcessPoolExecutor(workers) as pool:
                for source in pool.map(partial(_read, ocr=alone), paths):
                    done += 1
                    if self.ocr.progress is not None:
                        self.ocr.progress(done, len(paths))
                    yield source
        except BrokenProcessPool:
            yield from (InputFileError("reading-broken", file=path.name) for path in paths[done:])


def _read(path: Path, ocr: OcrSettings) -> SourceText | SarabanError:
    try:
        return read(path, ocr=ocr)
    except SarabanError as failure:
        return failure
