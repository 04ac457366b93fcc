"""A person adds, splits and joins directives of a reading (แบ่ง รวม เพิ่มข้อสั่งการ)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from circulars.codec import to_plain
from circulars.directive import Directive
from circulars.errors import ConflictError, NotFoundError, UsageError
from desk.assign import assign
from desk.lookup import letter_of, refuse_overtaken, refuse_unseen
from desk.review import rewritten
from registry.entries import Correction

if TYPE_CHECKING:
    from circulars.circular import Circular
    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store

LIST: Final = "/letter/directives"


def add_directive(desk: Desk, receipt: str, text: str, clerk: Clerk, *, seen: int | None = None) -> Incoming:
    """Add a directive that the reading did not find, behind the others.

    Raises:
        NotFoundError: If there is no such letter.
        UsageError: If no words are given.
        ConflictError: If the reading was corrected since the version ``seen``.
    """
    words = " ".join(text.split())
    if not words:
        raise UsageError("directive-empty")
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_unseen(entry, seen)
        new = Directive(item=None, text=words)
        letter = replace(entry.letter, directives=(*entry.letter.directives, new))
        where = f"{LIST}/{len(letter.directives) - 1}"
        return _keep(desk, store, entry, letter, entry.reading, where=where, change=((), (new,)), clerk=clerk)


def split_directive(
    desk: Desk, receipt: str, place: int, at: int, clerk: Clerk, *, seen: int | None = None
) -> Incoming:
    """Make two directives of one: its words before a place, and those after it.

    Deadlines, channels and quota stay with the part whose words hold them; what neither holds stays with the first.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        place: Which directive, from 0.
        at: How many characters of its text stay with the first.
        clerk: Who splits, and when.
        seen: The version of the reading in which it stands at that place.

    Raises:
        NotFoundError: If there is no such letter or directive.
        UsageError: If one part would be empty.
        ConflictError: If the letter was confirmed before, or corrected since it was seen.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_unseen(entry, seen)
        _refuse_confirmed(entry)
        old = _directive(entry, place)
        first, second = old.text[:at].strip(), old.text[at:].strip()
        if not first or not second:
            raise UsageError("directive-empty")
        parts = _shared(old, first, second)
        directives = entry.letter.directives
        letter = replace(entry.letter, directives=(*directives[:place], *parts, *directives[place + 1 :]))
        reading = _shifted(entry.reading, place)
        return _keep(
            desk, store, entry, letter, reading, where=f"{LIST}/{place}", change=((old,), parts), clerk=clerk
        )


def join_directives(
    desk: Desk, receipt: str, place: int, clerk: Clerk, *, seen: int | None = None
) -> Incoming:
    """Make one directive of one and the next.

    Raises:
        NotFoundError: If there is no such letter, or not both directives.
        ConflictError: If the letter was confirmed before, or corrected since the version ``seen``.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_unseen(entry, seen)
        _refuse_confirmed(entry)
        first, second = _directive(entry, place), _directive(entry, place + 1)
        joined = replace(
            first,
            text=f"{first.text} {second.text}",
            actors=tuple(dict.fromkeys((*first.actors, *second.actors))),
            deadlines=(*first.deadlines, *second.deadlines),
            channels=(*first.channels, *second.channels),
            quota=first.quota or second.quota,
            nil_report=first.nil_report or second.nil_report,
            otherwise=first.otherwise or second.otherwise,
        )
        directives = entry.letter.directives
        letter = replace(entry.letter, directives=(*directives[:place], joined, *directives[place + 2 :]))
        gone = f"{LIST}/{place + 1}"
        reading = rewritten(entry.reading, letter, gone, takes_out=True)
        change = ((first, second), (joined,))
        return _keep(desk, store, entry, letter, reading, where=f"{LIST}/{place}", change=change, clerk=clerk)


def _directive(entry: Incoming, place: int) -> Directive:
    directives = entry.letter.directives
    if not 0 <= place < len(directives):
        raise NotFoundError("no-directive-there", number=str(place + 1), receipt=entry.receipt)
    return directives[place]


def _refuse_confirmed(entry: Incoming) -> None:
    if entry.confirmed is not None:
        raise ConflictError("directive-has-tasks", receipt=entry.receipt)


def _shared(old: Directive, first: str, second: str) -> tuple[Directive, Directive]:
    """The two parts, each with what its words hold."""

    def later(words: str | None) -> bool:
        return words is not None and words in second and words not in first

    return (
        replace(
            old,
            text=first,
            deadlines=tuple(one for one in old.deadlines if not later(one.quote)),
            channels=tuple(one for one in old.channels if not later(one.text)),
            otherwise=None if later(old.otherwise) else old.otherwise,
        ),
        replace(
            old,
            item=None,
            text=second,
            deadlines=tuple(one for one in old.deadlines if later(one.quote)),
            channels=tuple(one for one in old.channels if later(one.text)),
            quota=None,
            otherwise=old.otherwise if later(old.otherwise) else None,
        ),
    )


def _shifted(reading: dict[str, Any], place: int) -> dict[str, Any]:
    """The reading with the pointers behind a directive moved on by one; those into it are kept as its first part's."""

    def moved(pointer: str | None) -> str | None:
        match = re.match(rf"{LIST}/(\d+)(.*)", pointer or "")
        if match is None or int(match[1]) <= place:
            return pointer
        return f"{LIST}/{int(match[1]) + 1}{match[2]}"

    spans = {moved(pointer): found for pointer, found in reading["spans"].items()}
    issues = [{**one, "field": moved(one["field"])} for one in reading["issues"]]
    return {**reading, "spans": spans, "issues": issues}


def _keep(
    desk: Desk,
    store: Store,
    entry: Incoming,
    letter: Circular,
    reading: dict[str, Any],
    *,
    where: str,
    change: tuple[tuple[Directive, ...], tuple[Directive, ...]],
    clerk: Clerk,
) -> Incoming:
    before, after = change
    fresh = rewritten(reading, letter, where, takes_out=False)
    refuse_overtaken(entry, done=store.incoming.rewrite(entry, letter, fresh))
    made = Correction(
        letter=entry.id,
        at=clerk.now,
        by=clerk.name,
        field=where,
        before=[to_plain(one) for one in before] or None,
        after=[to_plain(one) for one in after],
    )
    store.incoming.add_correction(made)
    told = {"before": " ⏎ ".join(one.text for one in before), "after": " ⏎ ".join(one.text for one in after)}
    store.audit.add(clerk.did("correct", f"letter {entry.receipt} {where}", **told))
    if entry.confirmed:
        assign(store, entry, letter, desk, clerk)
    return letter_of(store, entry.receipt, clerk.today)
