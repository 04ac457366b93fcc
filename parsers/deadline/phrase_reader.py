"""Reading the phrases of a text, each token belonging to one phrase at most.

Grammar over tokens; what stands first is tried first::

    phrase   = rhythmic | ranged | counted | before | bounded | single ;
    rhythmic = [ bound , [ times , [ OF ] ] ] , rhythm , [ [ bound | at ] , times ] , [ limits ] ;
    limits   = ranged | until , point | until event ;
    ranged   = [ bound | between | from | in ] , edge , [ times ] , ( "-" | to | until ) , point , [ times ]
             | from , ( point | day ) , [ onward ] | now , ( onward | until , point ) ;
    edge     = point | day | number | now ;
    counted  = ( bound | in | nothing ) , span , [ counted from , anchor ] ;
    before   = [ advance ] , [ least ] , span , before , event
             | before , ( point | event ) , [ least ] , span | advance , [ least ] , span | before , "วัน" , event ;
    bounded  = bound , ( times , [ OF ] , points | [ end ] , points , [ [ at ] , times ] | office hours , [ OF ] , points ) ;
    bound    = { within | not later | before | until | in time } ;
    points   = edge , { and , edge } ;
    single   = point , [ times ] | at once | as fixed before | bound , times ;
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.count_reader import CountReader
from parsers.deadline.cursor import BOUNDS, Cursor
from parsers.deadline.date_reader import DateReader, is_whole
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.points import MonthPart, NearWeek, YearPart
from parsers.deadline.rhythm import DAILY, EVERY_WORKDAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.clock import Times
    from parsers.deadline.points import Point
    from parsers.deadline.rhythm import Rhythm
    from parsers.deadline.tokens import Tokens

#: What a phrase may begin with.
_BEGINS = frozenset(
    {
        *BOUNDS, "between", "from", "in", "now", "at_time", "every", "rate", "by", "alternate", "daily", "monthly", "weekdays",
        "workday", "day", "point", "month", "span", "advance", "least", "office_hours", "immediate", "original_time", "times",
        "number", "end_of", "middle_of", "beginning_of", "late_in", "counted_from", "further", "unit_week",
    }
)  # fmt: skip


def _of_this(part: tuple[int, str, int]) -> Point:
    """ภายในสิ้นเดือน, ภายในกลางเดือน, ภายในสิ้นสัปดาห์: of the letter's own month or week."""
    if part[1] == "unit_week":
        return NearWeek()
    return MonthPart(part={-1: "end", 15: "middle"}.get(part[0], "early"))


class PhraseReader(Cursor):
    """Reads the phrases of a text."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.dates = DateReader(tokens)
        self.counts = CountReader(tokens)

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase, in the order of the text."""
        at = 0
        while at < len(self.tokens):
            found = self._phrases_at(at)
            yield from found
            at = max((phrase.last for phrase in found), default=at) + 1

    def _phrases_at(self, at: int) -> list[Phrase]:
        if self.tokens.kinds(at).isdisjoint(_BEGINS):
            return []
        for read in (
            self._rhythmic,
            self._first_days_of,
            self.dates.ranged,
            self.counts.extended,
            self.counts.counted,
            self.counts.before,
            self._bounded,
            self._single,
        ):
            if found := read(at):
                return found
        return []

    # ---- C: what repeats

    def _rhythmic(self, at: int) -> list[Phrase]:
        bound, start = self.bound(at)
        times: Times | None = None
        if bound and self.is_next(start, "times"):
            times, start = self.tokens[start].value, self.skip(start + 1, "of", "in")
        if bound and not self.tokens.touches(start):
            return []
        if bound and self.tokens.is_a(start, "by", "rate", "daily", "monthly", "alternate"):
            return []
        found = self.dates.rhythms.read(start) or (self._first_days(start) if bound else None)
        if found is None:
            return []
        rhythm, after = found
        if bound is Bound.BEFORE and times is None and rhythm.days and min(rhythm.days) > 1:
            rhythm = replace(rhythm, days=tuple(day - 1 for day in rhythm.days))
        rhythm, after = self._holidays(*self._on_weekdays(rhythm, after))
        phrase = Phrase(
            family=Family.RHYTHM, first=at, last=after - 1, bound=bound, rhythm=rhythm, times=times
        )
        return [self._limited(self.with_times(phrase))]

    def _on_weekdays(self, rhythm: Rhythm, at: int) -> tuple[Rhythm, int]:
        """สัปดาห์ละ ๑ ครั้ง ในวันจันทร์; ทุกสัปดาห์ วันศุกร์."""
        here = self.skip(at, "in", "colon")
        if rhythm.freq == "WEEKLY" and rhythm.is_general and self.is_next(here, "weekdays"):
            return replace(rhythm, weekdays=self.tokens[here].value, vague=False), here + 1
        if rhythm.freq == "MONTHLY" and rhythm.is_general and self.is_next(here, "day"):
            listed = self.dates.rhythms.day_list(here)
            if listed and self.dates.rhythms.of_month(listed[1]) is None:
                return replace(rhythm, days=listed[0], vague=False), listed[1]
        return rhythm, at

    def _holidays(self, rhythm: Rhythm, at: int) -> tuple[Rhythm, int]:
        """ทุกวัน เว้นวันหยุดราชการ; ทุกวัน ไม่เว้นวันหยุด."""
        if self.is_next(at, "even_holidays"):
            return rhythm, at + 1
        if self.is_next(at, "except_holidays"):
            return (EVERY_WORKDAY if rhythm == DAILY else replace(rhythm, working=True)), at + 1
        return rhythm, at

    def _first_days(self, at: int) -> tuple[Rhythm, int] | None:
        """After a bound: "๕ วันทำการแรกของเดือน", "๑๐ วันของเดือนถัดไป"."""
        if not self.tokens.is_a(at, "span") or not self.is_next(at + 1, "first", "of"):
            return None
        return self.dates.rhythms.first_days(self.tokens[at].value, at + 1)

    def _first_days_of(self, at: int) -> list[Phrase]:
        """ภายใน ๕ วันทำการแรกของเดือนมีนาคม ๒๕๖๘."""
        bound, here = self.bound(at)
        if not (bound and self.is_next(here, "span") and self.is_next(here + 1, "first")):
            return []
        return self._listed(at, bound, None, self.dates.nth_day(here), end_of_day=False)

    def _limited(self, phrase: Phrase) -> Phrase:
        """With the limits that follow: จนถึง…, ตั้งแต่…จนถึง…, ระหว่าง…, จนกว่า…."""
        at = phrase.last + 1
        if not self.tokens.touches(at):
            return phrase
        if self.tokens.is_a(at, "until_event"):
            return replace(phrase, open_ended=True)
        bound, here = self.bound(at)
        if bound is Bound.UNTIL and self.is_next(here, "point"):
            return replace(phrase, point=self.tokens[here].value, last=here)
        if limits := self.dates.ranged(at):
            limit = limits[0]
            return replace(
                phrase,
                start=limit.start,
                point=limit.point,
                from_now=limit.from_now,
                open_ended=limit.open_ended,
                last=limit.last,
            )
        return phrase

    # ---- A: a bound and a point

    def _bounded(self, at: int) -> list[Phrase]:
        bound, here = self.bound(at)
        if bound is Bound.NONE:
            return self._office_hours_first(at)
        times: Times | None = None
        if self.is_next(here, "times"):
            times, here = self.tokens[here].value, self.skip(here + 1, "of", "in", "between")
        if self.is_next(here, "unit_daypart"):
            here += 1  # ภายในเย็นวันศุกร์ที่ …
        part = self.dates.rhythms.part(here) if self.tokens.touches(here) else None
        if part and part[1] in {"unit_month", "unit_week"} and not self.is_next(part[2], "of", "every"):
            return self._listed(at, bound, times, [(part[2] - 1, _of_this(part))], end_of_day=False)
        if (times or self.tokens.is_a(here, "end_of")) and self.is_next(here, "end_of"):
            here += 1
        end_of_day = self.tokens.is_a(here - 1, "end_of")
        found = self.dates.points(here) if self.tokens.touches(here) else []
        if not found and self.is_next(here, "unit_fiscal_year"):
            found = [(here, YearPart(fiscal=True, shift=0))]  # ให้เสร็จภายในปีงบประมาณ
        if not found:
            return (
                [Phrase(family=Family.TIME, first=at, last=here - 1, bound=bound, times=times)]
                if times
                else []
            )
        return self._listed(at, bound, times, found, end_of_day)

    def _office_hours_first(self, at: int) -> list[Phrase]:
        """ภายในเวลาราชการของวันที่ ๕ มีนาคม ๒๕๖๗."""
        if not self.tokens.is_a(at, "office_hours"):
            return []
        here = self.skip(at + 1, "of", "in")
        found = self.dates.points(here) if self.tokens.touches(here) else []
        return [
            replace(phrase, office_hours=True)
            for phrase in self._listed(at, Bound.WITHIN, None, found, end_of_day=False)
        ]

    def _listed(
        self, first: int, bound: Bound, times: Times | None, found: list[tuple[int, Point]], end_of_day: bool
    ) -> list[Phrase]:
        phrases = [
            Phrase(
                family=Family.BOUND,
                first=at if number else first,
                last=at,
                bound=bound,
                point=point,
                times=times,
                end_of_day=end_of_day,
                listed=number,
            )
            for number, (at, point) in enumerate(found)
        ]
        if phrases:
            last = self.with_times(phrases[-1])
            phrases = [
                replace(phrase, times=last.times, office_hours=last.office_hours) for phrase in phrases[:-1]
            ] + [last]
        return phrases

    # ---- what stands alone

    def _single(self, at: int) -> list[Phrase]:
        if self.tokens.is_a(at, "immediate"):
            return [Phrase(family=Family.AT_ONCE, first=at, last=at, anchor=self._occurrence(at))]
        if self.tokens.is_a(at, "original_time"):
            return [Phrase(family=Family.AS_BEFORE, first=at, last=at)]
        if self.tokens.is_a(at, "point", "day"):
            return self._bare(at)
        if self.tokens.is_a(at, "workday", "weekdays"):
            nth = self._listed(at, Bound.NONE, None, self.dates.nth_day(at), end_of_day=False)
            return [replace(self._framed(phrase), family=Family.BARE) for phrase in nth]
        if self.tokens.is_a(at, "times") and self.tokens.is_a(at - 1, "at_time"):
            return [Phrase(family=Family.TIME, first=at, last=at, times=self.tokens[at].value)]
        return []

    def _occurrence(self, at: int) -> tuple[int, int] | None:
        """What follows "ทันทีที่"."""
        if not self.tokens.text(at).endswith("ทันทีที"):
            return None
        start = self.tokens[at].end
        return start, self.counts.anchor_end(at + 1, start)

    def _bare(self, at: int) -> list[Phrase]:
        found = [(here, point) for here, point in self.dates.points(at) if is_whole(point)]
        phrases = self._listed(at, Bound.NONE, None, found, end_of_day=False)
        return [replace(self._framed(phrase), family=Family.BARE) for phrase in phrases]

    def _framed(self, phrase: Phrase) -> Phrase:
        """With "เป็นวันสุดท้าย" after it."""
        framed = self.is_next(phrase.last + 1, "last_day")
        return replace(phrase, last=phrase.last + 1) if framed else phrase
