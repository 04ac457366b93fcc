"""Reading a point in time off a skeleton.

Grammar; ``{this}`` and the like are groups of the lexicon, ``date`` is in `parsers.thai_date`::

    point        = date | day of month | month | near day | weekday | week | quarter | year | named day ;
    day of month = "วันที่" , digits , ( [ "ของ" ] , "เดือน" , ( {this} | {next} | {same} ) | "นี้" ) ;
    month        = [ part ] , ( "เดือน" , ( name , [ year ] | {this} | {next} ) | name , year ) ;
    part         = ( {end} | {late} | {middle} | {early} ) , [ "ของ" ] | "สัปดาห์" , ordinal , "ของ" ;
    weekday      = "วัน" , name , ( {this} | {next} | [ "ของ" | "ใน" ] , "สัปดาห์" , ( {this} | {next} ) ) ;
    week         = [ part ] , "สัปดาห์" , ( {this} | {next} ) ;
    quarter      = [ {end} ] , ( "ไตรมาส" , ordinal | "ครึ่งปี" , ( "แรก" | "หลัง" ) ) , [ "/" , year | which year ] ;
    year         = [ part ] , which year ;
    which year   = [ "ของ" | "ประจำ" ] , ( "ปีงบประมาณ" | "ปีปฏิทิน" | "ปี" ) , [ "พ.ศ." ] , ( digits | {this} | {next} ) ;
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import alternation, group, named_days, pattern
from parsers.deadline.points import (
    CalendarDate,
    DayOfMonth,
    MonthPart,
    NamedDay,
    NearDay,
    NearWeek,
    NearWeekday,
    Point,
    YearPart,
    buddhist,
)
from parsers.skeleton import skeleton_of
from parsers.thai_date import ANY_MONTH, DAY_ONLY, WEEKDAY, WEEKDAY_NAMES, DateWords, date_words_at, month_of

if TYPE_CHECKING:
    from collections.abc import Callable

_THIS, _NEXT, _SAME = pattern("{this}"), pattern("{next}"), pattern("{same}")
_PART = pattern("(?:(?P<end>{end})|(?P<late>{late})|(?P<middle>{middle})|(?P<early>{early}))(?:ของ)?")
_WEEK_OF = pattern(
    "สัปดาห์(?:ที่(?P<week>[1-5])|(?P<week_first>แรก)|(?P<week_last>สุดท้าย)|ที่(?P<week_word>สอง|สาม|สี่))(?:ของ|ใน)"
)
_ERA = r"(?:พ\.?ศ\.?)?"
_YEAR4 = r"2[3-6]_?\d_?\d(?!\d|[./:]\d)"
#: A month's year, of two digits, too: ภายในเดือน มี.ค. ๖๘.
_MONTH_YEAR = rf"(?:{_YEAR4}|[5-7]\d(?![\d_]|[./:]\d))"
_WHICH = rf"(?:(?P<year>{_YEAR4})|(?P<this>{_THIS})|(?P<next>{_NEXT}))"

_DAY_OF_MONTH = re.compile(
    rf"(?:{DAY_ONLY.pattern})(?:{pattern('(?P<of>ของ|ใน)?เดือน')}(?:(?P<this>{_THIS}|{_SAME})|(?P<next>{_NEXT}))|(?P<here>{pattern('นี้|เดือนนี้')}))"
)
_MONTH = re.compile(
    rf"(?:{_PART}|{_WEEK_OF})?(?:ในช่วง)?{pattern('เดือน')}(?:(?P<name>{ANY_MONTH})(?:{_ERA}(?P<year>{_MONTH_YEAR}))?(?:{pattern('ศก')})?(?:{_THIS})?"
    rf"|(?P<this>{_THIS}|{_SAME})|(?P<next>{_NEXT}))"
)
_MONTH_NAME = re.compile(rf"(?:{_PART})?(?P<name>{ANY_MONTH})(?:{_ERA}(?P<year>{_MONTH_YEAR}))?")
_NEAR_DAY = re.compile(
    pattern(
        "(?:(?P<day0>วันนี้|วันเดียวกัน(?:นี้)?)|(?P<day1>วันพรุ่งนี้|พรุ่งนี้|วันถัดไป|วันรุ่งขึ้น)|(?P<day2>วันมะรืน(?:นี้)?|มะรืนนี้))"
    )
)
_WEEKDAY = re.compile(
    rf"{pattern('วัน')}(?P<weekday>{WEEKDAY})(?:{pattern('ที่')}(?!\d))?(?:{pattern('(?:ของ|ใน)?สัปดาห์')}(?:(?P<week>{_THIS})|(?P<weeks>{_NEXT}))|(?P<next>{_NEXT})|(?P<this>{_THIS}|{pattern('จะถึงนี้|จะถึง')}))"
)
_WEEK = re.compile(rf"(?:{_PART})?{pattern('สัปดาห์')}(?:(?P<this>{_THIS})|(?P<next>{_NEXT}))")
_FISCAL_YEAR = pattern("(?:ปีงบประมาณ|ปีงบ)")
_YEAR_NAME = (
    rf"(?:(?P<fiscal>{_FISCAL_YEAR})|(?P<common>{pattern('ปีปฏิทิน')})|(?P<plain>{pattern('ปี')})){_ERA}{_WHICH}"
)
_OF_YEAR = rf"(?:{pattern('(?:ของ|ประจำ|แห่ง|ใน)?')}(?:{_YEAR_NAME}|(?P<bare_fiscal>{_FISCAL_YEAR}))|/(?P<slash>(?:25)?\d\d)(?!\d)|{_ERA}(?P<loose>{_YEAR4}))"
_QUARTER = re.compile(
    rf"(?:(?P<end>{pattern('{end}')})(?:ของ)?)?(?:{pattern('ไตรมาส')}(?:{pattern('(?:ที่)?')}(?P<number>[1-4])(?!\d)(?:(?:และ|,|-|{pattern('ถึง')})(?:{pattern('ไตรมาสที่|ที่')})?(?P<until>[1-4])(?!\d))?|(?P<word>{pattern('แรก|ที่หนึ่ง|ที่สอง|ที่สาม|ที่สี่|สุดท้าย')})(?:(?:และ|,|-|{pattern('ถึง')})(?P<until_word>{pattern('(?:ที่)?(?:สอง|สาม|สี่)')}))?|(?P<this_quarter>{_THIS})|(?P<next_quarter>{_NEXT}))"
    rf"|{pattern('(?:ครึ่งปี|(?:รอบ)?(?:6|หก)เดือน|ครึ่งปีงบประมาณ)')}(?P<half>{pattern('แรก|หลัง')})|{pattern('ครึ่ง')}(?P<half_of>{pattern('แรก|หลัง')})(?=(?:ของ)?ปี))(?:{_OF_YEAR})?"
)
_YEAR_FIRST_QUARTER = re.compile(
    rf"{_YEAR_NAME}(?:,)?{pattern('ไตรมาส')}{pattern('(?:ที่)?')}(?P<number>[1-4])(?!\d)"
)
_YEAR = re.compile(rf"(?:{_PART})?(?:{_YEAR_NAME}|(?P<bare_era>พ\.?ศ\.?)(?P<era_year>{_YEAR4}))")
_YEAR_END = re.compile(
    rf"{pattern('{end}')}(?:ของ)?(?:(?P<fiscal>{_FISCAL_YEAR})|{pattern('ปีปฏิทิน|ปี(?!งบ|การ|ใหม่|บัญชี|ภาษี)')})"
)
_NAMED = re.compile(rf"{alternation(named_days())}(?!งบ|{_THIS}|{_NEXT})")
_QUARTER_WORDS = {
    word: number
    for number, words in enumerate(("แรก ที่หนึ่ง", "ที่สอง", "ที่สาม", "ที่สี่ สุดท้าย"), 1)
    for word in map(skeleton_of, words.split())
}
_TH = skeleton_of("ที่")
_WEEK_WORDS = {"สอง": "2", "สาม": "3", "สี": "4"}

#: What a point may begin with, beside digits and the names of months.
POINT_WORDS = frozenset(
    {
        *map(
            skeleton_of,
            (
                "วัน",
                "เดือน",
                "สัปดาห์",
                "ไตรมาส",
                "ครึ่งปี",
                "ครึ่งแรก",
                "ครึ่งหลัง",
                "ปี",
                "รอบ6",
                "รอบหก",
                "พ.ศ",
                "พรุ่งนี้",
                "มะรืนนี้",
                "หกเดือน",
            ),
        ),
        *(word for part in ("end", "late", "middle", "early") for word in group(part)),
        *named_days(),
    }
)


def read_point(text: str, at: int) -> tuple[Point, int] | None:
    """The point that begins at a place in a skeleton, and where it ends."""
    if dated := date_words_at(text, at):
        return CalendarDate(dated[0]), dated[1]
    for form, meaning in _FORMS:
        if (match := form.match(text, at)) and (point := meaning(match)):
            return point, match.end()
    return None


def _day_of_month(match: re.Match[str]) -> Point | None:
    words = DateWords.of(match)
    return DayOfMonth(words, 1 if match["next"] else 0, of_month=bool(match["of"])) if words else None


def _part(match: re.Match[str]) -> str:
    found = match.groupdict()
    if number := found.get("week") or _WEEK_WORDS.get(found.get("week_word") or ""):
        return str(number)
    if found.get("week_first"):
        return "1"
    if found.get("week_last"):
        return "5"
    return next((part for part in ("end", "late", "middle", "early") if found.get(part)), "whole")


def _month(match: re.Match[str]) -> Point:
    year = buddhist(match["year"]) if match["year"] else None
    month = month_of(match["name"]) if match["name"] else None
    return MonthPart(_part(match), month, year, 1 if match["next"] else 0)


def _month_name(match: re.Match[str]) -> Point | None:
    part = _part(match)
    if part == "whole" and not match["year"]:
        return None
    return MonthPart(part, month_of(match["name"]), buddhist(match["year"]) if match["year"] else None)


def _near_day(match: re.Match[str]) -> Point:
    return NearDay(next(number for number in range(3) if match[f"day{number}"]))


def _weekday(match: re.Match[str]) -> Point:
    weekday = WEEKDAY_NAMES[match["weekday"]]
    return NearWeekday(weekday, 1 if match["next"] or match["weeks"] else 0)


def _week(match: re.Match[str]) -> Point:
    return NearWeek(1 if match["next"] else 0)


def _quarter(match: re.Match[str]) -> Point:
    found = match.groupdict()
    half = found.get("half") or found.get("half_of")
    number = found.get("number") or _quarter_word(found.get("word"))
    last = found.get("until") or _quarter_word(found.get("until_word")) or number or 1
    quarters = ((1, 2) if half == "แรก" else (3, 4)) if half else (int(number or 1), int(last))
    own = bool(found.get("this_quarter") or found.get("next_quarter"))
    year, shift = _which(found)
    return YearPart(
        fiscal=not (found.get("common") or (found.get("plain") and half)),
        quarters=quarters,
        year=year,
        shift=1 if found.get("next_quarter") else (None if own else shift),
        is_end=bool(found.get("end")),
        this_quarter=own,
    )


def _quarter_word(word: str | None) -> int | None:
    return _QUARTER_WORDS.get(word) or _QUARTER_WORDS.get(_TH + word) if word else None


def _which(found: dict[str, str | None]) -> tuple[DateWords | None, int | None]:
    year = found.get("year") or found.get("slash") or found.get("loose") or found.get("era_year")
    if year:
        return buddhist(year), None
    if found.get("next"):
        return None, 1
    return None, 0 if found.get("this") else None


def _year(match: re.Match[str]) -> Point:
    found = match.groupdict()
    year, shift = _which(found)
    part = _part(match)
    last = {"early": 1, "middle": 2}.get(part, 4)
    return YearPart(
        fiscal=bool(found.get("fiscal")),
        quarters=(1, last),
        year=year,
        shift=shift,
        is_end=part == "end",
        vague=part in {"early", "middle", "late"},
    )


def _year_end(match: re.Match[str]) -> Point:
    return YearPart(fiscal=bool(match["fiscal"]), is_end=True)


def _named(match: re.Match[str]) -> Point:
    return NamedDay(named_days()[match.group()])


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Point | None]], ...] = (
    (_DAY_OF_MONTH, _day_of_month),
    (_MONTH, _month),
    (_MONTH_NAME, _month_name),
    (_NEAR_DAY, _near_day),
    (_WEEKDAY, _weekday),
    (_WEEK, _week),
    (_YEAR_FIRST_QUARTER, _quarter),
    (_QUARTER, _quarter),
    (_YEAR, _year),
    (_YEAR_END, _year_end),
    (_NAMED, _named),
)
