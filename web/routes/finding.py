"""Finding letters: words, numbers and days in any spelling; exact first, then nearly so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from circulars.circular import LetterForm, Urgency
from circulars.errors import SarabanError
from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA
from desk.permissions import Verb
from desk.search import Searched, search
from registry.entries import Incoming
from web.addresses import letter_at
from web.counter import Visitor
from web.guards import Here, allowed, seen_by
from web.shown import Shown

if TYPE_CHECKING:
    from desk.highlights import Snippet
    from desk.search import SearchResult
    from registry.entries import Outgoing

router = APIRouter()

#: Letters a page, and values of a facet.
PAGE = 20
SHOWN = 8
#: The facets that are shown, the field of the search box that narrows by each, and what its values are if they are
#: values of our own.
FACETS: dict[str, tuple[str, type[StrEnum] | None]] = {
    "year": ("year", None),
    "agency": ("from", None),
    "urgency": ("urgency", Urgency),
    "form": ("form", LetterForm),
    "district": ("district", None),
}
#: The order that is asked for: newest first, oldest first; anything else is best first.
ORDERS = {"newest": True, "oldest": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value by which what was found can be narrowed."""

    shown: str
    count: int
    query: str  #: what is searched then


@router.get("/search")
def find(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEARCH))],
    q: str = "",
    order: str = "best",
    page: int = 1,
) -> Response:
    """What was found."""
    page = max(page, 1)
    result, failed = None, ""
    if q.strip():
        asked = Searched(
            limit=PAGE,
            offset=(page - 1) * PAGE,
            newest=ORDERS.get(order),
            may_see=seen_by(someone, Verb.SEARCH),
        )
        try:
            result = search(counter.desk, q, asked)
        except SarabanError as error:
            failed = error.message(someone.lang)
    return counter.page(
        request,
        someone,
        "search.html",
        q=q,
        order=order if order in ORDERS else "best",
        page=page,
        last=page * PAGE >= result.total if result else True,
        result=result,
        facets=_facets(result, q, someone.lang) if result else {},
        failed=failed,
        pieces=pieces,
        address=_address,
    )


def pieces(snippet: Snippet) -> list[tuple[str, bool]]:
    """The words of a snippet in order, each with whether it was searched."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in snippet.marks:
        parts += [(snippet.text[at:start], False), (snippet.text[start:end], True)]
        at = end
    parts.append((snippet.text[at:], False))
    return [one for one in parts if one[0]]


def _facets(result: SearchResult, q: str, lang: str) -> dict[str, list[FacetValue]]:
    """The values by which what was found can be narrowed, in the reader's language; only where there is a choice."""
    return {
        name: [_value(name, value, count, q, lang) for value, count in result.facets[name][:SHOWN]]
        for name in FACETS
        if len(result.facets.get(name, ())) > 1
    }


def _value(name: str, value: str, count: int, q: str, lang: str) -> FacetValue:
    field, kind = FACETS[name]
    words = value if kind is None else label(kind(value), lang)
    if name == "year" and lang == "th":
        words = str(int(value) + BUDDHIST_ERA)
    return FacetValue(shown=Shown(lang).digits(words), count=count, query=f'{q} {field}:"{words}"')


def _address(entry: Incoming | Outgoing, q: str) -> str:
    """Where a letter that was found is: its pages beside its text; one that was sent, in the register."""
    if isinstance(entry, Incoming):
        return letter_at(entry, f"text?{urlencode({'q': q})}")
    return f"/registers?book=sent&year={entry.year + BUDDHIST_ERA}"
