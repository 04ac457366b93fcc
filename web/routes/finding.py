"""Finding letters: words, numbers and days in any spelling; exact first, then nearly so."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from circulars.circular import LetterForm, Secrecy, Urgency
from circulars.errors import SarabanError
from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA, thai_digits
from desk.permissions import Verb
from desk.search import OPEN, Searched, search
from registry.entries import Incoming
from web.addresses import letter_at
from web.counter import Visitor
from web.guards import Here, allowed

if TYPE_CHECKING:
    from desk.highlights import Snippet
    from desk.search import SearchResult

router = APIRouter()

#: Letters a page, and values of a facet.
PAGE = 20
SHOWN = 8
#: The facets that are shown, and what their values are if they are values of our own.
FACETS: dict[str, type[StrEnum] | None] = {
    "year": None,
    "agency": None,
    "urgency": Urgency,
    "form": LetterForm,
    "district": None,
}
#: The order that is asked for: newest first, oldest first; anything else is best first.
ORDERS = {"newest": True, "oldest": False}


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
        cleared = someone.account is not None and someone.account.secrets
        asked = Searched(
            limit=PAGE,
            offset=(page - 1) * PAGE,
            newest=ORDERS.get(order),
            may_see=frozenset(Secrecy) if cleared else OPEN,
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
        facets=_facets(result, someone.lang) if result else {},
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


def _facets(result: SearchResult, lang: str) -> dict[str, list[tuple[str, int]]]:
    """The values by which what was found could be narrowed, in the reader's language; only where there is a choice."""
    return {
        name: [(_value(name, value, lang), count) for value, count in result.facets[name][:SHOWN]]
        for name in FACETS
        if len(result.facets.get(name, ())) > 1
    }


def _value(name: str, value: str, lang: str) -> str:
    if name == "year":
        return thai_digits(str(int(value) + BUDDHIST_ERA)) if lang == "th" else value
    kind = FACETS[name]
    return value if kind is None else label(kind(value), lang)


def _address(entry: object, words: str) -> str:
    """Where a letter that was found is, with what was searched; one that was sent is in the register of those."""
    if isinstance(entry, Incoming):
        return f"{letter_at(entry)}?{urlencode({'find': words})}"
    return "/registers?book=sent"
