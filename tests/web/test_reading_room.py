"""A letter as it is looked up: its text, its chain, and lists of letters as files."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from makers.readings import parsed_letter, sample_reading
from makers.visitors import Visitor

from circulars.circular import Secrecy
from web.csv_file import csv_bytes


@pytest.fixture
def secret(counter, clerk):
    """A secret letter, 9/2567."""
    letter = replace(parsed_letter(), secrecy=Secrecy.SECRET, subject="เรื่องลับ")
    with counter.desk.database.writing() as store:
        return store.incoming.add(
            year=2024,
            receipt_number=9,
            received=clerk.now,
            received_by="ธุรการ",
            letter=letter,
            reading={**sample_reading(letter, "9" * 64), "issues": []},
            original="originals/9.txt",
        )


def test_what_was_searched_is_marked_in_the_text(counter, received):
    page = Visitor(counter, "archivist").get("/letters/2567/1/text?q=หนี้นอกระบบ")
    assert page.text.count("<mark>หนี้นอกระบบ</mark>") == 3
    assert "พบ ๓ แห่ง" in page.text


@pytest.mark.parametrize("q", ["", "   ", "ไม่มีคำนี้แน่", "และ"])
def test_what_cannot_be_found_marks_nothing(counter, received, q):
    page = Visitor(counter, "archivist").get("/letters/2567/1/text", params={"q": q})
    assert (page.status_code, "<mark>" in page.text) == (200, False)


def test_the_chain_of_a_letter_is_drawn_from_the_top_with_its_gaps(counter, sent):
    page = Visitor(counter, "archivist").get("/letters/2567/1/chain").text
    cited, own, relay = (page.index(one) for one in ("ว ๒๑๓๓", "ว ๒๕๕๑", "มห ๐๐๑๘.๑/ว ๑"))
    assert cited < own < relay
    assert "ไม่มีในทะเบียน" in page
    assert "ส่งแล้ว ๐/๗ อำเภอ" in page


def test_a_chain_leaves_out_the_letters_that_a_person_may_not_see(counter, sent, clerk, secret):
    from circulars.number import LetterNumber
    from desk.chain import add_link
    from registry.entries import LinkKind

    number = LetterNumber.parse("มท 0307.2/ว2551")
    add_link(counter.desk, "9", clerk, kind=LinkKind.AMENDS, number=number)
    page = Visitor(counter, "archivist").get("/letters/2567/1/chain").text
    assert "เรื่องลับ" not in page
    assert "9/2567" not in page
    assert "มห ๐๐๑๘.๑/ว ๑" in page


def test_values_of_what_was_found_lead_to_the_narrower_search(counter, received, clerk, letters):
    from desk.receive import receive

    receive(counter.desk, letters / "own" / "01-dopa-survey.txt", clerk)
    visitor = Visitor(counter, "archivist")
    page = visitor.get("/search?q=อำเภอ").text
    links = [one.split('"')[0].replace("&amp;", "&") for one in page.split("<aside")[1].split('href="')[1:]]
    assert len(links) >= 2
    for link in links:
        assert "พบ ๑ ฉบับ" in visitor.get(link).text or "พบ ๒ ฉบับ" in visitor.get(link).text, link


def test_what_was_found_is_saved_as_a_list_without_secrets(counter, received, secret):
    visitor = Visitor(counter, "archivist")
    answer = visitor.get("/search.xlsx?q=หนี้นอกระบบ")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["๑/๒๕๖๗", "มท ๐๓๐๗.๒/ว ๒๕๕๑"] in [row[:2] for row in rows]
    assert "เรื่องลับ" not in str(rows)
    answer = visitor.get("/search.csv?q=หนี้นอกระบบ")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (lines[0].split(",")[0], len(lines)) == ("เลขรับ", 2)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_cell_of_a_list_is_no_formula():
    assert csv_bytes([("=1+1", "@x", "-3", "ก", None)]).decode("utf-8-sig") == "'=1+1,'@x,'-3,ก,\r\n"


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_a_register_is_saved_as_the_regulation_draws_it_without_secrets(counter, sent, secret, kind):
    visitor = Visitor(counter, "archivist")
    for book in ("received", "sent"):
        answer = visitor.get(f"/registers.{kind}?book={book}&year=2567")
        assert answer.status_code == 200
        if kind == "xlsx":
            sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
            text = str([[cell.value for cell in row] for row in sheet.iter_rows()])
            assert ("หนี้นอกระบบ" in text, "เรื่องลับ" in text) == (True, False)
        else:
            assert answer.content.startswith(b"%PDF")


def test_every_file_of_a_letter_sent_comes_in_one_archive(counter, sent):
    from zipfile import ZipFile

    answer = Visitor(counter, "clerk").get("/letters/2567/1/relay/files.zip")
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert len(names) == len(set(names)) == len(sent.files)


def test_two_who_have_a_letter_open_are_told_of_each_other(counter, received):
    first = Visitor(counter, "clerk")
    second = Visitor(counter, "officer", app=first.app)
    assert 'id="others"' in first.get("/letters/2567/1").text
    assert "clerk เปิดหนังสือฉบับนี้อยู่ด้วย" in second.get("/letters/2567/1").text
    here = first.get("/letters/2567/1/here").json()
    assert here == {"told": "officer เปิดหนังสือฉบับนี้อยู่ด้วย", "version": 1}
