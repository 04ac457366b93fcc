"""What the API takes and gives, as its description shows it. Fields may be added; those here keep their meaning."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from circulars.account import Role
from circulars.circular import Circular, Urgency
from circulars.reading import Severity
from circulars.reading_json import SCHEMA
from circulars.task import TaskState
from desk.permissions import Verb
from registry.entries import LetterState
from web.addresses import LARGEST_NUMBER

#: No field of an official letter is longer than this.
LONGEST = 20_000
Text = Annotated[str, Field(max_length=LONGEST)]
Seen = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]


class Given(BaseModel):
    """What a program sends; what it must not send is told instead of passed over."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What a program is sent."""

    model_config = ConfigDict(extra="allow")


class CorrectionGiven(Given):
    """A value put right."""

    field: Annotated[str, Field(min_length=1, max_length=200)]
    value: Text
    reason: Text = ""
    seen: Seen | None = None


class ProposalsGiven(Given):
    """Which proposals are accepted; none named: all."""

    numbers: Annotated[list[Annotated[int, Field(ge=1, le=10_000)]], Field(max_length=1000)] = []
    seen: Seen


class DirectiveGiven(Given):
    """A directive that was not found."""

    text: Text
    seen: Seen


class SplitGiven(Given):
    """Where a directive is cut."""

    at: Annotated[int, Field(ge=0, le=LONGEST)]
    seen: Seen


class SeenGiven(Given):
    """The version that was looked at."""

    seen: Seen


class ConfirmationGiven(Given):
    """A reading found right."""

    seen: Seen
    anyway: bool = False


class DraftGiven(Given):
    """How a relay is drafted."""

    again: bool = False
    form: Literal["stamped", "external"] | None = None
    days_ahead: Annotated[int, Field(ge=0, le=30)] | None = None
    copy_: Annotated[bool, Field(alias="copy")] = False


class Change(Given):
    """A field of a draft and its new value."""

    field: Annotated[str, Field(min_length=1, max_length=200)]
    value: Text


class EditGiven(Given):
    """A draft changed by hand."""

    changes: Annotated[list[Change], Field(max_length=100)] = []
    text: Annotated[str, Field(max_length=200_000)] | None = None
    seen: Seen | None = None


class ReasonGiven(Given):
    """Why something is sent back."""

    reason: Text


class SendingGiven(Given):
    """A letter is numbered and sent."""

    dated: Annotated[str, Field(max_length=60)] | None = None


class AnswerGiven(Given):
    """What an office answers to a task."""

    rows: Annotated[list[dict[str, Text]], Field(max_length=2000)] = []
    nil: bool = False
    note: Text = ""
    anyway: bool = False
    seen: Seen | None = None


class ReceiptGiven(Given):
    """An office has received its task."""

    number: Annotated[str, Field(max_length=80)] = ""


class ExportGiven(Given):
    """Which letters are handed over."""

    letters: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=1000)] = []
    q: Annotated[str, Field(max_length=1000)] = ""
    year: Annotated[int, Field(ge=2400, le=9999)] | None = None


class Source(Shown):
    """The file that was read."""

    name: str
    sha256: str
    pages: int
    text_from: list[str]


class Span(Shown):
    """A quotation, and its place on the page."""

    page: int
    line: int
    start: int
    end: int
    box: list[float] | None
    quote: str


class Issue(Shown):
    """Something that a person should look at."""

    kind: str
    severity: Severity
    field: str | None
    message: str
    suggestion: str | None


class Reading(Shown):
    """What was understood of a letter, ``saraban.reading/1``."""

    schema_: Annotated[Literal[SCHEMA], Field(alias="schema")]  # type: ignore[valid-type]
    source: Source
    letter: Circular
    spans: dict[str, list[Span]]
    issues: list[Issue]


class LetterRow(Shown):
    """A row of the register of letters received."""

    id: str
    receipt_number: int
    year: int
    received: str
    received_by: str
    state: LetterState
    number: str | None
    dated: str | None
    from_: Annotated[str | None, Field(alias="from")]
    to: str | None
    subject: str | None
    urgency: Urgency
    file: str
    sha256: str
    confirmed: str | None
    confirmed_by: str | None
    version: int
    cancelled: str | None


class LetterRows(Shown):
    """A page of letters received."""

    items: list[LetterRow]
    next: int | None


class ReceivedRow(Shown):
    """What became of one letter of a file."""

    file: str
    error: str | None = None
    message: str | None = None
    address: str | None = None
    known: bool | None = None
    letter: LetterRow | None = None


class ReceivedRows(Shown):
    """What became of a file."""

    items: list[ReceivedRow]


class Correction(Shown):
    """A value that a person changed."""

    at: str
    by: str
    field: str
    before: Any
    after: Any


class Letter(LetterRow):
    """A letter received with its reading."""

    reading: Reading
    corrections: list[Correction]


class Corrected(Shown):
    """What a correction did."""

    id: str
    version: int
    corrections: list[Any]
    tasks_new: list[int]
    tasks_moved: list[int]
    tasks_dropped: list[int]
    issues: list[Issue]


class Task(Shown):
    """A directive for one office."""

    id: int
    letter: str
    directive: int
    item: str | None
    level: str
    office: str
    office_code: str
    due: str | None
    time: str | None
    rrule: str | None
    state: TaskState
    late: bool
    version: int
    text: str


class Tasks(Shown):
    """A page of tasks."""

    items: list[Task]
    next: int | None


class TaskWhole(Task):
    """A task, the columns of its answer, and what happened to it."""

    columns: list[Any]
    events: list[Any]


class TaskAnswered(Shown):
    """A task after an answer was entered, accepted or returned."""

    id: int
    state: TaskState
    version: int


class Confirmed(LetterRow):
    """A letter confirmed, and the tasks made."""

    tasks: list[Any]


class MatrixRow(Shown):
    """One directive across its offices."""

    letter: str
    subject: str | None
    directive: int
    due: str | None
    answered: int
    of: int
    missing: list[str]
    tasks: list[Any]


class MatrixRows(Shown):
    """A page of the matrix."""

    items: list[MatrixRow]
    next: int | None


class Rollups(Shown):
    """All answers to the directives of a letter."""

    items: list[Any]


class Draft(Shown):
    """The draft of a relay."""

    id: str
    version: int
    step: str | None
    sent: bool
    letter: dict[str, Any]
    edits: list[Any]
    findings: list[Any]


class Step(Shown):
    """A step of a draft on its way out."""

    step: str
    at: str
    by: str
    note: str


class SentRow(Shown):
    """A row of the register of letters sent."""

    number: str
    year: int
    dated: str
    from_: Annotated[str, Field(alias="from")]
    to: str
    subject: str
    urgency: Urgency


class SentRows(Shown):
    """A page of letters sent."""

    items: list[SentRow]
    next: int | None


class Sent(SentRow):
    """A relay as it went out."""

    id: str
    files: list[Any]
    tasks_sent: list[int]


class Hit(Shown):
    """A letter that was found."""

    register_: Annotated[Literal["received", "sent"], Field(alias="register")]
    match: str
    snippet: str
    marks: list[list[int]]


class Found(Shown):
    """A page of what was found."""

    items: list[Hit]
    next: int | None
    total: int
    facets: dict[str, Any]


class Me(Shown):
    """Whose token it is."""

    account: str
    name: str
    role: Role
    office_code: str
    scopes: list[Verb]
