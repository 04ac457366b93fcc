"""Reads PDF files: every line in reading order, every letter with its place; by text recognition where need be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from circulars.errors import InputFileError
from circulars.reading import IssueKind, Severity
from circulars.source import Word, page_lines
from parsers.joined import PageText, joined
from parsers.recognised import recognised
from parsers.signatures import is_pdf
from parsers.text_layer import Flaw, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.source import Line, SourceText
    from parsers.input_file import InputFile
    from parsers.pdf_device import DrawnPage
    from parsers.pdf_lines import Piece

Page: TypeAlias = "list[list[Piece]]"

#: A page with fewer letters, and a picture over so much of it, is a scan.
_FEW_LETTERS = 25
_MUCH_PICTURE = 0.3
#: So many lines and shapes are letters drawn as outlines.
_MANY_DRAWINGS = 60


class PdfReader:
    """PDF files, by their own text; pages whose text cannot be trusted are read from their picture, and that is said."""

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
        texts = [_text(page) for page in pages]
        flaws = _flaws(drawn, *page_lines(texts))
        layers = [
            PageText(text, tuple(_words(page)), () if flaw is None else (flaw.issue(number),), ())
            for number, (text, page, flaw) in enumerate(zip(texts, pages, flaws, strict=True), start=1)
        ]
        read, text_from = recognised(file, layers, flaws)
        if not any(page.text.strip() for page in read):
            raise _no_text(file, drawn, read)
        return joined(file, read, text_from)


def _no_text(file: InputFile, drawn: Sequence[DrawnPage | None], read: Sequence[PageText]) -> InputFileError:
    """Why there is nothing to read: what text recognition lacks, if it was needed, or what the file is."""
    missing = next(
        (issue for page in read for issue in page.issues if issue.kind is IssueKind.PAGE_NOT_READ), None
    )
    if missing is not None:
        facts = {
            name: value for name, value in missing.facts.items() if not name.startswith(("reason_", "page"))
        }
        return InputFileError(facts.pop("failure"), file=file.name, **facts)
    return InputFileError(_reason_for_no_text(drawn), file=file.name)


def _reason_for_no_text(drawn: Sequence[DrawnPage | None]) -> str:
    if any(page is None for page in drawn):
        return "pdf-damaged"
    return (
        "pdf-is-pictures" if any(page and (page.pictures or page.drawings) for page in drawn) else "pdf-empty"
    )


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
