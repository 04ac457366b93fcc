"""Archives and mails: what is within is read one by one, and nothing else happens."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from email.message import EmailMessage

import pytest

from circulars.errors import InputFileError
from circulars.reading import IssueKind
from parsers import opened, read, read_file
from parsers.input_file import Limits
from parsers.readers import opened as opened_within

LETTER = "ที่ มท ๐๓๐๗/ว ๑๒๓\n\nถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด\n"


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def mailed(*files: tuple[str, bytes], text: str = "โปรดดูไฟล์แนบ", subject: str = "ส่งหนังสือ") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "กรม <a@example.go.th>", "b@example.go.th", subject
    mail["Message-ID"], mail["MIME-Version"] = "<1@example.go.th>", "1.0"
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def names(tmp_path, data: bytes, name: str = "a.zip", **limits: int) -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    return [file.name for file in opened_within(path, limits=Limits(**limits))]


def test_every_letter_of_an_archive_is_read_under_its_way_there(tmp_path):
    inner = zipped(**{"ค.txt": LETTER.encode("cp874")})
    data = zipped(
        **{
            "ก.txt": LETTER.encode(),
            "โฟลเดอร์/ข.zip": inner,
            "__MACOSX/._ก.txt": b"1",
            "Thumbs.db": b"1",
            "~$ก.docx": b"1",
        }
    )
    assert names(tmp_path, data) == ["a.zip/ก.txt", "a.zip/โฟลเดอร์/ข.zip/ค.txt"]
    assert {read_file(file).raw for file in opened(tmp_path / "a.zip")} == {LETTER}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("..\\..\\ก.txt", "ก.txt"), ("C:\\ก.txt", "C:/ก.txt"),
     ("a\x1b[31m.txt", "a[31m.txt"), ("....", "1")],
)  # fmt: skip
def test_a_name_leads_nowhere(tmp_path, name, shown):
    assert names(tmp_path, zipped(**{name: LETTER.encode()})) == [f"a.zip/{shown}"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_names_written_by_thai_windows_are_read(tmp_path):
    data = zipped(**{"xxxxx.txt": LETTER.encode()}).replace(b"xxxxx", "คำสั่"[:5].encode("cp874"))
    assert names(tmp_path, data) == ["a.zip/คำสั่.txt"]


def test_one_file_in_an_archive_is_the_letter_and_of_several_one_must_be_chosen(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"ก.txt": LETTER.encode()}))
    assert (read(path).name, read(path).raw) == ("a.zip/ก.txt", LETTER)
    path.write_bytes(zipped(**{"ก.txt": LETTER.encode(), "ข.txt": LETTER.encode()}))
    with pytest.raises(InputFileError) as caught:
        read(path)
    assert caught.value.message() == (
        "a.zip มีไฟล์อยู่ข้างใน 2 ไฟล์ ในที่นี้อ่านได้ครั้งละหนึ่งฉบับ โปรดแตกไฟล์แล้วเลือกหนังสือที่ต้องการ"
    )


def test_what_is_sent_with_a_mail_is_the_letter(tmp_path):
    path = tmp_path / "m.eml"
    path.write_bytes(mailed(("หนังสือ.txt", LETTER.encode()), ("a.zip", zipped(**{"ข.txt": LETTER.encode()}))))
    files = opened(path)
    assert [file.name for file in files] == ["m.eml/หนังสือ.txt", "m.eml/a.zip/ข.txt"]
    for file in files:
        issue = next(one for one in read_file(file).issues if one.kind is IssueKind.CAME_BY_MAIL)
        assert (
            issue.message()
            == "มาพร้อมอีเมลจาก กรม <a@example.go.th> เรื่อง “ส่งหนังสือ” ข้อความในอีเมล: “โปรดดูไฟล์แนบ”"
        )


def test_a_mail_alone_is_read_as_it_says(tmp_path):
    path = tmp_path / "m.eml"
    path.write_bytes(mailed(text=LETTER))
    assert read(path).raw.strip() == LETTER.strip()


def test_a_mail_in_a_mail_is_opened(tmp_path):
    inner = mailed(("ก.txt", LETTER.encode()))
    assert names(tmp_path, mailed(("fw.eml", inner)), "m.eml") == ["m.eml/fw.eml/ก.txt"]


def test_a_mail_of_a_web_page_is_read_and_its_pictures_are_not_fetched(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "a@example.go.th", "x", "<1@x>"
    mail.set_content(
        "<html><img src='http://127.0.0.1:9/x.png'><p>ถึง ทุกจังหวัด</p><script>1</script></html>", subtype="html"
    )
    path = tmp_path / "m.eml"
    path.write_bytes(mail.as_bytes())
    assert read(path).raw.strip() == "ถึง ทุกจังหวัด"


def deep(data: bytes, levels: int) -> bytes:
    for _ in range(levels):
        data = zipped(**{"a.zip": data})
    return data


def lying(data: bytes) -> bytes:
    """An archive whose entries state that they are empty."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 0) + data[at + 28 :]


def locked(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]


BOMB = zipped(**{"a.txt": bytes(3_000_000)})
REFUSED = {
    "unpacks without end": (BOMB, {"archive_megabytes": 2}, "a.zip มีเนื้อหาที่แตกออกแล้วใหญ่ผิดปกติ (เกิน 2 MB) จึงไม่อ่าน โปรดขอไฟล์จากผู้ส่งใหม่"),
    "unpacks without end within": (
        zipped(**{f"{at}.zip": BOMB for at in range(9)}), {"archive_megabytes": 20},
        "a.zip/6.zip มีเนื้อหาที่แตกออกแล้วใหญ่ผิดปกติ (เกิน 20 MB) จึงไม่อ่าน โปรดขอไฟล์จากผู้ส่งใหม่",
    ),
    "nested without end": (deep(LETTER.encode(), 9), {}, "a.zip/a.zip/a.zip/a.zip ซ้อนอยู่ในไฟล์ ZIP หรืออีเมลเกิน 3 ชั้น จึงไม่อ่าน โปรดแตกไฟล์แล้วเลือกหนังสือที่อยู่ข้างใน"),
    "too many files": (zipped(**{f"{at}.txt": b"1" for at in range(101)}), {}, "a.zip มีไฟล์อยู่ข้างในมากกว่า 100 ไฟล์ จึงไม่อ่าน โปรดแตกไฟล์แล้วเลือกเฉพาะหนังสือ"),
    "locked": (locked(zipped(**{"a.txt": b"1"})), {}, "ไฟล์ ZIP a.zip มีรหัสผ่าน โปรดแตกไฟล์ด้วยรหัสผ่าน แล้วเลือกหนังสือที่อยู่ข้างใน"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "limits", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_an_archive_made_to_do_mischief_is_refused(tmp_path, data, limits, message):
    with pytest.raises(InputFileError) as caught:
        names(tmp_path, data, **limits)
    assert caught.value.message() == message
    assert caught.value.message("en")


def test_the_size_that_an_archive_states_is_not_believed(tmp_path):
    (tmp_path / "a.zip").write_bytes(lying(BOMB))
    with suppress(InputFileError):
        assert all(len(file.data) <= 3_000_000 for file in opened(tmp_path / "a.zip"))


def test_one_broken_archive_does_not_hide_the_others(tmp_path):
    data = zipped(**{"a.zip": zipped(**{"x.txt": LETTER.encode()})[:60], "ข.txt": LETTER.encode()})
    assert names(tmp_path, data) == ["a.zip/a.zip", "a.zip/ข.txt"]
    with pytest.raises(InputFileError) as caught:
        read_file(opened(tmp_path / "a.zip")[0])
    assert caught.value.message() == "ไฟล์ ZIP a.zip/a.zip เสียหายหรือมาไม่ครบ จึงไม่อ่าน โปรดขอไฟล์จากผู้ส่งใหม่"


def test_a_mail_of_parts_without_end_is_refused(tmp_path):
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(3000)
    )
    path = tmp_path / "m.eml"
    path.write_bytes(b"From: a@example.go.th\nSubject: x\nMIME-Version: 1.0\n" + nested)
    with pytest.raises(InputFileError) as caught:
        opened(path)
    assert caught.value.kind in {"mail-damaged", "mail-too-heavy"}
