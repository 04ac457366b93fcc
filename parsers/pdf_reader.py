"""Reads PDF files that have a text layer: every line in reading order, every letter with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from circulars.errors import InputFileError
from circulars.reading import Severity
from circulars.source import SourceText, TextFrom, Word, page_lines
from parsers.signatures import is_pdf
from parsers.text_layer import Flaw, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.reading import Issue
    from circulars.source import Line
    from parsers.input_file import InputFile
    from parsers.pdf_device import DrawnPage
    from parsers.pdf_lines import Piece

Page: TypeAlias = "list[list[Piece]]"

#: A page with fewer letters, and a picture over so much of it, is a scan.
_FEW_LETTERS = 25
_MUCH_PICTURE = 0.3
#: So many lines and shapes are letters drawn as outlines.
_MANY_DRAWINGS = 200


class PdfReader:
    """PDF files, by their own text; pages whose text cannot be trusted are reported as issues."""

    format = "PDF"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are a PDF, sound or not."""
        return is_pdf(data)

    def read(self, file: InputFile) -> SourceText:
        """The text of all pages.

        Raises:
            InputFileError: If the file is locked, damaged, too large for a letter, or has no text at all.
        """
        from parsers.pdf_document import draw_pages
        from parsers.pdf_glyphs import settled
        from parsers.pdf_lines import lines

        drawn = draw_pages(file)
        pages = [lines(glyphs) for glyphs in settled([page.glyphs if page else () for page in drawn])]
        if not any(pages):
            raise InputFileError(_reason_for_no_text(drawn), file=file.name)
        raw, records = page_lines([_text(page) for page in pages])
        return SourceText(
            name=file.name,
            sha256=file.sha256,
            raw=raw,
            lines=records,
            text_from=(TextFrom.TEXT_LAYER,) * len(pages),
            words=tuple(_words(pages)),
            issues=tuple(_issues(drawn, raw, records)),
        )


def _reason_for_no_text(drawn: Sequence[DrawnPage | None]) -> str:
    if any(page is None for page in drawn):
        return "pdf-damaged"
    return (
        "pdf-is-pictures" if any(page and (page.pictures or page.drawings) for page in drawn) else "pdf-empty"
    )


def _text(page: Page) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in page)


def _words(pages: Sequence[Page]) -> Iterator[Word]:
    """The letters that stand somewhere, each with its marks, at their places in the raw text."""
    offset = 0
    for page in pages:
        for line in page or [[]]:
            for piece in line:
                end = offset + len(piece.text)
                if piece.box is not None:
                    yield Word(start=offset, end=end, box=piece.box)
                offset = end
            offset += 1


def _issues(drawn: Sequence[DrawnPage | None], raw: str, lines: Sequence[Line]) -> Iterator[Issue]:
    """A finding for each page that cannot be trusted."""
    for number, (page, text) in enumerate(zip(drawn, judged(raw, lines), strict=True), start=1):
        flaw = _flaw_of_drawing(page, text.text) or text.flaw
        if flaw is None and _is_recognised(page):
            flaw = Flaw("layer-recognised", severity=Severity.WARNING)
        if flaw is not None:
            yield flaw.issue(number)


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
