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

from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.points import CalendarDate, DayOfMonth, MonthPart, NearWeekday
from parsers.deadline.rhythm import DAILY, EVERY_WORKDAY
from parsers.deadline.rhythm_reader import RhythmReader
from parsers.deadline.spans import Span, Unit
from parsers.skeleton import Gap
from parsers.thai_date import DateWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.clock import Times
    from parsers.deadline.points import Point
    from parsers.deadline.rhythm import Rhythm
    from parsers.deadline.tokens import Tokens

_BOUNDS = {
    "before_or_on": Bound.WITHIN,
    "within": Bound.WITHIN,
    "not_later": Bound.WITHIN,
    "in_time": Bound.WITHIN,
    "until": Bound.UNTIL,
    "before": Bound.BEFORE,
}
#: What a phrase may begin with.
_BEGINS = frozenset(
    {
        *_BOUNDS, "between", "from", "in", "now", "at_time", "every", "rate", "by", "alternate", "daily", "monthly", "weekdays",
        "workday", "day", "point", "month", "span", "advance", "least", "office_hours", "immediate", "original_time", "times",
        "end_of", "middle_of", "beginning_of", "late_in", "counted_from", "further",
    }
)  # fmt: skip
#: Characters of the skeleton: how near a count must be, how long an anchor and an event's name may be.
_NEAR, _ANCHOR, _EVENT_NAME = 6, 60, 45
_LEAST_ANCHOR = 6
#: Tokens before a span in which it is said that a time is extended.
_EXTENDING = 8
#: What goes on after a blank in an anchor: ได้รับ หนังสือ ฉบับนี้.
_GOES_ON = ("ฉบับ", "นี", "ดังกลาว", "หนังสือ")
_ENDS_EVENT = ("point", "times", "item", "break", "cause", "condition", "link", "every", "before")
_LINKS_ANCHOR = {"ทังนี", "โดย"}
_ENDS_ANCHOR = (
    "link",
    "condition",
    "sanction",
    "item",
    "break",
    "cause",
    "plea",
    "recital_end",
    "within",
    "not_later",
    "letter_number",
)


class PhraseReader:
    """Reads the phrases of a text."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.rhythms = RhythmReader(tokens)

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
            self._ranged,
            self._extended,
            self._counted,
            self._before,
            self._bounded,
            self._single,
        ):
            if found := read(at):
                return found
        return []

    # ---- helpers

    def _is_next(self, at: int, *kinds: str) -> bool:
        """Whether a token of these kinds follows its forerunner directly."""
        return self.tokens.is_a(at, *kinds) and self.tokens.touches(at)

    def _skip(self, at: int, *kinds: str) -> int:
        while self._is_next(at, *kinds):
            at += 1
        return at

    def _bound(self, at: int) -> tuple[Bound, int]:
        """The bound that begins here and the index after it; `Bound.NONE` if there is none."""
        found, first = Bound.NONE, at
        while not (kinds := self.tokens.kinds(at)).isdisjoint(_BOUNDS):
            if found is not Bound.NONE and not self.tokens.touches(at):
                break
            if found in {Bound.NONE, Bound.UNTIL}:
                found = next(bound for kind, bound in _BOUNDS.items() if kind in kinds)
            at += 1
        return found, self._skip(at, "colon", "at_time", "in") if at > first else at

    def _times(self, at: int) -> tuple[Times, int] | None:
        """Times after "เวลา", a bound or nothing, and the index after them."""
        comma = self._is_next(at, "and") and self.tokens.text(at) == ","
        here = self._skip(
            at + comma, "colon", "at_time", "within", "not_later", "before", "in", "from", "between"
        )
        if self._is_next(here, "times"):
            return self.tokens[here].value, self._skip(here + 1, "onward", "last_day")
        return None

    def _with_times(self, phrase: Phrase) -> Phrase:
        """The phrase with the time of day that follows it."""
        at = phrase.last + 1
        if phrase.times is None and (found := self._times(at)):
            return replace(phrase, times=found[0], last=found[1] - 1)
        if phrase.times is None and self._is_next(at, "office_hours"):
            return replace(phrase, office_hours=True, last=at)
        return phrase

    # ---- C: what repeats

    def _rhythmic(self, at: int) -> list[Phrase]:
        bound, start = self._bound(at)
        times: Times | None = None
        if bound and self._is_next(start, "times"):
            times, start = self.tokens[start].value, self._skip(start + 1, "of", "in")
        if bound and not self.tokens.touches(start):
            return []
        if bound and self.tokens.is_a(start, "by", "rate", "daily", "monthly", "alternate"):
            return []
        found = self.rhythms.read(start) or (self._first_days(start) if bound else None)
        if found is None:
            return []
        rhythm, after = found
        if bound is Bound.BEFORE and times is None and rhythm.days and min(rhythm.days) > 1:
            rhythm = replace(rhythm, days=tuple(day - 1 for day in rhythm.days))
        rhythm, after = self._holidays(*self._on_weekdays(rhythm, after))
        phrase = Phrase(
            family=Family.RHYTHM, first=at, last=after - 1, bound=bound, rhythm=rhythm, times=times
        )
        return [self._limited(self._with_times(phrase))]

    def _on_weekdays(self, rhythm: Rhythm, at: int) -> tuple[Rhythm, int]:
        """สัปดาห์ละ ๑ ครั้ง ในวันจันทร์; ทุกสัปดาห์ วันศุกร์."""
        here = self._skip(at, "in")
        if rhythm.freq == "WEEKLY" and rhythm.is_general and self._is_next(here, "weekdays"):
            return replace(rhythm, weekdays=self.tokens[here].value, vague=False), here + 1
        return rhythm, at

    def _holidays(self, rhythm: Rhythm, at: int) -> tuple[Rhythm, int]:
        """ทุกวัน เว้นวันหยุดราชการ; ทุกวัน ไม่เว้นวันหยุด."""
        if self._is_next(at, "even_holidays"):
            return rhythm, at + 1
        if self._is_next(at, "except_holidays"):
            return (EVERY_WORKDAY if rhythm == DAILY else replace(rhythm, working=True)), at + 1
        return rhythm, at

    def _first_days(self, at: int) -> tuple[Rhythm, int] | None:
        """After a bound: "๕ วันทำการแรกของเดือน", "๑๐ วันของเดือนถัดไป"."""
        if not self.tokens.is_a(at, "span") or not self._is_next(at + 1, "first", "of"):
            return None
        return self.rhythms.first_days(self.tokens[at].value, at + 1)

    def _limited(self, phrase: Phrase) -> Phrase:
        """With the limits that follow: จนถึง…, ตั้งแต่…จนถึง…, ระหว่าง…, จนกว่า…."""
        at = phrase.last + 1
        if not self.tokens.touches(at):
            return phrase
        if self.tokens.is_a(at, "until_event"):
            return replace(phrase, open_ended=True)
        bound, here = self._bound(at)
        if bound is Bound.UNTIL and self._is_next(here, "point"):
            return replace(phrase, point=self.tokens[here].value, last=here)
        if limits := self._ranged(at):
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

    # ---- D: from one day to another

    def _ranged(self, at: int) -> list[Phrase]:
        here = self._skip_lead(at)
        led = here > at
        if self.tokens.is_a(here, "now") and (not led or self.tokens.touches(here)):
            return self._from_now(at, here)
        if here > at and not self.tokens.touches(here):
            return []
        opened = any(self.tokens.is_a(lead, "from") for lead in range(at, here))
        edge = self._edge(here, led)
        if edge is None:
            return []
        after = self._times(here + 1)
        joint = after[1] if after else here + 1
        if end := self._range_end(joint, opened):
            start, point = _shared(edge, self.tokens[end].value)
            phrase = Phrase(
                family=Family.RANGE,
                first=at,
                last=end,
                start=start,
                point=point,
                times=after[0] if after else None,
            )
            return [self._with_times(phrase) if not after else self._past_times(phrase)]
        return self._started(at, here, edge) if opened else []

    def _past_times(self, phrase: Phrase) -> Phrase:
        found = self._times(phrase.last + 1)
        return replace(phrase, last=found[1] - 1) if found else phrase

    def _skip_lead(self, at: int) -> int:
        if not self.tokens.is_a(at, "between", "from", "in", "within", "not_later", "at_time"):
            return at
        return self._skip(at + 1, "between", "from", "in", "at_time", "colon")

    def _edge(self, at: int, led: bool) -> Point | None:
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
        here = (
            self._skip(at, "dash", "to", "until", "and") if opened else self._skip(at, "dash", "to", "until")
        )
        return here if here > at and self._is_next(here, "point") else None

    def _started(self, at: int, here: int, edge: Point) -> list[Phrase]:
        if isinstance(edge, CalendarDate) and edge.words.month is None:
            return []
        last = self._skip(here + 1, "onward") - 1
        found = self._times(here + 1)
        last = max(last, found[1] - 1) if found else last
        return [Phrase(family=Family.RANGE, first=at, last=last, start=edge, open_ended=True)]

    def _from_now(self, at: int, here: int) -> list[Phrase]:
        onward = self._skip(here + 1, "onward")
        joint = self._skip(onward, "dash", "to", "until", "within", "in", "not_later")
        if joint > onward and self._is_next(joint, "point"):
            point: Point = self.tokens[joint].value
            phrase = Phrase(family=Family.RANGE, first=at, last=joint, from_now=True, point=point)
            return [self._with_times(phrase)]
        if onward > here + 1:
            return [Phrase(family=Family.RANGE, first=at, last=onward - 1, from_now=True, open_ended=True)]
        return []

    # ---- B: so many days from something

    def _counted(self, at: int) -> list[Phrase]:
        bound, here = self._bound(at)
        if not bound and self.tokens.is_a(at, "in"):
            here = at + 1
        if here > at and not self.tokens.touches(here):
            return []
        here = self._skip(here, "least") if bound else here
        if not self.tokens.is_a(here, "span") or bound is Bound.BEFORE:
            return self._counted_after(at)
        if self.tokens.is_a(here + 1, "before") and self.tokens.gap(here + 1) <= 1:
            return []
        anchor = self._anchor(here + 1)
        if bound is Bound.NONE and anchor is None:
            return []
        last = here if anchor is None else self.tokens.index_at(anchor[1]) - 1
        return [
            Phrase(
                family=Family.COUNT,
                first=at,
                last=max(last, here),
                bound=bound,
                span=self.tokens[here].value,
                anchor=anchor,
            )
        ]

    def _counted_after(self, at: int) -> list[Phrase]:
        """นับแต่วันที่ได้รับหนังสือภายใน ๑๕ วัน, หลังวันประชุมไม่เกิน ๓ วันทำการ: the anchor stands first."""
        if not self.tokens.is_a(at, "counted_from") or self.tokens.text(at) == "จาก":
            return []
        count = self._count_after(at + 1)
        if count is None or self._anchor(count + 1) is not None:
            return []
        bound = count - 1
        if not (self.tokens.is_a(bound, "within", "not_later") and self.tokens.touches(count) and bound > at):
            return []
        anchor = (self.tokens[at].end, self.tokens[bound].start)
        return [
            Phrase(
                family=Family.COUNT,
                first=at,
                last=count,
                bound=Bound.WITHIN,
                span=self.tokens[count].value,
                anchor=anchor,
            )
        ]

    def _extended(self, at: int) -> list[Phrase]:
        """ขยายเวลาออกไปอีก ๑๕ วัน."""
        if not self.tokens.is_a(at, "further") or not self._is_next(at + 1, "span"):
            return []
        start = max(0, at - _EXTENDING)
        extending = any(self.tokens.is_a(here, "postpone", "due_noun") for here in range(start, at))
        if not extending:
            return []
        anchor = self._anchor(at + 2)
        last = self.tokens.index_at(anchor[1]) - 1 if anchor else at + 1
        span: Span = self.tokens[at + 1].value
        return [Phrase(family=Family.EXTENSION, first=at, last=max(at + 1, last), span=span, anchor=anchor)]

    def _anchor(self, at: int) -> tuple[int, int] | None:
        """The characters that say what a count starts from, after "นับแต่", "หลังจาก" and the like."""
        if self._is_next(at, "now"):
            return self.tokens[at].start, self.tokens[at].end
        here = at + (self.tokens.is_a(at, "link") and self.tokens.text(at) in _LINKS_ANCHOR)
        if not self.tokens.is_a(here, "counted_from") or self.tokens.gap(here) > 1:
            return None
        if self.tokens.text(here) == "จาก" and not self._is_next(
            here + 1, "unit_day", "point", "received", "of_letter"
        ):
            return None
        while self._is_next(here + 1, "counted_from"):
            here += 1
        here += 1
        start = self.tokens[here - 1].end
        return start, self._anchor_end(here, start)

    def _anchor_end(self, at: int, start: int) -> int:
        skeleton = self.tokens.skeleton
        end = min(start + _ANCHOR, len(skeleton.text))
        while at < len(self.tokens) and self.tokens[at].start < end:
            if self.tokens.is_a(at, *_ENDS_ANCHOR) and self.tokens[at].start > start:
                end = self.tokens[at].start
            at += 1
        for place in range(start + _LEAST_ANCHOR, end):
            if skeleton.gap(place) is not Gap.NONE and not skeleton.text.startswith(_GOES_ON, place):
                return place if skeleton.gap(place) is Gap.SPACE else self._wrapped(place, end)
        return end

    def _wrapped(self, place: int, end: int) -> int:
        return place if self.tokens.skeleton.gap(place) is Gap.PARAGRAPH else end

    def _before(self, at: int) -> list[Phrase]:
        return self._count_before(at) or self._before_and_count(at)

    def _count_before(self, at: int) -> list[Phrase]:
        """ล่วงหน้าอย่างน้อย ๓ วัน, ไม่น้อยกว่า ๗ วัน ก่อนวันประชุม."""
        here = at
        while self.tokens.is_a(here, "advance", "least", "within", "not_later") and (
            here == at or self.tokens.gap(here) <= _NEAR
        ):
            here += 1
        advance = any(self.tokens.is_a(lead, "advance") for lead in range(at, here))
        if not self.tokens.is_a(here, "span") or (here > at and self.tokens.gap(here) > _NEAR):
            return []
        span: Span = self.tokens[here].value
        before = here + 1
        if self.tokens.is_a(before, "advance") and self.tokens.gap(before) <= 1:
            advance, before = True, before + 1
        if self.tokens.is_a(before, "before") and self.tokens.gap(before) <= 1:
            if self._is_next(before + 1, "point"):
                return [self._before_point(at, before + 1, before + 1, span)]
            name = self._event_name(before)
            return [self._before_event(at, self._last_in(before, name), name, span)]
        return [self._before_event(at, before - 1, None, span)] if advance else []

    def _before_and_count(self, at: int) -> list[Phrase]:
        """ก่อนวันประชุมไม่น้อยกว่า ๓ วันทำการ, ก่อนวันที่ ๕ มีนาคม ๒๕๖๗ อย่างน้อย ๗ วัน, ก่อนวันประชุม."""
        if not self.tokens.is_a(at, "before"):
            return []
        here = at + 1
        if self._is_next(here, "point"):
            count = self._skip_near(here + 1, "least", "advance")
            if self.tokens.is_a(count, "span") and self.tokens.gap(count) <= 2:
                return [self._before_point(at, here, count, self.tokens[count].value)]
            return []
        count = self._count_after(here, "within")
        if count is not None:
            name = (self.tokens[at].end, self.tokens[self._first_of_count(count)].start)
            return [self._before_event(at, count, name, self.tokens[count].value)]
        if self._is_next(here, "unit_day") or self._is_next(here, "event"):
            name = self._event_name(at)
            return [
                replace(
                    self._before_event(at, self._last_in(at, name), name, Span(1, Unit.DAYS)), implied=True
                )
            ]
        return []

    def _skip_near(self, at: int, *kinds: str) -> int:
        while self.tokens.is_a(at, *kinds) and self.tokens.gap(at) <= 2:
            at += 1
        return at

    def _count_after(self, at: int, *stops: str) -> int | None:
        """The index of a span that follows a name without another phrase between."""
        start = self.tokens[at - 1].end
        while at < len(self.tokens) and self.tokens[at].start - start <= _EVENT_NAME:
            if self.tokens.is_a(at, "span"):
                return at
            if self.tokens.is_a(at, *_ENDS_EVENT, *stops):
                return None
            at += 1
        return None

    def _first_of_count(self, at: int) -> int:
        while self.tokens.is_a(at - 1, "least", "advance", "at_time") and self.tokens.gap(at) <= 1:
            at -= 1
        return at

    def _event_name(self, before: int) -> tuple[int, int]:
        start = self.tokens[before].end
        return start, self._anchor_end(before + 1, start)

    def _last_in(self, at: int, name: tuple[int, int]) -> int:
        return max(at, self.tokens.index_at(name[1]) - 1)

    def _before_event(self, first: int, last: int, name: tuple[int, int] | None, span: Span) -> Phrase:
        return Phrase(
            family=Family.BEFORE, first=first, last=last, anchor=name, span=span, bound=Bound.BEFORE
        )

    def _before_point(self, first: int, point: int, last: int, span: Span) -> Phrase:
        return Phrase(
            family=Family.BEFORE,
            first=first,
            last=max(point, last),
            point=self.tokens[point].value,
            span=span,
            bound=Bound.BEFORE,
        )

    # ---- A: a bound and a point

    def _bounded(self, at: int) -> list[Phrase]:
        bound, here = self._bound(at)
        if bound is Bound.NONE:
            return self._office_hours_first(at)
        times: Times | None = None
        if self._is_next(here, "times"):
            times, here = self.tokens[here].value, self._skip(here + 1, "of", "in", "between")
        if (times or self.tokens.is_a(here, "end_of")) and self._is_next(here, "end_of"):
            here += 1
        end_of_day = self.tokens.is_a(here - 1, "end_of")
        found = self._points(here) if self.tokens.touches(here) else []
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
        here = self._skip(at + 1, "of", "in")
        found = self._points(here) if self.tokens.touches(here) else []
        return [
            replace(phrase, office_hours=True)
            for phrase in self._listed(at, Bound.WITHIN, None, found, end_of_day=False)
        ]

    def _points(self, at: int) -> list[tuple[int, Point]]:
        """A point, or a list of days that share a month and a year."""
        found: list[tuple[int, Point]] = []
        while (edge := self._edge(at, led=bool(found))) is not None:
            found.append((at, edge))
            joint = self._skip(at + 1, "and")
            if not (self.rhythms.is_listed(joint) if joint == at + 1 else self.tokens.touches(joint)):
                break
            at = joint
        while found and not _is_whole(found[-1][1]) and len(found) > 1:
            found.pop()
        if not found:
            return self._nth_day(at) or self._weekday(at)
        return _sharing(found)

    def _nth_day(self, at: int) -> list[tuple[int, Point]]:
        """วันทำการสุดท้ายของเดือนนี้, วันศุกร์แรกของเดือนมีนาคม ๒๕๖๘."""
        found = self.rhythms.nth_of_month(at)
        return [(found[1], found[0])] if found else []

    def _weekday(self, at: int) -> list[tuple[int, Point]]:
        """A weekday that only the letter's date can place: ภายในวันศุกร์."""
        if self.tokens.is_a(at, "weekdays") and len(self.tokens[at].value) == 1:
            return [(at, NearWeekday(self.tokens[at].value[0]))]
        return []

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
            last = self._with_times(phrases[-1])
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
        if self.tokens.is_a(at, "times") and self.tokens.is_a(at - 1, "at_time"):
            return [Phrase(family=Family.TIME, first=at, last=at, times=self.tokens[at].value)]
        return []

    def _occurrence(self, at: int) -> tuple[int, int] | None:
        """What follows "ทันทีที่"."""
        if not self.tokens.text(at).endswith("ทันทีที"):
            return None
        start = self.tokens[at].end
        return start, self._anchor_end(at + 1, start)

    def _bare(self, at: int) -> list[Phrase]:
        found = [(here, point) for here, point in self._points(at) if _is_whole(point)]
        phrases = self._listed(at, Bound.NONE, None, found, end_of_day=False)
        return [replace(self._framed(phrase), family=Family.BARE) for phrase in phrases]

    def _framed(self, phrase: Phrase) -> Phrase:
        """With "เป็นวันสุดท้าย" after it."""
        framed = self._is_next(phrase.last + 1, "last_day")
        return replace(phrase, last=phrase.last + 1) if framed else phrase


def _is_whole(point: Point) -> bool:
    return not (isinstance(point, CalendarDate) and point.words.month is None)


def _sharing(found: list[tuple[int, Point]]) -> list[tuple[int, Point]]:
    """Days of a list with the month and the year that only its last has; a day alone is of the letter's month."""
    last = found[-1][1]
    if isinstance(last, CalendarDate) and last.words.month is None:
        return [(at, DayOfMonth(point.words)) for at, point in found if isinstance(point, CalendarDate)]
    return [(at, _shared(point, last)[0]) for at, point in found[:-1]] + [found[-1]]


def _shared(point: Point, last: Point) -> tuple[Point, Point]:
    """A point with what it leaves to a later one to say."""
    if isinstance(point, CalendarDate) and isinstance(last, CalendarDate):
        return point.sharing(last.words), last
    if isinstance(point, CalendarDate) and isinstance(last, DayOfMonth):
        return DayOfMonth(point.words, last.shift), last
    if isinstance(point, MonthPart) and isinstance(last, MonthPart) and point.year is None and last.year:
        return replace(point, year=last.year), last
    return point, last
