"""Pictures of every kind of letter for ``docs/gallery``: ``python -m benchmarks.gallery``."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from circulars.circular import Enclosure, LetterForm, Paragraph, Part, Reference, Secrecy, Urgency
from circulars.letter import FormColumn, Letter
from circulars.office import EmblemMode, OfficeProfile
from circulars.places import province_named

GALLERY = Path(__file__).parents[1] / "docs" / "gallery"
DOTS_PER_INCH = 80
COLOURS = 64

PARAGRAPHS = (
    (None, ("ด้วยกระทรวงมหาดไทยแจ้งว่า กรมอุตุนิยมวิทยาคาดการณ์ว่าฤดูแล้ง ปี ๒๕๖๗ จะมีปริมาณน้ำฝนน้อยกว่าค่าปกติ ร้อยละ ๑๐ "
           "เพื่อให้การเตรียมความพร้อมป้องกันและแก้ไขปัญหาภัยแล้งเป็นไปด้วยความเรียบร้อย จึงขอให้อำเภอดำเนินการ ดังนี้")),
    ("1", "๑. สำรวจหมู่บ้านที่มีความเสี่ยงขาดแคลนน้ำอุปโภคบริโภค พร้อมทั้งตรวจสอบภาชนะเก็บน้ำกลางและเครื่องสูบน้ำให้พร้อมใช้งาน"),
    ("1.1", "๑.๑ ให้กำนัน ผู้ใหญ่บ้านร่วมกับองค์กรปกครองส่วนท้องถิ่นปรับปรุงบัญชีหมู่บ้านให้เป็นปัจจุบัน"),
    ("2", ("๒. รายงานผลการสำรวจให้จังหวัดทราบ ภายในวันที่ ๓๑ มกราคม ๒๕๖๗ เวลา ๑๖.๓๐ นาฬิกา ผ่านคิวอาร์โค้ด (QR Code) "
          "ท้ายหนังสือฉบับนี้ กรณีไม่มีหมู่บ้านเสี่ยงให้รายงานว่าไม่มี")),
)  # fmt: skip


def sample_office() -> OfficeProfile:
    """An office that exists, with a made-up head."""
    province = province_named("มุกดาหาร")
    if province is None:
        msg = "the shipped table of places has no Mukdahan"
        raise LookupError(msg)
    return OfficeProfile(
        province=province,
        unit_code="0018.1",
        address=("ศาลากลางจังหวัดมุกดาหาร", "ถนนวิวิธสุรการ มห ๔๙๐๐๐"),
        signatory="นายตัวอย่าง ใจดี",
        signatory_position="ผู้ว่าราชการจังหวัดมุกดาหาร",
        emblem_mode=EmblemMode.PLACEHOLDER,
    )


def sample_letter() -> Letter:
    """A stamped letter on a made-up matter."""
    return Letter(
        form=LetterForm.STAMPED,
        urgency=Urgency.MOST_URGENT,
        number="มห 0018.1/ว55",
        dated=dt.date(2024, 1, 12),
        addressee="ที่ทำการปกครองอำเภอ ทุกอำเภอ",
        subject="การเตรียมความพร้อมป้องกันและแก้ไขปัญหาภัยแล้ง ปี ๒๕๖๗",
        references=(
            Reference(
                issuer="กระทรวงมหาดไทย",
                urgency=Urgency.MOST_URGENT,
                number="มท 0619/ว101",
                dated=dt.date(2024, 1, 9),
            ),
        ),
        enclosures=(Enclosure(text="แบบสำรวจ", quantity="จำนวน ๑ ชุด"),),
        body=tuple(Paragraph(part=Part.PURPOSE, item=item, text=text) for item, text in PARAGRAPHS),
        sender="จังหวัดมุกดาหาร",
        unit=("ที่ทำการปกครองจังหวัด", "กลุ่มงานความมั่นคง"),
        phone="0 4261 1817",
        email="saraban@example.go.th",
        qr="https://example.go.th/report/2567-w55",
    )


def _letters() -> dict[str, Letter]:
    stamped = sample_letter()
    signed = replace(stamped, addressee="นายอำเภอ ทุกอำเภอ", urgency=Urgency.URGENT)
    return {
        "stamped": stamped,
        "stamped-draft": replace(stamped, number=None, dated=None, urgency=Urgency.NORMAL, qr=None),
        "stamped-pages": replace(stamped, body=stamped.body * 3),
        "external": replace(signed, form=LetterForm.EXTERNAL),
        "external-confidential": replace(
            signed, form=LetterForm.EXTERNAL, secrecy=Secrecy.CONFIDENTIAL, qr=None
        ),
        "order": replace(stamped, form=LetterForm.ORDER, number="15/2567", urgency=Urgency.NORMAL, qr=None),
        "announcement": replace(
            stamped, form=LetterForm.ANNOUNCEMENT, number=None, urgency=Urgency.NORMAL, qr=None
        ),
        "memo": replace(stamped, form=LetterForm.MEMO, addressee="ผู้ว่าราชการจังหวัดมุกดาหาร", qr=None),
    }


def _other_letters() -> dict[str, Letter]:
    """The letters that an office writes besides relays, about the same matter."""
    from generator.answer_table import OfficeAnswer, answer_table
    from generator.letter_kinds import LetterKind, Matter, letter_of_kind

    office = replace(sample_office(), sender="จังหวัดมุกดาหาร", group="กลุ่มงานความมั่นคง", phone="0 4261 1817")
    subject = "การเตรียมความพร้อมป้องกันและแก้ไขปัญหาภัยแล้ง ปี ๒๕๖๗"
    circular = Reference(
        issuer="กระทรวงมหาดไทย", urgency=Urgency.URGENT, number="มท 0619/ว101", dated=dt.date(2024, 1, 9), subject=subject
    )  # fmt: skip
    columns = (
        FormColumn(name="villages", title="หมู่บ้านเสี่ยง (แห่ง)", kind="number"),
        FormColumn(name="homes", title="ครัวเรือน", kind="number"),
        FormColumn(name="problem", title="ปัญหา/อุปสรรค"),
    )
    answers = [
        OfficeAnswer(
            office="อำเภอเมืองมุกดาหาร",
            rows=({"villages": "12", "homes": "1450", "problem": "ภาชนะเก็บน้ำชำรุด"},),
        ),
        OfficeAnswer(office="อำเภอนิคมคำสร้อย", rows=({"villages": "7", "homes": "812", "problem": "-"},)),
        OfficeAnswer(office="อำเภอดอนตาล", nil=True),
        OfficeAnswer(office="อำเภอดงหลวง"),
    ]
    matter = Matter(cited=circular, urgency=Urgency.URGENT, table=answer_table(columns, answers))
    about = {"subject": subject, "items": "๒", "due": "๓๑ มกราคม ๒๕๖๗"}
    relay = " ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๕๕ ลงวันที่ ๑๒ มกราคม ๒๕๖๗"
    up = {**about, "addressee": "ปลัดกระทรวงมหาดไทย", "issuer": "กระทรวงมหาดไทย"}
    source = " ด่วน ที่ มท ๐๖๑๙/ว ๑๐๑ ลงวันที่ ๙ มกราคม ๒๕๖๗"
    late = "ที่ทำการปกครองอำเภอดงหลวง และที่ทำการปกครองอำเภอหนองสูง"
    facts = {
        LetterKind.REMINDER: {
            **about, "addressee": late, "relay": relay, "round": 2, "passed": True, "new_due": "๙ กุมภาพันธ์ ๒๕๖๗",
            "earlier": ["ที่ มห ๐๐๑๘.๑/ว ๖๐ ลงวันที่ ๒ กุมภาพันธ์ ๒๕๖๗"], "listed": (),
        },
        LetterKind.REPORT: {**up, "answered": 3, "all": 4, "missing": ("อำเภอดงหลวง",), "defaulted": (), "exempt": ()},
        LetterKind.NIL: up,
        LetterKind.MEMO: {
            **about, "addressee": "ปลัดจังหวัดมุกดาหาร", "issuer": "กระทรวงมหาดไทย", "source": source,
            "receipt": "12/2567", "group": "กลุ่มงานความมั่นคง", "districts": "ทุกอำเภอ", "signed": False,
            "own_due": "๒๙ มกราคม ๒๕๖๗",
            "orders": [
                {"text": "สำรวจหมู่บ้านที่มีความเสี่ยงขาดแคลนน้ำอุปโภคบริโภค", "actors": "อำเภอ", "due": ""},
                {"text": "รายงานผลการสำรวจ", "actors": "จังหวัด อำเภอ", "due": "๓๑ มกราคม ๒๕๖๗"},
            ],
        },
        LetterKind.COVER: {**about, "addressee": "ที่ทำการปกครองอำเภอ ทุกอำเภอ", "relay": relay, "forms": 1},
        LetterKind.ACKNOWLEDGEMENT: {
            **about, "addressee": "กระทรวงมหาดไทย", "issuer": "กระทรวงมหาดไทย", "source": source,
            "received": "๑๑ มกราคม ๒๕๖๗", "receipt": "12/2567",
        },
    }  # fmt: skip
    numbers = {
        LetterKind.REMINDER: "มห 0018.1/ว72",
        LetterKind.REPORT: "มห 0018.1/310",
        LetterKind.NIL: "มห 0018.1/311",
    }
    return {
        ("proposal" if kind is LetterKind.MEMO else kind.value): replace(
            letter_of_kind(kind, one, matter, office),
            number=numbers.get(kind),
            dated=dt.date(2024, 2, 5) if kind in numbers else None,
        )
        for kind, one in facts.items()
    }


def gallery_letters() -> dict[str, Letter]:
    """The letters of the gallery by name."""
    return {**_letters(), **_other_letters()}


def main() -> None:
    """Draw every page of every letter."""
    import pypdfium2

    from generator.fonts import letter_fonts
    from generator.pdf_writer import letter_pdf

    office = sample_office()
    with tempfile.TemporaryDirectory() as folder:
        fonts = letter_fonts(Path(folder))
        drawn = gallery_letters()
        for old in GALLERY.glob("*.png"):
            old.unlink()
        for name, letter in drawn.items():
            document = pypdfium2.PdfDocument(letter_pdf(letter, office, fonts))
            for number, page in enumerate(document, start=1):
                path = GALLERY / f"{name}-{number}.png"
                picture = page.render(scale=DOTS_PER_INCH / 72).to_pil()
                picture.quantize(COLOURS).save(path, optimize=True)
                print(path.relative_to(GALLERY.parents[1]))


if __name__ == "__main__":
    main()
