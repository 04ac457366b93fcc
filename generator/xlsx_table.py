"""Tables as Excel workbooks (.xlsx) that print on A4: a sheet a table, headings repeated, sums in the last row."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from circulars.listing import Cell, ListColumn, Listing

FONT = "TH SarabunPSK"
A4 = 9
#: The same tables must give the same bytes.
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zones
LINE_HEIGHT = 23.0
#: Characters of a name of a sheet at most, and those it must not hold.
NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
#: Wider than this, a page is turned.
PORTRAIT_WIDTH = 92.0
#: Thai letters per unit of column width at 16 points.
LETTERS_PER_WIDTH = 0.92


def tables_xlsx(tables: Sequence[Listing]) -> bytes:
    """The tables as one workbook; the same bytes for the same tables."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": tables[0].title if tables else "", "author": "", "created": MADE})
    names: set[str] = set()
    formats = _formats(book)
    for number, one in enumerate(tables, start=1):
        _Table(book, book.add_worksheet(_sheet_name(one, number, names)), one, formats).write()
    book.close()
    return out.getvalue()


def _sheet_name(one: Listing, number: int, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has; never cut between a letter and its marks."""
    name = _NOT_IN_NAMES.sub("-", one.name or one.title).strip()[:NAME_LENGTH] or str(number)
    if len(name) == NAME_LENGTH:
        while unicodedata.category(name[-1]) == "Mn":
            name = name[:-1]
    if name.lower() in taken:
        name = f"{name[: NAME_LENGTH - 5]} ({number})"
    taken.add(name.lower())
    return name


class _Table:
    """One sheet, written from the top down."""

    def __init__(self, book: Workbook, sheet: Worksheet, one: Listing, formats: dict[str, Format]) -> None:
        self.book, self.sheet, self.one, self.formats = book, sheet, one, formats
        self.marks = {
            text: book.add_format({**BASE, "border": 1, "align": "center", "bg_color": f"#{colour}"})
            for text, colour in one.marks
        }
        self.row = 0

    def write(self) -> None:
        """The whole sheet, and how it prints."""
        one, sheet = self.one, self.sheet
        for at, column in enumerate(one.columns):
            sheet.set_column(at, at, column.width)
        sheet.set_paper(A4)
        if sum(column.width for column in one.columns) > PORTRAIT_WIDTH:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&R&"{FONT},Regular"&14&P/&N')
        self._across(one.title, "title")
        for line in one.lines:
            self._across(line, "line")
        self._headings()
        for cells in one.rows:
            self._cells(cells, "")
        if one.total is not None:
            self._cells(one.total, "total-")

    def _across(self, text: str, style: str) -> None:
        last = len(self.one.columns) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", self.formats[style])
        self.sheet.write_string(self.row, 0, text, self.formats[style])
        room = sum(column.width for column in self.one.columns) * LETTERS_PER_WIDTH
        factor = 1.3 if style == "title" else 1.0
        self.sheet.set_row(
            self.row, LINE_HEIGHT * factor * max(1, -(-int(_letters(text) * factor) // int(room)))
        )
        self.row += 1

    def _headings(self) -> None:
        tall = max((_lines(column.title, column) for column in self.one.columns), default=1)
        for at, column in enumerate(self.one.columns):
            self.sheet.write_string(self.row, at, column.title, self.formats["heading"])
        self.sheet.set_row(self.row, LINE_HEIGHT * tall)
        self.sheet.repeat_rows(self.row)
        self.sheet.freeze_panes(self.row + 1, self.one.frozen)
        self.row += 1

    def _cells(self, cells: Sequence[Cell], style: str) -> None:
        tall = 1
        for at, (column, cell) in enumerate(zip(self.one.columns, cells, strict=True)):
            look = self.formats[style + _kind(column, cell)]
            if cell is None:
                self.sheet.write_blank(self.row, at, None, look)
            elif isinstance(cell, str):
                self.sheet.write_string(self.row, at, cell, self.marks.get(cell, look))
                tall = max(tall, _lines(cell, column))
            else:
                self.sheet.write_number(self.row, at, cell, look)
        self.sheet.set_row(self.row, LINE_HEIGHT * tall)
        self.row += 1


BASE = {"font_name": FONT, "font_size": 16, "valign": "top", "text_wrap": True}


def _formats(book: Workbook) -> dict[str, Format]:
    framed = {**BASE, "border": 1}
    sums = {**framed, "bold": True, "top": 2, "bg_color": "#F2F2F2"}
    styles = {
        "title": {**BASE, "font_size": 20, "bold": True, "align": "center"},
        "line": {**BASE, "align": "center"},
        "heading": {**framed, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"},
        "text": framed,
        "centre": {**framed, "align": "center"},
        "number": {**framed, "align": "right", "num_format": "#,##0"},
        "decimal": {**framed, "align": "right", "num_format": "#,##0.00"},
        "total-text": sums,
        "total-centre": {**sums, "align": "center"},
        "total-number": {**sums, "align": "right", "num_format": "#,##0"},
        "total-decimal": {**sums, "align": "right", "num_format": "#,##0.00"},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def _kind(column: ListColumn, cell: Cell) -> str:
    if column.number:
        return "decimal" if isinstance(cell, float) and not cell.is_integer() else "number"
    return "centre" if column.centre else "text"


def _lines(text: str, column: ListColumn) -> int:
    room = max(1, int(column.width * LETTERS_PER_WIDTH))
    return sum(max(1, -(-_letters(line) // room)) for line in text.split("\n"))


def _letters(text: str) -> int:
    return sum(unicodedata.category(one) != "Mn" for one in text)
