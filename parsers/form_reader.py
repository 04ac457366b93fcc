"""A report form that came back filled in: known by what is hidden in it, its cells found by their names.

Cells are read by calamine; the names of cells, which it does not know, from ``xl/workbook.xml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from circulars.answer import Given
from circulars.errors import InputFileError
from parsers import signatures
from parsers.docx_form import read_docx_form
from parsers.docx_package import Package, children
from parsers.input_file import Limits, take

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.answer import CellValue
    from parsers.input_file import InputFile

META_SHEET = "_meta"
_ID = re.compile(r"(\d{4})-(\d{1,6})-(\d{1,3})-(\d{2,4})")
_CELL = re.compile(r"'?(?P<sheet>[^'!]+)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """What a filled-in form holds, as written."""

    name: str  #: of the file
    sha256: str
    year: int  #: Buddhist, of the letter's receipt number
    receipt_number: int
    directive: int  #: position in the letter, from 0
    office_code: str
    version: int
    columns: tuple[str, ...]
    row_count: int  #: rows that the form was made with
    rows: tuple[dict[str, Given], ...]
    nil: Given | None = None
    reporter: Given | None = None
    reporter_phone: Given | None = None

    @property
    def id(self) -> str:
        """The form's id as its footer prints it."""
        return f"{self.year}-{self.receipt_number}-{self.directive + 1}-{self.office_code}"


def read_form(path: Path) -> FilledForm:
    """The form in a file.

    Raises:
        InputFileError: If the file is no workbook or Word document, no report form of this program, or was taken apart.
    """
    file = take(path, Limits())
    facts, cells = _of_word(file) if signatures.is_docx(file.data) else _of_workbook(file)
    match = _ID.fullmatch(facts.get("form_id", ""))
    if match is None:
        raise InputFileError("form-unknown", file=file.name)
    if match[4] != facts.get("office_code") or not facts.get("form_version", "").isdecimal():
        raise InputFileError("form-identity", file=file.name)
    columns = tuple(filter(None, facts.get("columns", "").split(",")))
    count = int(facts.get("rows", "0") or 0)
    lost = [f"f_{column}_{row}" for row in range(1, count + 1) for column in columns]
    lost = [name for name in lost if name not in cells]
    if lost or not columns:
        raise InputFileError("form-cells-gone", file=file.name, cells=", ".join(lost) or META_SHEET)
    return FilledForm(
        name=file.name,
        sha256=file.sha256,
        year=int(match[1]),
        receipt_number=int(match[2]),
        directive=int(match[3]) - 1,
        office_code=match[4],
        version=int(facts["form_version"]),
        columns=columns,
        row_count=count,
        rows=tuple({one: cells[f"f_{one}_{row}"] for one in columns} for row in range(1, count + 1)),
        nil=cells.get("f_nil"),
        reporter=cells.get("f_reporter"),
        reporter_phone=cells.get("f_reporter_phone"),
    )


def _of_workbook(file: InputFile) -> tuple[dict[str, str], dict[str, Given]]:
    package = _package(file)
    facts, sheets = _contents(file)
    return facts, _named_cells(package, sheets)


def _of_word(file: InputFile) -> tuple[dict[str, str], dict[str, Given]]:
    """The facts and controls of a Word form; a control is called by its name."""
    form = read_docx_form(file.data, name=file.name)
    return form.facts, {name: Given(place=name, value=value or None) for name, value in form.cells.items()}


def _package(file: InputFile) -> Package:
    if signatures.is_locked_docx(file.data):
        raise InputFileError("form-locked", file=file.name)
    try:
        package = Package.open(file)
    except InputFileError as error:
        raise InputFileError("form-not-xlsx", file=file.name) from error
    if (
        sum(part.file_size for part in package.archive.infolist())
        > file.limits.unpacked_megabytes * 1_000_000
    ):
        raise InputFileError("form-too-heavy", file=file.name, limit=str(file.limits.unpacked_megabytes))
    return package


def _contents(file: InputFile) -> tuple[dict[str, str], dict[str, list[list[CellValue]]]]:
    """The facts of the hidden sheet, and the cells of every sheet from A1 on."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(file.data)) as book:
            sheets: dict[str, list[list[CellValue]]] = {
                name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
                for name in book.sheet_names
            }
    except (CalamineError, OSError, ValueError) as error:
        raise InputFileError("form-not-xlsx", file=file.name) from error
    rows = sheets.get(META_SHEET, [])
    return {str(row[0]): _fact(row[1]) for row in rows if len(row) > 1 and row[0]}, sheets


def _fact(value: CellValue) -> str:
    # Some programs turn the text "1" into a number when they save.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _named_cells(package: Package, sheets: dict[str, list[list[CellValue]]]) -> dict[str, Given]:
    """The cells that have names beginning with f_."""
    root = package.part(package.document)
    found: dict[str, Given] = {}
    for group in children(root, "definedNames"):
        for one in children(group, "definedName"):
            name = one.get("name", "")
            match = _CELL.fullmatch((one.text or "").strip())
            if name.startswith("f_") and match is not None and match["sheet"] in sheets:
                place = match["column"] + match["row"]
                found[name] = Given(place=place, value=_at(sheets[match["sheet"]], match))
    return found


def _at(rows: list[list[CellValue]], match: re.Match[str]) -> CellValue:
    column = 0
    for letter in match["column"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match["row"]) - 1
    if row >= len(rows) or column > len(rows[row]):
        return None
    value = rows[row][column - 1]
    return None if value == "" else value
