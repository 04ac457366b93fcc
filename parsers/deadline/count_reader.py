"""Reading counts: so many days from something, more than before, or before something.

Grammar over tokens::

    counted  = ( bound | in | nothing ) , span , [ counted from , anchor ] | counted from , anchor , bound , span ;
    extended = further , span , [ counted from , anchor ] ;          (* ขยายเวลาออกไปอีก ๑๕ วัน *)
    before   = [ advance ] , [ least ] , span , before , ( point | event ) | advance , [ least ] , span
             | before , ( point | event ) , [ least ] , span | before , [ "วัน" ] , event ;
    anchor   = words up to a blank, a link or another phrase ;
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.cursor import FEW, Cursor
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.rhythm_parts import RhythmParts
from parsers.deadline.spans import Span, Unit
from parsers.skeleton import Gap

if TYPE_CHECKING:
    from parsers.deadline.tokens import Tokens

#: Characters of the skeleton: how near a count must be, how long an anchor and an event's name may be.
_NEAR, _ANCHOR, _EVENT_NAME = 6, 60, 45
_LEAST_ANCHOR = 6
#: Tokens before a span in which it is said that a time is extended.
_EXTENDING = 8
#: What goes on after a blank in an anchor: ได้รับ หนังสือ ฉบับนี้.
_GOES_ON = ("ฉบับ", "นี", "ดังกลาว", "หนังสือ")
_LINKS_ANCHOR = {"ทังนี", "โดย"}
_ENDS_ANCHOR = (
    "link", "condition", "sanction", "item", "break", "cause", "plea", "recital_end", "within", "not_later", "letter_number",
)  # fmt: skip
_ENDS_START = ("times", "item", "break", "cause", "condition", "link", "every", "before")
_ENDS_EVENT = ("point", "times", "item", "break", "cause", "condition", "link", "every", "before")


class CountReader(Cursor):
    """Reads counts."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.parts = RhythmParts(tokens)

    def counted(self, at: int) -> list[Phrase]:
        """The count that begins with a token."""
        bound, here = self.bound(at)
        if not bound and self.tokens.is_a(at, "in"):
            here = at + 1
        if here > at and not self.tokens.touches(here):
            return []
        here = self.skip(here, "least") if bound else here
        if bound is Bound.WITHIN and self.tokens.is_a(here, "following_workday"):
            day = self.tokens[here]
            return [
                Phrase(
                    family=Family.COUNT, first=at, last=here, bound=bound, span=Span(1, Unit.WORKING_DAYS),
                    anchor=(day.start, day.end),
                )
            ]  # fmt: skip
        if nth := self._nth_working_day(at, bound, here):
            return nth
        if not self.tokens.is_a(here, "span") or bound is Bound.BEFORE:
            return self._counted_after(at)
        if self.tokens.is_a(here + 1, "before") and self.tokens.gap(here + 1) <= 1:
            return []
        anchor = self._first_of(here + 1) or self.anchor(here + 1)
        if bound is Bound.NONE and anchor is None and self._is_allowed(at):
            bound = Bound.WITHIN
        if bound is Bound.NONE and (anchor is None or self._is_range(here + 1)):
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

    def _is_allowed(self, at: int) -> bool:
        """ให้เวลาผู้อำนวยการตรวจสอบ ๑๕ วัน."""
        said = self.tokens.last(at - _EXTENDING, at, "allows_time")
        return said is not None and self.tokens[at].start - self.tokens[said].end <= _ANCHOR

    def _is_range(self, at: int) -> bool:
        """๑๐ วัน ตั้งแต่วันที่ ๑ ถึง ๑๐ มีนาคม: how long something lasts, and from when to when."""
        return self.tokens.is_a(at, "from") and self.is_next(at + 1, "point", "day", "number")

    def _nth_working_day(self, at: int, bound: Bound, here: int) -> list[Phrase]:
        """ภายในวันทำการที่สามนับแต่วันที่ได้รับหนังสือ."""
        if bound is not Bound.WITHIN or not self.tokens.is_a(here, "workday"):
            return []
        ordinals = self.parts.ordinals(here + 1)
        anchor = self.anchor(ordinals[1]) if ordinals and ordinals[0][0] > 0 else None
        if ordinals is None or anchor is None:
            return []
        last = self.tokens.index_at(anchor[1]) - 1
        span = Span(ordinals[0][0], Unit.WORKING_DAYS)
        return [Phrase(family=Family.COUNT, first=at, last=last, bound=bound, span=span, anchor=anchor)]

    def _first_of(self, at: int) -> tuple[int, int] | None:
        """ภายใน ๓๐ วันทำการแรกของปีงบประมาณ: counted from a beginning that only its year would give."""
        if not (self.is_next(at, "first") and self.is_next(at + 1, "of", "in")):
            return None
        start = self.tokens[at].start
        return start, self.anchor_end(at + 1, start)

    def _counted_after(self, at: int) -> list[Phrase]:
        """นับแต่วันที่ได้รับหนังสือภายใน ๑๕ วัน, หลังวันประชุมไม่เกิน ๓ วันทำการ: the anchor stands first."""
        if not self.tokens.is_a(at, "counted_from") or self.tokens.text(at) == "จาก":
            return []
        count = self._count_after(at + 1, ends=_ENDS_START)
        if count is None or self.anchor(count + 1) is not None:
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

    def extended(self, at: int) -> list[Phrase]:
        """ขยายเวลาออกไปอีก ๑๕ วัน."""
        if not self.tokens.is_a(at, "further") or not self.is_next(at + 1, "span"):
            return []
        start = max(0, at - _EXTENDING)
        extending = self.tokens.has(start, at, "postpone", "due_noun")
        if not extending:
            return []
        anchor = self.anchor(at + 2)
        last = self.tokens.index_at(anchor[1]) - 1 if anchor else at + 1
        span: Span = self.tokens[at + 1].value
        return [Phrase(family=Family.EXTENSION, first=at, last=max(at + 1, last), span=span, anchor=anchor)]

    def anchor(self, at: int) -> tuple[int, int] | None:
        """The characters that say what a count starts from, after "นับแต่", "หลังจาก" and the like."""
        if self.is_next(at, "now"):
            return self.tokens[at].start, self.tokens[at].end
        here = at + (self.tokens.is_a(at, "link") and self.tokens.text(at) in _LINKS_ANCHOR)
        if not self.tokens.is_a(here, "counted_from") or self.tokens.gap(here) > 1:
            return None
        if self.tokens.text(here) == "จาก" and not self.is_next(
            here + 1, "unit_day", "point", "received", "of_letter"
        ):
            return None
        here = self.skip(here + 1, "counted_from")
        start = self.tokens[here - 1].end
        return start, self.anchor_end(here, start)

    def anchor_end(self, at: int, start: int, *also: str) -> int:
        """Where the words that name an anchor end."""
        skeleton = self.tokens.skeleton
        end = min(start + _ANCHOR, len(skeleton.text))
        while at < len(self.tokens) and self.tokens[at].start < end:
            if self.tokens.is_a(at, *_ENDS_ANCHOR, *also) and self.tokens[at].start > start:
                end = self.tokens[at].start
            at += 1
        for place in range(start + _LEAST_ANCHOR, end):
            if skeleton.gap(place) is not Gap.NONE and not skeleton.text.startswith(_GOES_ON, place):
                return place if skeleton.gap(place) is Gap.SPACE else self._wrapped(place, end)
        return end

    def _wrapped(self, place: int, end: int) -> int:
        return place if self.tokens.skeleton.gap(place) is Gap.PARAGRAPH else end

    def before(self, at: int) -> list[Phrase]:
        """The count towards an event that begins with a token."""
        return self._count_before(at) or self._before_and_count(at)

    def _count_before(self, at: int) -> list[Phrase]:
        """ล่วงหน้าอย่างน้อย ๓ วัน, ไม่น้อยกว่า ๗ วัน ก่อนวันประชุม."""
        here = at
        leads = ("advance", "least", "within", "not_later")
        here = self.skip_near(at + 1, _NEAR, *leads) if self.tokens.is_a(at, *leads) else at
        advance = self.tokens.has(at, here, "advance")
        if not self.tokens.is_a(here, "span") or (here > at and self.tokens.gap(here) > _NEAR):
            return []
        span: Span = self.tokens[here].value
        before = here + 1
        if self.tokens.is_a(before, "advance") and self.tokens.gap(before) <= 1:
            advance, before = True, before + 1
        if self.tokens.is_a(before, "before") and self.tokens.gap(before) <= 1:
            if self.is_next(before + 1, "point"):
                return [self._before_point(at, before + 1, before + 1, span)]
            name = self._event_name(before)
            return [self._before_event(at, self._last_in(before, name), name, span)]
        return [self._before_event(at, before - 1, None, span)] if advance else []

    def _before_and_count(self, at: int) -> list[Phrase]:
        """ก่อนวันประชุมไม่น้อยกว่า ๓ วันทำการ, ก่อนวันที่ ๕ มีนาคม ๒๕๖๗ อย่างน้อย ๗ วัน, ก่อนวันประชุม."""
        if not self.tokens.is_a(at, "before"):
            return []
        here = at + 1
        if self.is_next(here, "point"):
            count = self.skip_near(here + 1, 2, "least", "advance")
            if self.tokens.is_a(count, "span") and self.tokens.gap(count) <= 2:
                return [self._before_point(at, here, count, self.tokens[count].value)]
            return []
        if dated := self._dated_event_and_count(at):
            return dated
        counted = self._count_after(here, "within")
        if counted is not None:
            name = (self.tokens[at].end, self.tokens[self._first_of_count(counted)].start)
            return [self._before_event(at, counted, name, self.tokens[counted].value)]
        if self.is_next(here, "unit_day") or self.is_next(here, "event"):
            name = self._event_name(at)
            return [
                replace(
                    self._before_event(at, self._last_in(at, name), name, Span(1, Unit.DAYS)), implied=True
                )
            ]
        return []

    def _dated_event_and_count(self, at: int) -> list[Phrase]:
        """ก่อนการประชุมในวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๘ อย่างน้อย ๓ วัน."""
        counted = self._count_after(at + 1, ends=_ENDS_START)
        first = self._first_of_count(counted) if counted else at
        point = first - 1
        if counted is None or not self.tokens.is_a(point, "point") or self.tokens.gap(first) > 1:
            return []
        return [self._before_point(at, point, counted, self.tokens[counted].value)]

    def _count_after(self, at: int, *stops: str, ends: tuple[str, ...] = _ENDS_EVENT) -> int | None:
        """The index of a span that follows a name without another phrase between."""
        start = self.tokens[at - 1].end
        while at < len(self.tokens) and self.tokens[at].start - start <= _EVENT_NAME:
            if self.tokens.is_a(at, "span"):
                return at
            if self.tokens.is_a(at, *ends, *stops):
                return None
            at += 1
        return None

    def _first_of_count(self, at: int) -> int:
        end = at - FEW
        while (
            at > end and self.tokens.is_a(at - 1, "least", "advance", "at_time") and self.tokens.gap(at) <= 1
        ):
            at -= 1
        return at

    def _event_name(self, before: int) -> tuple[int, int]:
        start = self.tokens[before].end
        return start, self._before_day(self.anchor_end(before + 1, start, "point"))

    def _before_day(self, end: int) -> int:
        """Without the "ใน" that leads from an event's name to its day."""
        at = self.tokens.index_at(end)
        led = self.tokens.is_a(at, "point") and self.tokens.is_a(at - 1, "in") and self.tokens.touches(at)
        return self.tokens[at - 1].start if led else end

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
