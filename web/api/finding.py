"""Finding letters, the register of letters sent, handing letters over; and whose token it is."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from circulars.circular import Secrecy
from circulars.thai_calendar import BUDDHIST_ERA
from desk.exchange import chosen, export_bag
from desk.indexing import brought_up, index_of
from desk.permissions import Subject, Verb
from desk.plain import hit_plain, outgoing_plain, search_plain
from desk.register import sent_page
from desk.search import OPEN, Searched, search
from web.api import shapes
from web.api.description import problems
from web.api.door import Caller, may, needs
from web.api.pages import After, Limit, page
from web.counter import Visitor
from web.guards import Here, refuse

router = APIRouter()
#: Results behind this many are nobody's: the words must be narrowed.
DEEPEST = 10_000


@router.get(
    "/me", responses={200: {"model": shapes.Me}, **problems()}, openapi_extra={"security": [{"token": []}]}
)
def who_am_i(someone: Caller) -> Response:
    """Whose token it is, and what it may be used for."""
    account, scopes = someone.account, someone.scopes or frozenset()
    assert account is not None  # noqa: S101 - the door lets nobody else in
    return JSONResponse(
        {
            "account": account.name,
            "name": account.shown,
            "role": account.role.value,
            "office_code": account.office_code,
            "scopes": sorted(scopes),
        }
    )


@router.get(
    "/search", responses={200: {"model": shapes.Found}, **problems()}, openapi_extra=needs(Verb.SEARCH)
)
def find_letters(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(may(Verb.SEARCH))],
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    after: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
    limit: Limit = 20,
) -> Response:
    """What was found: exact first, then nearly so."""
    cleared = someone.account is not None and someone.account.secrets
    seen = frozenset(Secrecy) if cleared else OPEN
    result = search(counter.desk, q, Searched(limit=limit, offset=after, may_see=seen, patient=False))
    told = search_plain(result)
    end = after + limit
    more = {name: told[name] for name in ("total", "facets", "index", "cut")}
    answer = page(
        request,
        [hit_plain(one) for one in result.hits],
        end if len(result.hits) == limit and end <= DEEPEST else None,
        **more,
    )
    if not result.index.complete:
        answer.background = BackgroundTask(brought_up, counter.desk, index_of(counter.desk))
    return answer


@router.get(
    "/sent",
    responses={200: {"model": shapes.SentRows}, **problems()},
    openapi_extra=needs(Verb.SEE_REGISTERS),
)
def list_sent(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(may(Verb.SEE_REGISTERS))],
    year: Annotated[int | None, Query(ge=2400, le=9999)] = None,
    after: After = 0,
    limit: Limit = 50,
) -> Response:
    """The register of letters sent, without those that the caller may not see."""
    found, more = sent_page(
        counter.desk,
        lambda secrecy: someone.may(Verb.SEE_REGISTERS, Subject(secrecy=secrecy)),
        after=after,
        limit=limit,
        year=None if year is None else year - BUDDHIST_ERA,
    )
    return page(request, [outgoing_plain(one) for one in found], more)


@router.post(
    "/exports",
    response_class=FileResponse,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string"}}}}, **problems(409)},
    openapi_extra={"security": [{"token": [Verb.SEE_REGISTERS.value, Verb.SEE_LETTER.value]}]},
)
def hand_over(
    counter: Here,
    someone: Annotated[Visitor, Depends(may(Verb.SEE_REGISTERS))],
    given: shapes.ExportGiven,
) -> Response:
    """Letters as a bag (BagIt) in a ZIP: originals, readings, Dublin Core, e-CMS and the list; never secret ones."""
    refuse(someone, Verb.SEE_LETTER)
    clerk = counter.clerk(someone)
    year = None if given.year is None else given.year - BUDDHIST_ERA
    entries = chosen(counter.desk, clerk, receipts=given.letters, text=given.q, year=year)
    folder = Path(tempfile.mkdtemp(prefix="saraban-"))
    try:
        export_bag(counter.desk, entries, folder / "saraban", clerk)
        packed = shutil.make_archive(str(folder / "saraban"), "zip", folder, "saraban")
    except BaseException:
        shutil.rmtree(folder)
        raise
    return FileResponse(
        packed,
        media_type="application/zip",
        filename="saraban.zip",
        background=BackgroundTask(shutil.rmtree, folder),
    )
