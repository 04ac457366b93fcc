"""Report forms as Word documents (.docx) with content controls, for offices that fill in by Word.

Only the controls may be filled in; all else is locked. A form that comes back is known by its custom properties; its
answers by the controls' tags, or by the bookmarks around them, for LibreOffice drops the tags.
"""

from __future__ import annotations

from html import escape
from itertools import count
from typing import TYPE_CHECKING

from circulars.thai_calendar import thai_digits
from generator.docx_writer import NAMESPACES, shared_parts, template_part
from generator.sentences import one_line
from generator.xlsx_writer import FONT, due_words, form_identity, heading, sheet_words
from generator.zip_package import package, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.letter import Form

#: Twips: the width of the text, and of the column of numbers.
WIDTH, NUMBER_WIDTH = 9071, 964
#: The part that says what a form is: its kind of content, and what it is to the package.
PROPERTIES = (
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
)
LOCK = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'


def form_docx(form: Form) -> bytes:
    """The form as a Word document for A4 paper; the same bytes for the same form.

    Raises:
        UsageError: If a value holds a control character.
    """
    content_type, relation = PROPERTIES
    changed = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/docProps/custom.xml" ContentType="{content_type}"/>\n</Types>',
        ),
        "_rels/.rels": (
            "</Relationships>",
            f'<Relationship Id="rId4" Type="{relation}" Target="docProps/custom.xml"/>\n</Relationships>',
        ),
        "word/settings.xml": ("<w:defaultTabStop", f"{LOCK}\n<w:defaultTabStop"),
    }
    parts = []
    for name, text in shared_parts(FONT, title=form.title).items():
        before, after = changed.get(name, ("", ""))
        parts.append(packed(name, text.replace(before, after, 1).encode() if before else text.encode()))
    relations = template_part("document-rels.xml").substitute(pictures="")
    return package(
        [
            *parts,
            packed("docProps/custom.xml", _properties(form).encode()),
            packed("word/_rels/document.xml.rels", relations.encode()),
            packed("word/document.xml", _document(form).encode()),
        ]
    )


def _properties(form: Form) -> str:
    """What the form is, hidden in the file."""
    facts = {
        **form_identity(form),
        "columns": ",".join(one.name for one in form.columns),
        "rows": str(form.rows),
    }
    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(facts.items(), start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{entries}</Properties>"
    )


def _document(form: Form) -> str:
    words, numbers = sheet_words(), count(1)
    lines = [
        _line(form.title, bold=True, centred=True),
        _line(f"{words['office']}  {form.office}", bold=True, centred=True),
        _line(f"{words['due']}  {due_words(form.due)}", bold=True, centred=True),
        *(_line(one) for one in form.instructions),
    ]
    if form.nil:
        lines.append(_question(words["nil_question"], "f_nil", numbers, choices=tuple(words["nil_answers"])))
    lines += [
        _table(form, numbers),
        _question(words["reporter"], "f_reporter", numbers),
        _question(words["reporter_phone"], "f_reporter_phone", numbers),
        _line(f"{words['footer']} {form.id}"),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:document {NAMESPACES}><w:body>\n" + "\n".join(lines) + "\n<w:sectPr>"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="283" w:footer="283" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>\n"
    )


def _line(text: str, *, bold: bool = False, centred: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f"<w:p>{place}{_run(text, bold=bold)}</w:p>"


def _run(text: str, *, bold: bool = False, style: str = "") -> str:
    looks = f'<w:rStyle w:val="{style}"/>' if style else ""
    looks += "<w:b/><w:bCs/>" if bold else ""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    words = escape(one_line(text), quote=False)
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _question(label: str, name: str, numbers: Iterator[int], choices: tuple[str, ...] = ()) -> str:
    return f"<w:p>{_run(f'{label}  ', bold=True)}{_control(name, label, numbers, choices)}</w:p>"


def _control(name: str, title: str, numbers: Iterator[int], choices: tuple[str, ...] = ()) -> str:
    """A place to write in, rich text: LibreOffice multiplies what stands in a plain one."""
    number = next(numbers)
    kind = ""
    if choices:
        items = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in choices)
        kind = f"<w:dropDownList>{items}</w:dropDownList>"
    mark = escape(sheet_words()["write_here"])
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(title)}"/><w:tag w:val="{name}"/><w:id w:val="{1000 + number}"/>'
        f'<w:lock w:val="sdtLocked"/><w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent>{_run(mark, style="PlaceholderText")}'
        f'</w:sdtContent></w:sdt><w:bookmarkEnd w:id="{number}"/>'
    )


def _table(form: Form, numbers: Iterator[int]) -> str:
    width = (WIDTH - NUMBER_WIDTH) // max(len(form.columns), 1)
    widths = [NUMBER_WIDTH, *(width for _ in form.columns)]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = [_run(sheet_words()["row"], bold=True), *(_run(heading(one), bold=True) for one in form.columns)]
    rows = [_row(head, widths, header=True)]
    for entry in range(1, form.rows + 1):
        cells = [_control(f"f_{one.name}_{entry}", heading(one), numbers) for one in form.columns]
        rows.append(_row([_run(thai_digits(str(entry))), *cells], widths))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: list[str], widths: list[int], *, header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{cell}</w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>"
