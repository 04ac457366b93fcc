"""A reading (ผลการอ่าน): what was understood of a letter, where it says so, and what is in doubt."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from circulars.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.circular import Circular
    from circulars.source import Passage, SourceText


class Severity(StrEnum):
    """How much an issue asks of a person."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class IssueKind(StrEnum):
    """Everything that a reading can find wrong; the texts are in ``lexicon/messages.toml``."""

    NO_DATE = "no-date"
    NO_NUMBER = "no-number"
    NO_SUBJECT = "no-subject"
    NO_ADDRESSEE = "no-addressee"
    NO_DIRECTIVE = "no-directive"
    NOT_A_LETTER = "not-a-letter"
    NOT_THAI = "not-thai"
    OCR_SLIP = "ocr-slip"
    OCR_CORRECTED = "ocr-corrected"
    FOREIGN_LETTER = "foreign-letter"
    NUMBER_PREFIX_UNLIKELY = "number-prefix-unlikely"
    NUMBER_AMBIGUOUS = "number-ambiguous"
    DATE_ORDER = "date-order"
    DATE_INVALID = "date-invalid"
    NUMBER_ORDER = "number-order"
    NUMBER_ISSUER = "number-issuer"
    NUMBER_LETTERS_UNKNOWN = "number-letters-unknown"
    PHONE_AREA = "phone-area"
    ENCLOSURE_MISSING = "enclosure-missing"
    ITEM_ORDER = "item-order"
    MISSING_PAGE = "missing-page"
    WEEKDAY_MISMATCH = "weekday-mismatch"
    DUE_BEFORE_DATED = "due-before-dated"
    DUE_ON_HOLIDAY = "due-on-holiday"
    HOLIDAYS_UNKNOWN = "holidays-unknown"
    DEADLINE_UNREAD = "deadline-unread"
    DEADLINE_DOUBT = "deadline-doubt"
    TEXT_LAYER_BROKEN = "text-layer-broken"
    LOW_CONFIDENCE = "low-confidence"
    DIGIT_DOUBT = "digit-doubt"
    DIGIT_DOUBTS = "digit-doubts"
    CAME_BY_MAIL = "came-by-mail"
    PAGE_BLANK = "page-blank"
    PAGE_NO_TEXT = "page-no-text"
    PAGE_NOT_READ = "page-not-read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something about the letter that a person should look at (ข้อสังเกต)."""

    kind: IssueKind
    severity: Severity = Severity.WARNING
    field: str | None = None  #: JSON pointer into the reading
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)  #: what the message names
    suggestion: str | None = None
    passage: Passage | None = None

    def message(self, lang: str = "th") -> str:
        """The whole message in the reader's language."""
        return message(self.kind, lang, self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """An enclosure (สิ่งที่ส่งมาด้วย) that stands in the same file, behind the letter."""

    title: str
    number: int | None  #: as the enclosure itself says; None where it says none
    first_page: int  #: from 1
    last_page: int
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A `Circular`, the quotation behind each of its values, and the issues found."""

    source: SourceText
    letter: Circular
    passages: Mapping[str, tuple[Passage, ...]]  #: by JSON pointer
    issues: tuple[Issue, ...] = ()
    attached: tuple[Attached, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether an issue of severity error waits."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)
