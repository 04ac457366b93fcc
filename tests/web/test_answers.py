"""What districts answer: with their accounts, and at the addresses of letters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

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
