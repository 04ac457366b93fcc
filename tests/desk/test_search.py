from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from circulars.circular import Secrecy
from desk import indexing
from desk.dispatch import send_letter
from desk.highlights import marks, snippet
from desk.indexing import brought_up, index_of, rebuild
from desk.letter_case import Wanted
from desk.letters import draft_letter
from desk.receive import receive
from desk.relay import relay
from desk.review import confirm, correct
from desk.search import MatchKind, Searched, places_of, search
from desk.send import send
from desk.send_each import send_each
from generator.letter_kinds import LetterKind
from parsers.search_query import loosened, parse_query
from registry.search.index import IndexState, LetterIndex

OWN = Path(__file__).parents[1] / "letters" / "own"
LETTERS = Path(__file__).parents[1] / "letters"
#: Letters that say something of their own.
SOME = (
    LETTERS / "dopa-circular-w2551.ocr.txt",
    OWN / "01-dopa-survey.txt",
    OWN / "03-ddpm-radio-flood.txt",
    OWN / "08-nan-reminder.txt",
    OWN / "44-unnumbered-orders.txt",
)


@pytest.fixture
def archive(desk, clerk):
    """A registry of five letters."""
    for path in SOME:
        receive(desk, path, clerk, anyway=True)
    return desk


def found(desk, text, **asked):
    """The receipt numbers of what was found, with how."""
    result = search(desk, text, Searched(**asked))
    return [(getattr(hit.entry, "receipt_number", hit.entry.number), hit.kind.value) for hit in result.hits]


def exact(desk, text, **asked):
    return {number for number, kind in found(desk, text, **asked) if kind == "exact"}


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("กำนัน", {2}),
        ("ผู้ใหญ่บ้าน กำนัน", {2}),
        ('"กำนัน ผู้ใหญ่บ้าน"', {2}),
        ("หมู่บ้านเสี่ยงภัย หรือ กำนัน", {2, 4}),
        ("จังหวัด -กำนัน -ลูกหนี้ ไม่เอา ยาเสพติด -อุตุนิยมวิทยา", set()),
        ("ยาเสพ*", {4}),
        ("จาก:กรมการปกครอง กำนัน", {2}),
        ("อำเภอ:ท่าวังผา", {4}),
        ("ปี:2566 ยาเสพติด", {4}),
        ("ลงวันที่:มี.ค.2566", {4}),
        ("๑๐ มีนาคม ๒๕๖๖", {4}),
        ("2023-03-10", {4}),
        ("14 ก.พ. 66", {4}),
        ("เลขรับ:4", {4}),
        ("นน 0018.2/ว845", {4}),
        ("นน๐๐๑๘.๒/ว๗๒๑", {4}),
        ("อ้างถึง:นน0018.2/ว721", {4}),
    ],
)
def test_letters_are_found_by_what_they_say(archive, typed, letters):
    assert exact(archive, typed) == letters


def test_the_letter_of_a_number_comes_before_those_that_cite_it(archive, clerk):
    receive(archive, OWN / "53-province-relay-copy.txt", clerk, anyway=True)
    cited = archive.database
    with cited.reading() as store:
        numbers = [one.number for one in store.incoming.listed()]
    for number in filter(None, numbers):
        hits = search(archive, number, Searched()).hits
        assert hits[0].entry.number == number


def test_a_word_that_was_misread_is_found_by_what_is_proposed(archive):
    assert exact(archive, "ไกล่เกลี่ย") == {1}


def test_damage_and_misspelling_are_near_and_come_after_everything_exact(archive):
    assert found(archive, "ประ\u178eอมข้อพิพาท")[0] == (1, "exact")
    assert found(archive, "หมู่บ้านเสียงภัยยาเสพติค") == [(4, "near")]
    assert found(archive, "หมู่บ้านเสียงภัยยาเสพติค", near=False) == []
    kinds = [kind for _, kind in found(archive, "ผู้ว่าราชการจังหวัด")]
    assert kinds == sorted(kinds, key=["exact", "near", "apart"].index)


def test_words_that_stand_apart_are_found_when_nothing_else_is(archive):
    assert found(archive, "ยาเสพติดจังหวัดหมู่บ้าน") == [(4, MatchKind.APART.value)]


def test_newest_and_oldest_first(archive):
    def days(**asked):
        hits = search(archive, "จังหวัด", Searched(**asked)).hits
        return [hit.entry.dated or hit.entry.received.date() for hit in hits if hit.kind is MatchKind.EXACT]

    assert days(newest=True) == sorted(days(newest=True), reverse=True)
    assert days(newest=False) == sorted(days(newest=True))


def test_pages_of_an_answer_follow_each_other(archive):
    whole = found(archive, "จังหวัด", limit=10)
    assert found(archive, "จังหวัด", limit=2) + found(archive, "จังหวัด", limit=8, offset=2) == whole


def test_facets_count_every_match(archive):
    result = search(archive, "จังหวัด", Searched(limit=1))
    assert sum(count for _, count in result.facets["register"]) == result.total
    assert dict(result.facets["urgency"])


# Following the registry


def test_what_is_received_corrected_and_sent_is_found_at_once(archive, clerk):
    assert exact(archive, "กองทุนแม่ของแผ่นดิน") == set()
    correct(archive, "1", "เรื่อง", "กองทุนแม่ของแผ่นดิน", clerk)
    assert exact(archive, "กองทุนแม่ของแผ่นดิน") == {1}
    assert exact(archive, "เรื่อง:กองทุนแม่ของแผ่นดิน") == {1}


def test_a_letter_sent_is_found_too(confirmed, desk, clerk):
    relay(desk, "1", clerk)
    sent = send(desk, "1", clerk).letter
    hits = search(desk, sent.number, Searched()).hits
    assert hits[0].entry.number == sent.number
    assert exact(desk, "ทะเบียน:ส่ง หนี้นอกระบบ") == {sent.number}


def test_every_letter_to_a_single_district_is_found_at_once(confirmed, desk, clerk):
    relay(desk, "1", clerk)
    assert exact(desk, "ทะเบียน:ส่ง หนี้นอกระบบ") == set()
    rows = send_each(desk, "1", clerk).files.rows
    assert exact(desk, "ทะเบียน:ส่ง หนี้นอกระบบ") == {one.number for one in rows}


def test_a_letter_that_answers_is_found_at_once(confirmed, desk, clerk):
    assert exact(desk, "ทะเบียน:ส่ง หนี้นอกระบบ") == set()
    sent = send_letter(desk, draft_letter(desk, LetterKind.ACKNOWLEDGEMENT, "1", clerk, Wanted()), clerk)
    assert exact(desk, "ทะเบียน:ส่ง หนี้นอกระบบ") == {sent.letter.number}


def test_a_relay_is_no_more_open_than_the_letter_it_passes_on(confirmed, desk, clerk):
    relay(desk, "1", clerk)
    send(desk, "1", clerk)
    assert len(found(desk, "ทะเบียน:ส่ง หนี้นอกระบบ")) == 1
    with desk.database.writing() as store:
        entry = store.incoming.by_id(confirmed.id)
        reading = {**entry.reading, "letter": {**entry.reading["letter"], "secrecy": "secret"}}
        store.incoming.rewrite(entry, replace(entry.letter, secrecy=Secrecy.SECRET), reading)
        store.audit.add(clerk.did("correct", f"letter {entry.receipt}"))
    assert found(desk, "หนี้นอกระบบ") == []
    rebuild(desk, index_of(desk))
    assert found(desk, "หนี้นอกระบบ") == []
    assert len(found(desk, "หนี้นอกระบบ", may_see=frozenset(Secrecy))) == 2


def test_an_index_made_anew_finds_the_same(archive):
    words = ("จังหวัด", "กำนัน", "นน 0018.2/ว845", "ไกล่เกลี่ย")
    before = [found(archive, one) for one in words]
    state = rebuild(archive, index_of(archive))
    assert (state.complete, state.done) == (True, len(SOME))
    assert [found(archive, one) for one in words] == before


def test_an_index_whose_texts_were_lost_reads_the_originals_again(archive):
    before = found(archive, "จังหวัด")
    for path in archive.texts.rglob("*.z"):
        path.unlink()
    rebuild(archive, index_of(archive))
    assert found(archive, "จังหวัด") == before


def test_a_letter_whose_original_is_gone_is_found_by_its_reading(archive):
    for path in [*archive.texts.rglob("*.z"), *archive.archive.absolute("originals").rglob("*.txt")]:
        path.chmod(0o644)
        path.unlink()
    rebuild(archive, index_of(archive))
    assert exact(archive, "กำนัน") == {2}


def test_an_interrupted_index_goes_on(archive, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 2)

    class StoppedError(Exception):
        pass

    def stop(done, _of):
        if done >= 4:
            raise StoppedError

    with pytest.raises(StoppedError):
        rebuild(archive, index_of(archive), stop)
    state = index_of(archive).state()
    assert (state.complete, state.done) == (False, 4)
    told = []
    state = brought_up(archive, index_of(archive), lambda done, of: told.append((done, of)))
    assert (state.complete, state.done, told) == (True, 5, [(5, 5)])
    assert exact(archive, "กำนัน") == {2}


def test_while_another_process_makes_the_index_the_answer_says_so(archive):
    index = index_of(archive)
    with index.writing() as writing:
        writing.clear()
        writing.keep(IndexState(done=2, of=5))
        result = search(archive, "กำนัน", Searched())
    assert (result.index.complete, result.index.done, result.index.of) == (False, 2, 5)
    assert exact(archive, "กำนัน") == {2}


def test_whoever_does_not_wait_is_told_how_far_the_index_is(archive, monkeypatch):
    brought_up(archive, index_of(archive))
    asked = Searched(patient=False)
    with index_of(archive).writing() as writing:
        writing.clear()
    monkeypatch.setattr(indexing, "_AT_ONCE", 4)
    result = search(archive, "กำนัน", asked)
    assert (result.hits, result.index.complete, result.index.done, result.index.of) == ((), False, 0, 5)
    monkeypatch.setattr(indexing, "_AT_ONCE", 5)
    assert search(archive, "กำนัน", asked).index.complete


def test_two_cannot_make_the_index_at_once(archive, says):
    index = index_of(archive)
    with index.writing():
        thai, english = says(rebuild, archive, index)
    assert thai == "โปรแกรมอีกตัวกำลังสร้างดัชนีค้นหาอยู่ รอให้เสร็จแล้วสั่งใหม่ ดูได้ด้วย saraban index status"
    assert english.startswith("Another program is making the search index.")


def test_an_index_of_another_format_is_left_alone_and_a_new_one_made(archive, monkeypatch, tmp_path):
    archive = replace(archive, cache=tmp_path / "cache")
    assert exact(archive, "กำนัน") == {2}
    monkeypatch.setattr("registry.search.index.VERSION", "9-newer")
    index = LetterIndex(archive.cache / "search")
    assert index.state() == IndexState()
    assert brought_up(archive, index).complete
    rebuild(archive, index)
    assert [one.name for one in (archive.cache / "search").iterdir()] == ["9-newer"]


def test_an_index_of_another_registry_is_made_anew(archive):
    assert exact(archive, "กำนัน") == {2}
    state = index_of(archive).folder / "state.json"
    state.write_text(
        re.sub(r'"hash": "[0-9a-f]+"', '"hash": "0"', state.read_text(encoding="utf-8")), encoding="utf-8"
    )
    told = []
    brought_up(archive, index_of(archive), lambda done, of: told.append((done, of)))
    assert told == [(5, 5)]


def test_a_damaged_index_is_made_anew(archive):
    assert exact(archive, "กำนัน") == {2}
    (index_of(archive).folder / "meta.json").write_text("{ damaged", encoding="utf-8")
    assert exact(archive, "กำนัน") == {2}


def test_a_letter_that_was_crossed_out_is_found_and_marked(archive, clerk):
    from desk.cancelling import cancel_receipt

    cancel_receipt(archive, "2", clerk, "ลงซ้ำ")
    (hit,) = search(archive, "กำนัน", Searched(near=False)).hits
    assert hit.entry.cancelled is not None


def test_a_damaged_state_is_as_good_as_none(archive):
    assert exact(archive, "กำนัน") == {2}
    (index_of(archive).folder / "state.json").write_text("{", encoding="utf-8")
    assert exact(archive, "กำนัน") == {2}


def test_many_letters_are_shared_among_processes(archive, monkeypatch):
    before = found(archive, "จังหวัด")
    monkeypatch.setattr(indexing, "_WORTH", 1)
    monkeypatch.setattr(indexing, "_SHARE", 2)
    rebuild(archive, index_of(archive), jobs=2)
    assert found(archive, "จังหวัด") == before


# Secrecy


def test_a_secret_letter_is_invisible_unless_permitted(desk, entered):
    from makers.readings import sample_letter

    letter = replace(sample_letter(), secrecy=Secrecy.CONFIDENTIAL)
    entered(letter)
    rebuild(desk, index_of(desk))
    assert found(desk, "หนี้นอกระบบ") == []
    result = search(desk, "หนี้นอกระบบ", Searched())
    assert (result.total, result.facets["urgency"]) == (0, ())
    permitted = frozenset({Secrecy.NONE, Secrecy.CONFIDENTIAL})
    assert exact(desk, "หนี้นอกระบบ", may_see=permitted) == {1}


# Highlights


def lit(text, typed):
    return [text[start:end] for start, end in marks(text, parse_query(typed))]


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("แก้ไขปัญหาหนี้นอกระบบของลูกหนี้", "หนี้", ["หนี้", "หนี้"]),
        ("แก้ไขปัญหาหนี้นอกระบบของลูกหนี้", "หนี้นอกระบบ", ["หนี้นอกระบบ"]),
        ("ผู้ว่าราช\nการจังหวัด", "ราชการจังหวัด", ["ราช\nการจังหวัด"]),
        ("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑ นั้น", "มท0307.2/ว2551", ["มท ๐๓๐๗.๒/ว ๒๕๕๑"]),
        ("ลงวันที่ ๓๑ มกราคม ๒๕๖๗ และ 31/1/67", "2024-01-31", ["วันที่ ๓๑ มกราคม ๒๕๖๗", "31/1/67"]),
        ("น้ำท่วม นํ้าท่วม", "น้ำท่วม", ["น้ำท่วม", "นํ้าท่วม"]),
        ("เงิน ๑,๕๐๐ บาท", "1500", ["๑,๕๐๐"]),
        ("ประ\u178eอมข้อพิพาท", "ประนอม", ["ประ\u178eอม"]),
        ("เกษียนหนังสือ และเกษียณอายุ", "เกษียณ", ["เกษียน", "เกษียณ"]),
        ("การปกครองท้องที่", "ปกค*", ["ปกครอง"]),
        ("ก ข", "-ก ข", ["ข"]),
    ],
)
def test_what_lights_up(text, typed, shown):
    assert lit(text, typed) == shown


def test_what_is_near_lights_up_in_whole_words():
    text = "โครงการหมู่บ้านเสี่ยงภัย ยาเสพติด ในพื้นที่"
    near = loosened(parse_query("หมู่บ้านเสียงภัยยาเสพติค"))
    assert [text[start:end] for start, end in marks(text, near)] == ["หมู่บ้านเสี่ยงภัย ยาเสพติด"]


def test_a_snippet_shows_the_densest_place_on_one_line_between_words():
    text = "หนี้ " + "ข้อความอื่น ๆ ที่ไม่เกี่ยวข้อง " * 12 + "ปัญหาหนี้นอกระ\nบบ และลูกหนี้ในระบบหนี้ " + "ต่อไปอีกยาว ๆ " * 20
    shown = snippet(text, parse_query("หนี้"))
    assert "\n" not in shown.text
    assert "หนี้นอกระบบ และลูกหนี้ในระบบหนี้" in shown.text
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert {shown.text[start:end] for start, end in shown.marks} == {"หนี้"}
    assert len(shown.marks) == 3
    assert not re.match("…[ัิ-ฺ็-๎ะาำ]", shown.text)


def test_a_snippet_of_a_text_without_the_words_is_its_head():
    shown = snippet("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", parse_query("ปี:2567"))
    assert (shown.text, shown.marks) == ("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", ())


def test_places_on_the_pages_have_boxes(desk, clerk, tmp_path):
    from makers.pdf_letters import typst_pdf

    path = typst_pdf(
        (LETTERS / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8"), tmp_path / "w.pdf"
    )
    receive(desk, path, clerk, anyway=True)
    spans = places_of(desk, "1", "หนี้นอกระบบ", clerk.today)
    assert spans
    assert {one.quote for one in spans} <= {"หนี้นอกระบบ", "หนี้", "นอกระบบ", "หนี้นอก", "ระบบ"}
    assert all(one.page == 1 and one.box and one.box[0] < one.box[2] for one in spans)


def test_a_query_that_is_too_long_says_so(archive):
    assert search(archive, "กำนัน " * 2_000, Searched()).cut
    assert not search(archive, "กำนัน", Searched()).cut


@pytest.mark.parametrize("typed", ['"', "*", ")", "  ", "()", "OR"])
def test_nothing_to_search_is_said(archive, says, typed):
    thai, english = says(search, archive, typed, Searched())
    assert thai == f"“{typed}” ไม่มีคำ ตัวเลข หรือวันที่ให้ค้น โปรดพิมพ์คำในหนังสือ เลขที่ หรือวันที่"
    assert english.startswith("There is no word, number or day to search for")


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE incoming; --", "ก*" * 400, "a.b/c:d\\e[f]{g}", "(ก หรือ", "ที่:[*", "ที่:.*"]
)
def test_odd_queries_have_an_answer(archive, typed):
    result = search(archive, typed, Searched())
    assert len(result.hits) == min(result.total, Searched().limit) <= len(SOME)
    with archive.database.reading() as store:
        assert len(store.incoming.listed()) == len(SOME)


def test_the_day_of_a_letter_sent_elsewhere(desk, clerk):
    from desk.earlier import earlier_relay, note_relay

    told = {
        "relays": "มท ๐๓๐๗.๒/ว ๒๑๓๓", "by": "มห ๐๐๑๘.๑/ว ๗๕๐", "dated": "๓ มกราคม ๒๕๖๗",
        "subject": "หนี้นอกระบบ", "urgency": "normal", "relays_dated": None,
    }  # fmt: skip
    note_relay(desk, earlier_relay(**told), clerk)
    assert exact(desk, "3/1/2567") == {"มห 0018.1/ว750"}
    assert exact(desk, "อ้างถึง:มท0307.2/ว2133") == {"มห 0018.1/ว750"}
    assert dt.date(2024, 1, 3) == search(desk, "ว750", Searched()).hits[0].entry.dated


def test_a_confirmed_letter_stays_found(archive, clerk):
    confirm(archive, "2", clerk, anyway=True)
    assert exact(archive, "กำนัน") == {2}
