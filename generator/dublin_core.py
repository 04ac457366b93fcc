"""Describes a letter by the fifteen elements of Dublin Core, as archives take it (ISO 15836)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

_DC = "http://purl.org/dc/elements/1.1/"
_OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"


def dublin_core(elements: Sequence[tuple[str, str | None]]) -> bytes:
    """The elements by their names ("title", "creator" …) in the order given, those without a value left out."""
    root = etree.Element(f"{{{_OAI}}}dc", nsmap={"oai_dc": _OAI, "dc": _DC})
    for name, value in elements:
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = value
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
