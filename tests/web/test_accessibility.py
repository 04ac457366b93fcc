"""Every page passes axe, on a desk and on a phone, in both languages; none is wider than the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from makers.visitors import own_task

from desk.answering import open_address
from desk.receive import receive
from desk.report import Answer, judge
from desk.review import confirm
from desk.webhooks import add_webhook

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
PAGES = {
    "clerk": (
        "/", "/inbox", "/letters/2567/1", "/letters/2567/1/relay", "/letters/2567/2", "/letters/2567/2/relay",
        "/letters/2567/1/addresses", "/letters/2567/1/card", "/archive", "/account", "/registers", "/registers?book=sent", "/ไม่มี",
    ),
    "officer": ("/tracking", "/tracking?show=all", "/tracking?letter=1/2567", "/reminders", "/reminders/plan", "/dashboard", "/tasks/{task}"),
    "archivist": ("/search?q=อำเภอ", "/letters/2567/1/text?q=หนี้นอกระบบ", "/letters/2567/1/chain"),
    "admin": ("/people", "/webhooks", "/webhooks/1"),
    "dontan": ("/mine", "/tasks/{task}"),
    None: ("/login", "/a/{token}"),
}  # fmt: skip


def failures(page) -> list[tuple[str, str]]:
    """What axe finds wrong: the rule, and the first place that breaks it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_axe_sees_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content("<html><img src=x><input></html>")
    assert {"image-alt", "label", "html-has-lang"} <= {rule for rule, _ in failures(page)}
    page.close()


@pytest.fixture
def filled(counter, sent, clerk, letters):
    """The office with a letter sent, one not yet passed on, and an answer; the places in addresses."""
    receive(counter.desk, letters / "own" / "01-dopa-survey.txt", clerk)
    confirm(counter.desk, "2", clerk, anyway=True)
    task = own_task(counter)
    judge(counter.desk, task.id, clerk, Answer(note="ส่งแล้ว"))
    add_webhook(counter.desk, clerk, "https://example.go.th/in", "officer", ["task.changed"])
    token = open_address(counter.desk, "1", "ดอนตาล", clerk)
    return {"task": task.id, "token": token}


@pytest.mark.parametrize(("lang", "width"), [("th", 1280), ("en", 360)])
def test_every_page_passes_axe_and_fits_the_screen(come, at, filled, lang, width):
    wrong = []
    for who, paths in PAGES.items():
        page = come(who, lang=lang, width=width)
        for path in paths:
            page.goto(at + path.format(**filled))
            wrong += [(who, path, *one) for one in failures(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append((who, path, "wider than the screen", ""))
    assert wrong == []


@pytest.mark.parametrize(("lang", "width"), [("th", 1280), ("en", 360)])
def test_the_sheet_of_addresses_passes_axe(come, at, filled, lang, width):
    page = come("clerk", lang=lang, width=width)
    page.on("dialog", lambda one: one.accept())
    page.goto(f"{at}/letters/2567/1/addresses")
    page.locator("form[action$='/addresses/all'] button").first.click()
    page.locator("img").first.wait_for(timeout=5_000)
    assert failures(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestDepartment:
    """The pages of a department, whose tasks go to every province with its districts."""

    @pytest.fixture
    def counter(self, counter):
        office = replace(counter.desk.office, nationwide=True, sender="กรมการปกครอง")
        return replace(counter, desk=replace(counter.desk, office=office))

    @pytest.mark.parametrize(("lang", "width"), [("th", 1280), ("en", 360)])
    def test_its_pages_pass_axe(self, counter, come, at, letters, clerk, lang, width):
        receive(counter.desk, letters / "dopa-circular-w2551.corrected.txt", clerk, anyway=True)
        confirm(counter.desk, "1", clerk)
        page = come("officer", lang=lang, width=width)
        for path in ("/tracking", "/tracking?letter=1/2567", "/tracking?letter=1/2567&province=49"):
            page.goto(at + path)
            assert failures(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        # A province that is opened shows the days and cells of its districts where they are looked for.
        cells = page.get_by_role("row", name="อำเภอดอนตาล").get_by_role("link")
        cells.first.scroll_into_view_if_needed()
        assert cells.first.bounding_box()["height"] > 20
