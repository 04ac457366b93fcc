"""Lending letters (การยืม): to whom, for what, with whose leave, until when; and taking them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.retention import Loan
from circulars.thai_calendar import long_date
from desk.lookup import letter_of
from desk.retention import refuse_destroyed

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming

#: Days after which a letter is to come back if nobody says; the regulation names no number.
USUAL_DAYS: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """What is asked of whoever borrows (บัตรยืมหนังสือ)."""

    borrower: str
    office: str
    purpose: str
    approved_by: str  #: the head of the unit that keeps it, or who acts for them
    due: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A loan with its letter."""

    loan: Loan
    entry: Incoming


def lend(desk: Desk, receipt: str, wanted: Lending, clerk: Clerk) -> Lent:
    """Hand a letter out.

    Raises:
        UsageError: If it is not said who borrows, from where, for what or with whose leave, or the day is past.
        NotFoundError: If there is no such letter.
        ConflictError: If somebody has it, or it was destroyed.
    """
    for text in (wanted.borrower, wanted.office, wanted.purpose, wanted.approved_by):
        if not text.strip():
            raise UsageError("loan-blank")
    due = wanted.due or clerk.today + dt.timedelta(days=USUAL_DAYS)
    if due < clerk.today:
        raise UsageError("loan-past", day=long_date(due))
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_destroyed(entry)
        for out in store.keeping.loans([entry.id]):
            raise ConflictError(
                "loan-out", receipt=entry.receipt, borrower=out.borrower, day=long_date(out.due)
            )
        new = Loan(
            id=0,
            letter=entry.id,
            borrower=wanted.borrower.strip(),
            office=wanted.office.strip(),
            purpose=wanted.purpose.strip(),
            approved_by=wanted.approved_by.strip(),
            lent=clerk.today,
            due=due,
            by=clerk.name,
        )
        store.keeping.lend(new)
        after = f"{new.borrower} · {new.office} · {due.isoformat()} · {new.approved_by}"
        store.audit.add(clerk.did("lend", f"letter {entry.receipt}", after=after, reason=new.purpose))
        (made,) = store.keeping.loans([entry.id])
    return Lent(loan=made, entry=entry)


def take_back(desk: Desk, receipt: str, returned_by: str, clerk: Clerk) -> Lent:
    """Take a letter back from whoever brings it; the borrower if nobody else is named.

    Raises:
        NotFoundError: If there is no such letter, or nobody has it.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        out = next(iter(store.keeping.loans([entry.id])), None)
        if out is None:
            raise NotFoundError("loan-none", receipt=entry.receipt)
        store.keeping.take_back(out.id, clerk.today, returned_by.strip() or out.borrower, clerk.name)
        store.audit.add(
            clerk.did("return", f"letter {entry.receipt}", after=returned_by.strip() or out.borrower)
        )
        back = next(one for one in store.keeping.loans([entry.id], ended=True) if one.id == out.id)
    return Lent(loan=back, entry=entry)


def loans(
    desk: Desk, clerk: Clerk, *, receipt: str | None = None, ended: bool = False, late: bool = False
) -> tuple[Lent, ...]:
    """Letters that are lent, the soonest due first; of one letter, also those that are back, or only the late ones.

    Raises:
        NotFoundError: If there is no such letter.
    """
    with desk.database.reading() as store:
        letters = None if receipt is None else [letter_of(store, receipt, clerk.today).id]
        found = [
            one for one in store.keeping.loans(letters, ended=ended) if not late or one.is_late(clerk.today)
        ]
        entries = store.incoming.by_ids({one.letter for one in found})
    return tuple(Lent(loan=one, entry=entries[one.letter]) for one in found)
