"""A department: a ministry's circular passed on to every province, or to some, and what each is then told to do."""

from __future__ import annotations

from collections import Counter

import pytest
from makers.counter import SAMPLE

from circulars.places import provinces

INIT = (
    "init", "--department", "ปค.", "--unit", "0307.2", "--group", "ส่วนอำนวยความเป็นธรรม", "--paper", "placeholder",
)  # fmt: skip


@pytest.fixture
def department(saraban, letters):
    """A department that has confirmed a circular of its ministry."""
    for words in (INIT, ("receive", str(letters / "ministry-w1234.txt")), ("review", "confirm", "1")):
        assert saraban(*words).code == 0
    return saraban


def states(department) -> Counter:
    rows = department("tasks", "--json").data
    return Counter((one["item"], one["level"], one["state"]) for one in rows)


def test_a_department_writes_one_level_down_and_keeps_its_own_part(department):
    said = department("relay", "1", "--json")
    letter = said.data[0]["letter"]
    assert letter["addressee"] == "ผู้ว่าราชการจังหวัด ทุกจังหวัด"
    assert [one["text"] for one in letter["body"]] == [
        "ตามหนังสือที่อ้างถึง กระทรวงมหาดไทยได้แจ้งให้จังหวัดเตรียมความพร้อมรับสถานการณ์ภัยแล้ง ความละเอียดแจ้งแล้ว นั้น",
        "กระทรวงมหาดไทยแจ้งว่า พิจารณาแล้ว เพื่อให้การช่วยเหลือประชาชนเป็นไปด้วยความรวดเร็ว จึงขอให้จังหวัดทุกจังหวัดดำเนินการ ดังนี้",
        "๑. ให้จังหวัดสำรวจพื้นที่เสี่ยงภัยแล้ง และจัดทำบัญชีแหล่งน้ำที่ใช้การได้",
        (
            "๒. ให้จังหวัดมอบหมายผู้รับผิดชอบการรายงาน แห่งละ ๒ ราย และรายงานรายชื่อภายในวันที่ ๓๑ มกราคม ๒๕๖๗ "
            "ทั้งนี้ ให้จังหวัดรายงานผลการดำเนินการให้กรมการปกครองทราบ ภายในวันที่ ๒๗ กุมภาพันธ์ ๒๕๖๗ "
            "เพื่อกรมการปกครองจะได้รวบรวมรายงานต่อไป"
        ),
        "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ",
    ]
    assert [one["message"] for one in said.data[0]["findings"]] == [
        (
            "ข้อนี้เป็นหน้าที่ของกรม จึงไม่อยู่ในหนังสือถึงจังหวัด: “๓. ให้กรมการปกครองรวบรวมผลการสำรวจของจังหวัดรายงานกระทรวงมหาดไทย "
            "ภายในวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗”"
        ),
        (
            "กำหนดวันส่งของจังหวัดไว้ก่อนกำหนดของกรมแล้ว: “ทั้งนี้ ให้จังหวัดรายงานผลการดำเนินการให้กรมการปกครองทราบ ภายในวันที่ "
            "๒๗ กุมภาพันธ์ ๒๕๖๗ เพื่อกรมการปกครองจะได้รวบรวมรายงานต่อไป” โปรดตรวจว่าให้เวลาพอ"
        ),
    ]


def test_sending_tells_every_province_and_leaves_the_department_its_own(department):
    department("relay", "1")
    said = department("send", "1", "--accept-findings", "--json")
    assert (said.code, said.data[0]["number"]) == (0, "มท 0307.2/ว1")
    assert states(department) == {
        ("1", "province", "sent"): 76, ("2", "province", "sent"): 76, ("1", "department", "reported"): 1,
        ("2", "department", "received"): 1, ("3", "department", "received"): 1,
    }  # fmt: skip
    assert "      ส่งแล้ว ๐/๗๖ จังหวัด, ค้าง: " in department("overview", "1").out
    forms = [one["path"] for one in said.data[0]["files"] if one["kind"] == "form"]
    assert sum(one.endswith("2-จังหวัดมุกดาหาร.xlsx") for one in forms) == 1


def test_only_the_provinces_addressed_are_told(department):
    """The guard says who is left out; one letter to each of the two has its own number."""
    department("relay", "1", "--set", "ถึง", "ผู้ว่าราชการจังหวัดเชียงใหม่ และผู้ว่าราชการจังหวัดเชียงราย")
    assert department("send", "1", "--each").code == 5
    said = department("send", "1", "--each", "--accept-findings", "--json")
    assert [(one["district"], one["number"]) for one in said.data[0]["letters"]] == [
        ("เชียงใหม่", "มท 0307.2/1"), ("เชียงราย", "มท 0307.2/2"),
    ]  # fmt: skip
    found = states(department)
    assert (found["2", "province", "sent"], found["2", "province", "not_sent"]) == (2, 74)


def test_a_reminder_of_a_department_goes_to_provinces(department):
    department("relay", "1")
    department("send", "1", "--accept-findings")
    said = department(
        "letter", "reminder", "1", "--item", "2", "--district", "มุกดาหาร", "--due", "5/2/2567", "--json"
    )
    letter = said.data[0]["letter"]
    assert letter["addressee"] == "ที่ทำการปกครองจังหวัดมุกดาหาร"
    assert "จังหวัดยังมิได้รายงานผลการดำเนินการ" in letter["body"][1]["text"]
    assert "รายงานให้กรมการปกครองทราบ" in letter["body"][1]["text"]


def test_a_letter_to_a_province_is_not_for_a_department(department, letters, tmp_path):
    other = tmp_path / "other.txt"
    text = (letters / "ministry-w1234.txt").read_text(encoding="utf-8")
    other.write_text(text.replace("อธิบดีกรมการปกครอง", "ผู้ว่าราชการจังหวัด ทุกจังหวัด"), encoding="utf-8")
    said = department("receive", str(other))
    assert said.code == 6
    assert "ถึง “ผู้ว่าราชการจังหวัด ทุกจังหวัด” ไม่ใช่หนังสือถึงกรมการปกครอง จึงไม่ลงรับ" in said.err
    assert department("receive", SAMPLE).code == 6


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("init",), "ผิดพลาด: โปรดบอกชื่อจังหวัด หรือชื่อกรมด้วย --department อย่างใดอย่างหนึ่ง เช่น saraban init มุกดาหาร หรือ saraban init --department กรมการปกครอง"),
        (("init", "มุกดาหาร", "--department", "กรมการปกครอง"), "ผิดพลาด: โปรดบอกชื่อจังหวัด หรือชื่อกรมด้วย --department อย่างใดอย่างหนึ่ง เช่น saraban init มุกดาหาร หรือ saraban init --department กรมการปกครอง"),
        (("init", "--department", "กรมทดลอง"), "ผิดพลาด: ไม่รู้จักอักษรย่อและรหัสของ กรมทดลอง โปรดบอกรหัสหน่วยงานพร้อมอักษรย่อด้วย --unit เช่น --unit 'มท 0307.2'"),
    ],
)  # fmt: skip
def test_whose_office_it_is_must_be_said(saraban, words, message):
    said = saraban(*words)
    assert (said.code, said.err.strip()) == (2, message)


def test_a_department_that_the_table_does_not_know_says_its_letters(saraban):
    assert (
        saraban("init", "--department", "กรมทดลอง", "--unit", "ทล 0201", "--json").data[0]["office"]
        == "กรมทดลอง"
    )
    assert len(provinces()) == 77
