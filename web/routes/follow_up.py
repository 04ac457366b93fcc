"""Who has answered, seen from above: the matrix of directives and offices, the provinces together."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from circulars.circular import Secrecy
from desk.dashboard import Outcome, dashboard
from desk.lookup import letter_of
from desk.matrix import Matrix, MatrixRow, Shown, kinds_of, matrix_of
from desk.offices import all_offices, office_of_code
from desk.permissions import Verb
from registry.listings import Dues
from web.addresses import LARGEST_NUMBER, letter_at
from web.charts import bar_chart
from web.counter import Counter, Visitor
from web.country import Country, key_of
from web.guards import Here, HiddenError, allowed, seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desk.office_desk import Clerk
    from registry.store import Store

router = APIRouter()
#: Letters of a page.
LETTERS = 20
#: Days that count as soon.
SOON = dt.timedelta(days=7)


class Which(StrEnum):
    """Which directives are shown."""

    OPEN = "open"
    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    CHECK = "check"
    ALL = "all"


#: What at least one task of a directive is, for it to be shown.
KINDS = {
    Which.OPEN: Shown.MISSING,
    Which.LATE: Shown.LATE,
    Which.TODAY: Shown.TODAY,
    Which.WEEK: Shown.WEEK,
    Which.CHECK: Shown.CHECK,
    Which.ALL: Shown.ALL,
}
Page = Annotated[int, Query(ge=1, le=LARGEST_NUMBER // LETTERS)]


@router.get("/tracking")
def tracking(
    request: Request,
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEE_REGISTERS))],
    show: Which = Which.OPEN,
    letter: str = "",
    office: str = "",
    province: str = "",
    page: Page = 1,
) -> Response:
    """Directives by offices: of all letters that are waited for, or of one."""
    clerk = counter.clerk(someone)
    seen = seen_by(someone, Verb.TRACK)
    letters, more = letters_of(counter, clerk, seen, show, letter, office, page)
    found = matrix_of(counter.desk, clerk, letters)
    which = Which.ALL if letter else show
    rows = _rows(found, letters, KINDS[which], office)
    offices = all_offices(counter.desk.office)
    nationwide = counter.desk.office.nationwide
    template = "tracking.html" if not nationwide else "country.html" if letter else "progress.html"
    return counter.page(
        request,
        someone,
        template,
        rows=rows,
        found=found,
        directives={number: entry.letter.directives for number, entry in found.entries.items()},
        show=show,
        letter=letter,
        chosen=office,
        province=province,
        page=page,
        more=more,
        which=list(Which),
        offices=[one for one in offices if not office or one.code == office],
        choices=offices,
        country=Country.of(rows, offices, clerk.today) if template == "country.html" else None,
        letter_at=letter_at,
        key_of=lambda cell: key_of(cell, clerk.today),
    )


@router.get("/dashboard")
def drawn_dashboard(
    request: Request, counter: Here, someone: Annotated[Visitor, Depends(allowed(Verb.SEE_REGISTERS))]
) -> Response:
    """What was answered in time, what late and what not at all, by office and by week."""
    found = dashboard(counter.desk, counter.clerk(someone), seen_by(someone, Verb.SEE_REGISTERS))
    return counter.page(
        request,
        someone,
        "dashboard.html",
        found=found,
        offices=bar_chart(found.offices),
        weeks=bar_chart(found.weeks),
        outcomes=list(Outcome),
    )


def letters_of(
    counter: Counter,
    clerk: Clerk,
    seen: Collection[Secrecy],
    show: Which,
    letter: str,
    office: str,
    page: int,
) -> tuple[Sequence[int], bool]:
    """The letters of a page, and whether more follow.

    Raises:
        NotFoundError: If the letter or the office that is named is not there.
    """
    if office:
        office_of_code(counter.desk.office, office)
    with counter.desk.database.reading() as store:
        if letter:
            entry = letter_of(store, letter, clerk.today)
            if entry.letter.secrecy not in seen:
                raise HiddenError(
                    "no-letter", number=str(entry.receipt_number), year=entry.receipt.split("/")[1]
                )
            return [entry.id], False
        found = _listed(store, clerk.today, seen, show, office, page)
    return found[:LETTERS], len(found) > LETTERS


def _listed(
    store: Store, today: dt.date, seen: Collection[Secrecy], show: Which, office: str, page: int
) -> Sequence[int]:
    limit, offset = LETTERS + 1, (page - 1) * LETTERS
    if show is Which.ALL:
        return store.listings.confirmed(seen, limit, offset)
    if show is Which.CHECK:
        return store.listings.to_check(seen, limit, offset)
    dues = {
        Which.LATE: Dues(last=today - dt.timedelta(days=1)),
        Which.TODAY: Dues(first=today, last=today),
        Which.WEEK: Dues(first=today, last=today + SOON),
    }.get(show)
    return store.listings.waited_for(seen, limit, offset, dues=dues, office_code=office or None)


def _rows(found: Matrix, letters: Sequence[int], kind: Shown, office: str) -> list[MatrixRow]:
    """The directives of which anything is of that kind, in the order of the letters."""
    places = {number: place for place, number in enumerate(letters)}
    rows = [
        row
        for row in found.rows
        if any(
            kind in kinds_of(one, found.today) and (not office or one.office_code == office)
            for one in row.cells
        )
    ]
    return sorted(rows, key=lambda row: places[row.first.letter])
