"""The circular (หนังสือเวียน) as a value: what the paper says, part by part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from circulars.directive import Directive
from circulars.number import LetterNumber
from circulars.office import Level


class LetterForm(StrEnum):
    """The kinds of official letter (Regulation on Saraban B.E. 2526, cl. 10–26)."""

    EXTERNAL = "external"  #: หนังสือภายนอก
    MEMO = "memo"  #: หนังสือภายใน (บันทึกข้อความ)
    STAMPED = "stamped"  #: หนังสือประทับตรา
    RADIO = "radio"  #: วิทยุ / โทรสารในราชการ
    ORDER = "order"  #: คำสั่ง
    REGULATION = "regulation"  #: ระเบียบ / ข้อบังคับ
    ANNOUNCEMENT = "announcement"  #: ประกาศ
    PRESS = "press"  #: แถลงการณ์ / ข่าว
    CERTIFICATE = "certificate"  #: หนังสือรับรอง
    MINUTES = "minutes"  #: รายงานการประชุม
    OTHER = "other"


class Urgency(StrEnum):
    """How fast a letter must be handled (ชั้นความเร็ว, cl. 28)."""

    NORMAL = "normal"
    URGENT = "urgent"  #: ด่วน
    VERY_URGENT = "very_urgent"  #: ด่วนมาก
    MOST_URGENT = "most_urgent"  #: ด่วนที่สุด


class Secrecy(StrEnum):
    """Who may read a letter (ชั้นความลับ, Regulation on Official Secrets B.E. 2544)."""

    NONE = "none"
    CONFIDENTIAL = "confidential"  #: ลับ
    SECRET = "secret"  #: ลับมาก
    TOP_SECRET = "top_secret"  #: ลับที่สุด


class Part(StrEnum):
    """The parts of a letter's text (ข้อความ)."""

    RECITAL = "recital"  #: ภาคเหตุ
    PURPOSE = "purpose"  #: ภาคความประสงค์
    CLOSING = "closing"  #: ภาคสรุป


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a letter goes (เรียน / ถึง)."""

    text: str
    level: Level
    all: bool = False  #: ทุก…
    names: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()  #: ยกเว้น…; "except" in JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A letter that this one cites (อ้างถึง, or ตามที่ … มีหนังสือ …)."""

    issuer: str | None = None
    urgency: Urgency = Urgency.NORMAL
    number: str | None = None  #: the key of a `LetterNumber`
    dated: dt.date | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """What is sent with the letter (สิ่งที่ส่งมาด้วย)."""

    text: str
    quantity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs (ผู้ลงนาม), and in what position."""

    name: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the text, unwrapped, in its part; ``item`` is its number if it bears one."""

    part: Part
    text: str  #: with its item number as written
    item: str | None = None  #: "1", "1.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """An official letter as read (หนังสือเวียน); None where the paper does not say."""

    form: LetterForm = LetterForm.OTHER
    urgency: Urgency = Urgency.NORMAL
    secrecy: Secrecy = Secrecy.NONE
    number: LetterNumber | None = None
    dated: dt.date | None = None
    issuer: str | None = None
    drafting_unit: tuple[str, ...] = ()  #: outer to inner
    phones: tuple[str, ...] = ()
    email: str | None = None
    addressee: Addressee | None = None
    copies_to: tuple[str, ...] = ()
    subject: str | None = None
    subject_derived: bool = False
    references: tuple[Reference, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    signatory: Signatory | None = None
    directives: tuple[Directive, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
