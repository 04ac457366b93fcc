from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from circulars.circular import LetterForm
from circulars.errors import ConflictError, InputFileError, NotFoundError, NotPermittedError, UsageError
from circulars.office import Level
from desk.earlier import earlier_relay, note_relay
from desk.preview import preview
from desk.relay import edit, relay, save_text
from desk.review import confirm, correct
from desk.send import send
from desk.text_file import read_text
from parsers import parse, read

EARLIER = {
    "relays": "มท ๐๓๐๗.๒/ว ๒๑๓๓",
    "by": "มห ๐๐๑๘.๑/ว ๗๕๐",
    "dated": "๓ มกราคม ๒๕๖๗",
    "urgency": "ด่วนที่สุด",
}


def body(drafted) -> str:
    return "\n".join(one.text for one in drafted.draft.letter.body)


def test_a_letter_that_nobody_confirmed_is_not_relayed(desk, entered, clerk, says):
    entered()
    assert says(relay, desk, "1", clerk) == (
        "หนังสือเลขรับ 1/2567 ยังไม่มีผู้ยืนยันการอ่าน จึงยังทำขั้นนี้ไม่ได้ โปรดตรวจด้วย saraban review show 1/2567 แล้วยืนยันด้วย saraban review confirm 1/2567",
        "Nobody has confirmed the reading of letter 1/2567, so this cannot be done yet. Look at it with saraban review show 1/2567, then saraban review confirm 1/2567.",
    )
    with pytest.raises(NotPermittedError):
        send(desk, "1", clerk)


def test_the_draft_is_stored_and_shown_again_as_it_is(desk, confirmed, clerk, trail):
    first = relay(desk, "1", clerk)
    second = relay(desk, "1", clerk)
    assert (first.new, second.new) == (True, False)
    assert second.draft == first.draft
    assert (first.draft.letter.number, first.draft.letter.dated) == (None, None)
    assert [verb for verb, _ in trail()] == ["confirm", "assign", "relay"]


def test_the_draft_cites_our_own_earlier_relay(desk, confirmed, clerk):
    note_relay(desk, earlier_relay(**EARLIER), clerk)
    drafted = relay(desk, "1", clerk)
    assert "จังหวัดมุกดาหารมีหนังสือ ด่วนที่สุด ที่ มห ๐๐๑๘.๑/ว ๗๕๐ ลงวันที่ ๓ มกราคม ๒๕๖๗" in body(drafted)
    assert "๒๑๓๓" not in body(drafted)


def test_without_an_earlier_relay_the_source_is_cited(desk, confirmed, clerk):
    assert "ที่ มท ๐๓๐๗.๒/ว ๒๑๓๓ ลงวันที่ ๒๒ มกราคม ๒๕๖๗" in body(relay(desk, "1", clerk))


def test_a_relay_sent_here_is_cited_by_the_next(desk, sent, clerk):
    assert desk.office.sender == sent.letter.sender
    with desk.database.reading() as store:
        assert store.outgoing.relays_of("มท 0307.2/ว2551", None) == (sent.letter,)


def test_a_person_changes_the_draft_and_the_guard_says_what_is_lost(desk, confirmed, clerk):
    relay(desk, "1", clerk)
    before = body(relay(desk, "1", clerk))
    number = next(place for place, line in enumerate(before.splitlines(), start=1) if "แห่งละ ๒ ราย" in line)
    line = before.splitlines()[number - 1].replace("๓๑ มกราคม", "๓๐ มกราคม")
    changed = edit(desk, "1", clerk, changes=[(f"ย่อหน้า {number}", line), ("ถึง", "อำเภอดอนตาล")])
    assert changed.draft.letter.addressee == "อำเภอดอนตาล"
    assert changed.draft.is_refused
    assert {"๓๑ มกราคม ๒๕๖๗"} <= {one.text for one in changed.draft.findings if one.kind == "lost"}
    assert relay(desk, "1", clerk).draft == changed.draft


def test_the_whole_body_may_be_written_anew(desk, confirmed, clerk, tmp_path):
    drafted = relay(desk, "1", clerk)
    path = tmp_path / "ร่าง.txt"
    save_text(drafted.draft.letter, path)
    same = edit(desk, "1", clerk, text=read_text(path))
    assert [(one.text, one.item) for one in same.draft.letter.body] == [
        (one.text, one.item) for one in drafted.draft.letter.body
    ]
    assert not same.draft.is_refused
    shorter = edit(desk, "1", clerk, text="ด้วยมีเรื่องเดียว\n\n๑. ให้อำเภอรายงาน\n")
    assert [one.item for one in shorter.draft.letter.body] == [None, "1"]
    assert shorter.draft.is_refused


def test_a_draft_made_anew_forgets_what_people_changed(desk, confirmed, clerk):
    first = relay(desk, "1", clerk)
    edit(desk, "1", clerk, changes=[("ถึง", "อำเภอดอนตาล")])
    again = relay(desk, "1", clerk, again=True)
    assert again.draft == first.draft


def test_there_must_be_a_draft_to_change_or_send(desk, confirmed, clerk, says):
    for verb in (edit, send):
        assert (
            says(verb, desk, "1", clerk)[1]
            == "There is no draft of a relay of letter 1/2567. Make one with saraban relay 1/2567."
        )


@pytest.mark.parametrize("change", [("สี", "แดง"), ("ย่อหน้า 99", "…"), ("ชั้นความเร็ว", "เร็ว")])
def test_a_wrong_change_leaves_the_draft_as_it_was(desk, confirmed, clerk, change):
    before = relay(desk, "1", clerk)
    with pytest.raises(UsageError):
        edit(desk, "1", clerk, changes=[("ถึง", "อำเภอดอนตาล"), change])
    assert relay(desk, "1", clerk).draft == before.draft


@pytest.mark.parametrize(
    ("content", "kind"), [(None, "file-missing"), ("ก".encode("cp874"), "text-not-utf8")]
)
def test_a_text_that_cannot_be_read_is_said(tmp_path, content, kind):
    path = tmp_path / "ร่าง.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputFileError) as caught:
        read_text(path)
    assert caught.value.kind == kind


def test_a_preview_shows_dots_for_what_is_not_known_yet(desk, confirmed, clerk):
    files = preview(desk, relay(desk, "1", clerk))
    assert [one.name for one in files] == ["1-2567.docx", "1-2567.pdf"]
    assert files[0].read_bytes().startswith(b"PK")
    assert files[1].read_bytes().startswith(b"%PDF")


def test_an_earlier_relay_takes_its_number_for_good(desk, clerk, says, trail):
    told = earlier_relay(**EARLIER, relays_dated="๒๒ มกราคม ๒๕๖๗")
    entered = note_relay(desk, told, clerk, reason="ตามสมุดทะเบียน")
    assert (entered.number, entered.relays, entered.relays_dated) == (
        "มห 0018.1/ว750", "มท 0307.2/ว2133", dt.date(2024, 1, 22),
    )  # fmt: skip
    assert trail() == [("relayed", "sent มห 0018.1/ว750")]
    assert says(note_relay, desk, earlier_relay(**EARLIER), clerk)[0] == (
        "เลขที่ มห ๐๐๑๘.๑/ว ๗๕๐ ของปี 2567 ใช้แล้ว (ลงวันที่ ๓ มกราคม ๒๕๖๗ เรื่อง -) จึงไม่เปลี่ยนแปลงอะไร โปรดตรวจทะเบียนส่งด้วย saraban register --sent"
    )


def test_an_earlier_relay_bears_our_own_letters(desk, clerk, says):
    assert says(note_relay, desk, earlier_relay(**{**EARLIER, "by": "มท ๐๐๑๘.๑/ว ๗๕๐"}), clerk)[1] == (
        "“มท ๐๐๑๘.๑/ว ๗๕๐” is not a number of this office; those begin with มห. Check the number after --by."
    )


def test_after_sending_the_draft_is_closed(desk, sent, clerk):
    assert relay(desk, "1", clerk).sent
    with pytest.raises(ConflictError, match="แจ้งต่อแล้วตามหนังสือ"):
        edit(desk, "1", clerk, changes=[("ถึง", "อำเภอดอนตาล")])
    with pytest.raises(ConflictError):
        relay(desk, "1", clerk, again=True)


def test_a_letter_corrected_after_the_draft_is_guarded_anew_at_sending(desk, confirmed, clerk):
    relay(desk, "1", clerk)
    place = len(confirmed.letter.paragraphs) - 2
    text = confirmed.letter.paragraphs[place].text.replace("๓๑ มกราคม", "๓๐ มกราคม")
    correct(desk, "1", f"/letter/paragraphs/{place}/text", text, clerk)
    with pytest.raises(ConflictError) as caught:
        send(desk, "1", clerk)
    assert caught.value.kind == "guard-findings"


def test_no_letter_no_relay(desk, clerk):
    with pytest.raises(NotFoundError):
        relay(desk, "1", clerk)


COLLECTED = """ที่ มท ๐๓๑๑.๒/ว ๑๕๐๓
ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด
ด้วยกรมการปกครองมีความจำเป็นต้องใช้ข้อมูล จึงขอให้จังหวัดสำรวจตำแหน่งผู้ใหญ่บ้านที่ว่าง และรายงานผลการสำรวจให้กรมการปกครองทราบ ภายในวันที่ ๓๑ มกราคม ๒๕๖๗
กรมการปกครอง
๒๓ มกราคม ๒๕๖๗
สำนักบริหารการปกครองท้องที่
โทร. ๐ ๒๒๒๑ ๐๘๒๓
"""


@pytest.fixture
def collected(desk, entered, clerk, tmp_path):
    """A circular whose answers the province puts together, confirmed."""
    path = tmp_path / "collected.txt"
    path.write_text(COLLECTED, encoding="utf-8")
    letter = parse(read(path)).letter
    actors = (Level.PROVINCE, Level.DISTRICT)
    entered(replace(letter, directives=tuple(replace(one, actors=actors) for one in letter.directives)))
    confirm(desk, "1", clerk)


def dues(desk, level):
    with desk.database.reading() as store:
        return {one.due for one in store.tasks.listed() if one.level is level}


def test_districts_owe_their_answer_by_the_day_that_the_relay_sets(desk, collected, clerk):
    relay(desk, "1", clerk, days_ahead=2)
    assert dues(desk, Level.DISTRICT) == {dt.date(2024, 1, 31)}
    send(desk, "1", clerk)
    assert (dues(desk, Level.DISTRICT), dues(desk, Level.PROVINCE)) == (
        {dt.date(2024, 1, 29)},
        {dt.date(2024, 1, 31)},
    )


def test_a_day_that_the_drafter_took_out_again_binds_nobody(desk, collected, clerk):
    drafted = relay(desk, "1", clerk, days_ahead=2)
    text = body(drafted).replace(" ภายในวันที่ ๒๙ มกราคม ๒๕๖๗ ", "")
    edit(desk, "1", clerk, text=text)
    send(desk, "1", clerk, accept_findings=True)
    assert dues(desk, Level.DISTRICT) == {dt.date(2024, 1, 31)}


def test_form_and_day_are_chosen_when_the_draft_is_made(desk, confirmed, clerk, says):
    relay(desk, "1", clerk)
    assert says(relay, desk, "1", clerk, form=LetterForm.EXTERNAL) == (
        (
            "เลขรับ 1/2567 มีร่างอยู่แล้ว ชนิดหนังสือหรือวันที่กำหนดล่วงหน้าเลือกได้เมื่อร่างใหม่เท่านั้น "
            "ร่างใหม่ด้วย saraban relay 1/2567 --again (การแก้ร่างเดิมจะหายไป)"
        ),
        (
            "Letter 1/2567 has a draft already; its form and the districts' day are chosen when it is drafted. "
            "Draft anew with saraban relay 1/2567 --again (changes made by hand are lost)."
        ),
    )
    again = relay(desk, "1", clerk, again=True, form=LetterForm.EXTERNAL)
    assert again.draft.letter.addressee == "นายอำเภอ ทุกอำเภอ"
