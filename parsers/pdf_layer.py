"""What a PDF itself says that its pages read, and whether each may be trusted."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from circulars.reading import Severity
from circulars.source import Word, page_lines
from parsers.pdf_document import draw_pages
from parsers.pdf_glyphs import settled
from parsers.pdf_lines import lines
from parsers.text_layer import Flaw, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.source import Line
    from parsers.input_file import InputFile
    from parsers.pdf_device import DrawnPage
    from parsers.pdf_lines import Piece

Page: TypeAlias = "list[list[Piece]]"

#: A page with fewer letters, and a picture over so much of it, is a scan.
_FEW_LETTERS = 25
_MUCH_PICTURE = 0.3
#: So many lines and shapes are letters drawn as outlines.
_MANY_DRAWINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPage:
    """The text layer of one page."""

    text: str
    words: tuple[Word, ...]  #: letters with their marks, counted from the page's own beginning
    flaw: Flaw | None  #: why it cannot be trusted
    drawn: DrawnPage | None  #: None if the page's content is damaged


def layer_pages(file: InputFile) -> list[LayerPage]:
    """The text layer of every page.

    Raises:
        InputFileError: If the file is locked, damaged or too large for a letter.
    """
    with _uncollected():
        return _layers(draw_pages(file))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: of the hundred thousand small values made here none is, and looking takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _layers(drawn: list[DrawnPage | None]) -> list[LayerPage]:
    pages = [lines(glyphs) for glyphs in settled([page.glyphs if page else () for page in drawn])]
    texts = [_text(page) for page in pages]
    flaws = _flaws(drawn, *page_lines(texts))
    return [
        LayerPage(text=text, words=tuple(_words(page)), flaw=flaw, drawn=one)
        for text, page, flaw, one in zip(texts, pages, flaws, drawn, strict=True)
    ]


def _flaws(drawn: Sequence[DrawnPage | None], raw: str, lines: Sequence[Line]) -> list[Flaw | None]:
    """What is wrong with the text of each page."""
    return [
        _flaw_of_drawing(page, text.text)
        or text.flaw
        or (Flaw("layer-recognised", severity=Severity.WARNING) if _is_recognised(page) else None)
        for page, text in zip(drawn, judged(raw, lines), strict=True)
    ]


def _text(page: Page) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in page)


def _words(page: Page) -> Iterator[Word]:
    """The letters that stand somewhere, each with its marks, at their places in the page's text."""
    offset = 0
    for line in page:
        for piece in line:
            end = offset + len(piece.text)
            if piece.box is not None:
                yield Word(start=offset, end=end, box=piece.box)
            offset = end
        offset += 1


def _flaw_of_drawing(page: DrawnPage | None, text: str) -> Flaw | None:
    if page is None:
        return Flaw("layer-damaged")
    if sum(char.isalnum() for char in text) < _FEW_LETTERS:
        if page.pictures >= _MUCH_PICTURE:
            return Flaw("layer-picture")
        return Flaw("layer-drawn") if page.drawings >= _MANY_DRAWINGS else None
    return None


def _is_recognised(page: DrawnPage | None) -> bool:
    """Whether the text lies hidden under a picture of the page, as text recognition puts it."""
    return page is not None and page.pictures >= _MUCH_PICTURE and page.hidden * 10 > len(page.glyphs) * 9
