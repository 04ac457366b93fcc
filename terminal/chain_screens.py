"""The chain of a letter as a tree: what is above, what speaks of it beneath, gaps marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.labels import label
from terminal.layout import clip, paint
from terminal.terms import day, digits, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.chain import ChainNode
    from terminal.call import Call


def chain_screen(tops: Sequence[ChainNode], call: Call) -> str:
    """The chain, one letter a line."""
    return "\n".join(line for top in tops for line in _lines(top, "", "", call))


def _lines(node: ChainNode, first: str, rest: str, call: Call) -> Iterator[str]:
    yield first + _letter(node, call.room - len(first), call)
    below: list[ChainNode | None] = [*node.children, *([None] if node.districts else [])]
    for place, child in enumerate(below):
        last = place == len(below) - 1
        corner, bar = ("└─ ", "   ") if last else ("├─ ", "│  ")
        if child is None:
            yield rest + corner + _districts(node, call)
        else:
            yield from _lines(child, rest + corner, rest + bar, call)


def _letter(node: ChainNode, room: int, call: Call) -> str:
    lang = call.lang
    parts = [f"{label(node.link, lang)}:" if node.link else "", number(node.number, lang)]
    parts += [day(node.dated, lang) if node.dated else "", node.who]
    parts.append(say("chain.received", lang, receipt=digits(node.receipt, lang)) if node.receipt else "")
    parts.append(say("chain.sent", lang) if node.sent else "")
    parts.append(say("chain.cancelled", lang) if node.cancelled else "")
    parts.append(say("chain.gap", lang) if node.is_gap else "")
    text = clip(" ".join(filter(None, [*parts, node.subject])), max(room, 40))
    looks = ("yellow",) if node.is_gap else ("bold",) if node.asked else ("dim",) if node.cancelled else ()
    return paint(text, *looks)


def _districts(node: ChainNode, call: Call) -> str:
    count, answered = digits(node.districts, call.lang), digits(node.answered, call.lang)
    return say("chain.districts", call.lang, count=count, answered=answered)
