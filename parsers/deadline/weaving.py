"""Putting together what a sentence says of one deadline in several phrases.

* เป็นประจำทุกเดือน … ภายในวันที่ ๑๐ ของเดือนถัดไป: a frequency and its day;
* ทุกวันศุกร์ … ภายในเวลา ๑๕.๐๐ น.: a day and its hour;
* ระหว่างวันที่ ๑๑ - ๑๗ เมษายน … ทุกวัน: a rhythm and its limits.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import pattern
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.points import CalendarDate, DayOfMonth, MonthPart, NearWeekday, YearPart
from parsers.deadline.rhythm import DAILY, Rhythm
from parsers.deadline.sharing import anchors_shared, years_shared
from parsers.deadline.spans import Unit
from parsers.deadline.yearly import together, yearly_on
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from parsers.deadline.scene import Scene
    from parsers.deadline.tokens import Tokens

_END = pattern("(?:วัน)?(?:ที่)?สิ้น(?:สุด)?(?:แต่ละ|ทุก)?")
_YEAR_END = re.compile(_END + pattern("(?P<fiscal>ปีงบประมาณ)|(?:ปีปฏิทิน|ปี)"))
_PERIODS = {
    skeleton_of("ไตรมาส"): Rhythm(freq="YEARLY", months=(1, 4, 7, 10), fiscal=True),
    skeleton_of("เดือน"): Rhythm(freq="MONTHLY", next_month=True),
}
#: Characters of the skeleton within which two phrases of a sentence may be one.
_APART = 70
_LIST = 160


def woven(phrases: list[Phrase], tokens: Tokens, scene: Scene) -> tuple[Phrase, ...]:
    """The phrases, those of one deadline made one."""
    return tuple(_Weaver(phrases, tokens, scene).woven())


class _Weaver:
    def __init__(self, phrases: list[Phrase], tokens: Tokens, scene: Scene) -> None:
        self.phrases = anchors_shared(years_shared(phrases, tokens, scene), tokens, scene)
        self.tokens = tokens
        self.scene = scene

    def woven(self) -> list[Phrase]:
        found: list[Phrase] = []
        for number, phrase in enumerate(map(self._after_period, self.phrases)):
            if phrase.listed and found and phrase.last <= found[-1].last:
                continue  # taken into the rhythm before it
            joined = self._joined(found[-1], phrase, self._rest(number)) if found else None
            if joined:
                found[-1:] = joined
            else:
                found.append(phrase)
        return [self._monthly(phrase) for phrase in self._limited(found)]

    def _after_period(self, phrase: Phrase) -> Phrase:
        """ภายใน ๑๕ วัน นับแต่วันสิ้นไตรมาส: that many days into the next one, each time."""
        if phrase.family is not Family.COUNT or phrase.anchor is None or phrase.span is None:
            return phrase
        name = self.tokens.skeleton.text[phrase.anchor[0] : phrase.anchor[1]]
        rhythm = next((rhythm for word, rhythm in _PERIODS.items() if re.match(_END + word, name)), None)
        if (
            rhythm is None
            or phrase.span.unit is not Unit.DAYS
            or phrase.span.number > (30 if rhythm.months else 28)
        ):
            return phrase
        days = replace(rhythm, days=(phrase.span.number,))
        return replace(phrase, family=Family.RHYTHM, rhythm=days, span=None)

    def _are_near(self, one: Phrase, other: Phrase, reach: int = _APART) -> bool:
        apart = self.tokens[other.first].start - self.tokens[one.last].end
        same = self.scene.item_start(one.first) == self.scene.item_start(other.first)
        return (
            same and apart <= reach and self.scene.in_recital(one.first) == self.scene.in_recital(other.first)
        )

    def _rest(self, number: int) -> list[Phrase]:
        """The other points of the list that a phrase begins."""
        end = number + 1
        while end < len(self.phrases) and self.phrases[end].listed:
            end += 1
        return self.phrases[number + 1 : end]

    def _joined(self, one: Phrase, other: Phrase, rest: list[Phrase]) -> list[Phrase] | None:
        """The two as one (or as a rule each, where one cannot hold them); None if they are two."""
        if not self._are_near(one, other):
            return None
        families = {one.family, other.family}
        if families == {Family.RHYTHM}:
            return self._two_rhythms(one, other)
        if Family.RHYTHM not in families:
            return self._explained(one, other) or self._late_time(one, other)
        rhythm = one if one.family is Family.RHYTHM else other
        if rhythm.rhythm is None:
            return None
        if rhythm is one and (found := self._and_then(one, other, rest)):
            return found
        return self._with_detail(one, other, rest)

    def _and_then(self, one: Phrase, other: Phrase, rest: list[Phrase]) -> list[Phrase] | None:
        """A rhythm and what is said of its days after it."""
        if later := self._later_day(one, other) or self._after_each(one, other):
            return [self._one(one, other, replace(one, rhythm=later))]
        if one.rhythm is None or not (one.rhythm.is_general and self._is_bare_day(other, one.rhythm)):
            return None
        last = max(other, *rest, key=_last) if rest else other
        return [
            self._one(one, last, replace(one, rhythm=rule)) for rule in _rules(one.rhythm, [other, *rest])
        ] or None

    def _with_detail(self, one: Phrase, other: Phrase, rest: list[Phrase]) -> list[Phrase] | None:
        """A rhythm and its hour, its bound or its count, before it or after it."""
        rhythm, detail = (one, other) if one.family is Family.RHYTHM else (other, one)
        if rhythm.rhythm is None:
            return None
        if detail.family is Family.TIME and rhythm.times is None and detail.times:
            return [self._one(one, other, replace(rhythm, times=detail.times))]
        if detail.family is Family.COUNT and rhythm.rhythm.freq == "YEARLY" and rhythm.rhythm.is_general:
            rule = self._days_into_year(detail)
            return [self._one(one, other, replace(rhythm, rhythm=rule))] if rule else None
        if detail is one and detail.family is Family.BOUND and not rhythm.rhythm.is_general:
            return self._earlier_day(detail, rhythm)
        if detail.family is Family.BOUND and rhythm.rhythm.is_general:
            listed = [detail, *(rest if detail is other else [])]
            rules = _rules(rhythm.rhythm, listed)
            times = detail.times or rhythm.times
            return [
                self._one(
                    one,
                    max(other, listed[-1], key=_last),
                    replace(rhythm, rhythm=rule, times=times, bound=detail.bound),
                )
                for rule in rules
            ] or None
        return None

    def _is_bare_day(self, phrase: Phrase, rhythm: Rhythm) -> bool:
        """เดือนละครั้ง ในวันที่ ๕, ปีละ ๒ ครั้ง ในเดือนมีนาคมและกันยายน: a day without its bound, month or year."""
        if phrase.family is not Family.BARE or phrase.point is None:
            return False
        if _is_of_year(rhythm) and (
            self.tokens.is_a(phrase.first - 1, "in", "and", "colon") or self._in_brackets(phrase)
        ):
            return bool(yearly_on([phrase.point]))
        return isinstance(phrase.point, (DayOfMonth, NearWeekday))

    def _later_day(self, rhythm: Phrase, other: Phrase) -> Rhythm | None:
        """ปีละสองครั้ง ครั้งแรกภายใน ๓๑ มีนาคม ครั้งที่สองภายใน ๓๐ กันยายน: the second day of the year."""
        one = rhythm.rhythm
        numbered = self.tokens.has(max(rhythm.last + 1, other.first - 3), other.first, "serial")
        if one is None or not (one.freq == "YEARLY" and one.months and not one.is_general and numbered):
            return None
        both = together([one, *(yearly_on([other.point]) if other.point else [])])
        return both[0] if len(both) == 1 and other.family is Family.BOUND and both[0] != one else None

    def _after_each(self, rhythm: Phrase, count: Phrase) -> Rhythm | None:
        """เมื่อสิ้นสุดแต่ละไตรมาสให้รายงานภายใน ๑๐ วัน: so many days into the next one."""
        ended = self.tokens.is_a(rhythm.first - 1, "end_of") and self.tokens.touches(rhythm.first)
        if not ended or count.family is not Family.COUNT or count.anchor or count.span is None:
            return None
        unit = self.tokens.text(rhythm.last)
        base = next((period for word, period in _PERIODS.items() if unit.endswith(word)), None)
        fits = count.span.unit is Unit.DAYS and count.span.number <= 28
        return replace(base, days=(count.span.number,)) if base and fits else None

    def _in_brackets(self, phrase: Phrase) -> bool:
        return self.tokens.skeleton.text.endswith("(", 0, self.tokens[phrase.first].start)

    def _days_into_year(self, phrase: Phrase) -> Rhythm | None:
        """ปีละครั้ง ภายใน ๓๐ วัน นับแต่วันสิ้นปีงบประมาณ: the same day every year."""
        if phrase.anchor is None or phrase.span is None or phrase.span.unit is not Unit.DAYS:
            return None
        name = self.tokens.skeleton.text[phrase.anchor[0] : phrase.anchor[1]]
        found = _YEAR_END.match(name)
        if not found:
            return None
        last = dt.date(2022, 9, 30) if found["fiscal"] else dt.date(2022, 12, 31)
        day = last + dt.timedelta(phrase.span.number)
        return Rhythm(freq="YEARLY", months=(day.month,), days=(day.day,), fiscal=bool(found["fiscal"]))

    def _two_rhythms(self, one: Phrase, other: Phrase) -> list[Phrase] | None:
        if one.rhythm is None or other.rhythm is None or self._are_two_times(one, other):
            return None
        if self.tokens.is_a(one.first, "daily") and not one.times and other.rhythm != DAILY:
            return [other]  # "ประจำวัน" is the name of a report; the other phrase says when
        merged = one.rhythm.merged(other.rhythm) or self._both_years(one, other)
        if merged is None:
            return None
        both = replace(
            other,
            rhythm=merged,
            times=other.times or one.times,
            start=other.start or one.start,
            point=other.point or one.point,
        )
        return [self._one(one, other, both)]

    def _are_two_times(self, one: Phrase, other: Phrase) -> bool:
        """รายงานน้ำทุกวัน เวลา ๐๙.๐๐ น. และรายงานความเสียหายทุกวัน เวลา ๑๖.๐๐ น.: each act has its own."""
        return bool(one.times and other.times) and self.tokens.has(
            one.last + 1, other.first, "send", "cause", "act"
        )

    def _earlier_day(self, one: Phrase, other: Phrase) -> list[Phrase] | None:
        """ภายในวันที่ ๑๐ เมษายน และ … ภายในวันที่ ๑๐ ตุลาคม ของทุกปี: both days, every year."""
        yearly = other.rhythm is not None and other.rhythm.freq == "YEARLY" and bool(other.rhythm.months)
        rules = yearly_on([one.point]) if yearly and one.point else []
        if not rules or other.rhythm is None:
            return None
        if len(both := together([*rules, other.rhythm])) == 1:
            return [self._one(one, other, replace(other, rhythm=both[0]))]
        return [replace(one, family=Family.RHYTHM, rhythm=rules[0], point=None), other]

    def _both_years(self, one: Phrase, other: Phrase) -> Rhythm | None:
        """Two days of every year that one rule can say, unless another act stands between."""
        if one.rhythm is None or other.rhythm is None or {one.rhythm.freq, other.rhythm.freq} != {"YEARLY"}:
            return None
        if self.tokens.has(one.last + 1, other.first, "send", "cause"):
            return None
        both = together([one.rhythm, other.rhythm])
        return both[0] if len(both) == 1 else None

    def _explained(self, one: Phrase, other: Phrase) -> list[Phrase] | None:
        """ภายในไตรมาส ๒ (ภายใน ๓๑ มีนาคม ๒๕๖๘): the day in brackets is what was meant."""
        rough = one.family is Family.BOUND and isinstance(one.point, (YearPart, MonthPart))
        exact = isinstance(other.point, CalendarDate) and other.family in {Family.BOUND, Family.BARE}
        if not (rough and exact and self._in_brackets(other)):
            return None
        opened = self.tokens[other.first].start - 1 == self.tokens[one.last].end
        return [replace(other, family=Family.BOUND, first=one.first)] if opened else None

    def _late_time(self, one: Phrase, other: Phrase) -> list[Phrase] | None:
        """ในวันที่ ๕ มีนาคม ๒๕๖๗ ณ ห้องประชุม … เวลา ๐๙.๓๐ น.: the hour stands after the place."""
        if (
            one.family is Family.TIME
            and one.bound is Bound.NONE
            and other.family is Family.BARE
            and other.times is None
        ):
            return (
                [replace(other, first=one.first, times=one.times)]
                if self.tokens.touches(other.first)
                else None
            )
        dated = one.family in {Family.BARE, Family.BOUND, Family.RANGE} and one.point is not None
        if dated and other.family is Family.TIME and one.times is None and other.bound is Bound.NONE:
            return [replace(one, times=other.times)]
        if dated and other.family is Family.TIME and one.times is None and one.family is Family.BOUND:
            return [replace(one, times=other.times)]
        return None

    def _one(self, one: Phrase, other: Phrase, joined: Phrase) -> Phrase:
        return replace(
            joined,
            first=min(one.first, other.first),
            last=max(one.last, other.last),
            open_ended=one.open_ended or other.open_ended,
        )

    def _limited(self, phrases: list[Phrase]) -> list[Phrase]:
        """Rhythms with the limits of a range elsewhere in their sentence."""
        return [self._with_limits(phrase, phrases, number) for number, phrase in enumerate(phrases)]

    def _with_limits(self, phrase: Phrase, phrases: list[Phrase], number: int) -> Phrase:
        if phrase.family is not Family.RHYTHM:
            return phrase
        end = self.scene.block_end(phrase.last)
        for other in phrases[max(0, number - 2) : number + 3]:
            earlier, later = (phrase, other) if phrase.first < other.first else (other, phrase)
            if other.family is Family.RANGE and not phrase.point and self._are_near(earlier, later, _LIST):
                return replace(
                    phrase,
                    start=other.start,
                    point=other.point,
                    from_now=other.from_now,
                    open_ended=phrase.open_ended or other.open_ended,
                )
            if (
                other.family is Family.BOUND
                and not phrase.start
                and self.tokens.is_a(other.first - 1, "first_time")
            ):
                phrase = replace(phrase, start=other.point)
        after = phrase.last + 1
        while after < end and self.tokens[after].start - self.tokens[phrase.last].end <= _APART:
            if self.tokens.is_a(after, "until_event"):
                return replace(phrase, open_ended=True)
            after += 1
        return phrase

    def _monthly(self, phrase: Phrase) -> Phrase:
        """ภายในวันที่ ๕ ของเดือนถัดไป, said of no month in particular, is said of every month."""
        point = phrase.point
        if phrase.family is Family.BOUND and isinstance(point, DayOfMonth) and point.shift and point.of_month:
            if self.tokens.has(self.scene.clause_start(phrase.first), phrase.first, "first_time"):
                return phrase
            if month := self._reported_on(phrase):
                return replace(phrase, point=_in_next_month(month, point))
            rhythm = Rhythm(freq="MONTHLY", days=(_day(point, phrase),), next_month=True)
            return replace(phrase, family=Family.RHYTHM, rhythm=rhythm, point=None)
        return phrase

    def _reported_on(self, phrase: Phrase) -> MonthPart | None:
        """The one month that a report is of: รายงานประจำเดือนมีนาคม ๒๕๖๗ ภายในวันที่ ๕ ของเดือนถัดไป."""
        at = self.tokens.last(self.scene.clause_start(phrase.first), phrase.first, "period")
        if at is None or self.tokens.is_a(at + 2, "dash", "to", "and", "month"):
            return None
        if self.tokens.is_a(at + 1, "month"):
            return MonthPart(month=self.tokens[at + 1].value)
        named = self.tokens[at + 1].value if self.tokens.is_a(at + 1, "point") else None
        return named if isinstance(named, MonthPart) and named.month and named.part == "whole" else None


def _in_next_month(month: MonthPart, day: DayOfMonth) -> CalendarDate:
    """A day of the month after one that is named."""
    number = (month.month or 0) % 12 + 1
    year = month.year.year + (number == 1) if month.year and month.year.year else None
    era = month.year.era if month.year else None
    return CalendarDate(replace(day.words, month=number, year=year, era=era))


def _last(phrase: Phrase) -> int:
    return phrase.last


def _day(point: DayOfMonth | CalendarDate, phrase: Phrase) -> int:
    exclusive = phrase.bound is Bound.BEFORE and phrase.times is None and point.words.day > 1
    return point.words.day - exclusive


def _rules(general: Rhythm, listed: list[Phrase]) -> list[Rhythm]:
    """A frequency on the days that a bound names."""
    detail, point = listed[0], listed[0].point
    if isinstance(point, DayOfMonth) and (general.freq == "MONTHLY" or general.months):
        monthly = Rhythm(
            freq="MONTHLY",
            days=(_day(point, detail),),
            next_month=bool(point.shift),
            interval=general.interval,
        )
        merged = general.merged(monthly)
        return [merged] if merged else []
    if isinstance(point, NearWeekday) and general.freq == "WEEKLY" and not point.weeks:
        return [replace(general, weekdays=(point.weekday,), vague=False)]
    if (
        isinstance(point, MonthPart)
        and point.month is None
        and point.part != "whole"
        and general.freq == "MONTHLY"
    ):
        return [replace(general, days=({"early": 10, "middle": 15}.get(point.part, -1),), vague=False)]
    if _is_of_year(general):
        return yearly_on([each.point for each in listed if each.point])
    return []


def _is_of_year(rhythm: Rhythm) -> bool:
    """Whether its days are some of every year: ปีละ ๒ ครั้ง, ทุก ๖ เดือน."""
    return rhythm.freq == "YEARLY" or (rhythm.freq == "MONTHLY" and rhythm.interval in {3, 4, 6, 12})
