from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from makers.outgoing import paragraph, sample_relay, sent_relay, short_letter
from PIL import Image, ImageChops

from circulars.circular import LetterForm, Secrecy
from circulars.office import EmblemMode
from generator.docx_writer import letter_docx
from generator.fitting import Fit, fits
from generator.pdf_attachments import merged
from generator.pdf_writer import DOCX, letter_docx_pdf, letter_fit, letter_pdf
from generator.words import letter_lines

GOLDEN = Path(__file__).parent / "golden"
FORMS = (
    LetterForm.STAMPED,
    LetterForm.EXTERNAL,
    LetterForm.MEMO,
    LetterForm.ORDER,
    LetterForm.ANNOUNCEMENT,
)
HARD_WORDS = (
    "กำหนด น้ำ ก๋ำ ป่ำ ฝ้ำ จำนำ สัมมนา ฟ้า ปี่ ป๊ะ ฎุ ฏู ญู ฐุ กู้ ผู้ ปู่ ฝู่ ฬ่ พุทฺธํ ธุระ ฤๅษี ฦๅ กี๊ก เป็น ปั้น ฝั่ง "
    "ที่นี่ ศุกร์ พิมพ์ office fi fl AVATAR ๑/๒ 1/2 “ก” ‘ข’ – — … ร้อยละ ๑๐% ฿ ฯลฯ ๆ"
)


def pages_of(pdf: bytes, scale: float = 1) -> list[Image.Image]:
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def solid(text: str) -> str:
    return "".join(text.split())


def lines_by_page(pdf: bytes) -> list[list[str]]:
    """The lines of each page without its number and the words that announce the next."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return [
        [
            line
            for line in page.split("\r\n")
            if not line.endswith("…") and not re.fullmatch("- [๐-๙]+ -", line.strip())
        ]
        for page in pages
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_text_of_one_page_is_exactly_what_was_written(form, office, fonts):
    letter = short_letter(form=form)
    letter = replace(letter, body=(*letter.body, paragraph(HARD_WORDS)))
    written = "".join(
        line.words for line in letter_lines(letter, office) if line.style not in {"qr", "memo-urgency"}
    )
    if form is LetterForm.MEMO:
        written = "ด่วนที่สุด" + written
    assert solid(text_of(letter_pdf(letter, office, fonts))) == solid(written)


def test_the_text_of_several_pages_is_exactly_what_was_written(office, fonts):
    letter = replace(sent_relay(), body=sent_relay().body * 4)
    pages = lines_by_page(letter_pdf(letter, office, fonts))
    assert len(pages) > 2
    written = "".join(line.words for line in letter_lines(letter, office) if line.style != "qr")
    assert solid("".join("".join(page) for page in pages)) == solid(written)


def test_each_page_announces_the_words_that_the_next_begins_with(office, fonts):
    letter = replace(sent_relay(), body=sent_relay().body * 4)
    pdf = letter_pdf(letter, office, fonts)
    announced = re.findall(r"^/(.+)…", text_of(pdf), re.MULTILINE)
    starts = [page[0] for page in lines_by_page(pdf)[1:]]
    assert len(announced) == len(starts) > 1
    for words, start in zip(announced, starts, strict=True):
        assert 4 < len(words) < 40
        assert solid(start).startswith(solid(words))


def test_the_first_page_bears_no_number_and_the_others_do(office, sarabun):
    letter = replace(sent_relay(), body=sent_relay().body * 4)
    pages = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(letter_pdf(letter, office, sarabun))
    ]
    numbers = [re.findall("- ([๐-๙]+) -", page) for page in pages]
    assert numbers == [[], ["๒"], ["๓"], ["๔"]][: len(pages)]


@pytest.mark.parametrize("form", FORMS)
def test_two_lines_of_the_text_go_with_the_closing(form, office, sarabun):
    """However far down the last paragraph begins, the last page never holds the closing alone."""
    *_, last = sent_relay().body
    closing = {
        LetterForm.STAMPED: "จังหวัดมุกดาหาร",
        LetterForm.EXTERNAL: "ขอแสดงความนับถือ",
        LetterForm.MEMO: "(....",
        LetterForm.ORDER: "สั่ง",
        LetterForm.ANNOUNCEMENT: "ประกาศ",
    }
    carried = []
    for above in range(6, 20):
        body = (paragraph("ให้ถือปฏิบัติ"),) * above + (last,)
        letter = replace(sent_relay(), form=form, body=body, qr=None)
        pages = lines_by_page(letter_pdf(letter, office, sarabun, fit=Fit()))
        if len(pages) > 1:
            carried.append(next(at for at, line in enumerate(pages[-1]) if line.startswith(closing[form])))
    assert carried[:4] == [2, 2, 2, 2]
    assert min(carried) == 2


def test_a_paragraph_too_short_to_be_parted_goes_with_the_closing(office, sarabun):
    firsts = set()
    for length in range(10, 22):
        letter = replace(sent_relay(), body=(paragraph("ให้ถือปฏิบัติ"),) * length)
        pages = lines_by_page(letter_pdf(letter, office, sarabun, fit=Fit()))
        if len(pages) > 1:
            firsts.add(pages[-1][0].strip())
    assert firsts == {"ให้ถือปฏิบัติ"}


@pytest.mark.parametrize("fit", fits())
def test_however_closely_it_is_set_the_text_is_exactly_what_was_written(office, fonts, fit):
    for shift in (1, 12, 25):
        body = tuple(replace(one, text="ก" * shift + one.text) for one in sent_relay().body)
        pdf = letter_pdf(replace(sent_relay(), body=body), office, fonts, fit=fit)
        text = solid("".join("".join(page) for page in lines_by_page(pdf)))
        assert [one.text for one in body if solid(one.text) not in text] == []


def test_the_sample_relay_stands_on_one_page(office, fonts):
    assert len(pages_of(letter_pdf(sent_relay(), office, fonts))) == 1
    assert letter_fit(sent_relay(), office, fonts) != Fit()


def test_a_letter_is_set_no_closer_than_it_must_be(office, sarabun):
    """The longer the text, the closer it is set; what nothing brings onto one page is set roomily."""
    steps = list(fits())
    taken = []
    for length in (2, 6, 8, 9, 10, 11, 12, 20):
        letter = replace(
            sent_relay(), qr=None, body=(sent_relay().body[1],) * 2 + (paragraph("ให้ถือปฏิบัติ"),) * length
        )
        fit = letter_fit(letter, office, sarabun)
        assert fit == Fit() or len(pages_of(letter_pdf(letter, office, sarabun, fit=fit))) == 1
        taken.append(steps.index(fit))
    assert taken == [0, 0, 0, 1, 2, 0, 0, 0]


@pytest.mark.parametrize("dpi", [100, 150])
def test_the_code_is_read_from_the_page(office, sarabun, dpi):
    pages = pages_of(letter_pdf(sent_relay(), office, sarabun), dpi / 72)
    assert [code.text for page in pages for code in zxingcpp.read_barcodes(page)] == [sent_relay().qr]


KEPT = (
    "๓๑ มกราคม ๒๕๖๗",
    "แห่งละ ๒ ราย",
    "๑๕.๐๐ นาฬิกา",
    "มห ๐๐๑๘.๑/ว ๗๕๐",
    "หนี้นอกระบบ",
    "ภูมิลำเนา",
    "ทั้งนี้",
    "เท่านั้น",
)


def test_no_line_ends_inside_a_date_an_amount_or_a_kept_word(office, fonts):
    """At every width: a first line that grows by a letter at a time moves all the breaks after it."""
    for shift in range(1, 40, 3):
        body = tuple(replace(one, text="ก" * shift + one.text) for one in sent_relay().body)
        pages = lines_by_page(letter_pdf(replace(sent_relay(), body=body), office, fonts))
        on_one_line = "|".join(solid(line) for page in pages for line in page)
        for words in KEPT:
            written = sum(solid(one.text).count(solid(words)) for one in body)
            assert on_one_line.count(solid(words)) == written


def test_the_file_is_marked_as_pdf_a_3b(office, sarabun):
    file = io.BytesIO(letter_pdf(sent_relay(), office, sarabun))
    with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3B"
        assert metadata["dc:title"] == sent_relay().subject
        assert metadata["xmp:CreateDate"] == "2024-01-24T17:00:00+00:00"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_letter_gives_the_same_bytes(form, office, fonts):
    letter = replace(sample_relay(), form=form)
    assert letter_pdf(letter, office, fonts) == letter_pdf(letter, office, fonts)


def test_the_mark_of_secrecy_is_at_the_head_and_the_foot_of_every_page(office, sarabun):
    pdf = letter_pdf(replace(sent_relay(), secrecy=Secrecy.SECRET), office, sarabun)
    for page in pypdfium2.PdfDocument(pdf):
        assert page.get_textpage().get_text_range().count("ลับมาก") == 2


def test_an_order_of_three_pages_is_set_whole(office, sarabun):
    order = paragraph("๑. " + "ให้อำเภอสำรวจหมู่บ้านที่มีความเสี่ยงขาดแคลนน้ำอุปโภคบริโภค " * 110)
    letter = replace(sent_relay(), body=(order,), qr=None)
    pages = lines_by_page(letter_pdf(letter, office, sarabun))
    assert len(pages) == 3
    assert solid("".join("".join(page) for page in pages)).count("ขาดแคลนน้ำอุปโภคบริโภค") == 110


def test_a_letter_that_the_font_cannot_set_is_refused(office, sarabun, says):
    assert says(letter_pdf, short_letter(sender="จังหวัด😀มุกดาหาร"), office, sarabun) == (
        "ข้อความในหนังสือมีอักขระ “😀” (U+1F600) ที่แบบอักษรของหนังสือไม่มี ในข้อความ “จังหวัด😀มุกดาหาร” โปรดแก้เป็นอักขระที่ใช้ในหนังสือราชการแล้วลองอีกครั้ง",
        "The text of the letter holds the character “😀” (U+1F600), which the letter font does not have, in “จังหวัด😀มุกดาหาร”. Replace it by one used in official letters and try again.",
    )


def test_markup_in_a_value_is_plain_text(office, sarabun):
    text = text_of(
        letter_pdf(short_letter(sender='#strong[x] *y* _z_ $1$ "q" \\ A & B <C> - ๒ -'), office, sarabun)
    )
    assert solid('#strong[x] *y* _z_ $1$ "q" \\ A & B <C> - ๒ -') in solid(text)


@pytest.mark.parametrize("mode", [EmblemMode.PREPRINTED, EmblemMode.PLACEHOLDER])
def test_the_emblem_zone_is_blank_or_a_dashed_box(office, sarabun, mode):
    page = pages_of(letter_pdf(sent_relay(), replace(office, emblem_mode=mode), sarabun))[0].convert("L")
    centre, top, half = page.width / 2, 1.5 / 2.54 * 72, 1.6 / 2.54 * 72
    zone = page.crop((int(centre - half), int(top) - 2, int(centre + half), int(top + 3 / 2.54 * 72) + 2))
    drawn = zone.point(lambda value: 255 - value).getbbox()
    assert (drawn is None) == (mode is EmblemMode.PREPRINTED)
    if drawn:
        assert (drawn[2] - drawn[0]) / 72 * 2.54 == pytest.approx(3, abs=0.1)
        assert (drawn[3] - drawn[1]) / 72 * 2.54 == pytest.approx(3, abs=0.1)


def test_the_seal_zone_is_blank_and_wide_enough(office, sarabun):
    page = pypdfium2.PdfDocument(letter_pdf(short_letter(), office, sarabun))[0]
    text, dots = page.get_textpage(), "." * 44
    sender = text.get_charbox(
        text.search("จังหวัดมุกดาหาร", index=text.get_text_range().index("นาฬิกา")).get_next()[0]
    )
    date = text.get_charbox(text.search(dots).get_next()[0])
    top, bottom = page.get_height() - sender[1] + 8, page.get_height() - date[3] - 3
    zone = (
        page.render()
        .to_pil()
        .convert("L")
        .crop((int(11 / 2.54 * 72), int(top), int(19 / 2.54 * 72), int(bottom)))
    )
    assert zone.getextrema() == (255, 255)
    assert bottom - top > 3 * 21.3


@pytest.mark.parametrize("form", FORMS)
def test_the_pages_look_as_they_did(form, office, sarabun, request):
    """Compared at 50 dots an inch with room for another renderer's edges; look at new ones before keeping them."""
    office = replace(office, emblem_mode=EmblemMode.PLACEHOLDER)
    pages = pages_of(letter_pdf(replace(sent_relay(), form=form), office, sarabun), 50 / 72)
    for number, page in enumerate(pages, start=1):
        path = GOLDEN / f"relay-{form}-{number}.png"
        if request.config.getoption("--update-golden"):
            page.convert("L").quantize(16).save(path, optimize=True)
        kept = Image.open(path).convert("L")
        assert page.size == kept.size
        difference = ImageChops.difference(page.convert("L"), kept).point(
            lambda value: 255 if value > 96 else 0
        )
        assert sum(difference.histogram()[128:]) < 0.002 * page.width * page.height
    assert not (GOLDEN / f"relay-{form}-{len(pages) + 1}.png").exists()


def test_nothing_is_printed_as_a_box(office, fonts):
    """Every character of Thai official writing has a glyph: the text that a reader copies has no gap."""
    thai = sorted(
        one for one in fonts.characters() if "ก" <= one <= "๛" and unicodedata.category(one) != "Mn"
    )
    letter = short_letter(sender="".join(thai))
    assert letter.sender in solid(text_of(letter_pdf(letter, office, fonts)))


def test_the_word_document_and_the_reading_are_inside_the_pdf(office, sarabun):
    reading = b'{"schema": "saraban.reading/1"}'
    docx, pdf = letter_docx_pdf(sent_relay(), office, sarabun, reading=reading)
    assert (docx, pdf) == letter_docx_pdf(sent_relay(), office, sarabun, reading=reading)
    assert docx == letter_docx(sent_relay(), office, fit=letter_fit(sent_relay(), office, sarabun))
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata.pdfa_status == "3B"
        files = {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}
        assert files == {"letter.docx": docx, "reading.json": reading}
        assert [str(one.AFRelationship) for one in document.Root.AF] == ["/Source", "/Data"]
        kinds = [str(one.EF.F.Subtype) for one in document.Root.AF]
        assert kinds == [f"/{DOCX}", "/application/json"]
        assert all(one.EF.F.Params.ModDate for one in document.Root.AF)


def test_merged_letters_keep_their_pages_and_their_text(office, sarabun):
    letters = [
        letter_pdf(short_letter(addressee=f"อำเภอ{name}"), office, sarabun) for name in ("ดอนตาล", "หนองสูง")
    ]
    both = merged(letters)
    assert both == merged(letters)
    assert ["อำเภอดอนตาล" in page for page in text_of(both).split("ด่วนที่สุด")[1:]] == [True, False]
