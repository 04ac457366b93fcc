"""Sending what the ladder asks for (เร่งรัด): each reminder once, noted in the history of its tasks.

A reminder is claimed before it goes and settled when it has gone, so that two who run the ladder at once
send nothing twice; one that could not be handed over is released and goes with the next run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.circular import Reference, Secrecy
from circulars.errors import SarabanError
from circulars.labels import label
from circulars.ladder import RemindBy
from circulars.task import EventKind, TaskEvent
from desk.dispatch import send_letter
from desk.ladder import is_for_superior
from desk.letter_case import Wanted
from desk.letters import draft_letter
from desk.post import Postman, message_to
from desk.remind import Notice, Plan, plan_reminders
from generator.letter_kinds import LetterKind
from registry.entries import SentReminder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from desk.office_desk import Clerk, Desk
    from registry.entries import Outgoing
    from registry.store import Store

#: What stands for the recipient of a text for a group.
GROUP = "LINE"
#: Working days from today that a reminder letter gives.
NEW_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """A reminder that went out."""

    notice: Notice
    letter: Outgoing | None = None  #: where it went as a letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A reminder that could not be handed over; it goes with the next run."""

    notice: Notice
    why: SarabanError


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase:
    """What one run of the ladder did."""

    plan: Plan
    sent: tuple[Chased, ...] = ()
    failed: tuple[Failed, ...] = ()


def chase(
    desk: Desk,
    clerk: Callable[[], Clerk],
    *,
    receipt: str | None = None,
    seen: Collection[Secrecy] = frozenset(Secrecy),
    password: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Chase:
    """Send what the ladder asks for today.

    Args:
        desk: The office's desk.
        clerk: Who sends, and when; asked for every reminder.
        receipt: Only of that letter.
        seen: Only of letters of those classes of secrecy.
        password: Of the office's account on the mail server.
        progress: Told how many reminders were tried, and of how many; whoever stops it may run it again.

    Raises:
        NotFoundError: If there is no such letter.
    """
    plan = plan_reminders(desk, clerk(), receipt=receipt, seen=seen)
    sent: list[Chased] = []
    failed: list[Failed] = []
    server = desk.office.mail
    with Postman(server, password) if server else _Nobody() as postman:
        for number, notice in enumerate(plan.notices):
            progress(number, len(plan.notices))
            try:
                done = _sent(desk, clerk(), notice, postman)
            except SarabanError as error:
                failed.append(Failed(notice=notice, why=error))
            else:
                sent += [done] if done else []
    return Chase(plan=plan, sent=tuple(sent), failed=tuple(failed))


class _SentMeanwhileError(Exception):
    """Someone else has sent all of a reminder: its letter, number and files are undone."""


class _Nobody:
    """Stands where no server is set, and no e-mail is planned."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _sent(desk: Desk, clerk: Clerk, notice: Notice, postman: Postman | None) -> Chased | None:
    """The reminder as it went; None if someone else has sent it meanwhile."""
    if notice.by is RemindBy.LETTER:
        return _letter(desk, clerk, notice)
    if notice.by is RemindBy.EMAIL and postman is not None:
        return _mail(desk, clerk, notice, postman)
    with desk.database.writing() as store:
        claimed = _claim(store, clerk, notice, GROUP)
        _note(store, clerk, claimed, notice)
    return Chased(notice=notice) if claimed else None


def _mail(desk: Desk, clerk: Clerk, notice: Notice, postman: Postman) -> Chased | None:
    server = desk.office.mail
    with desk.database.writing() as store:
        claimed = _claim(store, clerk, notice, "")
    if not claimed or server is None:
        return None
    key = "|".join(f"{one.task} {one.rung} {one.day}" for one in claimed)
    try:
        postman.send(
            message_to(server, notice.recipient, notice.subject, notice.text, key=key, now=clerk.now)
        )
    except BaseException:
        with desk.database.writing() as store:
            for one in claimed:
                store.follow_up.release(one)
        raise
    with desk.database.writing() as store:
        for one in claimed:
            store.follow_up.settle(replace(one, recipient=notice.recipient))
        _note(store, clerk, claimed, notice)
    return Chased(notice=notice)


def _letter(desk: Desk, clerk: Clerk, notice: Notice) -> Chased | None:
    """A letter to the districts, or a memo to the superior; noted in the transaction that gives its number."""
    row = notice.row
    items = {row.entry.letter.directives[one.directive].item for one in notice.tasks}
    kind = LetterKind.ESCALATION if is_for_superior(notice.rung) else LetterKind.REMINDER
    earlier = _earlier(desk, notice)
    wanted = Wanted(
        items=tuple(one for one in items if one) if None not in items else (),
        districts=tuple(dict.fromkeys(one.office for one in notice.tasks)),
        round=len(earlier) + 1,
        earlier=earlier,
        due=desk.calendar.add_working(clerk.today, NEW_DAYS),
    )
    drafted = draft_letter(desk, kind, row.entry.receipt, clerk, wanted)

    def noted(store: Store, letter: Outgoing) -> None:
        claimed = _claim(store, clerk, notice, letter.number, outgoing=letter.id)
        if not claimed:
            raise _SentMeanwhileError
        _note(store, clerk, claimed, notice)

    try:
        sent = send_letter(desk, drafted, clerk, also=noted)
    except _SentMeanwhileError:
        return None
    return Chased(notice=notice, letter=sent.letter)


def _earlier(desk: Desk, notice: Notice) -> tuple[Reference, ...]:
    """The letters that have reminded of these tasks before, oldest first."""
    with desk.database.reading() as store:
        before = store.follow_up.reminders(tasks=[one.id for one in notice.tasks])
        numbers = dict.fromkeys(one.outgoing for one in before if one.outgoing is not None)
        letters = [found for one in numbers if (found := store.outgoing.by_id(one)) is not None]
    return tuple(Reference(number=one.number, dated=one.dated) for one in letters)


def _claim(
    store: Store, clerk: Clerk, notice: Notice, recipient: str, *, outgoing: int | None = None
) -> list[SentReminder]:
    """The reminders of the notice that nobody else has claimed."""
    wanted = [
        SentReminder(
            task=one.task.id,
            rung=one.rung.kind.value,
            day=one.day,
            channel=notice.by.value,
            recipient=recipient,
            outgoing=outgoing,
            at=clerk.now,
            by=clerk.name,
        )
        for one in notice.reached
    ]
    return [one for one in wanted if store.follow_up.claim(one)]


def _note(store: Store, clerk: Clerk, sent: Sequence[SentReminder], notice: Notice) -> None:
    """Write the reminders into the history of their tasks and into the audit."""
    said = f"{label(notice.rung.kind)} ({label(notice.by)})"
    states = {one.id: one.state for one in notice.tasks}
    store.tasks.add_events(
        [
            TaskEvent(
                task=one.task,
                at=clerk.now,
                by=clerk.name,
                state=states[one.task],
                note=said,
                kind=EventKind.NOTED,
            )
            for one in sent
        ]
    )
    for one in sent:
        after = f"{one.rung} {one.channel} {one.day.isoformat()} {notice.recipient}".rstrip()
        store.audit.add(clerk.did("remind", f"task {one.task}", after=after))
