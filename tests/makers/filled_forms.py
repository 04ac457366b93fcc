"""Report forms as districts send them back: written by the program, filled in by another."""

from __future__ import annotations

import io

import openpyxl

from generator.xlsx_writer import form_xlsx

PERSONS = (
    ("นายสมมุติ ก", "ปลัดอำเภอ", "08 1234 5678"),
    ("นางสมมุติ ข", "เสมียนตราอำเภอ", "0-4261-1817 ต่อ 12"),
)


def filled(form, rows=PERSONS, path=None, *, meta=None, cells=None):
    """The bytes of the form with its rows filled in; written to the path if one is given.

    Args:
        form: The form as it went out.
        rows: Values by row and column.
        path: Where to write it.
        meta: Values of the hidden sheet to change, by their names.
        cells: Further cells by defined name, such as ``f_nil``.
    """
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(form)))
    for number, row in enumerate(rows, start=1):
        for column, value in zip(form.columns, row, strict=True):
            put(book, f"f_{column.name}_{number}", value)
    for name, value in (cells or {}).items():
        put(book, name, value)
    for row in book["_meta"].iter_rows(max_col=2):
        if meta and row[0].value in meta:
            row[1].value = meta[row[0].value]
    out = io.BytesIO()
    book.save(out)
    if path is not None:
        path.write_bytes(out.getvalue())
    return out.getvalue()


def put(book, name, value):
    (sheet, place) = next(iter(book.defined_names[name].destinations))
    book[sheet][place] = value


def place_of(form, name):
    """The address of a named cell, "B7"."""
    book = openpyxl.load_workbook(io.BytesIO(form_xlsx(form)))
    (_, place) = next(iter(book.defined_names[name].destinations))
    return place.replace("$", "")
