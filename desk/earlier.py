"""Relays that went out before Saraban, or without it: entered from the paper register, so that drafts cite them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import Urgency
from circulars.errors import ConflictError, UsageError
from circulars.messages import message
from circulars.number import LetterNumber
from circulars.thai_calendar import long_date
from desk.links import link_earlier_relay
from desk.lookup import refuse_taken
from desk.numbering import series_of
from desk.values import parse_date, parse_value
from registry.entries import Outgoing, OutgoingKind

if TYPE_CHECKING:
    from desk.office_desk import Clerk, Desk
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRelay:
    """A relay that went out without Saraban, as the paper register has it."""

    relays: LetterNumber  #: of the letter that was passed on
    number: LetterNumber  #: our own
    dated: dt.date
    relays_dated: dt.date | None = None
    subject: str = ""
    urgency: Urgency = Urgency.NORMAL


def earlier_relay(
    *,
    relays: str,
    by: str,
    dated: str,
    subject: str = "",
    urgency: str = "normal",
    relays_dated: str | None = None,
) -> EarlierRelay:
    """What a person tells of an earlier relay, in words.

    Raises:
        UsageError: If a number, a date or the urgency is none.
    """
    return EarlierRelay(
        relays=parse_value(relays, LetterNumber),
        number=parse_value(by, LetterNumber),
        dated=parse_date(dated),
        relays_dated=None if relays_dated is None else parse_date(relays_dated),
        subject=subject,
        urgency=parse_value(urgency, Urgency),
    )


def note_relay(desk: Desk, earlier: EarlierRelay, clerk: Clerk, *, reason: str = "") -> Outgoing:
    """Enter a relay of ours that went out without Saraban, so that later drafts cite it.

    Raises:
        UsageError: If its number is not one of this province.
        ConflictError: If that number of the year is entered already, or it is dated before the letter it passes on
            and no reason is given.
    """
    number, letters = earlier.number, desk.office.number_letters
    if number.letters != letters:
        raise UsageError("relay-not-ours", number=number.thai(), letters=letters)
    year = earlier.dated.year
    kind = OutgoingKind.CIRCULAR if number.circular else OutgoingKind.LETTER
    series = series_of(desk.office, kind, number.unit).counter
    with desk.database.writing() as store:
        _refuse_before_source(store, earlier, reason)
        refuse_taken(store, series, year, number.running)
        store.numbers.use(series, year, number.running)
        new = Outgoing(
            id=0,
            series=series,
            year=year,
            running=number.running,
            number=number.key,
            dated=earlier.dated,
            sender=desk.office.sender,
            addressee="",
            subject=earlier.subject,
            urgency=earlier.urgency,
            entered=clerk.now,
            entered_by=clerk.name,
            relays=earlier.relays.key,
            relays_dated=earlier.relays_dated,
            unit=number.unit,
            kind=kind,
            back_dated=reason or message("entered-from-paper", "th", {}),
        )
        entered = replace(new, id=store.outgoing.add(new))
        link_earlier_relay(store, entered, clerk)
        store.audit.add(clerk.did("relayed", f"sent {new.number}", after=earlier.relays.key, reason=reason))
        return entered


def _refuse_before_source(store: Store, earlier: EarlierRelay, reason: str) -> None:
    known = store.incoming.same_letter(earlier.relays.key, earlier.relays_dated, earlier.dated.year)
    source = earlier.relays_dated or (known.dated if known else None)
    if source is not None and earlier.dated < source and not reason:
        raise ConflictError(
            "relay-before-source",
            dated=long_date(earlier.dated),
            number=earlier.relays.thai(),
            source=long_date(source),
        )
