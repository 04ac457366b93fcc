"""How a text is laid out for its sentences: paragraphs, items, clauses, and what only recalls a letter.

Grammar over tokens::

    recital  = "ตามที่" , … , ( "นั้น" | "บัดนี้" | "จึง" ) ;
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from parsers.deadline.lexicon import mentions
from parsers.skeleton import Gap

if TYPE_CHECKING:
    from parsers.deadline.tokens import Tokens

#: No recital has more tokens.
_LONG = 400


class Layout:
    """Where the parts of a text begin and end."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.blocks = tokens.places("break")
        self.items = tokens.places("item")
        self.recitals = list(self._recitals())

    # ---- where

    def block_start(self, at: int) -> int:
        """The index after the paragraph break before a token."""
        place = bisect_right(self.blocks, at)
        return self.blocks[place - 1] + 1 if place else 0

    def block_end(self, at: int) -> int:
        """The index of the paragraph break after a token."""
        place = bisect_left(self.blocks, at)
        return self.blocks[place] if place < len(self.blocks) else len(self.tokens)

    def item_start(self, at: int) -> int:
        """The index of the item mark or the paragraph that a token stands under."""
        place = bisect_right(self.items, at)
        return max(self.block_start(at), self.items[place - 1] if place else 0)

    def in_recital(self, at: int) -> bool:
        """Whether a token only recalls an earlier letter."""
        place = bisect_right(self.recitals, (at, len(self.tokens))) - 1
        return place >= 0 and at <= self.recitals[place][1]

    def clause_start(self, at: int, *also: str) -> int:
        """The index after the nearest boundary before a token."""
        start = self.item_start(at)
        ends = ("break", "item", "link", "condition", "sanction", "recital_end")
        last = self.tokens.last(start, at, *ends, *also)
        return start if last is None else last + 1

    # ---- recitals

    def _recitals(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(self.tokens):
            end = self._recital_end(at) if self._opens_recital(at) else None
            if end is not None:
                found.append((at, end))
            at = at + 1 if end is None else end + 1
        return found

    def _opens_recital(self, at: int) -> bool:
        if not self.tokens.is_a(at, "recital"):
            return False
        place = self.tokens[at].start
        return self.tokens.skeleton.gap(place) is not Gap.NONE or self.tokens.is_a(
            at - 1, "break", "item", "link"
        )

    def _recital_end(self, at: int) -> int | None:
        end = min(self.block_end(at), at + _LONG)
        turn = None
        for here in range(at + 1, end):
            if self.tokens.is_a(here, "recital_end"):
                return here
            if turn is None and self._turns(here):
                turn = here
        return turn

    def _turns(self, at: int) -> bool:
        """Whether a recital without "นั้น" ends here: บัดนี้, จึงขอ, ในการนี้, ปรากฏว่า."""
        return bool(mentions("turn").match(self.tokens.text(at)))
