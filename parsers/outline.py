"""The paragraphs of a letter as the tree that their numbering makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.circular import Part
from circulars.text import MappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.body import BodyParagraph

_LEADS_IN = re.compile(r"(?:ดังนี้|ต่อไปนี้|ประกอบด้วย|ได้แก่|คือ|ดังกล่าว)\s*[:：]?\s*[-–—]?\s*$")


@dataclass(slots=True)
class Block:
    """A paragraph with the items that stand below it."""

    paragraph: BodyParagraph
    words: MappedText  #: without its number
    below: list[Block] = field(default_factory=list)

    @property
    def item(self) -> str | None:
        """The number that it bears."""
        return self.paragraph.item

    @property
    def leads_in(self) -> bool:
        """Whether its words only announce what stands below (… ดังนี้)."""
        return bool(self.below) and _LEADS_IN.search(self.words.text) is not None

    @property
    def whole(self) -> MappedText:
        """Its words and all those below, in one."""
        return MappedText.join([self.words, *(one.whole for one in self.below)], " ")


def outline(paragraphs: Sequence[BodyParagraph]) -> list[Block]:
    """The paragraphs that stand in no list, each with its list.

    An item stands below the item whose number begins its own, else below the paragraph
    that announced the list; a bullet below the numbered item before it.
    """
    roots: list[Block] = []
    open_: list[Block] = []
    for one in paragraphs:
        block = Block(one, one.text[one.start :].strip())
        if one.item is None and not one.bullet:
            roots.append(block)
            open_ = [block]
            continue
        while open_ and not _stands_below(open_[-1], block):
            open_.pop()
        (open_[-1].below if open_ else roots).append(block)
        open_.append(block)
    return roots


def _stands_below(above: Block, block: Block) -> bool:
    if above.paragraph.bullet:
        return False
    if block.paragraph.bullet:
        return True
    if above.item is None:
        return above.paragraph.part is not Part.CLOSING
    return block.item is not None and block.item.startswith(f"{above.item}.")
