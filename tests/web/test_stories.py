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
    field(second, "issuer").fill("กรมที่ดิน")
    field(first, "issuer").fill("กรมการปกครอง")
    field(first, "issuer").press("Enter")
    first.wait_for_selector("text=การแก้ไข ๑ รายการ")
    field(second, "issuer").press("Enter")
    second.locator("[data-field='/letter/issuer'] .beside").filter(has_text="1/2567").wait_for()
    first.reload()
    assert field(first, "issuer").input_value() == "กรมการปกครอง"


def test_a_district_answers_on_a_phone_and_the_officer_accepts(come, at, sent):
    clerk = come("clerk")
    clerk.goto(f"{at}/letters/2567/1/addresses")
    clerk.locator("tr", has_text="ดอนตาล").locator("button").first.click()
    address = clerk.locator("code").inner_text()
    phone = come(None, width=360)
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    form = phone.locator("section", has_text="๒ ราย").locator("form.answer")
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
    page.wait_for_url("**/letters/2567/1/text?q=**")
    page.goto(f"{at}/search?q=ไกล่เกลี่ย")
    assert page.locator("mark").first.inner_text() == "ไกล่เกลี่ย"


def test_two_reviewers_are_told_of_each_other_and_of_what_the_other_changed(come, at, received):
    first, second = come("clerk"), come("officer")
    first.goto(f"{at}/letters/2567/1")
    second.goto(f"{at}/letters/2567/1")
    expect(second.locator("#others")).to_have_text("clerk เปิดหนังสือฉบับนี้อยู่ด้วย")
    expect(first.locator("#others")).to_have_text("officer เปิดหนังสือฉบับนี้อยู่ด้วย", timeout=15_000)
    field(first, "issuer").fill("กรมการปกครอง")
    field(first, "issuer").press("Enter")
    expect(field(second, "issuer")).to_have_value("กรมการปกครอง", timeout=15_000)


def test_a_reading_is_put_right_and_confirmed_with_the_keyboard_alone(come, at, desk, letters, clerk):
    from desk.receive import receive

    receive(desk, letters / "dopa-circular-w2551.ocr.txt", clerk)
    page = come("clerk")
    page.goto(f"{at}/letters/2567/1")
    proposals = page.locator(".accept")
    before = proposals.count()
    assert before
    page.locator(".issues li", has=page.locator(".accept")).first.focus()
    page.keyboard.press("Enter")
    expect(proposals).to_have_count(before - 1)
    page.locator(".issues li").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.issues li')[1]")
    due = page.locator("[data-field='/letter/dated'] input[name=value]")
    due.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=การแก้ไข ๒ รายการ")
    expect(due).not_to_have_value("")
    if page.locator("[name=anyway]").count():
        page.locator("[name=anyway]").focus()
        page.keyboard.press("Space")
    page.locator("#confirm").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#tasks")
    assert page.locator("#tasks tbody tr").count()


def test_a_click_on_the_paper_shows_what_was_read_there(come, at, received):
    page = come("clerk")
    page.goto(f"{at}/letters/2567/1")
    page.get_by_text("ที่ มท ๐๓๐๗.๒/ว ๒๕๕๑", exact=False).first.click(position={"x": 60, "y": 12})
    expect(field(page, "number")).to_be_focused()


def test_what_was_typed_and_not_sent_is_there_after_a_reload(come, at, sent):
    officer = come("officer")
    officer.goto(f"{at}/tracking?letter=1/2567")
    officer.locator("td.cell a").first.click()
    officer.fill(".answer [name=note]", "พิมพ์ค้างไว้")
    officer.reload()
    assert officer.locator(".answer [name=note]").input_value() == "พิมพ์ค้างไว้"
    officer.click(".answer button.main")
    officer.wait_for_selector("h1 .cell.reported")


def test_many_files_are_dropped_at_once_and_each_tells_what_became_of_it(come, at, letters, tmp_path):
    page = come("clerk")
    page.goto(f"{at}/inbox")
    empty = tmp_path / "ว่าง.pdf"
    empty.write_bytes(b"")
    names = ("dopa-circular-w2551.corrected.txt", "own/01-dopa-survey.txt")
    page.set_input_files("#files", [*(letters / name for name in names), empty])
    page.click("#drop button.main")
    expect(page.locator("#became li.good")).to_have_count(2, timeout=40_000)
    expect(page.locator("#became li.bad")).to_have_count(1)
    expect(page.locator("#count")).to_have_text("3/3")
    expect(page.locator("#waiting tbody tr")).to_have_count(2)


def test_a_district_sends_evidence_from_a_phone_and_the_officer_returns_it(come, at, sent, tmp_path):
    clerk = come("clerk", lang="en")
    clerk.goto(f"{at}/letters/2567/1/addresses")
    clerk.once("dialog", lambda one: one.accept())
    clerk.click("text=A sheet to print")
    address = clerk.locator(".qrsheet li", has_text="ดอนตาล").locator("code").inner_text()
    phone = come(None, width=360, lang="en")
    phone.goto(address)
    section = phone.locator("section").first
    section.locator(".acknowledge button").click()
    phone.wait_for_selector(".cell.received")
    picture = tmp_path / "ประชุม.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_000)
    section = phone.locator("section").first
    section.locator(".answer [name=files]").set_input_files(picture)
    section.locator("[name=note]").fill("ประชุมแล้ว")
    section.locator("button.main").click()
    phone.wait_for_selector("text=ประชุม.png")
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    officer = come("officer", lang="en")
    officer.goto(f"{at}/tracking?show=check")
    officer.locator("td.cell.reported a[title^='อำเภอดอนตาล']").click()
    officer.fill("[name=reason]", "ขาดรายชื่อ")
    officer.click("text=Return")
    phone.reload()
    phone.wait_for_selector("text=ขาดรายชื่อ")
    assert phone.locator("section").first.locator("[name=note]").input_value() == "ประชุมแล้ว"


def test_the_officer_sees_how_the_districts_do_and_copies_who_is_missing(come, at, sent):
    officer = come("officer")
    officer.goto(f"{at}/dashboard")
    expect(officer.locator(".chart svg").first).to_be_visible()
    officer.locator(".chart summary").first.click()
    assert officer.locator(".chart table tbody tr").first.inner_text().startswith("อำเภอเมืองมุกดาหาร")
    officer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    officer.goto(f"{at}/tracking")
    officer.locator(".copy [data-copy]").last.click()
    expect(officer.locator(".copy [data-copy]").last).to_have_text("✓")
    assert "ค้าง: อำเภอเมืองมุกดาหาร" in officer.evaluate("navigator.clipboard.readText()")


def test_an_archivist_looks_from_a_search_to_the_text_to_the_chain(come, at, sent):
    page = come("archivist", width=360, lang="en")
    page.goto(f"{at}/search?q=หนี้นอกระบบ")
    page.locator(".hitcard a", has_text="2551").first.click()
    page.wait_for_selector(".words mark")
    page.click("text=Chain of the letter")
    page.wait_for_selector(".chain .asked")
    assert page.locator(".chain .link").count() == 3
