"""Cutting a skeleton into tokens: values (dates, times, spans, weekdays) and cues of the lexicon.

Between tokens stands text that the grammar does not know; two tokens touch when nothing does.

Grammar::

    token    = break | item mark | noise | value | cue ;
    noise    = letter number | telephone | web address ;
    value    = times | rate | point | days | span | weekdays | month | number ;
    days     = "วันที่" , digits                              (* of a month that is not named here *)
    weekdays = [ "วัน" ] , name , { [ "," | "และ" | "หรือ" | "กับ" | "-" | "ถึง" ] , [ "วัน" ] , name } ;
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from circulars.thai_calendar import ascii_digits
from parsers.deadline.clock import read_times
from parsers.deadline.lexicon import Cue, alternation, cues, pattern
from parsers.deadline.point_reader import POINT_WORDS, read_point
from parsers.deadline.spans import RATE, read_span
from parsers.skeleton import Gap, Skeleton, skeleton_of
from parsers.thai_date import DAY_ONLY, MONTH, WEEKDAY, WEEKDAY_NAMES, DateWords, month_of
from parsers.thai_number import NUMBER_WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = rf"(?:,?{pattern('และ|หรือ|กับ')}|,|-|{pattern('ถึง')})"
_NOT_A_DATE = r"(?!ที\d|บุรี)"
_WEEKDAYS = re.compile(
    rf"{pattern('วัน')}(?:{WEEKDAY}){_NOT_A_DATE}(?:{_SEPARATOR}?(?:วัน)?(?:{WEEKDAY}){_NOT_A_DATE}){{0,9}}"
    rf"|(?:{WEEKDAY}){_NOT_A_DATE}(?:{_SEPARATOR}?(?:วัน)?(?:{WEEKDAY}){_NOT_A_DATE}){{1,9}}"
)
_WEEKDAY = re.compile(WEEKDAY)
_TO = re.compile(rf"-|{pattern('ถึง')}")
_ITEM = re.compile(
    rf"(?P<loose>\(\d{{1,2}}\)|\d{{1,2}}\)|\d{{1,2}}\.(?!\d)|\([ก-ฮ]\)|[ก-ฮ]\.(?![ก-ฮ]\.|\d))"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?![\d:]|{pattern('น|บาท|ล้าน')})|{pattern('ข้อ')}\d{{1,2}}\.?(?![\d./])|{pattern('ประการที่')}\d|-(?=[ก-ฮเ-ไ])"
)
_NOISE = re.compile(
    rf"(?P<phone>{pattern('(?:โทร(?:สาร|ศัพท์)?|หมายเลข|มือถือ)')}[^ก-ฮ\d]{{0,4}}(?:หมายเลข)?[\d_.,-]{{4,40}}(?:ตอ\d{{1,6}})?"
    r"|0[_-]?\d{1,4}[_-]\d{3,4}[_-]\d{3,4}(?:ตอ\d{1,6})?)"
    r"|(?P<letter_number>\d{3,5}(?:\.\d{1,3}){0,4}(?:\(\d{1,6}\))?/ว?\.?\d{1,9}|\d{1,5}/\d{2,4}(?![/\d]))"
    r"|(?P<address>(?:https?://|www\.)[!-~]+|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]+)"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONTH = re.compile(MONTH)
_CUES = re.compile(alternation(cues()))
_VALUE_WORDS = alternation(
    {
        *POINT_WORDS,
        *map(
            skeleton_of,
            (
                "วัน",
                "สัปดาห์",
                "อาทิตย์",
                "เดือน",
                "ไตรมาส",
                "ปี",
                "เที่ยง",
                "บ่าย",
                "ตี",
                "เช้า",
                "เย็น",
                "ค่ำ",
                "กลาง",
                "ช่วงเช้า",
                "ช่วงเย็น",
                "ช่วงบ่าย",
                "ภาคเช้า",
                "รอบเช้า",
                "รอบเย็น",
                "รอบบ่าย",
                "ตอนเช้า",
                "ตอนเย็น",
            ),
        ),
        *WEEKDAY_NAMES,
    }
)
#: Every place where a token may begin.
_PLACE = re.compile(
    rf"(?P<digit>\d)|(?P<item>\(|[ก-ฮ]\.|{pattern('ข้อ|ประการที่')}\d|-)|(?P<noise>{pattern('โทร|หมายเลข|มือถือ')}|[A-Za-z])"
    rf"|(?P<value>{_VALUE_WORDS}|{NUMBER_WORDS}|{MONTH})|(?P<cue>{_CUES.pattern})"
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_SPLIT_AM = re.compile("ํ([่้๊๋]?)า")
_CUT_NUMBER = re.compile(r"\d\d")  #: ที่ ๑|๐
#: Short words are believed without their tone marks only where they are bounds.
_LEAST_WORN = 6
#: Characters of the source over which a cue may be spread by blanks.
_WIDEST = 120
_WORN = {"before", "before_or_on", "not_later", "until", "received", "counted_from"}
_LINE_BREAK = re.compile(r"\s*\n\s*|[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the skeleton that the grammar knows."""

    start: int
    end: int
    kinds: frozenset[str]
    value: Any = None


class Tokens:
    """The tokens of a text, in order, and what stands around each."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.items = tuple(_tokens(skeleton))
        self._starts = [token.start for token in self.items]
        self._kinds = [token.kinds for token in self.items]
        self._places: dict[str, list[int]] = {}
        for at, kinds in enumerate(self._kinds):
            for kind in kinds:
                self._places.setdefault(kind, []).append(at)

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.items)

    def __getitem__(self, at: int) -> Token:
        """The token at an index."""
        return self.items[at]

    def is_a(self, at: int, *kinds: str) -> bool:
        """Whether there is a token at an index that can be one of the kinds."""
        return 0 <= at < len(self._kinds) and not self._kinds[at].isdisjoint(kinds)

    def kinds(self, at: int) -> frozenset[str]:
        """What the token at an index can be; nothing beyond the ends."""
        return self._kinds[at] if 0 <= at < len(self._kinds) else _NOTHING

    def places(self, kind: str) -> list[int]:
        """The indexes of all tokens of a kind."""
        return self._places.get(kind, [])

    def has(self, first: int, end: int, *kinds: str) -> bool:
        """Whether a token of these kinds stands between two indexes, the second not included."""
        return self.last(first, end, *kinds) is not None

    def last(self, first: int, end: int, *kinds: str) -> int | None:
        """The last token of these kinds between two indexes."""
        found = -1
        for kind in kinds:
            places = self._places.get(kind)
            if places and (number := bisect_left(places, end)):
                found = max(found, places[number - 1])
        return found if found >= max(first, 0) else None

    def touches(self, at: int) -> bool:
        """Whether the token at an index follows its forerunner without text between."""
        return 0 < at < len(self.items) and self.items[at - 1].end == self.items[at].start

    def gap(self, at: int) -> int:
        """How many characters of the skeleton stand between a token and its forerunner."""
        return self.items[at].start - (self.items[at - 1].end if at else 0)

    def text(self, at: int) -> str:
        """The skeleton of a token."""
        token = self.items[at]
        return self.skeleton.text[token.start : token.end]

    def words(self, first: int, last: int) -> str:
        """The source's own words from one token to another, both included."""
        return self.skeleton.words(self.items[first].start, self.items[last].end)

    def index_at(self, position: int) -> int:
        """The first token that starts at or after a place in the skeleton."""
        return bisect_left(self._starts, position)


def _tokens(skeleton: Skeleton) -> Iterator[Token]:
    breaks = [bisect_left(skeleton.starts, found.end()) for found in _PARAGRAPH.finditer(skeleton.source)]
    breaks.reverse()
    text, at = skeleton.text, 0
    while place := _PLACE.search(text, at):
        start = place.start()
        while breaks and breaks[-1] <= start:
            yield Token(breaks[-1], breaks.pop(), frozenset({"break"}))
        token = _token(skeleton, start, place.lastgroup or "")
        if token:
            yield token
        at = token.end if token else start + 1


def _token(skeleton: Skeleton, at: int, place: str) -> Token | None:
    if place in {"digit", "item", "value"} and (item := _item(skeleton, at)):
        return item
    if place in {"digit", "noise"} and (noise := _NOISE.match(skeleton.text, at)):
        return Token(at, noise.end(), frozenset({noise.lastgroup or "phone"}))
    if place in {"digit", "value"} and (value := _value(skeleton.text, at)):
        return value
    if place == "digit":
        return _number(skeleton.text, at)
    return _cue(skeleton, at)


def _item(skeleton: Skeleton, at: int) -> Token | None:
    match = _ITEM.match(skeleton.text, at)
    if not match:
        return None
    gap = skeleton.gap(at)
    if not gap or (gap is Gap.SPACE and not match["loose"]):
        return None
    return Token(at, match.end(), frozenset({"item"}), match.group())


def _value(text: str, at: int) -> Token | None:
    if text.startswith("ละ", match.end() if (match := _UNIT_BEFORE_RATE.match(text, at)) else at) and (
        rate := RATE.match(text, at)
    ):
        return Token(at, rate.end(), frozenset({"rate"}), rate)
    for kind, read in (("times", read_times), ("point", read_point)):
        if found := read(text, at):
            return Token(at, found[1], frozenset({kind}), found[0])
    if (match := DAY_ONLY.match(text, at)) and (words := DateWords.of(match)):
        return Token(at, match.end(), frozenset({"day"}), words)
    if span := read_span(text, at):
        return Token(at, span[1], frozenset({"span"}), span[0])
    if match := _WEEKDAYS.match(text, at):
        return Token(at, match.end(), frozenset({"weekdays"}), _weekdays(match.group()))
    if (weekday := _damaged_weekday(text, at)) is not None:
        return Token(at, weekday[1], frozenset({"weekdays", "damaged"}), (weekday[0],))
    if match := _MONTH.match(text, at):
        return Token(at, match.end(), frozenset({"month"}), month_of(match.group()))
    return None


def _damaged_weekday(text: str, at: int) -> tuple[int, int] | None:
    """ทุกวันคุกร์: after ทุก, a name that is one letter off one weekday's; and where it ends."""
    if not (text.startswith(_DAY, at) and text.endswith(_EVERY, 0, at)):
        return None
    start = at + len(_DAY)
    for name, weekday in WEEKDAY_NAMES.items():
        found = text[start : start + len(name)]
        if len(name) >= _LEAST_NAME and sum(map(str.__ne__, found, name)) == len(name) - len(found) + 1 == 1:
            return weekday, start + len(name)
    return None


_DAY, _EVERY = skeleton_of("วัน"), skeleton_of("ทุก")
#: Letters of a weekday's name of which one may be misread.
_LEAST_NAME = 4
_UNIT_BEFORE_RATE = re.compile(pattern("วัน|สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี"))


def _number(text: str, at: int) -> Token:
    match = _NUMBER.match(text, at)
    end = match.end() if match else at + 1
    return Token(at, end, frozenset({"number"}), number_of(text[at:end]))


def _cue(skeleton: Skeleton, at: int) -> Token | None:
    match = _CUES.match(skeleton.text, at)
    end = match.end() if match else at
    while end > at:
        cue = cues().get(skeleton.text[at:end])
        if cue and not _CUT_NUMBER.match(skeleton.text, end - 1) and _is_spelt(cue, skeleton, at, end):
            return Token(at, end, cue.kinds)
        end -= 1
    return None


def _is_spelt(cue: Cue, skeleton: Skeleton, start: int, end: int) -> bool:
    """Whether the source has the cue, at most some of its marks lost."""
    first, last = skeleton.span(start, end)
    if last - first > _WIDEST:
        return False
    if cue.not_before and skeleton.source.startswith(cue.not_before, last):
        return False
    words = skeleton.source[first:last]
    if words in cue.spellings:
        return True
    if cue.tight and " " in words:
        return False
    words = _SPLIT_AM.sub(r"\1ำ", words.replace(" า", "ำ"))
    words = ascii_digits("".join(_LINE_BREAK.sub("", words).split()))
    if words in cue.spellings:
        return True
    worn = not cue.exact and (end - start >= _LEAST_WORN or not cue.kinds.isdisjoint(_WORN))
    return worn and any(_is_worn(words, right) for right in cue.spellings)


def _is_worn(found: str, right: str) -> bool:
    rest = iter(right)
    return all(any(char == other for other in rest) for char in found)


def _weekdays(text: str) -> tuple[int, ...]:
    found = [WEEKDAY_NAMES[name] for name in _WEEKDAY.findall(text)]
    if len(found) == 2 and _TO.search(text):
        first, last = found
        return tuple(day % 7 for day in range(first, last + 1 + (7 if last < first else 0)))
    return tuple(sorted(set(found)))
