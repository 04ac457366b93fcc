"""Tables of PDF pages that are ruled: the lines tell the cells, the text layer their words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pdfplumber

from circulars.source import Box, Passage, Table
from parsers.pdf_document import DAMAGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.source import Word
    from parsers.joined import PageText

#: Fewer lines and shapes make no table; more are a drawing.
FEWEST, MOST = 4, 2000


def ruled_tables(data: bytes, pages: Mapping[int, PageText]) -> tuple[Table, ...]:
    """The ruled tables of some pages, by their number from 0, their passages counted from each page's own beginning."""
    if not pages:
        return ()
    found: list[Table] = []
    try:
        with pdfplumber.open(BytesIO(data), pages=[number + 1 for number in sorted(pages)]) as pdf:
            for page in pdf.pages:
                found += _of_page(page, pages[page.page_number - 1])
    except DAMAGE:
        return tuple(found)
    return tuple(found)


def _of_page(page: pdfplumber.page.Page, text: PageText) -> list[Table]:
    left, top = page.cropbox[0] - page.mediabox[0], page.mediabox[3] - page.cropbox[3]
    found = []
    for table in page.find_tables():
        rows = [[_moved(cell, left, top) for cell in row.cells if cell is not None] for row in table.rows]
        made = _table(rows, text, page.page_number)
        if made is not None:
            found.append(made)
    return found


def _moved(cell: Box, left: float, top: float) -> Box:
    return (cell[0] - left, cell[1] - top, cell[2] - left, cell[3] - top)


def _table(rows: Sequence[Sequence[Box]], text: PageText, page: int) -> Table | None:
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    inside = [word for word in text.words if any(_holds(cell, word) for cell in cells)]
    if not inside:
        return None
    words = tuple(
        tuple(_read([word for word in inside if _holds(cell, word)], text.text) for cell in row)
        for row in rows
    )
    if sum(bool(cell) for row in words for cell in row) < 4:
        return None
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return Table(
        page=page,
        rows=words,
        passage=Passage(start=min(word.start for word in inside), end=max(word.end for word in inside)),
        box=(round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2)),
    )


def _holds(cell: Box, word: Word) -> bool:
    if word.box is None:
        return False
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _read(words: Sequence[Word], text: str) -> str:
    """The words of a cell, its lines divided by line ends."""
    read, at = "", None
    for word in words:
        if at is not None:
            between = text[at : word.start]
            read += between if not between.strip(" ") else "\n"
        read += text[word.start : word.end]
        at = word.end
    return read
