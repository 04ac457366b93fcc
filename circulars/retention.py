"""How long a letter is kept (การเก็บรักษา): its class and period, what forbids destroying it, who has borrowed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from circulars.lexicon import table

#: An electronic letter may be destroyed after so many years at the earliest, if the head of the agency orders it.
ELECTRONIC_YEARS = 10
#: After so many years a letter goes to the National Archives (หนังสือครบ ๒๐ ปี).
ARCHIVAL_YEARS = 20


class Medium(StrEnum):
    """What the letter that is kept is."""

    ELECTRONIC = "electronic"  #: หนังสืออิเล็กทรอนิกส์
    PAPER = "paper"  #: กระดาษ: the file is a scan of it


class KeepingState(StrEnum):
    """How a letter is kept (การเก็บ): by the Regulation, clause 52."""

    IN_WORK = "in_work"  #: เก็บระหว่างปฏิบัติ
    FINISHED = "finished"  #: เก็บเมื่อปฏิบัติเสร็จแล้ว
    CHECKING = "checking"  #: เก็บไว้เพื่อใช้ในการตรวจสอบ
    DESTROYED = "destroyed"  #: ทำลายแล้ว


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionClass:
    """A class of letters by how long they are kept (ประเภทตามอายุการเก็บ)."""

    code: str
    th: str
    en: str
    source: str  #: the clause of the regulation
    note_th: str
    note_en: str
    listed: bool  #: whether it may stand in a list of letters to be destroyed
    years: int | None = None  #: the least
    for_good: bool = False  #: ห้ามทำลาย

    def name(self, lang: str) -> str:
        """What it is called."""
        return self.th if lang == "th" else self.en

    def note(self, lang: str) -> str:
        """What the regulation says of it."""
        return self.note_th if lang == "th" else self.note_en


@cache
def retention_classes() -> dict[str, RetentionClass]:
    """The classes by their codes, from ``lexicon/retention.toml``."""
    return {code: RetentionClass(code=code, **one) for code, one in table("retention").items()}


def retention_class(text: str) -> RetentionClass | None:
    """The class that a person means, by its code or its name."""
    wanted = " ".join(text.split()).lower()
    return next(
        (one for one in retention_classes().values() if wanted in {one.code, one.th.lower(), one.en.lower()}),
        None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A letter whose matter is finished, in the register of letters kept (ทะเบียนหนังสือเก็บ, form 20)."""

    letter: int
    stored: dt.date  #: วันเก็บ
    closed: int  #: the Gregorian year in which the matter was finished
    category: str  #: code of the class
    years: int | None = None  #: อายุการเก็บ; None where the class has no number
    medium: Medium = Medium.ELECTRONIC
    checking: bool = False  #: kept at hand by its unit (เก็บไว้เพื่อใช้ในการตรวจสอบ)
    order: str = (
        ""  #: the order of the head of the agency that an electronic letter need not be kept for good
    )
    sheets: int | None = None  #: จำนวนแผ่น
    extended: int | None = None  #: the Gregorian year up to which a committee had it kept longer
    remark: str = ""
    at: dt.datetime
    by: str

    @property
    def kind(self) -> RetentionClass:
        """Its class."""
        return retention_classes()[self.category]

    @property
    def keep_until(self) -> int | None:
        """The Gregorian year at whose end it has been kept long enough (เก็บถึง พ.ศ.); None: there is none."""
        if self.kind.for_good or self.years is None:
            return None
        if self.medium is Medium.ELECTRONIC and not self.order:
            return None
        return max(self.closed + self.years, self.extended or 0)

    def is_over(self, year: int) -> bool:
        """Whether it has been kept long enough at the end of a Gregorian year."""
        until = self.keep_until
        return self.kind.listed and until is not None and until <= year


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A bar to destroying a letter, whatever its period (ระงับการทำลาย): a case, an audit, an inquiry."""

    id: int
    letter: int
    reason: str
    at: dt.datetime
    by: str
    released: dt.datetime | None = None
    released_by: str | None = None
    release_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A letter that was lent (บัตรยืมหนังสือ, form 24)."""

    id: int
    letter: int
    borrower: str  #: ผู้ยืม
    office: str
    purpose: str
    approved_by: str  #: who let it be lent
    lent: dt.date
    due: dt.date  #: กำหนดส่งคืน
    by: str  #: who handed it out
    returned: dt.date | None = None
    returned_by: str | None = None  #: ผู้ส่งคืน
    received_by: str | None = None

    def is_late(self, today: dt.date) -> bool:
        """Whether it should be back and is not."""
        return self.returned is None and self.due < today


class TransferKind(StrEnum):
    """What became of a letter that was twenty years old."""

    HANDED_OVER = "handed_over"  #: ส่งมอบหอจดหมายเหตุแห่งชาติ, form 21
    KEPT_BY_OFFICE = "kept_by_office"  #: ขอเก็บเอง, form 22
    DEPOSITED = "deposited"  #: ฝาก, form 23


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What was agreed with the National Archives about a letter (หนังสือครบ ๒๐ ปี)."""

    letter: int
    kind: TransferKind
    day: dt.date
    party: str  #: who took it over, or agreed
    note: str = ""
    at: dt.datetime
    by: str
