"""The events whose day a text gives, for the counts that run to or from them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from circulars.deadline import DeadlineKind
from parsers.deadline.lexicon import alternation, group, pattern
from parsers.deadline.phrases import Family, Phrase

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from parsers.deadline.points import Moment, Point
    from parsers.deadline.roles import Role
    from parsers.deadline.tokens import Tokens

#: Characters before and after a date in which the name of what happens then is looked for.
_NAMED_WITHIN, _NAMED_AFTER = 150, 30
#: Dates before and after a count in which its event is looked for.
_NEIGHBOURS = 40
#: Characters of a name: what two mentions of an event must share at least, and what is looked at.
_ALIKE, _SHORT, _NAME = 5, 3, 40
_DIRECTION = re.compile(pattern("มา|ไป"))


class Events:
    """Finds the days of the events of one text."""

    def __init__(self, tokens: Tokens, moment: Moment, judged: Sequence[tuple[Phrase, Role | None]]) -> None:
        self.tokens = tokens
        self.moment = moment
        self._dated = [
            phrase for phrase, role in judged if (phrase.point or phrase.start) and _is_dated(phrase, role)
        ]
        self._firsts = [phrase.first for phrase in self._dated]
        self._events = [
            phrase
            for phrase, role in judged
            if (phrase.point or phrase.start) and role and role.kind is DeadlineKind.EVENT
        ]

    def day(self, name: str, phrase: Phrase, *, last: bool) -> dt.date | None:
        """The day, the last or the first, of the event of a name, else of the only event there is.

        Args:
            name: The skeleton of what the letter calls it; "" if it does not.
            phrase: The count that runs to or from it.
            last: Whether the end of what lasts several days is meant.
        """
        nouns = _nouns(name)
        found = next(
            (other for noun in nouns for other in self._near(phrase) if self._is_called(other, noun)), None
        )
        if found is None and len(self._events) == 1 and (not nouns or name.endswith(_some_event())):
            found = self._events[0] if self._events[0] is not phrase else None
        return self._day_of(found, last=last) if found else None

    def _near(self, phrase: Phrase) -> list[Phrase]:
        at = bisect_left(self._firsts, phrase.first)
        near = self._dated[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
        return [other for other in near if other is not phrase]

    def _is_called(self, phrase: Phrase, noun: str) -> bool:
        start, end = self.tokens[phrase.first].start, self.tokens[phrase.last].end
        text, noun = self.tokens.skeleton.text, _plain(noun)
        before, after = text[max(0, start - _NAMED_WITHIN) : start], text[end : end + _NAMED_AFTER]
        return noun in _plain(before) or noun in _plain(after)

    def _day_of(self, phrase: Phrase, *, last: bool) -> dt.date | None:
        point: Point | None = (
            phrase.start if phrase.point is None or (phrase.start and not last) else phrase.point
        )
        if point is None:
            return None
        days = point.days(self.moment)
        return days.last if last else days.first


def _plain(name: str) -> str:
    """Without the verbs of direction that one mention may have and the other not: กลับ(มา)ถึง."""
    return _DIRECTION.sub("", name)


def _nouns(name: str) -> list[str]:
    """The words of an event's name that may stand with its date, the longest first."""
    noun = re.sub(rf"^(?:{alternation(group('before_event'))})+", "", name)[:_NAME]
    if len(noun) < _ALIKE:
        return [noun] if len(noun) >= _SHORT else []
    return [noun[:length] for length in range(len(noun), _ALIKE - 1, -1)]


def _some_event() -> tuple[str, ...]:
    return tuple(group("some_event"))


def _is_dated(phrase: Phrase, role: Role | None) -> bool:
    if role is None:
        return phrase.family in {Family.BARE, Family.RANGE}
    return role.kind in {DeadlineKind.EVENT, DeadlineKind.RANGE} or phrase.family is Family.BARE
