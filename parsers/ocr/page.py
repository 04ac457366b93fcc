"""One page read: its lines with places and confidence, what its stamps say, and which numbers are in doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parsers.ocr.engine import EngineError
from parsers.ocr.lines import in_doubt_beside, line_of
from parsers.ocr.preparation import Way, is_sideways, sheets
from parsers.ocr.rows import strips
from parsers.ocr.stamps import as_mark, asides, is_mark, large_print

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from circulars.source import Box
    from parsers.ocr.engine import OcrEngine
    from parsers.ocr.lines import OcrLine
    from parsers.ocr.preparation import Sheet
    from parsers.ocr.rows import Strip

#: A page read with less than this is prepared the second way too, and the better reading kept. Pages with notes by
#: hand are read with 0.90 either way; only where print itself was hard to read does smoothing help.
GOOD: Final = 0.88
#: A page read with less than this may lie on its side or head, where its marks do not tell.
_UPSIDE_DOWN: Final = 0.75
#: With fewer letters than this a page holds no text.
_FEW_LETTERS: Final = 6
#: No page has so many rows; a picture of gravel has.
_MOST_ROWS: Final = 300
#: A page with less ink than this share is blank.
_BLANK: Final = 0.0008
#: More ink, or more pieces of it, than any page of writing has: perhaps a photograph. A few of its rows are tried.
_CROWDED: Final = (0.16, 6000)
_TRIED: Final = 6
#: Thai words, however badly scanned, are read better than this; pictures and scrawls are not.
_READABLE: Final = 0.6


class Unread(StrEnum):
    """Why a page gave no text."""

    BLANK = "page-blank"
    PICTURE = "page-no-text"
    ENGINE = "page-not-read"


class Stamp(NamedTuple):
    """What a receipt stamp or other coloured ink says; no part of the letter's own text."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """A page as read; boxes are in points from its top left corner, confidence is from 0 to 1."""

    lines: tuple[OcrLine, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    confidence: float = 0.0
    unread: Unread | None = None
    reason: str = ""  #: the kind of the engine's failure
    facts: tuple[tuple[str, str], ...] = ()
    crowded: bool = False  #: a photograph, by its ink: whichever way up, there is nothing to read
    dropped: int = 0  #: scrawls and other ink that was not taken for lines

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


def read_page(picture: npt.NDArray[np.uint8], *, engine: OcrEngine, unit: float) -> OcrPage:
    """What stands on a page.

    The page may lie on its side or head, be crooked, noisy or stamped over, or be two
    pages side by side, which are then read one after the other.

    Args:
        picture: Grey values, or red, green and blue in the last dimension.
        engine: What reads the lines.
        unit: Points a pixel, for the boxes.
    """
    try:
        return _read(_greyed(picture), engine, unit)
    except EngineError as error:
        return OcrPage(unread=Unread.ENGINE, reason=error.kind, facts=tuple(sorted(error.facts.items())))


def _read(picture: npt.NDArray[np.uint8], engine: OcrEngine, unit: float) -> OcrPage:
    quarter = 1 if is_sideways(picture) else 0
    found = sheets(picture, unit, quarter=quarter)
    on_head = found[0].on_head
    if on_head:
        quarter += 2
        found = sheets(picture, unit, quarter=quarter)
    page = _sheets_read(found, engine)
    if page.unread is Unread.BLANK or page.crowded:
        return page
    if on_head is None and page.confidence < _UPSIDE_DOWN:
        upright = max(range(4), key=lambda turn: (_taste(picture, engine, unit, turn), turn == quarter))
        if upright != quarter:
            quarter, page = upright, _sheets_read(sheets(picture, unit, quarter=upright), engine)
    if page.unread is None and page.confidence < GOOD:
        smooth = _sheets_read(sheets(picture, unit, quarter=quarter, way=Way.SMOOTH), engine)
        page = replace(max(page, smooth, key=_worth), stamps=page.stamps)
    return page


def _taste(picture: npt.NDArray[np.uint8], engine: OcrEngine, unit: float, quarter: int) -> float:
    """How well a few of the widest rows read with the page so turned: enough to tell which way is up."""
    found = sheets(picture, unit, quarter=quarter)
    rows = [(strip, sheet) for sheet in found for strip in strips(sheet)]
    widest = sorted(rows, key=lambda row: -row[0].picture.shape[1])[:_TRIED]
    read = engine.read([strip.picture for strip, _ in widest])
    lines = [line_of(strip, one, sheet) for (strip, sheet), one in zip(widest, read, strict=True)]
    return _worth(OcrPage(lines=tuple(lines)))


def _worth(page: OcrPage) -> float:
    """How much was read, and how surely: what is read with less than a scrawl's confidence counts against it."""
    return sum(sure - _READABLE for line in page.lines for sure in line.letters)


def _sheets_read(found: Sequence[Sheet], engine: OcrEngine) -> OcrPage:
    parts = [_sheet_read(sheet, engine) for sheet in found]
    if len(parts) == 1:
        return parts[0]
    lines = tuple(line for part in parts for line in part.lines)
    return OcrPage(
        lines=lines,
        stamps=tuple(stamp for part in parts for stamp in part.stamps),
        confidence=mean_of(lines),
        unread=None if lines else parts[0].unread,
        dropped=sum(part.dropped for part in parts),
    )


def _sheet_read(sheet: Sheet, engine: OcrEngine) -> OcrPage:
    if sheet.letters < _FEW_LETTERS and sheet.coloured is None:
        return OcrPage(unread=Unread.BLANK if sheet.ink.mean() < _BLANK else Unread.PICTURE)
    cut = strips(sheet)
    if len(cut) > _MOST_ROWS or _is_photograph(sheet, cut, engine):
        return OcrPage(unread=Unread.PICTURE, crowded=True)
    large = large_print(sheet)
    aside = [*asides(sheet), *([large] if large else [])]
    aside_cut = [strips(one) for one in aside]
    read = engine.read([strip.picture for group in (cut, *aside_cut) for strip in group])
    lines = [line_of(strip, one, sheet) for strip, one in zip(cut, read, strict=False)]
    stamps: list[OcrLine] = []
    at = len(cut)
    for one, group in zip(aside, aside_cut, strict=True):
        stamps += [line_of(strip, reading, one) for strip, reading in zip(group, read[at:], strict=False)]
        at += len(group)
    printed = [stamps.pop() for _ in aside_cut[-1]] if large else []
    return _page(lines, stamps, printed)


def _is_photograph(sheet: Sheet, cut: Sequence[Strip], engine: OcrEngine) -> bool:
    """Whether there is too much ink for writing, and nothing can be read in a few rows of it."""
    ink, pieces = _CROWDED
    if sheet.ink.mean() < ink and sheet.letters < pieces:
        return False
    tried = cut[:: max(len(cut) // _TRIED, 1)]
    read = engine.read([strip.picture for strip in tried])
    lines = [line_of(strip, one, sheet) for strip, one in zip(tried, read, strict=False)]
    return not any(line.is_writing for line in lines)


def _page(lines: list[OcrLine], stamps: list[OcrLine], printed: list[OcrLine]) -> OcrPage:
    """The page of what can be believed to be lines; marks of urgency belong to the letter, whatever their colour.

    ``printed`` is what was read in large print alone; it counts where no mark was read on the way.
    """
    kept = [line for line in lines if line.is_writing]
    marks = [line for line in stamps if is_mark(line.text)]
    if not any(is_mark(line.text) for line in (*kept, *marks)):
        marks += [mark for line in printed if (mark := as_mark(line)) is not None][:1]
    scrawls = [line.box for line in lines if not line.is_writing and line.letters]
    kept = [in_doubt_beside(line, scrawls) for line in kept]
    for mark in marks:
        place = next((at for at, line in enumerate(kept) if line.box[1] > mark.box[1]), len(kept))
        kept.insert(place, mark)
    readable = [stamp for stamp in stamps if stamp.is_writing and stamp not in marks]
    sure = mean_of(kept)
    if sum(len(line.letters) for line in kept) < _FEW_LETTERS or sure < _READABLE:
        kept, sure = [], 0.0
    return OcrPage(
        lines=tuple(kept),
        stamps=tuple(Stamp(one.text, one.box, round(one.confidence, 3)) for one in readable),
        confidence=sure,
        unread=None if kept else Unread.PICTURE,
        dropped=len(lines) - len(kept) + len(marks),
    )


def mean_of(lines: Sequence[OcrLine]) -> float:
    """The mean confidence over all that was read on the lines."""
    letters = [one for line in lines for one in line.letters]
    return round(sum(letters) / len(letters), 4) if letters else 0.0


def _greyed(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Without colours where there are none."""
    if picture.ndim == 2:
        return picture
    sample = picture[::7, ::7].astype(np.int16)
    if int((sample.max(axis=2) - sample.min(axis=2)).max()) < 12:
        return np.ascontiguousarray(picture[:, :, 1])
    return picture
