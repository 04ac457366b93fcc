"""The outgoing letter (หนังสือส่ง) and the report form (แบบรายงาน) as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from circulars.circular import LetterForm, Paragraph, Secrecy, Urgency


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
    body: tuple[Paragraph, ...] = ()
    sender: str = ""  #: the agency in whose name it goes out
    unit: tuple[str, ...] = ()  #: drafting unit, outer to inner
    phone: str = ""
    email: str = ""
    qr: str | None = None  #: what the QR code says


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change that a draft makes to its source, and the rule that made it."""

    rule: str  #: id in ``lexicon/relay.toml``
    paragraph: int  #: position in the source
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFinding:
    """Something of the source that the draft lost or changed, or something that must not be in it."""

    kind: str  #: "lost", "added", "actor-leak"
    what: str  #: "number", "date", "quotation", "quantity", "deadline", "time", "default", "text"
    text: str  #: the words in question


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter, every edit that made it, and what the guard says of it."""

    letter: Letter
    edits: tuple[Edit, ...]
    findings: tuple[GuardFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """One column of a report form."""

    name: str  #: key in the answer, ASCII
    title: str  #: Thai heading
    kind: str = "text"  #: "text", "number", "date", "phone"
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
    due: dt.date | None = None
