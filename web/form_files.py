"""The report form of a task as a workbook: handed out, and taken back filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi.responses import Response

from circulars.errors import UsageError
from desk.form import task_workbook
from desk.form_report import report_by_form
from desk.report import Answer
from web.sizes import EVIDENCE
from web.uploads import on_disk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import UploadFile

    from circulars.task import Task
    from desk.office_desk import Clerk
    from registry.entries import Incoming
    from web.counter import Counter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(counter: Counter, entry: Incoming, task: Task) -> Response:
    """The empty form."""
    made = task_workbook(entry, task, counter.desk.office)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.path)}"}
    return Response(made.content, media_type=XLSX, headers=headers)


def taken_back(counter: Counter, clerk: Clerk, task: Task, uploads: Sequence[UploadFile]) -> None:
    """Enter what a filled-in form says.

    Raises:
        SarabanError: As `desk.form_report.report_by_form`, or if there is not one file.
    """
    if len(uploads) != 1:
        raise UsageError("form-one-file")
    with on_disk(uploads, EVIDENCE) as (path,):
        report_by_form(counter.desk, path, clerk, Answer(), number=task.id)
