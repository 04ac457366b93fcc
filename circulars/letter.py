"""The outgoing letter (หนังสือส่ง) and the report form (แบบรายงาน) as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from circulars.circular import Enclosure, LetterForm, Paragraph, Reference, Secrecy, Urgency
from circulars.messages import message
from circulars.office import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTable:
    """A table in the text of a letter (ตารางสรุปผล): a row of headings, rows, and a row of sums."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()  #: รวม; empty for none
    after: int = 0  #: position of the paragraph that it follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that this office sends, before it is laid out; dates and digits are written out in Thai by the writers."""

    form: LetterForm
    urgency: Urgency
    secrecy: Secrecy = Secrecy.NONE
    number: str | None = None  #: key; None until it is sent
    dated: dt.date | None = None  #: None until it is sent
    addressee: str = ""  #: without เรียน / ถึง
    subject: str = ""  #: shown only in forms that have a เรื่อง line
    references: tuple[Reference, ...] = ()  #: shown only in forms that have an อ้างถึง line
    enclosures: tuple[Enclosure, ...] = ()  #: go with the letter; listed in forms that have a สิ่งที่ส่งมาด้วย line
    body: tuple[Paragraph, ...] = ()
    sender: str = ""  #: the agency in whose name it goes out
    copies_to: tuple[str, ...] = ()  #: สำเนาส่ง, shown only in external letters
    unit: tuple[str, ...] = ()  #: drafting unit, outer to inner
    phone: str = ""
    email: str = ""
    qr: str | None = None  #: what the QR code says
    table: LetterTable | None = None
    signed_below: bool = (
        False  #: signed by whoever drafted it, not by the head of the office: his name is left blank
    )


#: The ``paragraph`` of an edit that concerns the heading (อ้างถึง), not the text.
HEADING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change that a draft makes to its source, and the rule that made it.

    ``before`` stands at ``start`` in the source's paragraph; it is empty for words put in, ``after`` for words
    left out. A paragraph whose whole text is left out is not in the draft; one past the last is put in.
    """

    rule: str  #: id in ``lexicon/relay.toml``
    paragraph: int  #: position in the source; `HEADING` for a reference line
    before: str
    after: str
    start: int = 0  #: characters from the head of the source's paragraph


#: Kinds of finding that tell a person something and refuse nothing.
NOTES = frozenset({"left-to-province", "doubt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFinding:
    """Something that the draft lost, something that must not be in it, or something that a person should know."""

    kind: str  #: "lost", "added", "actor-leak", "foreign-letter"; the notes "left-to-province" and "doubt"
    what: (
        str  #: "number", "date", "quotation", "quantity", "deadline", "time", "default", "channel", "text" …
    )
    text: str  #: the words in question
    level: Level = Level.PROVINCE  #: of the office that relays

    @property
    def is_note(self) -> bool:
        """Whether it is only to be known; the others stand between the draft and its sending."""
        return self.kind in NOTES

    def message(self, lang: str = "th") -> str:
        """What is wrong, in the reader's language, and what to do."""
        key = f"guard-doubt-{self.what}" if self.kind == "doubt" else f"guard-{self.kind}"
        facts = {
            "what": message(f"guard-what-{self.what}", lang, {}),
            "text": self.text,
            **{one: message(f"guard-{one}-{self.level}", lang, {}) for one in ("us", "below")},
        }
        return message(key, lang, facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDue:
    """The day that the office sets its districts before its own deadline (กำหนดส่งของอำเภอ)."""

    directive: int  #: position in the circular
    instead_of: dt.date  #: the province's own
    due: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter, every edit that made it, and what the guard says of it."""

    letter: Letter
    edits: tuple[Edit, ...]
    findings: tuple[GuardFinding, ...] = ()
    own_dues: tuple[OwnDue, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the guard found more than notes."""
        return any(not finding.is_note for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """One column of a report form."""

    name: str  #: key in the answer, ASCII
    title: str  #: Thai heading
    kind: str = "text"  #: "text", "number", "date", "phone", "id" (a citizen's number)
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A report form for one directive and one office (แบบรายงาน)."""

    id: str  #: stable: letter, directive and office
    title: str
    office: str
    office_code: str
    instructions: tuple[str, ...] = ()
    columns: tuple[FormColumn, ...] = ()
    rows: int = 1  #: rows to fill, from the quota
    nil: bool = False  #: whether "nothing to report" is an answer
    due: dt.date | None = None
    version: int = 1
