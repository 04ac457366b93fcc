"""Outgoing letters for the writers to write: the sample relay, and letters made up around it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from circulars.circular import Enclosure, LetterForm, Paragraph, Part, Reference, Urgency
from circulars.letter import Letter
from circulars.thai_calendar import ascii_digits

RELAY = Path(__file__).parents[1] / "letters" / "mukdahan-relay-w642.corrected.txt"
ITEM = re.compile(r"([๐-๙]+(?:\.[๐-๙]+)*)\. ")


def paragraph(text: str) -> Paragraph:
    item = ITEM.match(text)
    return Paragraph(part=Part.PURPOSE, text=text, item=ascii_digits(item[1]) if item else None)


def sample_relay() -> Letter:
    """The relay of the sample, as it stands in ``tests/letters``, before it has a number and a date."""
    lines = [line for line in RELAY.read_text(encoding="utf-8").split("\n") if line.strip()]
    _urgency, _number, addressee, *body, office, group, phone = lines
    return Letter(
        form=LetterForm.STAMPED,
        urgency=Urgency.MOST_URGENT,
        addressee=addressee.removeprefix("ถึง "),
        subject="แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ",
        references=(
            Reference(
                issuer="กระทรวงมหาดไทย",
                urgency=Urgency.MOST_URGENT,
                number="มท 0307.2/ว2133",
                dated=dt.date(2024, 1, 22),
            ),
        ),
        enclosures=(Enclosure(text="แบบรายงาน", quantity="จำนวน ๑ ชุด"), Enclosure(text="คู่มือการใช้งานระบบ")),
        body=tuple(map(paragraph, body)),
        sender="จังหวัดมุกดาหาร",
        unit=(office, group),
        phone=ascii_digits(phone),
        qr="https://example.go.th/report/2567-w642",
    )


def sent_relay() -> Letter:
    return replace(sample_relay(), number="มห 0018.1/ว642", dated=dt.date(2024, 1, 25))


def short_letter(**changes: object) -> Letter:
    """A letter of one page."""
    body = (paragraph("ด้วยกรมการปกครองแจ้งว่า กำหนดจัดประชุมในวันที่ ๕ มีนาคม ๒๕๖๗ เวลา ๐๙.๓๐ นาฬิกา"),)
    return replace(sample_relay(), body=body, **changes)
