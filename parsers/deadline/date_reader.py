"""Reading points and what lies between two of them.

Grammar over tokens::

    points = ( edge , { [ and ] , edge } | nth day | weekday ) ;
    nth day = ( working day | weekdays ) , ordinal , OF , point | span , "แรก" , OF , point ;      (* the last of a list has the month *)
    edge   = point | day | number | month ;
    ranged = [ bound | between | from | in ] , edge , [ times ] , ( "-" | to | until ) , point , [ times ]
           | [ "เป็นเวลา" , span ] , from , edge , [ onward ] , [ "เป็นเวลา" , span ] | now , ( [ onward ] , until , point | onward ) ;
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.clock import Times
from parsers.deadline.cursor import MANY, Cursor
from parsers.deadline.phrases import Family, Phrase
from parsers.deadline.points import (
    CalendarDate,
    DayOfMonth,
    Lasting,
    MonthPart,
    NearWeekday,
    NthDay,
    YearPart,
)
from parsers.deadline.rhythm_reader import RhythmReader
from parsers.deadline.spans import Unit
from parsers.thai_date import DateWords

if TYPE_CHECKING:
    from parsers.deadline.points import Point
    from parsers.deadline.tokens import Tokens


class DateReader(Cursor):
    """Reads points, lists of points and ranges."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.rhythms = RhythmReader(tokens)

    def points(self, at: int) -> list[tuple[int, Point]]:
        """A point, or a list of days that share a month and a year."""
        found: list[tuple[int, Point]] = []
        while len(found) < MANY and (edge := self.edge(at, led=bool(found))) is not None:
            found.append((at, edge))
            joint = self.skip(at + 1, "and")
            if not (self._is_listed(at, joint) if joint == at + 1 else self.tokens.touches(joint)):
                break
            at = joint
        while found and not is_whole(found[-1][1]) and len(found) > 1:
            found.pop()
        if not found:
            return self.nth_day(at) or self._weekday(at)
        return _sharing(found)

    def _is_listed(self, at: int, joint: int) -> bool:
        """Whether the next day of a list follows without a joint: วันที่ ๒๕ พฤศจิกายน วันที่ ๑๕ ธันวาคม และ …."""
        if self.rhythms.is_listed(joint):
            return True
        if self.is_next(joint, "month") and (
            self.tokens.is_a(at, "month") or _is_open_month(self.tokens[at].value)
        ):
            return True  # เดือนมกราคม เมษายน กรกฎาคม และตุลาคม
        open_year = self.tokens.is_a(at, "point") and _lacks_year(self.tokens[at].value)
        later = self.is_next(joint, "point") and isinstance(self.tokens[joint].value, CalendarDate)
        return open_year and later

    def nth_day(self, at: int) -> list[tuple[int, Point]]:
        """วันทำการสุดท้ายของเดือนนี้, วันศุกร์แรกของเดือนมีนาคม ๒๕๖๘, ๓๐ วันแรกของปีงบประมาณ พ.ศ. ๒๕๖๘."""
        found = self.rhythms.nth_of_month(at) or self._first_days(at)
        return [(found[1], found[0])] if found else []

    def _first_days(self, at: int) -> tuple[NthDay, int] | None:
        if not (self.tokens.is_a(at, "span") and self.is_next(at + 1, "first")):
            return None
        whole, span = self.skip(at + 2, "of", "in"), self.tokens[at].value
        if span.unit not in {Unit.DAYS, Unit.WORKING_DAYS} or not self.is_next(whole, "point"):
            return None
        point = self.tokens[whole].value
        if not isinstance(point, (MonthPart, YearPart)):
            return None
        return NthDay(point, span.number, every=span.unit is Unit.DAYS), whole

    def _weekday(self, at: int) -> list[tuple[int, Point]]:
        """A weekday that only the letter's date can place: ภายในวันศุกร์."""
        if self.tokens.is_a(at, "weekdays") and len(self.tokens[at].value) == 1:
            return [(at, NearWeekday(self.tokens[at].value[0]))]
        return []

    def ranged(self, at: int) -> list[Phrase]:
        """The range that begins with a token."""
        here = self._skip_lead(at)
        led = here > at
        if self.tokens.is_a(here, "now") and (not led or self.tokens.touches(here)):
            return self._from_now(at, here)
        if here > at and not self.tokens.touches(here):
            return []
        opened = self.tokens.has(at, here, "from")
        edge = self.edge(here, led or self._after_verb(at))
        if edge is None:
            return []
        after = self.times(here + 1)
        joint = after[1] if after else here + 1
        if end := self._range_end(joint, opened):
            start, point = shared(edge, self.tokens[end].value)
            phrase = Phrase(
                family=Family.RANGE,
                first=at,
                last=end,
                start=start,
                point=point,
                times=after[0] if after else None,
            )
            return [self.with_times(phrase) if not after else self._past_times(phrase)]
        return self._started(at, here, edge) if opened else []

    def _after_verb(self, at: int) -> bool:
        """ลงทะเบียน ๑๐ - ๒๐ กุมภาพันธ์: a bare number right after a verb, and a date after its dash."""
        told = self.tokens.is_a(at - 1, "send", "act", "event", "due_noun") and self.tokens.touches(at)
        return told and self.is_next(at + 1, "dash", "to")

    def _past_times(self, phrase: Phrase) -> Phrase:
        found = self.times(phrase.last + 1)
        if found is None or phrase.times is None:
            return phrase
        both = Times(
            (phrase.times.times[0], found[0].times[-1]), is_range=True, end_of_day=found[0].end_of_day
        )
        return replace(phrase, times=both, last=found[1] - 1)

    def _skip_lead(self, at: int) -> int:
        if not self.tokens.is_a(at, "between", "from", "in", "within", "not_later", "at_time"):
            return at
        return self.skip(at + 1, "between", "from", "in", "at_time", "colon")

    def edge(self, at: int, led: bool) -> Point | None:
        """The first day of a range; a bare number only where a lead says that a range begins."""
        if self.tokens.is_a(at, "point"):
            point: Point = self.tokens[at].value
            return point
        if self.tokens.is_a(at, "day"):
            return CalendarDate(self.tokens[at].value)
        if led and self.tokens.is_a(at, "number") and 1 <= (self.tokens[at].value or 0) <= 31:
            return CalendarDate(DateWords(day=self.tokens[at].value))
        return MonthPart(month=self.tokens[at].value) if self.tokens.is_a(at, "month") else None

    def _range_end(self, at: int, opened: bool) -> int | None:
        """The index of the point that ends a range, after "-", "ถึง" or "จนถึง"."""
        here = self.skip(at, "dash", "to", "until", "and") if opened else self.skip(at, "dash", "to", "until")
        return here if here > at and self.is_next(here, "point") else None

    def _started(self, at: int, here: int, edge: Point) -> list[Phrase]:
        if isinstance(edge, CalendarDate) and edge.words.month is None:
            return []
        last = self.skip(here + 1, "onward") - 1
        found = self.times(here + 1)
        last = max(last, found[1] - 1) if found else last
        phrase = Phrase(family=Family.RANGE, first=at, last=last, start=edge, open_ended=True)
        return [self._lasting(phrase, edge)]

    def _lasting(self, phrase: Phrase, start: Point) -> Phrase:
        """With how long it lasts, said behind its first day or before it."""
        behind = self.skip(phrase.last + 1, "least")
        if behind > phrase.last + 1 and self.is_next(behind, "span"):
            point = Lasting(start, self.tokens[behind].value)
            return replace(phrase, last=behind, point=point, open_ended=False)
        before = phrase.first - 1
        led = self.tokens.is_a(before - 1, "least") and self.tokens.touches(before)
        if led and self.tokens.is_a(before, "span") and self.tokens.touches(phrase.first):
            point = Lasting(start, self.tokens[before].value)
            return replace(phrase, first=before - 1, point=point, open_ended=False)
        return phrase

    def _from_now(self, at: int, here: int) -> list[Phrase]:
        onward = self.skip(here + 1, "onward")
        joint = self.skip(onward, "dash", "to", "until", "within", "in", "not_later")
        if joint > onward and self.is_next(joint, "point"):
            point: Point = self.tokens[joint].value
            phrase = Phrase(family=Family.RANGE, first=at, last=joint, from_now=True, point=point)
            return [self.with_times(phrase)]
        if onward > here + 1:
            return [Phrase(family=Family.RANGE, first=at, last=onward - 1, from_now=True, open_ended=True)]
        return []


def is_whole(point: Point) -> bool:
    """Whether a point names its month."""
    return not (isinstance(point, CalendarDate) and point.words.month is None)


def _is_open_month(point: object) -> bool:
    return isinstance(point, MonthPart) and point.month is not None and point.year is None


def _lacks_year(point: Point) -> bool:
    return isinstance(point, CalendarDate) and point.words.year is None


def _sharing(found: list[tuple[int, Point]]) -> list[tuple[int, Point]]:
    """Days of a list with the month and the year that only its last has; a day alone is of the letter's month."""
    last = found[-1][1]
    if isinstance(last, CalendarDate) and last.words.month is None:
        return [(at, DayOfMonth(point.words)) for at, point in found if isinstance(point, CalendarDate)]
    return [(at, shared(point, last)[0]) for at, point in found[:-1]] + [found[-1]]


def shared(point: Point, last: Point) -> tuple[Point, Point]:
    """A point with what it leaves to a later one to say."""
    if isinstance(point, CalendarDate) and isinstance(last, CalendarDate):
        return point.sharing(last.words), last
    if isinstance(point, CalendarDate) and isinstance(last, DayOfMonth):
        return DayOfMonth(point.words, last.shift), last
    if isinstance(point, MonthPart) and isinstance(last, MonthPart) and point.year is None and last.year:
        return replace(point, year=last.year), last
    return point, last
