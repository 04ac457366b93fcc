from __future__ import annotations

import datetime as dt

import pytest
from makers.readings import parsed_letter, sample_letter, sample_reading

from circulars.thai_calendar import OfficeCalendar
from desk.office_desk import Clerk, Desk
from desk.relay import relay
from desk.review import confirm
from desk.send import send
from registry.archive import Archive


@pytest.fixture
def calendar() -> OfficeCalendar:
    return OfficeCalendar.shipped()


@pytest.fixture
def desk(office, database, tmp_path, tmp_path_factory) -> Desk:
    """A desk with an empty registry, on each engine."""
    return Desk(
        office=office,
        database=database,
        archive=Archive(tmp_path / "data"),
        cache=tmp_path_factory.getbasetemp() / "cache",
        calendar=OfficeCalendar.shipped(),
    )


@pytest.fixture
def entered(desk, clerk):
    """Enter a letter as if it had been received: the sample circular, or another."""

    def enter(letter=None, *, issues=(), number=1):
        letter = letter or sample_letter()
        reading = {**sample_reading(letter, f"{number:064}"), "issues": list(issues)}
        with desk.database.writing() as store:
            return store.incoming.add(
                year=clerk.today.year,
                receipt_number=number,
                received=clerk.now,
                received_by=clerk.name,
                letter=letter,
                reading=reading,
                original="originals/00/0.txt",
            )

    return enter


@pytest.fixture
def tomorrow(clerk) -> Clerk:
    return Clerk(name="ปลัด", now=clerk.now + dt.timedelta(days=1))


@pytest.fixture
def trail(desk):
    """What the audit says was done, verb by verb."""

    def verbs():
        with desk.database.reading() as store:
            return [(one.verb, one.subject) for one in store.audit.all()]

    return verbs


@pytest.fixture
def confirmed(desk, entered, clerk):
    """The sample circular, read, received as 1/2567 and confirmed."""
    entered(parsed_letter())
    return confirm(desk, "1", clerk).entry


@pytest.fixture
def sent(desk, confirmed, clerk):
    """The relay of the sample circular, sent."""
    relay(desk, "1", clerk)
    return send(desk, "1", clerk)
