"""How fast letters and forms are written: ``python -m benchmarks.letters`` (``make bench-letters``).

Every figure is CPU time of this process, the best of three rounds; every ratio is of one run. Rivals that are
not installed are left out: docxtpl for letters, LibreOffice for pages, openpyxl for forms.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.docx_files import DISTRICTS, OFFICE, letters
from circulars.letter import Form, FormColumn
from generator.docx_writer import letter_docx
from generator.fonts import letter_fonts
from generator.libreoffice import libreoffice, pdf_of_docx
from generator.pdf_series import letters_docx_pdf
from generator.pdf_writer import letter_pdf
from generator.qr import qr_png
from generator.xlsx_writer import form_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.letter import Letter

ROOT = Path(__file__).parents[1]
ROUNDS = 3
#: Letters set as pages by us and by LibreOffice.
PAGES = 100
COLUMNS = (
    FormColumn(name="name", title="ชื่อ–สกุล"),
    FormColumn(name="position", title="ตำแหน่ง"),
    FormColumn(name="phone", title="โทรศัพท์", kind="phone"),
)


def milliseconds(work: Callable[[], object], count: int) -> float:
    """CPU time of one of ``count`` in the best round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append((time.process_time() - start) / count * 1000)
    return min(rounds)


def show(what: str, ours: float, rival: str, theirs: float | None) -> None:
    """One line of the table."""
    ratio = "not installed" if theirs is None else f"{theirs:9.3f} ms  {theirs / ours:7.1f} x"
    print(f"{what:34} {ours:9.3f} ms   {rival:24} {ratio}")


def docxtpl_letters(made: list[Letter]) -> Callable[[], object] | None:
    """The same letters by docxtpl, from a template made of our own letter: the same styles, as slim as ours."""
    if find_spec("docxtpl") is None:
        return None
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    unit = ("{{ code }}",) if made[0].qr else made[0].unit
    tagged = replace(made[0], qr=None, addressee="{{ addressee }}", unit=unit)
    template = io.BytesIO(letter_docx(tagged, OFFICE))

    def run() -> None:
        for letter in made:
            template.seek(0)
            document = DocxTemplate(template)
            values: dict[str, object] = {"addressee": letter.addressee}
            if letter.qr:
                values["code"] = InlineImage(document, io.BytesIO(qr_png(letter.qr)), width=Cm(3))
            document.render(values, autoescape=True)
            document.save(io.BytesIO())

    return run


def forms() -> list[Form]:
    """A form for each district."""
    return [
        Form(
            id=f"2567-w642-3-{one.code}", title="แบบรายงาน", office=f"อำเภอ{one.name}", office_code=one.code,
            instructions=("กรอกให้ครบ",) * 4, columns=COLUMNS, rows=2,
        )
        for one in DISTRICTS
    ]  # fmt: skip


def openpyxl_forms(made: list[Form]) -> Callable[[], object]:
    """The same forms by openpyxl: load the first, fill in, save."""
    import openpyxl

    template = form_xlsx(made[0])

    def run() -> None:
        for form in made:
            book = openpyxl.load_workbook(io.BytesIO(template))
            book.worksheets[0]["A2"] = f"หน่วยงาน  {form.office}"
            for row, value in ((1, form.id), (3, form.office_code)):
                book["_meta"].cell(row, 2).value = value
            book.save(io.BytesIO())

    return run


def main() -> None:
    """Measure and print."""
    plain, coded = letters(None), letters("https://example.go.th/report/")
    for what, made in (("DOCX letter", plain), ("DOCX letter with its own QR", coded)):
        rival = docxtpl_letters(made[:60])
        theirs = milliseconds(rival, 60) if rival else None
        ours = milliseconds(lambda made=made: [letter_docx(one, OFFICE) for one in made], len(made))
        show(what, ours, "docxtpl, the same", theirs)
    subprocess.run([sys.executable, "-m", "benchmarks.docx_files"], check=True, cwd=ROOT)
    blank = forms()
    show(
        "XLSX form, write",
        milliseconds(lambda: [form_xlsx(one) for one in blank], len(blank)),
        "openpyxl, load and save", milliseconds(openpyxl_forms(blank[:40]), 40),
    )  # fmt: skip
    read_back(blank[0])
    pages(plain[:PAGES])


def read_back(form: Form) -> None:
    """A form's cells by the fast reader and by openpyxl."""
    import openpyxl
    from python_calamine import CalamineWorkbook

    data = form_xlsx(form)

    def ours() -> None:
        for _ in range(40):
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

    def theirs() -> None:
        for _ in range(40):
            for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
                list(sheet.values)

    show("XLSX form, read", milliseconds(ours, 40), "openpyxl", milliseconds(theirs, 40))


def pages(made: list[Letter]) -> None:
    """PDF/A-3b by us and by LibreOffice in one run (its CPU time is that of the child processes)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = letter_fonts(folder / "fonts")
        series = milliseconds(lambda: [*letters_docx_pdf(made, OFFICE, fonts)], len(made))
        few = made[:20]
        ours = milliseconds(lambda: [letter_pdf(one, OFFICE, fonts) for one in few], len(few))
        theirs = None
        if libreoffice():
            paths = [folder / f"{number}.docx" for number in range(len(made))]
            for path, letter in zip(paths, made, strict=True):
                path.write_bytes(letter_docx(letter, OFFICE))
            before = _children()
            pdf_of_docx(paths[:1], folder / "one", fonts, OFFICE)
            start = _children()
            pdf_of_docx(paths, folder / "all", fonts, OFFICE)
            # What starting takes is not counted: in a long run it hardly matters.
            theirs = (_children() - start - (start - before)) / (len(made) - 1) * 1000
        show(f"DOCX and PDF/A-3b, {len(made)} letters", series, "LibreOffice, batch", theirs)
        show("PDF/A-3b, each letter by itself", ours, "LibreOffice, batch", theirs)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
