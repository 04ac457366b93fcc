"""Report forms come back filled in: at the address of a letter, and with an account."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from makers.filled_forms import PERSONS, filled
from makers.visitors import Visitor, own_task

from circulars.task import TaskState
from desk.answering import open_address
from desk.report import task_form


@pytest.fixture(params=["address", "account"])
def at(request, counter, sent, clerk):
    """A visitor, the page of the district's task, and where its form is."""
    task = own_task(counter)
    if request.param == "account":
        return Visitor(counter, "dontan"), f"/tasks/{task.id}", f"/tasks/{task.id}"
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    return Visitor(counter), f"/a/{token}", f"/a/{token}/{task.id}"


def sent_back(counter, at, tmp_path, rows, name="ดอนตาล.xlsx"):
    visitor, page, form = at
    path = tmp_path / name
    with counter.desk.database.reading() as store:
        entry = store.incoming.by_receipt(2024, 1)
    filled(task_form(entry, own_task(counter), counter.desk.office), rows, path)
    csrf = visitor.get(page).text.partition('name="csrf" value="')[2].partition('"')[0]
    return visitor.post(f"{form}/form", data={"csrf": csrf}, files={"files": (name, path.read_bytes())})


def test_the_empty_form_is_handed_out(at):
    visitor, _, form = at
    answer = visitor.get(f"{form}/form.xlsx")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''2567-1-2-")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert any("อำเภอดอนตาล" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_what_was_read_of_a_filled_form_is_shown_and_waits_for_the_province(counter, at, tmp_path):
    assert sent_back(counter, at, tmp_path, PERSONS).status_code == 303
    assert own_task(counter).state is TaskState.REPORTED
    page = at[0].get(at[1]).text
    assert "<td>นายสมมุติ ก</td><td>ปลัดอำเภอ</td><td>0812345678</td>" in page
    officer, task = Visitor(counter, "officer"), own_task(counter)
    assert "<td>นายสมมุติ ก</td>" in officer.get(f"/tasks/{task.id}").text
    officer.send_form(f"/tasks/{task.id}/return", page=f"/tasks/{task.id}", reason="ขาดหมายเลขโทรศัพท์")
    assert "ขาดหมายเลขโทรศัพท์" in at[0].get(at[1]).text


def test_a_form_with_a_wrong_cell_is_refused_by_its_cell_and_answers_nothing(counter, at, tmp_path):
    rows = (("นายสมมุติ ก", "ปลัดอำเภอ", "โทรไม่ติด"), PERSONS[1])
    answer = sent_back(counter, at, tmp_path, rows)
    assert (answer.status_code, "โทรไม่ติด" in answer.text) == (409, True)
    assert own_task(counter).state is TaskState.SENT


def test_without_a_file_it_is_said_what_to_do(at):
    visitor, page, form = at
    answer = visitor.send_form(f"{form}/form", page=page)
    assert "โปรดเลือกแบบรายงานที่กรอกแล้วหนึ่งไฟล์ (XLSX) แล้วส่งอีกครั้ง" in answer.text
