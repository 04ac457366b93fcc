"""Keeping letters (การเก็บรักษา): putting away what is finished, and barring the destroying of what is still needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.retention import (
    ELECTRONIC_YEARS,
    Hold,
    Kept,
    Medium,
    RetentionClass,
    retention_class,
    retention_classes,
)
from circulars.thai_calendar import BUDDHIST_ERA, long_date
from desk.cards import ArchivedLetter, archived
from desk.lookup import letter_of, refuse_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PuttingAway:
    """How a letter is to be kept; None leaves what was noted before, or what is usual."""

    category: str | None = None  #: the class, by its code or its name
    years: int | None = None
    closed: int | None = None  #: Gregorian
    medium: Medium | None = None
    order: str | None = None
    checking: bool | None = None
    sheets: int | None = None
    remark: str | None = None


def put_away(
    desk: Desk, receipts: Iterable[str], wanted: PuttingAway, clerk: Clerk
) -> tuple[ArchivedLetter, ...]:
    """Enter finished letters in the register of letters kept, or change how long they are kept; all, or none.

    Raises:
        UsageError: If there is no such class, or the period is shorter than the regulation allows.
        NotFoundError: If there is no such letter.
        ConflictError: If somebody is still waited for, or the letter was destroyed.
    """
    with desk.database.writing() as store:
        entries = [letter_of(store, one, clerk.today) for one in receipts]
        before = store.keeping.kept([one.id for one in entries])
        for entry in entries:
            refuse_destroyed(entry)
            _refuse_unfinished(store, entry)
            old = before.get(entry.id)
            new = _kept(entry, old, wanted, clerk)
            if old is not None and replace(new, at=old.at, by=old.by) == old:
                continue
            store.keeping.put(new)
            trace = clerk.did(
                "keep", f"letter {entry.receipt}", before=_words(old) if old else "", after=_words(new)
            )
            store.audit.add(trace)
        return archived(store, entries)


def kept_letters(desk: Desk, year: int | None = None) -> tuple[ArchivedLetter, ...]:
    """The register of letters kept, in the order in which they were put away; of a Gregorian year, or all."""
    with desk.database.reading() as store:
        kept = store.keeping.kept()
        wanted = [key for key, one in kept.items() if year in {None, one.stored.year}]
        entries = store.incoming.by_ids(wanted)
        return archived(store, [entries[key] for key in wanted])


def hold(desk: Desk, receipts: Iterable[str], reason: str, clerk: Clerk) -> tuple[ArchivedLetter, ...]:
    """Bar the destroying of letters until somebody lifts the bar.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If there is no such letter.
        ConflictError: If it was destroyed.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        entries = [letter_of(store, one, clerk.today) for one in receipts]
        for entry in entries:
            refuse_destroyed(entry)
            new = Hold(id=0, letter=entry.id, reason=reason.strip(), at=clerk.now, by=clerk.name)
            store.keeping.add_hold(new)
            store.audit.add(clerk.did("hold", f"letter {entry.receipt}", reason=new.reason))
        return archived(store, entries)


def release(desk: Desk, number: int, reason: str, clerk: Clerk) -> tuple[Hold, Incoming]:
    """Lift a bar.

    Raises:
        UsageError: If no reason is given.
        NotFoundError: If no bar of that number is in force.
    """
    refuse_blank(reason)
    with desk.database.writing() as store:
        found = next((one for one in store.keeping.holds() if one.id == number), None)
        if found is None:
            raise NotFoundError("no-hold", number=str(number))
        entry = store.incoming.by_ids([found.letter])[found.letter]
        store.keeping.release(number, clerk.now, clerk.name, reason.strip())
        store.audit.add(
            clerk.did("release", f"letter {entry.receipt}", before=found.reason, reason=reason.strip())
        )
    return found, entry


def holds(desk: Desk) -> tuple[tuple[Hold, Incoming], ...]:
    """Every bar in force, with its letter."""
    with desk.database.reading() as store:
        found = store.keeping.holds()
        entries = store.incoming.by_ids({one.letter for one in found})
    return tuple((one, entries[one.letter]) for one in found)


def refuse_destroyed(entry: Incoming) -> None:
    """Let a letter pass that is still there.

    Raises:
        ConflictError: If it was destroyed.
    """
    if entry.destroyed is not None:
        raise ConflictError("letter-destroyed", receipt=entry.receipt, day=long_date(entry.destroyed.date()))


def _refuse_unfinished(store: Store, entry: Incoming) -> None:
    waiting = store.tasks.listed(letter=entry.id, open_only=True)
    if waiting:
        raise ConflictError("keep-unfinished", receipt=entry.receipt, count=str(len(waiting)))


def _kept(entry: Incoming, old: Kept | None, wanted: PuttingAway, clerk: Clerk) -> Kept:
    base = old or Kept(
        letter=entry.id,
        stored=clerk.today,
        closed=clerk.today.year,
        category="electronic",
        at=clerk.now,
        by=clerk.name,
    )
    kind = _class(wanted.category) if wanted.category is not None else base.kind
    given = {
        name: getattr(wanted, name)
        for name in ("closed", "medium", "order", "checking", "sheets", "remark")
        if getattr(wanted, name) is not None
    }
    years = wanted.years
    if years is None:
        years = base.years if kind == base.kind and old is not None else kind.years
    new = replace(base, category=kind.code, years=years, at=clerk.now, by=clerk.name, **given)
    _refuse_too_short(new, clerk)
    return new


def _class(text: str) -> RetentionClass:
    found = retention_class(text)
    if found is None:
        allowed = ", ".join(f"{one.code} ({one.th})" for one in retention_classes().values())
        raise UsageError("keep-class", value=text, allowed=allowed)
    return found


def _refuse_too_short(new: Kept, clerk: Clerk) -> None:
    if new.closed > clerk.today.year:
        raise UsageError("keep-future", year=str(new.closed + BUDDHIST_ERA))
    least = new.kind.years or 0
    if new.medium is Medium.ELECTRONIC and new.order and new.years is not None:
        # Clause 89/5: an electronic letter is kept for ten years even where its class says less.
        if new.years < max(least, ELECTRONIC_YEARS):
            raise UsageError("keep-electronic", years=str(max(least, ELECTRONIC_YEARS)))
    elif new.years is not None and new.years < least:
        raise UsageError("keep-too-short", category=new.kind.th, least=str(least), source=new.kind.source)


def _words(kept: Kept) -> str:
    """How long a letter is kept, for the audit."""
    until = kept.keep_until
    return " · ".join(
        filter(
            None,
            (
                kept.category,
                kept.medium.value,
                f"{kept.years} ปี" if kept.years is not None else "",
                f"ปิดเรื่อง {kept.closed + BUDDHIST_ERA}",
                f"เก็บถึง {until + BUDDHIST_ERA}" if until else "",
                kept.order,
            ),
        )
    )
