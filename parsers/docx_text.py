"""From the XML of a Word document to the lines that it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.cells import Cell, TableCells
from parsers.docx_package import child, children, is_on, local, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from parsers.docx_numbering import Numbering

#: Elements that only wrap what they hold.
_WRAPPERS = frozenset(
    {
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "customXml",
        "sdt",
        "sdtContent",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    }
    | {"oMath", "oMathPara", "Choice", "docPart", "docPartBody"}
)
#: What single elements of a run stand for.
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
#: Fields whose result is counted anew on each page.
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
#: Word's own limit; a file that states more is made to exhaust its reader.
_MOST_COLUMNS = 63
_HIDDEN_CHANGES = frozenset({"del", "moveFrom"})


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code, and whether its result is being shown."""

    code: str = ""
    in_result: bool = False

    @property
    def is_shown(self) -> bool:
        return self.in_result and self.code.split()[:1] not in [[name] for name in _PAGE_FIELDS]


@dataclass(slots=True)
class _Paragraph:
    """What one paragraph shows: its text, and the lines of text boxes that hang on it."""

    text: list[str] = field(default_factory=list)
    boxes_before: list[str] = field(default_factory=list)
    boxes_after: list[str] = field(default_factory=list)

    def add_box(self, lines: list[str]) -> None:
        (self.boxes_after if "".join(self.text).strip() else self.boxes_before).extend(lines)


class DocxText:
    """Reads the parts of one document; it counts numbered paragraphs as it goes."""

    def __init__(self, numbering: Numbering, hidden_styles: frozenset[str]) -> None:
        self._numbering = numbering
        self._hidden_styles = hidden_styles
        self._fields: list[_Field] = []
        self._notes: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self.tables: list[TableCells] = []  #: those read so far, each before those within it

    def lines(self, container: etree._Element) -> Iterator[str]:
        """The lines of a body, cell, text box, header or note."""
        waiting = ""  # the text of a paragraph whose mark was deleted: the next one goes on in its line
        for block in self._blocks(container):
            if local(block) == "tbl":
                yield from self._table(block)
                continue
            paragraph = self._paragraph(block)
            yield from paragraph.boxes_before
            text = waiting + "".join(paragraph.text)
            waiting = text if _is_mark_deleted(block) else ""
            if not waiting:
                yield from text.split("\n")
            yield from paragraph.boxes_after
        if waiting:
            yield from waiting.split("\n")

    def notes(self, part: etree._Element | None, kind: str) -> Iterator[str]:
        """The lines of the notes that the text refers to, in its order."""
        by_id = {value(note, "id"): note for note in children(part, kind.removesuffix("s"))}
        for number in self._notes[kind]:
            if number in by_id:
                yield from self.lines(by_id[number])

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        """The paragraphs and tables of a container, out of their wrappers."""
        for one in container:
            name = local(one)
            if name in {"p", "tbl"}:
                yield one
            elif name in _WRAPPERS:
                yield from self._blocks(one)
            elif name == "AlternateContent":
                yield from self._blocks(_chosen(one))

    def _paragraph(self, element: etree._Element) -> _Paragraph:
        paragraph = _Paragraph()
        if value(child(element, "pPr", "pStyle")) in self._hidden_styles:
            return paragraph
        self._walk(element, paragraph)
        if "".join(paragraph.text).strip():
            paragraph.text.insert(0, self._numbering.label(element))
        return paragraph

    def _walk(self, element: etree._Element, paragraph: _Paragraph) -> None:
        for one in element:
            name = local(one)
            if name == "r":
                if not self._is_hidden(one):
                    self._run(one, paragraph)
            elif name == "fldSimple":
                if not set((value(one, "instr") or "").split()[:1]) & _PAGE_FIELDS:
                    self._walk(one, paragraph)
            elif name in _WRAPPERS:
                self._walk(one, paragraph)
            elif name == "AlternateContent":
                self._walk(_chosen(one), paragraph)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        return (
            is_on(vanish) if vanish is not None else value(child(properties, "rStyle")) in self._hidden_styles
        )

    def _run(self, run: etree._Element, paragraph: _Paragraph) -> None:
        for one in run:
            name = local(one)
            if name in {"drawing", "pict", "object"}:
                paragraph.add_box(list(self._boxes(one)))
            elif name == "AlternateContent":
                self._run(_chosen(one), paragraph)
            elif name == "fldChar":
                self._field(value(one, "fldCharType"))
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code += one.text or ""
            elif name in {"footnoteReference", "endnoteReference"}:
                self._notes[f"{name.removesuffix('Reference')}s"].append(value(one, "id") or "")
            elif all(field.is_shown for field in self._fields):
                paragraph.text.append(_sign(one, name))

    def _field(self, what: str | None) -> None:
        if what == "begin":
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif what == "end" and self._fields:
            self._fields.pop()

    def _boxes(self, drawing: etree._Element) -> Iterator[str]:
        """The lines of the text boxes in a drawing."""
        for one in drawing:
            if local(one) == "txbxContent":
                yield from self.lines(one)
            else:
                yield from self._boxes(_chosen(one) if local(one) == "AlternateContent" else one)

    def _table(self, table: etree._Element) -> Iterator[str]:
        place = len(self.tables)
        rows = tuple(
            tuple(self._cell(cell) for cell in _inside(row, "tc"))
            for row in _inside(table, "tr")
            if child(row, "trPr", "del") is None
        )
        found = TableCells(rows)
        self.tables.insert(place, found)
        yield from found.lines()

    def _cell(self, element: etree._Element) -> Cell:
        covered = _is_covered(element)
        columns = value(child(element, "tcPr", "gridSpan")) or "1"
        return Cell(
            () if covered else tuple(self.lines(element)),
            columns=min(int(columns), _MOST_COLUMNS) if columns.isascii() and columns.isdigit() else 1,
            is_covered=covered,
        )


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _WRAPPERS:
            yield from _inside(one, name)


def _is_covered(cell: etree._Element) -> bool:
    """Whether a cell is the continuation of the one above it."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and value(merge) != "restart"


def _is_mark_deleted(paragraph: etree._Element) -> bool:
    marks = child(paragraph, "pPr", "rPr")
    return any(child(marks, name) is not None for name in _HIDDEN_CHANGES)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Of contents for newer and older programs, the newer; never both."""
    best = child(alternatives, "Choice")
    return best if best is not None else next(children(alternatives, "Fallback"), alternatives)


def _sign(element: etree._Element, name: str) -> str:
    if name == "t":
        return (element.text or "").replace("\n", " ")
    if name == "sym":
        code = value(element, "char") or ""
        return (
            chr(int(code, 16))
            if 0 < len(code) <= 5 and all(char in "0123456789abcdefABCDEF" for char in code)
            else ""
        )
    return _SIGNS.get(name, "")
