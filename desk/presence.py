"""Who else has a letter open just now, so that two who review it know of each other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk

#: Whose page has not asked for so long has left.
GONE: Final = dt.timedelta(seconds=20)
#: How old the note of a person may be before it is written anew; a page asks more often.
FRESH: Final = dt.timedelta(seconds=8)


def beside(desk: Desk, clerk: Clerk, letter: int) -> tuple[str, ...]:
    """Note that somebody has a letter open; the names of the others who have."""
    with desk.database.reading() as store:
        people = store.presences.at(letter, clerk.now - GONE)
    said = people.pop(clerk.name, None)
    if said is None or clerk.now - said > FRESH:
        with desk.database.writing() as store:
            store.presences.forget(clerk.now - GONE)
            store.presences.note(letter, clerk.name, clerk.now)
    return tuple(sorted(people))
