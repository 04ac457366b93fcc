"""Who has not answered (ค้าง), what the ladder of reminders asks for today, and the words for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.below import level_below
from circulars.circular import Secrecy
from circulars.ladder import RemindBy, Rung
from circulars.task import Task, TaskState
from desk.form import wants_form
from desk.ladder import Reached, is_for_superior, reached
from desk.overview import DirectiveRow, overview, pressing, rows_of
from generator.notice import Mailed, Unanswered, email_reminder, line_reminder
from registry.entries import Outgoing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from circulars.office import Level, OfficeProfile
    from desk.office_desk import Clerk, Desk

#: No rung stands further before the day than this: sixty working days, and holidays between them.
HORIZON = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One directive that is still waited for."""

    row: DirectiveRow
    relay: Outgoing  #: the letter that told them
    missing: tuple[Task, ...]
    text: str  #: for a LINE group


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One reminder to go out: on which rung, by what way, to whom, with what words."""

    rung: Rung
    by: RemindBy
    reached: tuple[Reached, ...]  #: the tasks that it is about
    row: DirectiveRow  #: of the first of them
    recipient: str  #: address, district, or whoever a letter is for
    subject: str = ""
    text: str = ""  #: empty for a letter, which is written when it is sent

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks alone."""
        return tuple(one.task for one in self.reached)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the ladder asks for on a day."""

    day: dt.date
    quiet: str | None = None  #: the name of the holiday on which nothing goes out
    notices: tuple[Notice, ...] = ()
    unreachable: tuple[str, ...] = ()  #: offices that should have an e-mail and have no address


def remind(
    desk: Desk, clerk: Clerk, *, receipt: str | None = None, days: int | None = None
) -> tuple[Reminder, ...]:
    """The directives that offices were told of and have not answered, the most pressing first.

    Args:
        desk: The office's desk.
        clerk: Who asks, and when.
        receipt: Only of that letter.
        days: Only what is late, or due within so many days.

    Raises:
        NotFoundError: If there is no such letter.
    """
    return _reminders(desk, clerk, overview(desk, clerk, receipt), days)


def remind_of(desk: Desk, clerk: Clerk, letters: Collection[int]) -> tuple[Reminder, ...]:
    """The same of those letters alone."""
    with desk.database.reading() as store:
        rows = rows_of(store, letters)
    return _reminders(desk, clerk, rows, None)


def _reminders(
    desk: Desk, clerk: Clerk, rows: Sequence[DirectiveRow], days: int | None
) -> tuple[Reminder, ...]:
    found = [
        Reminder(
            row=row,
            relay=relay,
            missing=(missing := told(row, level_below(desk.office))),
            text=_line(row, relay, missing, clerk.today),
        )
        for row, relay in _waited_for(desk, rows)
        if _presses(row, clerk.today, days)
    ]
    return tuple(sorted(found, key=lambda one: (one.row.due is None, one.row.due or dt.date.max)))


def plan_reminders(
    desk: Desk,
    clerk: Clerk,
    *,
    receipt: str | None = None,
    seen: Collection[Secrecy] = frozenset(Secrecy),
) -> Plan:
    """What is to go out today: only to those who have not answered, and nothing that went out already.

    Args:
        desk: The office's desk.
        clerk: Who asks, and when.
        receipt: Only of that letter.
        seen: Only of letters of those classes of secrecy.

    Raises:
        NotFoundError: If there is no such letter.
    """
    today = clerk.today
    if not desk.calendar.is_working(today):
        return Plan(day=today, quiet=desk.calendar.holiday_name(today))
    waited = _waited_for(desk, pressing(desk, clerk, receipt, today + HORIZON))
    steps = [
        (row, relay, found)
        for row, relay in waited
        if row.entry.letter.secrecy in seen
        for task in told(row, level_below(desk.office))
        if (found := reached(task, desk.office.ladder, today, desk.calendar, told=relay.dated)) is not None
    ]
    gone = _gone(desk, [found.task.id for _, _, found in steps], clerk.now)
    return _planned(desk.office, steps, gone, today)


_Step = tuple[DirectiveRow, Outgoing, Reached]
#: What tells one reminder of a task from another: task, rung, day and way.
_Key = tuple[int, str, dt.date, str]


def _planned(office: OfficeProfile, steps: Sequence[_Step], gone: set[_Key], today: dt.date) -> Plan:
    notices: list[Notice] = []
    unreachable: list[str] = []
    for by in RemindBy:
        due = [step for step in steps if by in step[2].rung.by and key_of(step[2], by) not in gone]
        if by is RemindBy.LINE:
            notices += _lines(due, today)
        elif by is RemindBy.LETTER:
            notices += _letters(due)
        elif office.mail is not None:
            found, without = _mails(office, due, today)
            notices += found
            unreachable += without
    return Plan(day=today, notices=tuple(notices), unreachable=tuple(dict.fromkeys(unreachable)))


def key_of(step: Reached, by: RemindBy) -> _Key:
    """What tells this reminder from every other."""
    return step.task.id, step.rung.kind.value, step.day, by.value


def _gone(desk: Desk, tasks: Sequence[int], now: dt.datetime) -> set[_Key]:
    with desk.database.reading() as store:
        return {
            (one.task, one.rung, one.day, one.channel)
            for one in store.follow_up.reminders(tasks=tasks)
            if not one.is_stale(now)
        }


def _waited_for(desk: Desk, found: Sequence[DirectiveRow]) -> list[tuple[DirectiveRow, Outgoing]]:
    """The directives that offices were told of and have not answered, each with the letter that told them."""
    rows = [row for row in found if _is_asked_for(row) and told(row, level_below(desk.office))]
    with desk.database.reading() as store:
        relays = store.outgoing.by_letters({row.entry.id for row in rows})
    return [(row, relay) for row in rows if (relay := relays.get(row.entry.id)) is not None]


def _is_asked_for(row: DirectiveRow) -> bool:
    return row.due is not None or wants_form(row.directive)


def _presses(row: DirectiveRow, today: dt.date, days: int | None) -> bool:
    return days is None or (row.due is not None and row.due <= today + dt.timedelta(days=days))


def told(row: DirectiveRow, below: Level) -> tuple[Task, ...]:
    """The offices below that know and have not answered; an office need not remind itself."""
    return tuple(one for one in row.missing if one.level is below and one.state is not TaskState.NOT_SENT)


def _unanswered(row: DirectiveRow, relay: Outgoing, missing: Sequence[Task]) -> Unanswered:
    levels = {one.level for one in missing}
    return Unanswered(
        subject=relay.subject,
        item=row.directive.item,
        number=relay.number,
        dated=relay.dated,
        due=min((one.due for one in missing if one.due), default=None),
        answered=sum(one.level in levels for one in row.answered),
        all=sum(one.level in levels for one in row.tasks),
        missing=tuple(one.office for one in missing),
    )


def _line(
    row: DirectiveRow, relay: Outgoing, missing: Sequence[Task], today: dt.date, rung: str | None = None
) -> str:
    return line_reminder(_unanswered(row, relay, missing), today, rung)


def _grouped(steps: Iterable[_Step], *, whole_letter: bool = False) -> list[list[_Step]]:
    """The steps of one directive and rung together, or of one letter and rung."""
    groups: dict[tuple[object, ...], list[_Step]] = {}
    for row, relay, found in steps:
        place = () if whole_letter else (row.place, found.task.deadline, found.task.period)
        groups.setdefault((row.entry.id, found.rung.kind, *place), []).append((row, relay, found))
    return list(groups.values())


def _lines(steps: Sequence[_Step], today: dt.date) -> list[Notice]:
    """A text a directive for the group of the districts; what is for the superior goes to him alone."""
    return [
        Notice(
            rung=found.rung,
            by=RemindBy.LINE,
            reached=tuple(one for _, _, one in group),
            row=row,
            recipient="",
            text=_line(row, relay, [one.task for _, _, one in group], today, found.rung.kind.value),
        )
        for group in _grouped(steps)
        for row, relay, found in group[:1]
    ]


def _letters(steps: Sequence[_Step]) -> list[Notice]:
    """A letter a rung to the districts that owe answers to a letter received."""
    return [
        Notice(
            rung=found.rung,
            by=RemindBy.LETTER,
            reached=tuple(one for _, _, one in group),
            row=row,
            recipient=""
            if is_for_superior(found.rung)
            else ", ".join(dict.fromkeys(one.task.office for _, _, one in group)),
        )
        for group in _grouped(steps, whole_letter=True)
        for row, _, found in group[:1]
    ]


def _mails(office: OfficeProfile, steps: Sequence[_Step], today: dt.date) -> tuple[list[Notice], list[str]]:
    """One e-mail a district with all that it owes, one to the superior; and who has no address."""
    addresses = {one.code: one.email for one in office.province.districts}
    notices: list[Notice] = []
    unreachable: list[str] = []
    groups: dict[tuple[bool, str], list[_Step]] = {}
    for step in steps:
        superior = is_for_superior(step[2].rung)
        groups.setdefault((superior, "" if superior else step[2].task.office_code), []).append(step)
    for (superior, code), group in groups.items():
        address = office.superior_email if superior else addresses.get(code, "")
        row, _, found = group[0]
        if not address:
            unreachable.append("" if superior else found.task.office)
            continue
        mail = email_reminder(_mailed(office, group, superior=superior), today)
        notices.append(
            Notice(
                rung=found.rung,
                by=RemindBy.EMAIL,
                reached=tuple(one for _, _, one in group),
                row=row,
                recipient=address,
                subject=mail.subject,
                text=mail.text,
            )
        )
    return notices, unreachable


def _mailed(office: OfficeProfile, group: Sequence[_Step], *, superior: bool) -> Mailed:
    matters = [
        _unanswered(row, relay, [one.task for _, _, one in same])
        for same in _grouped(group)
        for row, relay, _ in same[:1]
    ]
    return Mailed(
        to="" if superior else group[0][2].task.office,
        matters=tuple(matters),
        sender=office.sender,
        unit=tuple(line for line in (office.office, office.group) if line),
        phone=office.phone,
    )
