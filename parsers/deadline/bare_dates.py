"""What a date without a bound is there for: due by its verb or noun, an event to attend, or only mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.deadline import DeadlineKind
from parsers.deadline.governors import Governor, Mood
from parsers.deadline.points import MonthPart, NearDay, YearPart
from parsers.deadline.surroundings import CLOSE, REACH
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from parsers.deadline.phrases import Phrase
    from parsers.deadline.surroundings import Surroundings

#: What stands right before a date that is not due: a cited letter, history, an effective date ….
NOT_DUE = ("dated", "cited", "when_past", "as_of", "period", "effective", "occasion", "letter_number")
_NEAR = 3
#: Characters before a date in which the event that happens then is named.
EVENT = 150
_INVITES = skeleton_of("เชิญ")
#: Tokens around a date in which its serial's companions stand.
_SERIES = 60


class BareDates:
    """Judges the dates of one text that no bound leads."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.scene = around.scene
        self.tokens = around.tokens

    def kind(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        """A date without a bound is due by its verb or noun, is an event, or is nothing."""
        if self._is_only_mentioned(phrase):
            return None
        if self.tokens.is_a(phrase.last, "last_day") or self._is_last_of_list(phrase):
            return DeadlineKind.ABSOLUTE
        if self.around.supersedes(phrase):
            return self._new_date(phrase)
        if self._has_due_word(phrase, governor):
            return DeadlineKind.ABSOLUTE
        if self._is_long(phrase) or self._is_today(phrase):
            return None
        return self._placed(phrase, governor)

    def _is_last_of_list(self, phrase: Phrase) -> bool:
        """วันที่ ๕ และวันที่ ๗ มีนาคม ๒๕๖๗ ตามลำดับ เป็นอย่างช้า."""
        last = phrase
        for other in self.around.following(phrase):
            if not other.listed:
                break
            last = other
        after = last.last + 1
        return self.tokens.is_a(after, "respectively") and self.tokens.is_a(after + 1, "last_day")

    def _is_only_mentioned(self, phrase: Phrase) -> bool:
        around = self.around
        if around.left(phrase, *NOT_DUE) or around.is_past(phrase) or around.is_superseded(phrase):
            return True
        if around.is_expected(phrase) or around.is_cancelled(phrase):
            return True
        said_of = around.text_right(phrase, 16).startswith("เปนวัน")
        return said_of and not self.tokens.is_a(phrase.last, "last_day")

    def _is_long(self, phrase: Phrase) -> bool:
        """Whether a month or a year is meant and not its last day."""
        if isinstance(phrase.point, MonthPart):
            return phrase.point.part != "end" or phrase.point.month is None
        return isinstance(phrase.point, YearPart)

    def _is_today(self, phrase: Phrase) -> bool:
        """ในวันนี้ at the head of a clause tells when something is told."""
        if not isinstance(phrase.point, NearDay):
            return False
        return self.tokens.is_a(phrase.first - 2, "link") or not self.around.left(phrase, "in")

    def _new_date(self, phrase: Phrase) -> DeadlineKind:
        """The date that an earlier one was given up for: of an event, or of something due."""
        start = self.scene.block_start(phrase.first)
        moved = self.tokens.has(start, phrase.first, "event")
        due = self.tokens.has(start, phrase.first, "due_noun", "send")
        return DeadlineKind.EVENT if moved and not due else DeadlineKind.ABSOLUTE

    def _has_due_word(self, phrase: Phrase, governor: Governor | None) -> bool:
        vague = isinstance(phrase.point, (YearPart, MonthPart))
        if self.around.near_left(self.around.head(phrase), _NEAR if vague else REACH, "due_noun") is not None:
            return True
        period = isinstance(phrase.point, YearPart) and self.around.left(phrase, "in")
        if self.around.near_left(phrase, CLOSE if period else 8, "done") is not None:
            return True
        return self._is_instalment(phrase) and self.around.is_ordered(phrase, governor)

    def _placed(self, phrase: Phrase, governor: Governor | None) -> DeadlineKind | None:
        around = self.around
        placed = around.left(phrase, "in", "becomes", "at_time") or phrase.times is not None
        if placed and around.is_ordered(phrase, governor) and self.tokens.is_a(phrase.last + 1, "sanction"):
            return DeadlineKind.ABSOLUTE
        if around.event_left(phrase, EVENT) is not None and (placed or around.is_coming(phrase)):
            return DeadlineKind.EVENT
        if self._is_announced(phrase) or self._is_invited(phrase, governor):
            return DeadlineKind.EVENT
        told = governor.mood in {Mood.ORDER, Mood.DUTY} if governor else self.around.is_command(phrase)
        due = (
            around.left(phrase, "in", "becomes") or self._is_sent(phrase) or self._is_timed(phrase, governor)
        )
        return DeadlineKind.ABSOLUTE if told and due else None

    def _is_announced(self, phrase: Phrase) -> bool:
        """ในวันที่ … จะมีการประชุม: what will happen then is named after the day."""
        after = phrase.last + 1
        will = self.tokens.is_a(after, "own_future") and self.tokens.gap(after) <= _NEAR
        return will and self.tokens.is_a(after + 1, "event") and self.tokens.gap(after + 1) <= CLOSE

    def _is_invited(self, phrase: Phrase, governor: Governor | None) -> bool:
        """ขอเชิญเป็นวิทยากรวันที่ …."""
        invites = governor is not None and self.tokens.text(governor.at).endswith(_INVITES)
        placed = phrase.times is not None or self.around.left(phrase, "in")
        return invites and placed and self.around.is_coming(phrase)

    def _is_sent(self, phrase: Phrase) -> bool:
        """รายงานผลวันที่ …, ส่งครั้งแรกวันที่ …: right after a verb of sending or its first time."""
        return self.around.left(phrase, "send", "first_time") and self.around.is_coming(phrase)

    def _is_timed(self, phrase: Phrase, governor: Governor | None) -> bool:
        """ให้ยื่นซองวันที่ … ระหว่างเวลา …: a day with its hour, and a verb of sending before it."""
        first = (
            governor.at if governor and governor.at < phrase.first else self.scene.clause_start(phrase.first)
        )
        sent = self.tokens.has(first, phrase.first, "send")
        return phrase.times is not None and sent and self.around.is_coming(phrase)

    def _is_instalment(self, phrase: Phrase) -> bool:
        """รอบที่ ๑ วันที่ … รอบที่ ๒ วันที่ …: one of several dates, each with its number."""
        number = ("number", "first", "second", "third")
        if not (self.tokens.is_a(phrase.first - 2, "serial") and self.tokens.is_a(phrase.first - 1, *number)):
            return False
        first = max(self.scene.block_start(phrase.first), phrase.first - _SERIES)
        end = min(self.scene.block_end(phrase.first), phrase.first + _SERIES)
        serial = self.tokens.last(first, end, "serial")
        return serial is not None and self.tokens.has(first, serial, "serial")
