from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from makers.outgoing import sent_relay, short_letter

from generator.template_check import template_findings
from generator.template_letter import template_letter
from generator.template_tags import known_tags

GOOD = (
    "{{ ชั้นความเร็ว }}",
    "ที่ {{ที่}}",
    "{{ คำขึ้นต้น }} {{ ผู้รับ }}",
    "{{ ข้อความ }}",
    "{{ sender }}",
    "{{ วันที่ }}",
    "{{ เจ้าของเรื่อง }}",
)


def word_file(*paragraphs: str, change=None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words_of(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]


#: What a clerk may write, the kind of finding, and the words it quotes.
WRONG = [
    ("เรื่อง {{ หัวเรื่อง }}", "tag-unknown", "{{ หัวเรื่อง }}"),
    ("เรื่อง {{ }}", "tag-unknown", "{{ }}"),
    ("เรื่อง { เรื่อง }", "tag-lone-brace", "เรื่อง { เรื่อง }"),
    ("เรื่อง {{ เรื่อง }", "tag-lone-brace", "เรื่อง {{ เรื่อง }"),
    ("เรื่อง {{ เรื่อง } }", "tag-lone-brace", "เรื่อง {{ เรื่อง } }"),
    ("{{ สําเนาส่ง }}", "tag-decomposed", "{{ สําเนาส่ง }}"),
    ("เรื่อง {{ เรื่อง – }}", "tag-dash", "{{ เรื่อง – }}"),
    ("เรื่อง {{ เรื่\u200bอง }}", "tag-zero-width", "{{ เรื่□อง }}"),
    ("เรื่อง {{ ข้อความ๑ }}", "tag-thai-digit", "{{ ข้อความ๑ }}"),
    ("{% for ย่อหน้า in ข้อความ %}", "tag-statement", "{% for ย่อหน้า in ข้อความ %}"),
    ("ด้วย {{ ข้อความ }} นั้น", "tag-not-alone", "{{ ข้อความ }}"),
]


@pytest.mark.parametrize(("paragraph", "kind", "quoted"), WRONG)
def test_every_silent_failure_is_found_with_its_paragraph(paragraph, kind, quoted):
    (finding,) = template_findings(word_file("หนังสือ", paragraph))
    assert (finding.kind, finding.paragraph, finding.text) == (kind, 2, quoted)
    assert finding.message("th").startswith("ย่อหน้าที่ 2: ")
    assert quoted in finding.message("th")
    assert quoted in finding.message("en")


def test_a_tag_in_a_deletion_is_found():
    def change(document):
        run = document.paragraphs[0].runs[0]._r
        run.find(qn("w:t")).tag = qn("w:delText")
        deletion = OxmlElement("w:del")
        run.addprevious(deletion)
        deletion.append(run)

    (finding,) = template_findings(word_file("{{ เรื่อง }}", change=change))
    assert (finding.kind, finding.text) == ("tag-deleted", "{{ เรื่อง }}")


def half_font(document):
    document.paragraphs[0].runs[0].font.name = "TH SarabunPSK"


def half_size(document):
    document.paragraphs[0].runs[0].font.size = Pt(16)


def half_weight(document):
    document.paragraphs[0].runs[0].font.bold = True


HALF = [(half_font, "half-font"), (half_size, "half-size"), (half_weight, "half-weight")]


@pytest.mark.parametrize(("change", "kind"), HALF)
@pytest.mark.parametrize("words", ["{{ เรื่อง }}", "เรื่อง"])
def test_a_run_of_which_the_latin_half_alone_is_set_is_found(change, kind, words):
    (finding,) = template_findings(word_file(words, change=change))
    assert (finding.kind, finding.text) == (kind, words)


@pytest.mark.parametrize(("change", "kind"), HALF)
def test_what_is_filled_in_has_its_thai_half(office, change, kind):
    filled = template_letter(sent_relay(), office, word_file("{{ เรื่อง }}", change=change))
    assert template_findings(filled) == ()
    properties = docx.Document(io.BytesIO(filled)).paragraphs[0].runs[0]._r.rPr
    assert properties.find(qn("w:szCs")) is not None or kind != "half-size"


def test_a_latin_run_needs_no_thai_half():
    assert template_findings(word_file("QR Code", change=half_size)) == ()


def test_a_good_template_is_filled_in(office):
    template = word_file(*GOOD)
    assert template_findings(template) == ()
    letter = sent_relay()
    assert [one.replace("\u00a0", " ") for one in words_of(template_letter(letter, office, template))] == [
        "ด่วนที่สุด",
        "ที่ มห ๐๐๑๘.๑/ว ๖๔๒",
        "เรียน ที่ทำการปกครองอำเภอ ทุกอำเภอ",
        *(one.text for one in letter.body),
        "จังหวัดมุกดาหาร",
        "๒๕ มกราคม ๒๕๖๗",
        *letter.unit,
    ]


def test_a_tag_that_word_has_split_into_runs_is_filled_in(office):
    def change(document):
        paragraph = document.paragraphs[0]
        for piece in ("เรื่อง {", "{ เรื่", "อง }", "} จบ"):
            paragraph.add_run(piece)

    template = word_file("", change=change)
    assert template_findings(template) == ()
    assert words_of(template_letter(sent_relay(), office, template)) == [f"เรื่อง {sent_relay().subject} จบ"]


def test_tags_in_tables_and_headers_are_filled_in(office):
    def change(document):
        document.add_table(1, 1).cell(0, 0).paragraphs[0].text = "{{ สำเนาส่ง }}"
        document.sections[0].header.paragraphs[0].text = "{{ ชั้นความลับ }}{{ เรื่อง }}"

    filled = docx.Document(io.BytesIO(template_letter(sent_relay(), office, word_file("ก", change=change))))
    assert [one.text for one in filled.tables[0].cell(0, 0).paragraphs] == [""]
    assert filled.sections[0].header.paragraphs[0].text == sent_relay().subject


def test_markup_in_a_value_is_plain_text(office):
    letter = short_letter(sender='A & B <C> "{{ เรื่อง }}"')
    (words,) = words_of(template_letter(letter, office, word_file("{{ หน่วยงาน }}")))
    assert words == letter.sender


def test_a_line_end_in_a_value_is_a_line_break(office):
    filled = template_letter(short_letter(sender="ก\nข"), office, word_file("{{ หน่วยงาน }}"))
    assert words_of(filled) == ["ก\nข"]


def test_a_control_character_in_a_value_is_refused(office, says):
    thai, _ = says(template_letter, short_letter(sender="ก\x07"), office, word_file("{{ หน่วยงาน }}"))
    assert "U+0007" in thai


def test_a_template_that_would_fail_is_refused_with_its_first_fault(office, says):
    template = word_file("{{ หัวเรื่อง }}", "{ เรื่อง }")
    assert says(template_letter, sent_relay(), office, template, file="แม่แบบ.docx") == (
        "แม่แบบ แม่แบบ.docx มี 2 จุดที่ต้องแก้ก่อนใช้ จุดแรก: ย่อหน้าที่ 1: ไม่รู้จักตัวแปร {{ หัวเรื่อง }} ถ้าใช้จะเป็นช่องว่าง โปรดแก้ชื่อให้ตรงกับรายการตัวแปร",
        "The template แม่แบบ.docx has 2 places to correct before it can be used. The first (in Thai): ย่อหน้าที่ 1: ไม่รู้จักตัวแปร {{ หัวเรื่อง }} ถ้าใช้จะเป็นช่องว่าง โปรดแก้ชื่อให้ตรงกับรายการตัวแปร",
    )


@pytest.mark.parametrize("content", [b"", b"%PDF", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(says, content):
    assert says(template_findings, content, file="x.doc") == (
        "ไฟล์ x.doc ไม่ใช่ไฟล์ Word (.docx) ที่เปิดได้ โปรดเปิดด้วยโปรแกรม Word บันทึกเป็น .docx แล้วลองอีกครั้ง",
        "x.doc is no Word file (.docx) that can be opened. Open it in Word, save it as .docx and try again.",
    )


def test_the_same_letter_in_the_same_template_gives_the_same_bytes(office):
    template = word_file(*GOOD)
    assert template_letter(sent_relay(), office, template) == template_letter(sent_relay(), office, template)
    assert zipfile.ZipFile(io.BytesIO(template_letter(sent_relay(), office, template))).testzip() is None


def test_every_tag_stands_for_something(office):
    for name, tag in known_tags().items():
        letter = replace(sent_relay(), email="a@example.go.th", copies_to=("ก",))
        words = words_of(template_letter(letter, office, word_file(f"{{{{ {name} }}}}")))
        assert words, tag
        assert not any("{" in one for one in words)
