"""The letters that an office writes besides relays: reminder, report up, nil report, memo, cover of a form, acknowledgement.

Their words are in ``templates/kinds``, a line a part: ``addressee``, ``subject``, ``recital``, ``purpose``,
``closing``, ``item 2.1``, and ``table`` where the table stands.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from circulars.circular import LetterForm, Paragraph, Part, Urgency
from circulars.letter import Letter
from generator.addressees import word_below, word_us
from generator.sentences import rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.circular import Reference
    from circulars.letter import LetterTable
    from circulars.office import OfficeProfile


class LetterKind(StrEnum):
    """What a letter of the office is for."""

    REMINDER = "reminder"  #: หนังสือเร่งรัด
    REPORT = "report"  #: รายงานผลต่อส่วนกลาง
    NIL = "nil"  #: รายงานว่าไม่มี
    MEMO = "memo"  #: บันทึกเสนอผู้บังคับบัญชา
    COVER = "cover"  #: หนังสือนำส่งแบบรายงาน
    ACKNOWLEDGEMENT = "acknowledgement"  #: หนังสือตอบรับ
    ESCALATION = "escalation"  #: บันทึกรายงานผู้บังคับบัญชาว่ายังมีผู้ไม่รายงาน

    @property
    def form(self) -> LetterForm:
        """The form it is written in."""
        return LetterForm(_table()[self]["form"])

    @property
    def circular(self) -> bool:
        """Whether its number bears ว."""
        return bool(_table()[self].get("circular"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a letter is about: the letter received that it answers or follows."""

    cited: Reference
    urgency: Urgency = Urgency.NORMAL
    table: LetterTable | None = None
    qr: str | None = None


def letter_of_kind(
    kind: LetterKind, facts: Mapping[str, Any], matter: Matter, office: OfficeProfile
) -> Letter:
    """The letter of that kind, without number and date.

    Args:
        kind: What it is for.
        facts: The variables of its template (``templates/README.md``); ``office``, ``us`` and ``below`` are supplied.
        matter: What it is about.
        office: Who writes.

    Raises:
        UsageError: If a value holds a control character.
    """
    rules = _table()[kind]
    who = {"office": office.name, "us": word_us(office), "below": word_below(office)}
    lines = [_part(one) for one in rendered(f"kinds/{kind}.j2", {**who, **facts})]
    body = [paragraph for name, words in lines if (paragraph := _paragraph(name, words)) is not None]
    heading = dict(lines)
    place = [name for name, _ in lines if name not in {"addressee", "subject"}]
    table = matter.table
    if table is not None and "table" in place:
        table = replace(table, after=place.index("table") - 1)
    return Letter(
        form=kind.form,
        urgency=matter.urgency,
        addressee=heading.get("addressee", ""),
        subject=heading.get("subject", matter.cited.subject or ""),
        references=(matter.cited,) if rules.get("cites") else (),
        body=tuple(body),
        sender=office.sender or office.name,
        unit=tuple(line for line in (office.office, office.group) if line),
        phone=office.phone,
        email=office.email,
        qr=matter.qr,
        table=table if "table" in place else None,
        signed_below=bool(rules.get("signed_below")),
    )


def head_of(agency: str) -> str | None:
    """Whom a letter to an agency is addressed to, "อธิบดีกรมการปกครอง"; None where the table does not say."""
    for one in _table()["head"]:
        if agency.startswith(one["agency"]):
            return str(one["head"] + agency.removeprefix(one["agency"]))
    return None


def table_word(name: str) -> str:
    """A word of the table of a report up."""
    return str(_table()["table"][name])


def letter_word(name: str) -> str:
    """A word that letters are put together of."""
    return str(_table()["words"][name])


def _part(line: str) -> tuple[str, str]:
    name, _, words = line.partition(":")
    return name.strip(), words.strip()


def _paragraph(name: str, words: str) -> Paragraph | None:
    if name.startswith("item "):
        return Paragraph(part=Part.PURPOSE, text=words, item=name.removeprefix("item "))
    return Paragraph(part=Part(name), text=words) if name in set(Part) else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("templates") / "kinds" / "kinds.toml").read_text(encoding="utf-8"))
