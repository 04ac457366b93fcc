"""A holiday that is added moves what is counted in working days, and what is planned before a holiday."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from makers.readings import parsed_letter

from circulars.thai_calendar import OfficeCalendar
from desk.recount import recount
from desk.review import confirm
from parsers import parse, read

LAST_DAY = dt.date(2024, 1, 31)


def with_holiday(desk, day):
    holidays = {**desk.calendar.holidays, day: "วันหยุดพิเศษ"}
    return replace(desk, calendar=OfficeCalendar(holidays, desk.calendar.known_to))


def test_a_stated_day_stays_and_is_planned_for_the_working_day_before(desk, entered, clerk):
    entered(parsed_letter())
    confirm(desk, "1", clerk)
    (one,) = recount(with_holiday(desk, LAST_DAY), clerk, "วันหยุดพิเศษ")
    ((old, new),) = one.moved
    assert (old.due, old.plan_by, new.due, new.plan_by) == (LAST_DAY, None, LAST_DAY, dt.date(2024, 1, 30))
    assert one.assigned.moved == ()
    with desk.database.reading() as store:
        (kept,) = store.incoming.listed()[0].letter.directives[2].deadlines
    assert kept.plan_by == dt.date(2024, 1, 30)


def test_open_tasks_counted_in_working_days_move_with_their_reason(desk, entered, clerk, tmp_path):
    text = tmp_path / "letter.txt"
    text.write_text(
        "ที่ มท ๐๓๐๗.๒/ว ๙๑\n\nถึง จังหวัด ทุกจังหวัด\n\nด้วยกรมจะสำรวจข้อมูล จึงขอให้จังหวัดดำเนินการ ดังนี้\n\n"
        "๑. รายงานผู้รับผิดชอบภายใน ๓ วันทำการ นับแต่วันที่ได้รับหนังสือ\n\n๒. ตรวจสอบบัญชี\n\nกรมการปกครอง\n",
        encoding="utf-8",
    )
    entered(parse(read(text), received=clerk.now).letter)
    confirm(desk, "1", clerk)
    closed = desk.calendar.add_working(clerk.today, 1)
    (one,) = recount(with_holiday(desk, closed), clerk, "วันหยุดพิเศษ")
    (task,) = one.assigned.moved
    assert task.due == with_holiday(desk, closed).calendar.add_working(clerk.today, 3)
    with desk.database.reading() as store:
        assert store.tasks.events(task.id)[-1].note.endswith("วันหยุดพิเศษ")


def test_what_lies_behind_and_what_does_not_move_is_left_alone(desk, entered, clerk):
    entered(parsed_letter())
    later = replace(clerk, now=clerk.now + dt.timedelta(days=90))
    assert recount(with_holiday(desk, LAST_DAY), later, "") == ()
    assert recount(with_holiday(desk, dt.date(2024, 1, 29)), clerk, "") == ()
