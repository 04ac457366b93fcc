"""Report forms as Excel workbooks (.xlsx): what is to be filled in is open, all else is locked.

A form that comes back is known by a custom property and by the hidden sheet ``_meta``; its answers are
found by defined names, ``f_<column>_<row>``, wherever the cells have gone.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
import zipfile
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from circulars.thai_calendar import WEEKDAYS, long_date, thai_digits
from generator.zip_package import PackedPart, package, packed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from circulars.letter import Form, FormColumn

FONT = "TH SarabunPSK"
META_SHEET = "_meta"
A4 = 9
#: The date of making inside the file: the same form must give the same bytes.
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zones
#: Widths of columns in characters, by the kind of what they take.
WIDTHS = {"text": 30.0, "number": 16.0, "date": 20.0, "phone": 20.0, "id": 22.0}
NUMBER_WIDTH = 8.0
LINE_HEIGHT = 21.0
INPUT_HEIGHT = 27.0
#: Thai letters per unit of column width at 16 points; those above and below the line take no room.
LETTERS_PER_WIDTH = 1.15
#: How much larger the title's letters are.
TITLE_FACTOR = 1.4

#: What stands for the office in a workbook that is filled in later.
ID_TAG, OFFICE_TAG, CODE_TAG = "\ue001", "\ue002", "\ue003"
TAGS = re.compile(f"([{ID_TAG}{OFFICE_TAG}{CODE_TAG}])")
#: Letters that fit on the office's line whatever the columns.
LONG_OFFICE = 40


def form_xlsx(form: Form) -> bytes:
    """The form as a workbook for A4 paper; the same bytes for the same form.

    The forms of one directive differ in the office alone: the workbook is written once and filled in for each.
    """
    if len(form.office) > LONG_OFFICE or not form.office.isprintable() or not form.id.isprintable():
        # The height of the office's line, or how its signs are written, may be another.
        return _written(form)
    return package(
        [
            packed(part.name, _filled(part.pieces, form)) if isinstance(part, _Tagged) else part
            for part in _compiled(replace(form, id=ID_TAG, office=OFFICE_TAG, office_code=CODE_TAG))
        ]
    )


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A part of a workbook in which facts of the office stand: pieces, every second one a tag."""

    name: str
    pieces: tuple[str, ...]


@lru_cache(maxsize=64)
def _compiled(form: Form) -> tuple[PackedPart | _Tagged, ...]:
    """The parts of a workbook that holds tags in place of an office."""
    with zipfile.ZipFile(BytesIO(_written(form))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return tuple(
        _Tagged(name, tuple(TAGS.split(content.decode())))
        if any(tag.encode() in content for tag in (ID_TAG, OFFICE_TAG, CODE_TAG))
        else packed(name, content, level=9)
        for name, content in parts.items()
    )


def _filled(pieces: Sequence[str], form: Form) -> bytes:
    values = {ID_TAG: form.id, OFFICE_TAG: form.office, CODE_TAG: form.office_code}
    words = [escape(values[one], quote=False) if at % 2 else one for at, one in enumerate(pieces)]
    return "".join(words).encode()


def _written(form: Form) -> bytes:
    """The form as a workbook, cell by cell."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": form.title, "author": "", "created": MADE})
    for name, value in form_identity(form).items():
        book.set_custom_property(name, value, "text")
    sheet = book.add_worksheet(sheet_words()["sheet"])
    meta = book.add_worksheet(META_SHEET)
    _write_meta(meta, form)
    _Sheet(book, sheet, form).write()
    sheet.activate()
    book.close()
    return out.getvalue()


def form_identity(form: Form) -> dict[str, str]:
    """What a form is known by when it comes back."""
    return {"form_id": form.id, "form_version": str(form.version), "office_code": form.office_code}


def _write_meta(sheet: Worksheet, form: Form) -> None:
    """Keys and values in the first two columns, the answers of lists in the fourth."""
    facts = {
        **form_identity(form),
        "office": form.office,
        "rows": str(form.rows),
        "columns": ",".join(column.name for column in form.columns),
        "due": form.due.isoformat() if form.due else "",
    }
    for row, (name, value) in enumerate(facts.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    for row, answer in enumerate(sheet_words()["nil_answers"]):
        sheet.write_string(row, 3, answer)
    sheet.protect()
    sheet.very_hidden()


class _Sheet:
    """The sheet that people fill in, written from the top down."""

    def __init__(self, book: Workbook, sheet: Worksheet, form: Form) -> None:
        self.book, self.sheet, self.form = book, sheet, form
        self.formats = _formats(book)
        self.last_column = len(form.columns)
        self.row = 0

    def write(self) -> None:
        """The whole sheet, and how it prints."""
        self._set_up()
        self._across(self.form.title, "title")
        self._across(f"{sheet_words()['office']}  {self.form.office}", "centre")
        self._across(f"{sheet_words()['due']}  {due_words(self.form.due)}", "due")
        for instruction in self.form.instructions:
            self._across(instruction, "instruction")
        self.row += 1
        if self.form.nil:
            self._question("f_nil", sheet_words()["nil_question"], "nil")
        self._table()
        self.row += 1
        self._question("f_reporter", sheet_words()["reporter"], "text")
        self._question("f_reporter_phone", sheet_words()["reporter_phone"], "phone")
        self.sheet.print_area(0, 0, self.row - 1, self.last_column)

    def _set_up(self) -> None:
        sheet = self.sheet
        widths = [WIDTHS[column.kind] for column in self.form.columns]
        sheet.set_column(0, 0, NUMBER_WIDTH, self.formats["locked"])
        for number, width in enumerate(widths, start=1):
            sheet.set_column(number, number, width, self.formats["locked"])
        sheet.set_default_row(LINE_HEIGHT)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        if sum(widths) > 3 * WIDTHS["text"]:
            sheet.set_landscape()
        sheet.set_margins(left=0.8, right=0.8, top=0.8, bottom=0.8)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(
            f'&L&"{FONT},Regular"&12{sheet_words()["footer"]} {self.form.id}&R&"{FONT},Regular"&12&P/&N'
        )
        sheet.protect("", {"select_locked_cells": True, "format_rows": True})

    def _across(self, text: str, style: str) -> None:
        """A line over the whole width, as high as its words need."""
        width = NUMBER_WIDTH + sum(WIDTHS[column.kind] for column in self.form.columns)
        factor = TITLE_FACTOR if style == "title" else 1.0
        lines = max(1, -(-int(_letters(text) * factor) // int(width * LETTERS_PER_WIDTH)))
        self.sheet.merge_range(self.row, 0, self.row, self.last_column, "", self.formats[style])
        self.sheet.write_string(self.row, 0, text, self.formats[style])
        self.sheet.set_row(self.row, LINE_HEIGHT * lines * factor)
        self.row += 1

    def _question(self, name: str, label: str, kind: str) -> None:
        """A label and one open cell beside it."""
        self.sheet.merge_range(self.row, 0, self.row, 1, label, self.formats["label"])
        self.sheet.set_row(self.row, INPUT_HEIGHT)
        self._open_cell(name, 2, kind)
        self.row += 1

    def _table(self) -> None:
        form = self.form
        self.sheet.write_string(self.row, 0, sheet_words()["row"], self.formats["heading"])
        for number, column in enumerate(form.columns, start=1):
            self.sheet.write_string(self.row, number, heading(column), self.formats["heading"])
        self.sheet.set_row(self.row, LINE_HEIGHT * max(map(_heading_lines, form.columns)))
        self.sheet.repeat_rows(self.row)
        self.row += 1
        for entry in range(1, form.rows + 1):
            self.sheet.write_string(self.row, 0, thai_digits(str(entry)), self.formats["number"])
            self.sheet.set_row(self.row, INPUT_HEIGHT * (3 if form.rows == 1 else 1))
            for number, column in enumerate(form.columns, start=1):
                self._open_cell(f"f_{column.name}_{entry}", number, column.kind)
            self.row += 1

    def _open_cell(self, name: str, column: int, kind: str) -> None:
        self.sheet.write_blank(self.row, column, None, self.formats[f"input-{kind}"])
        place = xl_rowcol_to_cell(self.row, column, row_abs=True, col_abs=True)
        self.book.define_name(name, f"='{self.sheet.get_name()}'!{place}")
        if rule := _validation(kind):
            self.sheet.data_validation(self.row, column, self.row, column, rule)


def _validation(kind: str) -> dict[str, Any]:
    """What a cell of this kind takes, with what to say before and after."""
    rules: dict[str, dict[str, Any]] = {
        "number": {"validate": "decimal", "criteria": ">=", "value": 0},
        "phone": {"validate": "length", "criteria": "between", "minimum": 9, "maximum": 30},
        "id": {"validate": "length", "criteria": "between", "minimum": 13, "maximum": 17},
        "date": {"validate": "any"},
        "nil": {"validate": "list", "source": f"={META_SHEET}!$D$1:$D${len(sheet_words()['nil_answers'])}"},
    }
    rule = rules.get(kind, {})
    if hint := sheet_words()["hint"].get(kind):
        rule |= {"input_title": hint["title"], "input_message": hint["text"]}
    if wrong := sheet_words()["wrong"].get(kind):
        rule |= {"error_title": wrong["title"], "error_message": wrong["text"]}
    if kind == "number":
        # ๑๒๐ in Thai digits is text to the program, and yet right: warn, do not refuse.
        rule["error_type"] = "warning"
    return rule


def _formats(book: Workbook) -> dict[str, Format]:
    base = {"font_name": FONT, "font_size": 16, "valign": "vcenter", "text_wrap": True}
    framed = {**base, "border": 1}
    open_cell = {**framed, "locked": False, "bg_color": "#FFF9DB"}
    styles: Mapping[str, dict[str, Any]] = {
        "locked": base,
        "title": {**base, "font_size": 20, "bold": True, "align": "center"},
        "centre": {**base, "bold": True, "align": "center"},
        "due": {**base, "bold": True, "align": "center", "font_color": "#C00000"},
        "instruction": {**base, "valign": "top"},
        "label": {**base, "bold": True},
        "heading": {**framed, "bold": True, "align": "center", "bg_color": "#E7E6E6"},
        "number": {**framed, "align": "center"},
        "input-text": open_cell,
        "input-nil": {**open_cell, "align": "center"},
        "input-number": {**open_cell, "align": "right"},
        # As text: a telephone number keeps its leading zero, a date its Buddhist year.
        "input-phone": {**open_cell, "num_format": "@"},
        "input-date": {**open_cell, "num_format": "@"},
        "input-id": {**open_cell, "num_format": "@"},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def heading(column: FormColumn) -> str:
    """The heading of a column, with what need not be filled in marked so."""
    return column.title if column.required else f"{column.title} {sheet_words()['optional']}"


def _heading_lines(column: FormColumn) -> int:
    return -(-_letters(heading(column)) // int(WIDTHS[column.kind] * 0.9))


def _letters(text: str) -> int:
    """How many letters wide a text is: Thai vowels and marks above and below take no room."""
    return sum(unicodedata.category(one) != "Mn" for one in text)


def due_words(due: dt.date | None) -> str:
    """By when the form is to be back, with its weekday."""
    if due is None:
        return str(sheet_words()["no_due"])
    return f"วัน{WEEKDAYS[due.weekday()]}ที่ {long_date(due)}"


@cache
def sheet_words() -> dict[str, Any]:
    """The words on a report form."""
    return tomllib.loads((files("templates") / "forms" / "sheet.toml").read_text(encoding="utf-8"))
