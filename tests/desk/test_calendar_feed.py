from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from circulars.errors import NotFoundError, UsageError
from desk.calendar_feed import feed, save_feed
from desk.report import Answer, judge
from desk.rounds import roll, shift, skip
from desk.tasks import Wanted, list_tasks


@pytest.fixture
def where(empty_sqlite, tmp_path):
    """One engine: what is tried here asks the database nothing that other tests do not ask on both."""
    path = tmp_path / "saraban.db"
    shutil.copyfile(empty_sqlite, path)
    return path


def events(found):
    return {
        str(one["UID"]): one
        for one in Calendar.from_ical(found.content).walk("VEVENT")
        if "RECURRENCE-ID" not in one
    }


def task_of(desk, clerk, district="ดอนตาล", item="2"):
    return next(one.task for one in list_tasks(desk, clerk, Wanted(office=district)) if one.task.item == item)


def test_a_district_has_its_own_deadlines(desk, sent, clerk):
    found = feed(desk, clerk, district="ดอนตาล")
    own = events(found)
    assert list(own) == ["2567-1-1-1-4903@saraban", "2567-1-3-1-4903@saraban"]
    one = own["2567-1-3-1-4903@saraban"]
    assert one.decoded("DTSTART") == dt.date(2024, 1, 31)
    assert one["SUMMARY"] == "ข้อ ๒ แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ"
    assert found.name == "จังหวัดมุกดาหาร อำเภอดอนตาล"


def test_an_officer_sees_how_many_have_answered(desk, sent, clerk):
    judge(desk, task_of(desk, clerk).id, clerk, Answer(nil=True))
    one = events(feed(desk, clerk, officer="ธุรการ"))["2567-1-3-1-49@saraban"]
    assert str(one["SUMMARY"]).endswith("(ส่งแล้ว ๑/๗ อำเภอ)")
    assert "ค้าง: อำเภอเมืองมุกดาหาร, อำเภอนิคมคำสร้อย, อำเภอดงหลวง" in str(one["DESCRIPTION"])


def test_a_rhythm_falls_on_working_days_only(desk, sent, clerk):
    one = events(feed(desk, clerk, district="ดอนตาล"))["2567-1-1-1-4903@saraban"]
    start = one.decoded("DTSTART").replace(tzinfo=None)
    days = rruleset()
    days.rrule(rrulestr(one["RRULE"].to_ical().decode(), dtstart=start))
    for left_out in one["EXDATE"]:
        days.exdate(left_out.dts[0].dt.replace(tzinfo=None))
    found = days.between(start, dt.datetime(2024, 12, 31), inc=True)  # noqa: DTZ001
    assert found[0] == dt.datetime(2024, 1, 25, 15)  # noqa: DTZ001
    assert [one for one in found if not desk.calendar.is_working(one.date())] == []


def test_the_uid_stays_and_the_sequence_rises(desk, sent, clerk):
    before = events(feed(desk, clerk, district="ดอนตาล"))
    judge(desk, task_of(desk, clerk).id, clerk, Answer(nil=True))
    after = events(feed(desk, clerk, district="ดอนตาล"))
    assert list(after) == list(before)
    uid = "2567-1-3-1-4903@saraban"
    assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
    assert str(after[uid]["SUMMARY"]).startswith("✓ ")


def test_occurrences_that_were_moved_or_skipped_are_so_in_the_calendar(desk, sent, clerk):
    roll(desk, clerk, dt.date(2024, 2, 9))
    listed = list_tasks(desk, clerk, Wanted(office="ดอนตาล"))
    rounds = {one.task.period: one.task for one in listed if one.task.period}
    shift(desk, rounds["2024-01-30"].id, dt.date(2024, 2, 1), clerk, "ประชุม")
    skip(desk, rounds["2024-01-31"].id, clerk, "งด")
    found = Calendar.from_ical(feed(desk, clerk, district="ดอนตาล").content)
    moved = [one for one in found.walk("VEVENT") if "RECURRENCE-ID" in one]
    assert [(one.decoded("RECURRENCE-ID").date(), one.decoded("DTSTART").date()) for one in moved] == [
        (dt.date(2024, 1, 30), dt.date(2024, 2, 1))
    ]
    rule = next(one for one in found.walk("VEVENT") if "RRULE" in one)
    assert dt.date(2024, 1, 31) in {each.dts[0].dt.date() for each in rule["EXDATE"]}


def test_nothing_stands_there_that_a_district_was_not_told(desk, confirmed, clerk):
    assert feed(desk, clerk, district="ดอนตาล").events == ()


def test_who_is_not_there_is_told(desk, sent, clerk, says):
    assert says(feed, desk, clerk, officer="ใคร")[0] == ("ไม่มีผู้รับผิดชอบชื่อ “ใคร” (ผู้ที่ยืนยันการอ่านหนังสือ) ที่มีคือ ธุรการ")
    with pytest.raises(NotFoundError):
        feed(desk, clerk, district="ศรีราชา")
    with pytest.raises(UsageError):
        feed(desk, clerk, district="ดอนตาล", officer="ธุรการ")


def test_the_file_is_written_whole(desk, sent, clerk, tmp_path):
    path = tmp_path / "ดอนตาล.ics"
    found = feed(desk, replace(clerk), district="ดอนตาล")
    save_feed(found, path)
    assert path.read_bytes() == found.content
    assert b"\r\n" in found.content
