"""Index cards, the vocabulary they use, and letters found by them; on each engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from circulars.card import Topic
from circulars.topics import shipped
from desk.cards import CardChange, WantedCards, card_of, cards, classify
from desk.indexing import index_of, rebuild
from desk.receive import receive
from desk.saved_searches import alerts, forget_search, save_search, saved_searches, see
from desk.search import Searched, search
from desk.topics import add_topic, rename_topic, retire_topic, topics

OWN = Path(__file__).parents[1] / "letters" / "own"
FIRST, SECOND = "01-dopa-survey.txt", "08-nan-reminder.txt"


@pytest.fixture
def desk(desk, tmp_path):
    """With an index of its own."""
    return replace(desk, cache=tmp_path / "cache")


@pytest.fixture
def two(desk, clerk):
    """Two letters received."""
    for name in (FIRST, SECOND):
        receive(desk, OWN / name, clerk, anyway=True)
    return desk


def found(desk, words):
    return sorted(hit.entry.receipt for hit in search(desk, words, Searched(near=False)).hits)


def test_a_card_holds_subject_file_and_tags(two, clerk, trail):
    change = CardChange(topic="สถิติ รายงาน", file_code="มท 0018.1/10", tags=("กำนัน", "#ด่วน", "กำนัน"))
    (one,) = classify(two, ["1"], change, clerk)
    assert (one.card.topic, one.card.file_code, one.card.tags) == ("10", "มท 0018.1/10", ("กำนัน", "ด่วน"))
    assert card_of(two, "1", clerk) == one
    assert trail()[-1] == ("card", "letter 1/2567")
    with two.database.reading() as store:
        last = store.audit.all()[-1]
    assert (last.before, last.after) == ("", "10 สถิติ รายงาน · มท 0018.1/10 · #กำนัน · #ด่วน")


def test_the_same_card_again_is_no_act(two, clerk, trail):
    classify(two, ["1"], CardChange(topic="10"), clerk)
    before = trail()
    classify(two, ["1"], CardChange(topic="๑๐"), clerk)
    assert trail() == before


def test_a_field_is_emptied_and_a_tag_taken_off(two, clerk):
    classify(two, ["1"], CardChange(topic="10", file_code="ก/1", tags=("ก", "ข")), clerk)
    (one,) = classify(two, ["1"], CardChange(topic="-", file_code="-", untags=("ก",)), clerk)
    assert (one.card.topic, one.card.file_code, one.card.tags) == (None, "", ("ข",))


def test_several_letters_are_classified_at_once_or_none_is(two, clerk, says):
    assert len(classify(two, ["1", "2"], CardChange(topic="7"), clerk)) == 2
    failed = says(classify, two, ["1", "9"], CardChange(topic="10"), clerk)
    assert failed[0].startswith("ไม่มีหนังสือเลขรับ 9")
    assert {one.card.topic for one in cards(two, WantedCards())} == {"07"}


@pytest.mark.parametrize(
    ("change", "thai", "english"),
    [
        (CardChange(), "ไม่ได้บอกว่าจะลงอะไรในบัตรตรวจค้น โปรดใส่ --topic, --file-code, --tag หรือ --untag", "Nothing was said to be noted on the card. Give --topic, --file-code, --tag or --untag."),
        (CardChange(topic="ผี"), "ไม่มีหมวดเรื่อง “ผี” ดูหมวดที่มีด้วย saraban topic หรือเพิ่มด้วย saraban topic add", "There is no subject “ผี”. See them with saraban topic, or add it with saraban topic add."),
        (CardChange(tags=("#",)), "“#” ไม่ใช่ป้าย โปรดใส่คำ เช่น --tag ด่วน", "“#” is no tag. Give a word, such as --tag urgent."),
        (CardChange(file_code="ก" * 61), f"“{'ก' * 61}” ยาวเกิน 60 ตัวอักษร โปรดย่อให้สั้นลง", f"“{'ก' * 61}” is longer than 60 letters. Shorten it."),
    ],
)  # fmt: skip
def test_what_cannot_be_noted_is_told(two, clerk, says, change, thai, english):
    assert says(classify, two, ["1"], change, clerk) == (thai, english)


def test_letters_are_listed_by_card(two, clerk):
    classify(two, ["1"], CardChange(topic="04.6", file_code="ก/1", tags=("ด่วน",)), clerk)
    wanted = (
        (WantedCards(), ["1/2567", "2/2567"]), (WantedCards(topic="4"), ["1/2567"]), (WantedCards(topic="10"), []),
        (WantedCards(file_code="ก/1"), ["1/2567"]), (WantedCards(tag="ด่วน"), ["1/2567"]),
        (WantedCards(uncarded=True), ["2/2567"]), (WantedCards(tag="ด่วน", year=2023), []),
    )  # fmt: skip
    for asked, receipts in wanted:
        assert [one.entry.receipt for one in cards(two, asked)] == receipts, asked
    pages = [cards(two, WantedCards(), limit=1, offset=offset) for offset in range(3)]
    assert [[one.entry.receipt for one in page] for page in pages] == [["1/2567"], ["2/2567"], []]
    assert [one.shown for one in card_of(two, "1", clerk).path] == [
        "04 บริหารทั่วไป", "04.6 อำนวยความเป็นธรรม ไกล่เกลี่ย",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "receipts"),
    [
        ("หมวด:04.6", ["1/2567"]), ("หมวด:๐๔", ["1/2567"]), ("หมวด:4", ["1/2567"]), ("topic:10", ["2/2567"]),
        ('หมวด:"อำนวยความเป็นธรรม ไกล่เกลี่ย"', ["1/2567"]), ("แฟ้ม:มท0018.1/5", ["1/2567"]),
        ('file:"มท 0018.1/๕"', ["1/2567"]), ("แฟ้ม:มท*", ["1/2567"]), ("ป้าย:ด่วน", ["1/2567"]), ("tag:#ด่วน", ["1/2567"]),
        ("ป้าย:ด่วน หมวด:10", []), ("ไม่เอา ป้าย:ด่วน", ["2/2567"]), ("หมวด:99", []),
    ],
)  # fmt: skip
def test_letters_are_found_by_card(two, clerk, words, receipts):
    classify(two, ["1"], CardChange(topic="04.6", file_code="มท 0018.1/5", tags=("ด่วน",)), clerk)
    classify(two, ["2"], CardChange(topic="10"), clerk)
    assert found(two, words) == receipts
    rebuild(two, index_of(two))
    assert found(two, words) == receipts


def test_subjects_files_and_tags_are_counted(two, clerk):
    classify(two, ["1", "2"], CardChange(topic="10", tags=("ก",)), clerk)
    classify(two, ["2"], CardChange(topic="04.6", file_code="ก/1"), clerk)
    facets = search(two, "ปี:2500..2570", Searched()).facets
    assert dict(facets["topic"]) == {"10 สถิติ รายงาน": 1, "04.6 อำนวยความเป็นธรรม ไกล่เกลี่ย": 1}
    assert (facets["file"], facets["tag"]) == ((("ก/1", 1),), (("ก", 2),))


def test_the_office_edits_its_vocabulary(two, clerk, trail):
    assert add_topic(two, "๐๔.๑๐", " กองทุน  หมู่บ้าน ", clerk) == Topic(code="04.10", name="กองทุน หมู่บ้าน")
    classify(two, ["1"], CardChange(topic="กองทุน หมู่บ้าน"), clerk)
    rename_topic(two, "04.10", "กองทุนหมู่บ้าน", clerk)
    assert found(two, "หมวด:กองทุนหมู่บ้าน") == ["1/2567"]
    retire_topic(two, "04.10", clerk)
    assert next(one for one in topics(two) if one.topic.code == "04.10").letters == 1
    assert retire_topic(two, "04.10", clerk, back=True).retired is False
    verbs = [verb for verb, subject in trail() if subject == "topic 04.10"]
    assert verbs == ["topic_add", "topic_rename", "topic_retire", "topic_restore"]


def test_a_shipped_subject_may_be_renamed_and_retired(two, clerk):
    rename_topic(two, "07", "ประชุมและสัมมนา", clerk)
    retire_topic(two, "06", clerk)
    listed = {one.topic.code: one.topic for one in topics(two)}
    assert (listed["07"].name, listed["06"].retired) == ("ประชุมและสัมมนา", True)
    assert len(listed) == len(shipped())


@pytest.mark.parametrize(
    ("act", "thai"),
    [
        (lambda desk, clerk: add_topic(desk, "4/6", "ก", clerk), "“4/6” ไม่ใช่รหัสหมวด ใช้ตัวเลขหรือตัวอักษรไม่เกิน 6 ตัวต่อช่วง คั่นด้วยจุด เช่น 04.10"),
        (lambda desk, clerk: add_topic(desk, "04.6", "ก", clerk), "มีหมวดเรื่อง 04.6 อำนวยความเป็นธรรม ไกล่เกลี่ย อยู่แล้ว โปรดใช้รหัสหรือชื่ออื่น"),
        (lambda desk, clerk: add_topic(desk, "11", "ประชุม", clerk), "มีหมวดเรื่อง 07 ประชุม อยู่แล้ว โปรดใช้รหัสหรือชื่ออื่น"),
        (lambda desk, clerk: add_topic(desk, "11.1", "ก", clerk), "หมวด 11.1 ต้องอยู่ใต้หมวด 11 ซึ่งยังไม่มี โปรดเพิ่มหมวด 11 ก่อน"),
        (lambda desk, clerk: add_topic(desk, "11", "  ", clerk), "หมวดเรื่องต้องมีชื่อ โปรดใส่ชื่อ เช่น saraban topic add 04.10 'กองทุนหมู่บ้าน'"),
        (lambda desk, clerk: rename_topic(desk, "99", "ก", clerk), "ไม่มีหมวดเรื่อง “99” ดูหมวดที่มีด้วย saraban topic หรือเพิ่มด้วย saraban topic add"),
    ],
)  # fmt: skip
def test_what_the_vocabulary_does_not_take_is_told(desk, clerk, says, act, thai):
    assert says(act, desk, clerk)[0] == thai


def test_a_retired_subject_is_given_to_no_more_letters(two, clerk, says):
    classify(two, ["1"], CardChange(topic="06"), clerk)
    retire_topic(two, "06", clerk)
    told = says(classify, two, ["2"], CardChange(topic="06"), clerk)[0]
    assert told == "หมวดเรื่อง 06 เบ็ดเตล็ด เลิกใช้แล้ว โปรดเลือกหมวดอื่น หรือนำกลับมาใช้ด้วย saraban topic restore"
    assert card_of(two, "1", clerk).card.topic == "06"


def test_only_what_came_in_since_is_new_and_looking_changes_nothing(desk, clerk):
    receive(desk, OWN / FIRST, clerk, anyway=True)
    save_search(desk, "ทั้งหมด", "ปี:2500..2570", clerk)
    assert alerts(desk, clerk.name)[0].new == ()
    receive(desk, OWN / SECOND, clerk, anyway=True)
    for _ in range(2):
        (one,) = alerts(desk, clerk.name)
        assert [entry.receipt for entry in one.new] == ["2/2567"]
    see(desk, (one,))
    assert alerts(desk, clerk.name)[0].new == ()


def test_what_does_not_match_or_was_only_changed_is_not_new(two, clerk):
    save_search(two, "ป้าย", "ป้าย:ด่วน", clerk)
    classify(two, ["1"], CardChange(tags=("ด่วน",)), clerk)
    receive(two, OWN / "02-dla-chain.txt", clerk, anyway=True)
    assert alerts(two, clerk.name)[0].new == ()


def test_searches_are_each_persons_own_and_replaced_by_name(desk, clerk, tomorrow):
    save_search(desk, "หนี้", "หนี้นอกระบบ", clerk)
    save_search(desk, "หนี้", "หนี้", clerk)
    save_search(desk, "หนี้", "ลูกหนี้", tomorrow)
    assert [one.words for one in saved_searches(desk, clerk.name)] == ["หนี้"]
    forget_search(desk, "หนี้", clerk)
    assert [len(saved_searches(desk, one.name)) for one in (clerk, tomorrow)] == [0, 1]


@pytest.mark.parametrize(
    ("act", "thai"),
    [
        (lambda desk, clerk: save_search(desk, " ", "ก", clerk), "คำค้นที่บันทึกต้องมีชื่อ เช่น --save 'หนี้นอกระบบปีนี้'"),
        (lambda desk, clerk: forget_search(desk, "ผี", clerk), "ไม่มีคำค้นที่บันทึกไว้ชื่อ “ผี” ที่มี: -"),
    ],
)
def test_a_search_that_cannot_be_kept_or_is_not_there_is_told(desk, clerk, says, act, thai):
    assert says(act, desk, clerk)[0] == thai
