"""Times of day as letters write them.

Grammar, over the skeleton::

    times  = [ part ] , time , { [ "," | "และ" | "หรือ" | "กับ" | "-" | "ถึง" ] , [ "เวลา" | part ] , time } ;
    part   = [ "ช่วง" | "ภาค" | "รอบ" ] , ( "เช้า" | "เย็น" | … ) , [ "เวลา" ] ;
    time   = hour , ( "." | ":" ) , minute , [ "น." | "นาฬิกา" ]  (* one of a list must have it, or "เวลา" before *)
           | four digits , "น."
           | hour , "นาฬิกา" , [ minute , "นาที" ]                (* digits or words *)
           | "เที่ยง" , [ "วัน" | "ตรง" | "คืน" ]
           | "บ่าย" , [ hour ] , [ "โมง" ] | hour , "โมง" , [ "เช้า" | "เย็น" ] | hour , "ทุ่ม" | "ตี" , hour ,
             [ "ครึ่ง" | "ตรง" ] ;
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from parsers.deadline.lexicon import pattern
from parsers.skeleton import skeleton_of
from parsers.thai_number import NUMBER_WORDS, number_of

_HOUR = rf"(?:\d\d?|{NUMBER_WORDS})"
_SUFFIX = pattern(r"(?:น\.|นาฬิกา|น(?![ก-๙]))")
_ONE = (
    rf"(?:(?<![\d/])(?<!\d\.)(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d/]|[.:]\d){_SUFFIX}?"
    rf"|(?<![\d./,_])(?:[01]\d|2[0-4])[0-5]\d{_SUFFIX}"
    rf"|{_HOUR}{pattern('นาฬิกา')}(?:{_HOUR}{pattern('นาที')})?"
    rf"|{pattern('เที่ยง')}(?:{pattern('คืน|วัน|ตรง')})?"
    rf"|(?:{pattern('บ่าย')}(?:{_HOUR})?(?:{pattern('โมง')})|{pattern('บ่าย')}{_HOUR}(?![.:]?\d)|{_HOUR}{pattern('โมง')}(?:{pattern('เช้า|เย็น')})?"
    rf"|{_HOUR}{pattern('ทุ่ม')}|{pattern('ตี')}{_HOUR})(?:{pattern('ครึ่ง|ตรง')})?)"
)
_PART_OF_DAY = rf"(?:{pattern('(?:ช่วง|ภาค|รอบ|ตอน)?(?:เช้า|เย็น|บ่าย|ค่ำ|กลางวัน|กลางคืน)')}(?:{pattern('เวลา')})?)"
_SEPARATOR = rf"(?:,?{pattern('และ|หรือ|กับ')}|,|-|{pattern('ถึง|จนถึง')})"
#: A time or a list of times.
TIMES = re.compile(
    rf"(?:(?<!{pattern('ทุก')}){_PART_OF_DAY})?{_ONE}(?:{_SEPARATOR}?(?:{pattern('เวลา|ก่อนเวลา|ครั้งที่')}|{_PART_OF_DAY})?{_ONE}){{0,9}}"
)
_EACH = re.compile(_ONE)
_CLOCK = re.compile(r"(\d\d?)[.:](\d\d)|(\d\d)(\d\d)(?=น)")
_SPOKEN = re.compile(
    rf"(?P<noon>{pattern('เที่ยง')})(?P<midnight>{pattern('คืน')})?|(?P<afternoon>{pattern('บ่าย')})?(?P<small>{pattern('ตี')})?(?P<hour>{_HOUR})?"
    rf"(?P<word>{pattern('นาฬิกา|โมง|ทุ่ม')})?(?P<half_day>{pattern('เช้า|เย็น')})?(?P<half>{pattern('ครึ่ง')})?(?:(?P<minute>{_HOUR}){pattern('นาที')})?"
)
_BEFORE = skeleton_of("เวลา")
_RANGE = re.compile(rf"-|{pattern('ถึง')}")


@dataclass(frozen=True, slots=True)
class Times:
    """One or more times of a day."""

    times: tuple[dt.time, ...]
    is_range: bool = False  #: from the first to the last, not each of them
    end_of_day: bool = False  #: 24.00 was written


def read_times(text: str, at: int) -> tuple[Times, int] | None:
    """The times that begin at a place in a skeleton, and where they end."""
    match = TIMES.match(text, at)
    if not match:
        return None
    found = match.group()
    certain = found.replace("นาฬิกา", "น.")
    if not (
        "น" in certain
        or any(word in found for word in ("ทียง", "โมง", "ทุม", "บาย", "ตี"))
        or text.endswith(_BEFORE, 0, at)
    ):
        return None
    each = [_time(one.group()) for one in _EACH.finditer(found)]
    times = tuple(time for time, _ in each if time is not None)
    if not times or len(times) < len(each):
        return None
    return Times(
        times, len(times) == 2 and bool(_RANGE.search(found)), any(late for _, late in each)
    ), match.end()


def _time(text: str) -> tuple[dt.time | None, bool]:
    if clock := _CLOCK.match(text):
        hour, minute = (int(part) for part in clock.groups() if part)
    else:
        hour, minute = _spoken(text)
    if hour == 24 and minute == 0:
        return dt.time(23, 59), True
    return (dt.time(hour, minute) if 0 <= hour < 24 and minute < 60 else None), False


def _spoken(text: str) -> tuple[int, int]:
    found = _SPOKEN.match(text)
    if not found:
        return -1, 0
    if found["noon"]:
        return (24, 0) if found["midnight"] else (12, 0)
    hour = number_of(found["hour"] or "") or 0
    minute = 30 if found["half"] else number_of(found["minute"] or "") or 0
    word, evening = found["word"], found["half_day"] == skeleton_of("เย็น")
    if found["afternoon"]:
        return 12 + (hour or 1), minute
    if word == skeleton_of("ทุ่ม"):
        return 18 + hour, minute
    if word == skeleton_of("โมง") and (evening or (hour < 6 and found["half_day"] is None)):
        return 12 + hour, minute
    if word == skeleton_of("โมง") and hour < 6:
        return hour + 6, minute
    return hour, minute
