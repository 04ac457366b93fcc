"""Circulars of ``tests/relays`` as values, and drafts as texts that a reviewer can read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from circulars.circular import Addressee, Circular, Enclosure, LetterForm, Paragraph, Part, Reference, Urgency
from circulars.labels import label
from circulars.letter import Draft
from circulars.number import LetterNumber, format_number
from circulars.office import Level, OfficeProfile
from circulars.places import province_named
from circulars.thai_calendar import long_date, thai_digits
from generator.relay import draft_relay

RELAYS = Path(__file__).parents[1] / "relays"
_PARAGRAPH = re.compile(r"\[(?P<part>[a-z]+|[\d.]+)\]\s+(?P<text>.+)")


@dataclass(frozen=True)
class RelayCase:
    name: str
    source: Circular
    office: OfficeProfile
    own_relays: dict[str, Reference]

    def draft(self) -> Draft:
        return draft_relay(self.source, self.office, own_relays=self.own_relays)


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
