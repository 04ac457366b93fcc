"""From the markup of a web page to the lines that it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from parsers.cells import Cell, TableCells

_UNSHOWN = frozenset({
    "script", "style", "head", "title", "noscript", "template", "iframe", "object", "embed", "svg", "math", "select",
    "option", "datalist", "audio", "video",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul",
})  # fmt: skip
#: Blocks that stand apart from what follows by an empty line.
_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ol", "ul", "table", "pre", "dl"}
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_MOST_COLUMNS = 63


def shown(markup: str) -> tuple[list[str], list[TableCells]]:
    """The lines of a page, and the tables among them, each before those within it.

    Raises:
        ValueError: If its elements lie within each other deeper than those of any page.
    """
    # "Huge" allows elements two thousand deep instead of two hundred; tables within tables need it.
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    data = _DECLARATION.sub("", markup, count=1).replace("\0", "").encode("utf-8", "replace")
    root = etree.fromstring(b'<meta charset="utf-8">' + data, parser) if data.strip() else None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise ValueError(markup[:20])
    page = _Page()
    if root is not None:
        page.walk(root)
    return page.lines, page.tables


@dataclass(slots=True)
class _Open:
    """A table whose end has not come yet."""

    place: int  #: where it will stand among the tables
    rows: list[list[Cell]] = field(default_factory=list)
    columns: int = 1  #: of the cell that is being read
    outer: list[str] = field(default_factory=list)  #: the lines of what the table stands in


class _Page:
    """Takes the elements of a page one by one; depth is the parser's, never the program's own stack."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tables: list[TableCells] = []
        self._text = ""
        self._label = ""
        self._hidden: etree._Element | None = None
        self._pre = 0
        self._lists: list[int | None] = []
        self._open: list[_Open] = []
        self._outside: list[list[str]] = []  # the lines around the cells that are being read

    def walk(self, root: etree._Element) -> None:
        """The whole page."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else "script"
            if event == "start":
                self._start(name, element)
            else:
                self._end(name, element)
        self._break()

    def _start(self, name: str, element: etree._Element) -> None:
        if self._hidden is not None:
            return
        if _is_hidden(name, element):
            self._hidden = element
            return
        if name in _BLOCKS:
            self._break()
        if name == "br":
            self._break(always=True)
        elif name in {"ol", "ul"}:
            start = element.get("start", "1")
            self._lists.append(int(start) - 1 if name == "ol" and re.fullmatch("[0-9]{1,4}", start) else None)
        elif name == "li":
            self._label = self._next_label()
        elif name == "pre":
            self._pre += 1
        elif name == "table":
            self._open.append(_Open(len(self.tables)))
        elif name == "tr" and self._open:
            self._open[-1].rows.append([])
        elif name in {"td", "th"} and self._open:
            self._break()
            self._begin_cell(element)
        self._add(element.text)

    def _end(self, name: str, element: etree._Element) -> None:
        if self._hidden is not None:
            if element is not self._hidden:
                return
            self._hidden = None
            self._add(element.tail)
            return
        if name in _BLOCKS or name in {"td", "th", "tr"}:
            self._break()
        if name in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif name == "pre":
            self._pre -= 1
        elif name in {"td", "th"} and self._open and self._outside:
            self._end_cell()
        elif name == "table" and self._open:
            self._end_table()
        if name in _PARAGRAPHS and self.lines and self.lines[-1]:
            self.lines.append("")
        self._add(element.tail)

    def _next_label(self) -> str:
        """The number that a browser puts before an item."""
        if not self._lists:
            return ""
        count = self._lists[-1]
        if count is None:
            return "• "
        self._lists[-1] = count + 1
        return f"{count + 1}. "

    def _begin_cell(self, element: etree._Element) -> None:
        columns = element.get("colspan", "1").strip()
        self._open[-1].columns = (
            min(int(columns), _MOST_COLUMNS) if re.fullmatch("[0-9]{1,4}", columns) else 1
        )
        self._outside.append(self.lines)
        self.lines = []

    def _end_cell(self) -> None:
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        cell = Cell(tuple(self.lines), columns=max(self._open[-1].columns, 1))
        self.lines = self._outside.pop()
        if not self._open[-1].rows:
            self._open[-1].rows.append([])
        self._open[-1].rows[-1].append(cell)

    def _end_table(self) -> None:
        table = self._open.pop()
        found = TableCells(tuple(tuple(row) for row in table.rows if row))
        self.tables.insert(table.place, found)
        self.lines += found.lines()

    def _add(self, text: str | None) -> None:
        if not text or self._hidden is not None:
            return
        if self._pre:
            first, *more = text.split("\n")
            self._text += first
            for line in more:
                self._break(always=True)
                self._text = line
            return
        text = _BLANKS.sub(" ", text)
        self._text += text.lstrip(" ") if not self._text or self._text.endswith(" ") else text

    def _break(self, *, always: bool = False) -> None:
        """End the line."""
        text = self._text if self._pre else self._text.strip(" ")
        if text.strip():
            self.lines.append(self._label + text)
            self._label = ""
        elif always:
            self.lines.append("")
        self._text = ""


def _is_hidden(name: str, element: etree._Element) -> bool:
    return (
        name in _UNSHOWN
        or element.get("hidden") is not None
        or (name == "input" and element.get("type", "").lower() == "hidden")
        or _HIDDEN.search(element.get("style") or "") is not None
    )
