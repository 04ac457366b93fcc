"""What stands around a phrase: the word before it, the noun it belongs to, the date it gives way to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from parsers.deadline.governors import Governor, Mood
from parsers.deadline.lexicon import group, mentions, pattern
from parsers.deadline.names import VERBS
from parsers.deadline.phrases import Family, Phrase
from parsers.deadline.points import CalendarDate, DayOfMonth, NearDay
from parsers.skeleton import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.deadline.points import Moment
    from parsers.deadline.scene import Scene

#: Characters of the skeleton within which a noun still belongs to a date.
REACH = 90
CLOSE = 30
_ADJACENT = 3
#: Tokens after a date in which it is said to be given up.
_SOON = 12
#: Phrases before and after one that are looked at.
_NEIGHBOURS = 8
_LET = "ให"
_TOLD = {Mood.ORDER, Mood.DUTY, Mood.LEAVE, Mood.PLAIN}

#: ที่ or ซึ่ง (no part of another word), what something is or was, and no order after it.
_RELATIVE = re.compile(
    pattern(
        "(?:(?<!วัน)(?<!พื้น)(?<!หน้า)(?<!สถาน)(?<!ทัน)ที่|ซึ่ง)(?:จะ|ยัง|ไม่)?(?:{status})(?:(?!ให้|ต้อง|โปรด|และ|แล้ว).){0,40}$"
    )
)


class Surroundings:
    """Answers questions about where the phrases of one text stand."""

    def __init__(self, scene: Scene, moment: Moment, phrases: tuple[Phrase, ...]) -> None:
        self.tokens = scene.tokens
        self.scene = scene
        self.moment = moment
        self.phrases = phrases
        self._firsts = [phrase.first for phrase in phrases]
        self.extended = {
            id(base): extension
            for extension in phrases
            if extension.family is Family.EXTENSION and (base := self.extended_from(extension))
        }

    # ---- neighbours

    def following(self, phrase: Phrase) -> Iterator[Phrase]:
        """The next phrases of the same paragraph."""
        number = bisect_left(self._firsts, phrase.last + 1)
        end = self.scene.block_end(phrase.last)
        return (other for other in self.phrases[number : number + _NEIGHBOURS] if other.first < end)

    def preceding(self, phrase: Phrase) -> Iterator[Phrase]:
        """The phrases before one, the nearest first, of whatever paragraph."""
        number = bisect_left(self._firsts, phrase.first)
        return reversed(self.phrases[max(0, number - _NEIGHBOURS) : number])

    # ---- words

    def head(self, phrase: Phrase) -> Phrase:
        """The first of the list that a phrase belongs to."""
        while phrase.listed and (before := next(self.preceding(phrase), None)):
            phrase = before
        return phrase

    def left(self, phrase: Phrase, *kinds: str) -> bool:
        """Whether the token right before a phrase, or before its list, is of these kinds and touches it."""
        phrase = self.head(phrase)
        if "letter_number" in kinds and self.tokens.skeleton.gap(self.tokens[phrase.first].start) > Gap.SPACE:
            kinds = tuple(kind for kind in kinds if kind != "letter_number")  # ครั้งที่ ๒/๒๕๖๘ on the line before
        return self.tokens.is_a(phrase.first - 1, *kinds) and self.tokens.touches(phrase.first)

    def near_left(self, phrase: Phrase, reach: int, *kinds: str) -> int | None:
        """The nearest token of these kinds before a phrase, within reach and its sentence, no day between."""
        place = self.tokens[phrase.first].start
        for at in range(phrase.first - 1, self.scene.item_start(phrase.first) - 1, -1):
            if place - self.tokens[at].end > reach or self.tokens.is_a(at, "recital_end", "break"):
                return None
            if self.tokens.is_a(at, *kinds):
                return at
            if self.tokens.is_a(at, "span") or self._is_day(at):
                return None
        return None

    def event_left(self, phrase: Phrase, reach: int) -> int | None:
        """The nearest event named before a phrase; one who takes part in it (ผู้เดินทาง) is none."""
        at = self.near_left(phrase, reach, "event")
        if at is not None and self.tokens.touches(at) and self.tokens.text(at - 1) in group("makes_persons"):
            return None
        return at

    def _is_day(self, at: int) -> bool:
        days = (CalendarDate, DayOfMonth, NearDay)
        return self.tokens.is_a(at, "point") and isinstance(self.tokens[at].value, days)

    def text_left(self, phrase: Phrase, reach: int) -> str:
        """The skeleton right before a phrase."""
        place = self.tokens[phrase.first].start
        return self.tokens.skeleton.text[max(0, place - reach) : place]

    def text_right(self, phrase: Phrase, reach: int) -> str:
        """The skeleton right after a phrase."""
        place = self.tokens[phrase.last].end
        return self.tokens.skeleton.text[place : place + reach]

    def ends_left(self, phrase: Phrase, group: str) -> bool:
        """Whether the text before a phrase ends with a word of a group of the lexicon."""
        left = self.text_left(phrase, 20)
        return any(match.end() == len(left) for match in mentions(group).finditer(left))

    def mentioned_left(self, phrase: Phrase, group: str) -> bool:
        """Whether a word of a group stands in the clause right before a phrase (อายุครบ ๖๐ ปี ภายในวันที่ …)."""
        return bool(mentions(group).search(self.text_left(phrase, CLOSE)))

    def in_relative(self, phrase: Phrase) -> bool:
        """Whether a phrase says which things are meant: โครงการที่ได้รับอนุมัติก่อนวันที่…, ผู้ที่เกิดก่อน…."""
        left = self.text_left(phrase, REACH)
        return bool(_RELATIVE.search(left))

    # ---- time

    def is_past(self, phrase: Phrase) -> bool:
        """Whether the phrase's day lies before the letter."""
        last = phrase.point.days(self.moment).last if phrase.point else None
        near = self.moment.near
        return last is not None and near is not None and last < near

    def is_coming(self, phrase: Phrase) -> bool:
        """Whether the phrase's day is known not to lie before the letter."""
        return self.moment.near is not None and not self.is_past(phrase)

    # ---- who tells whom

    def governor(self, phrase: Phrase) -> Governor | None:
        """The governor that says how the phrase's sentence speaks."""
        fronted = self.scene.after(phrase.last + 1) if self._is_fronted(phrase) else None
        before = (each for each in self.scene.before(phrase.first) if self.scene.governs(each, phrase.first))
        inside = self.scene.between(phrase.first, phrase.last)  # เมื่อสิ้นไตรมาสให้รายงานภายใน ๑๐ วัน
        return fronted or next(before, None) or next(iter(inside), None)

    def _is_fronted(self, phrase: Phrase) -> bool:
        start = self.scene.clause_start(phrase.first, "then", "and")
        return not self.tokens.has(start, phrase.first, *VERBS, "cause", "plea", "own_future", "duty", "past")

    def is_imperative(self, phrase: Phrase) -> bool:
        """Whether a verb of duty stands before the phrase in its item."""
        return self.tokens.has(self.scene.item_start(phrase.first), phrase.first, *VERBS, "done")

    def is_command(self, phrase: Phrase) -> bool:
        """Whether the phrase's clause begins with a verb of duty."""
        first = self.head(phrase).first
        start = self.scene.clause_start(first, "then", "and")
        return start < first and self.tokens.is_a(start, *VERBS) and self.tokens.gap(start) <= _ADJACENT

    def is_required(self, phrase: Phrase) -> bool:
        """Whether an order without its governor is meant: a verb heads the clause, or ให้แล้วเสร็จ; not แล้วเสร็จ alone."""
        at = self.near_left(phrase, REACH, "done")
        return self.is_command(phrase) or (at is not None and self.tokens.text(at).startswith(_LET))

    def is_ordered(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Whether somebody is told, obliged or allowed to act, or acts as a matter of course."""
        return governor.mood in _TOLD if governor else self.is_imperative(phrase)

    def is_told(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Ordered, or at least said of somebody's work: an office that reports, not a market that opens."""
        if governor is None:
            return self.is_ordered(phrase, governor) or self._is_work_of_an_office(phrase)
        if governor.mood is not Mood.PLAIN:
            return self.is_ordered(phrase, governor)
        opens = mentions("opens").match(self.tokens.text(governor.end))
        if self.tokens.has(governor.end + bool(opens), phrase.first, "send"):
            return True
        actor = self.tokens.skeleton.text[slice(*governor.actor)] if governor.actor else ""
        return not opens and not mentions("private_party").match(actor)

    def _is_work_of_an_office(self, phrase: Phrase) -> bool:
        """คลินิกกฎหมายให้คำปรึกษาทุกวันพฤหัสบดี: a name begins the clause, and nothing is opened or sold."""
        start = self.scene.clause_start(phrase.first, "then", "and")
        if not self.tokens.is_a(start, "actor") or start >= phrase.first:
            return False
        said = self.tokens.skeleton.text[self.tokens[start].start : self.tokens[phrase.first].start]
        return not mentions("private_party").match(said) and not mentions("opens").search(said)

    def is_expected(self, phrase: Phrase) -> bool:
        """Whether the phrase is a forecast or an aim (คาดว่า, มีเป้าหมาย)."""
        return self.near_left(phrase, REACH, "expect") is not None

    # ---- what gives way to what

    def extended_from(self, extension: Phrase) -> Phrase | None:
        """The date that an extension is counted from: the nearest before it, else the next of its paragraph."""
        earlier = (each for each in self.preceding(extension) if self._may_be_extended(each))
        later = (each for each in self.following(extension) if self._may_be_extended(each))
        return next(earlier, None) or next(later, None)

    def _may_be_extended(self, phrase: Phrase) -> bool:
        dated = isinstance(phrase.point, CalendarDate) and phrase.family in {Family.BOUND, Family.BARE}
        return dated and not self.tokens.is_a(phrase.first - 1, "dated", "becomes")

    def is_superseded(self, phrase: Phrase) -> bool:
        """จากเดิม D1 เป็น D2, เดิมกำหนด D1, ขยายออกไปอีก … จากเดิม D1: the first is over."""
        if id(phrase) in self.extended:
            return True
        at = self.near_left(phrase, CLOSE, "formerly")
        if at is None or not self._is_former(at, phrase):
            return False
        if any(other.point for other in self.following(phrase)):
            return True
        end = min(self.scene.block_end(phrase.last), phrase.last + _SOON)
        return self.tokens.has(phrase.last + 1, end, "postpone", "cancel")

    def _is_former(self, at: int, phrase: Phrase) -> bool:
        """Not "จาก" or "เดิม" of another noun (ตามรหัสเดิม)."""
        text = self.tokens.text(at)
        if text == "จาก":
            return at == phrase.first - 1 and self.tokens.touches(phrase.first)
        return text != "เดิม" or self.tokens.skeleton.gap(self.tokens[at].start) is not Gap.NONE

    def supersedes(self, phrase: Phrase) -> bool:
        """Whether an earlier date of the paragraph was given up for this one."""
        if not self.left(phrase, "becomes"):
            return False
        start = self.scene.block_start(phrase.first)
        return any(
            other.first >= start
            and (
                other.family is Family.EXTENSION
                or (other.point and (self.is_superseded(other) or self.scene.in_recital(other.first)))
            )
            for other in self.preceding(phrase)
        )

    def is_cancelled(self, phrase: Phrase) -> bool:
        """ให้ยกเลิกการรายงานทุกวันศุกร์: unless another act stands between."""
        at = self.near_left(phrase, REACH, "cancel")
        return at is not None and not self.tokens.has(at + 1, phrase.first, "cause", "send", "then")
