"""Finding letters: words, numbers and days in any spelling; exact first, then nearly so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from circulars.circular import LetterForm, Urgency
from circulars.errors import SarabanError
from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA
from desk.indexing import brought_up, index_of
from desk.permissions import Verb
from desk.saved_searches import alerts, forget_search, save_search, see
from desk.search import Searched, search
from registry.entries import Incoming
from web.addresses import letter_at
from web.counter import Visitor
from web.guards import Here, allowed, own_form, seen_by
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
    "topic": ("topic", None),
    "file": ("file", None),
    "tag": ("tag", None),
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
            patient=False,
        )
        try:
            result = search(counter.desk, q, asked)
        except SarabanError as error:
            failed = error.message(someone.lang)
    answer = counter.page(
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
        kept=alerts(counter.desk, counter.clerk(someone).name, may_see=seen_by(someone, Verb.SEARCH)),
        letter_at=letter_at,
        pieces=pieces,
        address=_address,
    )
    if result is not None and not result.index.complete:
        # Whoever asks again meanwhile is told how far it is: only one makes it.
        answer.background = BackgroundTask(brought_up, counter.desk, index_of(counter.desk))
    return answer


@router.post("/search/saved", dependencies=[Depends(own_form)])
def save(
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEARCH))],
    q: Annotated[str, Form()],
    name: Annotated[str, Form()],
) -> Response:
    """Keep a search."""
    saved = save_search(counter.desk, name, q, counter.clerk(someone))
    return _back(saved.words)


@router.post("/search/seen", dependencies=[Depends(own_form)])
def seen(
    counter: Here, someone: Annotated[Visitor, Depends(allowed(Verb.SEARCH))], name: Annotated[str, Form()]
) -> Response:
    """Count what came in for a search as seen, and show all of it."""
    owner = counter.clerk(someone).name
    found = alerts(counter.desk, owner, may_see=seen_by(someone, Verb.SEARCH), name=name)
    see(counter.desk, found)
    return _back(found[0].saved.words, "newest")


@router.post("/search/forget", dependencies=[Depends(own_form)])
def forget(
    counter: Here, someone: Annotated[Visitor, Depends(allowed(Verb.SEARCH))], name: Annotated[str, Form()]
) -> Response:
    """Keep a search no longer."""
    forget_search(counter.desk, name, counter.clerk(someone))
    return RedirectResponse("/search", status_code=303)


def _back(words: str, order: str = "best") -> Response:
    return RedirectResponse(f"/search?q={quote(words)}&order={order}", status_code=303)


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
