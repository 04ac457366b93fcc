"""The sentence around a phrase: which governor speaks of it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from parsers.deadline.governors import Governor, GovernorReader, Mood
from parsers.deadline.layout import Layout

if TYPE_CHECKING:
    from parsers.deadline.tokens import Tokens

#: No sentence hangs on more governors.
_MANY = 40
#: Characters between a date that opens a clause and the order that follows it.
_FRONT = 32


class Scene(Layout):
    """What the tokens of a text say about who acts."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.governors = list(GovernorReader(self).governors())
        self._places = [governor.at for governor in self.governors]

    def before(self, at: int) -> list[Governor]:
        """The governors of the same paragraph before a token, the nearest first."""
        start = self.block_start(at)
        last = bisect_left(self._places, at)
        first = max(bisect_left(self._places, start), last - _MANY)
        return self.governors[first:last][::-1]

    def between(self, first: int, end: int) -> list[Governor]:
        """The governors from one token to another."""
        return self.governors[bisect_left(self._places, first) : bisect_left(self._places, end)]

    def governs(self, governor: Governor, at: int) -> bool:
        """Not where a governor stands under another item of a token's list, or only recalls."""
        if self.in_recital(governor.at) and not self.in_recital(at):
            return False
        theirs, ours = self.item_start(governor.at), self.item_start(at)
        if theirs == ours or not self.tokens.is_a(theirs, "item"):
            return True
        return self.tokens.is_a(ours, "item") and _is_parent(
            self.tokens[theirs].value, self.tokens[ours].value
        )

    def lead(self, block: int) -> list[Governor]:
        """The governors of the paragraph that introduces a list, given the start of one of its items."""
        for _ in range(_MANY):
            if block < 2 or not self.tokens.is_a(block, "item"):
                break
            block = self.block_start(block - 2)
        end = self.block_end(block)
        return self.before(end)

    def after(self, at: int) -> Governor | None:
        """The order that follows a phrase which opens its clause (ภายในวันที่ … ให้อำเภอ…)."""
        place = bisect_left(self._places, at)
        if place < len(self.governors):
            governor = self.governors[place]
            start = governor.actor[0] if governor.actor else self.tokens[governor.at].start
            told = governor.mood in {Mood.ORDER, Mood.DUTY}
            if told and start - self.tokens[at - 1].end <= _FRONT:
                return governor
        return None


def _is_parent(theirs: str, ours: str) -> bool:
    """Whether an item's mark stands above another's: "1." above "1.2" and above "(2)"."""
    if (theirs[0] == "(") != (ours[0] == "("):
        return theirs[0] != "("
    return ours.strip("().").startswith(theirs.strip("().") + ".")
