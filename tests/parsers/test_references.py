"""Citations in the wording of real letters."""

from __future__ import annotations

import datetime as dt

import pytest

from circulars.circular import Reference, Urgency
from circulars.text import MappedText
from parsers.references import cited, sent_on

CITATIONS = [
    (
        "ตามที่ กระทรวงมหาดไทยมีหนังสือ ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๑๓๓ ลงวันที่ ๒๒ มกราคม ๒๕๖๗ เรื่อง แนวทางการแก้ไขปัญหา แจ้งให้จังหวัดดำเนินการ",
        "กระทรวงมหาดไทย", Urgency.MOST_URGENT, "มท 0307.2/ว2133", dt.date(2024, 1, 22), "แนวทางการแก้ไขปัญหา",
    ),
    (
        "หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๐๘.๒/ว ๙๘๗ ลงวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๗",
        "กรมส่งเสริมการปกครองท้องถิ่น", Urgency.NORMAL, "มท 0808.2/ว987", dt.date(2024, 2, 20), None,
    ),
    (
        "ด้วยจังหวัดสงขลาได้รับแจ้งจากกรมการปกครอง ตามหนังสือ ด่วนมาก ที่ มท 0308/ว 4401 ลงวันที่ 16 มิถุนายน 2568 ว่า",
        "กรมการปกครอง", Urgency.VERY_URGENT, "มท 0308/ว4401", dt.date(2025, 6, 16), None,
    ),
    (
        "หนังสือคณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้าง ด่วนที่สุด ที่ กค (กวจ) ๐๔๐๕.๒/ว ๔๕๒ ลงวันที่ ๑๗ กันยายน ๒๕๖๒",
        "คณะกรรมการวินิจฉัยปัญหาการจัดซื้อจัดจ้าง", Urgency.MOST_URGENT, "กค (กวจ) 0405.2/ว452", dt.date(2019, 9, 17), None,
    ),
    (
        "จึงยกเลิกคำสั่งอำเภอเชียงแสน ที่ ๗๗/๒๕๖๖ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ และมอบหมายให้ปลัดอำเภอ",
        "อำเภอเชียงแสน", Urgency.NORMAL, "77/2566", dt.date(2023, 2, 1), None,
    ),
    (
        "อนุสนธิหนังสือจังหวัดระยองที่ รย๐๐๑๘.๑/ว๑๒ ลงวันที่ ๓ ม.ค. ๒๕๖๘",
        "จังหวัดระยอง", Urgency.NORMAL, "รย 0018.1/ว12", dt.date(2025, 1, 3), None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "issuer", "urgency", "number", "dated", "subject"), CITATIONS)
def test_a_citation_is_taken_apart(
    text: str, issuer: str, urgency: Urgency, number: str, dated: dt.date, subject: str | None
) -> None:
    (found,) = cited(MappedText.of(text))
    assert found.value == Reference(
        issuer=issuer, urgency=urgency, number=number, dated=dated, subject=subject
    )


def test_several_citations_in_one_sentence_are_all_found() -> None:
    text = "ตามหนังสือกรมการปกครอง ที่ มท ๐๓๑๐.๑/ว ๑๒๓ ลงวันที่ ๕ มีนาคม ๒๕๖๗ และที่ มท ๐๓๑๐.๑/ว ๔๕๖ ลงวันที่ ๑๒ มีนาคม ๒๕๖๗ นั้น"
    assert [one.value.number for one in cited(MappedText.of(text))] == ["มท 0310.1/ว123", "มท 0310.1/ว456"]


@pytest.mark.parametrize("text", ["บ้านเลขที่ ๑๒/๕ ถนนวิวิธสุรการ", "เมื่อวันที่ 31/1/67", "คำสั่งที่ ๑๒๓/๒๕๖๗"])
def test_what_is_no_letter_number_is_no_citation(text: str) -> None:
    assert cited(MappedText.of(text)) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("พร้อมหนังสือนี้ สำนักงานขอส่งสำเนาประกาศกรมการขนส่งทางบก เรื่อง งดใช้รถบรรทุก ลงวันที่ ๑ มีนาคม ๒๕๖๙ มาเพื่อทราบ", "งดใช้รถบรรทุก"),
        ("จังหวัดขอส่งคำสั่งจังหวัดเลย เรื่อง แต่งตั้งคณะทำงาน มาเพื่อโปรดทราบ", "แต่งตั้งคณะทำงาน"),
        ("จังหวัดได้ส่งเสริมการท่องเที่ยว เรื่อง การเดินทาง มาโดยตลอด", None),
    ],
)  # fmt: skip
def test_the_subject_of_what_is_sent_on(text: str, subject: str | None) -> None:
    found = sent_on(MappedText.of(text))
    assert (found and found.value) == subject
