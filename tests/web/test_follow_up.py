"""Who has answered, seen from above: filters of the matrix, the provinces of a department, the dashboard."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from makers.visitors import Visitor, own_task

from desk.offices import all_offices
from desk.report import Answer, judge


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?show=open", True),
        ("?show=late", False),
        ("?show=today", False),
        ("?show=week", True),
        ("?show=check", True),
        ("?show=all", True),
        ("?office=4903", True),
        ("?show=week&office=4903", True),
        ("?letter=1/2567", True),
        ("?page=2", False),
    ],
)
def test_the_matrix_shows_what_is_asked_for(counter, sent, query, shown):
    page = Visitor(counter, "officer").get(f"/tracking{query}")
    assert (page.status_code, "หนี้นอกระบบ" in page.text) == (200, shown)


@pytest.mark.parametrize(
    ("query", "status"), [("?show=x", 422), ("?office=9999", 404), ("?letter=7/2567", 404), ("?page=0", 422)]
)
def test_what_cannot_be_shown_is_said(counter, sent, query, status):
    assert Visitor(counter, "officer").get(f"/tracking{query}").status_code == status


def test_answers_that_wait_for_a_verdict_are_found(counter, sent, clerk):
    judge(counter.desk, own_task(counter).id, clerk, Answer(note="แล้ว"))
    page = Visitor(counter, "officer").get("/tracking?show=check").text
    assert f'class="cell reported"><a href="/tasks/{own_task(counter).id}"' in page


@pytest.fixture
def country(counter):
    """A department's counter: its tasks go to every province with its districts."""
    office = replace(counter.desk.office, nationwide=True, sender="กรมการปกครอง")
    return replace(counter, desk=replace(counter.desk, office=office))


def test_a_department_sees_its_provinces_together_and_opens_one(country, received, clerk):
    from desk.review import confirm

    confirm(country.desk, "1", clerk)
    visitor = Visitor(country, "officer")
    assert 'href="/tracking?letter=1/2567"' in visitor.get("/tracking").text.replace("%2F", "/")
    page = visitor.get("/tracking?letter=1/2567").text
    # Every province but Bangkok, and the department itself.
    assert (page.count('<tr class="province">'), "อำเภอดอนตาล</th>" in page) == (76 + 1, False)
    assert page.count(f">{country.desk.office.name}</a>") == 1
    page = visitor.get("/tracking?letter=1/2567&province=49").text
    assert page.count('class="what in"') == 8
    row = page.partition('<th scope="row" class="what in">อำเภอดอนตาล</th>')[2].partition("</tr>")[0]
    assert 'aria-label="ยังไม่ส่ง"' in row
    # Seven districts, and the province itself where it is asked as well.
    assert re.findall("จังหวัดมุกดาหาร ([๐-๙]+),", page) == ["๘", "๗", "๘"]
    page = visitor.get("/tracking?letter=1/2567&province=all").text
    assert page.count('class="what in"') == len(all_offices(country.desk.office))


def test_the_dashboard_has_every_number_in_a_table(counter, sent):
    page = Visitor(counter, "officer").get("/dashboard").text
    assert page.count("<svg viewBox") == page.count('<table class="list numbers">') == 2
    assert page.count('<th scope="row">อำเภอดอนตาล</th>') == 1
    assert "style=" not in page
