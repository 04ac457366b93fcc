"""What a letter about a letter received is made of (เรื่องที่มีหนังสือ): that letter, its relays, directives and answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.agencies import issuer_of
from circulars.below import level_below, offices_below
from circulars.circular import LetterForm, Reference
from circulars.directive import ChannelKind
from circulars.errors import NotFoundError, UsageError
from circulars.task import SETTLED, TaskState
from desk.form import wants_form
from desk.links import relays_of_letter
from desk.lookup import office_code
from desk.report import task_form
from generator.addressees import addressee_head, word_below
from generator.answer_table import OfficeAnswer, answer_table
from generator.citations import letters_citation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.letter import LetterTable
    from circulars.office import Level
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from desk.overview import DirectiveRow
    from registry.entries import Incoming, Outgoing
    from registry.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person says of the letter; the registry says the rest."""

    to: str = ""  #: the addressee; the one that the kind asks for if empty
    items: tuple[str, ...] = ()  #: only the directives of these numbers
    districts: tuple[str, ...] = ()  #: only these; those that have not answered if empty
    round: int = 1  #: which reminder it is
    earlier: tuple[Reference, ...] = ()  #: the reminders before it
    due: dt.date | None = None  #: the new day
    text: str | None = None  #: the whole body anew, one paragraph a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a letter is made of."""

    desk: Desk
    clerk: Clerk
    entry: Incoming
    relays: tuple[Outgoing, ...]  #: its relay; one to each district if it went out so
    rows: tuple[DirectiveRow, ...]
    answers: dict[int, OfficeAnswer]  #: by task
    wanted: Wanted

    @property
    def level(self) -> Level:
        """The level of those who are told."""
        return level_below(self.desk.office)

    def bare(self, offices: Sequence[str]) -> tuple[str, ...]:
        """Names of offices below without their อำเภอ."""
        return tuple(one.removeprefix(word_below(self.desk.office)) for one in offices)

    @property
    def source(self) -> Reference:
        """The letter received, as it is cited."""
        entry = self.entry
        return Reference(
            issuer=issuer_of(entry.letter),
            urgency=entry.urgency,
            number=entry.number,
            dated=entry.dated,
            subject=entry.subject,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The districts that have not answered, in the order of the office's list."""
        names = {one.office for row in self.rows for one in row.missing if one.level is self.level}
        return tuple(one for one in self.districts if one in names)

    def settled(self, state: TaskState) -> tuple[str, ...]:
        """The districts of which nothing is waited for although they did not answer everything.

        Deemed by the letter if any of their tasks is; exempt only if all of them are.
        """
        states: dict[str, set[TaskState]] = {}
        for row in self.rows:
            for one in row.tasks:
                states.setdefault(one.office, set()).add(one.state)
        found = {
            office
            for office, own in states.items()
            if (state in own if state is TaskState.DEFAULTED else own == {state})
        }
        return tuple(one for one in self.districts if one in found and one not in self.missing)

    @property
    def answered(self) -> tuple[str, ...]:
        """The districts that have answered all that was asked of them."""
        others = {*self.missing, *(name for state in SETTLED for name in self.settled(state))}
        return tuple(one for one in self.districts if one not in others)

    @property
    def districts(self) -> tuple[str, ...]:
        """All districts that the directives are for, or those that were asked for."""
        codes = {office_code(self.desk.office, one) for one in self.wanted.districts}
        told = {one.office_code for row in self.rows for one in row.tasks if one.level is self.level}
        below = word_below(self.desk.office)
        listed = offices_below(self.desk.office)
        return tuple(f"{below}{one.name}" for one in listed if one.code in (codes or told))

    @property
    def due(self) -> dt.date | None:
        """The earliest day of the directives."""
        return min((row.due for row in self.rows if row.due), default=None)

    @property
    def relayed(self) -> Outgoing:
        """The relay of the letter.

        Raises:
            NotFoundError: If it was not relayed.
        """
        if not self.relays:
            raise NotFoundError("not-relayed", receipt=self.entry.receipt)
        return self.relays[0]

    def relay_citation(self, districts: Sequence[str]) -> str:
        """The letter that told these districts, or the first and the last of those that did."""
        names = self.bare(districts)
        heads = [addressee_head(form, self.desk.office) for form in (LetterForm.STAMPED, LetterForm.EXTERNAL)]
        told = {f"{head}{name}" for head in heads for name in names}
        own = [one for one in self.relays if one.addressee in told] or list(self.relays)
        return f" {letters_citation(cited(own[0]), cited(own[-1]))}"

    @property
    def late(self) -> tuple[str, ...]:
        """Whom a reminder is about: the districts that were asked for, else those that have not answered.

        Raises:
            NotFoundError: If nobody is left to remind.
        """
        found = self.districts if self.wanted.districts else self.missing
        if not found:
            raise NotFoundError("nobody-missing", receipt=self.entry.receipt)
        return found

    @property
    def new_due(self) -> dt.date:
        """The day by which they are to answer now.

        Raises:
            UsageError: If nobody said it.
        """
        if self.wanted.due is None:
            raise UsageError("letter-needs-due")
        return self.wanted.due

    @property
    def agency(self) -> str:
        """Who sent the letter received.

        Raises:
            UsageError: If it is not known, and nobody is named instead.
        """
        found = self.source.issuer
        if found is None and not self.wanted.to:
            raise UsageError("letter-needs-addressee", agency="-")
        return found or ""

    @property
    def report_page(self) -> str | None:
        """The address of the report page, where the districts answer by the code on the letter."""
        by_code = any(
            channel.kind is ChannelKind.QR_CODE for row in self.rows for channel in row.directive.channels
        )
        return self.desk.office.report_url if by_code and self.desk.office.report_url else None

    @property
    def table(self) -> LetterTable:
        """The answers of the districts to the first directive that a form answers.

        Raises:
            NotFoundError: If no directive is answered on a form.
        """
        row = next((one for one in self.rows if wants_form(one.directive)), None)
        if row is None:
            raise NotFoundError("no-form", receipt=self.entry.receipt)
        tasks = [one for one in row.tasks if one.level is self.level]
        form = task_form(self.entry, tasks[0], self.desk.office)
        return answer_table(form.columns, [self.answers[one.id] for one in tasks])


def open_case(
    store: Store, desk: Desk, clerk: Clerk, wanted: Wanted, *, entry: Incoming, rows: Sequence[DirectiveRow]
) -> Case:
    """The case of a letter received: its relays, and the latest answers to those of its directives."""
    return Case(
        desk=desk,
        clerk=clerk,
        entry=entry,
        relays=_relays(store, entry),
        rows=tuple(rows),
        answers={one.id: _answer(store, one) for row in rows for one in row.tasks},
        wanted=wanted,
    )


def _relays(store: Store, entry: Incoming) -> tuple[Outgoing, ...]:
    """The relay as its letters: one to each district if it went out so."""
    if store.outgoing.by_letter(entry.id) is None:
        return ()
    return tuple(one for one in relays_of_letter(store, entry.id) if one.content is not None)


def _answer(store: Store, task: Task) -> OfficeAnswer:
    """The latest answer of an office."""
    said = [one.answer for one in store.tasks.events(task.id) if one.answer] if task.state.answered else []
    data = json.loads(said[-1]) if said else {}
    return OfficeAnswer(
        office=task.office,
        rows=tuple(data.get("rows", ())),
        nil=bool(data.get("nil")),
        settled=task.state.value if task.state in SETTLED else "",
    )


def cited(relay: Outgoing) -> Reference:
    """A letter of ours as others cite it."""
    return Reference(
        issuer=relay.sender,
        urgency=relay.urgency,
        number=relay.number,
        dated=relay.dated,
        subject=relay.subject,
    )
