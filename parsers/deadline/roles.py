"""What a phrase is there for: a deadline of some kind, or something that only looks like one.

The reasons for which a phrase is no deadline are those of the reference: a cited letter, law, history, an
as-of date, a period, an effective date, an occasion, something superseded or cancelled, a condition, a
forecast, another act's background.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.deadline import DeadlineKind, Scope
from parsers.deadline.bare_dates import EVENT, NOT_DUE, BareDates
from parsers.deadline.governors import Governor, Mood
from parsers.deadline.lexicon import group, mentions
from parsers.deadline.names import VERBS
from parsers.deadline.phrases import Bound, Family, Phrase
from parsers.deadline.points import MonthPart, YearPart
from parsers.deadline.spans import Unit
from parsers.deadline.surroundings import CLOSE, REACH
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from parsers.deadline.surroundings import Surroundings

#: Before a bound, too; a period's name may end right before it (งบประจำปีภายในวันที่…).
_NOT_BOUND = tuple(kind for kind in NOT_DUE if kind not in {"period", "cited", "letter_number"})
_NEAR = 3
#: Tokens after a date in which an order still follows, and between two dates of a series.
_FOLLOWING, _NEXT = 30, 5
_BECOMES = skeleton_of("เป็นไป")
_BEGINS = skeleton_of("เริ่ม")
_PURPOSE = tuple(map(skeleton_of, ("เพื่อ", "เพื่อให้")))


@dataclass(frozen=True, slots=True)
class Role:
    """What a phrase is there for."""

    kind: DeadlineKind
    governor: Governor | None
    scope: Scope = Scope.NEW
    flags: tuple[str, ...] = ()


class Judge:
    """Judges the phrases of one text."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.scene = around.scene
        self.tokens = around.tokens
        self.bare = BareDates(around)

    def role(self, phrase: Phrase) -> Role | None:
        """What the phrase is there for; None if it is no deadline."""
        governor = self.around.governor(phrase)
        if self.scene.in_recital(phrase.first):
            return self._recalled(phrase, governor)
        judged = {
            Family.BOUND: self._bound,
            Family.COUNT: self._count,
            Family.EXTENSION: self._extension,
            Family.BEFORE: self._before,
            Family.RHYTHM: self._rhythm,
            Family.RANGE: self._range,
            Family.BARE: self.bare.kind,
            Family.AT_ONCE: self._at_once,
            Family.AS_BEFORE: self._as_before,
        }.get(phrase.family)
        kind = judged(phrase, governor) if judged else None
        return Role(kind, governor, Scope.NEW, tuple(self._flags(phrase, governor))) if kind else None

    def _flags(self, phrase: Phrase, governor: Governor | None) -> list[str]:
        other = governor is not None and governor.mood is Mood.SELF
        every = self._says_every_item(phrase)
        return [flag for flag, is_set in (("applies_to_all", every), ("other_actor", other)) if is_set]

    def _says_every_item(self, phrase: Phrase) -> bool:
        """ทุกข้อ before it; not "ให้ครบทุกข้อ", which is said of a questionnaire."""
        at = self.tokens.last(self.scene.clause_start(phrase.first), phrase.first, "every_item")
        return at is not None and not self.tokens.is_a(at - 1, "done")

    def _recalled(self, phrase: Phrase, governor: Governor | None) -> Role | None:
        """Of what only recalls an earlier letter, a rhythm is still in force; a date is not."""
        rhythm = phrase.rhythm if phrase.family is Family.RHYTHM else None
        if rhythm is None or (rhythm.is_general and not phrase.times):
            return None
        return Role(DeadlineKind.RECURRING, governor, Scope.RESTATED)

    # ---- A: a bound and a point

    def _bound(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        around = self.around
        if (
            around.left(phrase, *_NOT_BOUND, "sanction")
            or around.is_superseded(phrase)
            or around.is_expected(phrase)
        ):
            return None
        if mentions("gone").match(around.text_right(phrase, 12)) or self._is_history(phrase, governor):
            return None
        if phrase.bound is Bound.BEFORE and around.in_relative(phrase):
            return None
        if around.mentioned_left(phrase, "eligible"):
            return None
        loose = governor is None and isinstance(phrase.point, MonthPart) and not around.is_required(phrase)
        if not loose and around.is_ordered(phrase, governor):
            return DeadlineKind.ABSOLUTE
        if isinstance(phrase.point, YearPart) and not around.near_left(phrase, CLOSE, "done"):
            return None
        if loose:
            return None
        if phrase.bound is Bound.UNTIL and around.near_left(phrase, REACH, "due_noun") is None:
            return None if around.is_past(phrase) else DeadlineKind.RANGE
        return DeadlineKind.ABSOLUTE

    def _is_history(self, phrase: Phrase, governor: Governor | None) -> bool:
        """A day before the letter, unless an order shows that the letter has the year wrong."""
        if not self.around.is_past(phrase):
            return False
        if governor is None or governor.mood is Mood.PAST or phrase.bound is Bound.BEFORE:
            return True
        start, end = (
            self.scene.clause_start(phrase.first),
            min(phrase.last + 6, self.scene.block_end(phrase.last)),
        )
        tells = ("past", "formerly")
        return self.tokens.has(start, phrase.first, *tells) or self.tokens.has(phrase.last + 1, end, *tells)

    # ---- B: so many days

    def _count(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        around = self.around
        if self._is_length(phrase) or around.is_expected(phrase) or around.is_superseded(phrase):
            return None
        if (
            phrase.span is None
            or (governor is None and phrase.span.unit is Unit.MINUTES)
            or mentions("gone").match(around.text_right(phrase, 12))
        ):
            return None
        if phrase.anchor is not None:
            return DeadlineKind.RELATIVE if phrase.bound or self._starts_with_letter(phrase) else None
        finished = around.left(phrase, "done")
        if not finished and (self.tokens.is_a(phrase.first, "not_later") or phrase.span.unit is Unit.YEARS):
            return None
        return DeadlineKind.RELATIVE if self._is_demanded(phrase, governor) else None

    def _is_demanded(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Whether a count without a beginning is asked for, and not told, allowed or supposed."""
        if self.around.ends_left(phrase, "reported") or self._is_condition(phrase, governor):
            return False
        if phrase.bound and self.tokens.is_a(phrase.first, "span"):
            return True  # ให้เวลา … ๑๕ วัน
        return (
            governor.mood in {Mood.ORDER, Mood.DUTY, Mood.PLAIN}
            if governor
            else self.around.is_command(phrase)
        )

    def _is_length(self, phrase: Phrase) -> bool:
        """A duration or a term that must have passed: เป็นเวลา ๑๕ วัน, เมื่อพ้น ๓๐ วัน, มีอายุ ๑ ปี."""
        lasting = self.around.ends_left(phrase, "length") and not self.around.left(phrase, "done")
        return lasting or self.around.left(phrase, "sanction", "least", "effective")

    def _starts_with_letter(self, phrase: Phrase) -> bool:
        """Whether a count without a bound starts from this letter: ๗ วัน นับแต่วันที่ได้รับหนังสือ."""
        start, end = phrase.anchor or (0, 0)
        first, after = self.tokens.index_at(start), self.tokens.index_at(end)
        return self.tokens.is_a(phrase.first, "in") or self.tokens.has(first, after, "received", "of_letter")

    def _is_condition(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Whether the phrase stands in a condition that no order has ended: หากไม่ดีขึ้นภายใน ๒ วัน ให้…."""
        at = self.around.near_left(phrase, REACH, "condition")
        return at is not None and (governor is None or not at < governor.at < phrase.first)

    def _before(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        within = phrase.first, phrase.last + 1
        if governor and governor.mood is Mood.PAST:
            return None
        if phrase.implied and self.tokens.has(*within, "effective"):
            return None
        lasting = self.tokens.is_a(phrase.first, "span", "least") and self.around.ends_left(phrase, "length")
        if lasting or self.around.in_relative(phrase):
            return None
        if phrase.implied and not self.tokens.has(*within, "event"):
            return None
        return DeadlineKind.RELATIVE if self.around.is_ordered(phrase, governor) else None

    def _extension(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        """An extension that is only allowed is none; nor is one whose new day is said."""
        if any(self.around.supersedes(other) for other in self.around.following(phrase)):
            return None
        return None if governor and governor.mood is Mood.LEAVE else DeadlineKind.RELATIVE

    # ---- C: what repeats

    def _rhythm(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        around = self.around
        if around.is_cancelled(phrase) or around.left(phrase, "effective", "occasion"):
            return None
        if (governor and governor.mood in {Mood.PAST, Mood.SELF}) or around.ends_left(phrase, "comparison"):
            return None
        if self.tokens.is_a(phrase.first, "by", "daily", "monthly") and around.ends_left(phrase, "wage"):
            return None
        if phrase.bound is Bound.WITHIN and (governor is None or governor.mood is Mood.PLAIN):
            return DeadlineKind.RECURRING  # การรายงานผล ภายในวันที่ ๕ ของทุกเดือน
        return DeadlineKind.RECURRING if around.is_told(phrase, governor) else None

    # ---- D, E: from one day to another, and what happens on a day

    def _range(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        around = self.around
        if (
            around.left(phrase, *NOT_DUE, "expect")
            or around.is_expected(phrase)
            or around.is_cancelled(phrase)
        ):
            return None
        if around.near_left(phrase, CLOSE, "effective") is not None or around.ends_left(
            phrase, "period_noun"
        ):
            return None
        if phrase.point is None and phrase.start and self._begins_event(phrase):
            return DeadlineKind.EVENT
        if phrase.point is None:
            return DeadlineKind.RANGE if governor and governor.mood in {Mood.ORDER, Mood.DUTY} else None
        if self._is_background(phrase, governor):
            return None
        if self._is_event(phrase, governor):
            return DeadlineKind.EVENT
        told = around.is_told(phrase, governor) or (governor and governor.mood is not Mood.PLAIN)
        if governor is None and self.tokens.has(phrase.first, phrase.last, "end_of"):
            return None  # สัญญาเริ่มวันที่ … สิ้นสุดวันที่ …
        return DeadlineKind.RANGE if told or self._orders_follow(phrase) else None

    def _begins_event(self, phrase: Phrase) -> bool:
        """การแข่งขันเริ่มวันที่ …."""
        return self.around.left(phrase, "event") and self.tokens.text(phrase.first) == _BEGINS

    def _is_background(self, phrase: Phrase, governor: Governor | None) -> bool:
        """What has been, or what is reported on: ผลการดำเนินงานระหว่าง … ภายในวันที่ …."""
        reported = governor is not None and governor.mood is Mood.PAST and not self.around.is_coming(phrase)
        if self.around.is_past(phrase) or reported:
            return True
        if not mentions("data_noun").search(self.around.text_left(phrase, 25)):
            return False
        due = {Family.BOUND, Family.COUNT, Family.RHYTHM, Family.AT_ONCE}
        return any(other.family in due for other in self.around.following(phrase))

    def _orders_follow(self, phrase: Phrase) -> bool:
        """Whether the same paragraph goes on to tell somebody to act."""
        end = min(self.scene.block_end(phrase.last), phrase.last + _FOLLOWING)
        return self.tokens.has(phrase.last + 1, end, "cause", "plea")

    def _is_event(self, phrase: Phrase, governor: Governor | None) -> bool:
        """Something to attend, and not something that the reader is to do between two days."""
        before = next(self.around.preceding(phrase), None)
        if before and before.family is phrase.family and self._is_next_of_series(phrase, before):
            return self._is_event(before, governor)
        event = self.around.event_left(phrase, EVENT)
        if event is None or self.tokens.text(event) in group("own_work"):
            return False
        told = governor is not None and governor.mood not in {Mood.SELF, Mood.PAST, Mood.PLAIN}
        if governor is None or not told or governor.at >= phrase.first:
            return True
        verbs = (at for at in range(governor.end, phrase.first) if self.tokens.is_a(at, *VERBS, "event"))
        verb = next(verbs, None)
        if verb is None:
            return False
        attended = self.tokens.is_a(verb, "event") and not self.tokens.text(verb).startswith(("จัด", "ดำเนิน"))
        return attended or self.tokens.text(verb) in group("attend")

    def _is_next_of_series(self, phrase: Phrase, before: Phrase) -> bool:
        """… รุ่นที่ ๒ วันที่ ๑๐ - ๑๒: nothing but the number between it and the one before."""
        return self.tokens.is_a(phrase.first - 2, "serial") and phrase.first - before.last <= _NEXT

    # ---- F: at once

    def _at_once(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        if (governor and governor.mood in {Mood.PAST, Mood.SELF}) or self._is_done(phrase):
            return None
        if governor is None and self._is_purpose(phrase):
            return None
        return DeadlineKind.IMMEDIATE if self.around.is_told(phrase, governor) else None

    def _is_purpose(self, phrase: Phrase) -> bool:
        """เพื่อให้การช่วยเหลือเป็นไปโดยเร็ว."""
        if not self.around.text_left(phrase, len(_BECOMES)).endswith(_BECOMES):
            return False
        start = self.scene.clause_start(phrase.first, "no_cause")
        return start > 0 and self.tokens.text(start - 1) in _PURPOSE

    def _is_done(self, phrase: Phrase) -> bool:
        """Whether "แล้ว" after a phrase says that it has been done (not "แล้วรายงาน")."""
        after = phrase.last + 1
        done = self.tokens.is_a(after, "then") and self.tokens.text(after) == "แลว"
        return done and not self.tokens.is_a(after + 1, *VERBS, "cause")

    def _as_before(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        return DeadlineKind.ABSOLUTE if governor and self.around.is_ordered(phrase, governor) else None
