"""Keeping, lending and destroying through the door, from the first letter to the last file."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

import cli

LETTERS = Path(__file__).parents[1] / "letters" / "own"
FIRST, SECOND = (str(LETTERS / name) for name in ("01-dopa-survey.txt", "08-nan-reminder.txt"))
LEND = ("--to", "สมชาย", "--office", "กลุ่มงานปกครอง", "--for", "ตรวจสอบ", "--approved-by", "จ่าจังหวัด")


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def saraban(data, capsys, monkeypatch):
    """Run a command on a day; what it ended with and what it said."""
    monkeypatch.setenv("COLUMNS", "160")
    for name in ("SARABAN_LANG", "SARABAN_DATA", "SARABAN_USER", "SARABAN_DATABASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, today="2024-02-01", clerk="ผู้เก็บ") -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([*words, "--data", str(data), "--today", today, "--clerk", clerk])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def office(saraban):
    """An office with two letters of 2553, finished and put away."""
    saraban("init", "มุกดาหาร", "--unit", "0018.1")
    for file in (FIRST, SECOND):
        assert saraban("receive", file, "--anyway", today="2010-03-01")[0] in {0, 1}
    keep = (
        "retention",
        "keep",
        "1/2553",
        "2/2553",
        "--class",
        "ordinary",
        "--medium",
        "paper",
        "--closed",
        "2553",
    )
    assert saraban(*keep)[0] == 0
    return saraban


def originals(data):
    return sorted(path.name for path in (data / "originals").rglob("*") if path.is_file())


def test_a_list_goes_from_the_survey_to_the_last_file(office, data, tmp_path):
    code, out, _ = office("retention", "disposal", "make")
    assert (code, "บัญชีหนังสือขอทำลายที่ ๑ ประจำปี พ.ศ. ๒๕๖๖" in out) == (0, True)
    steps = (
        ("appoint", "1", "--chair", "ก", "--member", "ข", "--member", "ค", "--order", "คำสั่งที่ 9/2567"),
        ("decide", "1", "2/2553", "--extend", "2573", "--note", "ยังใช้"), ("decide", "1", "--destroy"),
        ("report", "1"), ("approve", "1", "--head", "ผู้ว่าราชการจังหวัด"), ("send", "1", "--number", "มห 0018.1/10"),
        ("answer", "1", "--number", "วธ 0411/20"), ("certify", "1", "--by", "ก", "--by", "ข", "--way", "เผา"),
    )  # fmt: skip
    for words in steps:
        assert office("retention", "disposal", *words)[0] == 0, words
    assert len(originals(data)) == 2
    refused = office("retention", "disposal", "destroy", "1", "--reason", "ครบอายุ")
    assert refused == (6, "", "ผิดพลาด: ผู้เก็บ เป็นผู้บันทึกการรับรองเอง ผู้ลบไฟล์ต้องเป็นอีกคนหนึ่ง\n")
    done = office("retention", "disposal", "destroy", "1", "--reason", "ครบอายุ", clerk="สมหญิง")
    assert done == (
        0,
        "ทำลายไฟล์ต้นฉบับแล้ว ๑ ฉบับ รายการในทะเบียนและร่องรอยยังอยู่\nไฟล์สำรองที่ทำไว้ก่อนหน้านี้ยังมีหนังสือเหล่านี้อยู่ โปรดจัดการด้วย\n",
        "",
    )
    assert len(originals(data)) == 1
    assert office("check", clerk="สมหญิง")[0] == 0
    shown = json.loads(office("retention", "disposal", "show", "1", "--json")[1])
    assert [(one["decision"], one["until"]) for one in shown["items"]] == [
        ("destroy", None),
        ("extend", 2573),
    ]
    assert [one["step"] for one in shown["events"]] == [
        "made", "appointed", "reported", "approved", "sent", "answered", "certified", "destroyed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "title", "columns"),
    [
        (("retention", "list"), "ทะเบียนหนังสือเก็บ", ["ลำดับที่", "วันเก็บ", "เลขทะเบียนรับ", "ที่", "เรื่อง", "รหัสแฟ้ม", "กำหนดเวลาเก็บ", "หมายเหตุ"]),
        (("retention", "list", "--transmittal"), "บัญชีหนังสือส่งเก็บ", ["ลำดับที่", "ที่", "ลงวันที่", "เรื่อง", "อายุการเก็บหนังสือ", "จำนวนแผ่น", "หมายเหตุ"]),
        (("retention", "twenty", "--year", "2590"), "บัญชีส่งมอบหนังสือครบ ๒๐ ปี", ["ลำดับที่", "รหัสแฟ้ม", "ที่", "ลงวันที่", "เลขทะเบียนรับ", "เรื่อง", "หมายเหตุ"]),
        (("retention", "twenty", "--year", "2590", "--kind", "kept_by_office"), "บัญชีหนังสือครบ ๒๐ ปีที่ขอเก็บเอง", ["ลำดับที่", "รหัสแฟ้ม", "ที่", "ลงวันที่", "เลขทะเบียนรับ", "เรื่อง", "หมายเหตุ"]),
        (("retention", "twenty", "--year", "2590", "--kind", "deposited"), "บัญชีฝากหนังสือ", ["ลำดับที่", "รหัสแฟ้ม", "ที่", "ลงวันที่", "เลขทะเบียนรับ", "เรื่อง", "หมายเหตุ"]),
        (("borrow", "list"), "บัตรยืมหนังสือ", ["รายการ", "ผู้ยืม", "ผู้รับ", "วันยืม", "กำหนดส่งคืน", "ผู้ส่งคืน", "วันส่งคืน"]),
        (("retention", "disposal", "show", "1"), "บัญชีหนังสือขอทำลาย", ["ลำดับที่", "รหัสแฟ้ม", "ที่", "ลงวันที่", "เลขทะเบียนรับ", "เรื่อง", "การพิจารณา", "หมายเหตุ"]),
        (("card", "list"), "บัตรตรวจค้น", ["เลขทะเบียนรับ", "ที่", "ลงวันที่", "รายการ", "การปฏิบัติ"]),
    ],
)  # fmt: skip
def test_the_forms_of_the_regulation_are_written(office, tmp_path, words, title, columns):
    office("retention", "disposal", "make")
    file = tmp_path / "แบบ.xlsx"
    assert office(*words, "--file", str(file))[0] in {0, 1}
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0][0] == title
    assert columns in [list(row) for row in rows]
    pdf = tmp_path / "แบบ.pdf"
    assert office(*words, "--file", str(pdf))[0] in {0, 1}
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_file_of_another_kind_is_refused_before_anything_is_done(office, tmp_path):
    file = tmp_path / "แบบ.txt"
    code, out, err = office("retention", "list", "--file", str(file))
    assert (code, out, file.exists()) == (2, "", False)
    assert str(file) in err


def test_a_letter_is_lent_is_late_and_comes_back(office):
    assert office("borrow") == (0, "ไม่มีหนังสือที่มีผู้ยืม\n", "")
    out = office("borrow", "lend", "1/2553", *LEND)
    assert out == (0, "สมชาย (กลุ่มงานปกครอง) ยืมหนังสือเลขรับ ๑/๒๕๕๓ ส่งคืนภายใน ๑๖ ก.พ. ๒๕๖๗\n", "")
    assert office("borrow")[0] == 0
    code, shown, _ = office("borrow", today="2024-02-17")
    assert (code, "๑๖ ก.พ. ๒๕๖๗ เกินกำหนด" in shown) == (1, True)
    back = office("borrow", "return", "1/2553", "--by", "สมหญิง", today="2024-02-18")
    assert back == (0, "รับหนังสือเลขรับ ๑/๒๕๕๓ คืนจาก สมหญิง แล้ว\n", "")
    (one,) = [
        json.loads(line)
        for line in office("borrow", "list", "--all", "--json", today="2024-02-18")[1].splitlines()
    ]
    assert (one["letter"], one["returned"], one["late"]) == ("1/2553", "2024-02-18", False)


def test_holds_are_listed_and_lifted(office):
    assert office("retention", "hold", "1/2553", "--reason", "คดี")[0] == 0
    assert "คดี" in office("retention", "holds")[1]
    assert office("retention", "release", "1", "--reason", "ถึงที่สุด", "--lang", "en") == (
        0, "The letter of receipt 1/2553 is held no longer.\n", "",
    )  # fmt: skip
    assert office("retention", "holds")[1] == "ไม่มีหนังสือที่ระงับการทำลาย\n"


def test_letters_of_twenty_years_wait_for_somebody(office):
    code, out, _ = office("retention", "twenty", "--year", "2590")
    assert (code, "ส่งมอบสำนักหอจดหมายเหตุแห่งชาติภายใน ๓๑ ม.ค. ๒๕๙๑" in out) == (1, True)
    words = ("retention", "transfer", "1/2553", "2/2553", "--kind", "handed_over", "--to", "หอจดหมายเหตุ")
    assert office(*words, today="2048-01-10")[0] == 0
    assert office("retention", "twenty", "--year", "2590", today="2048-01-10")[:2] == (
        0, "ไม่มีหนังสือครบ ๒๐ ปีที่ต้องส่งมอบเมื่อสิ้นปี ๒๕๙๐\n",
    )  # fmt: skip


def test_the_classes_are_shown_with_their_clauses(saraban):
    code, out, _ = saraban("retention", "classes")
    assert (code, "ข้อ ๕๗.๓" in out, "ห้ามทำลาย" in out) == (0, True, True)
    assert len(saraban("retention", "classes", "--json")[1].splitlines()) == 9
