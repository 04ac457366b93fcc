"""A Word report form that came back filled in: what is hidden in it, and what was written into its controls.

Word keeps the controls with their tags; LibreOffice drops the tags and keeps the bookmarks around the controls.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from circulars.errors import InputFileError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PREFIX = "f_"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_PROPERTIES, _DOCUMENT = "docProps/custom.xml", "word/document.xml"
#: The style of the words that ask to write there.
PLACEHOLDER = "PlaceholderText"
#: A form holds far less.
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxForm:
    """What a filled-in form holds, as written."""

    facts: dict[str, str]  #: form_id, form_version, office_code, columns, rows
    cells: dict[str, str]  #: by ``f_<column>_<row>``; empty where nothing was written


def read_docx_form(data: bytes, *, name: str) -> DocxForm:
    """The facts and answers of a form.

    Args:
        data: The file.
        name: What it is called, for messages.

    Raises:
        InputFileError: If it is no Word file, or no report form of this program.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            if sum(one.file_size for one in package.infolist()) > MOST_BYTES:
                raise InputFileError("docx-form-unknown", file=name)
            properties = etree.fromstring(package.read(_PROPERTIES), _PARSER)
            root = etree.fromstring(package.read(_DOCUMENT), _PARSER)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError) as error:
        raise InputFileError("docx-form-unknown", file=name) from error
    facts = {one.get("name", ""): "".join(one.itertext()).strip() for one in properties}
    if not facts.get("form_id"):
        raise InputFileError("docx-form-unknown", file=name)
    return DocxForm(facts=facts, cells={**_by_bookmark(root), **_by_tag(root)})


def _by_tag(root: etree._Element) -> dict[str, str]:
    found = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = tag.get(f"{W}val", "") if tag is not None else ""
        if name.startswith(PREFIX):
            blank = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            found[name] = "" if blank else _words(list(control.iter(f"{W}r")))
    return found


def _by_bookmark(root: etree._Element) -> dict[str, str]:
    """What stands between the marks of each bookmark."""
    open_marks: dict[str, str] = {}
    runs: dict[str, list[etree._Element]] = {}
    for one in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r"):
        if one.tag == f"{W}bookmarkStart":
            name = one.get(f"{W}name", "")
            if name.startswith(PREFIX):
                open_marks[one.get(f"{W}id", "")] = name
                runs[name] = []
        elif one.tag == f"{W}bookmarkEnd":
            open_marks.pop(one.get(f"{W}id", ""), None)
        else:
            for name in open_marks.values():
                runs[name].append(one)
    return {name: _words(own) for name, own in runs.items()}


def _words(runs: list[etree._Element]) -> str:
    """The text of runs, without the words that ask to write there."""
    said = []
    for run in runs:
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is None or style.get(f"{W}val") != PLACEHOLDER:
            said += [one.text or "" for one in run.iter(f"{W}t")]
    return "".join(said).strip()
