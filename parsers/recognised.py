"""Pages of a PDF whose own text cannot be trusted, read from their picture instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.reading import IssueKind, Severity
from circulars.source import TextFrom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.reading import Issue
    from parsers.input_file import InputFile
    from parsers.joined import PageText
    from parsers.text_layer import Flaw


def recognised(
    file: InputFile, layers: Sequence[PageText], flaws: Sequence[Flaw | None]
) -> tuple[list[PageText], tuple[TextFrom, ...]]:
    """The pages, those with a flaw read by text recognition, and how each was had.

    The reason stays as a finding: an information once the page was read from its picture. A
    page that recognition finds no text on keeps its own.
    """
    pages = list(layers)
    text_from = [TextFrom.TEXT_LAYER] * len(pages)
    flawed = [index for index, flaw in enumerate(flaws) if flaw is not None]
    if not flawed:
        return pages, tuple(text_from)
    from parsers.ocr.jobs import read_pages
    from parsers.ocr.pdf_page import PdfPage
    from parsers.ocr.source import page_text

    read = read_pages([PdfPage(file.data, index) for index in flawed], file.ocr)
    for index, page in zip(flawed, read, strict=True):
        found = page_text(page, index + 1)
        reasons = pages[index].issues
        if found.text.strip():
            text_from[index] = TextFrom.OCR
            pages[index] = replace(found, issues=(*map(_as_information, reasons), *found.issues))
        elif pages[index].text.strip():
            pages[index] = replace(pages[index], issues=(*reasons, *found.issues))
        else:
            pages[index] = replace(found, issues=_of_empty(reasons, found.issues))
    return pages, tuple(text_from)


def _as_information(reason: Issue) -> Issue:
    return replace(reason, severity=Severity.INFO)


def _of_empty(reasons: Sequence[Issue], found: Sequence[Issue]) -> tuple[Issue, ...]:
    """A blank page has no text layer to lack; of any other the reason is kept."""
    if any(issue.kind is IssueKind.PAGE_BLANK for issue in found):
        return tuple(found)
    return (*reasons, *found)
