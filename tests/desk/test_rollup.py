from __future__ import annotations

import io
import shutil

import openpyxl
import pytest

from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive, DirectiveKind
from circulars.errors import NotFoundError
from circulars.office import Level
from desk.report import Answer, judge
from desk.review import confirm
from desk.rollup import rollups
from desk.tasks import Wanted, list_tasks
from generator.xlsx_table import tables_xlsx
from terminal.call import Call
from terminal.rollup_screens import rollup_listing, rollups_screen


@pytest.fixture
def where(empty_sqlite, tmp_path):
    """One engine: what is tried here asks the database nothing that other tests do not ask on both."""
    path = tmp_path / "saraban.db"
    shutil.copyfile(empty_sqlite, path)
    return path


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "110")
    return Call(json=False, lang="th", data=tmp_path, by="ธุรการ")


@pytest.fixture
def counted(desk, entered, clerk):
    """A letter that asks the districts how many households there are, confirmed."""
    from makers.readings import parsed_letter

    letter = parsed_letter()
    text = "ให้อำเภอสำรวจจำนวนครัวเรือนที่ประสบภัย"
    asked = Directive(
        item="1",
        actors=(Level.DISTRICT,),
        kind=DirectiveKind.REPORT,
        text=text,
        deadlines=(Deadline(quote="ภายในวันที่ ๓๑ มกราคม ๒๕๖๗", kind=DeadlineKind.ABSOLUTE),),
    )
    from dataclasses import replace

    entered(replace(letter, directives=(asked,)))
    return confirm(desk, "1", clerk).entry


def answer(desk, clerk, district, *rows, **said):
    task = list_tasks(desk, clerk, Wanted(office=district))[0].task
    return judge(desk, task.id, clerk, Answer(rows=rows, **said))


def test_numbers_are_summed_over_the_answers_that_count(desk, counted, clerk, call):
    answer(
        desk, clerk, "ดอนตาล", "รายการ=บ้านเรือน; จำนวน=๑,๒๐๐; หน่วยนับ=หลัง", "รายการ=ไร่นา; จำนวน=30; หน่วยนับ=ไร่"
    )
    answer(desk, clerk, "ดงหลวง", "รายการ=บ้านเรือน; จำนวน=12.5; หน่วยนับ=หลัง")
    answer(desk, clerk, "คำชะอี", nil=True)
    (one,) = rollups(desk, "1", clerk)
    assert (one.answered, one.row_count, one.sums) == (3, 3, {"count": 1242.5})
    listing = rollup_listing(one, clerk, "th")
    assert listing.total == ("รวม", "๓ แห่ง ๓ รายการ", None, 1242.5, None, None, None)
    assert [row[1] for row in listing.rows if row[-1] == "ยังไม่รายงาน"] == [
        "อำเภอเมืองมุกดาหาร", "อำเภอนิคมคำสร้อย", "อำเภอหว้านใหญ่", "อำเภอหนองสูง",
    ]  # fmt: skip
    assert "ส่งแล้ว ๓/๗ อำเภอ, ค้าง: เมืองมุกดาหาร, นิคมคำสร้อย, หว้านใหญ่, หนองสูง" in rollups_screen(
        [one], clerk, call
    )


def test_an_answer_sent_back_does_not_count(desk, counted, clerk):
    done = answer(desk, clerk, "ดอนตาล", "รายการ=บ้านเรือน; จำนวน=5; หน่วยนับ=หลัง")
    judge(desk, done.task.id, clerk, Answer(reason="ขาดไร่นา"))
    (one,) = rollups(desk, "1", clerk)
    assert (one.answered, one.sums["count"]) == (0, 0)
    assert "ส่งกลับแก้ไข" in [row[-1] for row in rollup_listing(one, clerk, "th").rows]


def test_the_sheet_holds_numbers_that_excel_counts_on(desk, counted, clerk):
    answer(desk, clerk, "ดอนตาล", "รายการ=บ้านเรือน; จำนวน=๑,๒๐๐; หน่วยนับ=หลัง")
    listing = rollup_listing(rollups(desk, "1", clerk)[0], clerk, "th")
    content = tables_xlsx([listing])
    assert content == tables_xlsx([listing])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [tuple(one.value for one in row) for row in sheet.iter_rows()]
    assert sheet.title == "ข้อ ๑"
    assert rows[3][:4] == ("ที่", "หน่วยงาน", "รายการ", "จำนวน")
    assert rows[6][:5] == ("๓", "อำเภอดอนตาล", "บ้านเรือน", 1200, "หลัง")
    assert rows[-1][:4] == ("รวม", "๑ แห่ง ๑ รายการ", None, 1200)


def test_two_tables_of_one_name_stand_on_two_sheets(desk, counted, clerk):
    listing = rollup_listing(rollups(desk, "1", clerk)[0], clerk, "th")
    names = openpyxl.load_workbook(io.BytesIO(tables_xlsx([listing, listing]))).sheetnames
    assert names == ["ข้อ ๑", "ข้อ ๑ (2)"]


def test_an_item_that_is_not_there_is_told(desk, counted, clerk):
    with pytest.raises(NotFoundError):
        rollups(desk, "1", clerk, item="9")


def test_who_is_deemed_or_let_off_is_counted_apart(desk, counted, clerk, call):
    from circulars.task import TaskState

    answer(desk, clerk, "ดงหลวง", "รายการ=บ้านเรือน; จำนวน=12; หน่วยนับ=หลัง")
    with desk.database.writing() as store:
        for one in store.tasks.listed():
            if not one.state.closed:
                state = TaskState.EXEMPT if one.office == "อำเภอคำชะอี" else TaskState.DEFAULTED
                store.tasks.step([one], state)
    (one,) = rollups(desk, "1", clerk)
    shown = rollups_screen([one], clerk, call)
    assert "ส่งแล้ว ๑/๗ อำเภอ (ถือว่าตามหนังสือ ๕, ยกเว้น ๑), ค้าง: –" in shown
    remarks = [row[-1] for row in rollup_listing(one, clerk, "th").rows]
    assert (remarks.count("ถือว่าตามหนังสือ"), remarks.count("ยกเว้น")) == (5, 1)
