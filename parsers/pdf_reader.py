"""Reads PDF files: every line in reading order, every letter with its place; by text recognition where need be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from circulars.reading import IssueKind
from circulars.source import Passage, TextFrom
from parsers.codes import codes_on
from parsers.joined import PageText, joined
from parsers.recognised import recognised
from parsers.signatures import is_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.source import SourceText, Table
    from parsers.input_file import InputFile
    from parsers.pdf_layer import LayerPage


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
        from parsers.pdf_layer import layer_pages

        layers = layer_pages(file)
        texts = [
            PageText(one.text, one.words, () if one.flaw is None else (one.flaw.issue(number),), ())
            for number, one in enumerate(layers, start=1)
        ]
        read, text_from = recognised(file, texts, [one.flaw for one in layers])
        if not any(page.text.strip() for page in read):
            raise _no_text(file, layers, read)
        source = joined(file, read, text_from)
        return replace(
            source, tables=_tables(file, layers, source), codes=codes_on(file.data, _drawn_on(layers))
        )


def _drawn_on(layers: Sequence[LayerPage]) -> list[int]:
    """The pages that show more than letters."""
    return [
        at for at, one in enumerate(layers) if one.drawn is None or one.drawn.pictures or one.drawn.drawings
    ]


def _tables(file: InputFile, layers: Sequence[LayerPage], source: SourceText) -> tuple[Table, ...]:
    """The ruled tables of the pages that were read by their own text, in the words of the whole file."""
    from parsers.pdf_tables import FEWEST, MOST, ruled_tables

    ruled = {
        at: PageText(one.text, one.words, (), ())
        for at, one in enumerate(layers)
        if source.text_from[at] is TextFrom.TEXT_LAYER and one.drawn and FEWEST <= one.drawn.strokes <= MOST
    }
    starts: dict[int, int] = {}
    for line in source.lines:
        starts.setdefault(line.page, line.start)
    return tuple(
        replace(
            one,
            passage=Passage(
                start=one.passage.start + starts[one.page], end=one.passage.end + starts[one.page]
            ),
        )
        for one in ruled_tables(file.data, ruled)
    )


def _no_text(file: InputFile, layers: Sequence[LayerPage], read: Sequence[PageText]) -> InputFileError:
    """Why there is nothing to read: what text recognition lacks, if it was needed, or what the file is."""
    missing = next(
        (issue for page in read for issue in page.issues if issue.kind is IssueKind.PAGE_NOT_READ), None
    )
    if missing is not None:
        facts = {
            name: value for name, value in missing.facts.items() if not name.startswith(("reason_", "page"))
        }
        return InputFileError(facts.pop("failure"), file=file.name, **facts)
    return InputFileError(_reason_for_no_text(layers), file=file.name)


def _reason_for_no_text(layers: Sequence[LayerPage]) -> str:
    drawn = [one.drawn for one in layers]
    if any(page is None for page in drawn):
        return "pdf-damaged"
    return (
        "pdf-is-pictures" if any(page and (page.pictures or page.drawings) for page in drawn) else "pdf-empty"
    )
