from __future__ import annotations

import random
import re
from contextlib import suppress
from dataclasses import replace
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from makers.broken_pdfs import draw_outlines, draw_picture, draw_scan, drawn_pdf, locked_pdf, misread_pdf
from makers.no_engine import NO_OCR
from makers.pdf_letters import FACES, PRODUCERS, SARABUN, program, reportlab_pdf
from makers.texts import AWKWARD

import parsers
from circulars.errors import InputFileError
from circulars.reading import Issue, IssueKind, Severity
from circulars.source import Passage, SourceText, TextFrom
from parsers.clean import repaired
from parsers.input_file import InputFile, Limits
from parsers.pdf_document import draw_pages
from parsers.pdf_glyphs import settled
from parsers.pdf_lines import lines

LETTERS = Path(__file__).parents[1] / "letters"
TEXTS = {
    path.name.split(".")[0]: path.read_text(encoding="utf-8")
    for path in sorted(LETTERS.glob("*.corrected.txt"))
} | {"awkward": AWKWARD}
DOPA = TEXTS["dopa-circular-w2551"]


def read(path: Path) -> SourceText:
    return parsers.read(path, ocr=NO_OCR)


def broken(source: SourceText) -> list[Issue]:
    return [issue for issue in source.issues if issue.kind is IssueKind.TEXT_LAYER_BROKEN]


def letters_of(text: str) -> str:
    return re.sub(r"\s", "", text)


def blanks_of(text: str) -> list[bool | None]:
    """Whether a blank stands before each letter; None at the head of a line, where it does not matter."""
    found: list[bool | None] = []
    before = "\n"
    for char in text:
        if not char.isspace():
            found.append(None if "\n" in before else bool(before))
            before = ""
        else:
            before += char
    return found


def read_back(source: SourceText) -> str:
    return repaired(source.raw)[0].text


PRINTED = [(name, producer, SARABUN, False) for name, producer in product(TEXTS, PRODUCERS)] + [
    ("awkward", producer, face, justify)
    for producer, face, justify in product(PRODUCERS, FACES, [False, True])
    if (face, justify) != (SARABUN, False)
]


@pytest.mark.parametrize(
    ("name", "producer", "face", "justify"),
    PRINTED,
    ids=[
        f"{name}-{producer}-{face.family}-{'justified' if justify else 'left'}"
        for name, producer, face, justify in PRINTED
    ],
)
def test_no_letter_and_no_blank_is_lost_whoever_made_the_file(tmp_path, name, producer, face, justify):
    make, needed = PRODUCERS[producer]
    if needed and program(*needed) is None:
        pytest.skip(f"{producer} is not installed")
    source = read(make(TEXTS[name], tmp_path / "letter.pdf", face=face, justify=justify))
    text = read_back(source)
    assert letters_of(text) == letters_of(TEXTS[name])
    pairs = zip(blanks_of(text), blanks_of(TEXTS[name]), strict=True)
    assert [pair for pair in pairs if None not in pair and pair[0] != pair[1]] == []
    assert source.issues == ()
    assert set(source.text_from) == {TextFrom.TEXT_LAYER}


MISREAD = {
    "the ring of ำ reads as a blank (Word)": {"ํ": " "},
    "and every า as ำ (Word 2013)": {"ํ": " ", "า": "ำ"},
    "the ring reads as nothing and every า as ำ (WeasyPrint)": {"ํ": "", "า": "ำ"},
    "the ring reads as ำ and no า has a reading (LibreOffice)": {"ํ": "ำ", "า": ""},
    "the ring reads as ำ": {"ํ": "ำ"},
    "marks have the codes of old Windows fonts": {"่": "\uf70a", "้": "\uf70b", "์": "\uf70e", "็": "\uf712", "ั": "\uf710"},
    "marks have the codes of old Mac fonts": {"่": "\uf88b", "้": "\uf88e", "ิ": "\uf885", "ี": "\uf886"},
    "blanks do not break": {" ": "\u00a0"},
}  # fmt: skip


@pytest.mark.parametrize("readings", list(MISREAD.values()), ids=MISREAD.keys())
@pytest.mark.parametrize("name", TEXTS)
def test_glyphs_that_the_file_misreads_are_read_right(tmp_path, name, readings):
    source = read(misread_pdf(TEXTS[name], tmp_path / "letter.pdf", readings))
    assert letters_of(read_back(source)) == letters_of(TEXTS[name])
    assert source.issues == ()


LOST = {
    "tone marks without a reading": ({"่": ""}, "ที่ไฟล์ไม่บอกว่าอ่านว่าอะไร"),
    "tone marks that read as something else": ({"่": "้"}, "ไม่มี ◌่ เลย"),
    "a digit without a reading": ({"๗": ""}, "ที่ไฟล์ไม่บอกว่าอ่านว่าอะไร"),
    "every ำ lost, the ring reading as อ": ({"ํ": "อ"}, "เลย ทั้งที่ข้อความยาวเท่านี้ต้องมี"),
    "all letters one further": (dict(zip("กขคงจฉชนบปพมยรลวสหอ", "ขคงจฉชนบปพมยรลวสหอก", strict=True)), "ไม่ประกอบกันเป็นคำ"),
}  # fmt: skip


@pytest.mark.parametrize(("readings", "reason"), LOST.values(), ids=LOST.keys())
def test_a_page_whose_text_is_lost_is_reported(tmp_path, readings, reason):
    issues = broken(read(misread_pdf(DOPA, tmp_path / "letter.pdf", readings)))
    for issue in issues:
        assert issue.message("en").startswith(f"The text of page {issue.facts['page']} cannot be trusted: ")
    assert any(reason in issue.message() for issue in issues)


def test_a_lost_reading_of_many_letters_needs_a_person(tmp_path):
    source = read(misread_pdf(DOPA, tmp_path / "letter.pdf", {"่": ""}))
    assert [(issue.facts["page"], issue.severity) for issue in broken(source)] == [
        ("1", Severity.ERROR),
        ("2", Severity.ERROR),
    ]


# How pages are drawn.


def at(*places):
    """Draw texts at places, in this order."""

    def draw(page):
        for x, y, text in places:
            page.drawString(x, y, text)

    return draw


def in_columns(page):
    """Two cells that wrap, drawn cell by cell as Word draws tables."""
    for x, rows in ((72, ("อำเภอเมืองมุกดาหาร", "และอำเภอใกล้เคียง")), (300, ("ภายในวันที่ ๓๑", "มกราคม ๒๕๖๗"))):
        for number, row in enumerate(rows):
            page.drawString(x, 700 - 20 * number, row)


def twice(page):
    for offset in (0, 0.4):
        page.drawString(72 + offset, 700, "ด่วนที่สุด ที่ มท ๐๓๐๗")
    page.drawString(72, 660, "ถึง ทุกจังหวัด")


def each_letter_twice(page):
    x = 72
    for letter in ("ด่", "ว", "น", "ที่", "สุ", "ด"):
        page.drawString(x, 700, letter)
        page.drawString(x + 0.3, 700, letter)
        x += page.stringWidth(letter, SARABUN.family, 16)


def font_by_font(page):
    """Thai first, then the digits into the gaps."""
    x = 72
    gaps = []
    for piece in ("ภายใน ", "๑๕", " วัน นับจากวันที่ ", "๓๑", " มกราคม"):
        if piece[0] in "๑๓":
            gaps.append((x, piece))
        else:
            page.drawString(x, 700, piece)
        x += page.stringWidth(piece, SARABUN.family, 16)
    for x, piece in gaps:
        page.drawString(x, 700, piece)


def marks_last(page):
    """All letters of a line, then all marks where they belong."""
    x, marks = 72.0, []
    for letter in "ทีทำการปกครองผู้ว่า":
        if letter in "ีู้่":
            marks.append((x, letter))
        else:
            page.drawString(x, 700, letter)
            x += page.stringWidth(letter, SARABUN.family, 16)
    for place, mark in marks:
        page.drawString(place, 700, mark)


def without_blanks(page):
    """Words set apart without a blank, as some printer drivers do."""
    x = 72.0
    for word in ("ที่", "มท", "๐๓๐๗.๒/ว", "๒๕๕๑", "ลงวันที่", "๓๑", "มกราคม", "๒๕๖๗"):
        page.drawString(x, 700, word)
        x += page.stringWidth(word, SARABUN.family, 16) + 4.5


def spaced_out(page):
    text = page.beginText(72, 700)
    text.setCharSpace(6)
    text.textOut("บันทึกข้อความ ส่วนราชการ")
    page.drawText(text)


def turned(page):
    page.drawString(72, 700, "ถึง ทุกจังหวัด")
    page.translate(40, 300)
    page.rotate(90)
    page.drawString(0, 0, "สำเนาถูกต้อง")


def off_the_page(page):
    page.drawString(72, 700, "ถึง ทุกจังหวัด")
    page.drawString(72, 2000, "นอกหน้ากระดาษ")
    page.drawString(-500, 700, "นอกหน้ากระดาษ")


def raw_code(*code):
    def draw(page):
        text = page.beginText(72, 700)
        text.textOut("ก่อน ")
        text._code.append(code[0])
        text.textOut("xx")
        text._code.append("EMC")
        text.textOut(" หลัง")
        page.drawText(text)

    return draw


def actual(text: str) -> str:
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC"


DRAWN = {
    "lines from top to bottom": (at((72, 700, "ก"), (72, 680, "ข")), "ก\nข"),
    "room for more than a line": (at((72, 700, "ก"), (72, 680, "ข"), (72, 660, "ค"), (72, 600, "ง")), "ก\nข\nค\n\nง"),
    "columns of one line": (at((72, 700, "ที่ มท ๐๓๐๗"), (320, 700, "กรมการปกครอง")), "ที่ มท ๐๓๐๗\tกรมการปกครอง"),
    "the right column first": (at((320, 700, "กรมการปกครอง"), (72, 700, "ที่ มท ๐๓๐๗")), "ที่ มท ๐๓๐๗\tกรมการปกครอง"),
    "what stands on top but was drawn last": (at((72, 700, "ที่"), (72, 680, "ถึง"), (72, 760, "ด่วน")), "ด่วน\n\nที่\nถึง"),
    "the foot drawn first": (at((72, 60, "หน้า ๑"), (72, 700, "ที่"), (72, 680, "ถึง")), "ที่\nถึง\n\nหน้า ๑"),
    "cells that wrap": (in_columns, "อำเภอเมืองมุกดาหาร\nและอำเภอใกล้เคียง\nภายในวันที่ ๓๑\nมกราคม ๒๕๖๗"),
    "bold by drawing twice": (twice, "ด่วนที่สุด ที่ มท ๐๓๐๗\nถึง ทุกจังหวัด"),
    "bold letter by letter": (each_letter_twice, "ด่วนที่สุด"),
    "font by font": (font_by_font, "ภายใน ๑๕ วัน นับจากวันที่ ๓๑ มกราคม"),
    "letters first, marks last": (marks_last, "ทีทำการปกครองผู้ว่า"),
    "gaps instead of blanks": (without_blanks, "ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ ลงวันที่ ๓๑ มกราคม ๒๕๖๗"),
    "letters set wide": (spaced_out, "บันทึกข้อความ ส่วนราชการ"),
    "turned writing": (turned, "ถึง ทุกจังหวัด\nสำเนาถูกต้อง"),
    "off the page": (off_the_page, "ถึง ทุกจังหวัด"),
    "the file's own word": (raw_code(actual("น้ำ")), "ก่อน น้ำ หลัง"),
    "the file's own word for nothing": (raw_code(actual("")), "ก่อน  หลัง"),
    "marked without a word": (raw_code("/Span <</Lang (th)>> BDC"), "ก่อน xx หลัง"),
    "marked by an unknown name": (raw_code("/Span /MC0 BDC"), "ก่อน xx หลัง"),
}  # fmt: skip


@pytest.mark.parametrize(("draw", "text"), DRAWN.values(), ids=DRAWN.keys())
def test_what_stands_together_is_read_together(tmp_path, draw, text):
    assert read_back(read(drawn_pdf(tmp_path / "page.pdf", draw))) == text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(tmp_path, turn):
    path = drawn_pdf(tmp_path / "page.pdf", at((72, 700, "ถึง ทุกจังหวัด"), (72, 680, "ตามที่")))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.save(path)
    source = read(path)
    assert source.raw == "ถึง ทุกจังหวัด\nตามที่"
    width, height = (842, 595) if turn != 180 else (595, 842)
    for word in source.words:
        left, top, right, bottom = word.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


def test_a_word_named_in_the_resources_is_obeyed(tmp_path):
    path = drawn_pdf(tmp_path / "page.pdf", raw_code("/Span /MC0 BDC"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        resources = pdf.pages[0].Resources
        resources.Properties = pikepdf.Dictionary(MC0=pikepdf.Dictionary(ActualText=pikepdf.String("น้ำ")))
        pdf.save(path)
    assert read_back(read(path)) == "ก่อน น้ำ หลัง"


def test_every_letter_has_its_place(tmp_path):
    source = read(reportlab_pdf(DOPA, tmp_path / "letter.pdf"))
    placed = "".join(source.raw[word.start : word.end] for word in source.words)
    assert placed == letters_of(source.raw)
    assert all(word.box is not None for word in source.words)
    assert [word.start for word in source.words] == sorted(word.start for word in source.words)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_value_is_found_where_it_is_drawn(tmp_path, producer):
    """The box that another program gives for the same words lies in ours."""
    make, needed = PRODUCERS[producer]
    if needed and program(*needed) is None:
        pytest.skip(f"{producer} is not installed")
    path = make(DOPA, tmp_path / "letter.pdf")
    source = read(path)
    start = source.raw.index("๐๓๐๗.๒")
    (span,) = source.spans(Passage(start=start, end=start + 6))
    page = pypdfium2.PdfDocument(path)[0]
    found = page.get_textpage().search("๐๓๐๗.๒").get_next()
    boxes = [page.get_textpage().get_charbox(found[0] + index) for index in range(6)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = (
        page.get_height() - max(box[3] for box in boxes),
        page.get_height() - min(box[1] for box in boxes),
    )
    assert span.box is not None
    assert span.box[0] == pytest.approx(left, abs=2)
    assert span.box[2] == pytest.approx(right, abs=2)
    assert span.box[1] <= top < bottom <= span.box[3] + 1


def test_pages_follow_each_other(tmp_path):
    source = read(reportlab_pdf(DOPA, tmp_path / "letter.pdf"))
    assert source.pages == 2
    assert {line.page for line in source.lines} == {1, 2}
    assert next(line.number for line in source.lines if line.page == 2) == 1


# What else is in files.


def noted(source: Path, path: Path, **more: object) -> Path:
    """The file with a note of its own second page put upon the first, as programs for filling in and stamping do."""
    with pikepdf.open(source) as pdf:
        drawn = pdf.pages[1]
        stream = pdf.make_stream(drawn.Contents.read_bytes())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox, stream.Resources = pikepdf.Array([72, 690, 172, 720]), drawn.Resources
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=pikepdf.Array([300, 790, 400, 820])
        )
        note.AP = pikepdf.Dictionary(N=stream)
        for key, value in more.items():
            note[f"/{key}"] = value
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        del pdf.pages[1]
        pdf.save(path)
    return path


def test_notes_upon_a_page_are_read_where_they_are_shown(tmp_path):
    plain = drawn_pdf(tmp_path / "plain.pdf", at((72, 700, "ถึง ทุกจังหวัด")), at((72, 700, "เลขรับ ๑๒๓")))
    source = read(noted(plain, tmp_path / "noted.pdf"))
    assert source.raw == "เลขรับ ๑๒๓\n\nถึง ทุกจังหวัด"
    left, top, right, bottom = source.words[0].box
    assert 299 < left < right < 320
    assert 20 < top < bottom < 50


@pytest.mark.parametrize(
    "hidden", [{"F": 2}, {"F": 32}, {"Subtype": pikepdf.Name.Popup}, {"AP": 5}, {"Rect": pikepdf.Array([1])}]
)
def test_notes_that_are_not_shown_are_not_read(tmp_path, hidden):
    plain = drawn_pdf(tmp_path / "plain.pdf", at((72, 700, "ถึง ทุกจังหวัด")), at((72, 700, "เลขรับ ๑๒๓")))
    assert read(noted(plain, tmp_path / "noted.pdf", **hidden)).raw == "ถึง ทุกจังหวัด"


def test_of_a_long_file_it_is_told_how_far_reading_has_come(tmp_path):
    path = drawn_pdf(tmp_path / "book.pdf", lambda page: page.drawString(90, 700, "ถึง ทุกจังหวัด"), pages=25)
    told = []
    parsers.read(path, ocr=replace(NO_OCR, progress=lambda done, of: told.append((done, of))))
    assert told == [(number, 25) for number in range(1, 26)]


def test_a_file_that_only_forbids_changes_is_read(tmp_path):
    plain = drawn_pdf(tmp_path / "plain.pdf", at((72, 700, "ถึง ทุกจังหวัด")))
    assert read(locked_pdf(plain, tmp_path / "locked.pdf", user="")).raw == "ถึง ทุกจังหวัด"


def test_a_scanned_page_among_others_is_reported(tmp_path):
    source = read(drawn_pdf(tmp_path / "letter.pdf", at((72, 700, "ถึง ทุกจังหวัด")), draw_scan))
    assert source.raw == "ถึง ทุกจังหวัด\n"
    (issue,) = broken(source)
    assert issue.severity is Severity.ERROR
    assert issue.message() == (
        "ข้อความของหน้า 2 เชื่อถือไม่ได้: หน้านี้เป็นภาพ (เช่น ภาพสแกน) ไม่มีข้อความให้อ่าน โปรดเทียบกับต้นฉบับ หรือขอไฟล์จากผู้ส่งใหม่"
    )


def test_text_that_lies_hidden_under_a_scan_is_reported(tmp_path):
    def draw(page):
        draw_picture(page)
        text = page.beginText(72, 700)
        text.setTextRenderMode(3)
        for line in re.findall(".{1,60}", DOPA)[:12]:
            text.textLine(line)
        page.drawText(text)

    (issue,) = broken(read(drawn_pdf(tmp_path / "letter.pdf", draw)))
    assert issue.severity is Severity.WARNING
    assert issue.message("en") == (
        "The text of page 1 cannot be trusted: its text lies under a scan and was read by another OCR program; "
        "digits and tone marks may be wrong. Compare it with the original, or ask the sender for another file."
    )


def test_letters_drawn_as_lines_are_reported(tmp_path):
    path = drawn_pdf(tmp_path / "letter.pdf", at((72, 700, "ถึง ทุกจังหวัด")), draw_outlines)
    (issue,) = broken(read(path))
    assert issue.facts["reason"] == "layer-drawn"


def test_a_page_of_rubbish_does_not_hide_the_others(tmp_path):
    path = drawn_pdf(tmp_path / "letter.pdf", at((72, 700, "ถึง ทุกจังหวัด")), pages=2)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].Contents = pdf.make_stream(b"BT /F1 12 Tf [(a) /b <zz] TJ ) >> ET")
        pdf.pages[1].MediaBox = pikepdf.Array([0, 0, 595, 842])
        pdf.pages[1].Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type=pikepdf.Name.Font))
        )
        pdf.save(path)
    assert read(path).raw.startswith("ถึง ทุกจังหวัด\n")


def test_a_page_with_more_glyphs_than_a_letter_can_have_is_refused(tmp_path, monkeypatch, says):
    monkeypatch.setattr("parsers.pdf_device.MOST_GLYPHS", 5)
    path = drawn_pdf(tmp_path / "letter.pdf", at((72, 700, "ถึง ทุกจังหวัด")))
    assert says(read, path) == (
        "ไฟล์ PDF letter.pdf มีหน้าที่เนื้อหามากผิดปกติ จึงไม่อ่าน โปรดพิมพ์เป็น PDF ใหม่ หรือขอไฟล์จากผู้ส่งใหม่",
        (
            "The PDF file letter.pdf has a page with an unlikely amount of content and is not read. "
            "Print it to a new PDF, or ask the sender for another file."
        ),
    )


@pytest.mark.parametrize("seed", range(25))
def test_a_mutilated_file_is_read_or_refused_but_breaks_nothing(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    path = reportlab_pdf(AWKWARD, tmp_path / "letter.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 5, 30])):
        place = chance.randrange(len(data))
        data[place : place + chance.randrange(30)] = chance.randbytes(chance.randrange(30))
    with suppress(InputFileError):
        for page in draw_pages(InputFile(name="letter.pdf", data=bytes(data), limits=Limits())):
            assert page is None or lines(settled([page.glyphs])[0]) is not None
