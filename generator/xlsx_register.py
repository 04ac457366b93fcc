"""Registers as Excel workbooks: a sheet for each series, for A4 paper laid across."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from generator.register_book import BookPart, RegisterBook

FONT = "TH SarabunPSK"
A4 = 9
#: The date of making inside the file: the same register must give the same bytes.
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zones
LINE_HEIGHT = 21.0
#: Thai letters, with their marks, per unit of column width at 14 points: rather too few than a row cut off.
LETTERS_PER_WIDTH = 1.0


def register_xlsx(book: RegisterBook) -> bytes:
    """The register as a workbook; its headings are repeated on every sheet of paper."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"title": book.title, "created": MADE})
    formats = _formats(workbook)
    for place, part in enumerate(book.parts, start=1):
        _write(workbook.add_worksheet(_sheet_name(part.name, place)), book, part, formats)
    workbook.close()
    return out.getvalue()


def _write(sheet: Worksheet, book: RegisterBook, part: BookPart, formats: dict[str, Format]) -> None:
    last = len(book.columns) - 1
    for place, line in enumerate((book.title, *part.heading)):
        sheet.merge_range(place, 0, place, last, line, formats["title" if place == 0 else "centre"])
        sheet.set_row(place, LINE_HEIGHT * (1.3 if place == 0 else 1))
    head = 1 + len(part.heading)
    for at, column in enumerate(book.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(head, at, column.title, formats["heading"])
    sheet.set_row(head, LINE_HEIGHT * 2)
    for place, row in enumerate(part.rows, start=head + 1):
        for at, text in enumerate(row.cells):
            # Struck out, but not what says so and why.
            struck = row.cancelled and at < last - 1
            sheet.write_string(place, at, text, formats["cancelled" if struck else "cell"])
        sheet.set_row(place, LINE_HEIGHT * _lines(row.cells, [one.width for one in book.columns]))
    for place, line in enumerate(part.closing, start=head + len(part.rows) + 2):
        sheet.merge_range(place, 0, place, last, line, formats["closing"])
        sheet.set_row(place, LINE_HEIGHT * 1.6)
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.autofilter(head, 0, head + max(len(part.rows), 1), last)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{book.printed}&R&P/&N")


def _lines(cells: tuple[str, ...], widths: list[float]) -> int:
    needed = [
        -(-len(text) // int(width * LETTERS_PER_WIDTH)) for text, width in zip(cells, widths, strict=True)
    ]
    return max(1, *needed)


def _sheet_name(name: str, place: int) -> str:
    """A name that Excel takes: short, and none of the signs it refuses."""
    return re.sub(r"[\[\]:*?/\\]", "-", name)[:28] or f"{place}"


def _formats(book: Workbook) -> dict[str, Format]:
    base = {"font_name": FONT, "font_size": 14, "text_wrap": True, "valign": "top"}
    styles = {
        "title": {**base, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"},
        "closing": {**base, "align": "right", "valign": "vcenter"},
        "centre": {**base, "align": "center", "valign": "vcenter"},
        "heading": {
            **base,
            "border": 1,
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#E7E6E6",
        },
        # As text: a number keeps its Thai digits, a date its Buddhist year.
        "cell": {**base, "border": 1, "num_format": "@"},
        "cancelled": {
            **base,
            "border": 1,
            "num_format": "@",
            "font_strikeout": True,
            "font_color": "#808080",
        },
    }
    return {name: book.add_format(style) for name, style in styles.items()}
