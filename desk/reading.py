"""Reading files (อ่าน): how an office reads, and many files read side by side."""

from __future__ import annotations

from collections import deque
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from circulars.errors import InputFileError, SarabanError
from desk.lexicon import office_words
from desk.workers import asked_workers, workers
from parsers import opened, parse, read, read_file
from parsers.contents import files_in
from parsers.input_file import InputFile, Limits, OcrSettings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from circulars.reading import Reading
    from circulars.source import SourceText
    from circulars.thai_calendar import OfficeCalendar
    from desk.workers import Workers
    from parsers.corrections import OfficeWords

#: A file whose bytes were taken: one by itself, or one out of an archive or a mail.
OpenedFile: TypeAlias = InputFile

#: In an office's data directory: pages that were read before.
PAGES = "cache/pages"
#: Files read ahead of the one that is waited for, a process.
_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """A file and its text, or why it could not be opened or read."""

    file: OpenedFile | None
    source: SourceText | SarabanError
    alone: bool  #: the only one that was asked for

    def text(self) -> SourceText:
        """The text.

        Raises:
            SarabanError: If there is none.
        """
        if isinstance(self.source, SarabanError):
            raise self.source
        return self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWay:
    """How files are read: the engine for pictures, pages kept from before, the office's own words."""

    ocr: OcrSettings = field(default_factory=OcrSettings)
    words: OfficeWords = ()
    cluster: str | None = None  #: the address of the Dask cluster that reads; None: this machine

    @classmethod
    def of(
        cls,
        data: Path,
        *,
        engine: str | None = None,
        progress: Callable[[int, int], None] | None = None,
        workers: str | None = None,
    ) -> ReadingWay:
        """The way of the office in a data directory; where none was set up nothing is kept.

        Raises:
            InputFileError: If the office's lexicon is damaged.
            UsageError: If the workers are neither so many nor a cluster.
        """
        count, cluster = asked_workers(workers)
        ocr = OcrSettings(
            workers=count,
            engine=engine or OcrSettings().engine,
            cache=data / PAGES if data.is_dir() else None,
            progress=progress,
        )
        return cls(ocr=ocr, words=office_words(data), cluster=cluster)

    def source(self, file: Path | OpenedFile) -> SourceText:
        """The text of a file.

        Raises:
            InputFileError: If it cannot be read.
        """
        return read(file, ocr=self.ocr) if isinstance(file, Path) else read_file(file)

    def reading(
        self,
        source: SourceText,
        calendar: OfficeCalendar,
        received: dt.datetime | dt.date | None = None,
    ) -> Reading:
        """What the text says."""
        return parse(source, received=received, calendar=calendar, office_words=self.words)

    def texts(self, paths: Sequence[Path]) -> Iterator[FileText]:
        """The texts of files and of those within them, in their order; several files are read at once."""
        if len(paths) == 1:
            yield from self._within(paths[0])
            return
        told = self.ocr.progress or (lambda _done, _all: None)
        # Where files are read side by side, each reads its pages one after the other.
        # Another machine does not have the office's folder of pages.
        pages = None if self.cluster else self.ocr.cache
        quiet = replace(self.ocr, workers=1, progress=None, cache=pages)
        waiting: deque[tuple[OpenedFile, Future[SourceText | SarabanError]] | SarabanError] = deque()
        with workers(self.cluster, self.ocr.workers, len(paths)) as pool:
            for done, path in enumerate(paths):
                try:
                    waiting.extend((one, pool.submit(_read, one)) for one in opened(path, ocr=quiet))
                except SarabanError as failure:
                    waiting.append(failure)
                while len(waiting) > _AHEAD * pool.count:
                    yield _finished(waiting.popleft(), pool)
                told(done, len(paths))
            while waiting:
                yield _finished(waiting.popleft(), pool)
        told(len(paths), len(paths))

    def named(self, name: str, data: bytes) -> OpenedFile:
        """A file that lies on no disk, by its bytes."""
        return InputFile(name=name, data=data, limits=Limits(), ocr=self.ocr)

    def texts_in(self, file: OpenedFile) -> Iterator[FileText]:
        """The texts of the files within a file, or of itself."""
        yield from _texts(lambda: files_in(file))

    def _within(self, path: Path) -> Iterator[FileText]:
        yield from _texts(lambda: opened(path, ocr=self.ocr))


def _texts(unpacked: Callable[[], Sequence[OpenedFile]]) -> Iterator[FileText]:
    try:
        files = unpacked()
    except SarabanError as failure:
        yield FileText(file=None, source=failure, alone=True)
        return
    for one in files:
        yield FileText(file=one, source=_read(one), alone=len(files) == 1)


def _finished(
    one: tuple[OpenedFile, Future[SourceText | SarabanError]] | SarabanError, pool: Workers
) -> FileText:
    if isinstance(one, SarabanError):
        return FileText(file=None, source=one, alone=False)
    file, reading = one
    try:
        return FileText(file=file, source=pool.result(reading, _read, file), alone=False)
    except BrokenExecutor:
        return FileText(file=file, source=InputFileError("reading-broken", file=file.name), alone=False)


def _read(file: OpenedFile) -> SourceText | SarabanError:
    try:
        return read_file(file)
    except SarabanError as failure:
        return failure
