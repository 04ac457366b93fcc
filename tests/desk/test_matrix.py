from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.errors import NotFoundError
from circulars.task import TaskState
from desk.matrix import Shown, kinds_of, matrix, tallies
from desk.office_desk import Clerk
from desk.report import Answer, judge
from desk.tasks import Wanted, list_tasks, tasks_of
from registry.cells import Cell
from terminal.call import Call
from terminal.overview_screens import overview_screen, overview_sheets, tally_listing

TODAY = dt.date(2024, 1, 31)
DAY = dt.timedelta(days=1)


def cell(state="sent", due=TODAY, internal_due=None, answered=None, **facts):
    known = {
        "id": 1, "letter": 1, "directive": 0, "deadline": 0, "period": "", "item": "1", "level": "district",
        "office_code": "4901", "office": "อำเภอเมือง", "due_time": None, "rrule": None, "nil": False,
    }  # fmt: skip
    return Cell(
        **known | {"state": state, "due": due, "internal_due": internal_due, "answered": answered} | facts
    )


def lists(one):
    return {kind.value for kind in kinds_of(one, TODAY)} - {"all"}


@pytest.mark.parametrize(
    ("one", "kinds"),
    [
        (cell(), {"missing", "week", "today"}),
        (cell(due=TODAY + 7 * DAY), {"missing", "week"}),
        (cell(due=TODAY + 8 * DAY), {"missing"}),
        (cell(due=TODAY - DAY), {"missing", "late", "overdue", "silent"}),
        (cell("received", due=TODAY - DAY), {"missing", "late", "overdue"}),
        (cell(due=TODAY + 3 * DAY, internal_due=TODAY - DAY), {"missing", "week", "silent"}),
        (cell(due=TODAY + 3 * DAY, internal_due=TODAY), {"missing", "week", "today"}),
        (cell("returned"), {"missing", "returned", "week", "today"}),
        (cell("not_sent", due=None), {"missing", "unsent"}),
        (
            cell("reported", answered=dt.datetime.combine(TODAY, dt.time(23))),
            {"answered", "check", "in_time"},
        ),
        (cell("accepted", answered=dt.datetime.combine(TODAY + DAY, dt.time(1))), {"answered", "overdue"}),
        (cell("reported", nil=True, due=None), {"answered", "check", "nil"}),
        (cell("exempt"), {"settled"}),
        (cell("defaulted"), {"settled", "overdue"}),
    ],
)
def test_a_task_stands_in_these_lists(one, kinds):
    assert lists(one) == kinds


@pytest.mark.property
@given(
    st.sampled_from(list(TaskState)),
    st.one_of(st.none(), st.dates(dt.date(2024, 1, 1), dt.date(2024, 3, 1))),
    st.one_of(st.none(), st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2024, 3, 1))),  # noqa: DTZ001
)
def test_every_task_is_answered_or_missing_and_never_both(state, due, answered):
    found = lists(cell(state.value, due=due, answered=answered))
    assert len(found & {"answered", "settled", "missing"}) == 1
    assert not {"in_time", "overdue"} <= found
    assert "late" not in found or "missing" in found


@pytest.fixture
def later(desk, sent, clerk):
    """The sample two days past its day, two districts having answered, one of them too late."""
    for day, district in ((30, "ดอนตาล"), (1, "คำชะอี")):
        on = replace(clerk, now=dt.datetime(2024, 1 if day == 30 else 2, day, 9))  # noqa: DTZ001
        task = next(one.task for one in list_tasks(desk, on, Wanted(office=district)) if one.task.item == "2")
        judge(desk, task.id, on, Answer(nil=True))
    return Clerk(name="ธุรการ", now=dt.datetime(2024, 2, 2, 9))  # noqa: DTZ001 - Bangkok wall clock


def test_the_numbers_of_a_directive_are_those_of_its_offices(desk, later):
    found = matrix(desk, later)
    row = found.rows[2]
    counts = row.counts
    assert (counts[Shown.ANSWERED], counts[Shown.ALL], counts[Shown.LATE]) == (2, 8, 6)
    assert [one.office for one in row.missing] == [
        "อำเภอเมืองมุกดาหาร", "อำเภอนิคมคำสร้อย", "อำเภอดงหลวง", "อำเภอหว้านใหญ่", "อำเภอหนองสูง",
    ]  # fmt: skip


def test_each_number_opens_its_list(desk, later):
    found = matrix(desk, later)
    for what in Shown:
        listed = tasks_of(desk, found.listed(what))
        assert len(listed) == found.total.counts[what]
    late = tasks_of(desk, found.listed(Shown.LATE))
    assert all(one.task.is_late(later.today) for one in late)
    assert late[-1].task.office == "จังหวัดมุกดาหาร"


def test_the_share_in_time_is_told_district_by_district(desk, later):
    shares = {one.name: one.in_time_share for one in tallies(matrix(desk, later), "district").values()}
    assert (shares["อำเภอดอนตาล"], shares["อำเภอคำชะอี"], shares["อำเภอดงหลวง"]) == (1.0, 0.0, 0.0)


def test_provinces_and_officers_are_summed(desk, later):
    found = matrix(desk, later)
    assert {name: one.counts[Shown.ALL] for name, one in found.by_province.items()} == {"มุกดาหาร": 24}
    assert {name: one.counts[Shown.MISSING] for name, one in found.by_officer.items()} == {"ธุรการ": 21}


def test_one_letter_or_one_district_alone(desk, later):
    assert len(matrix(desk, later, "1").rows) == 3
    assert set(matrix(desk, later, district="ดอนตาล").by_office) == {"4903"}
    with pytest.raises(NotFoundError):
        matrix(desk, later, "9")


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(desk, later, tmp_path, monkeypatch, columns):
    from terminal.layout import width

    monkeypatch.setenv("COLUMNS", str(columns))
    call = Call(json=False, lang="th", data=tmp_path, by="ธุรการ")
    shown = overview_screen(matrix(desk, later), call)
    assert max(map(width, shown.splitlines())) <= columns
    assert "ส่งแล้ว ๒/๗ อำเภอ, ค้าง: เมืองมุกดาหาร, นิคมคำสร้อย, ดงหลวง, หว้านใหญ่, หนองสูง" in shown


def test_the_sheets_hold_the_same_numbers(desk, later):
    found = matrix(desk, later)
    directives, signs, offices, officers = overview_sheets(found, "th")
    assert directives.total[4:] == offices.total[1:] == officers.total[1:]
    assert [row[1:] for row in signs.rows][2] == ("!", "!", "✓", "!", "✓", "!", "!", "!")
    assert tally_listing(found, "province", "th").rows[0][0] == "มุกดาหาร"
