"""The guard: what it finds in a draft that somebody has changed, and that it finds nothing in one left alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers.relays import relay_case, relay_names, sample_case

from circulars.circular import Circular, LetterForm, Paragraph, Part, Secrecy, Urgency
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive
from circulars.letter import Edit, GuardFinding, Letter
from circulars.office import OfficeProfile
from circulars.places import province_named
from generator.guard import guard
from generator.relay import draft_relay

CASES = [*(relay_case(name) for name in relay_names()), sample_case()]
FACT = re.compile(r"[0-9๐-๙]+(?:[.,/:][0-9๐-๙]+)*")


def tampered(letter: Letter, index: int, before: str, after: str) -> Letter:
    body = list(letter.body)
    assert before in body[index].text
    body[index] = replace(body[index], text=body[index].text.replace(before, after, 1))
    return replace(letter, body=tuple(body))


def told(findings) -> set[tuple[str, str, str]]:
    return {(one.kind, one.what, one.text) for one in findings}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_draft_left_alone_has_lost_nothing_and_added_nothing(case) -> None:
    assert not {one.kind for one in case.draft().findings} & {"lost", "added", "foreign-letter"}


@pytest.mark.parametrize(
    ("index", "before", "after", "findings"),
    [
        (2, "ลูกหนี้และเจ้าหนี้ที่มี", "ลูกหนี้ที่มี", {("lost", "text", "และเจ้าหนี้")}),
        (2, "ลูกหนี้และเจ้าหนี้อย่างครบถ้วน", "ลูกหนี้และเจ้าหน้าที่อย่างครบถ้วน", {("lost", "text", "เจ้าหนี้"), ("added", "text", "เจ้าหน้าที่")}),
        (3, "ให้เป็นปัจจุบัน", "ให้ปัจจุบัน", {("lost", "text", "เป็น")}),
        (3, "๒ ราย", "๓ ราย", {("lost", "quantity", "๒ ราย"), ("added", "quantity", "๓ ราย")}),
        (3, "ภายในวันที่ ๓๑ มกราคม ๒๕๖๗ ", "", {("lost", "deadline", "ภายในวันที่ ๓๑ มกราคม ๒๕๖๗"), ("lost", "date", "๓๑ มกราคม ๒๕๖๗")}),
        (3, "๓๑ มกราคม", "๓๐ มกราคม", {("lost", "deadline", "ภายในวันที่ ๓๑ มกราคม ๒๕๖๗"), ("lost", "date", "๓๑ มกราคม ๒๕๖๗"), ("added", "deadline", "ภายในวันที่ ๓๐ มกราคม ๒๕๖๗"), ("added", "date", "๓๐ มกราคม ๒๕๖๗")}),
        (0, "๑๕.๐๐ นาฬิกา", "๑๖.๐๐ นาฬิกา", {("lost", "deadline", "ภายในเวลา ๑๕.๐๐ นาฬิกา ของทุกวันทำการ"), ("lost", "time", "๑๕.๐๐ นาฬิกา"), ("added", "deadline", "ภายในเวลา ๑๖.๐๐ นาฬิกา ของทุกวันทำการ"), ("added", "time", "๑๖.๐๐ นาฬิกา")}),
        (0, "“การรายงานผลการไกล่เกลี่ยประจำวัน”", "", {("lost", "quotation", "“การรายงานผลการไกล่เกลี่ยประจำวัน”")}),
        (0, "มห ๐๐๑๘.๑/ว ๗๕๐", "มห ๐๐๑๘.๑/ว ๗๕๑", {("lost", "number", "มห ๐๐๑๘.๑/ว ๗๕๐"), ("added", "number", "มห ๐๐๑๘.๑/ว ๗๕๑")}),
        (3, "คิวอาร์โค้ด (QR Code)", "แบบรายงาน", {("lost", "channel", "คิวอาร์โค้ด (QR Code)"), ("added", "text", "แบบรายงาน")}),
        (3, "ให้อำเภอพิจารณา", "ให้จังหวัดและอำเภอพิจารณา", {("added", "text", "จังหวัดและ"), ("actor-leak", "text", "จังหวัดและอำเภอ")}),
        (1, "จึงขอให้ทุกอำเภอ", "จึงขอให้ทุกจังหวัด", {("lost", "text", "อำเภอ"), ("added", "text", "จังหวัด"), ("actor-leak", "text", "ทุกจังหวัด")}),
        (1, "จึงขอให้ทุกอำเภอ", "จึงขอให้จังหวัด", {("lost", "text", "ทุกอำเภอ"), ("added", "text", "จังหวัด"), ("actor-leak", "text", "ขอให้จังหวัด")}),
        (1, "ประนอมข้อพิพาท", "ประណอมข้อพิพาท", {("lost", "text", "ประนอมข้อพิพาท"), ("added", "text", "ประណอมข้อพิพาท"), ("foreign-letter", "text", "เกลี่ยและประណอมข้อพิพาทขอ")}),
    ],
)  # fmt: skip
def test_a_change_that_no_rule_made_is_told(index: int, before: str, after: str, findings: set) -> None:
    case = sample_case()
    draft = case.draft()
    changed = tampered(draft.letter, index, before, after)
    found = told(guard(case.source, changed, draft.edits))
    assert found == findings


def test_the_default_clause_is_told_when_it_goes() -> None:
    case = sample_case()
    draft = case.draft()
    clause = "จะถือว่าอำเภอมอบหมายผู้รับผิดชอบในการรายงานตามรหัสผู้ใช้งานเดิม"
    changed = tampered(draft.letter, 3, clause, "")
    assert ("lost", "default", clause) in told(guard(case.source, changed, draft.edits))


def test_a_blank_more_or_less_is_no_change() -> None:
    case = sample_case()
    draft = case.draft()
    changed = tampered(draft.letter, 1, "ส่งต่อข้อมูลระหว่างอำเภอ", "ส่งต่อข้อมูล  ระหว่าง อำเภอ")
    assert guard(case.source, changed, draft.edits) == ()


def test_a_paragraph_that_is_gone_or_new_is_told() -> None:
    case = sample_case()
    draft = case.draft()
    *rest, last = draft.letter.body
    found = told(guard(case.source, replace(draft.letter, body=tuple(rest)), draft.edits))
    assert ("lost", "quantity", "๒ ราย") in found
    more = Paragraph(part=Part.CLOSING, text="ทั้งนี้ ให้ส่งเงินจำนวน ๕๐๐ บาท")
    found = told(guard(case.source, replace(draft.letter, body=(*rest, last, more)), draft.edits))
    assert ("added", "quantity", "๕๐๐ บาท") in found


def test_an_edit_whose_words_are_not_in_the_source_is_no_excuse() -> None:
    case = sample_case()
    draft = case.draft()
    forged = Edit(rule="own-reference", paragraph=3, before="ไม่มีคำนี้", after="มีคำนี้", start=5)
    assert ("added", "text", "มีคำนี้") in told(guard(case.source, draft.letter, (*draft.edits, forged)))


def test_a_rule_may_not_take_out_a_fact_that_is_not_its_to_spend() -> None:
    case = sample_case()
    text = case.source.paragraphs[3].text
    start = text.index("๒ ราย")
    forged = Edit(rule="levels", paragraph=3, before="๒ ราย", after="", start=start)
    draft = case.draft()
    letter = tampered(draft.letter, 3, "๒ ราย", "")
    found = told(guard(case.source, letter, (*draft.edits, forged)))
    assert ("lost", "quantity", "๒ ราย") in found


def test_a_rule_may_not_change_the_words_of_a_deadline() -> None:
    source = Circular(
        form=LetterForm.STAMPED,
        issuer="กรมการปกครอง",
        paragraphs=(Paragraph(part=Part.PURPOSE, text="ให้ส่งรายงานก่อนวันประชุมของจังหวัด"),),
        directives=(
            Directive(
                item=None,
                deadlines=(Deadline(quote="ก่อนวันประชุมของจังหวัด", kind=DeadlineKind.ABSOLUTE),),
            ),
        ),
    )
    edit = Edit(rule="narrow", paragraph=0, before="จังหวัด", after="อำเภอ", start=28)
    assert source.paragraphs[0].text[28:] == "จังหวัด"
    letter = Letter(
        form=LetterForm.STAMPED,
        urgency=Urgency.NORMAL,
        body=(Paragraph(part=Part.PURPOSE, text="ให้ส่งรายงานก่อนวันประชุมของอำเภอ"),),
    )
    assert ("lost", "deadline", "ก่อนวันประชุมของจังหวัด") in told(guard(source, letter, (edit,)))


def test_the_heading_is_guarded_too() -> None:
    case = relay_case("02-drought")
    draft = case.draft()
    lowered = replace(draft.letter, urgency=Urgency.URGENT, references=(), enclosures=(), subject="เรื่องอื่น")
    found = told(guard(case.source, lowered, ()))
    assert {
        ("lost", "urgency", "ด่วนที่สุด"),
        ("lost", "number", "มท ๐๖๑๗/ว๕๕๒๑"),
        ("lost", "enclosure", "แบบรายงานสถานการณ์ภัยแล้ง"),
        ("lost", "subject", case.source.subject),
    } <= found
    secret = replace(case.source, secrecy=Secrecy.SECRET)
    assert ("lost", "secrecy", "ลับมาก") in told(guard(secret, draft.letter, draft.edits))


def test_a_finding_speaks_both_languages() -> None:
    finding = GuardFinding(kind="lost", what="quantity", text="๒ ราย")
    assert finding.message() == "ร่างขาดจำนวนของต้นฉบับ: “๒ ราย” โปรดใส่ให้ครบ หรือยืนยันว่าตั้งใจตัดออก"
    assert finding.message("en") == (
        "The draft lacks a quantity of its source: “๒ ราย”. Put it back, or confirm that it is left out on purpose."
    )
    assert not finding.is_note
    for doubt in ("issuer", "addressee", "quantity", "deadline", "channel", "cross-reference"):
        note = GuardFinding(kind="doubt", what=doubt, text="…")
        assert note.is_note
        assert note.message("th") != note.message("en")


# ── Laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────

DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "ธันวาคม")
numbers = st.integers(1, 9999).map(lambda number: str(number).translate(DIGITS))
dates = st.builds(
    lambda day, month, year: f"{day} {month} {year}".translate(DIGITS),
    st.integers(1, 28), st.sampled_from(MONTHS), st.integers(2550, 2580),
)  # fmt: skip
recitals = st.one_of(
    st.builds(
        "ตามที่ กรมการปกครองมีหนังสือ ด่วน ที่ มท ๐๓๐๙/ว {} ลงวันที่ {} แจ้งให้จังหวัดและอำเภอดำเนินการ นั้น".format,
        numbers, dates,
    ),
    st.builds("ด้วยกรมการปกครองจะจัดอบรม ระหว่างวันที่ {} จำนวน {} รุ่น".format, dates, numbers),
    st.builds("เนื่องจากมีผู้ลงทะเบียน {} ราย ณ วันที่ {}".format, numbers, dates),
)  # fmt: skip
orders = st.builds(
    "{}{}ข้อมูล “แบบที่ {}” จำนวน {} ราย ภายในวันที่ {} หากไม่รายงานจะถือว่าไม่มีข้อมูล".format,
    st.sampled_from(
        (
            "จึงขอให้จังหวัด", "จึงขอให้จังหวัดแจ้งอำเภอ", "จึงขอให้จังหวัดแจ้งให้อำเภอพิจารณา", "จึงขอให้ทุกจังหวัด",
            "จึงขอความร่วมมือจังหวัด", "จึงขอให้จังหวัดกำชับให้นายอำเภอทุกอำเภอ", "จึงขอให้จังหวัดและอำเภอ",
        )
    ),
    st.sampled_from(("สำรวจ", "รายงาน", "ตรวจสอบ")), numbers, numbers, dates,
)  # fmt: skip
items = st.builds(
    "{}ดำเนินการ {} แห่ง ก่อนเวลา ๑๖.๓๐ น. ของวันที่ {}".format,
    st.sampled_from(("แจ้งให้อำเภอ", "ให้จังหวัดและอำเภอ", "ให้จังหวัด", "กำชับอำเภอ", "")), numbers, dates,
)  # fmt: skip


@st.composite
def circulars(draw) -> Circular:
    texts = [(Part.RECITAL, None, draw(recitals)), (Part.PURPOSE, None, draw(orders))]
    for place, text in enumerate(draw(st.lists(items, max_size=3)), start=1):
        texts.append((Part.PURPOSE, str(place), f"{str(place).translate(DIGITS)}. {text}"))
    if draw(st.booleans()):
        texts.append((Part.CLOSING, None, "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"))
    return Circular(
        form=draw(st.sampled_from((LetterForm.STAMPED, LetterForm.EXTERNAL, LetterForm.MEMO))),
        urgency=draw(st.sampled_from(list(Urgency))),
        issuer="กรมการปกครอง",
        subject="การดำเนินงานตามโครงการสำคัญ",
        paragraphs=tuple(Paragraph(part=part, item=item, text=text) for part, item, text in texts),
    )


def drafted(source: Circular):
    province = province_named("ยโสธร")
    assert province is not None
    return draft_relay(source, OfficeProfile(province=province), own_relays={})


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(circulars())
def test_an_untouched_draft_has_lost_and_added_nothing(source: Circular) -> None:
    draft = drafted(source)
    assert not draft.is_refused
    assert guard(source, draft.letter, draft.edits) == draft.findings
    assert drafted(source) == draft


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(circulars(), st.data())
def test_a_number_that_is_taken_out_of_a_draft_is_always_found(source: Circular, data) -> None:
    draft = drafted(source)
    places = [
        (index, match.span())
        for index, one in enumerate(draft.letter.body)
        for match in FACT.finditer(one.text)
    ]
    index, (start, end) = data.draw(st.sampled_from(places))
    text = draft.letter.body[index].text
    body = list(draft.letter.body)
    body[index] = replace(body[index], text=text[:start] + text[end:])
    findings = guard(source, replace(draft.letter, body=tuple(body)), draft.edits)
    assert "lost" in {one.kind for one in findings}


@pytest.mark.property
@settings(max_examples=100, deadline=None)
@given(circulars(), numbers, st.data())
def test_a_number_that_is_put_into_a_draft_is_always_found(source: Circular, number: str, data) -> None:
    draft = drafted(source)
    index = data.draw(st.integers(0, len(draft.letter.body) - 1))
    body = list(draft.letter.body)
    body[index] = replace(body[index], text=f"{body[index].text} และอีก {number} ชุด")
    findings = guard(source, replace(draft.letter, body=tuple(body)), draft.edits)
    assert "added" in {one.kind for one in findings}
