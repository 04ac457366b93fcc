"""A Word file as LibreOffice should see it: what it ignores or misreads, said in its own way."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from lxml import etree

from generator.binding import BOUND_BLANK

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The letter font with Thai digits where the Arabic ones are.
DIGITS_FAMILY = "Saraban Letter Digits"
#: Forbids the end of a line; LibreOffice would part a compound that the PDF keeps whole.
WORD_JOINER, LINE_MAY_END = "\u2060", "\u200b"
#: Where a line could end inside a word: before a letter, or a vowel that stands before one.
INSIDE = re.compile(r"(?<=[ก-๎])(?<![เ-ไ])(?=[ก-ฮเ-ไ])")
#: Says that a field is to be written in Thai digits.
THAI_ARABIC = re.compile(r"\\\*\s*ThaiArabic", re.IGNORECASE)
_PARTS = re.compile(r"word/(?:document|styles|numbering|(?:header|footer)[^/]*|footnotes|endnotes)\.xml")
#: Who can write a Word file can write entities: nothing is fetched or expanded.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def rewritten(docx: bytes, kept: re.Pattern[str]) -> bytes:
    """The file with distributed paragraphs justified, Thai page numbers in a font of Thai digits, and words kept whole.

    Args:
        docx: The Word file.
        kept: What a line's end must not cut (`generator.line_ends.kept_pattern`).

    Raises:
        zipfile.BadZipFile: If it is no Word file.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            data = package.read(name)
            copy.writestr(name, _rewritten_part(data, kept) if _PARTS.fullmatch(name) else data)
    return out.getvalue()


def _rewritten_part(data: bytes, kept: re.Pattern[str]) -> bytes:
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise zipfile.BadZipFile(str(error)) from error
    for alignment in root.iter(f"{W}jc"):
        if alignment.get(f"{W}val") == "thaiDistribute":
            alignment.set(f"{W}val", "both")
    for paragraph in root.iter(f"{W}p"):
        _set_fields(paragraph)
    for words in root.iter(f"{W}t"):
        words.text = kept.sub(_joined, words.text or "")
    for field in root.iter(f"{W}fldSimple"):
        instruction = field.get(f"{W}instr", "")
        if THAI_ARABIC.search(instruction):
            field.set(f"{W}instr", THAI_ARABIC.sub("", instruction))
            for run in field.iter(f"{W}r"):
                _set_in_digits(run)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _joined(word: re.Match[str]) -> str:
    """A word whose parts may not be parted, and which may be parted from its neighbours.

    LibreOffice draws none of these signs and copies none. Without the outer ones its dictionary would take the
    word's first part for the end of what stands before it.
    """
    text, start, end = word.string, word.start(), word.end()
    before = "" if text[start - 1 : start] == BOUND_BLANK else LINE_MAY_END
    after = "" if text[end : end + 1] == BOUND_BLANK else LINE_MAY_END
    return f"{before}{INSIDE.sub(WORD_JOINER, word.group())}{after}"


def _set_fields(paragraph: etree._Element) -> None:
    """Every field of the paragraph that is to be in Thai digits, from its begin mark to its end mark."""
    field: list[etree._Element] = []
    depth, thai = 0, False
    for run in paragraph.iter(f"{W}r"):
        marks = [one.get(f"{W}fldCharType") for one in run.iter(f"{W}fldChar")]
        depth += marks.count("begin")
        if depth:
            field.append(run)
        for instruction in run.iter(f"{W}instrText"):
            if instruction.text and THAI_ARABIC.search(instruction.text):
                instruction.text, thai = THAI_ARABIC.sub("", instruction.text), True
        depth -= marks.count("end")
        if field and depth <= 0:
            for one in field if thai else ():
                _set_in_digits(one)
            field, depth, thai = [], 0, False


def _set_in_digits(run: etree._Element) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}rFonts"):
        properties.remove(old)
    fonts = {f"{W}{script}": DIGITS_FAMILY for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    # After the character style, where there is one.
    after = 1 if properties.find(f"{W}rStyle") is not None else 0
    properties.insert(after, etree.Element(f"{W}rFonts", fonts))
