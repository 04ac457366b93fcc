"""Deadlines by their phrases: what is due when, who must act, what is no deadline, what could not be read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.deadline import Anchor, DeadlineKind
from circulars.thai_calendar import OfficeCalendar
from parsers.deadline.lexicon import cues
from parsers.deadline.lexicon import examples as lexicon_examples
from parsers.deadlines import find_deadlines

CALENDAR = OfficeCalendar.shipped()
LETTER, RECEIVED = dt.date(2025, 2, 3), dt.date(2025, 2, 5)


def found(text, *, letter=LETTER, received=RECEIVED):
    return [
        one.deadline
        for one in find_deadlines(text, letter_date=letter, received=received, calendar=CALENDAR).deadlines
    ]


def dues(text):
    return [f"{one.due}" + (f" {one.time:%H:%M}" if one.time else "") for one in found(text) if one.due]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        # a bound and a day
        ("ข้อมูลทั้งหมดจะต้องถูกบันทึกลงในระบบก่อนวันที่ ๑ เมษายน ๒๕๖๘", ["2025-03-31"]),
        ("การส่งแผนของอำเภอ กำหนดไว้ไม่เกินวันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘", ["2025-03-14"]),
        ("ให้สถานศึกษาแก้ไขข้อมูลได้ถึงวันที่ ๒๐ มีนาคม ๒๕๖๘ เวลา ๒๔.๐๐ น.", ["2025-03-20 23:59"]),
        ("โดยส่งไฟล์มาก่อนภายในวันที่ ๑๑ กุมภาพันธ์ ๒๕๖๘", ["2025-02-11"]),
        ("ครบกำหนดชำระวันที่ ๑๕ ของเดือนมีนาคม ๒๕๖๘", ["2025-03-15"]),
        ("รวบรวมส่งจังหวัดในวันสุดท้ายของเดือนกุมภาพันธ์ ๒๕๖๘", ["2025-02-28"]),
        ("ให้ส่งรายงานในวันทำการสุดท้ายของเดือนมีนาคม ๒๕๖๘", ["2025-03-31"]),
        ("ให้ปรับปรุงภายใน ๕ วันทำการแรกของเดือนมีนาคม ๒๕๖๘", ["2025-03-07"]),
        ("การเบิกจ่ายต้องดำเนินการให้เสร็จภายในปีงบประมาณ", ["2025-09-30"]),
        ("ให้ใช้จ่ายให้หมดภายในครึ่งหลังของปีงบประมาณ พ.ศ. ๒๕๖๘", ["2025-09-30"]),
        # several
        (
            "ให้อำเภอส่งแผนภายในวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๘ รายงานผลครั้งแรกวันที่ ๑๔ มีนาคม ๒๕๖๘",
            ["2025-02-14", "2025-03-14"],
        ),
        ("เปิดลงทะเบียน ๑๐ - ๒๐ กุมภาพันธ์ ๒๕๖๘", ["2025-02-20"]),
        ("ดำเนินการสำรวจระหว่าง ๑๐ ก.พ. - ๑๐ มี.ค. ๖๘", ["2025-03-10"]),
        (
            "ให้อำเภอตั้งจุดบริการระหว่างวันที่ ๑๑ เมษายน ๒๕๖๘ เวลา ๐๘.๐๐ น. ถึงวันที่ ๑๗ เมษายน ๒๕๖๘ เวลา ๑๖.๓๐ น.",
            ["2025-04-17 16:30"],
        ),
        # counted
        ("ให้สำรวจให้ครบภายใน ๓ เดือน นับแต่วันที่ได้รับหนังสือฉบับนี้", ["2025-05-05"]),
        (
            "รายงานเบื้องต้นภายใน ๓ วัน และรายงานฉบับเต็มภายใน ๓๐ วัน นับแต่วันที่ลงในหนังสือนี้",
            ["2025-02-06", "2025-03-05"],
        ),
        ("ให้ส่งงบภายใน ๑๕๐ วัน นับแต่วันสิ้นปีบัญชี (๓๑ มีนาคม ๒๕๖๘)", ["2025-08-28"]),
        ("ให้ส่งไฟล์ภายในวันที่ ๑๑ กุมภาพันธ์ ๒๕๖๘ และเอกสารภายใน ๗ วันนับแต่วันดังกล่าว", ["2025-02-11", "2025-02-18"]),
        ("ต่อเวลาให้อีก ๗ วัน นับแต่วันที่ ๑๔ กุมภาพันธ์ ๒๕๖๘", ["2025-02-21"]),
        ("ขอเชิญประชุมวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๘ สองวันก่อนการประชุมให้ส่งเอกสาร", ["2025-02-20", "2025-02-18"]),
        ("ให้ส่งผลการเลือกวันที่ ๕ และวันที่ ๗ มีนาคม ๒๕๖๘ ตามลำดับ เป็นอย่างช้า", ["2025-03-05", "2025-03-07"]),
        (
            "กำหนดส่งมอบงานวันที่ ๒๕ มีนาคม วันที่ ๑๕ เมษายน และวันที่ ๒๙ เมษายน ๒๕๖๘",
            ["2025-03-25", "2025-04-15", "2025-04-29"],
        ),
        ("ให้ขนย้ายออกไปให้หมดในระยะเวลาหกสิบ (๖๐) วัน นับแต่วันได้รับหนังสือ", ["2025-04-06"]),
        ("ให้เวลานายช่างตรวจสอบแบบแปลน ๑๕ วัน", ["2025-02-20"]),
        (
            "ใบอนุญาตสิ้นอายุวันที่ ๓๑ ธันวาคม ๒๕๖๘ ต้องยื่นคำขอต่ออายุก่อนใบอนุญาตสิ้นอายุไม่น้อยกว่า ๓๐ วัน",
            ["2025-12-01"],
        ),
        ("ให้ส่งคืนคลังให้หมดในไตรมาสที่ ๔ ปีงบประมาณ พ.ศ. ๒๕๖๘", ["2025-09-30"]),
        ("นายจ้างยื่นคำขอได้ เริ่มวันที่ ๑๖ มีนาคม ๒๕๖๘ สิ้นสุดวันที่ ๑๕ เมษายน ๒๕๖๘", ["2025-04-15"]),
        ("ใคร่ขอเชิญท่านไปเป็นวิทยากรวันที่ ๑๓ มีนาคม ๒๕๖๘ เวลา ๐๙.๐๐ น.", ["2025-03-13 09:00"]),
        ("กําหนดส่งคําขอรับบำนาญสําหรับผู้เกษียณ วันที่ ๓๐ พฤษภาคม ๒๕๖๘", ["2025-05-30"]),
        # a holiday rule may stand first
        ("หากตรงกับวันหยุดราชการให้ส่งในวันทำการถัดไป ทั้งนี้ ให้ส่งภายในวันที่ ๑๕ มีนาคม ๒๕๖๘", ["2025-03-17"]),
        # damage
        ("ให้รายงานภายในวันที่ ๒๕ เมษายบ ๒๕๖๘", ["2025-04-25"]),
        ("ให้อ าเภอด าเนินการภายใน ๗ วันท าการ นับแต่วันที่ได้รับหนังสือ", ["2025-02-17"]),
    ],
)
def test_what_is_due(text, due):
    assert dues(text) == due


@pytest.mark.parametrize(
    ("text", "rule", "hours"),
    [
        ("ให้สรุปยอดเดือนละ ๒ ครั้ง (วันที่ ๑๕ และวันสิ้นเดือน)", "FREQ=MONTHLY;BYMONTHDAY=15,-1", ""),
        (
            "รายงานผลเป็นรายไตรมาส ภายในวันที่ ๕ ของเดือนแรกของไตรมาสถัดไป",
            "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5",
            "",
        ),
        ("ให้ตรวจสอบทุก ๖ เดือน (เดือนเมษายนและเดือนตุลาคม)", "FREQ=YEARLY;BYMONTH=4,10;BYMONTHDAY=-1", ""),
        ("ให้ประชุมทุกวันพุธสัปดาห์ที่ ๒ ของเดือน", "FREQ=MONTHLY;BYDAY=2WE", ""),
        ("ให้รายงานสัปดาห์ละ ๓ วัน คือ จันทร์ พุธ ศุกร์", "FREQ=WEEKLY;BYDAY=MO,WE,FR", ""),
        ("ให้รายงานทุกวันเว้นวันเสาร์และวันอาทิตย์", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ""),
        ("ให้ส่งทุกวันศุกร์เว้นวันศุกร์", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ""),
        ("ให้วัดอุณหภูมิวันละ ๒ ครั้ง (เช้า ๐๘.๓๐ น. และบ่าย ๑๖.๐๐ น.)", "FREQ=DAILY", "08:30,16:00"),
        ("ทุกเช้าเวลา ๐๗.๐๐ น. ให้ศูนย์รายงานระดับน้ำ", "FREQ=DAILY", "07:00"),
        ("สำรวจราคาเดือนละสองครั้ง คือ วันที่ ๑๐ และวันที่ ๒๕", "FREQ=MONTHLY;BYMONTHDAY=10,25", ""),
        ("คลินิกกฎหมายออกให้คำปรึกษาทุกวันพฤหัสบดีที่สองและที่สี่ของเดือน", "FREQ=MONTHLY;BYDAY=2TH,4TH", ""),
        ("ให้คลังพัสดุตรวจนับน้ำมันทุกวันคุกร์", "FREQ=WEEKLY;BYDAY=FR", ""),
        ("แขวงทางหลวงตัดหญ้าไหล่ทางทุกสองเดือน", "FREQ=MONTHLY;INTERVAL=2", ""),
    ],
)
def test_what_repeats(text, rule, hours):
    (one,) = found(text)
    times = ([one.time] if one.time else []) + list(one.times)
    assert (one.rrule, ",".join(f"{time:%H:%M}" for time in times)) == (rule, hours)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "ให้เทศบาลแจ้งอำเภอภายในวันที่ ๑๐ อำเภอแจ้งจังหวัดภายในวันที่ ๑๕ จังหวัดแจ้งกรมภายในวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๘",
            ["เทศบาล", "อำเภอ", "จังหวัด"],
        ),
        ("กำหนดให้ รพ.สต. ส่งอำเภอภายในวันที่ ๑๕ สสอ. ส่งจังหวัดภายในวันที่ ๒๐ มีนาคม ๒๕๖๘", ["รพ.สต.", "สสอ."]),
        (
            "กรมสรรพากรได้ขยายเวลาออกไปถึงวันที่ ๙ เมษายน ๒๕๖๘ จึงขอให้ข้าราชการในสังกัดดำเนินการให้เรียบร้อย",
            ["ข้าราชการในสังกัด"],
        ),
        ("ให้บรรณารักษ์ชั่งน้ำหนักกระดาษทุกวันพุธ", ["บรรณารักษ์"]),
        ("ขอเชิญหัวหน้าส่วนราชการร่วมพิธีในวันที่ ๒๗ กุมภาพันธ์ ๒๕๖๘ เวลา ๐๘.๐๐ น.", ["หัวหน้าส่วนราชการ"]),
        ("ขอรับตัวอย่างดินจากหมอดินอาสาภายในวันที่ ๑๘ มีนาคม ๒๕๖๘", ["หมอดินอาสา"]),
        ("ให้คืนเงินมิให้ล่วงเลยวันที่ ๒๑ มีนาคม ๒๕๖๘ โดยกองคลังเป็นผู้รับผิดชอบ", ["กองคลัง"]),
        (
            "กลุ่มโรงเรียนที่ ๑ ส่งแฟ้มไม่เกิน ๒๑ มีนาคม ๒๕๖๘ กลุ่มโรงเรียนที่ ๒ ไม่เกิน ๒๘ มีนาคม ๒๕๖๘",
            ["กลุ่มโรงเรียนที่ ๑", "กลุ่มโรงเรียนที่ ๒"],
        ),
        ("ศาลแขวงนัดไกล่เกลี่ยวันที่ ๖ มีนาคม ๒๕๖๘ เวลา ๑๓.๓๐ น. ให้คู่ความมาพร้อมกัน", ["คู่ความ"]),
        ("ผู้ถูกร้องเรียนต้องทำคำชี้แจงส่งภายใน ๑๕ วัน หลังได้รับหนังสือแจ้ง", ["ผู้ถูกร้องเรียน"]),
        ("ภายในเจ็ดวันนับแต่วันรับหนังสือ ผู้ร้องต้องวางเงินประกัน", ["ผู้ร้อง"]),
    ],
)
def test_who_must_act(text, actors):
    assert [one.actor for one in found(text)] == actors


@pytest.mark.parametrize(
    "text",
    [
        "ร้านค้าเปิดจำหน่ายทุกวันเสาร์ เวลา ๐๘.๐๐ - ๑๒.๐๐ น.",
        "ท่าอากาศยานปิดทางวิ่งตั้งแต่วันที่ ๑๐ ถึงวันที่ ๑๒ กุมภาพันธ์ ๒๕๖๘",
        "ใบอนุญาตฉบับนี้ใช้ได้จนถึงวันที่ ๓๑ ธันวาคม ๒๕๖๘",
        "ได้รับอนุมัติให้ก่อหนี้ผูกพันภายในวันที่ ๓๑ มีนาคม ๒๕๖๗ แล้ว",
        "เพื่อให้การช่วยเหลือเป็นไปโดยเร็ว จังหวัดได้จัดตั้งศูนย์",
        "ดาวน์โหลดแบบได้ภายใน ๑ นาที",
        "ผลการเบิกจ่ายถึงวันที่ ๓๑ มกราคม ๒๕๖๘ คิดเป็นร้อยละ ๓๕.๒",
    ],
)
def test_what_only_looks_like_a_deadline(text):
    assert [one for one in found(text) if one.due or one.rrule or one.kind is DeadlineKind.IMMEDIATE] == []


@pytest.mark.parametrize(
    "text",
    [
        "ให้เจ้าหน้าที่ตรวจสอบพัสดุให้เสร็จภายใน ๓๐ วันทำการแรกของปีงบประมาณ",
        "หลังจากได้รับจัดสรรงบประมาณแล้ว ให้เร่งก่อหนี้ผูกพันภายใน ๓๐ วัน",
        "ให้นำส่งเงินเข้าบัญชีภายในวันทำการถัดไป",
        "ให้คณะกรรมการดำเนินการให้เสร็จภายใน ๑๒๐ วัน นับแต่วันที่ประธานกรรมการทราบคำสั่ง",
        "ให้รายงานเหตุภายใน ๒๔ ชั่วโมง นับแต่เกิดเหตุ",
    ],
)
def test_a_day_that_cannot_be_known_is_raised_and_not_invented(text):
    (one,) = found(text)
    assert (one.due, one.confidence, "anchor_unknown" in one.flags) == (None, "open", True)


def test_a_word_that_announces_a_deadline_and_is_not_read_is_said():
    findings = find_deadlines(
        "ให้ปรับแผนภายในสิ้นเดือนที่สองของไตรมาส", letter_date=LETTER, received=None, calendar=CALENDAR
    )
    assert [(one.text, one.start) for one in findings.unread] == [("ภายใน", 10)]


# Laws

_WORDS = sorted({spelling for cue in cues().values() for spelling in cue.spellings}) + list(
    lexicon_examples().values()
)
_DAYS = [
    "วันที่ ๕ มีนาคม ๒๕๖๘",
    "๕ มี.ค. ๖๘",
    "วันที่ ๓๑ เมษายน",
    "๗ วัน",
    "๑๕ วันทำการ",
    "๒ เดือน",
    "๒๔ ชั่วโมง",
    "เวลา ๑๕.๐๐ น.",
    "ทุกวันศุกร์",
]
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_DAYS),
    st.text(max_size=8),
    st.sampled_from([" ", "\n", "\n\n", "(", "-"]),
)
_MOMENTS = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 1)))


@pytest.mark.property
@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join), _MOMENTS, _MOMENTS)
def test_whatever_is_written_is_read_without_failing_and_quoted_exactly(text, letter, received):
    findings = find_deadlines(text, letter_date=letter, received=received, calendar=CALENDAR)
    for one in findings.deadlines:
        assert text[one.start : one.end] == one.deadline.quote
        assert one.deadline.explanation
    assert all(text[one.start : one.end] == one.text for one in findings.unread)


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 180),
    st.sampled_from(["วัน", "วันทำการ", "สัปดาห์", "เดือน", "ปี", "ชั่วโมง"]),
    st.dates(dt.date(2020, 1, 1), dt.date(2026, 6, 1)),
    st.sampled_from(["นับแต่วันที่ได้รับหนังสือ", "นับจากวันที่ลงในหนังสือ"]),
)
def test_what_is_counted_is_never_due_before_its_beginning(number, unit, day, anchor):
    (one,) = found(f"ให้อำเภอรายงานภายใน {number} {unit} {anchor}", letter=day, received=day)
    assert one.anchor in {Anchor.RECEIVED_DATE, Anchor.LETTER_DATE}
    assert one.due is not None
    assert one.due > day
