"""A letter's table as WordprocessingML (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from generator.sentences import LINE_BREAK
from generator.table_layout import column_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.words import Line

TWIPS_PER_CM = 567
#: What is centred in its cell.
_NUMBER = re.compile(r"[0-9๐-๙,.–-]*")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(rows: Sequence[Line]) -> str:
    """The table of the lines of its rows; its headings come again on every page."""
    widths = [round(one * TWIPS_PER_CM) for one in column_widths(rows)]
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        f'<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + "".join(_row(line, widths) for line in rows)
        + "</w:tbl>"
    )


def _row(line: Line, widths: Sequence[int]) -> str:
    header = "<w:tblHeader/>" if line.style == "table-head" else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_cell(words, line.style)}</w:tc>'
        for words, width in zip(line.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cell(words: str, style: str) -> str:
    name = "Cell" if style == "table-row" else "CellHead"
    centred = '<w:jc w:val="center"/>' if style == "table-row" and _NUMBER.fullmatch(words) else ""
    text = escape(words, quote=False).replace(LINE_BREAK, '</w:t><w:br/><w:t xml:space="preserve">')
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if words else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{centred}</w:pPr>{run}</w:p>'
