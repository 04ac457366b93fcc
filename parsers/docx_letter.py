"""The lines of a whole Word document, from all its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from parsers.docx_numbering import Numbering
from parsers.docx_package import child, children, is_on, local, value
from parsers.docx_text import DocxText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from parsers.cells import TableCells
    from parsers.docx_package import Package

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def letter_text(package: Package) -> tuple[list[str], list[TableCells]]:
    """The lines that the document shows, headers first, notes and footers last; and the tables among them.

    Raises:
        InputFileError: If a part is damaged, or unpacks to an unlikely size.
    """
    numbering = Numbering(_only(package, "numbering"), _only(package, "styles"))
    text = DocxText(numbering, _hidden_styles(_only(package, "styles")))
    body = child(package.part(package.document), "body")
    if body is None:
        raise InputFileError("docx-damaged", file=package.file.name)
    lines = [*_margins(package, body, text, "header"), *text.lines(body)]
    for kind in ("footnotes", "endnotes"):
        lines += text.notes(_only(package, kind), kind)
    return [*lines, *_margins(package, body, text, "footer")], text.tables


def _only(package: Package, kind: str) -> etree._Element | None:
    path = next(iter(package.related(kind).values()), None)
    return None if path is None else package.part(path)


def _hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """The character and paragraph styles whose text is hidden."""
    return frozenset(
        value(style, "styleId") or ""
        for style in children(styles, "style")
        if is_on(child(style, "rPr", "vanish"))
    )


def _margins(package: Package, body: etree._Element, text: DocxText, kind: str) -> Iterator[str]:
    """The lines of all headers or footers, each part once; what is left of a page number is left out."""
    paths = package.related(kind)
    done: set[str] = set()
    for section in (one for one in body.iter() if local(one) == "sectPr"):
        shown = {"default", "first"} if is_on(child(section, "titlePg")) else {"default"}
        references = sorted(
            children(section, f"{kind}Reference"), key=lambda one: value(one, "type") != "first"
        )
        for reference in references:
            path = paths.get(value(reference, "id") or "")
            if path is None or path in done or value(reference, "type") not in shown:
                continue
            done.add(path)
            root = package.part(path)
            if root is not None:
                yield from (line for line in text.lines(root) if _LETTER_OR_DIGIT.search(line))
