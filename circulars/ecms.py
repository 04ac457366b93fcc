"""A letter as agencies' saraban systems send it to each other (TH e-GIF, e-CMS)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from circulars.circular import Reference, Secrecy, Urgency

#: Codes of the standard, in the order of the classes.
SPEED_CODES = dict(zip(Urgency, ("001", "002", "003", "004"), strict=True))
SECRET_CODES = dict(zip(Secrecy, ("001", "002", "003", "004"), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class EcmsParty:
    """Who sends or receives: a person in an office of a department of a ministry."""

    given_name: str = ""
    family_name: str = ""
    job_title: str = ""
    ministry: str = ""  #: id of the ministry in the directory of organisations
    department: str = ""  #: id of the department


@dataclass(frozen=True, slots=True, kw_only=True)
class EcmsFile:
    """A file within the letter."""

    mime: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EcmsLetter:
    """A letter of e-CMS (CorrespondenceLetter): what the register needs, the letter itself, its attachments."""

    number: str = ""  #: as written
    dated: dt.date | None = None
    subject: str = ""
    urgency: Urgency = Urgency.NORMAL
    secrecy: Secrecy = Secrecy.NONE
    sender: EcmsParty = EcmsParty()
    receiver: EcmsParty = EcmsParty()
    references: tuple[Reference, ...] = ()
    attachment: str = ""  #: สิ่งที่ส่งมาด้วย, in words
    sent: dt.datetime | None = None
    description: str = ""
    main: EcmsFile | None = None
    attachments: tuple[EcmsFile, ...] = ()
