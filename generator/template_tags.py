"""The tags of an office's own Word template: how they are written, what they may be, where they stand."""

from __future__ import annotations

import re
import tomllib
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: A tag as it stands in the text of a paragraph, whatever is inside.
TAG = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
#: Parts of the package that bear text of the letter.
PARTS = re.compile(r"word/(?:document|(?:header|footer)[^/]*)\.xml")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What may stand between the braces."""

    name: str  #: of the letter's value
    many: bool = False  #: its paragraph comes once for each line


@cache
def known_tags() -> dict[str, Tag]:
    """Tags by their Thai and by their English names."""
    text = (files("templates") / "template_tags.toml").read_text(encoding="utf-8")
    thai = {name: Tag(**one) for name, one in tomllib.loads(text)["tags"].items()}
    return thai | {one.name: one for one in thai.values()}


def composed(text: str) -> str:
    """The text with each ำ as one letter, however it was typed."""
    return unicodedata.normalize("NFC", text).replace("\u0e4d\u0e32", "\u0e33")


def template_parts(template: bytes, *, file: str) -> dict[str, etree._Element]:
    """The parts of a Word file that bear text, by name, as XML.

    Raises:
        InputFileError: If it is no Word file.
    """
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            names = [name for name in package.namelist() if PARTS.fullmatch(name)]
            parts = {name: etree.fromstring(package.read(name), _PARSER) for name in names}
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise InputFileError("template-not-word", file=file) from error
    if "word/document.xml" not in parts:
        raise InputFileError("template-not-word", file=file)
    return parts


def runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph that will be printed: not those of a deletion, nor of a text box inside."""
    for run in paragraph.iter(f"{W}r"):
        above = list(run.iterancestors(f"{W}p", f"{W}del", f"{W}moveFrom"))
        if above[0] is paragraph:
            yield run


def texts(paragraph: etree._Element) -> list[etree._Element]:
    """The pieces of text of a paragraph, in order."""
    return [text for run in runs(paragraph) for text in run.findall(f"{W}t")]
