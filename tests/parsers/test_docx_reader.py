from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path

import pytest
from makers.docx_letters import make_docx, raw_docx
from makers.texts import AWKWARD

from circulars.errors import InputFileError
from circulars.source import TextFrom
from parsers import read
from parsers.docx_numbering import spelled

LETTERS = Path(__file__).parents[1] / "letters"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(r(text)) for text in paragraphs)}</w:tc>"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(text: str) -> str:
    """A text box as Word writes it, once for newer and once for older programs."""
    inner = f"<w:txbxContent>{p(r(text))}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


RESTART = '<w:vMerge w:val="restart"/>'
SHOWN = {
    "runs of one paragraph are one line": (p(r("ที่ ") + r("มท ๐๓๐๗")), "ที่ มท ๐๓๐๗"),
    "tabs and breaks": (
        p(r("ที่") + "<w:r><w:tab/></w:r>" + r("กรม") + "<w:r><w:br/></w:r>" + r("ถนน")),
        "ที่\tกรม\nถนน",
    ),
    "an empty paragraph is an empty line": (p(r("ก")) + p("") + p(r("ข")), "ก\n\nข"),
    "hyphens": (p(r("ก") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + r("ข")), "ก-ข"),
    "a symbol": (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" มี")), "\uf0fe มี"),
    "a link": (p("<w:hyperlink>" + r("https://example.go.th") + "</w:hyperlink>"), "https://example.go.th"),
    "an insertion stays, a deletion goes": (
        p(r("ภายใน ") + f"<w:del>{r('๗').replace('w:t', 'w:delText')}</w:del><w:ins>{r('๑๕')}</w:ins>" + r(" วัน")),
        "ภายใน ๑๕ วัน",
    ),
    "moved text stands where it was moved to": (
        p(f"<w:moveFrom>{r('ก')}</w:moveFrom>" + r("ข") + f"<w:moveTo>{r('ก')}</w:moveTo>"),
        "ขก",
    ),
    "a deleted paragraph mark joins the paragraphs": (
        p(r("ให้อำเภอ"), "<w:rPr><w:del/></w:rPr>") + p(r("รายงาน")),
        "ให้อำเภอรายงาน",
    ),
    "hidden text is not shown": (p(r("ลับ", "<w:vanish/>") + r("เห็น", '<w:vanish w:val="0"/>')), "เห็น"),
    "the result of a field, not its code": (p(r("หน้า ") + field("REF a", "๕")), "หน้า ๕"),
    "no page numbers": (p(r("หน้า ") + field("PAGE", "1") + '<w:fldSimple w:instr=" NUMPAGES ">' + r("3") + "</w:fldSimple>"), "หน้า "),
    "a content control": (f"<w:sdt><w:sdtContent>{p(r('ก'))}</w:sdtContent></w:sdt>", "ก"),
    "a text box before its paragraph, once": (p(box("ด่วนที่สุด") + r("ที่ มท ๐๓๐๗")), "ด่วนที่สุด\nที่ มท ๐๓๐๗"),
    "a text box after what stands before it": (p(r("ที่ มท ๐๓๐๗") + box("ด่วนที่สุด")), "ที่ มท ๐๓๐๗\nด่วนที่สุด"),
    "a row of a table is a line": (
        f"<w:tbl><w:tr>{cell('ที่ มท ๐๓๐๗')}{cell('กรมการปกครอง')}</w:tr><w:tr>{cell('')}{cell('ถนนอัษฎางค์')}</w:tr></w:tbl>",
        "ที่ มท ๐๓๐๗\tกรมการปกครอง\n\tถนนอัษฎางค์",
    ),
    "cells of more lines go on in the line before": (
        f"<w:tbl><w:tr>{cell('สิ่งที่ส่งมาด้วย')}{cell('๑. แบบรายงาน', '๒. คำสั่ง')}{cell('๑ ชุด')}</w:tr></w:tbl>",
        "สิ่งที่ส่งมาด้วย\t๑. แบบรายงาน\n๒. คำสั่ง\n๑ ชุด",
    ),
    "merged cells are shown once": (
        (
            f"<w:tbl><w:tr>{cell('ก', properties=RESTART)}{cell('๑')}</w:tr>"
            f"<w:tr>{cell('ก', properties='<w:vMerge/>')}{cell('๒')}</w:tr></w:tbl>"
        ),
        "ก\t๑\n๒",
    ),
    "a deleted row is not shown": (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('ก')}</w:tr><w:tr>{cell('ข')}</w:tr></w:tbl>",
        "ข",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), SHOWN.values(), ids=SHOWN.keys())
def test_what_the_paper_shows_is_read(tmp_path, body, text):
    source = read(raw_docx(tmp_path / "letter.docx", body))
    assert source.raw == text
    assert source.text_from == (TextFrom.DOCX,)


def level(depth: int, format_: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


BULLET = "\uf0b7"  # of the font Symbol
NUMBERING = f"""
<w:abstractNum w:abstractNumId="0">{level(0, "thaiNumbers", "%1.")}{level(1, "thaiNumbers", "%1.%2")}{level(2, "thaiLetters", "(%3)")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "ข้อ %1", '<w:suff w:val="nothing"/>')}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{level(0, "bullet", BULLET)}</w:abstractNum>
<w:abstractNum w:abstractNumId="3">{level(0, "upperRoman", "%1", '<w:pStyle w:val="Part"/>')}{level(1, "decimal", "%1.%2", "<w:isLgl/>")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
"""
STYLES = """
<w:style w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="SubPart"><w:basedOn w:val="Part"/></w:style>
<w:style w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>
"""


def item(number: int, depth: int, text: str) -> str:
    return p(r(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


NUMBERED = {
    "Thai numbers on two levels and letters on the third": (
        item(1, 0, "ก")
        + item(1, 1, "ข")
        + item(1, 1, "ค")
        + item(1, 2, "ง")
        + item(1, 0, "จ")
        + item(1, 1, "ฉ"),
        "๑. ก\n๑.๑ ข\n๑.๒ ค\n(ก) ง\n๒. จ\n๒.๑ ฉ",
    ),
    "a text before the number, nothing after it": (item(2, 0, "ก") + item(2, 0, "ข"), "ข้อ 1ก\nข้อ 2ข"),
    "a bullet of a symbol font": (item(3, 0, "ก"), "• ก"),
    "a list that begins elsewhere and one that goes on": (
        item(1, 0, "ก") + item(4, 0, "ข") + item(4, 0, "ค"),
        "๑. ก\n๕. ข\n๖. ค",
    ),
    "a number from the style, or the style it is based on": (
        p(r("ก"), '<w:pStyle w:val="Part"/>') + p(r("ข"), '<w:pStyle w:val="SubPart"/>') + item(5, 1, "ค"),
        "I ก\nII ข\n2.1 ค",
    ),
    "no number": (item(0, 0, "ก") + item(9, 0, "ข"), "ก\nข"),
    "an empty paragraph bears none": (item(1, 0, "") + item(1, 0, "ก"), "\n๑. ก"),
    "hidden by style": (p(r("ลับ"), '<w:pStyle w:val="Note"/>') + p(r("เห็น")), "\nเห็น"),
}


@pytest.mark.parametrize(("body", "text"), NUMBERED.values(), ids=NUMBERED.keys())
def test_numbers_that_word_makes_are_read(tmp_path, body, text):
    path = raw_docx(tmp_path / "letter.docx", body, {"numbering": NUMBERING, "styles": STYLES})
    assert read(path).raw == text


@pytest.mark.parametrize(
    ("number", "format_", "text"),
    [
        (21, "thaiCounting", "ยี่สิบเอ็ด"), (10, "thaiCounting", "สิบ"), (35, "thaiCounting", "สามสิบห้า"),
        (101, "thaiCounting", "101"), (41, "thaiLetters", "ฮ"), (42, "thaiLetters", "กก"), (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"), (14, "lowerRoman", "xiv"), (7, "decimalZero", "07"), (2, "numberInDash", "- 2 -"),
        (4, "unheardOf", "4"), (0, "thaiNumbers", "0"),
    ],
)  # fmt: skip
def test_every_format_of_numbers_is_spelled(number, format_, text):
    assert spelled(number, format_) == text


def test_headers_stand_first_notes_and_footers_last(tmp_path):
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:headerReference w:type="even" r:id="rIdheader2"/><w:footerReference w:type="default" r:id="rIdfooter1"/></w:sectPr>'
    )
    body = p(r("เนื้อความ") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + section
    parts = {
        "header1": p(r("บันทึกข้อความ")) + p(r("- ") + field("PAGE", "1") + r(" -")),
        "header2": p(r("หน้าคู่")),
        "footer1": p(r("สำนักงาน")),
        "footnotes": f'<w:footnote w:id="1">{p(r("ไม่ได้อ้าง"))}</w:footnote><w:footnote w:id="2">{p(r("หมายเหตุ"))}</w:footnote>',
    }
    assert (
        read(raw_docx(tmp_path / "letter.docx", body, parts)).raw == "บันทึกข้อความ\nเนื้อความ\nหมายเหตุ\nสำนักงาน"
    )


@pytest.mark.parametrize("name", ["dopa-circular-w2551", "mukdahan-relay-w642"])
def test_a_letter_comes_back_as_it_was_written(tmp_path, name):
    text = (LETTERS / f"{name}.corrected.txt").read_text(encoding="utf-8")
    source = read(make_docx(text, tmp_path / "letter.docx"))
    assert source.raw == text
    assert source.issues == ()


def test_awkward_text_comes_back_as_it_was_written(tmp_path):
    assert read(make_docx(AWKWARD, tmp_path / "letter.docx")).raw == AWKWARD


def test_text_whose_marks_are_lost_is_reported(tmp_path):
    text = (LETTERS / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
    damaged = text.translate(dict.fromkeys(map(ord, "่้")))
    (issue,) = read(make_docx(damaged, tmp_path / "letter.docx")).issues
    assert issue.message() == (
        "ข้อความของหน้า 1 เชื่อถือไม่ได้: ไม่มี ◌่ ◌้ เลย ทั้งที่ข้อความยาวเท่านี้ต้องมี โปรดเทียบกับต้นฉบับ หรือขอไฟล์จากผู้ส่งใหม่"
    )


@pytest.mark.parametrize("seed", range(25))
def test_a_file_of_strange_parts_is_read_or_refused_but_breaks_nothing(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - the same damage each time

    def strange(xml: str) -> str:
        return re.sub(
            '"[^"]*"', lambda match: chance.choice([match[0], '""', '"-1"', '"99999999999"', '"%9"']), xml
        )

    body = strange("".join(body for body, _ in [*SHOWN.values(), *NUMBERED.values()]))
    path = raw_docx(
        tmp_path / "letter.docx", body, {"numbering": strange(NUMBERING), "styles": strange(STYLES)}
    )
    with suppress(InputFileError):
        assert read(path).raw
