"""The relay of a circular: the acceptance pair, and what a relay does sentence by sentence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from difflib import SequenceMatcher

import pytest
from makers.relays import OWN_750, body_lines, relay_case, relay_names, sample_case

from circulars.circular import Addressee, Circular, LetterForm, Paragraph, Part, Reference, Secrecy, Urgency
from circulars.errors import ConflictError, ExitCode
from circulars.number import LetterNumber
from circulars.office import Level, OfficeProfile
from circulars.places import province_named
from circulars.relay_rules import Names, relay_words, rule_reason
from generator.edits import applied
from generator.relay import draft_relay
from generator.rewording import Rewording, governed_paragraphs, reword
from parsers import parse, read


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


# ── The pair ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_draft_has_the_paragraphs_of_the_real_relay_in_their_order() -> None:
    draft = sample_case().draft()
    real = body_lines("mukdahan-relay-w642")
    drafted = [one.text for one in draft.letter.body]
    assert len(drafted) == len(real) == 4
    for ours, theirs in zip(drafted, real, strict=True):
        assert SequenceMatcher(None, squeezed(ours), squeezed(theirs), autojunk=False).ratio() >= 0.97
    assert squeezed("".join(drafted)) == squeezed("".join(real))


def test_the_draft_cites_our_own_relay_and_says_who_it_is_from() -> None:
    recital, purpose, *_ = (one.text for one in sample_case().draft().letter.body)
    assert recital.startswith("ตามที่ จังหวัดมุกดาหารมีหนังสือ ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๗๕๐ ลงวันที่ ๓ มกราคม ๒๕๖๗ เรื่อง ")
    assert purpose.startswith("กรมการปกครองแจ้งว่า เนื่องจากกรมการปกครอง")


def test_the_draft_keeps_deadline_quota_and_default_clause() -> None:
    item = sample_case().draft().letter.body[-1].text
    assert "ภายในวันที่ ๓๑ มกราคม ๒๕๖๗" in item
    assert "แห่งละ ๒ ราย เท่านั้น" in item
    assert "จะถือว่าอำเภอมอบหมายผู้รับผิดชอบในการรายงานตามรหัสผู้ใช้งานเดิม" in item


def test_the_heading_of_the_draft_is_one_level_down() -> None:
    letter = sample_case().draft().letter
    assert letter.form is LetterForm.STAMPED
    assert letter.urgency is Urgency.MOST_URGENT
    assert (letter.number, letter.dated) == (None, None)
    assert letter.addressee == "ที่ทำการปกครองอำเภอ ทุกอำเภอ"
    assert letter.sender == "จังหวัดมุกดาหาร"
    assert letter.unit == ("ที่ทำการปกครองจังหวัด", "กลุ่มงานอำนวยความเป็นธรรม")
    assert letter.qr == "https://example.go.th/report"


def test_the_guard_accepts_the_draft_of_the_pair() -> None:
    draft = sample_case().draft()
    assert draft.findings == ()
    assert not draft.is_refused


def test_every_edit_of_the_pair_is_exact_and_has_a_reason() -> None:
    case = sample_case()
    draft = case.draft()
    for edit in draft.edits:
        text = case.source.paragraphs[edit.paragraph].text
        assert text[edit.start : edit.start + len(edit.before)] == edit.before
        assert rule_reason(edit.rule)
    assert tuple(one for _, one in applied(case.source.paragraphs, draft.edits)) == draft.letter.body
    assert [edit.rule for edit in draft.edits if edit.rule != "wrap-blank"] == [
        "own-reference", "levels", "attribution", "narrow", "pass-on", "pass-on-soften",
        "levels", "both-levels", "levels", "levels", "closing-dropped",
    ]  # fmt: skip


def test_an_earlier_relay_is_found_behind_other_words_and_in_second_place() -> None:
    text = (
        "ตามที่ระเบียบกระทรวงมหาดไทยว่าด้วยเงินอุดหนุนขององค์กรปกครองส่วนท้องถิ่น พ.ศ. ๒๕๕๙ และที่แก้ไขเพิ่มเติม กำหนดหลักเกณฑ์ไว้ "
        "และกระทรวงมหาดไทยได้มีหนังสือ ที่ มท ๐๓๐๔/ว ๑ ลงวันที่ ๘ มกราคม ๒๕๖๗ ซักซ้อมแนวทางปฏิบัติ นั้น"
    )
    assert relayed(text, "จึงขอให้จังหวัดดำเนินการ", own=OWN)[0].endswith(
        "และจังหวัดมุกดาหารมีหนังสือ ที่ มห ๐๐๑๘.๑/ว ๙ ลงวันที่ ๙ มกราคม ๒๕๖๗ ซักซ้อมแนวทางปฏิบัติ นั้น"
    )


def test_an_order_that_stays_with_the_province_keeps_its_own_way_of_reporting() -> None:
    text = "จึงขอให้จังหวัดสั่งเจ้าพนักงานที่ดินจังหวัดตรวจสอบ และรายงานผลให้กรมที่ดินทราบภายใน ๓๐ วัน"
    assert relayed("ด้วยกรมการปกครองจะจัดกิจกรรม", text)[1] == text


def test_a_letter_that_begins_with_an_item_is_asked_for_its_opening() -> None:
    draft = draft_relay(circular("๑. ให้อำเภอเฝ้าระวังสถานการณ์"), office(), own_relays={})
    assert draft.letter.body[0].text == "๑. ให้อำเภอเฝ้าระวังสถานการณ์"
    assert [(one.kind, one.what, one.text) for one in draft.findings] == [
        ("doubt", "opening", "กรมการปกครอง")
    ]


def test_a_heading_goes_with_its_items() -> None:
    texts = [
        "จึงขอให้จังหวัดดำเนินการ ดังนี้",
        "๑. ระดับจังหวัด",
        "๑.๑ ให้จังหวัดแต่งตั้งคณะทำงานระดับจังหวัด",
        "๒. ระดับอำเภอ",
        "๒.๑ ให้อำเภอจัดประชุมชี้แจง",
    ]
    assert relayed(*texts)[1:] == ["๑. ระดับอำเภอ", "๑.๑ ให้อำเภอจัดประชุมชี้แจง"]


def test_a_head_of_agency_and_a_short_name_speak_for_the_agency() -> None:
    for issuer in ("อธิบดีกรมการปกครอง", "ปค."):
        assert relayed("ด้วยเกิดอุทกภัย", issuer=issuer)[0] == "ด้วยกรมการปกครองแจ้งว่า เกิดอุทกภัย"
    assert relayed("ด้วยเกิดอุทกภัย", issuer="จังหวัดมุกดาหาร")[0] == "ด้วยเกิดอุทกภัย"


def test_without_an_earlier_relay_of_ours_the_cited_letter_stays() -> None:
    case = dataclasses.replace(sample_case(), own_relays={})
    recital = case.draft().letter.body[0].text
    assert recital.startswith("ตามที่ กระทรวงมหาดไทยมีหนังสือ ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๑๓๓ ลงวันที่ ๒๒ มกราคม ๒๕๖๗ ")
    assert "แจ้งให้อำเภอดำเนินการ" in recital


def test_an_earlier_relay_without_a_date_is_not_cited() -> None:
    undated = dataclasses.replace(OWN_750, dated=None)
    case = dataclasses.replace(sample_case(), own_relays={"มท 0307.2/ว2133": undated})
    assert "กระทรวงมหาดไทยมีหนังสือ" in case.draft().letter.body[0].text


def test_the_pair_holds_from_the_paper_itself(letters) -> None:
    letter = parse(read(letters / "dopa-circular-w2551.corrected.txt")).letter
    drafted = dataclasses.replace(sample_case(), source=letter).draft()
    assert squeezed("".join(one.text for one in drafted.letter.body)) == squeezed(
        "".join(body_lines("mukdahan-relay-w642"))
    )
    assert drafted.letter.qr == "https://example.go.th/report"
    assert drafted.findings == ()


# ── Laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CASES = [*(relay_case(name) for name in relay_names()), sample_case()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_drafting_twice_gives_the_same(case) -> None:
    assert case.draft() == case.draft()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rules_find_nothing_more_to_change_in_a_draft(case) -> None:
    body = case.draft().letter.body
    names = Names(
        case.source.issuer or "กรมการปกครอง",
        case.office.province.name,
        tuple(one.name for one in case.office.province.districts),
    )
    again = Rewording(
        names=names,
        form=case.draft().letter.form,
        everyone=True,
        one_level=True,
        governed=governed_paragraphs(body, relay_words(names), one_level=True),
        own_history=frozenset(range(len(body))),
    )
    for index, paragraph in enumerate(body):
        assert reword(index, paragraph, again) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_draft_is_its_source_with_its_edits_made(case) -> None:
    draft = case.draft()
    edits = [one for one in draft.edits if one.paragraph >= 0]
    assert tuple(one for _, one in applied(case.source.paragraphs, edits)) == draft.letter.body


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_draft_is_never_less_urgent_nor_less_secret(case) -> None:
    letter = case.draft().letter
    assert letter.urgency is case.source.urgency
    assert letter.secrecy is case.source.secrecy


# ── Sentences ─────────────────────────────────────────────────────────────────────────────────────────────────────


def office() -> OfficeProfile:
    province = province_named("มุกดาหาร")
    assert province is not None
    return OfficeProfile(province=province)


def circular(*texts: str, **fields) -> Circular:
    known = {
        "form": LetterForm.STAMPED,
        "issuer": "กรมการปกครอง",
        "subject": "การดำเนินงานตามโครงการสำคัญ",
        "drafting_unit": ("กองวิชาการ",),
    }
    parts = {"จึงเรียน": Part.CLOSING, "ตามที่": Part.RECITAL, "ตามหนั": Part.RECITAL, "ด้วย": Part.RECITAL}
    found = [
        next((part for head, part in parts.items() if one.startswith(head)), Part.PURPOSE) for one in texts
    ]
    items = [re.match(r"([๑-๙](?:\.[๑-๙])?)\.? ", one) for one in texts]
    numbers = str.maketrans("๑๒๓๔๕๖๗๘๙", "123456789")
    body = tuple(
        Paragraph(part=part, text=text, item=item[1].translate(numbers) if item else None)
        for text, part, item in zip(texts, found, items, strict=True)
    )
    return Circular(**{**known, "paragraphs": body, **fields})


def relayed(*texts: str, own=None, **fields) -> list[str]:
    draft = draft_relay(circular(*texts, **fields), office(), own_relays=own or {})
    return [one.text for one in draft.letter.body]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("จึงขอให้จังหวัดแจ้งนายอำเภอทุกอำเภอดำเนินการโดยเคร่งครัด", "จึงขอให้นายอำเภอทุกอำเภอดำเนินการโดยเคร่งครัด"),
        ("จึงขอให้จังหวัดพิจารณาแจ้งอำเภอให้ตรวจสอบ", "จึงขอให้อำเภอตรวจสอบ"),
        ("จึงขอความร่วมมือจังหวัดเร่งประชาสัมพันธ์", "จึงขอความร่วมมือทุกอำเภอเร่งประชาสัมพันธ์"),
        ("ให้ ผวจ. มอบหมาย นอภ. ทุกอำเภอ รายงานทุกวัน", "ให้ นอภ. ทุกอำเภอ รายงานทุกวัน"),
        ("จึงขอให้จังหวัดกำกับดูแลให้อำเภอถือปฏิบัติ", "จึงขอให้อำเภอถือปฏิบัติ"),
        ("จึงขอให้จังหวัดโดยที่ทำการปกครองจังหวัดแจ้งอำเภอดำเนินการ", "จึงขอให้อำเภอดำเนินการ"),
        ("จึงเน้นย้ำให้จังหวัดและอำเภอเฝ้าระวัง", "จึงเน้นย้ำให้อำเภอเฝ้าระวัง"),
        ("จึงขอให้จังหวัดจัดตั้งคณะทำงานระดับจังหวัดและระดับอำเภอ", "จึงขอให้ทุกอำเภอจัดตั้งคณะทำงานระดับอำเภอ"),
        ("จึงขอให้จังหวัดและกรุงเทพมหานครสำรวจข้อมูล", "จึงขอให้ทุกอำเภอสำรวจข้อมูล"),
        ("จึงขอให้จังหวัดรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๙ มีนาคม ๒๕๖๗", "จึงขอให้ทุกอำเภอรายงานผลให้จังหวัดเพื่อรวบรวมรายงานให้กรมการปกครองทราบ ภายในวันที่ ๙ มีนาคม ๒๕๖๗"),
        ("จึงขอให้จังหวัดรายงานผลให้กรมการปกครองทราบผ่านระบบ DOPA Report", "จึงขอให้ทุกอำเภอรายงานผลให้กรมการปกครองทราบผ่านระบบ DOPA Report"),
        ("จึงขอให้ท่านพิจารณาดำเนินการ", "จึงขอให้ท่านพิจารณาดำเนินการ"),
        ("จึงขอให้เร่งรัดดำเนินการ และรายงานผลให้ ปค. ทราบโดยด่วน", "จึงขอให้เร่งรัดดำเนินการ และรายงานผลให้จังหวัดเพื่อรวบรวมรายงานให้ ปค. ทราบโดยด่วน"),
        ("จึงขอให้จังหวัดส่งแบบตอบรับไปยังกองวิชาการ ภายในวันที่ ๙ มีนาคม ๒๕๖๗", "จึงขอให้ทุกอำเภอส่งแบบตอบรับให้จังหวัดเพื่อรวบรวมส่งไปยังกองวิชาการ ภายในวันที่ ๙ มีนาคม ๒๕๖๗"),
        ("จึงขอให้จังหวัดและอำเภอรายงานผลให้กรมการปกครองทราบ", "จึงขอให้อำเภอรายงานผลให้กรมการปกครองทราบ"),
        ("จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่นส่งผลให้อำเภอ เพื่อจังหวัดตรวจสอบและรายงานกรมการปกครอง ภายในวันที่ ๙ มีนาคม ๒๕๖๗", "จึงขอให้ทุกอำเภอแจ้งองค์กรปกครองส่วนท้องถิ่นส่งผลให้อำเภอ เพื่อจังหวัดตรวจสอบและรายงานกรมการปกครอง ภายในวันที่ ๙ มีนาคม ๒๕๖๗"),
    ],
)  # fmt: skip
def test_an_order_to_the_province_is_given_to_the_districts(before: str, after: str) -> None:
    assert relayed("ด้วยกรมการปกครองจะจัดกิจกรรม", before)[1] == after


@pytest.mark.parametrize(
    "text",
    [
        "จึงขอให้จังหวัดซักซ้อมความเข้าใจกับอำเภอ",
        "จึงขอให้จังหวัดรวบรวมรายงานของอำเภอส่งกรมการปกครอง",
        "จึงขอให้จังหวัดตรวจสอบว่าอำเภอใดยังไม่ดำเนินการ",
        "จึงขอให้จังหวัดนำเข้าที่ประชุมคณะกรมการจังหวัด",
        "จึงขอให้ผู้ว่าราชการจังหวัดใช้อำนาจตามกฎหมายออกคำสั่ง",
        "จึงขอให้จังหวัดนครพนมดำเนินการ",
    ],
)
def test_an_order_that_only_the_province_can_carry_out_is_refused_not_guessed(text: str) -> None:
    draft = draft_relay(circular("ด้วยกรมการปกครองจะจัดกิจกรรม", text), office(), own_relays={})
    assert draft.letter.body[1].text == text
    assert "actor-leak" in {finding.kind for finding in draft.findings}
    assert draft.is_refused


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ด้วยกรมการปกครองได้จัดทำคู่มือ", "ด้วยกรมการปกครองแจ้งว่า ได้จัดทำคู่มือ"),
        ("ด้วยคณะรัฐมนตรีมีมติเห็นชอบ", "ด้วยกรมการปกครองแจ้งว่า คณะรัฐมนตรีมีมติเห็นชอบ"),
        ("กรมการปกครองขอเรียนว่า ระบบจะปิดปรับปรุง", "กรมการปกครองแจ้งว่า ระบบจะปิดปรับปรุง"),
        ("ขอให้จังหวัดสำรวจข้อมูล", "ด้วยกรมการปกครองขอให้ทุกอำเภอสำรวจข้อมูล"),
        ("เพื่อให้การปฏิบัติเป็นแนวเดียวกัน จึงขอให้จังหวัดสำรวจข้อมูล", "ด้วยกรมการปกครองแจ้งว่า เพื่อให้การปฏิบัติเป็นแนวเดียวกัน จึงขอให้ทุกอำเภอสำรวจข้อมูล"),
        ("พร้อมหนังสือนี้ ขอส่งคู่มือ จำนวน ๑ เล่ม", "ด้วยกรมการปกครองได้ส่งคู่มือ จำนวน ๑ เล่ม"),
    ],
)  # fmt: skip
def test_a_letter_that_recalls_nothing_opens_with_who_it_is_from(before: str, after: str) -> None:
    assert relayed(before)[0] == after


def test_a_circular_of_known_number_and_date_is_cited_by_them() -> None:
    known = {
        "number": LetterNumber.parse("มท 0307.2/ว2551"),
        "dated": dt.date(2024, 1, 25),
        "urgency": Urgency.URGENT,
    }
    assert relayed("ด้วยคณะรัฐมนตรีมีมติเห็นชอบ", **known)[0] == (
        "ด้วยจังหวัดมุกดาหารได้รับแจ้งจากกรมการปกครอง ตามหนังสือ ด่วน ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑"
        " ลงวันที่ ๒๕ มกราคม ๒๕๖๗ ว่า คณะรัฐมนตรีมีมติเห็นชอบ"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("จึงขอให้จังหวัดสำรวจข้อมูล", "กรมการปกครองจึงขอให้ทุกอำเภอสำรวจข้อมูล"),
        ("ในการนี้ จึงขอให้จังหวัดสำรวจข้อมูล", "ในการนี้ กรมการปกครองจึงขอให้ทุกอำเภอสำรวจข้อมูล"),
        ("กรมการปกครองพิจารณาแล้วเห็นว่าเหมาะสม", "กรมการปกครองแจ้งว่า พิจารณาแล้วเห็นว่าเหมาะสม"),
        ("กรมการปกครองจึงขอให้จังหวัดสำรวจข้อมูล", "กรมการปกครองจึงขอให้ทุกอำเภอสำรวจข้อมูล"),
        ("เนื่องจากข้อมูลยังไม่ครบ", "กรมการปกครองแจ้งว่า เนื่องจากข้อมูลยังไม่ครบ"),
    ],
)
def test_behind_what_is_recalled_the_letter_says_who_it_is_from(before: str, after: str) -> None:
    assert relayed("ตามที่ รัฐบาลกำหนดนโยบายสำคัญ นั้น", before)[1] == after


OWN = {
    "มท 0307.2/ว2133": OWN_750,
    "มท 0304/ว1": Reference(issuer="จังหวัดมุกดาหาร", number="มห 0018.1/ว9", dated=dt.date(2024, 1, 9)),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ตามหนังสือกระทรวงมหาดไทย ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๑๓๓ ลงวันที่ ๒๒ มกราคม ๒๕๖๗ แจ้งให้จังหวัดดำเนินการ นั้น", "ตามหนังสือจังหวัดมุกดาหาร ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๗๕๐ ลงวันที่ ๓ มกราคม ๒๕๖๗ แจ้งให้อำเภอดำเนินการ นั้น"),
        ("ตามที่กระทรวงมหาดไทยได้มีหนังสือด่วนที่สุด ที่ มท 0307.2/ว 2133 ลว. 22 ม.ค. 67 ให้จังหวัดถือปฏิบัติ นั้น", "ตามที่จังหวัดมุกดาหารมีหนังสือ ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๗๕๐ ลงวันที่ ๓ มกราคม ๒๕๖๗ ให้อำเภอถือปฏิบัติ นั้น"),
        ("ตามหนังสือกระทรวงมหาดไทย ที่ มท ๐๓๐๗.๒/ว ๒๑๓๓ ลงวันที่ ๒๒ มกราคม ๒๕๖๗ และที่ มท ๐๓๐๔/ว ๑ ลงวันที่ ๕ มกราคม ๒๕๖๗ นั้น", "ตามหนังสือจังหวัดมุกดาหาร ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๗๕๐ ลงวันที่ ๓ มกราคม ๒๕๖๗ และที่ มห ๐๐๑๘.๑/ว ๙ ลงวันที่ ๙ มกราคม ๒๕๖๗ นั้น"),
        ("ตามหนังสือกรมที่ดิน ที่ มท ๐๕๐๑/ว ๓ ลงวันที่ ๒ มกราคม ๒๕๖๗ และที่ มท ๐๓๐๔/ว ๑ ลงวันที่ ๕ มกราคม ๒๕๖๗ นั้น", "ตามหนังสือกรมที่ดิน ที่ มท ๐๕๐๑/ว ๓ ลงวันที่ ๒ มกราคม ๒๕๖๗ และหนังสือจังหวัดมุกดาหาร ที่ มห ๐๐๑๘.๑/ว ๙ ลงวันที่ ๙ มกราคม ๒๕๖๗ นั้น"),
        ("ตามที่กรมที่ดินขอให้จังหวัดสำรวจข้อมูล นั้น", "ตามที่กรมที่ดินขอให้จังหวัดสำรวจข้อมูล นั้น"),
    ],
)  # fmt: skip
def test_what_is_recalled_cites_our_own_letters(before: str, after: str) -> None:
    assert relayed(before, "จึงขอให้จังหวัดดำเนินการ", own=OWN)[0] == after


def test_an_item_of_the_province_is_left_out_and_the_rest_counted_anew() -> None:
    texts = [
        "ด้วยกรมการปกครองจะจัดกิจกรรม จึงขอให้จังหวัดดำเนินการ ดังนี้",
        "๑. ให้จังหวัดแต่งตั้งคณะทำงานระดับจังหวัด",
        "๒. แจ้งอำเภอสำรวจข้อมูล",
        "๓. ให้จังหวัดและอำเภอรายงานผล",
    ]
    draft = draft_relay(circular(*texts), office(), own_relays={})
    assert [(one.item, one.text) for one in draft.letter.body[1:]] == [
        ("1", "๑. ให้อำเภอสำรวจข้อมูล"),
        ("2", "๒. ให้อำเภอรายงานผล"),
    ]
    assert [(one.kind, one.text) for one in draft.findings] == [("left-to-province", texts[1])]
    assert not draft.is_refused


def test_items_in_brackets_and_their_bullets_are_counted_anew_as_well() -> None:
    body = (
        Paragraph(part=Part.PURPOSE, text="จึงขอให้จังหวัดดำเนินการ ดังนี้"),
        Paragraph(part=Part.PURPOSE, text="๑. การเตรียมการ", item="1"),
        Paragraph(part=Part.PURPOSE, text="(๑) ให้จังหวัดแต่งตั้งคณะทำงานระดับจังหวัด", item="1.1"),
        Paragraph(part=Part.PURPOSE, text="- ฝ่ายอำนวยการ", item="1.1"),
        Paragraph(part=Part.PURPOSE, text="(๒) แจ้งอำเภอสำรวจข้อมูล", item="1.2"),
        Paragraph(part=Part.PURPOSE, text="๒. ให้อำเภอรายงานผล", item="2"),
    )
    draft = draft_relay(circular(paragraphs=body), office(), own_relays={})
    assert [(one.item, one.text) for one in draft.letter.body[1:]] == [
        ("1", "๑. การเตรียมการ"),
        ("1.1", "(๑) ให้อำเภอสำรวจข้อมูล"),
        ("2", "๒. ให้อำเภอรายงานผล"),
    ]
    assert not draft.is_refused


def test_no_item_is_left_out_where_none_would_remain() -> None:
    body = relayed("จึงขอให้จังหวัดดำเนินการ ดังนี้", "๑. แต่งตั้งคณะทำงานระดับจังหวัด", "๒. สรุปผลของอำเภอ")
    assert len(body) == 3


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป", None),
        ("จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติโดยเคร่งครัด", "จึงแจ้งมาเพื่อทราบและถือปฏิบัติโดยเคร่งครัด"),
        ("จึงเรียนมาเพื่อโปรดดำเนินการโดยด่วน", "จึงแจ้งมาเพื่อดำเนินการโดยด่วน"),
        ("จึงเรียนมาเพื่อโปรดทราบ และแจ้งให้อำเภอถือปฏิบัติ", "จึงแจ้งมาเพื่อถือปฏิบัติ"),
    ],
)
def test_a_stamped_relay_drops_only_a_closing_that_asks_nothing(text: str, closing: str | None) -> None:
    body = relayed("ด้วยกรมการปกครองจะจัดกิจกรรม", "จึงขอให้จังหวัดสำรวจข้อมูล", text)
    assert body[2:] == ([closing] if closing else [])


def test_the_only_closing_of_a_letter_for_information_stays() -> None:
    assert relayed("ด้วยกรมการปกครองย้ายที่ทำการ", "จึงเรียนมาเพื่อโปรดทราบ")[1] == "จึงแจ้งมาเพื่อทราบ"


def test_an_office_may_have_its_own_closing() -> None:
    mine = dataclasses.replace(office(), closing=True)
    for texts in (("จึงขอให้จังหวัดสำรวจข้อมูล",), ("จึงขอให้จังหวัดสำรวจข้อมูล", "จึงเรียนมาเพื่อโปรดทราบ")):
        draft = draft_relay(circular(*texts), mine, own_relays={})
        assert draft.letter.body[-1].text == "จึงแจ้งมาเพื่อพิจารณาดำเนินการ"
        assert draft.findings == ()


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("จึงขอให้จังหวัดแจ้งอำเภอดอนตาลดำเนินการ", "ที่ทำการปกครองอำเภอดอนตาล"),
        ("จึงขอให้จังหวัดแจ้งอำเภอเมือง ดงหลวง และหนองสูง ดำเนินการ", "ที่ทำการปกครองอำเภอเมืองมุกดาหาร ที่ทำการปกครองอำเภอดงหลวง และที่ทำการปกครองอำเภอหนองสูง"),
        ("จึงขอให้จังหวัดสำรวจข้อมูลเหตุที่เกิดในอำเภอดอนตาล", "ที่ทำการปกครองอำเภอ ทุกอำเภอ"),
        ("จึงขอให้จังหวัดแจ้งอำเภอสำรวจข้อมูล โดยให้อำเภอดอนตาลจัดเตรียมสถานที่", "ที่ทำการปกครองอำเภอ ทุกอำเภอ"),
        ("จึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ยกเว้นอำเภอดอนตาล", "ที่ทำการปกครองอำเภอ ทุกอำเภอ (ยกเว้นอำเภอดอนตาล)"),
    ],
)  # fmt: skip
def test_only_districts_that_the_circular_names_are_written_to(text: str, addressee: str) -> None:
    draft = draft_relay(circular("ด้วยกรมการปกครองจะจัดกิจกรรม", text), office(), own_relays={})
    assert draft.letter.addressee == addressee


def test_an_external_circular_is_relayed_to_the_district_chiefs() -> None:
    draft = draft_relay(
        circular("ด้วยกรมการปกครองจะจัดกิจกรรม", form=LetterForm.EXTERNAL), office(), own_relays={}
    )
    assert draft.letter.form is LetterForm.EXTERNAL
    assert draft.letter.addressee == "นายอำเภอ ทุกอำเภอ"
    assert draft.letter.subject == "การดำเนินงานตามโครงการสำคัญ"


def test_speed_and_secrecy_are_never_lowered() -> None:
    marks = {"urgency": Urgency.VERY_URGENT, "secrecy": Secrecy.CONFIDENTIAL}
    letter = draft_relay(circular("ด้วยมีเหตุสำคัญ", **marks), office(), own_relays={}).letter
    assert (letter.urgency, letter.secrecy) == (Urgency.VERY_URGENT, Secrecy.CONFIDENTIAL)


def test_the_issuer_of_a_stamped_letter_is_told_by_its_number() -> None:
    number = LetterNumber.parse("มท ๐๖๐๘/ว ๑๒")
    assert (
        relayed("ด้วยเกิดอุทกภัย", issuer=None, number=number)[0] == "ด้วยกรมป้องกันและบรรเทาสาธารณภัยแจ้งว่า เกิดอุทกภัย"
    )


def test_an_issuer_that_nobody_can_tell_is_asked_for() -> None:
    draft = draft_relay(circular("ด้วยเกิดอุทกภัย", issuer=None), office(), own_relays={})
    assert [(one.kind, one.what) for one in draft.findings] == [("doubt", "issuer")]
    given = draft_relay(circular("ด้วยเกิดอุทกภัย", issuer=None), office(), own_relays={}, issuer="กรมชลประทาน")
    assert given.letter.body[0].text == "ด้วยกรมชลประทานแจ้งว่า เกิดอุทกภัย"


@pytest.mark.parametrize(
    ("addressee", "ours"),
    [
        (Addressee(text="นายกเทศมนตรี ทุกแห่ง", level=Level.LOCAL_GOVERNMENT, all=True), False),
        (Addressee(text="ผู้ว่าราชการจังหวัด ทุกจังหวัด", level=Level.PROVINCE, all=True), True),
        (Addressee(text="ผู้ว่าราชการจังหวัดเลย น่าน", level=Level.PROVINCE, names=("เลย", "น่าน")), False),
        (Addressee(text="ผู้ว่าราชการจังหวัดเลย มุกดาหาร", level=Level.PROVINCE, names=("เลย", "มุกดาหาร")), True),
        (
            Addressee(text="… ยกเว้นจังหวัดมุกดาหาร", level=Level.PROVINCE, all=True, except_=("จังหวัดมุกดาหาร",)),
            False,
        ),
    ],
)
def test_a_letter_that_was_not_written_to_our_province_is_doubted(
    addressee: Addressee, *, ours: bool
) -> None:
    draft = draft_relay(circular("ด้วยเกิดอุทกภัย", addressee=addressee), office(), own_relays={})
    assert [one.message() for one in draft.findings] == (
        [] if ours else [f"หนังสือนี้ส่งถึง “{addressee.text}” ไม่ใช่จังหวัดของท่าน โปรดตรวจว่าต้องแจ้งอำเภอหรือไม่"]
    )


def test_a_code_that_the_text_promises_and_the_office_lacks_is_asked_for() -> None:
    text = "จึงขอให้จังหวัดรายงานผ่านคิวอาร์โค้ด (QR Code) ท้ายหนังสือฉบับนี้"
    draft = draft_relay(circular(text), office(), own_relays={})
    assert draft.letter.qr is None
    assert [(one.kind, one.what) for one in draft.findings] == [("doubt", "channel")]


def test_a_circular_without_text_cannot_be_relayed(says) -> None:
    empty = Circular(number=LetterNumber.parse("มท 0307.2/ว2551"))
    assert says(draft_relay, empty, office(), own_relays={}) == (
        "หนังสือ มท ๐๓๐๗.๒/ว ๒๕๕๑ ไม่มีเนื้อความที่อ่านได้ จึงร่างหนังสือแจ้งเวียนไม่ได้ โปรดตรวจผลการอ่านและใส่เนื้อความก่อน",
        "The letter มท ๐๓๐๗.๒/ว ๒๕๕๑ has no text that could be read, so no relay can be drafted. Check its reading and enter the text first.",
    )
    with pytest.raises(ConflictError) as caught:
        draft_relay(empty, office(), own_relays={})
    assert caught.value.exit_code is ExitCode.CONFLICT
