from __future__ import annotations

import random
from pathlib import Path

import pytest

from circulars.task import TaskState
from desk.cancelling import cancel_receipt
from desk.duplicates import duplicates, duplicates_of
from desk.merging import merge
from desk.receive import receive
from desk.review import confirm
from registry.entries import Link, LinkKind

OWN = Path(__file__).parents[1] / "letters" / "own"
#: A letter with number and date, and one whose date stands in its stamp alone.
DATED = (OWN / "01-dopa-survey.txt").read_text(encoding="utf-8")
UNDATED = (OWN.parent / "dopa-circular-w2551.corrected.txt").read_text(encoding="utf-8")
CONFUSED = {"น": "บ", "ต": "ด", "ี": "ิ", "ไ": "ใ", "่": "", "ช": "ซ", "ถ": "ก", "พ": "ผ"}


def scanned_again(text, share=0.03, seed=1):
    """The text as another scan would give it; its numbers as they are."""
    chance = random.Random(seed)  # noqa: S311 - a test's own choice
    return "".join(
        CONFUSED[char] if char in CONFUSED and chance.random() < share * 3 else char for char in text
    )


@pytest.fixture
def take(desk, clerk, tmp_path):
    """Receive a text."""

    def taken(text):
        path = tmp_path / f"{len(list(tmp_path.glob('*.txt')))}.txt"
        path.write_text(text, encoding="utf-8")
        return receive(desk, path, clerk, anyway=True)

    return taken


def pairs(desk):
    return [(one.first.receipt_number, one.second.receipt_number, one.kind.value) for one in duplicates(desk)]


def test_the_same_number_and_date_in_another_file(desk, take):
    take(DATED)
    again = take(DATED + "\n\nสำเนา")
    assert again.same_letter is not None
    assert pairs(desk) == [(1, 2, "number")]


def test_a_page_scanned_again_without_a_date(desk, take):
    take(UNDATED)
    take(DATED)
    again = take(scanned_again(UNDATED).replace("มท ๐๓๐๗.๒/ว ๒๕๕๑", "", 1))
    assert again.entry.number is None
    assert again.same_letter is not None
    assert again.same_letter.receipt_number == 1
    assert again.needs_person
    assert pairs(desk) == [(1, 3, "text")]


@pytest.mark.parametrize(("before", "after"), [("ว ๑๔๕๒๗", "ว ๑๔๕๒๘"), ("๑๑ มิถุนายน ๒๕๖๗", "๑๒ มิถุนายน ๒๕๖๗")])
def test_one_digit_more_or_less_is_another_letter(desk, take, before, after):
    assert before in DATED
    take(DATED)
    other = take(DATED.replace(before, after, 1))
    assert other.same_letter is None
    assert pairs(desk) == []


def test_other_letters_of_the_same_office_are_no_duplicates(desk, take):
    for name in (
        "01-dopa-survey",
        "49-dopa-stamped-nil",
        "52-dopa-drug-items",
        "04-dopa-fax-election",
        "56-order-blank-number",
    ):
        assert take((OWN / f"{name}.txt").read_text(encoding="utf-8")).same_letter is None
    assert pairs(desk) == []


def test_the_receipt_that_was_one_too_many_is_cancelled_and_gone(desk, take, clerk):
    take(DATED)
    second = take(DATED + "\n\nสำเนา").entry
    assert [one.first.receipt_number for one in duplicates_of(desk, second)] == [1]
    cancel_receipt(desk, second.receipt, clerk, "ซ้ำกับ 1/2567")
    assert pairs(desk) == []


# Merging


def test_a_letter_that_came_twice_is_merged_and_nothing_is_lost(desk, take, clerk, trail):
    first, second = take(DATED).entry, take(DATED + "\n\nสำเนา").entry
    done = merge(desk, "2", "1", clerk, "มาทางไปรษณีย์ด้วย")
    assert (done.kept.id, done.crossed_out.id) == (first.id, second.id)
    assert pairs(desk) == []
    with desk.database.reading() as store:
        crossed = store.incoming.by_id(second.id)
        (same,) = store.links.said_by(incoming=second.id)
    assert (crossed.cancel_reason, crossed.reading) == ("= 1/2567 มาทางไปรษณีย์ด้วย", second.reading)
    assert (same.kind, same.to_incoming) == (LinkKind.SAME, first.id)
    assert desk.archive.absolute(second.original).exists()
    assert ("merge", "letter 2/2567") in trail()


def test_the_file_of_a_letter_that_was_merged_is_known(desk, take, clerk):
    first = take(DATED).entry
    take(DATED + "\n\nสำเนา")
    merge(desk, "2", "1", clerk)
    again = take(DATED + "\n\nสำเนา")
    assert (again.known, again.entry.id) == (True, first.id)


def test_the_file_of_a_letter_that_was_merged_is_known_though_its_number_was_not_read(desk, take, clerk):
    first = take(DATED).entry
    unnumbered = DATED.replace("ที่ มท ๐๓๑๐.๑/ว ๑๔๕๒๗", "") + "\n\nสำเนา"
    second = take(unnumbered).entry
    assert (first.number is None, second.number) == (False, None)
    merge(desk, "2", "1", clerk)
    again = take(unnumbered)
    assert (again.known, again.entry.id) == (True, first.id)


def test_what_cited_the_one_cites_the_other(desk, take, clerk):
    first, second, citing = (take(text).entry for text in (DATED, DATED + "\n\nสำเนา", UNDATED))
    with desk.database.writing() as store:
        store.links.add(
            Link(
                kind=LinkKind.CITES, from_incoming=citing.id, to_incoming=second.id, number=second.number,
                at=clerk.now, by=clerk.name,
            )
        )  # fmt: skip
    assert merge(desk, "2", "1", clerk).links == 1
    with desk.database.reading() as store:
        assert [one.from_incoming for one in store.links.said_of(incoming=first.id)] == [citing.id, second.id]


@pytest.mark.parametrize(("before", "after"), [("ว ๑๔๕๒๗", "ว ๑๔๕๒๘"), ("๑๑ มิถุนายน ๒๕๖๗", "๑๒ มิถุนายน ๒๕๖๗")])
def test_one_digit_more_or_less_is_not_merged(desk, take, clerk, says, before, after):
    take(DATED)
    take(DATED.replace(before, after, 1))
    thai, english = says(merge, desk, "2", "1", clerk)
    assert thai == (
        "ที่หรือวันที่ของ 2/2567 และ 1/2567 ไม่ตรงกัน จึงเป็นคนละฉบับและไม่รวม "
        "ถ้าอ่านผิดให้แก้ก่อน: saraban review correct 2/2567 …"
    )
    assert english.startswith("The number or date of 2/2567 and 1/2567 differ")
    with desk.database.reading() as store:
        assert [one.cancelled for one in store.incoming.listed()] == [None, None]


def test_a_letter_that_was_answered_is_not_crossed_out(desk, take, clerk, says):
    take(DATED)
    take(DATED + "\n\nสำเนา")
    confirm(desk, "2", clerk)
    with desk.database.writing() as store:
        tasks = store.tasks.listed()
        assert tasks
        store.tasks.step(tasks[:1], TaskState.REPORTED)
    thai, _ = says(merge, desk, "2", "1", clerk)
    assert thai == (
        "เลขรับ 2/2567 มีงานที่ตอบแล้ว 1 งาน จึงไม่ขีดฆ่า ให้รวมกลับกัน: saraban duplicates 1/2567 --same-as 2/2567"
    )


def test_a_letter_is_not_merged_with_itself_nor_with_one_crossed_out(desk, take, clerk, says):
    take(DATED)
    take(DATED + "\n\nสำเนา")
    assert says(merge, desk, "1", "1", clerk)[0] == ("1/2567 เป็นเลขรับเดียวกัน จึงไม่มีอะไรให้รวม ระบุเลขรับอีกเลขหนึ่ง")
    merge(desk, "2", "1", clerk)
    assert says(merge, desk, "1", "2", clerk)[0] == ("เลขรับ 2/2567 ถูกขีดฆ่าแล้ว จึงรวมเข้าไม่ได้ ระบุเลขรับที่ยังใช้อยู่")
