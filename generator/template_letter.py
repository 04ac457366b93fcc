"""A letter in an office's own Word template: every tag replaced by its value, nothing else touched.

Values are text and nothing more: what looks like markup stays as it is written. Runs that hold Thai get the Thai half
of their font, size and weight, which Word's own users seldom set.
"""

from __future__ import annotations

import zipfile
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from circulars.circular import Urgency
from circulars.errors import UsageError
from circulars.number import format_number
from circulars.thai_calendar import long_date, thai_digits
from generator.binding import bind
from generator.sentences import LINE_BREAK, one_line
from generator.template_check import HALVES, template_findings
from generator.template_tags import TAG, W, composed, known_tags, runs, template_parts, texts
from generator.words import courtesy, marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.circular import Enclosure, Reference
    from circulars.letter import Letter
    from circulars.office import OfficeProfile

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Findings that only make the letter less fair; the others would leave it wrong.
LOOKS = frozenset({"half-font", "half-size", "half-weight"})
MADE = (1980, 1, 1, 0, 0, 0)


def template_letter(
    letter: Letter, office: OfficeProfile, template: bytes, *, file: str = "template.docx"
) -> bytes:
    """The letter in the template; the same bytes for the same letter and template.

    Args:
        letter: The letter.
        office: Who sends it.
        template: A Word file with tags.
        file: What it is called, for messages.

    Raises:
        InputFileError: If it is no Word file.
        UsageError: If a tag of it would go wrong, or a value holds a control character.
    """
    wrong = [one for one in template_findings(template, file=file) if one.kind not in LOOKS]
    if wrong:
        raise UsageError("template-refused", file=file, count=str(len(wrong)), first=wrong[0].message())
    values = template_values(letter, office)
    parts = {}
    for name, root in template_parts(template, file=file).items():
        for paragraph in list(root.iter(f"{W}p")):
            _fill(paragraph, values)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _repacked(template, parts)


def template_values(letter: Letter, office: OfficeProfile) -> dict[str, tuple[str, ...]]:
    """What each tag stands for, line by line."""
    greeting, respect = courtesy(letter.addressee)
    lines: dict[str, tuple[str, ...]] = {
        "number": (format_number(letter.number or ""),),
        "dated": (long_date(letter.dated) if letter.dated else "",),
        "subject": (letter.subject,),
        "addressee": (letter.addressee,),
        "greeting": (greeting,),
        "respect": (respect,),
        "references": tuple(map(_reference, letter.references)),
        "enclosures": tuple(map(_enclosure, letter.enclosures)),
        "body": tuple(one.text for one in letter.body),
        "sender": (letter.sender,),
        "address": office.address,
        "unit": letter.unit,
        "phone": (thai_digits(letter.phone),),
        "email": (letter.email,),
        "copies_to": letter.copies_to,
        "urgency": (marks()["urgency"][letter.urgency],),
        "secrecy": (marks()["secrecy"][letter.secrecy],),
        "signatory": (office.signatory,),
        "position": (office.signatory_position,),
    }
    return {name: tuple(bind(one_line(one)) for one in found) for name, found in lines.items()}


def _reference(one: Reference) -> str:
    urgency = marks()["urgency"][one.urgency] if one.urgency is not Urgency.NORMAL else ""
    number = f"ที่ {format_number(one.number)}" if one.number else ""
    dated = f"ลงวันที่ {long_date(one.dated)}" if one.dated else ""
    return " ".join(part for part in (f"หนังสือ{one.issuer or ''}", urgency, number, dated) if part)


def _enclosure(one: Enclosure) -> str:
    return f"{one.text}  {one.quantity}" if one.quantity else one.text


def _fill(paragraph: etree._Element, values: Mapping[str, tuple[str, ...]]) -> None:
    """Replace the tags of a paragraph; one whose tag stands for many lines comes once for each of them."""
    words = "".join(text.text or "" for text in texts(paragraph))
    match = TAG.search(words)
    if match is None:
        return
    tag = known_tags()[composed(match["inside"].strip())]
    if not tag.many:
        _replace(paragraph, {name: found[0] for name, found in values.items() if found})
        return
    parent = paragraph.getparent()
    for line in values[tag.name]:
        copy = deepcopy(paragraph)
        paragraph.addprevious(copy)
        _replace(copy, {tag.name: line})
    # A cell without a paragraph is no cell: where nothing came, an empty one stays.
    if values[tag.name] or len(parent.findall(f"{W}p")) > 1:
        parent.remove(paragraph)
    else:
        _replace(paragraph, {tag.name: ""})


def _replace(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    """Put each value into the piece of text where its tag begins, and take the rest of the tag away."""
    pieces = texts(paragraph)
    words = "".join(piece.text or "" for piece in pieces)
    for match in reversed(list(TAG.finditer(words))):
        value = values[known_tags()[composed(match["inside"].strip())].name]
        at = 0
        for piece in pieces:
            text = piece.text or ""
            start, end = max(match.start() - at, 0), min(match.end() - at, len(text))
            at += len(text)
            if start < end:
                here = value if match.start() >= at - len(text) else ""
                piece.text = text[:start] + here + text[end:]
    for piece in pieces:
        piece.set(XML_SPACE, "preserve")
        _break_lines(piece)
    for run in runs(paragraph):
        _complete(run)


def _break_lines(piece: etree._Element) -> None:
    first, *others = (piece.text or "").split(LINE_BREAK)
    piece.text = first
    for text in reversed(others):
        line = etree.Element(f"{W}t", {XML_SPACE: "preserve"})
        line.text = text
        piece.addnext(line)
        piece.addnext(etree.Element(f"{W}br"))


def _complete(run: etree._Element) -> None:
    """Give the Thai half of a run what its Latin half was given, in the place that the format has for it."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None and fonts.get(f"{W}ascii") and not fonts.get(f"{W}cs"):
        fonts.set(f"{W}cs", fonts.get(f"{W}ascii"))
    for latin, thai in HALVES:
        given = properties.find(f"{W}{latin}")
        if given is not None and properties.find(f"{W}{thai}") is None:
            given.addnext(etree.Element(f"{W}{thai}", dict(given.attrib)))


def _repacked(template: bytes, parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as package, zipfile.ZipFile(out, "w") as filled:
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            filled.writestr(entry, parts.get(name) or package.read(name))
    return out.getvalue()
