"""Answers on forms, reminders, calendars and the overview through the door."""

from __future__ import annotations

import json

from makers.counter import form_of


def test_forms_that_came_back_are_taken_past_one_that_is_refused(relayed, data, tmp_path):
    from makers.filled_forms import PERSONS

    good = form_of(data, "ดอนตาล", PERSONS, tmp_path / "ดอนตาล.xlsx")
    bad = form_of(data, "ดงหลวง", (PERSONS[0], ("", "ปลัดอำเภอ", "12")), tmp_path / "ดงหลวง.xlsx")
    said = relayed("report", "--form", bad, good)
    assert said.code == 1
    assert said.out == "งานเลขที่ ๑๙ อำเภอดอนตาล: รายงานแล้ว\n  เก็บหลักฐาน: ดอนตาล.xlsx\n"
    assert said.err == (
        "ผิดพลาด: ดงหลวง.xlsx: คำตอบยังบันทึกไม่ได้ ยังไม่มีอะไรถูกบันทึก โปรดแก้ 2 แห่งแล้วส่งใหม่\n"
        "  B12: ช่อง “ชื่อ–สกุล” ยังว่าง ต้องกรอก\n"
        "  D12: “12” ไม่ใช่หมายเลขโทรศัพท์ มือถือมี 10 หลัก โทรศัพท์ประจำที่มี 9 หลัก เช่น 08 1234 5678 หรือ 0 4261 1817\n"
    )
    assert relayed("report", "--form", bad).code == 1
    assert relayed("report", "--form", good).code == 5
    failure = json.loads(relayed("report", "--form", bad, "--json").err)
    assert [one["cell"] for one in failure["refused"]] == ["B12", "D12"]
    rolled = tmp_path / "ตารางรวม.xlsx"
    said = relayed("rollup", "1", "--xlsx", str(rolled))
    assert (said.code, rolled.is_file()) == (0, True)
    assert "ส่งแล้ว ๑/๗ อำเภอ, ค้าง: เมืองมุกดาหาร, นิคมคำสร้อย, ดงหลวง, คำชะอี, หว้านใหญ่, หนองสูง" in said.out


def test_the_ladder_is_shown_then_run_then_silent(relayed):
    dry = relayed("remind", "--dry-run", today="2024-01-26")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.startswith("ก่อนครบกำหนด · ไลน์\n  ขอติดตามการรายงาน (ครบกำหนด ๓๑ ม.ค. ๒๕๖๗ — เหลืออีก ๕ วัน)\n")
    assert dry.out.endswith("จะเตือน ๑ รายการ (ยังไม่ได้ส่ง) ส่งด้วย saraban remind\n")
    went = relayed("remind", "--json", today="2024-01-26").data[0]
    assert [(one["rung"], one["by"]) for one in went["notices"]] == [("before", "line")]
    assert relayed("remind", today="2024-01-26").out == (
        "วันที่ ๒๖ ม.ค. ๒๕๖๗ ไม่มีเรื่องถึงลำดับที่ต้องเตือน หรือเตือนครบแล้ว\n"
    )
    assert relayed("remind", today="2024-01-27").out == (
        "วันที่ ๒๗ ม.ค. ๒๕๖๗ เป็นวันหยุด (วันเสาร์) ไม่เตือน จะเตือนในวันทำการถัดไป\n"
    )


def test_the_numbers_of_the_overview_open_their_lists(relayed, tmp_path):
    shown = relayed("overview", "--show", "เกินกำหนด", "--json", today="2024-02-02").data
    by = relayed("overview", "--by", "district", "--json", today="2024-02-02").data
    assert len(shown) == sum(one["late"] for one in by) == 8
    assert relayed("overview", "--show", "หาย").code == 2
    path = tmp_path / "ภาพรวม.xlsx"
    assert relayed("overview", "--xlsx", str(path), today="2024-02-02").code == 0
    assert path.is_file()


def test_a_calendar_is_printed_or_saved(relayed, tmp_path):
    printed = relayed("calendar", "--district", "ดอนตาล").out
    assert printed.startswith("BEGIN:VCALENDAR\nVERSION:2.0\n")
    assert printed.endswith("END:VCALENDAR\n")
    path = tmp_path / "ดอนตาล.ics"
    said = relayed("calendar", "--district", "ดอนตาล", "--out", str(path))
    assert said.out == f"บันทึกปฏิทิน “จังหวัดมุกดาหาร อำเภอดอนตาล” 2 รายการ: {path}\n"
    assert relayed("calendar", "--officer", "ใคร").code == 4
