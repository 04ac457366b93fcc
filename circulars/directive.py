"""The directive (ข้อสั่งการ): one thing that a letter tells someone to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from circulars.deadline import Deadline
from circulars.office import Level


class DirectiveKind(StrEnum):
    """What kind of act is asked for."""

    REPORT = "report"  #: รายงาน, ส่งข้อมูล, แจ้งรายชื่อ
    APPOINT = "appoint"  #: แต่งตั้ง, มอบหมาย
    ACT = "act"  #: ดำเนินการ
    PASS_ON = "pass_on"  #: แจ้งให้ทราบต่อ, แจ้งเวียน
    ATTEND = "attend"  #: เข้าร่วม
    TAKE_NOTE = "take_note"  #: ทราบ, ถือปฏิบัติ
    PROHIBIT = "prohibit"  #: ห้าม, งด
    REPLY = "reply"  #: ตอบ, ยืนยัน, ให้ความเห็น


class ChannelKind(StrEnum):
    """By what way the answer goes."""

    QR_CODE = "qr_code"
    SYSTEM = "system"
    EMAIL = "email"
    FORM = "form"
    LINE = "line"
    LETTER = "letter"
    PHONE = "phone"
    MEETING = "meeting"
    URL = "url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The way an answer goes (ช่องทางรายงาน), in the letter's words."""

    kind: ChannelKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many of what each must give, as in แห่งละ ๒ ราย."""

    number: int
    unit: str
    per: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One thing that a circular tells someone to do (ข้อสั่งการ)."""

    item: str | None  #: the number it bears, "1.2"; None outside a numbered item
    standing: bool = False  #: recalled from an earlier letter (ตามที่ … นั้น)
    actors: tuple[Level, ...] = ()  #: levels that must act, outer to inner
    offices: tuple[str, ...] = ()  #: offices named as actors, where only some must act
    relay: bool = False  #: the reader must pass it on (แจ้งให้…)
    kind: DirectiveKind = DirectiveKind.ACT
    text: str = ""
    deadlines: tuple[Deadline, ...] = ()
    channels: tuple[Channel, ...] = ()
    quota: Quota | None = None
    nil_report: bool = False  #: an answer is wanted even if there is nothing to tell
    otherwise: str | None = None  #: what follows if it is not done (จะถือว่า…)
