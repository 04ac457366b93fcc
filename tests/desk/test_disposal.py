"""The way of a list to the certificate, and what is destroyed after it; on each engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from makers.kept_letters import ARCHIVIST, COMMITTEE, OTHER, answered, certified, filed, put

from circulars.disposal import DisposalDecision, DisposalStep
from circulars.retention import KeepingState
from desk.borrowing import Lending, lend
from desk.cards import card_of
from desk.checking import check_data
from desk.destroying import destroy
from desk.disposal import (
    Step,
    answer_of_archives,
    appoint,
    approve,
    certify,
    decide,
    disposals,
    make_list,
    report,
    send_to_archives,
    shown,
)
from desk.exchange import chosen, export_bag
from desk.indexing import index_of, texts_of
from desk.merging import merge
from desk.obstacles import ObstacleKind
from desk.paper import original, paper
from desk.retention import PuttingAway, hold, put_away, release
from desk.search import Searched, search
from registry.mails import Mail, MailPart, MailState

#: A mail of which letters came.
MAIL = Mail(
    key="", message_id="<1@x>", mailbox="a@x:993/INBOX", validity=1, uid=1, sender="ก", subject="ส่งหนังสือ", date="",
    size=1, state=MailState.TAKEN, at=ARCHIVIST.now,
)  # fmt: skip


@pytest.fixture
def desk(desk, tmp_path):
    """With files and an index of its own."""
    return replace(desk, cache=tmp_path / "data" / "cache")


def there(desk, entry) -> bool:
    return desk.archive.absolute(entry.original).is_file()


def test_a_year_that_is_over_gives_a_list_of_what_was_kept_long_enough(desk, trail):
    long, short, held, young = (filed(desk, one) for one in "กขคง")
    put(desk, long, held)
    put(desk, short, category="routine")
    put(desk, young, closed=2020)
    hold(desk, [held.receipt], "คดี", ARCHIVIST)
    made = make_list(desk, ARCHIVIST, 2020).disposal
    assert [item.letter for item in made.items] == [long.id, short.id]
    assert (made.step, made.year, made.events[0].by) == (DisposalStep.MADE, 2020, ARCHIVIST.name)
    assert trail()[-1] == ("disposal_made", "disposal 1")


@pytest.mark.parametrize("category", ["electronic", "case", "secret", "historical"])
def test_some_classes_are_never_listed(desk, says, category):
    put(desk, filed(desk, "ก"), category=category)
    filed(desk, "ข")
    assert says(make_list, desk, ARCHIVIST)[0] == (
        "ไม่มีหนังสือที่ครบอายุการเก็บเมื่อสิ้นปี 2566 และทำลายได้ หนังสืออิเล็กทรอนิกส์ที่ไม่มีคำสั่งเก็บไว้ตลอดไป"
    )


def test_a_year_that_is_not_over_has_no_list(desk, says):
    assert says(make_list, desk, ARCHIVIST, 2024)[0] == ("ปี 2567 ยังไม่สิ้น สำรวจหนังสือเพื่อทำลายได้เมื่อสิ้นปีปฏิทินแล้ว")


def test_a_letter_is_in_one_list_at_a_time(desk, says):
    put(desk, filed(desk, "ก"))
    make_list(desk, ARCHIVIST)
    assert says(make_list, desk, ARCHIVIST)[0].startswith("ไม่มีหนังสือที่ครบอายุการเก็บ")


def test_every_step_names_people_and_none_is_left_out(desk, says):
    put(desk, filed(desk, "ก"))
    number = certified(desk)
    one = shown(desk, number).disposal
    assert [event.step for event in one.events] == list(DisposalStep)[:-1]
    assert one.committee == COMMITTEE
    assert one.event(DisposalStep.APPROVED).people == ("ผู้ว่าราชการจังหวัด",)
    told = says(certify, desk, number, ARCHIVIST, Step(people=COMMITTEE, note="เผา"))
    assert told == (
        "บัญชีหนังสือขอทำลายที่ 1 อยู่ในขั้น “คณะกรรมการรับรองการทำลาย” จึงทำขั้น “คณะกรรมการรับรองการทำลาย” ไม่ได้ ดูขั้นตอนด้วย saraban retention disposal show 1",
        "List 1 is at the step “committee certified”, so that “committee certified” is not its turn. See saraban retention disposal show 1.",
    )  # fmt: skip


def test_no_step_can_be_jumped(desk, says):
    put(desk, filed(desk, "ก"))
    number = make_list(desk, ARCHIVIST).disposal.id
    early = (
        (decide, number, (), DisposalDecision.DESTROY, ARCHIVIST), (report, number, ARCHIVIST),
        (approve, number, "ก", ARCHIVIST), (send_to_archives, number, ARCHIVIST, Step()),
        (answer_of_archives, number, ARCHIVIST, Step(note="ก")),
        (certify, number, ARCHIVIST, Step(people=COMMITTEE, note="เผา")), (destroy, number, "ก", OTHER),
    )  # fmt: skip
    for act, *rest in early:
        assert says(act, desk, *rest)[0].startswith("บัญชีหนังสือขอทำลายที่ 1 อยู่ในขั้น “จัดทำบัญชี”"), act
    assert says(shown, desk, 9)[0] == "ไม่มีบัญชีหนังสือขอทำลายที่ 9 ดูด้วย saraban retention disposal list"


@pytest.mark.parametrize("people", [("ก", "ข"), ("ก", "ข", "ข"), ("ก", " ", "ค")])
def test_a_committee_is_a_chair_and_two_members(desk, says, people):
    put(desk, filed(desk, "ก"))
    number = make_list(desk, ARCHIVIST).disposal.id
    assert says(appoint, desk, number, people, "", ARCHIVIST)[0] == (
        "คณะกรรมการทำลายหนังสือต้องมีประธานและกรรมการอีกอย่างน้อย 2 คน ชื่อไม่ซ้ำกัน"
    )


def test_what_the_committee_keeps_longer_bears_the_new_year(desk, says):
    first, second = filed(desk, "ก"), filed(desk, "ข")
    put(desk, first, second)
    number = make_list(desk, ARCHIVIST).disposal.id
    appoint(desk, number, COMMITTEE, "", ARCHIVIST)
    decide(desk, number, [first.receipt], DisposalDecision.EXTEND, ARCHIVIST, 2030, "ยังใช้อ้างอิง")
    assert says(report, desk, number, ARCHIVIST)[0].startswith("คณะกรรมการยังไม่พิจารณาหนังสือในบัญชีที่ 1 อีก 1 ฉบับ")
    for until in (None, 2023):
        told = says(decide, desk, number, (), DisposalDecision.EXTEND, ARCHIVIST, until)
        assert told[0] == "ขยายเวลาการเก็บต้องบอกปีหลัง พ.ศ. 2566 ด้วย --extend และทำลายไม่ต้องบอกปี"
    decide(desk, number, (), DisposalDecision.DESTROY, ARCHIVIST)
    report(desk, number, ARCHIVIST)
    assert card_of(desk, first.receipt, ARCHIVIST).kept.keep_until == 2030
    assert card_of(desk, second.receipt, ARCHIVIST).kept.keep_until == 2020


def test_what_the_national_archives_ask_for_is_not_destroyed(desk):
    first, second = filed(desk, "ก"), filed(desk, "ข")
    put(desk, first, second)
    number = make_list(desk, ARCHIVIST).disposal.id
    appoint(desk, number, COMMITTEE, "", ARCHIVIST)
    decide(desk, number, (), DisposalDecision.DESTROY, ARCHIVIST)
    report(desk, number, ARCHIVIST)
    approve(desk, number, "ผู้ว่าราชการจังหวัด", ARCHIVIST)
    send_to_archives(desk, number, ARCHIVIST, Step(note="มห 0018.1/10"))
    answer_of_archives(desk, number, ARCHIVIST, Step(note="วธ 0411/20"), keep=[first.receipt])
    certify(desk, number, ARCHIVIST, Step(people=COMMITTEE[:2], note="เผา"))
    destroy(desk, number, "ครบอายุการเก็บ", OTHER)
    assert (there(desk, first), there(desk, second)) == (True, False)


def test_silence_counts_as_agreement_after_sixty_days(desk, says):
    put(desk, filed(desk, "ก"))
    number = make_list(desk, ARCHIVIST).disposal.id
    appoint(desk, number, COMMITTEE, "", ARCHIVIST)
    decide(desk, number, (), DisposalDecision.DESTROY, ARCHIVIST)
    report(desk, number, ARCHIVIST)
    approve(desk, number, "ผู้ว่าราชการจังหวัด", ARCHIVIST)
    send_to_archives(desk, number, ARCHIVIST, Step(note="มห 0018.1/10"))
    last, after = (replace(ARCHIVIST, now=ARCHIVIST.now + dt.timedelta(days=days)) for days in (60, 61))
    assert says(answer_of_archives, desk, number, last, Step(), silent=True)[0] == (
        "ยังไม่พ้น ๖๐ วันนับแต่ส่งบัญชี (ครบ ๒๕ มีนาคม ๒๕๖๗) จึงยังถือว่าสำนักหอจดหมายเหตุแห่งชาติเห็นชอบไม่ได้"
    )
    assert says(answer_of_archives, desk, number, after, Step())[0].startswith("โปรดบอกเลขที่หนังสือตอบ")
    one = answer_of_archives(desk, number, after, Step(), silent=True).disposal
    assert one.step is DisposalStep.ANSWERED


@pytest.mark.parametrize("people", [(), COMMITTEE[:1], (*COMMITTEE, "คนนอก")])
def test_more_than_half_of_the_committee_certifies(desk, says, people):
    put(desk, filed(desk, "ก"))
    number = answered(desk)
    assert says(certify, desk, number, ARCHIVIST, Step(people=people, note="เผา"))[0] == (
        "ผู้รับรองการทำลายต้องเป็นกรรมการเกินกึ่งหนึ่ง กรรมการคือ ประธาน ก, กรรมการ ข, กรรมการ ค"
    )


def test_nothing_is_touched_before_the_certificate_and_the_register_stays(desk, trail):
    entry = filed(desk, "ข้อความลับสุดยอดของหนังสือ")
    other = filed(desk, "อีกฉบับ")
    put(desk, entry)
    assert search(desk, "ข้อความลับสุดยอด", Searched(near=False)).total == 1
    number = certified(desk)
    assert there(desk, entry)
    done = destroy(desk, number, "ครบอายุการเก็บ", OTHER)
    assert ([one.id for one in done.done], done.left) == ([entry.id], ())
    assert (there(desk, entry), there(desk, other)) == (False, True)
    row = card_of(desk, entry.receipt, ARCHIVIST)
    assert (row.state, row.entry.subject, row.entry.number) == (
        KeepingState.DESTROYED,
        entry.subject,
        entry.number,
    )
    assert len(row.entry.letter.directives) == len(entry.letter.directives)
    assert row.entry.reading["spans"] == {}
    assert trail()[-2:] == [("destroy", "letter 1/2553"), ("disposal_destroyed", "disposal 1")]
    assert texts_of(desk).kept(entry.sha256) is None
    assert list(index_of(desk).folder.glob("*.store")) == []
    assert search(desk, "ข้อความลับสุดยอด", Searched(near=False)).total == 0
    assert search(desk, "เลขรับ:1/2553", Searched(near=False)).total == 1
    assert check_data(desk).findings == ()
    assert disposals(desk)[0].step is DisposalStep.DESTROYED


def test_the_mail_that_a_letter_came_with_goes_with_it(desk):
    """It holds the file once more; what else came with it has files of its own."""
    entry, other = filed(desk, "แนบหนึ่ง"), filed(desk, "แนบสอง", 2020)
    mails = [desk.archive.mail(content) for content in ("แนบหนึ่ง แนบสอง".encode(), "แนบสอง".encode())]
    with desk.archive.filed(mails), desk.database.writing() as store:
        for number, (planned, came) in enumerate(zip(mails, ((entry, other), (other,)), strict=True)):
            parts = tuple(MailPart(name="ก.pdf", receipt=one.receipt) for one in came)
            store.mails.add(
                replace(MAIL, key=str(number), parts=parts, original=planned.path, sha256=planned.sha256)
            )
    put(desk, entry)
    destroy(desk, certified(desk), "ครบอายุการเก็บ", OTHER)
    assert [desk.archive.absolute(one.path).exists() for one in mails] == [False, True]
    assert there(desk, other)
    assert check_data(desk).findings == ()
    desk.archive.absolute(mails[0].path).write_text("กลับมา")
    assert [(one.kind, one.facts["file"]) for one in check_data(desk).findings] == [
        ("check-file-left", mails[0].path)
    ]


def test_the_second_step_is_another_persons(desk, says):
    entry = filed(desk, "ก")
    put(desk, entry)
    number = certified(desk)
    assert says(destroy, desk, number, "ครบอายุ", ARCHIVIST)[0] == (
        "ผู้เก็บ เป็นผู้บันทึกการรับรองเอง ผู้ลบไฟล์ต้องเป็นอีกคนหนึ่ง"
    )
    assert there(desk, entry)


def test_what_is_held_after_the_certificate_stays_until_it_is_lifted(desk):
    first, second = filed(desk, "ก"), filed(desk, "ข")
    put(desk, first, second)
    number = certified(desk)
    hold(desk, [first.receipt], "ตรวจสอบ", ARCHIVIST)
    done = destroy(desk, number, "ครบอายุ", OTHER)
    assert [(one.kind, one.receipt, one.words) for one in done.left] == [
        (ObstacleKind.HELD, "1/2553", "ตรวจสอบ")
    ]
    assert (there(desk, first), there(desk, second)) == (True, False)
    assert done.shown.disposal.step is DisposalStep.CERTIFIED
    release(desk, card_of(desk, first.receipt, ARCHIVIST).holds[0].id, "เสร็จแล้ว", ARCHIVIST)
    assert destroy(desk, number, "ครบอายุ", OTHER).shown.disposal.step is DisposalStep.DESTROYED
    assert not there(desk, first)


def test_what_cannot_go_is_not_certified(desk, says):
    first, second, third = filed(desk, "ก"), filed(desk, "ข"), filed(desk, "ค")
    put(desk, first, second, third)
    number = answered(desk)
    hold(desk, [first.receipt], "คดี", ARCHIVIST)
    lend(desk, second.receipt, Lending(borrower="สมชาย", office="ก", purpose="ข", approved_by="ค"), ARCHIVIST)
    put_away(desk, [third.receipt], PuttingAway(category="historical"), ARCHIVIST)
    assert says(certify, desk, number, ARCHIVIST, Step(people=COMMITTEE, note="เผา")) == (
        "รับรองการทำลายไม่ได้ เพราะหนังสือต่อไปนี้ทำลายไม่ได้: 1/2553 ระงับการทำลาย คดี · 2/2553 มีผู้ยืม สมชาย · 3/2553 ห้ามทำลาย โปรดแก้เหตุนั้นก่อน",
        "This cannot be certified, because these letters must stay: 1/2553 is held คดี · 2/2553 is lent สมชาย · 3/2553 is never destroyed. See to that first.",
    )  # fmt: skip


def test_an_interrupted_destroying_is_finished_by_the_next_call(desk, monkeypatch):
    first, second = filed(desk, "ก"), filed(desk, "ข")
    put(desk, first, second)
    number = certified(desk)

    def stopped(_archive, _path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("registry.archive.Archive.remove", stopped)
        with pytest.raises(KeyboardInterrupt):
            destroy(desk, number, "ครบอายุ", OTHER)
    assert [(one.kind, one.facts["file"]) for one in check_data(desk).findings] == [
        ("check-file-left", first.original)
    ]
    destroy(desk, number, "ครบอายุ", OTHER)
    assert (there(desk, first), there(desk, second), check_data(desk).findings) == (False, False, ())


def test_while_another_process_is_at_the_index_nothing_is_finished(desk, says):
    entry = filed(desk, "ข้อความ")
    put(desk, entry)
    number = certified(desk)
    with index_of(desk).writing():
        thai, english = says(destroy, desk, number, "ครบอายุการเก็บ", OTHER)
    assert thai == "โปรแกรมอีกตัวกำลังสร้างดัชนีค้นหาอยู่ รอให้เสร็จแล้วสั่งใหม่ ดูได้ด้วย saraban index status"
    assert english.startswith("Another program is making the search index.")
    assert disposals(desk)[0].step is DisposalStep.CERTIFIED
    destroy(desk, number, "ครบอายุการเก็บ", OTHER)
    assert disposals(desk)[0].step is DisposalStep.DESTROYED


def test_a_destroyed_letter_says_so_wherever_its_paper_is_asked_for(desk, says, tmp_path):
    entry = filed(desk, "ก")
    put(desk, entry)
    destroy(desk, certified(desk), "ครบอายุ", OTHER)
    gone = card_of(desk, entry.receipt, ARCHIVIST).entry
    told = "หนังสือเลขรับ 1/2553 ทำลายแล้วเมื่อ ๒๕ มกราคม ๒๕๖๗ เหลือเฉพาะรายการในทะเบียน"
    assert paper(desk, gone).pages == ()
    for act in (
        lambda: original(desk, gone), lambda: chosen(desk, ARCHIVIST, receipts=[entry.receipt]),
        lambda: hold(desk, [entry.receipt], "คดี", ARCHIVIST), lambda: put(desk, entry),
    ):  # fmt: skip
        assert says(act)[0] == told
    assert chosen(desk, ARCHIVIST) == ()
    assert export_bag(desk, chosen(desk, ARCHIVIST), tmp_path / "ถุง", ARCHIVIST) == 0


def test_a_letter_that_was_merged_goes_with_the_one_that_stayed(desk):
    double, kept = filed(desk, "ก"), filed(desk, "ข")
    merge(desk, double.receipt, kept.receipt, ARCHIVIST)
    put(desk, kept)
    destroy(desk, certified(desk), "ครบอายุ", OTHER)
    assert (there(desk, double), there(desk, kept)) == (False, False)
    assert check_data(desk).findings == ()
