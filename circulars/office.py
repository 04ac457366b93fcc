"""Offices and their levels: who writes, who receives, who must act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from circulars.ladder import LADDER, MailServer, Rung
from circulars.mailbox import Mailbox


class Level(StrEnum):
    """The levels of administration, outer to inner."""

    DEPARTMENT = "department"  #: กระทรวง / กรม
    PROVINCE = "province"  #: จังหวัด
    DISTRICT = "district"  #: อำเภอ
    SUBDISTRICT = "subdistrict"  #: ตำบล / หมู่บ้าน
    LOCAL_GOVERNMENT = "local_government"  #: องค์กรปกครองส่วนท้องถิ่น
    PERSON = "person"
    OTHER = "other"

    @property
    def rank(self) -> int:
        """0 for the outermost; levels of a reading are sorted by it."""
        return list(Level).index(self)


class EmblemMode(StrEnum):
    """Where the Garuda emblem (ตราครุฑ) of a letter comes from."""

    FILE = "file"  #: a picture of the office's own
    PREPRINTED = "preprinted"  #: the paper has it; the zone stays blank
    PLACEHOLDER = "placeholder"  #: a dashed box, for trying out


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A district (อำเภอ)."""

    code: str  #: four digits, Department of Provincial Administration
    name: str  #: without "อำเภอ"
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province (จังหวัด) with its districts."""

    code: str  #: two digits
    letters: str  #: the two consonants of its letter numbers (มห)
    name: str  #: without "จังหวัด"
    districts: tuple[District, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfile:
    """The office that uses Saraban, as its profile file describes it."""

    province: Province
    unit_code: str = "0018"  #: the unit in its letter numbers, "0018.1"
    sender: str = ""  #: the name a letter goes out in, "จังหวัดมุกดาหาร"
    office: str = "ที่ทำการปกครองจังหวัด"  #: outer line of the drafting unit
    group: str = ""  #: กลุ่มงาน, inner line of the drafting unit
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()  #: where the office sits, line by line, for external letters
    signatory: str = ""
    signatory_position: str = ""
    emblem_mode: EmblemMode = EmblemMode.PREPRINTED
    emblem_path: str = ""
    report_url: str = ""  #: where the QR code of a letter leads; the form's id is added
    counter_url: str = (
        ""  #: where districts reach the counter in the browser; addresses for them begin with it
    )
    font: str = "TH SarabunPSK"  #: the font that DOCX files name
    closing: bool = False  #: whether a stamped relay ends with a closing sentence
    days_ahead: int = 2  #: working days before the province's own deadline by which districts answer to it
    nationwide: bool = (
        False  #: whether it is a department's, whose tasks go to every province and its districts
    )
    letters: str = ""  #: the letters of a department's numbers (มท); a province's are its own
    circulars_apart: bool = True  #: whether circulars (ว) have a series of numbers of their own
    units_apart: bool = True  #: whether each unit has its own series of outgoing numbers
    ladder: tuple[Rung, ...] = LADDER  #: when whoever has not answered is reminded, the lowest rung first
    mail: MailServer | None = None  #: None: no e-mail is sent
    inbox: Mailbox | None = None  #: None: no e-mail is fetched
    superior_email: str = ""  #: of whom delays are told in the end

    @property
    def level(self) -> Level:
        """Where it stands: a department writes to provinces, a province to its districts."""
        return Level.DEPARTMENT if self.nationwide else Level.PROVINCE

    @property
    def name(self) -> str:
        """In whose name it speaks in a text: "จังหวัดมุกดาหาร", "กรมการปกครอง"."""
        return self.sender if self.nationwide else f"จังหวัด{self.province.name}"

    @property
    def number_letters(self) -> str:
        """The letters that its numbers begin with."""
        return self.letters or self.province.letters
