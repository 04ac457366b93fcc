"""What a phrase is there for: a deadline of some kind, or something that only looks like one.

The reasons for which a phrase is no deadline are those of the reference: a cited letter, law, history, an
as-of date, a period, an effective date, an occasion, something superseded or cancelled, a condition, a
forecast, another act's background.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.deadline import DeadlineKind, Scope
from parsers.deadline.lexicon import group, mentions
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.points import CalendarDate, DayOfMonth, Days, MonthPart, NearDay, YearPart
from parsers.deadline.scene import VERBS, Governor, Mood, Scene
from parsers.deadline.spans import Unit
from parsers.skeleton import Gap

if TYPE_CHECKING:
    from parsers.deadline.points import Moment
    from parsers.deadline.tokens import Tokens

_NOT_DUE = ("dated", "cited", "when_past", "as_of", "period", "effective", "occasion", "letter_number")
#: Before a bound, too; a period's name may end right before it (งบประจำปีภายในวันที่…).
_NOT_BOUND = tuple(kind for kind in _NOT_DUE if kind not in {"period", "cited", "letter_number"})
#: Characters of the skeleton within which a noun still belongs to a date.
_REACH = 90
_CLOSE = 30
_NEAR = 3
_FOLLOWING = 30


@dataclass(frozen=True, slots=True)
class Role:
    """What a phrase is there for."""

    kind: DeadlineKind
    governor: Governor | None
    scope: Scope = Scope.NEW
    flags: tuple[str, ...] = ()


def extended_from(extension: Phrase, phrases: tuple[Phrase, ...], scene: Scene) -> Phrase | None:
    """The date that an extension is counted from: the nearest before it, else the next of its paragraph."""
    dated = [
        each
        for each in phrases
        if isinstance(each.point, CalendarDate) and each.family in {Family.BOUND, Family.BARE}
    ]
    earlier = [
        each
        for each in dated
        if each.first < extension.first and not scene.tokens.is_a(each.first - 1, "dated")
    ]
    if earlier:
        return earlier[-1]
    end = scene.block_end(extension.last)
    return next((each for each in dated if extension.last < each.first < end), None)


class Judge:
    """Judges the phrases of one text."""

    def __init__(self, tokens: Tokens, scene: Scene, moment: Moment, phrases: tuple[Phrase, ...]) -> None:
        self.tokens = tokens
        self.scene = scene
        self.moment = moment
        self.phrases = phrases
        self._by_first = {phrase.first: phrase for phrase in phrases}

    def role(self, phrase: Phrase) -> Role | None:
        """What the phrase is there for; None if it is no deadline."""
        governor = self._governor(phrase)
        if self.scene.in_recital(phrase.first):
            return self._recalled(phrase, governor)
        judged = {
            Family.BOUND: self._bound,
            Family.COUNT: self._count,
            Family.EXTENSION: self._extension,
            Family.BEFORE: self._before,
            Family.RHYTHM: self._rhythm,
            Family.RANGE: self._range,
            Family.BARE: self._bare,
            Family.AT_ONCE: self._at_once,
            Family.AS_BEFORE: self._as_before,
        }.get(phrase.family)
        kind = judged(phrase, governor) if judged else None
        return Role(kind, governor, Scope.NEW, tuple(self._flags(phrase, governor))) if kind else None

    # ---- what stands around

    def _governor(self, phrase: Phrase) -> Governor | None:
        """The governor that says how the phrase's sentence speaks."""
        governors = [
            each for each in self.scene.before(phrase.first) if self.scene.governs(each, phrase.first)
        ]
        fronted = self.scene.after(phrase.last + 1) if self._is_fronted(phrase) else None
        return fronted or next(iter(governors), None)

    def _is_fronted(self, phrase: Phrase) -> bool:
        start = self.scene.clause_start(phrase.first, "then", "and")
        return not any(self.tokens.is_a(at, *VERBS, "cause", "plea") for at in range(start, phrase.first))

    def _left(self, phrase: Phrase, *kinds: str) -> bool:
        """Whether the token right before a phrase is of these kinds and touches it."""
        return self.tokens.is_a(phrase.first - 1, *kinds) and self.tokens.touches(phrase.first)

    def _near_left(self, phrase: Phrase, reach: int, *kinds: str) -> int | None:
        """The nearest token of these kinds before a phrase, within its sentence and reach; no other point between."""
        place = self.tokens[phrase.first].start
        for at in range(phrase.first - 1, self.scene.item_start(phrase.first) - 1, -1):
            if place - self.tokens[at].end > reach or self.tokens.is_a(at, "recital_end", "break"):
                return None
            if self.tokens.is_a(at, *kinds):
                return at
            if self.tokens.is_a(at, "span") or self._is_day(at):
                return None
        return None

    def _is_day(self, at: int) -> bool:
        return self.tokens.is_a(at, "point") and isinstance(
            self.tokens[at].value, (CalendarDate, DayOfMonth, NearDay)
        )

    def _text_left(self, phrase: Phrase, reach: int) -> str:
        place = self.tokens[phrase.first].start
        return self.tokens.skeleton.text[max(0, place - reach) : place]

    def _text_right(self, phrase: Phrase, reach: int) -> str:
        place = self.tokens[phrase.last].end
        return self.tokens.skeleton.text[place : place + reach]

    def _ends_left(self, phrase: Phrase, group: str) -> bool:
        """Whether the text before a phrase ends with a word of a group of the lexicon."""
        left = self._text_left(phrase, 20)
        return any(match.end() == len(left) for match in mentions(group).finditer(left))

    def _days(self, phrase: Phrase) -> Days:
        return phrase.point.days(self.moment) if phrase.point else Days()

    def _is_past(self, phrase: Phrase) -> bool:
        last = self._days(phrase).last
        near = self.moment.near
        return last is not None and near is not None and last < near

    def _is_imperative(self, phrase: Phrase) -> bool:
        """Whether the phrase's clause begins with a verb of duty and nobody's own act is told."""
        start = self.scene.item_start(phrase.first)
        return any(self.tokens.is_a(at, *VERBS) for at in range(start, phrase.first))

    def _is_ordered(self, phrase: Phrase, governor: Governor | None) -> bool:
        if governor is None:
            return self._is_imperative(phrase)
        return governor.mood in {Mood.ORDER, Mood.DUTY, Mood.LEAVE, Mood.PLAIN}

    def _is_expected(self, phrase: Phrase) -> bool:
        return self._near_left(phrase, _REACH, "expect") is not None

    def _flags(self, phrase: Phrase, governor: Governor | None) -> list[str]:
        flags = []
        start = self.scene.clause_start(phrase.first)
        if any(self._means_every_item(at) for at in range(start, phrase.first)):
            flags.append("applies_to_all")
        if governor and governor.mood is Mood.SELF:
            flags.append("other_actor")
        return flags

    def _means_every_item(self, at: int) -> bool:
        """Not "ให้ครบทุกข้อ", which is said of a questionnaire."""
        return self.tokens.is_a(at, "every_item") and not self.tokens.is_a(at - 1, "done")

    # ---- what is recalled from an earlier letter

    def _recalled(self, phrase: Phrase, governor: Governor | None) -> Role | None:
        """Of what only recalls an earlier letter, a rhythm is still in force; a date is not."""
        if (
            phrase.family is Family.RHYTHM
            and phrase.rhythm
            and (phrase.times or not phrase.rhythm.is_general)
        ):
            return Role(DeadlineKind.RECURRING, governor, Scope.RESTATED)
        return None

    # ---- A

    def _bound(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if self._left(phrase, *_NOT_BOUND) or self._is_superseded(phrase) or self._is_expected(phrase):
            return None
        if self._left(phrase, "sanction"):
            return None
        if mentions("gone").match(self._text_right(phrase, 12)):
            return None
        past = self._is_past(phrase)
        if past and (governor is None or governor.mood is Mood.PAST or phrase.bound is Bound.BEFORE):
            return None
        if past and self._tells_of_the_past(phrase):
            return None
        if (
            isinstance(phrase.point, YearPart)
            and not self._is_ordered(phrase, governor)
            and not self._near_left(phrase, _CLOSE, "done")
        ):
            return None
        if (
            phrase.bound is Bound.UNTIL
            and not self._is_ordered(phrase, governor)
            and self._near_left(phrase, _REACH, "due_noun") is None
        ):
            return DeadlineKind.RANGE if not past else None
        return DeadlineKind.ABSOLUTE

    def _tells_of_the_past(self, phrase: Phrase) -> bool:
        start = self.scene.clause_start(phrase.first)
        end = min(phrase.last + 6, self.scene.block_end(phrase.last))
        return any(
            self.tokens.is_a(at, "past", "formerly")
            for at in (*range(start, phrase.first), *range(phrase.last + 1, end))
        )

    def _is_superseded(self, phrase: Phrase) -> bool:
        """จากเดิม D1 เป็น D2, เดิมกำหนด D1: the first is over."""
        if any(
            extended_from(other, self.phrases, self.scene) is phrase
            for other in self.phrases
            if other.family is Family.EXTENSION
        ):
            return True
        at = self._near_left(phrase, _CLOSE, "formerly")
        if at is None or not self._is_former(at, phrase):
            return False
        end = self.scene.block_end(phrase.last)
        if any(phrase.last < other.first < end and other.point for other in self.phrases):
            return True
        return any(
            self.tokens.is_a(here, "postpone", "cancel")
            for here in range(phrase.last + 1, min(end, phrase.last + 12))
        )

    def _is_former(self, at: int, phrase: Phrase) -> bool:
        """Not "จาก" or "เดิม" of another noun (ตามรหัสเดิม)."""
        text = self.tokens.text(at)
        if text == "จาก":
            return at == phrase.first - 1 and self.tokens.touches(phrase.first)
        return text != "เดิม" or self.tokens.skeleton.gap(self.tokens[at].start) is not Gap.NONE

    def _supersedes(self, phrase: Phrase) -> bool:
        """Whether an earlier date of the paragraph was given up for this one."""
        start = self.scene.block_start(phrase.first)
        earlier = [other for other in self.phrases if start <= other.first < phrase.first and other.point]
        if not self._left(phrase, "becomes"):
            return False
        return any(self._is_superseded(other) or self.scene.in_recital(other.first) for other in earlier)

    def _is_cancelled(self, phrase: Phrase) -> bool:
        at = self._near_left(phrase, _REACH, "cancel")
        if at is None:
            return False
        return not any(
            self.tokens.is_a(here, "cause", "send", "then")
            for here in range(at + 1, phrase.first)
            if not self.tokens.is_a(here, "every")
        )

    # ---- B

    def _count(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if phrase.span is None or self._is_length(phrase) or self._is_expected(phrase):
            return None
        if mentions("gone").match(self._text_right(phrase, 12)) or self._is_superseded(phrase):
            return None
        mood = governor.mood if governor else None
        if phrase.anchor is not None:
            return DeadlineKind.RELATIVE if phrase.bound or self._starts_with_letter(phrase) else None
        if mood in {Mood.PAST, Mood.SELF, Mood.LEAVE} or self._ends_left(phrase, "reported"):
            return None
        finished = self._left(phrase, "done")
        if not finished and (self.tokens.is_a(phrase.first, "not_later") or phrase.span.unit is Unit.YEARS):
            return None
        ordered = mood in {Mood.ORDER, Mood.DUTY, Mood.PLAIN} if governor else self._is_command(phrase)
        return DeadlineKind.RELATIVE if ordered and not self._is_condition(phrase, governor) else None

    def _is_length(self, phrase: Phrase) -> bool:
        """A duration or a term that must have passed: เป็นเวลา ๑๕ วัน, เมื่อพ้น ๓๐ วัน, มีอายุ ๑ ปี."""
        return self._ends_left(phrase, "length") or self._left(phrase, "sanction", "least", "effective")

    def _starts_with_letter(self, phrase: Phrase) -> bool:
        """Whether a count without a bound starts from this letter: ๗ วัน นับแต่วันที่ได้รับหนังสือ."""
        start, end = phrase.anchor or (0, 0)
        at = self.tokens.index_at(start)
        while at < len(self.tokens) and self.tokens[at].start < end:
            if self.tokens.is_a(at, "received", "of_letter"):
                return True
            at += 1
        return self.tokens.is_a(phrase.first, "in")

    def _is_command(self, phrase: Phrase) -> bool:
        """Whether the phrase's clause begins with a verb of duty."""
        start = self.scene.clause_start(phrase.first, "then", "and")
        return start < phrase.first and self.tokens.is_a(start, *VERBS) and self.tokens.gap(start) <= _NEAR

    def _is_condition(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Whether the phrase stands in a condition that no order has ended: หากไม่ดีขึ้นภายใน ๒ วัน ให้…."""
        at = self._near_left(phrase, _REACH, "condition")
        return at is not None and (governor is None or not at < governor.at < phrase.first)

    def _before(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if (governor and governor.mood is Mood.PAST) or self._names_a_law(phrase):
            return None
        if phrase.implied and not any(
            self.tokens.is_a(at, "event") for at in range(phrase.first, phrase.last + 1)
        ):
            return None
        return DeadlineKind.RELATIVE if self._is_ordered(phrase, governor) else None

    def _names_a_law(self, phrase: Phrase) -> bool:
        """ก่อนวันที่ประกาศนี้มีผลใช้บังคับ: a condition of law."""
        return any(self.tokens.is_a(at, "effective") for at in range(phrase.first, phrase.last + 1))

    def _extension(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        """An extension that was only wished for is none."""
        return None if governor and governor.mood is Mood.LEAVE else DeadlineKind.RELATIVE

    # ---- C

    def _rhythm(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if self._is_cancelled(phrase) or self._left(phrase, "effective", "occasion"):
            return None
        if governor and governor.mood in {Mood.PAST, Mood.SELF}:
            return None
        if self._ends_left(phrase, "comparison") or (
            self.tokens.is_a(phrase.first, "by", "daily", "monthly") and self._ends_left(phrase, "wage")
        ):
            return None
        return DeadlineKind.RECURRING if self._is_told(phrase, governor) else None

    def _is_told(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Ordered, or at least said with a verb of sending: an office that reports, not a road that is used."""
        if governor is None or governor.mood is not Mood.PLAIN:
            return self._is_ordered(phrase, governor)
        return any(self.tokens.is_a(at, "send") for at in range(governor.end, phrase.first))

    # ---- D, E

    def _range(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if self._left(phrase, *_NOT_DUE, "expect") or self._is_expected(phrase) or self._is_cancelled(phrase):
            return None
        if phrase.point is None:
            ordered = governor is not None and governor.mood in {Mood.ORDER, Mood.DUTY}
            return (
                DeadlineKind.RANGE if ordered and not self._near_left(phrase, _CLOSE, "effective") else None
            )
        if self._is_past(phrase) or (governor and governor.mood is Mood.PAST and not self._coming(phrase)):
            return None
        if self._is_period_of_data(phrase) or self._near_left(phrase, _CLOSE, "effective") is not None:
            return None
        if self._is_event(phrase, governor):
            return DeadlineKind.EVENT
        if governor is None and not self._is_imperative(phrase) and not self._orders_follow(phrase):
            return None
        return DeadlineKind.RANGE

    def _orders_follow(self, phrase: Phrase) -> bool:
        """Whether the same paragraph goes on to tell somebody to act."""
        end = min(self.scene.block_end(phrase.last), phrase.last + _FOLLOWING)
        return any(self.tokens.is_a(at, "cause", "plea") for at in range(phrase.last + 1, end))

    def _coming(self, phrase: Phrase) -> bool:
        return self.moment.near is not None and not self._is_past(phrase)

    def _is_period_of_data(self, phrase: Phrase) -> bool:
        """ผลการดำเนินงานระหว่าง … ภายในวันที่ …: the range says what is reported on."""
        if not mentions("data_noun").search(self._text_left(phrase, 25)):
            return False
        end = self.scene.block_end(phrase.last)
        return any(
            other.family in {Family.BOUND, Family.COUNT, Family.RHYTHM, Family.AT_ONCE}
            and phrase.last < other.first < end
            for other in self.phrases
        )

    def _is_event(self, phrase: Phrase, governor: Governor | None) -> bool:
        at = self._near_left(phrase, 150, "event")
        if at is None:
            return False
        if governor is None or governor.mood in {Mood.SELF, Mood.PAST, Mood.PLAIN}:
            return True
        if governor.at >= phrase.first:
            return True
        verb = next(
            (here for here in range(governor.end, phrase.first) if self.tokens.is_a(here, *VERBS, "event")),
            None,
        )
        if verb is None:
            return False
        if self.tokens.text(verb) in group("attend"):
            return True
        return self.tokens.is_a(verb, "event") and not self.tokens.text(verb).startswith("จัด")

    def _bare(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if (
            self._left(phrase, *_NOT_DUE)
            or self._is_expected(phrase)
            or self._is_past(phrase)
            or self._is_cancelled(phrase)
        ):
            return None
        if self.tokens.is_a(phrase.last, "last_day"):
            return DeadlineKind.ABSOLUTE
        if self._text_right(phrase, 16).startswith(("เปนวันหยุด", "เปนวัน")):
            return None
        if self._is_superseded(phrase):
            return None
        if self._supersedes(phrase):
            start = self.scene.block_start(phrase.first)
            moved = any(self.tokens.is_a(at, "event") for at in range(start, phrase.first))
            due = any(self.tokens.is_a(at, "due_noun", "send") for at in range(start, phrase.first))
            return DeadlineKind.EVENT if moved and not due else DeadlineKind.ABSOLUTE
        if self._is_instalment(phrase) and self._is_ordered(phrase, governor):
            return DeadlineKind.ABSOLUTE
        vague = isinstance(phrase.point, (YearPart, MonthPart))
        if self._near_left(phrase, _NEAR if vague else _REACH, "due_noun") is not None:
            return DeadlineKind.ABSOLUTE
        if self._near_left(phrase, 8, "done") is not None:
            return DeadlineKind.ABSOLUTE
        if vague:
            return None
        if isinstance(phrase.point, NearDay) and (
            self.tokens.is_a(phrase.first - 2, "link") or not self._left(phrase, "in")
        ):
            return None
        placed = self._left(phrase, "in", "becomes", "at_time") or phrase.times is not None
        if placed and self._is_ordered(phrase, governor) and self.tokens.is_a(phrase.last + 1, "sanction"):
            return DeadlineKind.ABSOLUTE
        if self._near_left(phrase, 150, "event") is not None and (placed or self._coming(phrase)):
            return DeadlineKind.EVENT
        if self._left(phrase, "in", "becomes") and governor and governor.mood in {Mood.ORDER, Mood.DUTY}:
            return DeadlineKind.ABSOLUTE
        return None

    def _is_instalment(self, phrase: Phrase) -> bool:
        """รอบที่ ๑ วันที่ … รอบที่ ๒ วันที่ …: one of several dates, each with its number."""
        numbered = self.tokens.is_a(phrase.first - 2, "serial") and self.tokens.is_a(
            phrase.first - 1, "number", "first", "second", "third"
        )
        block = self.scene.block_start(phrase.first), self.scene.block_end(phrase.first)
        serials = sum(
            self.tokens.is_a(at, "serial")
            for at in range(max(block[0], phrase.first - 60), min(block[1], phrase.first + 60))
        )
        return numbered and serials > 1

    # ---- F

    def _at_once(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if (governor and governor.mood in {Mood.PAST, Mood.SELF}) or self._is_done(phrase):
            return None
        return DeadlineKind.IMMEDIATE if self._is_told(phrase, governor) else None

    def _is_done(self, phrase: Phrase) -> bool:
        """Whether "แล้ว" after a phrase says that it has been done (not "แล้วรายงาน")."""
        after = phrase.last + 1
        return (
            self.tokens.is_a(after, "then")
            and self.tokens.text(after) == "แลว"
            and not self.tokens.is_a(after + 1, *VERBS, "cause")
        )

    def _as_before(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        return DeadlineKind.ABSOLUTE if governor and self._is_ordered(phrase, governor) else None
