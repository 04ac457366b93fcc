"""The way of a list of letters to be destroyed (การทำลายหนังสือ): survey, committee, head, National Archives, certificate.

Every step is a row with the people who are named in it; none can be left out or taken twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.disposal import (
    BINDING,
    MEMBERS,
    SILENCE_DAYS,
    DisposalDecision,
    DisposalEvent,
    DisposalItem,
    DisposalList,
    DisposalStep,
)
from circulars.errors import ConflictError, NotFoundError, UsageError
from circulars.labels import label
from circulars.thai_calendar import BUDDHIST_ERA, long_date
from desk.cards import ArchivedLetter, archived
from desk.lookup import letter_of, refuse_blank
from desk.obstacles import Obstacle, obstacles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office_desk import Clerk, Desk
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDisposal:
    """A list with its letters, and what stands against destroying any of them now."""

    disposal: DisposalList
    letters: dict[int, ArchivedLetter]
    obstacles: dict[int, tuple[Obstacle, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is noted of a step: when it was, who is named, what was said."""

    people: tuple[str, ...] = ()
    note: str = ""
    day: dt.date | None = None  #: today if None


def make_list(desk: Desk, clerk: Clerk, year: int | None = None) -> ShownDisposal:
    """List the letters that had been kept long enough at the end of a Gregorian year; the last one if None.

    Letters that are held, lent or on another list that is not finished are left out.

    Raises:
        UsageError: If the year is not over.
        NotFoundError: If there is none.
    """
    year = year or clerk.today.year - 1
    if year >= clerk.today.year:
        raise UsageError("disposal-year", year=str(year + BUDDHIST_ERA))
    with desk.database.writing() as store:
        taken = {
            item.letter
            for one in store.disposals.listed()
            if one.step is not DisposalStep.DESTROYED
            for item in one.items
            if item.decision in BINDING
        }
        over = [key for key, one in store.keeping.kept().items() if one.is_over(year) and key not in taken]
        entries = [one for one in store.incoming.by_ids(over).values() if one.destroyed is None]
        barred = obstacles(store, entries, year)
        free = sorted((one for one in entries if not barred[one.id]), key=lambda one: (one.year, one.id))
        if not free:
            raise NotFoundError("disposal-none", year=str(year + BUDDHIST_ERA))
        number = store.disposals.add(year, [one.id for one in free])
        _add(store, number, DisposalStep.MADE, Step(), clerk)
        return _shown(store, number)


def disposals(desk: Desk) -> tuple[DisposalList, ...]:
    """Every list, the oldest first."""
    with desk.database.reading() as store:
        return store.disposals.listed()


def shown(desk: Desk, number: int) -> ShownDisposal:
    """One list with its letters.

    Raises:
        NotFoundError: If there is none of that number.
    """
    with desk.database.reading() as store:
        return _shown(store, number)


def appoint(desk: Desk, number: int, committee: Sequence[str], order: str, clerk: Clerk) -> ShownDisposal:
    """The head of the agency appoints the committee (คณะกรรมการทำลายหนังสือ), the chair named first.

    Raises:
        UsageError: If there are fewer than a chair and two members, or one is named twice.
        ConflictError: If the list is not at that step.
    """
    people = tuple(one.strip() for one in committee if one.strip())
    if len(set(people)) != len(people) or len(people) < 1 + MEMBERS:
        raise UsageError("disposal-committee", members=str(MEMBERS))
    with desk.database.writing() as store:
        _at(store, number, DisposalStep.APPOINTED, DisposalStep.MADE)
        _add(store, number, DisposalStep.APPOINTED, Step(people=people, note=order), clerk)
        return _shown(store, number)


def decide(  # noqa: PLR0917 - what stands in one row of the list
    desk: Desk,
    number: int,
    receipts: Sequence[str],
    decision: DisposalDecision,
    clerk: Clerk,
    until: int | None = None,
    note: str = "",
) -> ShownDisposal:
    """What the committee decides of letters; of all that are not decided yet if none are named.

    Args:
        desk: The office's desk.
        number: The list.
        receipts: Which letters.
        decision: To destroy, or to keep longer.
        clerk: Who notes it, and when.
        until: The Gregorian year up to which they are kept longer.
        note: A reason, or the view of a member who dissents.

    Raises:
        UsageError: If letters are kept longer and it is not said until when.
        NotFoundError: If a letter is not in the list.
        ConflictError: If the committee is not at work on it.
    """
    with desk.database.writing() as store:
        one = _at(store, number, DisposalStep.REPORTED, DisposalStep.APPOINTED)
        extends = decision is DisposalDecision.EXTEND
        if extends is (until is None) or (until is not None and until <= one.year):
            raise UsageError("disposal-until", year=str(one.year + BUDDHIST_ERA))
        for item in _named(store, one, receipts, clerk):
            store.disposals.decide(number, replace(item, decision=decision, until=until, note=note))
        words = f"{decision.value} {until + BUDDHIST_ERA if until else ''}".strip()
        trace = clerk.did(
            "disposal_decide", f"disposal {number}", before=" ".join(receipts), after=words, reason=note
        )
        store.audit.add(trace)
        return _shown(store, number)


def report(desk: Desk, number: int, clerk: Clerk, note: str = "") -> ShownDisposal:
    """The committee reports to the head; what it keeps longer bears the new year from now on.

    Raises:
        ConflictError: If it has not decided of every letter, or the list is not at that step.
    """
    with desk.database.writing() as store:
        one = _at(store, number, DisposalStep.REPORTED, DisposalStep.APPOINTED)
        undecided = one.decided(DisposalDecision.OPEN)
        if undecided:
            raise ConflictError("disposal-undecided", number=str(number), count=str(len(undecided)))
        kept = store.keeping.kept([item.letter for item in one.items])
        for item in one.decided(DisposalDecision.EXTEND):
            store.keeping.put(replace(kept[item.letter], extended=item.until))
        _add(store, number, DisposalStep.REPORTED, Step(people=one.committee, note=note), clerk)
        return _shown(store, number)


def approve(desk: Desk, number: int, head: str, clerk: Clerk, note: str = "") -> ShownDisposal:
    """The head of the agency (of a province, the governor) agrees.

    Raises:
        UsageError: If nobody is named.
        ConflictError: If the list is not at that step.
    """
    if not head.strip():
        raise UsageError("disposal-head")
    with desk.database.writing() as store:
        _at(store, number, DisposalStep.APPROVED, DisposalStep.REPORTED)
        _add(store, number, DisposalStep.APPROVED, Step(people=(head.strip(),), note=note), clerk)
        return _shown(store, number)


def send_to_archives(desk: Desk, number: int, clerk: Clerk, step: Step) -> ShownDisposal:
    """The list goes to the National Archives.

    Raises:
        ConflictError: If the list is not at that step.
    """
    with desk.database.writing() as store:
        _at(store, number, DisposalStep.SENT, DisposalStep.APPROVED)
        _add(store, number, DisposalStep.SENT, step, clerk)
        return _shown(store, number)


def answer_of_archives(
    desk: Desk, number: int, clerk: Clerk, step: Step, *, keep: Sequence[str] = (), silent: bool = False
) -> ShownDisposal:
    """What the National Archives say; letters that they ask for are not destroyed.

    Args:
        desk: The office's desk.
        number: The list.
        clerk: Who notes it, and when.
        step: Their letter and its day.
        keep: Receipt numbers of letters that they ask to be kept.
        silent: They have said nothing for sixty days, which counts as agreement.

    Raises:
        UsageError: If neither an answer is noted nor silence, or both are.
        ConflictError: If the sixty days are not over, or the list is not at that step.
        NotFoundError: If a letter is not in the list.
    """
    if silent is bool(step.note.strip()) or (silent and keep):
        raise UsageError("disposal-answer")
    with desk.database.writing() as store:
        one = _at(store, number, DisposalStep.ANSWERED, DisposalStep.SENT)
        sent = one.event(DisposalStep.SENT)
        if silent and sent is not None:
            ends = sent.day + dt.timedelta(days=SILENCE_DAYS)
            if clerk.today <= ends:
                raise ConflictError("disposal-silence", day=long_date(ends))
        for item in _named(store, one, keep, clerk) if keep else ():
            store.disposals.decide(number, replace(item, decision=DisposalDecision.ARCHIVE, note=step.note))
        _add(store, number, DisposalStep.ANSWERED, step, clerk)
        return _shown(store, number)


def certify(desk: Desk, number: int, clerk: Clerk, step: Step) -> ShownDisposal:
    """The first of two steps: the committee certifies what is destroyed, by what way and in whose presence.

    No file is touched: that is the second step, and another person's.

    Raises:
        UsageError: If not more than half of the committee is named, or the way of destroying is not.
        ConflictError: If something stands against destroying a letter, or the list is not at that step.
    """
    refuse_blank(step.note)
    with desk.database.writing() as store:
        one = _at(store, number, DisposalStep.CERTIFIED, DisposalStep.ANSWERED)
        strangers = [name for name in step.people if name not in one.committee]
        if strangers or len(set(step.people)) * 2 <= len(one.committee):
            raise UsageError("disposal-witnesses", names=", ".join(one.committee))
        _refuse_obstacles(store, one)
        _add(store, number, DisposalStep.CERTIFIED, step, clerk)
        return _shown(store, number)


def open_disposal(store: Store, number: int) -> DisposalList:
    """The list of that number.

    Raises:
        NotFoundError: If there is none.
    """
    found = store.disposals.by_number(number)
    if found is None:
        raise NotFoundError("no-disposal", number=str(number))
    return found


def _at(store: Store, number: int, wanted: DisposalStep, before: DisposalStep) -> DisposalList:
    """The list, if the step before was the last one taken."""
    found = open_disposal(store, number)
    if found.step is not before:
        raise step_refused(found, wanted)
    return found


def step_refused(one: DisposalList, wanted: DisposalStep) -> ConflictError:
    """A step that cannot be taken now."""
    return ConflictError(
        "disposal-step",
        number=str(one.id),
        step_th=label(one.step, "th"),
        step_en=label(one.step, "en"),
        wanted_th=label(wanted, "th"),
        wanted_en=label(wanted, "en"),
    )


def _add(store: Store, number: int, step: DisposalStep, noted: Step, clerk: Clerk) -> None:
    event = DisposalEvent(
        step=step,
        day=noted.day or clerk.today,
        people=noted.people,
        note=noted.note.strip(),
        at=clerk.now,
        by=clerk.name,
    )
    store.disposals.step(number, event)
    trace = clerk.did(
        f"disposal_{step.value}", f"disposal {number}", after=", ".join(event.people), reason=event.note
    )
    store.audit.add(trace)


def _named(
    store: Store, one: DisposalList, receipts: Sequence[str], clerk: Clerk
) -> tuple[DisposalItem, ...]:
    if not receipts:
        return one.decided(DisposalDecision.OPEN)
    by_letter = {item.letter: item for item in one.items}
    found = []
    for receipt in receipts:
        entry = letter_of(store, receipt, clerk.today)
        if entry.id not in by_letter:
            raise NotFoundError("disposal-not-in", receipt=entry.receipt, number=str(one.id))
        found.append(by_letter[entry.id])
    return tuple(found)


def _refuse_obstacles(store: Store, one: DisposalList) -> None:
    entries = store.incoming.by_ids([item.letter for item in one.decided(DisposalDecision.DESTROY)])
    barred = obstacles(store, list(entries.values()), one.year)
    found = [bar for bars in barred.values() for bar in bars]
    if found:
        raise ConflictError(
            "disposal-barred",
            letters_th=" · ".join(bar.text("th") for bar in found),
            letters_en=" · ".join(bar.text("en") for bar in found),
        )


def _shown(store: Store, number: int) -> ShownDisposal:
    one = open_disposal(store, number)
    entries = store.incoming.by_ids([item.letter for item in one.items])
    letters = {found.entry.id: found for found in archived(store, list(entries.values()))}
    there = [entry for entry in entries.values() if entry.destroyed is None]
    return ShownDisposal(disposal=one, letters=letters, obstacles=obstacles(store, there, one.year))
