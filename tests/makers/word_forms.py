"""Word report forms filled in, as a word processor would save them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from parsers.docx_form import W


def changed(data: bytes, change) -> bytes:
    """The document with a change made in its text, as a word processor would save it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(name, content)
    return out.getvalue()


def fill(answers: dict[str, str]):
    def change(root):
        for control in root.iter(f"{W}sdt"):
            name = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
            if name in answers:
                control.find(f"{W}sdtPr").remove(control.find(f"{W}sdtPr/{W}showingPlcHdr"))
                run = control.find(f"{W}sdtContent/{W}r")
                run.remove(run.find(f"{W}rPr"))
                run.find(f"{W}t").text = answers[name]

    return change
