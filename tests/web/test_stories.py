"""What people do at the counter in the browser, from the first click to the last, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


def field(page, name):
    return page.locator(f"[data-field='/letter/{name}'] input[name=value]")


def test_a_clerk_and_an_approver_bring_a_circular_from_paper_to_the_districts(come, at, letters, desk):
    clerk = come("clerk")
    clerk.goto(f"{at}/inbox")
    clerk.set_input_files("#files", letters / "dopa-circular-w2551.corrected.txt")
    clerk.click("#drop button.main")
    clerk.click("#became li.good a")
    clerk.wait_for_url("**/letters/2567/1")
    field(clerk, "dated").fill("24 ม.ค. 67")
    field(clerk, "dated").press("Enter")
    expect(field(clerk, "dated")).to_have_value("๒๔ มกราคม ๒๕๖๗")
    clerk.click("text=ยืนยันว่าอ่านถูกต้อง")
    clerk.click("text=ร่างหนังสือแจ้งต่อ")
    clerk.click("text=เสนอเพื่ออนุมัติ")
    approver = come("approver")
    approver.click("#drafts a")
    approver.click("form[action$='/approve'] button")
    clerk.reload()
    clerk.click("text=ออกเลขและส่ง")
    clerk.wait_for_selector("text=ส่งแล้ว มห ๐๐๑๘.๑/ว ๑")
    officer = come("officer")
    officer.goto(f"{at}/tracking")
    assert officer.locator("td.cell.sent").count() == 21
    with desk.database.reading() as store:
        verbs = [one.verb for one in store.audit.all() if one.verb not in {"account", "assign"}]
    assert verbs == ["receive", "correct", "confirm", "relay", "submitted", "approved", "send"]


def test_what_was_read_is_marked_on_the_paper(come, at, received):
    page = come("clerk")
    page.goto(f"{at}/letters/2567/1")
    field(page, "number").focus()
    assert page.locator(".page.text mark").inner_text() == "มท ๐๓๐๗.๒/ว ๒๕๕๑"


def test_a_wrong_value_is_told_beside_its_field_and_what_was_typed_stays(come, at, received):
    page = come("clerk")
    page.goto(f"{at}/letters/2567/1")
    field(page, "dated").fill("๓๑ เมษายน")
    field(page, "dated").press("Enter")
    beside = page.locator("[data-field='/letter/dated'] .beside")
    beside.filter(has_text="ไม่ใช่วันที่").wait_for()
    page.reload()
    assert field(page, "dated").input_value() == "๓๑ เมษายน"


def test_a_day_is_chosen_from_a_calendar_in_buddhist_years(come, at, received):
    page = come("clerk")
    page.goto(f"{at}/letters/2567/1")
    due = page.locator("[data-field='/letter/directives/2/deadlines/0/due']")
    due.locator("[data-opens-calendar]").click()
    assert page.locator(".calendar header span").inner_text() == "มกราคม 2567"
    page.locator(".calendar td button", has_text=re.compile("^29$")).click()
    page.locator(".deadline", has_text="๒๙ มกราคม ๒๕๖๗").wait_for()
    assert due.locator("input[name=value]").input_value() == "๒๙ มกราคม ๒๕๖๗"


def test_directives_are_added_split_and_joined(come, at, received, desk):
    page = come("clerk")
    page.goto(f"{at}/letters/2567/1")
    page.fill(".add textarea", "ให้อำเภอจัดประชุมและส่งรายงาน")
    page.click(".add button")
    new = page.locator(".directive").nth(3)
    new.wait_for()
    page.evaluate(
        "() => { const t = document.querySelectorAll('.directive')[3].querySelector('textarea');"
        " t.selectionStart = t.selectionEnd = 'ให้อำเภอจัดประชุม'.length; }"
    )
    new.locator(".split button").click()
    page.locator(".directive").nth(4).wait_for()
    assert page.locator(".directive").nth(4).locator("textarea").input_value() == "และส่งรายงาน"
    page.locator(".directive").nth(3).locator("form[action$='/join'] button").click()
    expect(page.locator(".directive")).to_have_count(4)
    assert page.locator(".directive").nth(3).locator("textarea").input_value() == "ให้อำเภอจัดประชุม และส่งรายงาน"


def test_who_saw_an_older_state_is_told_and_overwrites_nothing(come, at, received):
    first, second = come("clerk"), come("officer")
    for page in (first, second):
        page.goto(f"{at}/letters/2567/1")
    field(first, "issuer").fill("กรมการปกครอง")
    field(first, "issuer").press("Enter")
    first.wait_for_selector("text=การแก้ไข ๑ รายการ")
    field(second, "issuer").fill("กรมที่ดิน")
    field(second, "issuer").press("Enter")
    second.locator("[data-field='/letter/issuer'] .beside").filter(has_text="1/2567").wait_for()
    first.reload()
    assert field(first, "issuer").input_value() == "กรมการปกครอง"


def test_a_district_answers_on_a_phone_and_the_officer_accepts(come, at, sent):
    clerk = come("clerk")
    clerk.goto(f"{at}/letters/2567/1/addresses")
    clerk.locator("li", has_text="ดอนตาล").locator("button").click()
    address = clerk.locator("code").inner_text()
    phone = come(None, width=360)
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    form = phone.locator("section", has_text="๒ ราย").locator("form")
    for row, name in enumerate(("นายก ข", "นางค ง")):
        form.locator(f"[name='row-{row}-name']").fill(name)
        form.locator(f"[name='row-{row}-position']").fill("ปลัดอำเภอ")
        form.locator(f"[name='row-{row}-phone']").fill("0812345678")
    form.locator("button").click()
    phone.wait_for_selector("text=จังหวัดได้รับรายงานแล้ว")
    officer = come("officer")
    officer.goto(f"{at}/tracking")
    officer.locator("td.cell.reported a[title^='อำเภอดอนตาล']").click()
    officer.click("text=ตรวจผ่าน")
    officer.wait_for_selector("h1 .cell.accepted")


@pytest.mark.parametrize(
    ("lang", "title"), [("th", "ทะเบียนหนังสือรับ พ.ศ. ๒๕๖๗"), ("en", "Letters received B.E. 2567")]
)
def test_pages_speak_thai_and_english(come, at, received, lang, title):
    page = come("archivist", lang=lang)
    page.goto(f"{at}/registers")
    assert page.locator("h1").inner_text() == title


def test_an_archivist_finds_a_letter_by_its_number_however_typed(come, at, received):
    page = come("archivist")
    page.goto(f"{at}/search")
    page.fill("#q", "มท0307.2/ว2551")
    page.click("main button.main")
    page.click(".hitcard a")
    page.wait_for_url("**/letters/2567/1?find=*")
    page.goto(f"{at}/search?q=ไกล่เกลี่ย")
    assert page.locator("mark").first.inner_text() == "ไกล่เกลี่ย"


def test_what_was_searched_is_marked_on_the_paper(come, at, received):
    page = come("archivist")
    page.goto(f"{at}/search?q=หนี้นอกระบบ")
    page.click(".hitcard a")
    page.wait_for_selector(".paper .hit, .paper mark")
    assert "“หนี้นอกระบบ” บนหนังสือนี้" in page.locator("#reading").inner_text()
