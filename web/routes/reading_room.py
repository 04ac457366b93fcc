"""A letter as it is looked up: its original beside its text, what was searched marked on both; the chain it stands in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from circulars.errors import UsageError
from desk.chain import ChainNode, chain
from desk.indexing import texts_of
from desk.paper import paper
from desk.permissions import Subject, Verb
from desk.search import places_of
from web.addresses import letter_at
from web.guards import refuse
from web.routes.letters import Letter, Opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.source import SourceText, Span
    from web.counter import Visitor

router = APIRouter(prefix="/letters/{year}/{number}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the paper, cut where what was searched begins and ends."""

    page: int
    number: int
    pieces: tuple[tuple[str, bool], ...]  #: words, and whether they were searched


@router.get("/text")
def beside(request: Request, on: Letter, q: str = "") -> Response:
    """The pages beside their text."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    found = _found(on, q)
    source = texts_of(on.counter.desk).of(on.entry, on.counter.desk.archive)
    return on.counter.page(
        request,
        on.someone,
        "text.html",
        entry=on.entry,
        paper=paper(on.counter.desk, on.entry),
        lines=_lines(source, found),
        found=found,
        q=q,
        at=letter_at(on.entry),
    )


@router.get("/chain")
def drawn_chain(request: Request, on: Letter) -> Response:
    """From the ministry's letter over ours to the districts, with its gaps."""
    refuse(on.someone, Verb.SEE_REGISTERS, on.subject)
    tops = chain(on.counter.desk, on.entry.receipt, on.counter.clerk(on.someone))
    return on.counter.page(
        request,
        on.someone,
        "chain.html",
        entry=on.entry,
        tops=_visible(tops, on.someone),
        at=letter_at(on.entry),
    )


def _found(on: Opened, q: str) -> tuple[Span, ...]:
    if not q.strip():
        return ()
    try:
        return places_of(on.counter.desk, on.entry.receipt, q, on.counter.now().date())
    except UsageError:
        return ()


def _lines(source: SourceText, found: Iterable[Span]) -> list[TextLine]:
    marks: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for one in found:
        marks[one.page, one.line].append(one)
    return [
        TextLine(
            one.page, one.number, _cut(source.raw[one.start : one.end], marks.get((one.page, one.number), ()))
        )
        for one in source.lines
    ]


def _cut(text: str, spans: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    at = 0
    for one in sorted(spans, key=lambda span: span.start):
        parts += [(text[at : one.start], False), (text[max(at, one.start) : one.end], True)]
        at = max(at, one.end)
    return tuple(one for one in (*parts, (text[at:], False)) if one[0])


def _visible(nodes: Iterable[ChainNode], someone: Visitor) -> tuple[ChainNode, ...]:
    """The chain as a person may see it: in the place of a letter that is hidden stand those beneath it."""
    shown: list[ChainNode] = []
    for one in nodes:
        beneath = _visible(one.children, someone)
        if someone.may(Verb.SEE_LETTER, Subject(secrecy=one.secrecy)):
            shown.append(replace(one, children=beneath))
        else:
            shown += beneath
    return tuple(shown)
