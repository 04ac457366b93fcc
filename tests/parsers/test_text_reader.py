from __future__ import annotations

import pytest

from circulars.source import TextFrom
from parsers import read

LETTER = "ด่วนที่สุด\nที่ มท ๐๓๐๗.๒/ว ๒๕๕๑\n\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด “ตัวอย่าง” – จบ"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp874"]
)
def test_every_encoding_of_thai_offices_is_told_and_read(tmp_path, encoding):
    path = tmp_path / "letter.txt"
    path.write_bytes(LETTER.encode(encoding))
    source = read(path)
    assert source.raw == LETTER
    assert source.text_from == (TextFrom.TEXT,)
    assert source.issues == ()


def test_tis_620_without_quotation_marks_is_read(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes("ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด".encode("tis-620") + b"\xa0" + "ด่วน".encode("tis-620"))
    assert read(path).raw == "ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด ด่วน"


def test_western_text_is_no_thai_one(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes("Résumé: the café is closed for the summer, naïve façade".encode("latin-1"))
    assert read(path).raw == "Résumé: the café is closed for the summer, naïve façade"


def test_line_ends_are_made_one_and_form_feeds_begin_pages(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes("บรรทัดหนึ่ง\r\nสอง\rสาม\x0bสี่\fหน้าสอง".encode())
    source = read(path)
    assert source.raw == "บรรทัดหนึ่ง\nสอง\nสาม\nสี่\nหน้าสอง"
    assert source.pages == 2
    assert [(line.page, line.number, source.raw[line.start : line.end]) for line in source.lines] == [
        (1, 1, "บรรทัดหนึ่ง"), (1, 2, "สอง"), (1, 3, "สาม"), (1, 4, "สี่"), (2, 1, "หน้าสอง"),
    ]  # fmt: skip


def test_the_name_and_the_checksum_are_kept(tmp_path):
    path = tmp_path / "หนังสือ.txt"
    path.write_bytes(b"abc")
    source = read(path)
    assert source.name == "หนังสือ.txt"
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_text_without_thai_is_no_failure_of_the_reader(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, please find the report enclosed.", encoding="utf-8")
    assert read(path).issues == ()


def test_the_suffix_does_not_matter(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_text(LETTER, encoding="utf-8")
    assert read(path).raw == LETTER
