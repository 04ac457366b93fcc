from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from circulars.circular import Secrecy
from desk.exchange import chosen, export_bag, export_list, import_bag
from desk.merging import merge
from desk.office_desk import Desk
from desk.receive import receive
from desk.review import correct
from desk.search import Searched, search
from parsers.ecms import read_ecms
from registry.archive import Archive
from registry.bags import close_bag, sound_bag
from registry.database import Database

OWN = Path(__file__).parents[1] / "letters" / "own"
#: What registering elsewhere changes: the receipt, and what the office had done with the letter.
ITS_OWN = {
    "id", "receipt_number", "year", "received", "received_by", "state", "confirmed", "confirmed_by", "original",
    "version", "cancelled",
}  # fmt: skip


@pytest.fixture
def bag(desk, clerk, tmp_path) -> Path:
    """A bag of two letters, one of them corrected."""
    receive(desk, OWN / "01-dopa-survey.txt", clerk, anyway=True)
    receive(desk, OWN / "08-nan-reminder.txt", clerk, anyway=True)
    correct(desk, "1", "เรื่อง", "การสำรวจกำนัน", clerk)
    folder = tmp_path / "ถุง"
    export_bag(desk, chosen(desk, clerk), folder, clerk)
    return folder


@pytest.fixture
def elsewhere(desk, tmp_path) -> Desk:
    """Another office with an empty registry."""
    there = tmp_path / "there"
    there.mkdir()
    database = Database.create(there / "saraban.db")
    yield replace(desk, database=database, archive=Archive(there), cache=there / "cache")
    database.close()


def records(folder):
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("letter.json"))]
    return [{name: value for name, value in one.items() if name not in ITS_OWN} for one in found]


def test_a_bag_that_went_there_and_back_lost_nothing(bag, elsewhere, clerk, tmp_path):
    assert [one.known for one in import_bag(elsewhere, bag, lambda: clerk)] == [False, False]
    again = tmp_path / "again"
    export_bag(elsewhere, chosen(elsewhere, clerk), again, clerk)
    assert records(again) == records(bag)
    assert records(bag)[0]["corrections"][0]["after"] == "การสำรวจกำนัน"
    originals = [sorted(path.read_bytes() for path in one.rglob("original*")) for one in (bag, again)]
    assert originals[0] == originals[1]


def test_what_was_taken_in_is_found_and_stands_in_the_audit(bag, elsewhere, clerk):
    list(import_bag(elsewhere, bag, lambda: clerk))
    assert search(elsewhere, "กำนัน", Searched()).total == 1
    with elsewhere.database.reading() as store:
        acts = [(one.verb, one.subject) for one in store.audit.all()]
    assert acts == [("import", "letter 1/2567"), ("import", "letter 2/2567")]


def test_a_bag_taken_in_twice_changes_nothing(bag, elsewhere, clerk):
    list(import_bag(elsewhere, bag, lambda: clerk))
    assert [one.known for one in import_bag(elsewhere, bag, lambda: clerk)] == [True, True]
    with elsewhere.database.reading() as store:
        assert len(store.incoming.listed()) == 2


def test_a_letter_that_was_merged_is_not_taken_in_again(bag, desk, clerk):
    receive(desk, OWN / "02-dla-chain.txt", clerk, anyway=True)
    with desk.database.writing() as store:
        first = store.incoming.by_receipt(clerk.today.year, 1)
        # As if it had come under the number of the other: what differs is not merged.
        store.incoming.rewrite(first, replace(first.letter, number=None, dated=None), first.reading)
    merge(desk, "1", "3", clerk)
    taken = [(one.known, one.entry.receipt_number) for one in import_bag(desk, bag, lambda: clerk)]
    assert taken == [(True, 3), (True, 2)]


def test_the_bag_says_what_it_is(bag):
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    info = dict(
        line.split(": ", 1) for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    )
    files = [path for path in (bag / "data").rglob("*") if path.is_file()]
    assert info["Source-Organization"] == "จังหวัดมุกดาหาร"
    assert info["Payload-Oxum"] == f"{sum(path.stat().st_size for path in files)}.{len(files)}"
    assert sound_bag(bag) == bag / "data"


def test_every_letter_has_its_description_and_its_e_cms(bag):
    folder = min((bag / "data" / "letters").iterdir())
    described = etree.parse(folder / "dublin-core.xml")
    values = {etree.QName(one).localname: one.text for one in described.getroot()}
    assert values["title"] == "การสำรวจกำนัน"
    assert values["identifier"].startswith("มท ๐๓๑๐.๑/ว ")
    letter = read_ecms((folder / "ecms.xml").read_bytes(), "ecms.xml")
    assert letter.subject == "การสำรวจกำนัน"
    assert letter.main is not None
    assert letter.main.content == (OWN / "01-dopa-survey.txt").read_bytes()
    listed = (bag / "data" / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed[0].startswith("id,received,number,dated,from,to,subject")
    assert len(listed) == 3


def cells(path):
    sheet = openpyxl.load_workbook(path).active
    return [str(one) for row in sheet.iter_rows(values_only=True) for one in row if one is not None]


def test_the_list_stands_in_the_columns_of_the_register(bag, desk, clerk, tmp_path):
    told = cells(bag / "data" / "list.xlsx")
    assert {"เลขทะเบียนรับ", "เรื่อง", "การสำรวจกำนัน"} <= set(told)
    assert export_list(desk, chosen(desk, clerk, text="กำนัน"), tmp_path / "a.xlsx", clerk) == 1
    assert "การสำรวจกำนัน" in cells(tmp_path / "a.xlsx")
    assert export_list(desk, chosen(desk, clerk), tmp_path / "a.csv", clerk) == 2
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    export_list(desk, chosen(desk, clerk), tmp_path / "a.pdf", clerk)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("harm", ["changed", "missing", "added", "tag"])
def test_a_bag_that_is_not_what_it_says_is_refused_whole(bag, elsewhere, clerk, says, harm):
    path = min(bag.rglob("original.txt"))
    name = path.relative_to(bag).as_posix()
    path.chmod(0o644)
    if harm == "changed":
        path.write_bytes(path.read_bytes().replace("ว".encode(), "จ".encode(), 1))
    elif harm == "missing":
        path.unlink()
    elif harm == "added":
        name = "data/more.txt"
        (bag / name).write_text("x")
    else:
        name = "bag-info.txt"
        (bag / name).chmod(0o644)
        (bag / name).write_text("x: y\n")
    thai, english = says(lambda: list(import_bag(elsewhere, bag, lambda: clerk)))
    assert thai == f"ถุง {bag} ไม่ตรงกับรายการของมันเอง: {name} จึงไม่รับสิ่งใดเลย ขอถุงจากผู้ส่งใหม่"
    assert english.startswith(f"The bag {bag} is not what its own manifest says: {name}.")
    with elsewhere.database.reading() as store:
        assert store.incoming.listed() == ()


def test_a_manifest_that_leads_out_of_the_bag_is_refused(bag, elsewhere, clerk, says):
    manifest = bag / "tagmanifest-sha256.txt"
    manifest.chmod(0o644)
    manifest.write_text(f"{'0' * 64}  ../outside.txt\n")
    assert "../outside.txt" in says(lambda: list(import_bag(elsewhere, bag, lambda: clerk)))[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one["reading"]["source"].update(sha256="0" * 64), "letter.json"),
        (lambda one: one["reading"]["letter"].update(secrecy="secret"), "ลับ"),
    ],
)
def test_a_record_of_another_file_or_a_secret_one_lets_nothing_in(
    bag, elsewhere, clerk, tmp_path, says, change, said
):
    last = max((bag / "data" / "letters").glob("*/letter.json"))
    record = json.loads(last.read_text(encoding="utf-8"))
    change(record)
    last.chmod(0o644)
    last.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    for old in bag.glob("*manifest-sha256.txt"):
        old.unlink()
    close_bag(bag, {})
    assert said in says(lambda: list(import_bag(elsewhere, bag, lambda: clerk)))[0]
    with elsewhere.database.reading() as store:
        assert store.incoming.listed() == ()


def test_a_folder_that_is_no_bag(elsewhere, clerk, tmp_path, says):
    thai, _ = says(lambda: list(import_bag(elsewhere, tmp_path, lambda: clerk)))
    assert thai == f"{tmp_path} ไม่ใช่ถุง BagIt (ไม่มี bagit.txt ที่ถูกต้อง) ระบุโฟลเดอร์ที่ saraban export ทำไว้"


def test_nothing_is_written_over(bag, desk, clerk, says):
    thai, _ = says(export_bag, desk, chosen(desk, clerk), bag, clerk)
    assert thai == f"ในโฟลเดอร์ {bag} มีของอยู่แล้ว จึงไม่เขียนทับ ระบุโฟลเดอร์ใหม่"


def test_letters_are_chosen_by_number_by_search_and_by_year(bag, desk, clerk):
    assert [one.receipt for one in chosen(desk, clerk, receipts=["2"])] == ["2/2567"]
    assert [one.receipt for one in chosen(desk, clerk, text="กำนัน")] == ["1/2567"]
    assert [one.receipt for one in chosen(desk, clerk, year=2024)] == ["1/2567", "2/2567"]
    assert chosen(desk, clerk, year=2023) == ()


def test_a_secret_letter_is_left_out_and_refused_by_name(desk, entered, clerk, says):
    from makers.readings import sample_letter

    entered(replace(sample_letter(), secrecy=Secrecy.SECRET))
    assert chosen(desk, clerk) == ()
    assert "ลับ" in says(chosen, desk, clerk, receipts=["1"])[0]
