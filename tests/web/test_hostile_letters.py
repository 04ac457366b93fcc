"""A letter is hostile input: whatever any of its fields says, no page runs it."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest
from makers.readings import parsed_letter, sample_reading
from makers.visitors import Visitor

from circulars.circular import Circular, Enclosure, Reference, Signatory
from circulars.number import LetterNumber
from desk.answering import open_address
from desk.assign import assign
from desk.office_desk import Clerk
from desk.relay import relay
from desk.report import Answer, judge

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }}"
#: Words of rules, which decide and are never shown, and the numbers of items, which are digits by their grammar.
RULES = {"rrule", "holiday_rule", "offices", "flags", "item"}
#: Every page that shows anything of a letter, and who looks at it.
PAGES = {
    "clerk": (
        "/", "/inbox", "/registers?year=2567", "/registers?book=sent&year=2567", "/letters/2567/9",
        "/letters/2567/9/relay", "/letters/2567/9/text?q=script", "/letters/2567/9/chain", "/letters/2567/9/card",
        "/letters/2567/9/addresses", "/search?q=script", "/archive",
    ),
    "officer": ("/tracking", "/tracking?letter=9/2567", "/dashboard", "/reminders", "/reminders/plan", "/tasks/{task}"),
    "dontan": ("/mine", "/tasks/{task}"),
    None: ("/a/{token}",),
}  # fmt: skip


def hostile(value, name=""):
    """The same value with markup for every text in it."""
    if isinstance(value, LetterNumber) or name in RULES:
        return value
    if dataclasses.is_dataclass(value):
        changes = {
            one.name: hostile(getattr(value, one.name), one.name)
            for one in dataclasses.fields(value)
            if one.init
        }
        return replace(value, **changes)
    if type(value) is str:
        return HOSTILE
    return tuple(hostile(one, name) for one in value) if isinstance(value, tuple) else value


def whole_letter() -> Circular:
    """A letter with something in every field that can hold text."""
    letter = parsed_letter()
    return replace(
        letter,
        issuer="ก",
        drafting_unit=("ก",),
        phones=("ก",),
        email="ก",
        copies_to=("ก",),
        subject="ก",
        references=(Reference(issuer="ก", subject="ก"),),
        enclosures=(Enclosure(text="ก", quantity="ก"),),
        signatory=Signatory(name="ก", position="ก"),
        directives=tuple(replace(one, otherwise="ก") for one in letter.directives),
    )


def texts(value, name=""):
    """Every text of a value, by the name of its field."""
    if dataclasses.is_dataclass(value):
        return [
            text for one in dataclasses.fields(value) for text in texts(getattr(value, one.name), one.name)
        ]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one, name)]
    return [(name, value)] if type(value) is str else []


@pytest.fixture
def entered(counter, clerk):
    """The letter, waiting for review, whose every field holds markup."""
    letter = hostile(whole_letter())
    issue = {
        "kind": "ocr-slip", "severity": "warning", "field": "/letter/subject", "message": HOSTILE, "suggestion": HOSTILE,
        "facts": dict.fromkeys(("seen", "meant", "reason_th", "reason_en"), HOSTILE),
    }  # fmt: skip
    with counter.desk.database.writing() as store:
        entry = store.incoming.add(
            year=2024,
            receipt_number=9,
            received=clerk.now,
            received_by=HOSTILE,
            letter=letter,
            reading={**sample_reading(letter, "9" * 64), "issues": [issue]},
            original="originals/9.txt",
        )
    path = counter.desk.archive.absolute(entry.original)
    path.parent.mkdir(parents=True)
    path.write_text(HOSTILE, encoding="utf-8")
    return entry


@pytest.fixture
def followed(counter, entered):
    """The same, confirmed by somebody of such a name, drafted, and answered."""
    somebody = Clerk(name=HOSTILE, now=counter.now())
    with counter.desk.database.writing() as store:
        store.incoming.confirm(entered, somebody.now, somebody.name)
        entry = store.incoming.by_ids({entered.id})[entered.id]
        assign(store, entry, entry.letter, counter.desk, somebody)
        task = next(one for one in store.tasks.listed(letter=entry.id) if one.office == "อำเภอดอนตาล")
    relay(counter.desk, "9", somebody)
    judge(counter.desk, task.id, somebody, Answer(note=HOSTILE, nil=True))
    token = open_address(counter.desk, "9", "ดอนตาล", somebody)
    return {"task": task.id, "token": token}


def test_every_text_of_the_letter_is_tried(entered):
    held = {name: text for name, text in texts(entered.letter) if name not in RULES}
    assert {"issuer", "email", "position", "quantity", "quote", "explanation", "otherwise", "actor"} <= set(
        held
    )
    left = {name for name, text in held.items() if text != HOSTILE}
    assert left <= {"letters", "unit", "text"}  # of its number, which takes no such thing


def pages(counter, facts):
    for name, paths in PAGES.items():
        visitor = Visitor(counter, name)
        for path in paths:
            answer = visitor.get(path.format(**facts))
            yield path, answer


def test_no_page_holds_what_a_letter_smuggles_in(counter, entered, followed):
    shown = 0
    for path, answer in pages(counter, followed):
        assert answer.status_code == 200, (path, answer.text[:300])
        assert "<script>alert" not in answer.text, path
        assert "<img src=x" not in answer.text, path
        assert answer.text.count("7*7") >= answer.text.count("&lt;script&gt;"), path
        shown += "&lt;script&gt;" in answer.text
    assert shown >= 12


def test_nothing_runs_in_a_browser(come, at, entered):
    page = come("clerk")
    ran = []
    page.on("dialog", lambda one: (ran.append(one.message), one.dismiss()))
    for path in ("/inbox", "/letters/2567/9"):
        page.goto(at + path)
        page.wait_for_load_state("networkidle")
        assert page.locator("img[src=x]").count() == 0
    assert page.title() != ""
    page.locator("[data-field] input[name=value]").first.focus(timeout=5_000)
    assert ran == []
