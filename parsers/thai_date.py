"""Dates as Thai letters write them.

Grammar, over the skeleton (blanks and fragile marks are gone)::

    date     = [ day name ] , day , [ [ "ของ" ] , "เดือน" ] , month , [ era ] , [ year ] , [ "(" , day name , ")" ]
             | digits , sep , digits , sep , year          (* day first *)
             | year , "-" , digits , "-" , digits ;
    day name = "วัน" , weekday , [ "ที่" ] | "วันที่" | "วัน" ;
    day      = digits | number words , only after "ที่" ;
    month    = name | short name | misspelt name , if one month alone is near ;
    era      = "พ.ศ." | "ค.ศ." | "พุทธศักราช" | "ปี" ;
    year     = four digits | two digits ;

A year of 2400 or more is of the Buddhist era, a smaller one of the Christian. Two digits are the
year 25yy or 20yy nearer to the letter; no year at all is the one that puts the day between 60 days
before the letter and 305 days after it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from circulars.thai_calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS, WEEKDAYS
from parsers.skeleton import Skeleton, skeleton_of
from parsers.thai_number import NUMBER_WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A day without a year lies in this window around the letter, in days.
_WINDOW = (-60, 305)
#: Years from the letter beyond which a year is not believed.
_PLAUSIBLE_YEARS = 5
_FIRST_BUDDHIST = 2400
#: Edits that a misspelt month name may be away from the right one.
_MISSPELT = 2

_SPOKEN = ("มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา")


@cache
def _months() -> dict[str, int]:
    """Month by the skeleton of its name, in every spelling that is certain."""
    names = {skeleton_of(name): number for number, name in enumerate(MONTHS, 1)}
    names |= {skeleton_of(name): number for number, name in enumerate(_SPOKEN, 1)}
    for number, name in enumerate(SHORT_MONTHS, 1):
        first, second, _ = skeleton_of(name).split(".")
        names |= {f"{first}{one}{second}{two}": number for one in (".", "") for two in (".", "")}
    return names


_SPOKEN_NAMES = {skeleton_of(name) for name in _SPOKEN}
_LONG = sorted((name for name in _months() if "." not in name and len(name) > 3), key=len, reverse=True)
_SHORT = sorted((name for name in _months() if "." in name), key=len, reverse=True)
_BARE = sorted((name for name in _months() if "." not in name and len(name) <= 3), key=len, reverse=True)
_THAI = "[ก-ฮะ-ูเ-ไฤ]"

MONTH = "|".join(f"{name}(?![ก-ฮะ-ู])" if name in _SPOKEN_NAMES else name for name in _LONG)
#: A month as part of a date: short names without dots only where a year follows.
MONTH_IN_DATE = (
    rf"(?P<month>{MONTH}|{'|'.join(map(re.escape, _SHORT))}|(?:{'|'.join(_BARE)})(?=\d\d))"
    rf"|(?P<odd>[ก-ฮเ]{_THAI}{{2,11}}?)(?=(?:พ\.?ศ\.?)?2[456]\d\d)|(?P<odd_end>[ก-ฮ]{_THAI}{{2,8}}?(?:คม|ยน|พันธ|พัน))"
)
WEEKDAY_NAMES = {skeleton_of(name): number for number, name in enumerate(WEEKDAYS)} | {"พฤหัส": 3, "พฤหสบดี": 3}
WEEKDAY = "|".join(sorted(WEEKDAY_NAMES, key=len, reverse=True))
_ERA = r"(?:(?:ปี)?(?P<era>พ\.?ศ\.?|ค\.?ศ\.?|พุทธศักราช|คริสตศักราช)|ปี)"
_FULL_YEAR = r"[1-3]_?\d_?\d_?\d(?!\d|น\.|นาฬิกา|[.:]\d)"
#: What a number after a month counts, where it is not a year of two digits.
_COUNTED = (
    r"(?:คน|ราย|แหง|คัน|ชุด|ตำบล|อำเภอ|หมู|จังหวัด|หนวย|หลัง|บาท|ครัง|รูป|ทีม|วัน|ฉบับ|แผน|โครงการ|เรือง|ไร|ครัวเรือน)"
)
_DAY_LIKE = r"(?:[0-58-9]\d)"
#: A month, its short names with their dots, too.
ANY_MONTH = rf"(?:{MONTH}|{'|'.join(map(re.escape, _SHORT))})"
#: "มีนาคม ๖๘ อำเภอ…" is a year and the next to act; "มีนาคม ๑๐ อำเภอ" may be a number of them.
_SHORT_YEAR = rf"(?!{_DAY_LIKE}{_COUNTED})\d\d(?!{ANY_MONTH}|[\d_]{{0,6}}[.:]\d|\d|[./-]\d|น\.|นาฬิกา)"
YEAR = rf"(?:{_ERA}?(?P<year>{_FULL_YEAR}|(?<!_){_SHORT_YEAR}))"
_DAY_NAME = rf"(?:วัน(?P<weekday>{WEEKDAY})(?:ที)?|วันที|วัน)"
_DAY = rf"(?P<day>(?<!\d)[0-3]?\d|(?<=ที)[0-3]_\d|(?<=ที)(?:{NUMBER_WORDS}))"

DATE = re.compile(
    rf"(?:{_DAY_NAME}?{_DAY}(?:เดือน|ของเดือน(?=(?:{MONTH})(?:พ\.?ศ\.?)?\d\d)|[-/])?(?:{MONTH_IN_DATE}|(?<=เดือน)(?P<month_number>1[0-2]|0?[1-9])(?=พ\.?ศ))"
    rf"(?:(?:[-/]|,(?=2\d\d\d))?{YEAR})?(?:\((?:วัน)?(?P<weekday_after>{WEEKDAY})\))?)"
)
NUMERIC_DATE = re.compile(
    rf"{_DAY_NAME}?(?<![\d/.])(?:(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<year>\d{{4}}|(?<=/)\d\d)"
    r"|(?P<iso_year>[12]\d{3})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d))(?!\d|/\d|\.\d)"
)
#: A day of some month that is not named.
DAY_ONLY = re.compile(
    rf"(?:วัน(?P<weekday>{WEEKDAY})ที|วันที)(?P<day>[0-3]?\d|[0-3]_\d(?=เดือน|ของเดือน)|(?<=วันที)(?:{NUMBER_WORDS})(?=ของ|$|ใน|และ|,|เดือน|ทุก|โดย|ให))(?!\d|[./:]\d|_\d(?!\d?(?:_\d|,|และ)))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """A date as it is written; what is not written is None."""

    day: int
    month: int | None = None
    year: int | None = None  #: as written: of either era, two or four digits
    era: str | None = None  #: "be" or "ce", where the letter says so
    weekday: int | None = None  #: Monday 0
    repaired: bool = False  #: read through damage

    @classmethod
    def of(cls, match: re.Match[str]) -> DateWords | None:
        """What `DATE`, `NUMERIC_DATE` or `DAY_ONLY` matched; None if its month is no month."""
        found = match.groupdict()
        if found.get("iso_year"):
            return cls(day=int(found["iso_day"]), month=int(found["iso_month"]), year=int(found["iso_year"]))
        odd = found.get("odd") or found.get("odd_end")
        month = _month(found, odd)
        if month is None and "month" in found:
            return None
        day, year = found["day"], found.get("year")
        weekday = found.get("weekday") or found.get("weekday_after")
        return cls(
            day=int(day.replace("_", "")) if day[0].isdigit() else number_of(day) or 0,
            month=month,
            year=int(year.replace("_", "")) if year else None,
            era=_era(found.get("era")),
            weekday=WEEKDAY_NAMES[weekday] if weekday else None,
            repaired=odd is not None or "_" in day or "_" in (year or ""),
        )


def _month(found: dict[str, str | None], odd: str | None) -> int | None:
    if odd:
        return nearest_month(odd)
    number = found.get("month_number") or found.get("month")
    if number is None:
        return None
    return int(number) if number.isdigit() else _months()[number]


def _era(mark: str | None) -> str | None:
    if mark is None:
        return None
    return "be" if mark[0] == "พ" else "ce"


def month_of(name: str) -> int:
    """The number of a month by the skeleton of its name."""
    return _months()[name]


@cache
def nearest_month(name: str) -> int | None:
    """The one month whose name is nearest to a misspelt one; None if it is not near, or two are."""
    distances = sorted(
        (_distance(name, right), number) for right, number in _months().items() if len(right) > 5
    )
    best, number = distances[0]
    rivals = {other for distance, other in distances if distance == best}
    return number if best <= min(_MISSPELT, len(name) // 3) and len(rivals) == 1 else None


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def gregorian_year(words: DateWords, near: dt.date | None) -> int | None:
    """The Christian year that is written, or None if none is."""
    year = words.year
    if year is None:
        return None
    if year < 100:
        return _century(year, words.era, near)
    if words.era == "ce" or (words.era is None and year < _FIRST_BUDDHIST):
        return year
    return year - BUDDHIST_ERA


def _century(year: int, era: str | None, near: dt.date | None) -> int:
    buddhist, christian = 2500 + year - BUDDHIST_ERA, 2000 + year
    if era:
        return buddhist if era == "be" else christian
    if near is None:
        return buddhist if year >= 50 else christian
    return min(buddhist, christian, key=lambda candidate: abs(candidate - near.year))


def inferred_year(day: int, month: int, near: dt.date) -> int:
    """The year that puts a day and month into the window around the letter."""
    first = near + dt.timedelta(days=_WINDOW[0])
    for year in (near.year - 1, near.year, near.year + 1):
        candidate = dt.date(year, month, min(day, 28))
        if first <= candidate <= near + dt.timedelta(days=_WINDOW[1]):
            return year
    return near.year


def resolve_date(words: DateWords, near: dt.date | None) -> tuple[dt.date | None, tuple[str, ...]]:
    """The day that is meant, and what a person should know about it.

    Args:
        words: The date as written.
        near: The date of the letter, or another day near which it must lie.

    Returns:
        The day, or None if it does not exist or cannot be known, and flags: ``year_inferred``,
        ``month_inferred``, ``invalid_date``, ``weekday_mismatch``, ``year_implausible``, ``ocr_repaired``.
    """
    flags = ["ocr_repaired"] if words.repaired else []
    month, year = words.month, gregorian_year(words, near)
    if month is None and near:
        month = near.month
        flags.append("month_inferred")
    if year is None and month and near:
        year = inferred_year(words.day, month, near) if words.month else near.year
        flags.append("year_inferred") if words.month else None
    if month is None or year is None:
        return None, (*flags, "anchor_unknown")
    try:
        day = dt.date(year, month, words.day)
    except ValueError:
        return None, (*flags, "invalid_date")
    if words.weekday is not None and day.weekday() != words.weekday:
        flags.append("weekday_mismatch")
    if near and abs(year - near.year) > _PLAUSIBLE_YEARS:
        flags.append("year_implausible")
    return day, tuple(flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text: where, as written, and the day it denotes."""

    start: int
    end: int
    words: DateWords
    day: dt.date | None


def find_dates(text: str, near: dt.date | None = None) -> Iterator[FoundDate]:
    """Every date with a month in a text, whatever it means there; cited letters and laws included."""
    skeleton = Skeleton.of(text)
    at = 0
    while match := _ANY_DATE.search(skeleton.text, at):
        at = match.end()
        words = date_words_at(skeleton.text, match.start())
        if words is None:
            at = match.start() + 1
            continue
        found, end = words
        start, stop = skeleton.span(match.start(), end)
        repaired = found.repaired or skeleton.is_repaired(match.start(), end)
        found = replace(found, repaired=repaired)
        yield FoundDate(start=start, end=stop, words=found, day=resolve_date(found, near)[0])
        at = end


_ANY_DATE = re.compile(
    rf"(?=[\dว])(?:{re.sub('[?]P<[a-z_]+>', '?:', DATE.pattern)})|(?=\d|ว)(?:{_DAY_NAME}?\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}})"
)


def date_words_at(skeleton: str, at: int) -> tuple[DateWords, int] | None:
    """The date that begins at a place in a skeleton, and where it ends."""
    for pattern in (DATE, NUMERIC_DATE):
        if (match := pattern.match(skeleton, at)) and (words := DateWords.of(match)):
            return words, match.end()
    return None
