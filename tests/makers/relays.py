"""Circulars of ``tests/relays`` as values, and drafts as texts that a reviewer can read."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from makers.readings import sample_letter

from circulars.circular import Addressee, Circular, Enclosure, LetterForm, Paragraph, Part, Reference, Urgency
from circulars.labels import label
from circulars.letter import Draft
from circulars.number import LetterNumber, format_number
from circulars.office import Level, OfficeProfile
from circulars.places import province_named
from circulars.thai_calendar import ascii_digits, long_date, thai_digits
from generator.relay import draft_relay

RELAYS = Path(__file__).parents[1] / "relays"
LETTERS = Path(__file__).parents[1] / "letters"
#: The province's earlier relay of the letter that the sample circular cites.
OWN_750 = Reference(
    issuer="จังหวัดมุกดาหาร",
    urgency=Urgency.MOST_URGENT,
    number="มห 0018.1/ว750",
    dated=dt.date(2024, 1, 3),
)
_PARAGRAPH = re.compile(r"\[(?P<part>[a-z]+|[\d.]+)\]\s+(?P<text>.+)")


@dataclass(frozen=True)
class RelayCase:
    name: str
    source: Circular
    office: OfficeProfile
    own_relays: dict[str, Reference]

    def draft(self) -> Draft:
        return draft_relay(self.source, self.office, own_relays=self.own_relays)


def body_lines(name: str) -> list[str]:
    """The paragraphs of a sample letter's text, without its heading and its owner's lines."""
    lines = (LETTERS / f"{name}.corrected.txt").read_text(encoding="utf-8").split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("ตามที่"))
    found = [line for line in lines[first:] if line.strip()]
    return found[:-3]


def sample_case() -> RelayCase:
    """The circular of the acceptance pair, the office that relayed it, and what that office had relayed before."""
    body = tuple(_sample_paragraph(line) for line in body_lines("dopa-circular-w2551"))
    province = province_named("มุกดาหาร")
    assert province is not None
    office = OfficeProfile(
        province=province,
        unit_code="0018.1",
        sender="จังหวัดมุกดาหาร",
        group="กลุ่มงานอำนวยความเป็นธรรม",
        phone="0-4261-1817",
        report_url="https://example.go.th/report",
    )
    source = replace(sample_letter(), paragraphs=body)
    return RelayCase("w2551", source, office, {"มท 0307.2/ว2133": OWN_750})


def _sample_paragraph(line: str) -> Paragraph:
    match = re.match(r"([๑-๙])\. ", line)
    if match:
        return Paragraph(part=Part.PURPOSE, text=line, item=ascii_digits(match[1]))
    return Paragraph(part=Part.CLOSING if line.startswith("จึงเรียนมา") else Part.RECITAL, text=line)


def relay_names() -> list[str]:
    return sorted(path.stem for path in RELAYS.glob("*.toml"))


def relay_case(name: str) -> RelayCase:
    data = tomllib.loads((RELAYS / f"{name}.toml").read_text(encoding="utf-8"))
    own = {one["of"]: reference(one) for one in data.get("own_relay", ())}
    return RelayCase(name, circular(data), office(data), own)


def circular(data: dict[str, Any]) -> Circular:
    level = Level.PROVINCE
    return Circular(
        form=LetterForm(data["form"]),
        urgency=Urgency(data.get("urgency", "normal")),
        number=LetterNumber.parse(data["number"]),
        dated=data.get("dated"),
        issuer=data.get("issuer"),
        addressee=Addressee(text=data["addressee"], level=level, all="ทุก" in data["addressee"]),
        subject=data["subject"],
        references=tuple(reference(one) for one in data.get("reference", ())),
        enclosures=tuple(Enclosure(**one) for one in data.get("enclosure", ())),
        paragraphs=paragraphs(data["text"]),
    )


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    found = [_PARAGRAPH.fullmatch(" ".join(one.split())) for one in text.strip().split("\n\n")]
    return tuple(_paragraph(match) for match in found if match)


def _paragraph(match: re.Match[str]) -> Paragraph:
    if match["part"][0].isdigit():
        return Paragraph(part=Part.PURPOSE, text=match["text"], item=match["part"])
    return Paragraph(part=Part(match["part"]), text=match["text"])


def reference(data: dict[str, Any]) -> Reference:
    return Reference(
        issuer=data.get("issuer"),
        urgency=Urgency(data.get("urgency", "normal")),
        number=data["number"],
        dated=data.get("dated"),
        subject=data.get("subject"),
    )


def office(data: dict[str, Any]) -> OfficeProfile:
    province = province_named(data["province"])
    assert province is not None
    return OfficeProfile(
        province=province,
        group=data.get("group", ""),
        phone=data.get("phone", ""),
        report_url=data.get("report_url", ""),
        closing=data.get("closing", False),
    )


def draft_text(draft: Draft) -> str:
    """The letter, then its edits, then the findings."""
    letter = draft.letter
    head = [f"{letter.form.value} · {label(letter.urgency)}"]
    head.append(f"{'ถึง' if letter.form is LetterForm.STAMPED else 'เรียน'} {letter.addressee}")
    if letter.form is not LetterForm.STAMPED:
        head.append(f"เรื่อง {letter.subject}")
    head += [f"อ้างถึง {_cited(one)}" for one in letter.references]
    head += [f"แนบ {one.text} {one.quantity or ''}".rstrip() for one in letter.enclosures]
    foot = [letter.sender, *letter.unit, f"โทร. {thai_digits(letter.phone)}"]
    foot += [f"QR {letter.qr}"] if letter.qr else []
    blocks = [
        "\n".join(head),
        *(one.text for one in letter.body),
        "\n".join(foot),
        "\n".join(["── edits", *map(_edit, draft.edits)]),
        "\n".join(["── findings", *(f"{one.kind}: {one.message()}" for one in draft.findings)]),
    ]
    return "\n\n".join(blocks) + "\n"


def _cited(one: Reference) -> str:
    dated = f" ลงวันที่ {long_date(one.dated)}" if one.dated else ""
    return f"หนังสือ{one.issuer} {label(one.urgency)} ที่ {format_number(one.number or '')}{dated}"


def _edit(edit: Any) -> str:
    place = "heading" if edit.paragraph < 0 else f"{edit.paragraph + 1}:{edit.start}"
    return f"{place} {edit.rule}  «{edit.before}» → «{edit.after}»"
