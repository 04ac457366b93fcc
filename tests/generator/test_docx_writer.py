from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt
from lxml import etree
from makers.outgoing import sample_relay, sent_relay, short_letter
from PIL import Image

from benchmarks.gallery import gallery_letters, sample_office
from circulars.circular import LetterForm, Secrecy, Urgency
from circulars.office import EmblemMode
from generator.docx_writer import letter_docx
from generator.emblem import emblem_findings
from generator.fitting import Fit

GOLDEN = Path(__file__).parent / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
FORMS = (
    LetterForm.STAMPED,
    LetterForm.EXTERNAL,
    LetterForm.MEMO,
    LetterForm.ORDER,
    LetterForm.ANNOUNCEMENT,
)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def all_text(data: bytes) -> str:
    root = part(data, "word/document.xml")
    return "\n".join("".join(paragraph.itertext(f"{W}t")) for paragraph in root.iter(f"{W}p"))


@pytest.mark.parametrize("form", FORMS)
def test_the_document_of_the_sample_relay(form, office, golden):
    letter = replace(sent_relay(), form=form)
    document = zipfile.ZipFile(io.BytesIO(letter_docx(letter, office))).read("word/document.xml")
    golden(GOLDEN / f"relay-{form}.document.xml", document.decode())


@pytest.mark.parametrize("form", FORMS)
def test_every_part_is_whole_and_python_docx_opens_it(form, office):
    data = letter_docx(replace(sent_relay(), form=form), office)
    package = zipfile.ZipFile(io.BytesIO(data))
    assert package.testzip() is None
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(package.read(name))
    assert opened(data).core_properties.title == sent_relay().subject


@pytest.mark.parametrize("form", FORMS)
def test_every_style_named_is_there(form, office):
    data = letter_docx(replace(sent_relay(), form=form), office)
    styles = {one.get(f"{W}styleId") for one in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/header.xml", "word/header-first.xml", "word/footer.xml"):
        root = part(data, name)
        named = {one.get(f"{W}val") for tag in ("pStyle", "rStyle") for one in root.iter(f"{W}{tag}")}
        assert named <= styles


def test_every_relation_named_is_there(office):
    office = replace(office, emblem_mode=EmblemMode.PLACEHOLDER)
    package = zipfile.ZipFile(io.BytesIO(letter_docx(sent_relay(), office)))
    relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {one.get("Id"): f"word/{one.get('Target')}" for one in relations}
    document = package.read("word/document.xml").decode()
    assert set(targets.values()) <= set(package.namelist())
    assert {name for name in targets if f'"{name}"' in document} >= {
        "emblem",
        "code",
        "header",
        "headerFirst",
        "footer",
    }


def test_the_page_is_a4_with_the_margins_of_the_regulation(office):
    section = opened(letter_docx(sent_relay(), office)).sections[0]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21, 29.7), abs=0.01)
    assert (section.left_margin.cm, section.right_margin.cm) == pytest.approx((3, 2), abs=0.01)
    assert section.different_first_page_header_footer


def test_the_thai_half_of_every_font_property_is_set(office):
    styles = part(letter_docx(sent_relay(), replace(office, font="TH SarabunIT๙")), "word/styles.xml")
    for properties in styles.iter(f"{W}rPr"):
        for latin, thai in (("sz", "szCs"), ("b", "bCs"), ("i", "iCs")):
            one, other = properties.find(f"{W}{latin}"), properties.find(f"{W}{thai}")
            assert (one is None) == (other is None)
            assert one is None or one.get(f"{W}val") == other.get(f"{W}val")
        for fonts in properties.iter(f"{W}rFonts"):
            assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
                "TH SarabunIT๙"
            }
    defaults = styles.find(f"{W}docDefaults")
    assert defaults.find(f".//{W}lang").get(f"{W}bidi") == "th-TH"


def test_the_body_is_distributed_in_16_points_with_its_indent(office):
    document = opened(letter_docx(sent_relay(), office))
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("ตามที่"))
    style = body.style.paragraph_format
    assert style.first_line_indent == pytest.approx(Cm(2.5), abs=1000)
    assert style.space_before == Pt(6)
    assert body.style.element.find(f"{W}pPr/{W}jc").get(f"{W}val") == "thaiDistribute"
    assert document.styles["Normal"].font.size == Pt(16)


def test_the_emblem_zone_is_three_centimetres_whatever_is_in_it(office):
    for mode in (EmblemMode.PREPRINTED, EmblemMode.PLACEHOLDER):
        for urgency in (Urgency.NORMAL, Urgency.MOST_URGENT):
            data = letter_docx(replace(sent_relay(), urgency=urgency), replace(office, emblem_mode=mode))
            zone = opened(data).paragraphs[0]
            assert zone.style.paragraph_format.line_spacing == pytest.approx(Cm(3), abs=1000)
            assert zone.text == ("ด่วนที่สุด" if urgency is Urgency.MOST_URGENT else "")
            assert (zone.style.font.size, str(zone.style.font.color.rgb)) == (Pt(32), "FF0000")


@pytest.mark.parametrize(("form", "height"), [(LetterForm.STAMPED, 3.0), (LetterForm.MEMO, 1.5)])
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_the_emblem_keeps_its_shape(form, height, kind, office, tmp_path):
    path = tmp_path / f"emblem.{kind}"
    Image.new("RGB", (300, 330)).save(path, kind)
    office = replace(office, emblem_mode=EmblemMode.FILE, emblem_path=str(path))
    data = letter_docx(replace(sent_relay(), form=form), office)
    extent = part(data, "word/document.xml").find(f".//{WP}anchor/{WP}extent")
    size = int(extent.get("cx")) / 360000, int(extent.get("cy")) / 360000
    assert size == pytest.approx((height * 300 / 330, height), abs=0.001)
    assert zipfile.ZipFile(io.BytesIO(data)).read(f"word/media/emblem.{kind}") == path.read_bytes()


def test_a_missing_emblem_says_what_to_do(office, tmp_path, says):
    path = tmp_path / "none.png"
    office = replace(office, emblem_mode=EmblemMode.FILE, emblem_path=str(path))
    assert says(letter_docx, sent_relay(), office) == (
        f"เปิดไฟล์ภาพตราครุฑ {path} ไม่ได้ โปรดตรวจสอบ emblem_path ของหน่วยงาน หรือตั้ง emblem_mode เป็น preprinted หากใช้กระดาษตราครุฑ",
        f"The emblem picture {path} cannot be opened. Check emblem_path of the office, or set emblem_mode to preprinted if the paper bears the emblem.",
    )


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((360, 360), []),
        ((85, 85), ["emblem-coarse"]),
        ((900, 360), ["emblem-shape"]),
        ((300, 85), ["emblem-coarse", "emblem-shape"]),
    ],
)
def test_an_emblem_that_is_coarse_or_of_another_shape_is_told(office, tmp_path, size, found):
    path = tmp_path / "ครุฑ.png"
    Image.new("L", size, 255).save(path)
    office = replace(office, emblem_mode=EmblemMode.FILE, emblem_path=str(path))
    findings = emblem_findings(office)
    assert [one.what for one in findings] == found
    assert all(one.is_note for one in findings)
    if found == ["emblem-coarse"]:
        assert findings[0].message("en") == (
            "The emblem is too coarse to be printed 3 cm high (ครุฑ.png 72 dpi; it should be at least 300 dpi, "
            "355 pixels high). Use a finer picture."
        )


def test_an_emblem_that_is_no_picture_says_what_to_do(office, tmp_path, says):
    path = tmp_path / "emblem.svg"
    path.write_text("<svg/>")
    office = replace(office, emblem_mode=EmblemMode.FILE, emblem_path=str(path))
    assert says(letter_docx, sent_relay(), office) == (
        f"ไฟล์ภาพตราครุฑ {path} ไม่ใช่ภาพ PNG หรือ JPEG โปรดบันทึกภาพเป็น PNG (อย่างน้อย 300 จุดต่อนิ้วที่ความสูง 3 ซม.) แล้วลองอีกครั้ง",
        f"The emblem picture {path} is neither PNG nor JPEG. Save it as PNG (at least 300 dots an inch at 3 cm high) and try again.",
    )


def test_the_closing_is_chained_and_the_seal_zone_is_blank(office):
    data = letter_docx(sent_relay(), office)
    styles = {one.get(f"{W}styleId"): one for one in part(data, "word/styles.xml").iter(f"{W}style")}
    names = [
        one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in part(data, "word/document.xml").iter(f"{W}p")
    ]
    closing = names[names.index("Code") :]
    assert closing == ["Code", "Caption", "Sender", "Seal", "SealDate", "Unit", "Unit", "Unit"]
    assert all(styles[name].find(f"{W}pPr/{W}keepNext") is not None for name in closing)
    last = opened(data).paragraphs[names.index("Code") - 1]
    assert last.paragraph_format.keep_with_next
    seal = opened(data).tables[0].cell(0, 1).paragraphs[1]
    assert seal.text == ""
    assert seal.style.paragraph_format.line_spacing >= 3 * Pt(16)


def test_the_code_is_wide_enough_without_its_quiet_zone(office):
    extent = part(letter_docx(sent_relay(), office), "word/document.xml").find(f".//{WP}inline/{WP}extent")
    for modules, border in ((37, 8), (29, 8)):
        assert int(extent.get("cx")) / 360000 * (1 - border / modules) >= 2.4 or modules == 29


def test_a_letter_without_code_has_no_table(office):
    data = letter_docx(replace(sent_relay(), qr=None), office)
    assert not opened(data).tables
    assert [paragraph.text for paragraph in opened(data).paragraphs][-3:] == [
        "ที่ทำการปกครองจังหวัด",
        "กลุ่มงานอำนวยความเป็นธรรม",
        "โทร./โทรสาร ๐-๔๒๖๑-๑๘๑๗",
    ]


def test_a_letter_set_closer_says_so_in_its_styles(office):
    data = letter_docx(sent_relay(), office, fit=Fit(line=19.0, spacing=-0.2))
    styles = {one.name: one for one in opened(data).styles}
    assert styles["Normal"].paragraph_format.line_spacing == Pt(19)
    # A picture on an exact line would be cut; labels of 20 points would lose their tops.
    assert styles["QR code"].paragraph_format.line_spacing == 1.0
    assert styles["Memo head"].paragraph_format.line_spacing == 1.0
    assert styles["Seal zone"].paragraph_format.line_spacing >= 3 * Pt(16)
    spacing = styles["Letter body"].element.find(f"{W}rPr/{W}spacing")
    assert spacing.get(f"{W}val") == "-4"


def test_pages_after_the_first_are_numbered_in_thai(office):
    header = part(letter_docx(sent_relay(), office), "word/header.xml")
    assert "".join(header.itertext(f"{W}instrText")).strip() == r"PAGE \* ThaiArabic"
    assert "".join(header.itertext(f"{W}t")) == "- ๒ -"
    assert "".join(part(letter_docx(sent_relay(), office), "word/header-first.xml").itertext(f"{W}t")) == ""


def test_the_mark_of_secrecy_stands_on_every_page(office):
    data = letter_docx(replace(sent_relay(), secrecy=Secrecy.CONFIDENTIAL), office)
    for name in ("header-first", "header", "footer"):
        assert next(part(data, f"word/{name}.xml").itertext(f"{W}t")) == "ลับ"


def test_values_are_escaped_and_nothing_is_cut(office):
    letter = replace(sent_relay(), sender='A & B <C> "ง" ]]>', subject="<&>", qr=None)
    office = replace(office, font='X" & <Y>')
    data = letter_docx(letter, office)
    assert 'A & B <C> "ง" ]]>' in all_text(data)
    assert len(opened(data).paragraphs) == len(
        opened(letter_docx(replace(sent_relay(), qr=None), office)).paragraphs
    )
    assert opened(data).core_properties.title == "<&>"
    assert opened(data).styles["Normal"].font.name == 'X" & <Y>'


def test_a_line_end_becomes_a_break(office):
    data = letter_docx(short_letter(sender="จังหวัด\nมุกดาหาร", qr=None), office)
    sender = next(one for one in opened(data).paragraphs if one.style.name == "Sender")
    assert sender.text == "จังหวัด\nมุกดาหาร"


def test_a_control_character_stops_the_letter(office, says):
    assert "U+0008" in says(letter_docx, short_letter(sender="จังหวัด\x08"), office)[0]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_letter_gives_the_same_bytes(form, office):
    letter = replace(sent_relay(), form=form)
    assert letter_docx(letter, office) == letter_docx(letter, office)


def test_a_draft_holds_the_whole_text_of_the_relay(office):
    text = all_text(letter_docx(sample_relay(), office)).replace("\u00a0", " ")
    for paragraph in sample_relay().body:
        assert paragraph.text in text


@pytest.mark.parametrize("name", sorted(gallery_letters()))
def test_every_letter_of_the_gallery_can_be_written(name):
    letter = gallery_letters()[name]
    with zipfile.ZipFile(io.BytesIO(letter_docx(letter, sample_office()))) as file:
        text = "".join(etree.fromstring(file.read("word/document.xml")).itertext())
    for paragraph in letter.body:
        assert plain(paragraph.text) in plain(text)


def plain(text: str) -> str:
    """Without what binds words: blanks and joiners."""
    return re.sub(r"[\s\u2060\u200b]", "", text)
