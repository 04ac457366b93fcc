"""Digits, eras and working days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.thai_calendar import (
    OfficeCalendar,
    ascii_digits,
    fiscal_year,
    long_date,
    short_date,
    thai_digits,
)

CALENDAR = OfficeCalendar.shipped()


def test_dates_are_written_as_letters_write_them() -> None:
    assert long_date(dt.date(2024, 1, 31)) == "๓๑ มกราคม ๒๕๖๗"
    assert short_date(dt.date(2024, 1, 31)) == "๓๑ ม.ค. ๒๕๖๗"


@pytest.mark.parametrize(
    ("day", "year"), [(dt.date(2023, 9, 30), 2566), (dt.date(2023, 10, 1), 2567), (dt.date(2024, 1, 1), 2567)]
)
def test_the_fiscal_year_begins_in_october(day: dt.date, year: int) -> None:
    assert fiscal_year(day) == year


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (dt.date(2024, 4, 12), False),  # a special holiday by cabinet decision
        (dt.date(2024, 5, 1), True),  # Labour Day is no holiday of government offices
        (dt.date(2024, 5, 10), False),  # Royal Ploughing Day
        (dt.date(2023, 1, 3), True),
        (dt.date(2024, 1, 13), False),  # a Saturday
        (dt.date(2024, 1, 31), True),
    ],
)
def test_offices_work_on_working_days(day: dt.date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


def test_working_days_are_counted_without_the_first() -> None:
    assert CALENDAR.add_working(dt.date(2024, 4, 3), 15) == dt.date(2024, 4, 30)
    assert CALENDAR.add_working(dt.date(2024, 3, 20), -3) == dt.date(2024, 3, 15)


def test_a_holiday_has_a_name() -> None:
    assert CALENDAR.holiday_name(dt.date(2024, 1, 31)) is None
    assert CALENDAR.holiday_name(dt.date(2024, 1, 13)) == "วันเสาร์"
    assert CALENDAR.on_or_before(dt.date(2024, 2, 24)) == dt.date(2024, 2, 23)
    assert CALENDAR.on_or_after(dt.date(2024, 2, 24)) == dt.date(2024, 2, 27)


@pytest.mark.property
@given(st.text())
def test_digits_change_no_length_and_come_back(text: str) -> None:
    assert len(thai_digits(text)) == len(text)
    assert ascii_digits(thai_digits(ascii_digits(text))) == ascii_digits(text)


@pytest.mark.property
@given(st.dates(dt.date(2017, 1, 1), dt.date(2027, 12, 1)), st.integers(1, 40))
def test_counting_forth_and_back_returns_to_a_working_day(day: dt.date, count: int) -> None:
    start = CALENDAR.on_or_after(day)
    assert CALENDAR.add_working(CALENDAR.add_working(start, count), -count) == start
