"""Calendars, read back by a library of another house."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.calendar_feed import LINE, FeedEvent, Moved, calendar_feed

NOW = dt.datetime(2024, 1, 25, 9, 30)  # noqa: DTZ001 - Bangkok wall clock
DAY = dt.date(2024, 1, 31)


def read(*events, name="ปฏิทิน"):
    content = calendar_feed(name, events, NOW)
    return content, Calendar.from_ical(content)


def events(calendar):
    return [one for one in calendar.walk("VEVENT")]  # noqa: C416 - a list, to be counted


def test_a_day_is_a_whole_day():
    _, calendar = read(FeedEvent(uid="1@s", sequence=2, day=DAY, summary="ข้อ ๒", description="ก\nข"))
    (one,) = events(calendar)
    assert (one.decoded("DTSTART"), one.decoded("DTEND")) == (DAY, DAY + dt.timedelta(days=1))
    assert (one["UID"], one["SEQUENCE"], one["SUMMARY"], one["DESCRIPTION"]) == ("1@s", 2, "ข้อ ๒", "ก\nข")
    assert one.decoded("DTSTAMP") == dt.datetime(2024, 1, 25, 2, 30, tzinfo=dt.UTC)
    assert one.errors == []
    assert calendar["X-WR-CALNAME"] == "ปฏิทิน"


def test_an_hour_is_bangkoks():
    _, calendar = read(FeedEvent(uid="1@s", sequence=0, day=DAY, time=dt.time(15)))
    start = events(calendar)[0].decoded("DTSTART")
    assert start.utcoffset() == dt.timedelta(hours=7)
    assert (start.date(), start.hour) == (DAY, 15)


def test_a_rhythm_leaves_out_holidays_and_moves_what_is_moved():
    moved = Moved(period=dt.date(2024, 2, 5), day=dt.date(2024, 2, 6), summary="เลื่อน")
    done = Moved(period=dt.date(2024, 3, 5), day=dt.date(2024, 3, 5), summary="ตอบแล้ว", done=True)
    _, calendar = read(
        FeedEvent(
            uid="1@s",
            sequence=1,
            day=dt.date(2024, 2, 5),
            time=dt.time(16, 30),
            rrule="FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20241231",
            left_out=(dt.date(2024, 5, 5),),
            moved=(moved, done),
        )
    )
    rule, first, second = events(calendar)
    assert rule["RRULE"]["UNTIL"] == [dt.datetime(2024, 12, 31, 16, 59, 59, tzinfo=dt.UTC)]
    assert rule["EXDATE"].dts[0].dt.date() == dt.date(2024, 5, 5)
    assert {one["UID"] for one in (rule, first, second)} == {"1@s"}
    assert first.decoded("RECURRENCE-ID").date() == dt.date(2024, 2, 5)
    assert first.decoded("DTSTART").date() == dt.date(2024, 2, 6)
    assert second["SUMMARY"] == "✓ ตอบแล้ว"


def test_what_is_answered_is_marked_and_rings_no_bell():
    open_one = FeedEvent(uid="1@s", sequence=0, day=DAY, summary="ก")
    done = FeedEvent(uid="2@s", sequence=0, day=DAY, summary="ข", done=True)
    gone = FeedEvent(uid="3@s", sequence=0, day=DAY, summary="ค", cancelled=True)
    _, calendar = read(open_one, done, gone)
    assert [len(one.walk("VALARM")) for one in events(calendar)] == [1, 0, 0]
    assert [str(one["SUMMARY"]) for one in events(calendar)] == ["ก", "✓ ข", "ค"]
    assert [one["STATUS"] for one in events(calendar)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_the_same_events_give_the_same_bytes():
    one = FeedEvent(uid="1@s", sequence=0, day=DAY, summary="ก")
    assert read(one)[0] == read(one)[0]


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\n;,\\:ก่ำ๑"), max_size=300
)


@pytest.mark.property
@given(WORDS, WORDS)
def test_whatever_is_said_comes_back_and_no_line_is_too_long(summary, description):
    content, calendar = read(
        FeedEvent(uid="1@s", sequence=0, day=DAY, summary=summary, description=description)
    )
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= LINE
    assert all(line.decode() is not None for line in lines)
    (one,) = events(calendar)
    assert str(one.get("SUMMARY", "")) == summary
    assert str(one.get("DESCRIPTION", "")) == description
