"""Report forms (แบบรายงาน): one workbook for every directive that wants an answer and every office that owes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.directive import Directive, DirectiveKind
from circulars.errors import NotFoundError
from desk.lookup import confirmed_letter, office_code
from desk.offices import office_of_code, offices_of
from generator.docx_form import form_docx
from generator.form import report_form
from generator.xlsx_writer import form_xlsx
from registry.archive import Planned, file_name, write

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.office import OfficeProfile
    from circulars.task import Task
    from desk.office_desk import Clerk, Desk
    from desk.offices import TaskOffice
    from registry.entries import Incoming

FORMS = "forms"
#: Kinds of directive that are answered by telling something.
ANSWERED = frozenset({DirectiveKind.REPORT, DirectiveKind.REPLY, DirectiveKind.APPOINT})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeForms:
    """The report forms made of a letter."""

    entry: Incoming
    files: tuple[Path, ...]


def wants_form(directive: Directive) -> bool:
    """Whether an answer is waited for that a form can hold.

    A standing duty has the form of the letter that set it.
    """
    return not directive.standing and (directive.kind in ANSWERED or directive.quota is not None)


def make_forms(
    desk: Desk,
    receipt: str,
    clerk: Clerk,
    *,
    item: str | None = None,
    district: str | None = None,
    word: bool = False,
) -> MadeForms:
    """Write the report forms of a letter into the data directory.

    Args:
        desk: The office's desk.
        receipt: The letter's receipt number.
        clerk: Who asks, and when.
        item: Only the directive of that number in the letter, whatever its kind.
        district: Only for that district, or for the province.
        word: As Word documents with content controls, not as workbooks.

    Raises:
        NotFoundError: If there is no such letter, directive or district, or nothing in the letter wants a form.
        NotPermittedError: If nobody has confirmed the letter's reading.
    """
    with desk.database.reading() as store:
        entry = confirmed_letter(store, receipt, clerk.today)
    code = None if district is None else office_code(desk.office, district)
    folder = f"{FORMS}/{file_name(entry.receipt)}"
    plans = planned_forms(entry, desk.office, folder=folder, item=item, code=code, word=word)
    if not plans:
        raise NotFoundError("no-form", receipt=entry.receipt)
    for plan in plans:
        write(desk.archive.absolute(plan.path), plan.content)
    return MadeForms(entry=entry, files=tuple(desk.archive.absolute(one.path) for one in plans))


def planned_forms(
    entry: Incoming,
    office: OfficeProfile,
    *,
    folder: str,
    item: str | None = None,
    code: str | None = None,
    word: bool = False,
) -> list[Planned]:
    """The forms of a letter, not yet written; ``item`` and ``code`` narrow them to a directive and an office."""
    return [
        _planned(
            entry,
            place,
            one,
            f"{folder}/{file_name(f'{_item(directive, place)}-{one.label}')}",
            word=word,
        )
        for place, directive in enumerate(entry.letter.directives)
        if (wants_form(directive) if item is None else directive.item == item)
        for one in offices_of(replace(directive, relay=False), office)
        if code in {None, one.code}
    ]


def task_workbook(entry: Incoming, task: Task, office: OfficeProfile) -> Planned:
    """The empty workbook on which the office of a task answers it; its path is the name it is handed out by.

    Raises:
        NotFoundError: If the profile has that office no more.
    """
    to = office_of_code(office, task.office_code)
    item = _item(entry.letter.directives[task.directive], task.directive)
    return _planned(entry, task.directive, to, file_name(f"{entry.form_id}-{item}-{to.label}"), word=False)


def _item(directive: Directive, place: int) -> str:
    return directive.item or f"#{place + 1}"


def _planned(entry: Incoming, place: int, to: TaskOffice, path: str, *, word: bool) -> Planned:
    form = report_form(entry.letter, place, to.label, to.code, letter_id=entry.form_id)
    if word:
        return Planned(path=f"{path}.docx", content=form_docx(form), kind="form")
    return Planned(path=f"{path}.xlsx", content=form_xlsx(form), kind="form")
