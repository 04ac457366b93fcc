"""Who was refused what, and who read which secret letter: both stand in the audit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from circulars.circular import Secrecy

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming

READ, DENIED = "read-secret", "denied"
#: The pages of one letter are one reading, and an address tried over and over one refusal.
TOGETHER: Final = dt.timedelta(minutes=10)
#: Acts looked back upon: more than people do in that time, and few enough to be read at once.
_NEWEST: Final = 300
_LONGEST: Final = 200


def note_reading(desk: Desk, clerk: Clerk, entry: Incoming) -> None:
    """Write down that a person opened a letter, if it is secret."""
    if entry.letter.secrecy is not Secrecy.NONE:
        _note(desk, clerk, READ, f"letter {entry.receipt}", entry.letter.secrecy.value)


def note_denial(desk: Desk, clerk: Clerk, where: str) -> None:
    """Write down that a person was refused something; where, never what they typed."""
    _note(desk, clerk, DENIED, where[:_LONGEST], "")


def _note(desk: Desk, clerk: Clerk, verb: str, subject: str, after: str) -> None:
    with desk.database.reading() as store:
        rows = store.audit.rows(newest=_NEWEST)
    lately = [one.trace for one in rows if clerk.now - one.trace.at < TOGETHER]
    if any((one.by, one.verb, one.subject) == (clerk.name, verb, subject) for one in lately):
        return
    with desk.database.writing() as store:
        store.audit.add(clerk.did(verb, subject, after=after))
