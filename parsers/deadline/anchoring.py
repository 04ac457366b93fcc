"""What a count starts from: the receipt of the letter, its date, a day that is named, an event, or nothing said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.deadline import Anchor
from parsers.deadline.lexicon import mentions, pattern
from parsers.deadline.point_reader import read_point
from parsers.deadline.points import Point, YearPart
from parsers.skeleton import Gap, skeleton_of

if TYPE_CHECKING:
    import datetime as dt

    from parsers.deadline.events import Events
    from parsers.deadline.phrases import Phrase
    from parsers.deadline.surroundings import Surroundings

NO_DATE = ("anchor_unknown",)
#: Characters of an anchor in which a date or the end of a period begins.
_DATE_WITHIN, _END_WITHIN = 14, 12
#: Tokens before a count in which a condition stands, characters after it in which it is one of objecting.
_CONDITION, _OBJECTION = 40, 60
_AFTER = tuple(map(skeleton_of, ("หลังจาก", "ภายหลัง", "ภายหลังจาก", "หลัง")))
#: What stands between an anchor and the day that it is on: วันสิ้นปีบัญชี (๓๑ มีนาคม ๒๕๖๘).
_EXPLAINED = re.compile(pattern(r"\(?(?:คือ|ได้แก่|ซึ่งตรงกับ|ตรงกับ|คือใน)?"))
_THAT_DAY = re.compile(pattern("(?:วัน|วันที่|กำหนด|วันครบกำหนด|วันสิ้นสุด|เวลา|กำหนดเวลา)?ดังกล่าว|วันนั้น"))
_COMMAND = skeleton_of("คำสั่ง")
_TODAY = skeleton_of("วันนี้")
_PERIODS = (
    (skeleton_of("ปีงบประมาณ"), YearPart(fiscal=True, is_end=True)),
    (skeleton_of("ปี"), YearPart(fiscal=False, is_end=True)),
)


@dataclass(frozen=True, slots=True)
class Start:
    """What a count starts from."""

    anchor: Anchor | None
    day: dt.date | None
    flags: tuple[str, ...] = ()


class Anchoring:
    """Finds what the counts of one text start from."""

    def __init__(self, around: Surroundings, events: Events) -> None:
        self.around = around
        self.tokens = around.tokens
        self.moment = around.moment
        self.events = events

    def start(self, phrase: Phrase) -> Start:
        """What a count starts from, the day of it, and what is to be doubted about it."""
        if phrase.anchor is None:
            return self._assumed(phrase)
        anchor = self._kind(phrase.anchor)
        if anchor is Anchor.EVENT:
            found = self.day(phrase.anchor, phrase)
            return Start(anchor, found.day, found.flags if found.day else NO_DATE)
        received = anchor is Anchor.RECEIVED_DATE
        day = self.moment.received_day if received else self.moment.letter_date
        return Start(anchor, day, () if day else NO_DATE)

    def extension_start(self, phrase: Phrase) -> Start:
        """What an extension is added to: a day it names, else the old last day."""
        found = self.day(phrase.anchor, phrase) if phrase.anchor else Start(Anchor.EVENT, None)
        base = self.around.extended_from(phrase)
        if found.day or base is None or base.point is None:
            return Start(Anchor.EVENT, found.day, () if found.day else NO_DATE)
        day = base.point.days(self.moment).last
        return Start(Anchor.EVENT, day, () if day else NO_DATE)

    def day(self, anchor: tuple[int, int], phrase: Phrase) -> Start:
        """The day of an anchor's words: a date, the end of a period, or an event of the same text."""
        text = self.tokens.skeleton.text
        if explained := self._explained(anchor[1]) or self.said_before(text[anchor[0] : anchor[1]], phrase):
            return explained
        for place in range(anchor[0], min(anchor[0] + _DATE_WITHIN, anchor[1])):
            if found := read_point(text, place):
                days = found[0].days(self.moment)
                return Start(Anchor.EVENT, days.last, days.flags)
        name = text[anchor[0] : anchor[1]]
        if period := _period_end(name):
            return Start(Anchor.EVENT, period.days(self.moment).last, ("year_inferred",))
        return Start(Anchor.EVENT, self.events.day(name, phrase, last=True))

    def said_before(self, name: str, phrase: Phrase) -> Start | None:
        """นับแต่วันดังกล่าว: the last day that was spoken of."""
        if not _THAT_DAY.match(name):
            return None
        days = (other.point.days(self.moment) for other in self.around.preceding(phrase) if other.point)
        return next((Start(Anchor.EVENT, day.last, day.flags) for day in days if day.last), None)

    def _explained(self, end: int) -> Start | None:
        """The day given in brackets right after an anchor."""
        text = self.tokens.skeleton.text
        opened = _EXPLAINED.match(text, end)
        if opened is None or not opened.group():
            return None
        found = read_point(text, opened.end())
        days = found[0].days(self.moment) if found else None
        return Start(Anchor.EVENT, days.last, days.flags) if days and days.last else None

    def _assumed(self, phrase: Phrase) -> Start:
        """The receipt, else the letter's date, where nothing is said and nothing must happen first."""
        if self._is_conditional(phrase):
            return Start(Anchor.EVENT, None, NO_DATE)
        if self.moment.received_day:
            return Start(Anchor.RECEIVED_DATE, self.moment.received_day, ("anchor_assumed",))
        if self.moment.letter_date:
            return Start(Anchor.LETTER_DATE, self.moment.letter_date, ("anchor_assumed",))
        return Start(None, None, NO_DATE)

    def _is_conditional(self, phrase: Phrase) -> bool:
        """Whether a count hangs on something that may happen (หากเกิดเหตุ …ภายใน ๒๔ ชั่วโมง)."""
        for at in range(phrase.first - 1, max(-1, phrase.first - _CONDITION), -1):
            if self.tokens.is_a(at, "break", "item", "recital_end"):
                return False
            if self.tokens.is_a(at, "condition", "when_past") or self._opens_with_after(at):
                said = self.tokens.skeleton.text[self.tokens[at].end : self.tokens[phrase.first].start]
                return not mentions("objection").search(said[:_OBJECTION]) and not self._is_receipt(at + 1)
        return False

    def _opens_with_after(self, at: int) -> bool:
        """หลังจากได้รับจัดสรรงบประมาณแล้ว ให้…: what must happen first."""
        if not self.tokens.is_a(at, "counted_from") or self.tokens.text(at) not in _AFTER:
            return False
        return self.tokens.skeleton.gap(self.tokens[at].start) is not Gap.NONE

    def _is_receipt(self, at: int) -> bool:
        return self.tokens.is_a(at, "received") and self.tokens.gap(at) <= 2

    def _kind(self, anchor: tuple[int, int]) -> Anchor:
        start, end = anchor
        at = self.tokens.index_at(start)
        while at < len(self.tokens) and self.tokens[at].start < end:
            if self.tokens.is_a(at, "of_letter", "now") or self.tokens.text(at) == _TODAY:
                return Anchor.LETTER_DATE
            if self.tokens.is_a(at, "received"):
                own = not self._is_of_others(at, start) and self._is_letter_received(at, end)
                return Anchor.RECEIVED_DATE if own else Anchor.EVENT
            at += 1
        return Anchor.EVENT

    def _is_of_others(self, at: int, start: int) -> bool:
        """นับแต่วันที่ประธานทราบคำสั่ง: an order that somebody else is told of."""
        named = self.tokens.index_at(start) < at and self.tokens.is_a(at - 1, "actor")
        return named and _COMMAND in self.tokens.text(at)

    def _is_letter_received(self, at: int, end: int) -> bool:
        """ได้รับหนังสือ, ได้รับแจ้ง, but not ได้รับแจ้งเหตุ or ได้รับเงิน."""
        rest = self.tokens.skeleton.text[self.tokens[at].end : end]
        return not mentions("not_a_letter").match(rest) or bool(mentions("this_matter").match(rest))


def _period_end(anchor: str) -> Point | None:
    if not mentions("ended").search(anchor[:_END_WITHIN]):
        return None
    if mentions("other_year").search(anchor):
        return None
    return next((point for name, point in _PERIODS if name in anchor), None)
