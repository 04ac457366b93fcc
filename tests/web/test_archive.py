"""The archive in the browser: cards, letters by them, and searches that are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from makers.kept_letters import ARCHIVIST, OTHER, certified, filed, put
from makers.visitors import Visitor

from circulars.circular import Secrecy
from circulars.retention import Medium
from desk.borrowing import Lending, lend
from desk.cards import CardChange, card_of, classify
from desk.destroying import destroy
from desk.receive import receive
from desk.retention import PuttingAway, hold, put_away

CARD = "/letters/2567/1/card"


@pytest.fixture
def archivist(counter, received) -> Visitor:
    return Visitor(counter, "archivist")


def write(visitor, **fields):
    return visitor.send_form(CARD, page=CARD, **fields)


def test_an_archivist_writes_a_card_and_finds_the_letter_by_it(archivist, desk, clerk):
    answer = write(archivist, topic="04.7", file_code="มท 0018.1/5", tags="ด่วน, หนี้")
    assert (answer.status_code, answer.headers["location"]) == (303, CARD)
    card = card_of(desk, "1/2567", clerk).card
    assert (card.topic, card.file_code, card.tags) == ("04.7", "มท 0018.1/5", ("ด่วน", "หนี้"))
    with desk.database.reading() as store:
        last = store.audit.all()[-1]
    assert (last.verb, last.by) == ("card", "archivist")
    assert "มท ๐๓๐๗.๒/ว ๒๕๕๑" in archivist.get("/archive?topic=04&tag=ด่วน").text
    assert "มท ๐๓๐๗.๒/ว ๒๕๕๑" not in archivist.get("/archive?topic=10").text
    assert "มท ๐๓๐๗.๒/ว ๒๕๕๑" in archivist.get("/search?q=ป้าย:หนี้").text


def test_what_is_emptied_in_the_form_is_empty(archivist, desk, clerk):
    write(archivist, topic="04.7", file_code="ก/1", tags="ด่วน, หนี้")
    write(archivist, topic="", file_code="", tags="หนี้")
    card = card_of(desk, "1/2567", clerk).card
    assert (card.topic, card.file_code, card.tags) == (None, "", ("หนี้",))


def test_a_subject_that_is_none_is_told_on_the_card(archivist):
    answer = write(archivist, topic="99")
    assert (answer.status_code, "ไม่มีหมวดเรื่อง “99”" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "status"), [("officer", 403), ("drafter", 403), ("dontan", 403), ("clerk", 303)]
)
def test_only_clerks_and_archivists_write_cards(counter, received, name, status):
    assert write(Visitor(counter, name), topic="10").status_code == status


def test_a_reader_sees_the_card_and_cannot_change_it(counter, received, desk, clerk):
    classify(desk, ["1"], CardChange(topic="04.7"), clerk)
    page = Visitor(counter, "officer").get(CARD).text
    assert "04.7 หนี้นอกระบบ" in page
    assert "บันทึกบัตร" not in page


def test_how_a_letter_is_kept_who_has_it_and_what_holds_it_are_shown(archivist, desk, clerk):
    put_away(desk, ["1"], PuttingAway(category="ordinary", medium=Medium.PAPER), clerk)
    hold(desk, ["1"], "คดีหมายเลขดำที่ 1/2567", clerk)
    lend(desk, "1", Lending(borrower="สมชาย", office="กลุ่มงานปกครอง", purpose="ตรวจ", approved_by="ก"), clerk)
    page = archivist.get(CARD).text
    for words in (
        "เก็บถึง พ.ศ. ๒๕๗๗", "คดีหมายเลขดำที่ 1/2567", "สมชาย (กลุ่มงานปกครอง) ยืม กำหนดส่งคืน ๙ ก.พ. ๒๕๖๗", "ข้อ ๕๗",
    ):  # fmt: skip
        assert words in page
    assert "สมชาย ยืม" in archivist.get("/archive").text


def test_a_secret_letter_is_in_no_list(archivist, desk):
    with desk.database.writing() as store:
        (entry,) = store.incoming.listed()
        secret = replace(entry.letter, secrecy=Secrecy.SECRET)
        reading = {**entry.reading, "letter": {**entry.reading["letter"], "secrecy": "secret"}}
        store.incoming.rewrite(entry, secret, reading)
    assert "หนี้นอกระบบ" not in archivist.get("/archive").text.split("</form>")[-1]
    assert archivist.get(CARD).status_code == 404


def test_a_search_is_kept_tells_what_came_in_and_is_forgotten(archivist, desk, letters, clerk):
    saved = archivist.send_form("/search/saved", page="/search?q=ก", q="ปี:2500..2570", name="ทุกฉบับ")
    assert saved.status_code == 303
    assert "เข้ามาใหม่" not in archivist.get("/search").text
    receive(desk, letters / "own" / "01-dopa-survey.txt", clerk, anyway=True)
    page = archivist.get("/search").text
    assert "เข้ามาใหม่ ๑ ฉบับ" in page
    assert "มท ๐๓๑๐.๑/ว ๑๔๕๒๗" in page
    assert archivist.send_form("/search/seen", page="/search", name="ทุกฉบับ").status_code == 303
    assert "เข้ามาใหม่" not in archivist.get("/search").text
    assert "ทุกฉบับ" not in Visitor(archivist.app.state.counter, "officer").get("/search").text
    archivist.send_form("/search/forget", page="/search", name="ทุกฉบับ")
    assert "ทุกฉบับ" not in archivist.get("/search").text


def test_a_letter_that_was_destroyed_says_so(counter, desk):
    entry = filed(desk, "ก", 2010)
    put(desk, entry)
    destroy(desk, certified(desk), "ครบอายุ", OTHER)
    archivist = Visitor(counter, "archivist")
    page = archivist.get("/letters/2553/1")
    assert (page.status_code, "ต้นฉบับทำลายแล้วเมื่อ ๒๕ ม.ค. ๒๕๖๗" in page.text) == (200, True)
    assert archivist.get("/letters/2553/1/original").status_code == 409
    assert "ทำลายแล้ว ๒๕ ม.ค. ๒๕๖๗" in archivist.get("/archive?year=2553").text
    assert card_of(desk, "1/2553", ARCHIVIST).entry.destroyed == OTHER.now
