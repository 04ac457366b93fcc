"""Finding the deadlines of a text: by when what is due, in whose words, and how sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.deadline import HOLIDAYS_UNKNOWN, Anchor, Basis, Confidence, Deadline, DeadlineKind, Scope
from parsers.deadline.actors import Actors, is_private
from parsers.deadline.damage import is_damaged, with_year_mended
from parsers.deadline.explaining import explanation
from parsers.deadline.phrase_reader import PhraseReader
from parsers.deadline.phrases import Family, Phrase
from parsers.deadline.points import CalendarDate, Moment
from parsers.deadline.resolving import Due, Resolver, with_holiday_rule
from parsers.deadline.roles import Judge, Role
from parsers.deadline.scene import Scene
from parsers.deadline.surroundings import Surroundings
from parsers.deadline.tokens import Tokens
from parsers.deadline.unread import holiday_rule, unread_anchors
from parsers.deadline.weaving import woven
from parsers.skeleton import Skeleton

if TYPE_CHECKING:
    from circulars.thai_calendar import OfficeCalendar

#: Characters around a deadline in which a letter of demand is known by its words.
_DEMAND = 150
_OPEN = {"anchor_unknown", "invalid_date", "lunar"}
_FAR = "year_implausible"
_DOUBT = {
    "ocr_repaired",
    "weekday_mismatch",
    "anchor_assumed",
    "before_letter",
    _FAR,
    "vague",
    "other_actor",
}
_CHECK = {
    "year_inferred",
    "month_inferred",
    "year_shared",
    "exclusive",
    "due_on_nonworking_day",
    "rolled_193_8",
    "time_of_receipt_unknown",
    HOLIDAYS_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline and where its quotation stands in the text."""

    start: int
    end: int
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class UnreadAnchor:
    """A word that announces a deadline (ภายใน, ก่อน, ทุก) which no rule could read."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a text says about time."""

    deadlines: tuple[FoundDeadline, ...]
    unread: tuple[UnreadAnchor, ...]


def find_deadlines(
    text: str,
    *,
    letter_date: dt.date | None,
    received: dt.datetime | dt.date | None,
    calendar: OfficeCalendar,
) -> Findings:
    """Every deadline of a text, in its order, and every announcing word that could not be read.

    Args:
        text: A paragraph or a whole letter.
        letter_date: The day of the letter; None if it bears none.
        received: The day, or the moment, on which it was received; None if it was not yet.
        calendar: The days on which the office works.
    """
    return _Finder(text, Moment(letter_date, received, calendar)).findings()


class _Finder:
    """The stages of finding, over one text."""

    def __init__(self, text: str, moment: Moment) -> None:
        self.moment = moment
        self.tokens = Tokens(Skeleton.of(text))
        self.scene = Scene(self.tokens)
        self.phrases = woven(list(PhraseReader(self.tokens).phrases()), self.tokens, self.scene)
        around = Surroundings(self.scene, moment, self.phrases)
        judge = Judge(around)
        self.judged = [(phrase, judge.role(phrase)) for phrase in self.phrases]
        self.resolver = Resolver(around, self.judged)
        self.actors = Actors(self.tokens, self.scene)

    def findings(self) -> Findings:
        """What the text says about time."""
        found = [self._found(phrase, role) for phrase, role in self.judged if role is not None]
        source = self.tokens.skeleton.source
        unread = (
            UnreadAnchor(start, end, source[start:end])
            for start, end in unread_anchors(self.tokens, self.phrases, self.scene)
        )
        return Findings(tuple(sorted(found, key=lambda item: (item.start, item.end))), tuple(unread))

    def _found(self, phrase: Phrase, role: Role) -> FoundDeadline:
        skeleton = self.tokens.skeleton
        first = self.tokens[phrase.first].start
        last = max(
            self.tokens[phrase.last].end, phrase.anchor[1] if phrase.anchor and not phrase.shared else 0
        )
        actor = self.actors.of(phrase, role, self.phrases)
        private = is_private(actor, skeleton.text[max(0, first - _DEMAND) : last + _DEMAND])
        rule = holiday_rule(self.tokens, phrase, self.phrases)
        misread = is_damaged(skeleton, first, last) or self.tokens.has(
            phrase.first, phrase.last + 1, "damaged"
        )
        due = self.resolver.due(phrase, role, private=private)
        if misread and _FAR in due.flags and (meant := self._meant(phrase)):
            due = self.resolver.due(meant, role, private=private)
            due = replace(due, flags=(*due.flags, _FAR))
        due = with_holiday_rule(due, rule, self.moment)
        damaged = ("ocr_repaired",) if misread else ()
        unknown = (HOLIDAYS_UNKNOWN,) if self._is_past_the_calendar(phrase, due) else ()
        flags = tuple(dict.fromkeys((*due.flags, *role.flags, *damaged, *unknown)))
        start, end = skeleton.span(self.tokens[self._quoted_from(phrase)].start, last)
        deadline = Deadline(
            quote=skeleton.source[start:end],
            kind=role.kind,
            due=due.due,
            time=due.time,
            times=due.times,
            rrule=_rule(phrase, role, due),
            start=due.start,
            basis=due.basis,
            anchor=due.anchor,
            due_nominal=due.nominal,
            plan_by=due.plan_by,
            holiday_rule=rule,
            actor=actor,
            scope=role.scope,
            flags=flags,
        )
        line = explanation(deadline, due, phrase, self.moment)
        return FoundDeadline(
            start, end, replace(deadline, confidence=_confidence(deadline), explanation=line)
        )

    def _meant(self, phrase: Phrase) -> Phrase | None:
        """The phrase with its misread year as it was meant."""
        point = phrase.point
        if not isinstance(point, CalendarDate):
            return None
        words = with_year_mended(point.words, self.moment.near)
        return replace(phrase, point=replace(point, words=words)) if words else None

    def _is_past_the_calendar(self, phrase: Phrase, due: Due) -> bool:
        """Whether a day was counted beyond those whose holidays are announced."""
        counted = phrase.span is not None or due.basis is Basis.WORKING_DAYS
        return counted and bool(due.due and due.due > self.moment.calendar.known_to)

    def _quoted_from(self, phrase: Phrase) -> int:
        """The first token to quote: with the "ใน", "กำหนดส่ง" or "ล่วงหน้า" that leads to the phrase."""
        first = phrase.first
        lead = {Family.BARE: ("in", "due_noun"), Family.BEFORE: ("advance",), Family.RHYTHM: ("in",)}.get(
            phrase.family, ()
        )
        while self.tokens.is_a(first - 1, *lead) and self.tokens.touches(first):
            first -= 1
        return first


def _rule(phrase: Phrase, role: Role, due: Due) -> str | None:
    if phrase.rhythm is None or role.kind is not DeadlineKind.RECURRING:
        return None
    return replace(phrase.rhythm, until=due.until).rule()


def _confidence(deadline: Deadline) -> Confidence:
    flags = set(deadline.flags)
    if flags & _OPEN:
        return Confidence.OPEN
    if flags & _DOUBT:
        return Confidence.DOUBT
    if (
        flags & _CHECK
        or deadline.scope is Scope.RESTATED
        or deadline.anchor in {Anchor.RECEIVED_DATE, Anchor.EVENT}
    ):
        return Confidence.CHECK
    return Confidence.CHECK if deadline.kind is DeadlineKind.RANGE else Confidence.SURE
