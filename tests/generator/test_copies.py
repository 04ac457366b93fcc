from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.relays import relay_case, relay_names, sample_case

from circulars.agencies import issuer_of
from circulars.circular import Circular, Paragraph, Part
from circulars.deadline import Deadline, DeadlineKind
from circulars.directive import Directive, DirectiveKind
from circulars.errors import ConflictError
from generator.relay import copy_relay


def test_the_sample_is_sent_on_in_one_sentence():
    case = sample_case()
    draft = copy_relay(case.source, case.office)
    (only,) = draft.letter.body
    assert only.text == (
        "พร้อมหนังสือนี้ จังหวัดมุกดาหารขอส่งสำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ เรื่อง "
        "แนวทางการดำเนินงานตามนโยบายแก้ไขปัญหาหนี้นอกระบบ มาเพื่อพิจารณาดำเนินการในส่วนที่เกี่ยวข้อง ภายในวันที่ ๓๑ มกราคม ๒๕๖๗ "
        "รายละเอียดปรากฏตามสำเนาหนังสือที่แนบมาพร้อมนี้"
    )
    assert draft.letter.enclosures[0].text == "สำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑"
    assert [(one.kind, one.what) for one in draft.findings] == [("doubt", "copy")]


def asking(*kinds: DirectiveKind, due: dt.date | None = None) -> Circular:
    deadlines = (Deadline(quote="", kind=DeadlineKind.ABSOLUTE, due=due),) if due else ()
    return Circular(
        issuer="กรมที่ดิน",
        paragraphs=(Paragraph(part=Part.RECITAL, text="ด้วยกรมที่ดินแจ้งเรื่องหนึ่ง"),),
        directives=tuple(Directive(item=None, kind=one, deadlines=deadlines) for one in kinds),
    )


@pytest.mark.parametrize(
    ("circular", "purpose"),
    [
        (asking(), "มาเพื่อทราบ รายละเอียด"),
        (asking(DirectiveKind.TAKE_NOTE), "มาเพื่อทราบและถือปฏิบัติ รายละเอียด"),
        (asking(DirectiveKind.PASS_ON, DirectiveKind.TAKE_NOTE), "มาเพื่อทราบและถือปฏิบัติ รายละเอียด"),
        (asking(DirectiveKind.TAKE_NOTE, DirectiveKind.REPORT), "มาเพื่อพิจารณาดำเนินการในส่วนที่เกี่ยวข้อง รายละเอียด"),
        (asking(DirectiveKind.REPORT, due=dt.date(2025, 1, 9)), "ภายในวันที่ ๙ มกราคม ๒๕๖๘ รายละเอียด"),
    ],
)
def test_what_the_copy_is_sent_for_follows_what_the_circular_asks(office, circular, purpose):
    assert purpose in copy_relay(circular, office).letter.body[0].text


@pytest.mark.parametrize("name", relay_names())
def test_every_circular_can_be_sent_on_as_a_copy(name):
    case = relay_case(name)
    if issuer_of(case.source) is None:
        with pytest.raises(ConflictError):
            copy_relay(case.source, case.office)
        return
    draft = copy_relay(case.source, case.office)
    assert len(draft.letter.body) == 1
    assert not draft.is_refused


def test_a_circular_that_nobody_knows_the_sender_of_is_not_copied_on(office, says):
    nobody = replace(asking(), issuer=None)
    assert says(copy_relay, nobody, office) == (
        "ไม่ทราบว่าหนังสือ - เป็นของหน่วยงานใด หรือไม่มีเนื้อความ จึงร่างหนังสือส่งสำเนาไม่ได้ โปรดแก้ที่การอ่านด้วย saraban review correct",
        "It is not known whose letter - is, or it has no text, so a letter that sends its copy cannot be drafted. Correct the reading with saraban review correct.",
    )
