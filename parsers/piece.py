"""A stretch of text that one directive is made of, and the reader for whom a letter's text is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from circulars.circular import LetterForm
from circulars.office import Level
from parsers.addressee import parse_addressee
from parsers.orders import Order, orders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circulars.text import MappedText
    from parsers.deadlines import Findings

#: Paragraphs before an invitation among which its day is named.
DAY_BEFORE = 2
#: From here on a memo proposes to its reader and orders nothing.
_PROPOSES = re.compile(r"เห็นควร|เห็นสมควร|หากเห็นชอบ|หากเห็นสมควร|ขออนุมัติ|ขออนุญาต|เพื่อโปรดลงนาม")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that one directive is made of."""

    text: MappedText
    item: str | None
    orders: tuple[Order, ...]
    actors: tuple[Level, ...]  #: who acts where the text names nobody
    relay: bool = False  #: what stands above hands it down
    standing: bool = False
    own: bool = True  #: the letter's own order, not what somebody else decided
    before: tuple[MappedText, ...] = ()  #: the text before it, where an invitation's day is named
    closing: bool = False
    note: bool = False  #: holds for every item of the list before it


@dataclass(slots=True)
class Reader:
    """One letter's paragraphs while they are read for a reader."""

    readers: tuple[Level, ...]
    form: LetterForm
    issuer: str | None
    find: Callable[[str], Findings]
    before: list[MappedText] = field(default_factory=list)

    @property
    def level(self) -> Level:
        """The first level written to that stands in the chain from the department down, if one does."""
        chain = (level for level in self.readers if level is not Level.OTHER)
        return next(chain, Level.OTHER)

    @property
    def answers(self) -> bool:
        """Whether the letter goes up: to offices above its sender."""
        sender = parse_addressee(self.issuer).level if self.issuer else Level.OTHER
        return self.level.rank < sender.rank <= Level.LOCAL_GOVERNMENT.rank

    def of_readers(self, text: str, order: Order) -> Order:
        """An order to all offices, as one to those written to."""
        general = order.actors == (Level.OTHER,) and self.level is not Level.OTHER
        if general and _ALL_OF_THEM.search(text, order.start, order.end):
            return replace(order, actors=())
        return order

    def orders(self, text: str) -> tuple[Order, ...]:
        """The orders of a text; none from where a memo begins to propose."""
        found = [self.of_readers(text, one) for one in orders(text, self.level)]
        cut = _PROPOSES.search(text) if self.form is LetterForm.MEMO else None
        return tuple(one for one in found if cut is None or one.start < cut.start())


#: Words that name those written to and nobody else (จึงขอให้ส่วนราชการถือปฏิบัติ …).
_ALL_OF_THEM = re.compile(r"(?:ทุก)?(?:ส่วนราชการ|หน่วยงานของรัฐ|หน่วยงาน|หน่วยเบิกจ่าย)(?:ของท่าน|ทุกแห่ง)?\s?$")


def carry_out(found: Sequence[Order]) -> tuple[Level, ...]:
    """The levels that some orders name as those who must act, outer to inner."""
    named = {level for one in found if not one.hands_down for level in one.actors}
    if len(named) > 1:
        named.discard(Level.OTHER)
    return tuple(sorted(named, key=lambda level: level.rank))
