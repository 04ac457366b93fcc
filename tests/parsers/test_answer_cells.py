from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.answer import Given
from circulars.letter import FormColumn
from parsers.answer_cells import read_cell

EXCEL = dt.datetime(2567, 1, 31)  # noqa: DTZ001 - a cell of Excel has no zone


def read(kind, value, *, required=True):
    column = FormColumn(name="c", title="ช่อง", kind=kind, required=required)
    said, findings = read_cell(column, Given(place="B7", value=value))
    return said, [one.kind for one in findings]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("number", 120, "120"),
        ("number", 120.0, "120"),
        ("number", "๑๒๐", "120"),
        ("number", "1,234,567", "1234567"),
        ("number", "๑๒.๕", "12.5"),
        ("number", 12.5, "12.5"),
        ("date", "๓๑ มกราคม ๒๕๖๗", "2024-01-31"),
        ("date", "31 ม.ค. 67", "2024-01-31"),
        ("date", "31/1/2567", "2024-01-31"),
        ("date", dt.date(2024, 1, 31), "2024-01-31"),
        ("phone", "08 1234 5678", "0812345678"),
        ("phone", "๐๘-๑๒๓๔-๕๖๗๘", "0812345678"),
        ("phone", "0-4261-1817 ต่อ 12", "042611817 ต่อ 12"),
        ("phone", "042 611 817, 081 234 5678", "042611817, 0812345678"),
        ("phone", "1567", "1567"),
        ("id", "1-1017-00203-45-0", "1101700203450"),
        ("id", 1101700203450.0, "1101700203450"),
        ("text", "  นายสมมุติ   ใจดี ", "นายสมมุติ ใจดี"),
        ("text", 12.0, "12"),
    ],
)
def test_a_cell_says_what_is_meant_and_nothing_is_noted(kind, value, said):
    assert read(kind, value) == (said, [])


@pytest.mark.parametrize(
    ("kind", "value", "said", "note"),
    [
        ("number", "๑๒๐ คน", "120", "answer-read-number"),
        ("number", "-", "0", "answer-read-zero"),
        ("number", "ไม่มี", "0", "answer-read-zero"),
        ("date", EXCEL, "2024-01-31", "answer-read-day"),
        ("date", dt.date(1967, 1, 31), "2024-01-31", "answer-read-day"),
        ("date", 45322.0, "2024-01-31", "answer-read-day"),
        ("phone", 812345678.0, "0812345678", "answer-read-phone"),
        ("phone", "42611817", "042611817", "answer-read-phone"),
        ("phone", "+66 81 234 5678", "0812345678", "answer-read-phone"),
    ],
)
def test_what_is_read_otherwise_than_it_is_written_is_noted(kind, value, said, note):
    assert read(kind, value) == (said, [note])


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("number", "มาก", "answer-number"),
        ("number", -5, "answer-number"),
        ("number", "1,23", "answer-number"),
        ("number", "๑๒๐–๑๓๐", "answer-number"),
        ("number", True, "answer-number"),
        ("date", "31 กุมภาพันธ์ 2567", "answer-date"),
        ("date", "สิ้นเดือน", "answer-date"),
        ("date", 7, "answer-date"),
        ("phone", "0812345", "answer-phone"),
        ("phone", "0912345678901", "answer-phone"),
        ("phone", "โทรหาปลัด", "answer-phone"),
        ("phone", "012345678", "answer-phone"),
        ("phone", "123", "answer-phone"),
        ("id", "1101700203451", "answer-id-sum"),
        ("id", "110170020345", "answer-id-length"),
        ("text", "#REF!", "answer-formula"),
        ("number", "", "answer-missing"),
        ("text", None, "answer-missing"),
        ("text", " ", "answer-missing"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_guessed(kind, value, why):
    assert read(kind, value) == ("", [why])


def test_an_empty_cell_that_need_not_be_filled_is_no_matter():
    assert read("number", None, required=False) == ("", [])


def test_a_finding_names_its_cell_in_both_languages():
    column = FormColumn(name="phone", title="โทรศัพท์", kind="phone")
    _, (note,) = read_cell(column, Given(place="D9", value=812345678.0))
    assert note.message("th") == "D9: หมายเลข “812345678” ขาดเลข 0 นำหน้า อ่านเป็น 0812345678"
    assert (
        note.message("en") == "D9: the number “812345678” has lost its leading 0 and was read as 0812345678."
    )


@pytest.mark.property
@given(st.integers(0, 10**12), st.sampled_from(["{:d}", "{:,d}"]), st.booleans())
def test_a_number_is_the_same_in_either_digits_and_with_commas(number, how, thai):
    from circulars.thai_calendar import thai_digits

    written = how.format(number)
    assert read("number", thai_digits(written) if thai else written) == (str(number), [])


@pytest.mark.property
@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_a_day_is_the_same_however_excel_took_it(day):
    try:
        buddhist = day.replace(year=day.year + 543)
    except ValueError:
        return
    assert read("date", day)[0] == read("date", buddhist)[0] == day.isoformat()


@pytest.mark.property
@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes()))
def test_whatever_a_cell_holds_is_read_noted_or_refused(value):
    for kind in ("text", "number", "date", "phone", "id"):
        said, findings = read(kind, value)
        assert bool(said) != any(one in findings for one in ("answer-missing", f"answer-{kind}")) or findings
