from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from benchmarks.gallery import sample_letter, sample_office
from circulars.circular import LetterForm
from generator import pdf_series
from generator.fonts import letter_fonts
from generator.pdf_series import letters_docx_pdf
from generator.pdf_writer import letter_docx_pdf

OFFICE = sample_office()
#: Shades by which the same glyph may differ that stands a thousandth of a point elsewhere.
SHADES = 80
#: Names of districts that are drawn with glyphs of their own: low and high marks, ligatures.
NAMES = ("ดอนตาล", "คำชะอี", "หว้านใหญ่", "ญี่ปุ่น", "ฐานกุญแจ", "ป้ำเป๋อ", "เฉลิมพระเกียรติ")


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    return letter_fonts(tmp_path_factory.getbasetemp() / "cache")


def series(letter, *, head="ที่ทำการปกครองอำเภอ", codes=True):
    return [
        replace(
            letter,
            addressee=f"{head}{name}",
            number=f"มห 0018.1/ว{100 + at}",
            qr=f"https://example.go.th/report/{4901 + at}" if codes else None,
        )
        for at, name in enumerate(NAMES)
    ]


def difference(one: bytes, other: bytes) -> int:
    """How much the pages of two documents differ at most, in shades of 256; glyphs may be grouped otherwise."""
    pages = zip(pypdfium2.PdfDocument(one), pypdfium2.PdfDocument(other), strict=True)
    drawn = [[page.render(scale=1).to_numpy().astype(int) for page in pair] for pair in pages]
    return max(abs(left - right).max() for left, right in drawn)


def text(pdf: bytes) -> str:
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return "".join(unicodedata.normalize("NFC", words).split())


FORMS = {
    "stamped": sample_letter(),
    "several pages": replace(sample_letter(), body=sample_letter().body * 4),
    "signed": replace(sample_letter(), form=LetterForm.EXTERNAL),
    "memo": replace(sample_letter(), form=LetterForm.MEMO),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_pages_are_those_of_each_letter_set_by_itself(fonts, name):
    letters = series(FORMS[name])
    made = list(letters_docx_pdf(letters, OFFICE, fonts))
    for at in (1, 5):
        docx, pdf = letter_docx_pdf(letters[at], OFFICE, fonts)
        assert made[at][0] == docx
        assert text(made[at][1]) == text(pdf)
        assert difference(made[at][1], pdf) < SHADES


def test_only_the_first_letter_is_set_as_a_whole(fonts, monkeypatch):
    by_itself = []
    monkeypatch.setattr(
        pdf_series, "letter_docx_pdf", lambda letter, *_, **__: by_itself.append(letter) or (b"", b"")
    )
    list(letters_docx_pdf(series(sample_letter()), OFFICE, fonts))
    assert by_itself == []


def test_a_letter_whose_lines_break_elsewhere_is_set_by_itself(fonts):
    letters = series(sample_letter())
    letters[2] = replace(letters[2], addressee="ที่ทำการปกครองอำเภอ" + "หนองบัวใหญ่กว้างไกล" * 4)
    made = list(letters_docx_pdf(letters, OFFICE, fonts))
    assert made[2] == letter_docx_pdf(letters[2], OFFICE, fonts)
    assert "อำเภอคำชะอี" in text(made[1][1])


@pytest.mark.parametrize(
    "other",
    [
        {"dated": dt.date(2024, 1, 13)},
        {"subject": "อีกเรื่องหนึ่ง", "form": LetterForm.EXTERNAL},
        {"qr": "https://example.go.th/" + "x" * 200},
        {"qr": None},
        {"body": sample_letter().body[:2]},
    ],
)
def test_letters_that_differ_in_more_are_set_by_themselves(fonts, other):
    letters = [sample_letter(), replace(sample_letter(), **other)]
    made = list(letters_docx_pdf(letters, OFFICE, fonts))
    assert made[1] == letter_docx_pdf(letters[1], OFFICE, fonts)


def test_the_files_inside_are_each_letters_own_and_the_bytes_are_the_same_again(fonts):
    letters = series(sample_letter(), codes=False)
    made = list(letters_docx_pdf(letters, OFFICE, fonts, reading=b'{"letter": 1}'))
    assert made == list(letters_docx_pdf(letters, OFFICE, fonts, reading=b'{"letter": 1}'))
    names = set()
    for docx, pdf in made:
        with pikepdf.Pdf.open(BytesIO(pdf)) as document:
            assert document.check_pdf_syntax() == []
            assert document.attachments["letter.docx"].get_file().read_bytes() == docx
            assert document.attachments["reading.json"].get_file().read_bytes() == b'{"letter": 1}'
            assert [one.AFRelationship for one in document.Root.AF] == [
                pikepdf.Name.Source,
                pikepdf.Name.Data,
            ]
            names.add(bytes(document.trailer.ID[0]))
            with document.open_metadata() as metadata:
                assert metadata.pdfa_status == "3B"
                names.add(metadata["xmpMM:DocumentID"])
    assert len(names) == 2 * len(letters)


def test_a_long_run_is_several_series(fonts, monkeypatch):
    letters = series(sample_letter(), codes=False)
    monkeypatch.setattr(pdf_series, "MOST", 3)
    made = list(letters_docx_pdf(letters, OFFICE, fonts))
    assert [name in text(pdf) for name, (_, pdf) in zip(NAMES, made, strict=True)] == [True] * len(NAMES)
