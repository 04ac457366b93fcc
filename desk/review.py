"""A person looks at a reading: what waits, what is corrected, what is confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from circulars.checks import CHECKED, check
from circulars.codec import to_plain
from circulars.deadline import BY_PERSON, Confidence, Deadline
from circulars.errors import ConflictError, NotFoundError
from circulars.messages import message
from circulars.reading import Severity
from circulars.reading_json import issue_to_json, letter_to_json
from circulars.thai_calendar import long_date
from desk.assign import Assigned, assign
from desk.fields import pointer_of, replaced, value_at
from desk.lexicon import LexiconWord, add, changed_word
from desk.links import link_letter
from desk.lookup import letter_of, refuse_cancelled, refuse_overtaken, refuse_unseen
from desk.redate import redated
from desk.values import NOTHING
from registry.entries import Correction, Incoming, LetterState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from circulars.circular import Circular
    from circulars.thai_calendar import OfficeCalendar
    from desk.office_desk import Clerk, Desk
    from registry.store import Store

#: Issues raised here speak of more than any one value.
WHOLES = frozenset({"/letter", "/letter/directives"})
_DUE = re.compile(r"/letter/directives/(\d+)/deadlines/(\d+)/(?:due|time|rrule)")
_DIRECTIVE = re.compile(r"/letter/directives/\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A reading that a person found right, and the tasks made from it."""

    entry: Incoming
    assigned: Assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a correction did."""

    entry: Incoming
    made: tuple[Correction, ...]  #: empty where everything was so already
    assigned: Assigned = field(
        default_factory=Assigned
    )  #: tasks that moved because the letter was confirmed before
    noted: tuple[LexiconWord, ...] = ()  #: what later readings put right by themselves


def waiting(desk: Desk) -> tuple[Incoming, ...]:
    """The readings that wait for a person."""
    with desk.database.reading() as store:
        return tuple(one for one in store.incoming.listed(state=LetterState.WAITING) if one.cancelled is None)


def doubts_of(desk: Desk, letters: Collection[int]) -> dict[int, int]:
    """How many things of the readings of those letters a person must look at."""
    with desk.database.reading() as store:
        entries = store.incoming.by_ids(letters)
    return {
        number: sum(one["severity"] != Severity.INFO for one in entry.reading["issues"])
        for number, entry in entries.items()
    }


def confirm(
    desk: Desk, receipt: str, clerk: Clerk, *, anyway: bool = False, seen: int | None = None
) -> Confirmed:
    """A person finds a reading right: its tasks are made.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        clerk: Who confirms, and when.
        anyway: Also with issues of severity error that nobody corrected.
        seen: The version of the reading that was looked at; if it was corrected since, it is not confirmed.

    Raises:
        NotFoundError: If there is no such letter.
        ConflictError: If it was confirmed before, or issues of severity error wait.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_cancelled(entry)
        refuse_unseen(entry, seen)
        if entry.confirmed is not None:
            raise ConflictError(
                "already-confirmed",
                receipt=entry.receipt,
                by=entry.confirmed_by or "",
                at=long_date(entry.confirmed.date()),
            )
        _refuse_errors(entry, anyway=anyway)
        refuse_overtaken(entry, done=store.incoming.confirm(entry, clerk.now, clerk.name))
        store.audit.add(clerk.did("confirm", f"letter {entry.receipt}"))
        link_letter(store, entry, entry.letter, clerk)
        assigned = assign(store, entry, entry.letter, desk, clerk)
        return Confirmed(entry=letter_of(store, entry.receipt, clerk.today), assigned=assigned)


def _refuse_errors(entry: Incoming, *, anyway: bool) -> None:
    errors = [one for one in entry.reading["issues"] if one["severity"] == Severity.ERROR]
    if errors and not anyway:
        raise ConflictError("errors-wait", receipt=entry.receipt, count=str(len(errors)))


def correct(
    desk: Desk,
    receipt: str,
    name: str,
    text: str,
    clerk: Clerk,
    *,
    reason: str = "",
    seen: int | None = None,
    lexicon: Path | None = None,
) -> Corrected:
    """A person changes one value of a reading; what it was is kept.

    Checks are made again; a corrected date counts the deadlines again; the tasks of a letter
    already confirmed follow.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        name: A JSON pointer, or a word of ``lexicon/fields.toml``.
        text: The value as a person types it; "-" empties it.
        clerk: Who corrects, and when.
        reason: Why, for example that a later letter names another day; kept with the tasks that move.
        seen: The version of the reading that was looked at; if it was corrected since, nothing is stored.
        lexicon: The data directory, if later readings are to put the changed word right by themselves.

    Raises:
        NotFoundError: If there is no such letter.
        UsageError: If there is no such field, the text is no value for it, or no word was changed that can be noted.
        ConflictError: If a directive is to be taken out of a letter already confirmed.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_unseen(entry, seen)
        corrected = _correct_all(
            desk, store, entry, [(pointer_of(name, entry.letter), text)], clerk, reason=reason
        )
        if lexicon is None:
            return corrected
        words = [changed_word(one.before, one.after) for one in corrected.made]
        return replace(corrected, noted=tuple(add(lexicon, *word, clerk) for word in words))


def accept(
    desk: Desk, receipt: str, clerk: Clerk, numbers: Sequence[int] = (), *, seen: int | None = None
) -> Corrected:
    """A person takes what the reading proposes, as for words misread.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        clerk: Who accepts, and when.
        numbers: Which issues, counted from 1 as they are shown; all that propose something if empty.
        seen: The version of the reading whose issues those are; if it was corrected since, they are others.

    Raises:
        NotFoundError: If there is no such letter, or an issue of that number proposes nothing.
        ConflictError: If the reading was corrected since it was seen.
    """
    with desk.database.writing() as store:
        entry = letter_of(store, receipt, clerk.today)
        refuse_unseen(entry, seen)
        proposed = {
            number: (issue["field"], issue["suggestion"])
            for number, issue in enumerate(entry.reading["issues"], start=1)
            if issue["suggestion"] is not None and issue["field"] is not None
        }
        for number in numbers:
            if number not in proposed:
                raise NotFoundError("no-proposal", number=str(number), receipt=entry.receipt)
        changes = [
            (pointer_of(pointer, entry.letter), value)
            for number, (pointer, value) in proposed.items()
            if not numbers or number in numbers
        ]
        return _correct_all(desk, store, entry, changes, clerk)


def _correct_all(
    desk: Desk,
    store: Store,
    entry: Incoming,
    changes: Sequence[tuple[str, str]],
    clerk: Clerk,
    *,
    reason: str = "",
) -> Corrected:
    refuse_cancelled(entry)
    made: list[Correction] = []
    now = entry
    for change in changes:
        now, correction = _correct_one(desk, now, change, clerk)
        made += [correction] if correction else []
    if not made:
        return Corrected(entry=entry, made=())
    refuse_overtaken(entry, done=store.incoming.rewrite(entry, now.letter, now.reading))
    for one in made:
        store.incoming.add_correction(one)
        store.audit.add(
            clerk.did(
                "correct",
                f"letter {entry.receipt} {one.field}",
                before=_plain_text(one.before),
                after=_plain_text(one.after),
                reason=reason,
            )
        )
    assigned = Assigned()
    if entry.confirmed:
        link_letter(store, now, now.letter, clerk)
        assigned = assign(store, entry, now.letter, desk, clerk, reason=reason)
    return Corrected(entry=letter_of(store, entry.receipt, clerk.today), made=tuple(made), assigned=assigned)


def _plain_text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _correct_one(
    desk: Desk, entry: Incoming, change: tuple[str, str], clerk: Clerk
) -> tuple[Incoming, Correction | None]:
    pointer, text = change
    letter = entry.letter
    changed = replaced(letter, pointer, text)
    if changed == letter:
        return entry, None
    takes_out = text.strip() == NOTHING and re.search(r"/\d+$", pointer) is not None
    if takes_out and entry.confirmed and _DIRECTIVE.fullmatch(pointer):
        raise ConflictError("directive-has-tasks", receipt=entry.receipt)
    changed = _settled(changed, pointer, desk.calendar)
    if pointer == "/letter/dated":
        changed = redated(changed, received=entry.received, calendar=desk.calendar)
    correction = Correction(
        letter=entry.id,
        at=clerk.now,
        by=clerk.name,
        field=pointer,
        before=to_plain(value_at(letter, pointer)),
        after=None if takes_out else to_plain(value_at(changed, pointer)),
    )
    return replace(entry, reading=rewritten(entry.reading, changed, pointer, takes_out=takes_out)), correction


def _settled(letter: Circular, pointer: str, calendar: OfficeCalendar) -> Circular:
    """A day, time or rhythm that a person has set is sure."""
    match = _DUE.fullmatch(pointer)
    if match is None:
        return letter
    place, number = int(match[1]), int(match[2])
    directive = letter.directives[place]
    deadlines = list(directive.deadlines)
    deadlines[number] = _sure(deadlines[number], calendar)
    directives = list(letter.directives)
    directives[place] = replace(directive, deadlines=tuple(deadlines))
    return replace(letter, directives=tuple(directives))


def _sure(deadline: Deadline, calendar: OfficeCalendar) -> Deadline:
    due = deadline.due
    when = long_date(due) if due else deadline.quote
    return replace(
        deadline,
        confidence=Confidence.SURE,
        flags=(BY_PERSON,),
        plan_by=calendar.on_or_before(due) if due and not calendar.is_working(due) else None,
        due_nominal=None,
        explanation=message("deadline-by-person", "th", {"when": when}),
    )


def rewritten(
    reading: dict[str, Any], letter: Circular, pointer: str | None = None, *, takes_out: bool = False
) -> dict[str, Any]:
    """The reading with the letter as it is now: issues a person has settled are gone, checks are made anew.

    Args:
        reading: As it was.
        letter: As it is.
        pointer: What a person has corrected; None if nobody has.
        takes_out: Whether that was taken out of its list.
    """
    words = "\n".join(one.text for one in letter.paragraphs)
    kept = [
        one for one in reading["issues"] if one["kind"] not in CHECKED and not _settles(pointer, one["field"])
    ]
    issues = [*kept, *(issue_to_json(one) for one in check(letter, words))]
    spans = reading["spans"]
    if takes_out and pointer:
        spans = {moved: span for old, span in spans.items() if (moved := _moved(old, pointer)) is not None}
        issues = [{**one, "field": _moved(one["field"], pointer)} for one in issues]
    return {**reading, "letter": letter_to_json(letter), "spans": spans, "issues": issues}


def _settles(pointer: str | None, raised: str | None) -> bool:
    """Whether a correction there answers an issue raised here: of the same value, of a part of it, or of its whole."""
    if pointer is None or raised is None or raised in WHOLES:
        return False
    return f"{raised}/".startswith(f"{pointer}/") or f"{pointer}/".startswith(f"{raised}/")


def _moved(old: str | None, taken: str) -> str | None:
    """Where a pointer points after an entry was taken out of its list; None if into the entry itself."""
    folder, _, place = taken.rpartition("/")
    if old is None or not old.startswith(folder + "/"):
        return old
    step, *rest = old.removeprefix(folder + "/").split("/")
    if not step.isdecimal() or int(step) < int(place):
        return old
    return None if int(step) == int(place) else "/".join([folder, str(int(step) - 1), *rest])
