"""Stepping over tokens: what follows directly, which bound stands here, which time of day comes after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.deadline.phrases import Bound, Phrase

if TYPE_CHECKING:
    from parsers.deadline.clock import Times
    from parsers.deadline.tokens import Tokens

BOUNDS = {
    "before_or_on": Bound.WITHIN,
    "within": Bound.WITHIN,
    "not_later": Bound.WITHIN,
    "in_time": Bound.WITHIN,
    "until": Bound.UNTIL,
    "before": Bound.BEFORE,
}
#: No phrase has more words of one kind in a row, no list more days: so that reading stays linear.
FEW, MANY = 8, 40


class Cursor:
    """What the readers of phrases have in common."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def is_next(self, at: int, *kinds: str) -> bool:
        """Whether a token of these kinds follows its forerunner directly."""
        return self.tokens.is_a(at, *kinds) and self.tokens.touches(at)

    def skip(self, at: int, *kinds: str) -> int:
        """The index after tokens of these kinds that follow each other directly."""
        end = at + FEW
        while at < end and self.is_next(at, *kinds):
            at += 1
        return at

    def skip_near(self, at: int, reach: int, *kinds: str) -> int:
        """The index after tokens of these kinds, each within so many characters of the one before it."""
        end = at + FEW
        while at < end and self.tokens.is_a(at, *kinds) and self.tokens.gap(at) <= reach:
            at += 1
        return at

    def bound(self, at: int) -> tuple[Bound, int]:
        """The bound that begins here and the index after it; `Bound.NONE` if there is none."""
        found, first = Bound.NONE, at
        while at < first + FEW and not (kinds := self.tokens.kinds(at)).isdisjoint(BOUNDS):
            if found is not Bound.NONE and not self.tokens.touches(at):
                break
            if found in {Bound.NONE, Bound.UNTIL} or "within" in kinds:  # ส่งมาก่อน|ภายในวันที่ …
                found = next(bound for kind, bound in BOUNDS.items() if kind in kinds)
            at += 1
        return found, self.skip(at, "colon", "at_time", "in") if at > first else at

    def times(self, at: int) -> tuple[Times, int] | None:
        """Times after "เวลา", a bound or nothing, and the index after them."""
        comma = self.is_next(at, "and") and self.tokens.text(at) == ","
        here = self.skip(
            at + comma, "colon", "at_time", "within", "not_later", "before", "in", "from", "between"
        )
        if self.is_next(here, "times") or self._in_brackets(here, "times"):
            return self.tokens[here].value, self.skip(here + 1, "onward", "last_day")
        return None

    def _in_brackets(self, at: int, *kinds: str) -> bool:
        """Whether a token of these kinds follows its forerunner and an opening bracket."""
        if not self.tokens.is_a(at, *kinds):
            return False
        return self.tokens.skeleton.text[self.tokens[at - 1].end : self.tokens[at].start] == "("

    def with_times(self, phrase: Phrase) -> Phrase:
        """The phrase with the time of day that follows it."""
        at = phrase.last + 1
        if phrase.times is None and (found := self.times(at)):
            return replace(phrase, times=found[0], last=found[1] - 1)
        if phrase.times is None and self.is_next(at, "office_hours"):
            return replace(phrase, office_hours=True, last=at)
        return phrase
