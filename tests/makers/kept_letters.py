"""Letters with their files in the archive, put away, and brought along the way of a list to be destroyed."""

from __future__ import annotations

import datetime as dt

from makers.readings import sample_letter, sample_reading

from circulars.disposal import DisposalDecision
from circulars.retention import Medium
from desk.disposal import (
    Step,
    answer_of_archives,
    appoint,
    approve,
    certify,
    decide,
    make_list,
    report,
    send_to_archives,
)
from desk.office_desk import Clerk
from desk.retention import PuttingAway, put_away
from registry.numbers import RECEIPTS

COMMITTEE = ("ประธาน ก", "กรรมการ ข", "กรรมการ ค")
#: An officer of 2567, and the other of the two who destroy.
ARCHIVIST = Clerk(name="ผู้เก็บ", now=dt.datetime(2024, 1, 25, 9, 30))  # noqa: DTZ001 - Bangkok wall clock
OTHER = Clerk(name="ผู้ทำลาย", now=dt.datetime(2024, 1, 25, 9, 35))  # noqa: DTZ001


def filed(desk, content: str, year: int = 2010, clerk: Clerk = ARCHIVIST):
    """A letter of a year whose file says that."""
    planned = desk.archive.taken_out("หนังสือ.txt", content.encode())
    letter = sample_letter()
    with desk.archive.filed([planned]), desk.database.writing() as store:
        number = store.numbers.take(RECEIPTS, year)
        entry = store.incoming.add(
            year=year,
            receipt_number=number,
            received=dt.datetime(year, 3, 1, 9, number % 60),  # noqa: DTZ001
            received_by=clerk.name,
            letter=letter,
            reading=sample_reading(letter, planned.sha256),
            original=planned.path,
        )
        store.audit.add(clerk.did("receive", f"letter {entry.receipt}", after=entry.sha256))
    return entry


def put(desk, *entries, category="ordinary", years=None, closed=2010, medium=Medium.PAPER, order=None):
    """Letters put away, finished in 2553 on paper unless said otherwise."""
    wanted = PuttingAway(category=category, years=years, closed=closed, medium=medium, order=order)
    return put_away(desk, [one.receipt for one in entries], wanted, ARCHIVIST)


def answered(desk, year: int = 2023):
    """A list of everything that may go, decided, agreed to and answered; its number."""
    number = make_list(desk, ARCHIVIST, year).disposal.id
    appoint(desk, number, COMMITTEE, "คำสั่งที่ 1/2567", ARCHIVIST)
    decide(desk, number, (), DisposalDecision.DESTROY, ARCHIVIST)
    report(desk, number, ARCHIVIST)
    approve(desk, number, "ผู้ว่าราชการจังหวัด", ARCHIVIST)
    send_to_archives(desk, number, ARCHIVIST, Step(note="มห 0018.1/10"))
    answer_of_archives(desk, number, ARCHIVIST, Step(note="วธ 0411/20"))
    return number


def certified(desk, year: int = 2023):
    """The same, with its certificate."""
    number = answered(desk, year)
    certify(desk, number, ARCHIVIST, Step(people=COMMITTEE, note="เผา"))
    return number
