"""What a file that came with an answer is: told by its bytes and not by its name."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from desk.evidence import ENDS, EvidenceKind, evidence_file, evidence_of
from desk.report import Answer, judge


def zipped(*names: str, filling: int = 0) -> bytes:
    """A package with parts of those names, and before them so many bytes of something."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x" * (filling if name.endswith("big.bin") else 1))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", EvidenceKind.PDF),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", EvidenceKind.PICTURE),
        (b"\x89PNG\r\n\x1a\n", EvidenceKind.PICTURE),
        (zipped("[Content_Types].xml", "word/document.xml"), EvidenceKind.DOCUMENT),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), EvidenceKind.SHEET),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), EvidenceKind.APART),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), EvidenceKind.APART),
        (zipped("a.txt"), EvidenceKind.APART),
        (b"<!doctype html><script>alert(1)</script>", EvidenceKind.APART),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', EvidenceKind.APART),
        (b"MZ\x90\0\3", EvidenceKind.APART),
        ("ข้อความ".encode(), EvidenceKind.APART),
    ],
)
def test_a_file_is_what_its_bytes_are(data, kind):
    assert EvidenceKind.of(data) is kind


def test_macros_far_behind_the_head_of_a_large_package_are_found(desk, sent, clerk, tmp_path, says):
    path = tmp_path / "ใหญ่.xlsx"
    path.write_bytes(zipped("[Content_Types].xml", "xl/big.bin", "xl/vbaProject.bin", filling=3 * ENDS))
    with desk.database.reading() as store:
        task = store.tasks.listed(letter=sent.entry.id)[0]
    judge(desk, task.id, clerk, Answer(note="ส่งแล้ว", files=[path]))
    assert [(one.filed.name, one.kind) for one in evidence_of(desk, task.id)] == [
        ("ใหญ่.xlsx", EvidenceKind.APART)
    ]
    place = evidence_of(desk, task.id)[0].filed.path
    assert says(evidence_file, desk, task.id, 1) == (
        f"ไม่ส่งไฟล์ “ใหญ่.xlsx” ให้ทางหน้าเว็บ เพราะไม่ใช่ PDF ภาพ หรือเอกสารที่ไม่มีโปรแกรมฝังอยู่ ไฟล์อยู่ในโฟลเดอร์ข้อมูลของสำนักงานที่ {place} โปรดให้ผู้ดูแลระบบตรวจก่อนเปิด",
        f"“ใหญ่.xlsx” is not handed out here: it is no PDF, picture, or document without programs in it. It stands in the office's data folder at {place}; have the administrator look at it first.",
    )


def test_a_file_that_is_not_there_is_no_page(desk, sent, says):
    assert says(evidence_file, desk, 1, 7)[1].startswith("There is no such page")
