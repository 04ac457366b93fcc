"""What districts answer: with their accounts, and at the addresses of letters."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from makers.visitors import Visitor, own_task

from desk.answering import OPEN_DAYS, answering, open_address, shut_addresses


def test_a_district_cannot_answer_for_another(counter, sent):
    with counter.desk.database.reading() as store:
        other = next(one for one in store.tasks.listed(letter=1) if one.office == "อำเภอหนองสูง")
    visitor = Visitor(counter, "dontan")
    assert visitor.get(f"/tasks/{other.id}").status_code == 403
    assert visitor.send_form(f"/tasks/{other.id}/answer", page="/mine", nil="true").status_code == 403


def test_an_address_opens_for_its_district_until_it_is_shut_or_runs_out(counter, sent, clerk, says):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    assert Visitor(counter).get(f"/a/{token}").status_code == 200
    late = clerk.now + dt.timedelta(days=OPEN_DAYS)
    assert says(answering, counter.desk, token, late)[0].startswith("ที่อยู่นี้หมดอายุแล้ว")
    shut_addresses(counter.desk, "1", "ดอนตาล", clerk)
    answer = Visitor(counter).get(f"/a/{token}")
    assert (answer.status_code, "ที่อยู่นี้ใช้ไม่ได้แล้ว" in answer.text) == (403, True)


def test_an_address_answers_only_its_own_tasks(counter, sent, clerk):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    with counter.desk.database.reading() as store:
        other = next(one for one in store.tasks.listed(letter=1) if one.office == "อำเภอหนองสูง")
    answer = Visitor(counter).post(f"/a/{token}/{other.id}", data={"nil": "true"})
    assert answer.status_code == 404


def test_an_answer_that_is_refused_keeps_what_was_typed(counter, sent, clerk):
    task = own_task(counter)
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    typed = {"row-0-name": "นายก ข", "note": "ส่วนที่เหลือจะตามมา", "nil": "true"}
    for visitor, address, page in (
        (Visitor(counter), f"/a/{token}/{task.id}", None),
        (Visitor(counter, "dontan"), f"/tasks/{task.id}/answer", f"/tasks/{task.id}"),
    ):
        answer = visitor.send_form(address, page=page, **typed)
        assert answer.status_code == 409
        assert 'value="ส่วนที่เหลือจะตามมา"' in answer.text
        assert 'value="นายก ข"' in answer.text
        assert 'value="true" checked' in answer.text


def test_a_new_address_shuts_the_one_before_and_stands_in_no_other_address(counter, sent):
    visitor = Visitor(counter, "clerk")
    page = "/letters/2567/1/addresses"
    tokens = []
    for _ in range(2):
        text = visitor.send_form(page, page=page, district="ดอนตาล").text
        tokens.append(text.split("/a/")[1].split("<")[0])
        assert 'src="data:image/png;base64,' in text
    assert [Visitor(counter).get(f"/a/{one}").status_code for one in tokens] == [403, 200]
    assert Visitor(counter).get("/qr.png?text=x").status_code == 404


def test_an_address_of_a_district_that_is_gone_says_so(counter, sent, clerk):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    province = counter.desk.office.province
    left = tuple(one for one in province.districts if one.name != "ดอนตาล")
    office = replace(counter.desk.office, province=replace(province, districts=left))
    changed = replace(counter, desk=replace(counter.desk, office=office))
    for answer in (
        Visitor(changed).get(f"/a/{token}"),
        Visitor(changed, "officer").get(f"/tasks/{own_task(counter).id}"),
    ):
        assert (answer.status_code, "ไม่มีหน่วยงานรหัส 4903 แล้ว" in answer.text) == (404, True)


def read_back(counter, task):
    with counter.desk.database.reading() as store:
        return store.tasks.by_id(task.id)


def test_a_district_acknowledges_answers_with_evidence_and_sees_why_it_came_back(counter, sent, clerk):
    task = own_task(counter)
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    phone = Visitor(counter)
    at = f"/a/{token}"
    assert phone.post(f"{at}/{task.id}/receive", data={"receipt": "45/2567"}).status_code == 303
    assert (read_back(counter, task).state, read_back(counter, task).receipt) == ("received", "45/2567")
    files = [
        ("files", ("../คำสั่ง.pdf", b"%PDF-1.7 x", "text/html")),
        ("files", ("หน้า.pdf", b"<html><script>alert(1)</script>", "application/pdf")),
    ]
    answer = phone.post(f"{at}/{task.id}", data={"note": "ส่งแล้ว"}, files=files)
    assert answer.headers["location"] == f"{at}?done={task.id}#task-{task.id}"
    assert "กักไว้" in phone.get(at).text
    officer = Visitor(counter, "officer")
    page = officer.get(f"/tasks/{task.id}").text
    assert f'href="/tasks/{task.id}/evidence/1"' in page
    assert f'href="/tasks/{task.id}/evidence/2"' not in page
    assert "../" not in page
    file = officer.get(f"/tasks/{task.id}/evidence/1")
    assert (file.content, file.headers["content-type"]) == (b"%PDF-1.7 x", "application/octet-stream")
    assert file.headers["content-disposition"].startswith("attachment")
    assert officer.get(f"/tasks/{task.id}/evidence/2").status_code == 403
    assert Visitor(counter, "admin").get(f"/tasks/{task.id}/evidence/1").status_code == 403
    officer.send_form(f"/tasks/{task.id}/return", page=f"/tasks/{task.id}", reason="ขาดเบอร์โทรศัพท์")
    page = phone.get(at).text
    assert "ขาดเบอร์โทรศัพท์" in page
    assert 'value="ส่งแล้ว"' in page


def test_the_addresses_of_all_districts_are_made_at_once_and_shut_one_by_one(counter, sent, clerk):
    visitor = Visitor(counter, "clerk")
    page = "/letters/2567/1/addresses"
    sheet = visitor.send_form(f"{page}/all", page=page)
    assert sheet.text.count("data:image/png;base64,") == 7
    addresses = re.findall(r"<code>http://testserver(/a/[^<]+)</code>", sheet.text)
    assert [Visitor(counter).get(one).status_code for one in addresses] == [200] * 7
    packed = visitor.send_form(f"{page}/all", page=page, zipped="true")
    with ZipFile(BytesIO(packed.content)) as archive:
        names = archive.namelist()
        listed = archive.read("addresses.csv").decode("utf-8-sig")
    assert (len(names), "อำเภอดอนตาล.png" in names) == (8, True)
    assert listed.splitlines()[0] == "อำเภอ,ที่อยู่"
    assert Visitor(counter).get(addresses[0]).status_code == 403
    before = visitor.get(page).text.count("ปิดที่อยู่</button>")
    visitor.send_form(f"{page}/shut", page=page, district="4903")
    assert visitor.get(page).text.count("ปิดที่อยู่</button>") == before - 1


def test_addresses_begin_with_the_address_of_the_profile(counter, sent):
    office = replace(counter.desk.office, counter_url="https://saraban.example.go.th")
    visitor = Visitor(replace(counter, desk=replace(counter.desk, office=office)), "clerk")
    page = "/letters/2567/1/addresses"
    text = visitor.send_form(page, page=page, district="ดอนตาล").text
    assert "<code>https://saraban.example.go.th/a/" in text


def test_a_district_may_send_more_than_a_form_to_its_own_address_alone(counter, sent, clerk):
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    task = own_task(counter)
    sized = {"content-length": "20000000"}
    wanted = {f"/a/{token}/{task.id}": 409, f"/a/nobody/{task.id}": 413, f"/a/{token}": 413}
    for address, status in wanted.items():
        answer = Visitor(counter).post(address, content=iter([b"x"]), headers=sized)
        assert answer.status_code == status, address
