"""What a person writes beside a letter in the register: การปฏิบัติ and หมายเหตุ (forms 13 and 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.errors import UsageError
from circulars.number import LetterNumber
from circulars.thai_calendar import ascii_digits
from desk.lookup import letter_of
from desk.numbering import number_not_given

if TYPE_CHECKING:
    from circulars.office import OfficeProfile
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming, Outgoing
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The two columns of a letter as they now stand."""

    text: str  #: the letter as the register has it, "12/2567" or "มห 0018.1/ว752"
    action: str
    remark: str


def note_in_register(
    desk: Desk,
    which: str,
    clerk: Clerk,
    *,
    action: str | None = None,
    remark: str | None = None,
    sent: bool = False,
    year: int | None = None,
) -> Noted:
    """Write a column of the register by hand; what it was stays in the audit.

    Args:
        desk: The office's desk.
        which: The receipt number, or the number of a letter sent.
        clerk: Who writes, and when.
        action: การปฏิบัติ; empty takes away what was written by hand, None leaves it.
        remark: หมายเหตุ; likewise.
        sent: It is a letter of the register of letters sent.
        year: Of the letter sent, Gregorian; this year if None.

    Raises:
        UsageError: If there is nothing to write.
        NotFoundError: If there is no such letter.
    """
    if action is None and remark is None:
        raise UsageError("note-nothing")
    with desk.database.writing() as store:
        entry: Incoming | Outgoing
        if sent:
            entry = _sent(store, desk.office, which, year or clerk.today.year)
            text, register = entry.number, "sent"
        else:
            entry = letter_of(store, which, clerk.today)
            text, register = entry.receipt, "letter"
        noted = Noted(
            text=text,
            action=entry.action if action is None else action,
            remark=entry.remark if remark is None else remark,
        )
        rows = store.outgoing if sent else store.incoming
        rows.note(entry.id, action=noted.action, remark=noted.remark)
        before, after = f"{entry.action} | {entry.remark}", f"{noted.action} | {noted.remark}"
        store.audit.add(clerk.did("note", f"{register} {text}", before=before, after=after))
    return noted


def _sent(store: Store, office: OfficeProfile, text: str, year: int) -> Outgoing:
    number = LetterNumber.parse(text)
    key = number.key if number else " ".join(ascii_digits(text).split())
    for one in store.outgoing.of_number(key):
        if one.year == year:
            return one
    raise number_not_given(office, key, year)
