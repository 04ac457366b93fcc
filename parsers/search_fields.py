"""The fields of the search box: what stands behind ``ปี:``, ``ลงวันที่:``, ``ชั้นความเร็ว:`` and their English twins."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from circulars.circular import LetterForm, Urgency
from circulars.errors import UsageError
from circulars.folding import compact, fold
from circulars.labels import label, labelled
from circulars.lexicon import table
from circulars.number import LetterNumber
from circulars.query import Any, Between, Key, Query, Words
from circulars.thai_calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS
from parsers.thai_date import find_dates
from parsers.words import search_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

_MONTHS = {fold(name): number for number, name in enumerate(MONTHS, 1)}
_MONTHS |= {fold(name): number for number, name in enumerate(SHORT_MONTHS, 1)}
_MONTHS |= {fold(name).replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)}
_YEAR = r"(?P<year>\d{4}|\d{2})"
#: A month with its year, "ม.ค. 2567", or a year alone.
MONTH_OF_YEAR = re.compile(
    rf"(?P<month>{'|'.join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))})\s*(?:พ\.?ศ\.?)?\s*{_YEAR}(?!\d)"
)
_ONLY_YEAR = re.compile(rf"(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*{_YEAR}")
_RANGE = re.compile(r"\s*(?:\.\.+|–|ถึง)\s*|(?<=^\d{4})\s*-\s*(?=\d{2,4}$)")
#: Two digits from here on are a Buddhist year, below it a Christian one: 67 is 2567, 24 is 2024.
_BUDDHIST_FROM = 43


def field_query(name: str, value: str) -> Query:
    """What a field asks for.

    Raises:
        UsageError: If the field can have no such value; the message shows those it can have.
    """
    return _FIELDS[name](name, value)


def _words(name: str, value: str) -> Query:
    words = tuple(search_words(value))
    if not words:
        raise UsageError("search-value", field=name, value=value)
    return Words(words=words, field=name, prefix=value.endswith("*"))


def _number(name: str, value: str) -> Query:
    known = LetterNumber.parse(value.rstrip("*"))
    key = compact(known.key if known else value.rstrip("*"))
    return Key(field=name, value=key, prefix=value.endswith("*") or known is None)


def _mark(name: str, value: str) -> Query:
    return Key(field=name, value=compact(value.rstrip("*").lstrip("#")), prefix=value.endswith("*"))


def _receipt(name: str, value: str) -> Query:
    match = re.fullmatch(r"(\d{1,6})(?:/(\d{4}))?", compact(value))
    if match is None:
        raise UsageError("not-a-receipt-number", value=value)
    return Key(field=name, value=match[0] if match[2] else f"{match[1]}/", prefix=not match[2])


def _days(name: str, value: str) -> Query:
    low, high = _span(value)
    return Between(field=name, low=low, high=high)


def _year(_name: str, value: str) -> Query:
    low, high = _span(value)
    return Between(field="year", low=low.year if low else None, high=high.year if high else None)


def _span(value: str) -> tuple[dt.date | None, dt.date | None]:
    plain = value.strip()
    ends = _RANGE.split(plain)
    if len(ends) == 2:
        first = _point(ends[0], value)[0] if ends[0] else None
        return first, (_point(ends[1], value)[1] if ends[1] else None)
    sign = re.match(r"([<>]=?)\s*", plain)
    low, high = _point(plain[sign.end() :] if sign else plain, value)
    one = dt.timedelta(days=1)
    match sign[1] if sign else "":
        case "<":
            return None, low - one
        case "<=":
            return None, high
        case ">":
            return high + one, None
        case ">=":
            return low, None
    return low, high


def _point(text: str, value: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a day, a month or a year."""
    text = text.strip()
    if year := _ONLY_YEAR.fullmatch(text):
        christian = _christian(int(year["year"]))
        return dt.date(christian, 1, 1), dt.date(christian, 12, 31)
    if month := MONTH_OF_YEAR.fullmatch(text):
        christian, number = _christian(int(month["year"])), _MONTHS[month["month"]]
        return dt.date(christian, number, 1), dt.date(
            christian, number, calendar.monthrange(christian, number)[1]
        )
    found = list(find_dates(text))
    if len(found) == 1 and found[0].day is not None and found[0].words.year is not None:
        return found[0].day, found[0].day
    raise UsageError("search-day", value=value)


def _christian(year: int) -> int:
    if year < 100:
        return year + (2500 - BUDDHIST_ERA if year >= _BUDDHIST_FROM else 2000)
    return max(year - BUDDHIST_ERA, 1) if year >= 2400 else max(year, 1)


def _choice(kind: type[StrEnum]) -> Callable[[str, str], Query]:
    def query(name: str, value: str) -> Query:
        found = labelled(kind, value)
        if found is None:
            raise UsageError("value-choice", value=value, allowed=", ".join(label(one) for one in kind))
        return Key(field=name, value=found.value)

    return query


def _register(name: str, value: str) -> Query:
    known: dict[str, list[str]] = table("search")["registers"]
    found = next((key for key, words in known.items() if value in map(fold, words)), None)
    if found is None:
        raise UsageError("value-choice", value=value, allowed=", ".join(words[0] for words in known.values()))
    return Key(field=name, value=found)


def _district(name: str, value: str) -> Query:
    plain = fold(value).removeprefix("อำเภอ").removeprefix("เขต").strip()
    words = tuple(search_words(plain))
    return Any(parts=(Key(field=name, value=plain), Words(words=words))) if words else _words(name, value)


_FIELDS: dict[str, Callable[[str, str], Query]] = {
    "number": _number,
    "cites": _number,
    "receipt": _receipt,
    "year": _year,
    "dated": _days,
    "received": _days,
    "due": _days,
    "district": _district,
    "urgency": _choice(Urgency),
    "form": _choice(LetterForm),
    "register": _register,
    **dict.fromkeys(("topics", "files", "tags"), _mark),
    **dict.fromkeys(("sender", "addressee", "subject", "directive", "person"), _words),
}
