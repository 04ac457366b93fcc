"""What the registry remembers, as values: letters in and out, corrections, drafts, traces."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from circulars.circular import Circular, Urgency
from circulars.letter import Draft, Letter
from circulars.reading_json import letter_from_json
from circulars.thai_calendar import BUDDHIST_ERA


class LetterState(StrEnum):
    """Whether a person has looked at the reading of a letter received."""

    WAITING = "waiting"  #: รอตรวจ
    CONFIRMED = "confirmed"  #: ยืนยันแล้ว


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One row of the register of letters received (ทะเบียนหนังสือรับ), with the letter's reading."""

    id: int
    year: int  #: calendar year of the receipt number, Gregorian
    receipt_number: int  #: เลขทะเบียนรับ
    received: dt.datetime
    received_by: str
    state: LetterState
    number: str | None  #: key of the letter's number
    dated: dt.date | None
    sender: str | None
    addressee: str | None
    subject: str | None
    urgency: Urgency
    file_name: str
    sha256: str
    original: str  #: place of the original in the archive
    reading: dict[str, Any]  #: ``saraban.reading/1``, with the corrections made
    confirmed: dt.datetime | None = None
    confirmed_by: str | None = None
    series: str = "receipt"  #: the register that gave the receipt number
    entered: dt.datetime | None = None  #: when it was written into the register
    back_dated: str = ""  #: why it was entered later than received; empty if it was not
    action: str = ""  #: การปฏิบัติ
    remark: str = ""  #: หมายเหตุ
    cancelled: dt.datetime | None = None
    cancelled_by: str | None = None
    cancel_reason: str = ""
    version: int = 1  #: rises with every change of the reading

    @property
    def receipt(self) -> str:
        """How people name it: "12/2567", receipt number and Buddhist year."""
        return f"{self.receipt_number}/{self.year + BUDDHIST_ERA}"

    @property
    def form_id(self) -> str:
        """What the ids of its report forms begin with: "2567-12"."""
        return f"{self.year + BUDDHIST_ERA}-{self.receipt_number}"

    @property
    def letter(self) -> Circular:
        """The letter as read and corrected."""
        return letter_from_json(self.reading["letter"])

    @property
    def qr_codes(self) -> tuple[str, ...]:
        """What the QR codes on the letter itself say, each once; those of what is attached behind it are its own."""
        behind = [one["pages"] for one in self.reading.get("attached", ())]
        codes = [
            one["text"]
            for one in self.reading.get("codes", ())
            if "QR" in one["kind"] and not any(first <= one["page"] <= last for first, last in behind)
        ]
        return tuple(dict.fromkeys(codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A value of a reading that a person changed (การแก้ไข)."""

    letter: int
    at: dt.datetime
    by: str
    field: str  #: JSON pointer
    before: Any  #: JSON data
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """The relay of a letter as it stands before it is sent (ร่าง)."""

    letter: int
    at: dt.datetime
    by: str
    draft: Draft
    version: int = 1  #: rises with every change


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file made when a letter was sent."""

    kind: str  #: "docx", "pdf", "form"
    path: str  #: its place in the archive
    sha256: str


class OutgoingKind(StrEnum):
    """The kinds of letter that have numbers of their own, each as the office sets it."""

    CIRCULAR = "circular"  #: หนังสือเวียน (ว)
    LETTER = "letter"  #: หนังสือทั่วไป
    MEMO = "memo"  #: บันทึกข้อความ
    ORDER = "order"  #: คำสั่ง
    ANNOUNCEMENT = "announcement"  #: ประกาศ


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One row of the register of letters sent (ทะเบียนหนังสือส่ง)."""

    id: int
    series: str  #: what its numbers share, "มห 0018.1/ว"
    year: int  #: Gregorian
    running: int
    number: str  #: key
    dated: dt.date
    sender: str
    addressee: str
    subject: str
    urgency: Urgency
    entered: dt.datetime
    entered_by: str
    relays: str | None = None  #: key of the number of the letter it passes on
    relays_dated: dt.date | None = None
    letter: int | None = None  #: the letter received that it passes on; None if it did not go through Saraban
    content: Letter | None = None
    kind: OutgoingKind = OutgoingKind.CIRCULAR
    unit: str = ""  #: code of the unit it belongs to, "0018.1"
    back_dated: str = ""  #: why it was entered after the day it bears; empty if it was not
    action: str = ""  #: การปฏิบัติ
    remark: str = ""  #: หมายเหตุ
    cancelled: dt.datetime | None = None
    cancelled_by: str | None = None
    cancel_reason: str = ""


class HeldState(StrEnum):
    """What has become of a number that was reserved."""

    RESERVED = "reserved"  #: จองไว้
    USED = "used"  #: ใช้แล้ว
    CANCELLED = "cancelled"  #: ยกเลิก


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNumber:
    """A number that was reserved before there was a letter for it (จองเลข)."""

    series: str
    year: int  #: Gregorian
    number: int
    text: str  #: as it is written, "มห 0018.1/ว751"; a receipt number is just digits
    state: HeldState = HeldState.RESERVED
    at: dt.datetime
    by: str
    reason: str
    closed: dt.datetime | None = None  #: when it was used or cancelled
    closed_by: str | None = None
    closed_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReceipt:
    """The receipt number that a group gave a letter in its own register (เลขรับของกลุ่มงาน)."""

    letter: int
    series: str
    year: int
    number: int
    at: dt.datetime
    by: str


class LinkKind(StrEnum):
    """What a letter has to do with another."""

    CITES = "cites"  #: อ้างถึง
    RELAYS = "relays"  #: แจ้งเวียนต่อ
    AMENDS = "amends"  #: แก้ไขเพิ่มเติม
    CANCELS = "cancels"  #: ยกเลิก
    ANSWERS = "answers"  #: ตอบ, รายงาน
    SAME = "same"  #: ฉบับเดียวกันที่ลงรับซ้ำ


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A letter speaks of another (ความเชื่อมโยง); of the four ids one "from" is set, and at most one "to"."""

    kind: LinkKind
    from_incoming: int | None = None
    from_outgoing: int | None = None
    number: str | None = None  #: key of the number of the letter spoken of
    dated: dt.date | None = None
    issuer: str = ""
    subject: str = ""
    to_incoming: int | None = None
    to_outgoing: int | None = None
    at: dt.datetime
    by: str

    @property
    def is_gap(self) -> bool:
        """Whether the letter spoken of is in neither register."""
        return self.to_incoming is None and self.to_outgoing is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file that an office sent with its answer (หลักฐาน)."""

    task: int
    at: dt.datetime
    by: str
    name: str  #: as the office called it
    path: str  #: its place in the archive
    sha256: str


#: No reminder takes longer to hand over; one that is on its way longer was stopped.
ON_ITS_WAY = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReminder:
    """A reminder that went out, or is on its way (เร่งรัด); one a task, rung, day and channel."""

    task: int
    rung: str
    day: dt.date  #: on which the rung falls
    channel: str
    recipient: str = ""  #: empty while it is on its way: it is not known yet whether it arrived
    outgoing: int | None = None  #: the letter that reminded
    at: dt.datetime
    by: str

    def is_stale(self, now: dt.datetime) -> bool:
        """Whether it was on its way when the program was stopped, so that it has to go again."""
        return not self.recipient and now - self.at > ON_ITS_WAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Who did what, when (ร่องรอยการทำงาน)."""

    at: dt.datetime
    by: str
    verb: str
    subject: str  #: what was changed, "letter 3", "task 12"
    before: str = ""
    after: str = ""
    reason: str = ""
