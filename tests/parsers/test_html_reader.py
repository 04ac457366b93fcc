from __future__ import annotations

import pytest

from circulars.errors import InputFileError
from circulars.source import TextFrom
from parsers import read

HEAD = "<!DOCTYPE html><html><head><title>หัว</title><style>p {}</style></head><body>"
SHOWN = {
    "paragraphs": ("<p>ที่ มท ๑</p><p>เรื่อง  การ\nรายงาน</p>", "ที่ มท ๑\n\nเรื่อง การ รายงาน"),
    "breaks": ("<div>ก<br>ข<br><br>ค</div><div>ง</div>", "ก\nข\n\nค\nง"),
    "inline words stay together": ("<p>กรม<b>การ</b><span>ปกครอง</span> <i>ทราบ</i></p>", "กรมการปกครอง ทราบ"),
    "entities": ("<p>เรียน&nbsp;ผู้ว่าฯ &amp; รอง &#3626;&#x0E33;</p>", "เรียน\u00a0ผู้ว่าฯ & รอง สำ"),
    "numbered items": ("<ol><li>ก</li><li>ข</li></ol><ol start='3'><li>ค</ol><ul><li>ง</ul>", "1. ก\n2. ข\n\n3. ค\n\n• ง"),
    "tables": ("<table><tr><th>อำเภอ<th>ราย<tr><td>เมือง<td>๒</table>", "อำเภอ\tราย\nเมือง\t๒"),
    "a table in a cell": ("<table><tr><td>ก<table><tr><td>ข<td>ค</table><td>ง</table>", "ก\nข\tค\nง"),
    "preformatted": ("<pre>ก\n  ข</pre>", "ก\n  ข"),
    "what is not shown": (
        "<p>ก</p><script>document.write('ข')</script><p hidden>ค</p><p style='display: none'>ง<b>จ</b></p><!-- ฉ --><template><p>ช</p></template><input type=hidden value=ซ><iframe src='file:///etc/passwd'>ฌ</iframe><p>ญ",
        "ก\n\nญ",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "text"), SHOWN.values(), ids=SHOWN.keys())
def test_what_the_page_shows_is_read(tmp_path, markup, text):
    path = tmp_path / "letter.html"
    path.write_text(HEAD + markup, encoding="utf-8")
    source = read(path)
    assert source.raw.strip("\n") == text
    assert source.text_from == (TextFrom.HTML,)


@pytest.mark.parametrize(
    ("named", "codec"),
    [("utf-8", "utf-8"), ("windows-874", "cp874"), ("TIS-620", "tis-620"), ("iso-8859-1", "cp874"), (None, "cp874"), (None, "utf-16")],
)  # fmt: skip
def test_the_encoding_is_the_one_named_or_the_one_that_fits(tmp_path, named, codec):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">' if named else ""
    path = tmp_path / "letter.html"
    path.write_bytes(
        f"<html><head>{meta}</head><body><p>ที่ทำการปกครองอำเภอ ทุกอำเภอ</body></html>".encode(codec)
    )
    assert read(path).raw.strip() == "ที่ทำการปกครองอำเภอ ทุกอำเภอ"


def test_tables_are_kept_as_rows(tmp_path):
    path = tmp_path / "letter.html"
    path.write_text(
        HEAD + "<p>บัญชี<table><tr><th>อำเภอ<th colspan=2>เป้าหมาย<tr><td>เมือง<td>๒ ราย<td>๓๑ ม.ค. ๒๕๖๗</table>",
        encoding="utf-8",
    )
    source = read(path)
    (table,) = source.tables
    assert table.rows == (("อำเภอ", "เป้าหมาย", ""), ("เมือง", "๒ ราย", "๓๑ ม.ค. ๒๕๖๗"))
    assert source.raw[table.passage.start : table.passage.end] == "อำเภอ\tเป้าหมาย\nเมือง\t๒ ราย\t๓๑ ม.ค. ๒๕๖๗"


def test_tables_within_tables_are_read(tmp_path):
    path = tmp_path / "letter.html"
    path.write_text(HEAD + "<table><tr><td>" * 100 + "ถึง ทุกจังหวัด", encoding="utf-8")
    assert read(path).raw.strip() == "ถึง ทุกจังหวัด"


def test_a_page_nested_without_end_is_refused(tmp_path):
    path = tmp_path / "letter.html"
    path.write_text(HEAD + "<div>" * 500_000 + "ถึง ทุกจังหวัด", encoding="utf-8")
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == "อ่านตัวอักษรของหน้าเว็บ letter.html ไม่ได้ โปรดเปิดด้วยเบราว์เซอร์ แล้วพิมพ์เป็น PDF"
