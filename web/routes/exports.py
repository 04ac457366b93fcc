"""Lists as files: what was found, and the registers, for Excel and for paper."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from circulars.listing import ListColumn, Listing
from circulars.thai_calendar import BUDDHIST_ERA
from desk.permissions import Verb
from desk.register_book import received_book, sent_book, write_book
from desk.search import Searched, search
from generator.xlsx_table import tables_xlsx
from registry.entries import Incoming
from web.counter import Visitor
from web.csv_file import csv_bytes
from web.guards import Here, allowed, seen_by
from web.routes.finding import ORDERS
from web.shown import Shown
from web.words import say

if TYPE_CHECKING:
    from registry.entries import Outgoing

router = APIRouter()

#: Letters of a list at most.
MOST = 5000
#: The columns of a list, by their words, and how wide they are on a sheet.
COLUMNS = (
    ("col.receipt", 12), ("col.number", 22), ("field.dated", 14), ("col.from", 28), ("col.to", 28),
    ("col.subject", 60), ("field.urgency", 12),
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListKind(StrEnum):
    """What a list of letters is written as."""

    XLSX = "xlsx"
    CSV = "csv"


class BookKind(StrEnum):
    """What a register is written as."""

    XLSX = "xlsx"
    PDF = "pdf"


@router.get("/search.{kind}")
def found_list(
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEARCH))],
    kind: ListKind,
    q: str,
    order: str = "best",
) -> Response:
    """The letters that have exactly what was searched."""
    asked = Searched(limit=MOST, newest=ORDERS.get(order), near=False, may_see=seen_by(someone, Verb.SEARCH))
    result = search(counter.desk, q, asked)
    rows = tuple(_row(one.entry, Shown(someone.lang)) for one in result.hits)
    titles = [say(key, someone.lang) for key, _ in COLUMNS]
    if kind is ListKind.CSV:
        return _download(csv_bytes([titles, *rows]), "text/csv; charset=utf-8", "letters.csv")
    listing = Listing(
        title=say("find.list", someone.lang),
        columns=tuple(
            ListColumn(title=title, width=width) for title, (_, width) in zip(titles, COLUMNS, strict=True)
        ),
        rows=rows,
        lines=(q,),
    )
    return _download(tables_xlsx([listing]), XLSX, "letters.xlsx")


@router.get("/registers.{kind}")
def book(
    counter: Here,
    someone: Annotated[Visitor, Depends(allowed(Verb.SEE_REGISTERS))],
    kind: BookKind,
    year: Annotated[int, Query(ge=1, le=9999)],
    book: str = "received",
) -> Response:
    """A register of a year as the regulation draws it, without what the person may not see."""
    seen = seen_by(someone, Verb.SEE_REGISTERS)
    made = sent_book if book == "sent" else received_book
    drawn = made(counter.desk, counter.clerk(someone), year - BUDDHIST_ERA, sees=seen.__contains__)
    with tempfile.TemporaryDirectory(prefix="saraban-") as folder:
        path = Path(folder) / f"register.{kind.value}"
        write_book(drawn, path, counter.desk)
        media = XLSX if kind is BookKind.XLSX else "application/pdf"
        return _download(path.read_bytes(), media, f"register-{year}.{kind.value}")


def _row(entry: Incoming | Outgoing, shown: Shown) -> tuple[str, ...]:
    receipt = shown.digits(entry.receipt) if isinstance(entry, Incoming) else ""
    return (
        receipt,
        shown.number(entry.number),
        shown.day(entry.dated),
        entry.sender or "",
        entry.addressee or "",
        entry.subject or "",
        shown.field(entry.urgency),
    )


def _download(content: bytes, media: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)
