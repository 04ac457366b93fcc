"""Pages read side by side on all cores, each from its picture."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from circulars.processes import process_pool
from parsers.ocr.cache import PageCache
from parsers.ocr.engine import EngineError, engine_of
from parsers.ocr.page import OcrPage, Unread, read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from parsers.input_file import OcrSettings


class PageSource(Protocol):
    """Gives the picture of one page; can be sent to another process."""

    def picture(self) -> tuple[npt.NDArray[np.uint8], float]:
        """Grey values or red, green and blue; and points a pixel."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is at hand."""

    pixels: npt.NDArray[np.uint8]
    unit: float

    def picture(self) -> tuple[npt.NDArray[np.uint8], float]:
        """The picture."""
        return self.pixels, self.unit


def read_pages(pages: Sequence[PageSource], settings: OcrSettings) -> list[OcrPage]:
    """All pages in their order.

    Raises:
        UsageError: If the settings name no engine.
    """
    # A function that tells of progress stays in this process.
    read = partial(_read, settings=replace(settings, progress=None))
    workers = min(settings.workers or os.cpu_count() or 1, len(pages))
    if workers < 2:
        return _told(map(read, pages), len(pages), settings)
    try:
        with process_pool(workers) as pool:
            return _told(pool.map(read, pages), len(pages), settings)
    except BrokenProcessPool:
        return [OcrPage(unread=Unread.ENGINE, reason="ocr-broken") for _ in pages]


def _told(read: Iterable[OcrPage], count: int, settings: OcrSettings) -> list[OcrPage]:
    """The pages, each told of as it is read."""
    pages: list[OcrPage] = []
    for page in read:
        pages.append(page)
        if settings.progress is not None:
            settings.progress(len(pages), count)
    return pages


def _read(page: PageSource, settings: OcrSettings) -> OcrPage:
    engine = engine_of(settings.engine)
    pixels, unit = page.picture()
    if settings.cache is None:
        return read_page(pixels, engine=engine, unit=unit)
    cache = PageCache(settings.cache)
    try:
        key = cache.key(pixels, unit, engine.name)
    except EngineError as error:
        return OcrPage(unread=Unread.ENGINE, reason=error.kind, facts=tuple(sorted(error.facts.items())))
    kept = cache.get(key)
    if kept is None:
        kept = read_page(pixels, engine=engine, unit=unit)
        cache.put(key, kept)
    return kept
