"""Orders as they stand in a text: their lead, whom they name, what they ask for; and what is no order."""

from __future__ import annotations

import pytest

from circulars.directive import DirectiveKind
from circulars.office import Level
from parsers.actors import actors_at, levels_named
from parsers.acts import verb_at
from parsers.orders import Lead, delegated, must, orders, recipients, subject_order

P, D, S, L, O = Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT, Level.LOCAL_GOVERNMENT, Level.OTHER  # noqa: E741

#: An office phrase, what of the text is left behind it, its levels and the places named.
OFFICES = [
    ("อำเภอดำเนินการ", "ดำเนินการ", (D,), ()),
    ("จังหวัดและอำเภอพิจารณา", "พิจารณา", (P, D), ()),
    ("นายอำเภอทุกอำเภอประชาสัมพันธ์", "ประชาสัมพันธ์", (D,), ()),
    ("ทุกอำเภอเตรียม", "เตรียม", (D,), ()),
    ("อำเภอแม่สอด อำเภอแม่ระมาด และอำเภอพบพระ จัดทำ", "จัดทำ", (D,), ("แม่สอด", "แม่ระมาด", "พบพระ")),
    ("นายอำเภอเมือง คำชะอี และหนองสูง จัด", "จัด", (D,), ("เมือง", "คำชะอี", "หนองสูง")),
    ("อำเภอลองทำ", "ลองทำ", (D,), ()),
    ("สำนักงานพัฒนาชุมชนจังหวัดบุรีรัมย์ทราบ", "ทราบ", (P,), ("บุรีรัมย์",)),
    ("สำนักงานสาธารณสุขอำเภอรายงาน", "รายงาน", (D,), ()),
    ("องค์การบริหารส่วนจังหวัดสนับสนุน", "สนับสนุน", (L,), ()),
    ("องค์กรปกครองส่วนท้องถิ่นในพื้นที่จัดทำ", "จัดทำ", (L,), ()),
    ("กำนัน ผู้ใหญ่บ้าน ตรวจสอบ", "ตรวจสอบ", (S,), ()),
    ("หน่วยงานที่เกี่ยวข้องทราบ", "ทราบ", (O,), ()),
    ("ผู้ใดเผา", "เผา", (Level.PERSON,), ()),
    ("กรมการปกครองทราบ", "ทราบ", (Level.DEPARTMENT,), ()),
    ("เจ้าหน้าที่เรียกรับ", "เรียกรับ", (), ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rest", "levels", "names"), OFFICES, ids=[one[0] for one in OFFICES])
def test_offices_are_named(text: str, rest: str, levels: tuple[Level, ...], names: tuple[str, ...]) -> None:
    found = actors_at(text, 0)
    assert found is not None
    assert (text[found.end :].strip(), found.levels, found.names) == (rest, levels, names)


@pytest.mark.parametrize("text", ["รายงานผล", "และอำเภอ", "แม่สอด", "", " "])
def test_no_office_is_seen_where_none_is_named(text: str) -> None:
    assert actors_at(text, 0) is None


def test_offices_inside_other_words_are_not_counted_twice() -> None:
    assert levels_named("ผู้รับผิดชอบงานทั้งระดับจังหวัดและอำเภอ") == (P, D, O)
    assert levels_named("องค์การบริหารส่วนจังหวัดกับปลัดอำเภอ") == (D, L)


ACTS = [
    ("รายงานข้อมูล", DirectiveKind.REPORT),
    ("พิจารณาดำเนินการแต่งตั้งคณะทำงาน", DirectiveKind.APPOINT),
    ("เร่งรัดจัดส่งรายงาน", DirectiveKind.REPORT),
    ("ส่งเสริมอาชีพ", None),
    ("ส่งผลให้การดำเนินงานล่าช้า", None),
    ("ส่งผู้แทนเข้าร่วมประชุม", DirectiveKind.ATTEND),
    ("แจ้งเตือนประชาชน", DirectiveKind.ACT),
    ("แจ้งผลให้อำเภอทราบ", DirectiveKind.REPORT),
    ("ตอบแบบสอบถาม", DirectiveKind.REPLY),
    ("งดการเผา", DirectiveKind.PROHIBIT),
    ("ถือปฏิบัติโดยเคร่งครัด", DirectiveKind.TAKE_NOTE),
    ("ขยายระยะเวลาการรายงาน", DirectiveKind.REPORT),
    ("จัดตั้งศูนย์", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), ACTS)
def test_the_verb_tells_the_act(text: str, kind: DirectiveKind | None) -> None:
    assert verb_at(text, 0) is kind


#: A text, and of each order in it: lead, levels, kind.
LEADS = [
    ("จึงขอให้อำเภอรายงาน", [(Lead.ASK, (D,), "report")]),
    ("ขอความร่วมมือจังหวัดประชาสัมพันธ์", [(Lead.ASK, (P,), "act")]),
    ("จึงให้จังหวัดสำรวจ", [(Lead.PLAIN, (P,), "act")]),
    ("แจ้งให้อำเภอสำรวจ", [(Lead.RELAY, (D,), "act")]),
    ("แจ้งอำเภอทราบ", [(Lead.RELAY, (D,), "pass_on")]),
    ("กำชับอำเภอให้ตรวจสอบ", [(Lead.RELAY, (D,), "act")]),
    ("ขอให้จังหวัดแจ้งอำเภอดำเนินการ", [(Lead.ASK, (P,), "act"), (Lead.RELAY, (D,), "act")]),
    ("มีมติให้หน่วยงานของรัฐลดการใช้พลังงาน", [(Lead.TOLD, (O,), "act")]),
    ("ห้ามหน่วยงานของรัฐเรียกหลักประกัน", [(Lead.BAN, (O,), "prohibit")]),
    ("ให้อำเภอสำรวจ และรายงานผล", [(Lead.PLAIN, (D,), "act"), (Lead.FURTHER, (), "report")]),
    ("ให้อำเภอสำรวจ แล้วส่งให้จังหวัด", [(Lead.PLAIN, (D,), "act"), (Lead.FURTHER, (), "report")]),
    ("หากเกิดเหตุให้รายงานทันที", [(Lead.PLAIN, (), "report")]),
    ("สำหรับจังหวัดขอได้โปรดกำกับดูแล", [(Lead.ASK, (P,), "act")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEADS, ids=[one[0] for one in LEADS])
def test_a_lead_gives_an_order(text: str, expected: list[tuple[Lead, tuple[Level, ...], str]]) -> None:
    assert [(one.lead, one.actors, one.kind.value) for one in orders(text, P)] == expected


#: Words with ให้ that give no order.
NO_ORDERS = [
    "เพื่อให้อำเภอมีรายละเอียด",
    "จึงส่งผลให้ยอดเปลี่ยนแปลง",
    "ดำเนินการให้แล้วเสร็จ",
    "ปรับปรุงให้เป็นปัจจุบัน",
    "ได้ส่งรายงานให้จังหวัดแล้ว",
    "ตามแนวทางที่กรมการปกครองแจ้งให้ทราบ",
    "หัวข้อ “ขอให้อำเภอรายงาน”",
    "ทำให้ประชาชนได้รับความเดือดร้อน",
    "มอบให้แก่ผู้ชนะ",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ORDERS)
def test_what_follows_from_something_or_names_who_gets_it_is_no_order(text: str) -> None:
    assert orders(text, P) == []


def test_whoever_only_hands_down_is_marked() -> None:
    handing, handed = orders("ขอให้จังหวัดแจ้งอำเภอดำเนินการ", P)
    assert handing.hands_down
    assert handed.relay


def test_told_to_someone_above_is_a_report() -> None:
    (found,) = orders("แจ้งให้จังหวัดทราบ", D)
    assert (found.lead, found.kind) == (Lead.FURTHER, DirectiveKind.REPORT)


def test_the_readers_own_link_of_a_chain() -> None:
    text = "ให้อำเภอส่งจังหวัด เพื่อจังหวัดตรวจสอบและรายงานกรม"
    assert [one.actors for one in orders(text, P) if one.lead is Lead.CHAIN] == [(P,)]
    assert [one for one in orders(text, D) if one.lead is Lead.CHAIN] == []


def test_who_is_sent_something() -> None:
    assert recipients("รายงานผลให้กรมการปกครองทราบ", 0) == (Level.DEPARTMENT,)
    assert recipients("ส่งจังหวัดภายในวันที่", 0) == (P,)
    assert recipients("รายงานผลทันที", 0) == ()


def test_whom_a_text_entrusts() -> None:
    assert delegated("มอบหมายนายอำเภอในฐานะผู้อำนวยการ ดำเนินการ ดังนี้") == (D,)
    assert delegated("มอบหมายผู้รับผิดชอบ") == ()


def test_an_item_that_opens_with_its_office() -> None:
    found = subject_order("อำเภอเมืองตาก รายงานผล")
    assert found is not None
    assert (found.actors, found.offices, found.kind) == ((D,), ("เมืองตาก",), DirectiveKind.REPORT)
    assert subject_order("อำเภอ") is None


@pytest.mark.parametrize(
    ("text", "is_order"),
    [("อปท. ต้องจัดทำแผน", True), ("พึงระมัดระวัง", True), ("ผู้ใดฝ่าฝืนต้องระวางโทษ", False), ("ความต้องการ", False)],
)
def test_what_has_to_be(text: str, is_order: bool) -> None:
    assert must(text) is is_order
