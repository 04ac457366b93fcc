"""The office's own holidays: of its region, added by itself, and how far they are known."""

from __future__ import annotations

import datetime as dt

import pytest

from circulars.errors import ConflictError, InputFileError
from circulars.places import provinces
from circulars.thai_calendar import OfficeCalendar
from desk.deadlines import deadline_lines
from desk.holidays import OWN_DAYS, add_holiday, closed_days, office_calendar

SPECIAL = dt.date(2026, 10, 16)


def test_a_directory_without_an_office_has_the_shipped_calendar(tmp_path):
    assert office_calendar(tmp_path / "nothing") == OfficeCalendar.shipped()


def test_a_region_keeps_its_own_days():
    day = dt.date(2021, 3, 26)  # ประเพณีไหว้พระธาตุ, ภาคเหนือ
    assert not OfficeCalendar.of_province("แพร่").is_working(day)
    assert OfficeCalendar.of_province("สงขลา").is_working(day)
    assert OfficeCalendar.shipped().is_working(day)


def test_every_province_has_one_region():
    from circulars.thai_calendar import _table

    regions = {area: names for area, names in _table()["areas"].items() if area.startswith("ภาค")}
    listed = sorted(name for names in regions.values() for name in names)
    assert listed == sorted(one.name for one in provinces())


def test_a_day_is_added_once_and_counted_by(tmp_path):
    add_holiday(tmp_path, SPECIAL, "วันหยุดพิเศษ", 'มติ "ครม."')
    calendar = office_calendar(tmp_path)
    assert not calendar.is_working(SPECIAL)
    assert [one.day for one in closed_days(tmp_path, 2026) if one.own] == [SPECIAL]
    (answer,) = deadline_lines(
        ['{"text": "ให้อำเภอส่งรายงานภายใน ๓ วันทำการ นับแต่วันที่ได้รับหนังสือ", "received_date": "2026-10-14"}'],
        calendar,
    )
    assert answer["deadlines"][0]["due"] == "2026-10-20"
    with pytest.raises(ConflictError) as failure:
        add_holiday(tmp_path, SPECIAL, "อีกครั้ง", "")
    assert failure.value.message() == "๑๖ ตุลาคม ๒๕๖๙ เป็นวันหยุดอยู่แล้ว (วันหยุดพิเศษ) จึงไม่ได้เพิ่ม"


def test_adding_keeps_what_the_office_wrote(tmp_path):
    own = tmp_path / OWN_DAYS
    own.write_text(
        "# ของเรา\nknown_to = 2027-12-31\n\n[[working_day]]\ndate = 2026-07-28\n", encoding="utf-8"
    )
    add_holiday(tmp_path, SPECIAL, "วันหยุดพิเศษ", "")
    calendar = office_calendar(tmp_path)
    assert own.read_text(encoding="utf-8").startswith("# ของเรา\n")
    assert calendar.known_to == dt.date(2027, 12, 31)
    assert calendar.is_working(dt.date(2026, 7, 28))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("holiday = 3", "[[holiday]]"),
        ("[[holiday]]\nname = 'ก'", "date = None"),
        ("[[holiday]]\ndate = 2026-10-16", "name = None (2026-10-16)"),
        (
            "[[holiday]]\ndate = 2026-10-16T08:00:00\nname = 'ก'",
            "date = datetime.datetime(2026, 10, 16, 8, 0)",
        ),
        ("known_to = 'ปีหน้า'", "known_to = 'ปีหน้า'"),
    ],
)
def test_days_that_make_no_sense_are_said(tmp_path, text, reason):
    own = tmp_path / OWN_DAYS
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InputFileError) as failure:
        add_holiday(tmp_path, SPECIAL, "วันหยุดพิเศษ", "")
    assert failure.value.message() == (
        f'อ่านวันหยุดใน {own} ไม่ได้: {reason} แต่ละวันต้องมี [[holiday]] กับ date = 2026-10-16 และ name = "…" '
        "โปรดแก้ไขไฟล์แล้วลองอีกครั้ง"
    )
    assert own.read_text(encoding="utf-8") == text


def test_a_count_past_the_announced_holidays_says_so():
    line = '{"text": "ให้อำเภอส่งรายงานภายใน ๕ วันทำการ นับแต่วันที่ได้รับหนังสือ", "received_date": "2026-12-28"}'
    (answer,) = deadline_lines([line], OfficeCalendar.shipped())
    (found,) = answer["deadlines"]
    assert "holidays_unknown" in found["flags"]
    assert found["explanation"].count("ยังไม่มีประกาศวันหยุดพิเศษหลัง ๓๑ ธ.ค. ๒๕๖๙") == 1
