"""Wrong input through the door: what is said, and that nothing is stored."""

from __future__ import annotations

import json
import os

import pytest
from makers.bad_files import make_bad_files
from makers.counter import INIT, SAMPLE, stored

BAD = (
    ("empty", 3, "ว่าง.txt ว่างเปล่า ไม่มีข้อความ โปรดขอไฟล์จากผู้ส่งใหม่"),
    # What is said of a picture depends on whether a program that reads pictures is installed.
    ("picture", 3, ""),
    ("locked", 3, "ล็อก.pdf เป็น PDF ที่มีรหัสผ่าน "),
    # An old Word file is opened where LibreOffice is installed, and this one is damaged.
    ("old-word", 3, ""),
    ("english", 3, "english.txt: ข้อความเกือบทั้งหมดไม่ใช่ภาษาไทย อ่านเป็นหนังสือราชการไทยไม่ได้"),
    ("long", 3, "ไฟล์ PDF ยาว.pdf มีเกิน 300 หน้า "),
    ("scan", 3, ""),
    ("missing", 3, "ไม่พบไฟล์ ไม่มี.pdf "),
    ("folder", 3, "ในโฟลเดอร์ โฟลเดอร์ ไม่มีไฟล์ที่จะรับ "),
    ("another", 6, "ชลบุรี.txt ถึง “ผู้ว่าราชการจังหวัดชลบุรี” ไม่ใช่หนังสือถึงจังหวัดมุกดาหาร "),
    ("secret", 6, "ลับ.txt เป็นหนังสือลับ "),
)


@pytest.fixture
def bad_files(tmp_path, letters):
    return make_bad_files(
        tmp_path, (letters / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(("name", "code", "message"), BAD)
def test_what_cannot_be_received_is_told_and_nothing_is_stored(office, data, bad_files, name, code, message):
    before = stored(data)
    said = office("receive", str(bad_files[name]))
    assert said.code == code
    assert said.out == ""
    assert said.err.startswith(f"ผิดพลาด: {message}")
    assert said.err.count("\n") == 1
    assert stored(data) == before


@pytest.mark.parametrize(("name", "code", "message"), BAD)
def test_failures_are_json_where_that_is_asked_for(office, bad_files, name, code, message):
    said = office("receive", str(bad_files[name]), "--json")
    (failure,) = [json.loads(line) for line in said.err.splitlines()]
    assert list(failure) == ["error", "message", "file"]
    assert failure["message"].startswith(message.removeprefix("english.txt: "))
    assert failure["file"] == bad_files[name].name
    assert said.code == code


def test_a_batch_goes_on_past_bad_files_and_says_so_at_the_end(office, data, bad_files):
    said = office("receive", str(bad_files["empty"]), SAMPLE, str(bad_files["another"]), "--json")
    assert said.code == 1
    assert [one["id"] for one in said.data] == ["1/2567"]
    assert [json.loads(line)["error"] for line in said.err.splitlines()] == [
        "file-empty",
        "letter-for-another",
    ]


def test_reading_goes_on_past_bad_files_too(saraban, bad_files):
    said = saraban("read", str(bad_files["empty"]), SAMPLE, "--json")
    assert (said.code, len(said.data)) == (1, 1)
    assert json.loads(said.err)["error"] == "file-empty"


@pytest.mark.parametrize(
    ("words", "code", "thai"),
    [
        (("send", "1"), 4, "ไม่มีหนังสือเลขรับ 1/2567 ดูเลขรับทั้งหมดด้วย saraban register"),
        (("review", "show", "กข"), 2, "“กข” ไม่ใช่เลขรับ โปรดพิมพ์เลขรับของปีนี้ เช่น 12 หรือเลขรับและปี เช่น 12/2567"),
        (("tasks", "--district", "ศรีราชา"), 4, "ไม่มีอำเภอ “ศรีราชา” ในสำนักงานนี้ อำเภอที่มีคือ เมืองมุกดาหาร, นิคมคำสร้อย, ดอนตาล, ดงหลวง, คำชะอี, หว้านใหญ่, หนองสูง"),
        (("tasks", "--state", "หาย"), 2, "“หาย” ใช้ไม่ได้ เลือกได้จาก ยังไม่ส่ง, แจ้งแล้ว, รับแล้ว, กำลังดำเนินการ, รายงานแล้ว, ตรวจผ่าน, ส่งกลับแก้ไข, ยกเว้น, ถือว่าตามหนังสือ"),
        (("report", "สาม", "--nil"), 2, "“สาม” ไม่ใช่เลขที่งาน โปรดใช้ เช่น saraban report 17 --nil หรือถ้าเป็นไฟล์แบบรายงาน ใส่ --form ด้วย เช่น saraban report --form ดอนตาล.xlsx"),
        (("report", "--form", "ไม่มี.xlsx"), 3, "ไม่พบไฟล์ ไม่มี.xlsx โปรดตรวจชื่อและที่เก็บ แล้วลองอีกครั้ง"),
        (("report", "5", "--nil"), 4, "ไม่มีงานเลขที่ 5 ดูงานทั้งหมดด้วย saraban tasks"),
        (("receive",), 2, "saraban receive ต้องระบุ FILES... ด้วย ดูวิธีใช้ด้วย saraban receive --help"),
        (("receve", "x"), 2, "ไม่มีคำสั่ง receve ใน saraban (ใกล้เคียง: receive) ดูวิธีใช้ด้วย saraban --help"),
        (("review", "shw"), 2, "ไม่มีคำสั่ง shw ใน saraban review (ใกล้เคียง: show) ดูวิธีใช้ด้วย saraban review --help"),
        (("tasks", "--lat"), 2, "saraban tasks ไม่มีตัวเลือก --lat (ใกล้เคียง: --late) ดูวิธีใช้ด้วย saraban tasks --help"),
        (("receive", SAMPLE, SAMPLE, "--number", "5"), 2, "--number ใช้ได้กับไฟล์เดียวเท่านั้น โปรดลงรับทีละไฟล์"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_our_own_words(office, words, code, thai):
    said = office(*words)
    assert (said.code, said.out, said.err) == (code, "", f"ผิดพลาด: {thai}\n")


def test_a_wrong_value_names_its_option(office):
    said = office("remind", "--days", "สาม", "--lang", "en")
    assert said.code == 2
    assert said.err.startswith("error: The value of --days does not fit saraban remind: ")


def test_without_an_office_the_way_to_set_one_up_is_told(saraban, data):
    said = saraban("tasks")
    assert said.code == 4
    assert said.err == (
        f"ผิดพลาด: ยังไม่ได้ตั้งสำนักงานที่ {data} โปรดตั้งก่อน เช่น saraban init มุกดาหาร --unit 0018.1 หรือระบุที่อยู่ข้อมูลด้วย --data\n"
    )
    assert not data.exists()


def test_a_broken_profile_is_told_with_its_line(office, data):
    text = (data / "profile.toml").read_text(encoding="utf-8")
    (data / "profile.toml").write_text(
        text.replace('emblem = "placeholder"', 'emblem = "ครุฑ"'), encoding="utf-8"
    )
    said = office("tasks")
    assert said.code == 3
    assert "บรรทัด 30: ช่อง emblem เป็น “ครุฑ” ไม่ได้" in said.err


def test_a_fault_is_no_traceback_unless_it_is_asked_for(office, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("desk.register.received", broken)
    said = office("register")
    assert said.code == 70
    assert said.err == (
        "ผิดพลาด: โปรแกรมขัดข้อง (ZeroDivisionError) ไม่ใช่ความผิดของท่าน สิ่งที่ทำค้างอยู่ไม่ถูกบันทึก โปรดลองใหม่ด้วย -v แล้วส่งข้อความที่ได้ให้ผู้ดูแล\n"
    )
    assert "Traceback" in office("register", "-v").err


def test_a_data_directory_that_may_not_be_written_is_told(tmp_path, saraban, data):
    data.mkdir()
    data.chmod(0o555)
    try:
        if os.access(data, os.W_OK):
            pytest.skip("this user may write anywhere")
        said = saraban(*INIT)
    finally:
        data.chmod(0o755)
    assert said.code == 6
